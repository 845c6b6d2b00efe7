// The menu for all that leaves the page and comes into it.

/** Presses an entry of the menu. */
export async function share(page, name) {
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name }).click();
}

/** Presses an entry that saves a file, and gives the file's name and its bytes. */
export async function saved(page, name) {
  const download = page.waitForEvent('download');
  await share(page, name);
  const file = await download;
  const stream = await file.createReadStream();
  const parts = [];
  for await (const part of stream) parts.push(part);
  return { name: file.suggestedFilename(), bytes: Buffer.concat(parts) };
}
