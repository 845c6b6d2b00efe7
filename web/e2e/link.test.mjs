// The document and the playhead in the address.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { edit, lab, load, playheadAt, seek } from './support/api.mjs';
import { chip, spot } from './support/diagram.mjs';
import { smallLab } from './support/labs.mjs';
import { share } from './support/share.mjs';
import { drag } from './support/pointer.mjs';

test('an edit goes into the address, and the address opens what was there', async (t) => {
  const { page } = await openApp(t);
  assert.equal(new URL(page.url()).hash, '', 'a page that nobody has touched keeps its address');
  await seek(page, 33_000);
  await drag(page, chip(page, 1), await spot(page, 38_000, 'B'));
  await seek(page, 37_123);
  const hash = await writtenHash(page);
  const before = await lab(page);

  const other = await openApp(t, { hash });
  assert.deepEqual(await lab(other.page), before);
  assert.equal(await playheadAt(other.page), 37_123);
  await other.page.locator('[data-message-id$="/hand"]').waitFor();
  assert.equal(new URL(other.page.url()).hash, hash);
});

test('the address follows undo and the playhead', async (t) => {
  const { page } = await openApp(t);
  await edit(page, { set_seed: 5 });
  const edited = await writtenHash(page);
  await seek(page, 60_000);
  const sought = await writtenHash(page, edited);
  await page.keyboard.press('Control+z');
  await writtenHash(page, sought);
  assert.equal(await page.evaluate(() => history.length), await freshHistoryLength(t));
});

test('a damaged link opens the first scenario and says so', async (t) => {
  const { page } = await openApp(t);
  const first = await lab(page);
  await load(page, smallLab());
  const hash = await writtenHash(page);
  const middle = Math.floor(hash.length / 2);
  const other = hash[middle] === 'A' ? 'B' : 'A';
  const damaged = {
    'cut short': hash.slice(0, -9),
    'half of it': hash.slice(0, middle),
    'one letter changed': `${hash.slice(0, middle)}${other}${hash.slice(middle + 1)}`,
    'one letter missing': hash.slice(0, middle) + hash.slice(middle + 1),
    'another version': hash.replace('#s=1.', '#s=2.'),
    'no version': hash.replace('#s=1.', '#s='),
    'not base64': `${hash.slice(0, 20)}!${hash.slice(20)}`,
    empty: '#s=',
    'only a version': '#s=1.',
  };
  for (const [how, hash] of Object.entries(damaged)) {
    const { page } = await openApp(t, { hash });
    const alert = page.getByRole('alert').getByText('The link could not be opened');
    await alert.waitFor();
    assert(await alert.isVisible(), how);
    assert.deepEqual(await lab(page), first, how);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'detached' });
  }
});

test('a fragment that is no link opens the first scenario without a word', async (t) => {
  const { page } = await openApp(t, { hash: '#chapter-2' });
  assert.equal((await lab(page)).title, 'One write, three replicas');
  assert.equal((await page.getByRole('alert').allTextContents()).join(''), '');
});

test('a link that is entered later opens; a damaged one leaves what is open', async (t) => {
  const { page } = await openApp(t);
  const first = await lab(page);
  await load(page, smallLab());
  await seek(page, 44_000);
  const hash = await writtenHash(page);

  const other = (await openApp(t)).page;
  await other.evaluate((hash) => { location.hash = hash; }, hash);
  await other.getByRole('heading', { name: 'A test' }).waitFor();
  assert.equal(await playheadAt(other), 44_000);
  const open = await lab(other);

  await other.evaluate((hash) => { location.hash = hash; }, hash.slice(0, -7));
  await other.getByRole('alert').getByText('Nothing has changed').waitFor();
  assert.deepEqual(await lab(other), open);
  assert.equal(await playheadAt(other), 44_000);

  // Opened by a link, it can be undone like everything.
  await other.keyboard.press('Control+z');
  assert.deepEqual(await lab(other), first);
});

test('Copy link copies the address of what is on the screen', async (t) => {
  const { page, context } = await openApp(t);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await load(page, smallLab());
  await seek(page, 44_000);
  await share(page, 'Copy link');
  await page.getByText('The link is copied').waitFor();
  const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(copied.pathname, new URL(page.url()).pathname);
  const { page: other } = await openApp(t, { hash: copied.hash });
  assert.deepEqual(await lab(other), await lab(page));
  assert.equal(await playheadAt(other), 44_000);
});

test('where the browser does not let it copy, it says so', async (t) => {
  const { page } = await openApp(t);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await share(page, 'Copy link');
  await page.getByRole('alert').getByText('does not let this page copy').waitFor();
});

test('where there is no clipboard, as on a host without TLS, it says so', async (t) => {
  const { page } = await openApp(t);
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await share(page, 'Copy link');
  await page.getByRole('alert').getByText('does not let this page copy').waitFor();
  // And goes on working.
  await edit(page, { set_seed: 12 });
  assert.equal((await lab(page)).seed, 12);
});

/** What the address holds once it has changed. */
async function writtenHash(page, before = '') {
  const hash = await page.waitForFunction(
    (before) => location.hash.startsWith('#s=') && location.hash !== before && location.hash,
    before,
  );
  return hash.jsonValue();
}

async function freshHistoryLength(t) {
  const { page } = await openApp(t);
  return page.evaluate(() => history.length);
}
