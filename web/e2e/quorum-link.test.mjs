// The quorum lab opened from a link, and the link that it gives.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { share } from './support/share.mjs';

const LINK = '#quorum=5,2,3&model=wan&seed=77&after=20&against=write&pair=4&blocking=1';

/** What the page shows of all that a link holds. */
async function shown(page) {
  await page.getByRole('heading', { name: 'What N=5 W=2 R=3 gives' }).waitFor();
  const distributions = page.locator('.latencies summary').filter({ hasText: 'Distributions' });
  if (!await page.getByLabel('Seed', { exact: true }).isVisible()) await distributions.click();
  return {
    latencies: await page.getByRole('combobox', { name: 'Latencies' }).inputValue(),
    seed: await page.getByLabel('Seed', { exact: true }).inputValue(),
    pair: await page.getByText(/^Pair 4 of 100/).first().textContent(),
    after: await page.locator('.slider.after span').first().textContent(),
  };
}

test('a link shows the lab again, and Copy link gives the same one', async (t) => {
  const { page, context } = await openApp(t, { hash: LINK });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const first = await shown(page);
  assert.equal(first.latencies, 'wan');
  assert.equal(first.seed, '77');
  assert.match(first.after, /20/);
  await share(page, 'Copy link');
  await page.getByText('The link is copied.', { exact: false }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(new URL(copied).hash, LINK);
  // Into a page that shows something else.
  const { page: other } = await openApp(t, { hash: '#learn' });
  await other.evaluate((hash) => { location.hash = hash; }, new URL(copied).hash);
  assert.deepEqual(await shown(other), first);
});

test('latencies of one\'s own are in the link, and the picture carries it', async (t) => {
  const { page } = await openApp(t, { hash: '#quorum=3,1,1' });
  await page.locator('.latencies summary').filter({ hasText: 'Distributions' }).click();
  const ack = page.getByLabel('A, acknowledgement');
  await ack.fill('20% constant(1) + 80% pareto(1.5, 3.25)');
  await ack.press('Enter');
  await page.waitForURL(/ack=20%25constant\(1\)%2B80%25pareto\(1\.5,3\.25\)/);
  const download = page.waitForEvent('download');
  await share(page, 'Quorums as SVG');
  const svg = await readFile(await (await download).path(), 'utf8');
  const address = await page.evaluate(() => location.href);
  assert(svg.includes(`href="${address.replaceAll('&', '&amp;')}"`), address);
  await page.reload();
  await page.locator('.latencies summary').filter({ hasText: 'Distributions' }).click();
  assert.equal(await ack.inputValue(), '20% constant(1) + 80% pareto(1.5, 3.25)');
});

test('what is wrong with a link is named, and nothing is lost', async (t) => {
  const { page } = await openApp(t, { hash: '#quorum=3,4,1' });
  await page.getByText('The link could not be opened: quorum: W: 4 is out of bounds: 1 to 3.', { exact: false }).waitFor();
  await page.evaluate(() => { location.hash = '#quorum=3,2,2&model=fast'; });
  await page.getByText(/could not be opened: model: there are lnkd-ssd.* Nothing has changed/).waitFor();
});
