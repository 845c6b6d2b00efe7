// The merge theatre: opened from a merge, played by steps, its laws and its lattice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { load, seek, trace } from './support/api.mjs';
import { merge } from './support/diagram.mjs';
import { tabTo } from './support/keys.mjs';
import { call, smallLab } from './support/labs.mjs';

/** Two increments at once, counted by a G-Counter that begins at 5. */
function counterLab() {
  return smallLab({
    clients: ['c1', 'c2'],
    keys: [{ name: 'likes', type: { g_counter: { initial: { A: 3, B: 2 } } } }],
    script: [
      call(1, 10_000, 'c1', 'A', { increment: 1 }, 'likes'),
      call(2, 12_000, 'c2', 'B', { increment: 1 }, 'likes'),
    ],
  });
}

const tab = (page, name) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name });
const figure = (page) => page.locator('.merge-figure');
const shown = async (page) => Number(await figure(page).getAttribute('data-shown'));
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const cells = (page, row) => figure(page).getByRole('row').nth(row).getByRole('cell').allInnerTexts();

async function opened(t, options) {
  const { page } = await openApp(t, options);
  await load(page, counterLab());
  return page;
}

test('a merge is watched from the inspector, as it happened', async (t) => {
  const page = await opened(t);
  const { events } = await trace(page);
  const merged = events.find(({ kind, place }) => kind === 'merged' && place === 'A');
  await merge(page, merged.message).click();
  await press(page, 'Watch this merge');
  await page.getByText('This merge of likes happened: A at 35 ms').waitFor();
  // 5 as {A:3, B:2}; one more on each side: {A:4, B:2} and {A:3, B:3} make {A:4, B:3} = 7.
  assert.deepEqual(await cells(page, 1), ['4', '3', '4', 'max(4, 3) = 4']);
  assert.deepEqual(await cells(page, 2), ['2', '3', '3', 'max(2, 3) = 3']);
  assert.match(await figure(page).locator('[data-side=result]').innerText(), /7/);
  await screenshot(page, 'theatre');
  await press(page, 'Merge what replicas hold at the playhead');
  await page.getByText('What likes would be if').waitFor();
});

test('entries are decided one by one, played or by steps', async (t) => {
  const page = await opened(t);
  await seek(page, 20_000);
  await press(page, 'Merge');
  assert.equal(await shown(page), 4, 'a finished figure at first');
  await press(page, 'Before the merge');
  assert.equal(await shown(page), 0);
  assert.deepEqual(await cells(page, 1), ['4', '3'], 'not decided yet');
  await press(page, 'Next entry');
  assert.deepEqual(await cells(page, 1), ['4', '3', '4', 'max(4, 3) = 4']);
  await press(page, 'One entry back');
  assert.equal(await shown(page), 0);
  await press(page, 'Play the merge');
  await page.waitForFunction(() => Number(document.querySelector('.merge-figure').dataset.shown) >= 2);
  await press(page, 'Pause the merge');
  const paused = await shown(page);
  await page.waitForTimeout(1_500);
  assert.equal(await shown(page), paused, 'it rests');
});

test('laws hold on the states at hand where naive merges break', async (t) => {
  const page = await opened(t);
  await seek(page, 20_000);
  await press(page, 'Merge');
  const line = (name) => page.locator(`[data-merge="${name}"]`);
  const verdicts = async () =>
    Object.fromEntries(
      await Promise.all(
        ['this type', 'naive counter', 'naive set'].map(async (name) => [name, await line(name).getAttribute('class')]),
      ),
    );
  await press(page, 'Swap');
  assert.deepEqual(await verdicts(), { 'this type': 'holds', 'naive counter': 'holds', 'naive set': 'breaks' });
  await press(page, 'Merge twice');
  assert.deepEqual(await verdicts(), { 'this type': 'holds', 'naive counter': 'breaks', 'naive set': 'holds' });
  assert.match(await line('naive counter').innerText(), /2 updates\s+3 updates/);
  await press(page, 'Regroup');
  assert.equal(await line('this type').getAttribute('class'), 'holds');
});

test('the lattice marks start, both sides and their join', async (t) => {
  const page = await opened(t);
  await seek(page, 20_000);
  await press(page, 'Merge');
  const told = await page.locator('.lattice svg').getAttribute('aria-label');
  assert.match(told, /start: 5 \{\}/);
  assert.match(told, /left: 6 \{A: 1\}/);
  assert.match(told, /right: 6 \{B: 1\}/);
  assert.match(told, /join: 7 \{A: 1, B: 1\}/);
});

test('sides are chosen by keyboard, and what is dragged in the cluster merges out of turn', async (t) => {
  const page = await opened(t);
  await seek(page, 20_000);
  await tabTo(page, tab(page, 'Merge'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('combobox', { name: 'Left' }));
  await page.keyboard.press('c');
  await page.getByText('if C at 20 ms took in B at 20 ms').waitFor();
  await page.locator('.cluster [data-kind=replica][data-at=B]').focus();
  await page.keyboard.press('Enter');
  await press(page, 'Send to C');
  const sent = (await trace(page)).messages.some(({ id }) => id.endsWith(':B>C/hand'));
  assert(sent);
});

test('on a narrow screen the figure stays in its frame', async (t) => {
  const page = await opened(t, { viewport: { width: 320, height: 700 } });
  await seek(page, 20_000);
  await press(page, 'Merge');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(wide <= 320, `${wide} pixels wide`);
});
