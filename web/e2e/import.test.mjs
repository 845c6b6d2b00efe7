// Documents, links and histories by file, paste and drop.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { lab, load } from './support/api.mjs';
import { smallLab } from './support/labs.mjs';
import { share } from './support/share.mjs';

const HISTORY = '{:process 0, :type :invoke, :f :write, :value 1}\n{:process 0, :type :ok, :f :write, :value 1}\n';

/** Pastes a text where the focus is. */
const paste = (page, text) => page.evaluate((text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.activeElement.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}, text);

/** Drags a file over the page, and drops it unless it is only dragged. */
const drop = (page, name, text, kinds = ['dragover', 'drop']) => page.evaluate(([name, text, kinds]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  for (const kind of kinds) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }
}, [name, text, kinds]);

test('a document opens by file, by pasting and by dropping, and undo brings back the other', async (t) => {
  const { page } = await openApp(t);
  const first = await lab(page);
  const ways = {
    file: async (text) => {
      const chooser = page.waitForEvent('filechooser');
      await share(page, 'Open a file…');
      await (await chooser).setFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    },
    paste: (text) => paste(page, text),
    drop: (text) => drop(page, 'mine.json', text),
  };
  for (const [way, open] of Object.entries(ways)) {
    await open(JSON.stringify(smallLab()));
    await page.getByRole('heading', { name: 'A test' }).waitFor();
    await page.getByRole('status').getByText('opened. Undo brings back').waitFor();
    await page.keyboard.press('Control+z');
    assert.deepEqual(await lab(page), first, way);
  }
});

test('what is wrong is said with its place, and changes nothing', async (t) => {
  const { page } = await openApp(t);
  const first = await lab(page);
  const alert = page.getByRole('alert');
  const wrong = { ...smallLab(), duration_us: 1 };
  await drop(page, 'mine.json', JSON.stringify(wrong));
  await alert.getByText('mine.json: $.').waitFor();
  await paste(page, `${page.url()}#s=1.abc`);
  await alert.getByText('What was pasted: the link cannot be opened').waitFor();
  await drop(page, 'large.json', ' '.repeat(33 * 1024 * 1024));
  await alert.getByText('large.json: it has 33 MB, and at most 32 are read').waitFor();
  assert.deepEqual(await lab(page), first);
});

test('links and histories open, and text goes into fields as ever', async (t) => {
  const { page } = await openApp(t);
  await load(page, smallLab());
  await page.waitForFunction(() => location.hash.startsWith('#s='));
  const link = page.url();
  await page.keyboard.press('Control+z');
  await paste(page, link);
  await page.getByRole('heading', { name: 'A test' }).waitFor();

  await page.getByLabel('Seed').focus();
  await paste(page, 'not a document');
  assert.equal((await page.getByRole('alert').allTextContents()).join(''), '');

  await drop(page, 'history.edn', HISTORY, ['dragover']);
  assert.equal(await page.locator('body').getAttribute('data-dropping'), '');
  await drop(page, 'history.edn', HISTORY, ['drop']);
  await page.getByRole('heading', { name: /Guarantees of history\.edn/ }).waitFor();
  assert.equal(await page.locator('body').getAttribute('data-dropping'), null);
});
