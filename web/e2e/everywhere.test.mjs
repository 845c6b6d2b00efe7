// What a visitor does first and most, in each browser: `BROWSER=firefox` or `BROWSER=webkit` plays
// this file there. It uses only as much of Playwright as support/browsers/page.mjs has, too.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BROWSER, openApp, screenshot } from './support/app.mjs';
import { copiesOf, edit, lab, playheadAt, returnOf, seek, trace } from './support/api.mjs';
import { APP, HOST, ask, openCourse } from './support/course.mjs';
import { beside, chip, diagram, head, merge, playhead, scale, spot } from './support/diagram.mjs';
import { undoneTo } from './support/history.mjs';
import { enter, hasFocus, selectByArrows, tabTo } from './support/keys.mjs';
import { drag } from './support/pointer.mjs';

const UPDATE = 'op1:A>C/update';
/** What `replicascope quorum --n 3 --w 1 --r 1 --fit lnkd-disk` prints. */
const CONSISTENT_AT_0 = '0.436398';

const shoot = (page, name) => screenshot(page, `${BROWSER}-${name}`);
const tab = (page, name) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name });

test('operations, arrowheads, writes and the playhead are dragged', async (t) => {
  const { page } = await openApp(t);
  await shoot(page, 'lab');
  const start = await lab(page);
  const { perPixel } = await scale(page);

  await drag(page, chip(page, 1), await beside(chip(page, 1), 60));
  const { at_us: moved } = (await lab(page)).script.find(({ id }) => id === 1);
  assert(Math.abs(moved - (15_000 + 60 * perPixel)) <= 1.5 * perPixel, `the write is at ${moved}`);
  await undoneTo(page, start);

  await drag(page, head(page, UPDATE), await spot(page, 95_000, 'C'), {
    hold: async () => {
      await diagram(page).locator('[data-kind=read][data-step="3"][data-stale=true]').waitFor();
      assert.deepEqual(await lab(page), start, 'nothing is decided before the drop');
      await shoot(page, 'drag');
    },
  });
  assert.equal(returnOf(await trace(page), 3).stale, true);
  await undoneTo(page, start);

  const handle = await playhead(page).boundingBox();
  const grip = { x: Math.round(handle.x + handle.width / 2), y: Math.round(handle.y + 36) };
  await drag(page, grip, { x: (await spot(page, 60_000, 'A')).x, y: grip.y });
  const at = await playheadAt(page);
  assert(Math.abs(at - 60_000) <= 1.5 * perPixel, `the playhead is at ${at}`);

  await seek(page, 33_000);
  await drag(page, chip(page, 1), await spot(page, 38_000, 'B'));
  await merge(page, 'op4:A>B/hand').waitFor();
  await undoneTo(page, start);
});

test('the keyboard alone makes a read stale', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await selectByArrows(page, `${UPDATE}/delivered.0`);
  const before = copiesOf(await trace(page), UPDATE)[0].over_at_us;
  for (let press = 0; press < 10; press += 1) await page.keyboard.press('Control+Shift+ArrowRight');
  assert.equal(copiesOf(await trace(page), UPDATE)[0].over_at_us, before + 50_000);
  await diagram(page).locator('[data-kind=read][data-step="3"][data-stale=true]').waitFor();
  assert(await hasFocus(diagram(page)));

  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('#inspector-actions').getByRole('button', { name: 'Lose', exact: true }));
  await page.keyboard.press('Enter');
  await diagram(page).locator(`[data-message-id="${UPDATE}"][data-kind=lost]`).waitFor();
  for (let press = 0; press < 11; press += 1) await page.keyboard.press('Control+z');
  assert.deepEqual(await lab(page), start);
});

test('a lesson asks for a prediction and then shows what happens', async (t) => {
  const { page } = await openApp(t, { hash: '#learn' });
  await page.getByRole('link', { name: /The stale window/ }).first().click();
  await page.locator('#lesson-title').filter({ hasText: 'The stale window' }).waitFor();
  await shoot(page, 'lesson');
  await tabTo(page, page.getByLabel('Your answer'));
  await enter(page, '2');
  const question = page.locator('.ask').first();
  await question.getByText('Not so. The engine says: 1').waitFor();
  await question.getByRole('button', { name: 'Show it in the picture' }).click();
  await page.getByRole('status', { name: 'Playhead' }).filter({ hasText: '41.0 ms' }).waitFor();
});

test('the quorum page simulates in a worker, with the digits of the command line', async (t) => {
  const { page } = await openApp(t);
  await tab(page, 'Quorum').click();
  await page.locator('button.gives[data-w="1"][data-r="1"]').click();
  const row = page.locator('.figures tr[data-place="0"]');
  await page.locator('.figures tr[data-place="0"][data-trials="1000000"]').waitFor({ timeout: 60_000 });
  assert.equal(await row.getAttribute('data-consistent'), CONSISTENT_AT_0);
  await shoot(page, 'quorum');
});

test('a link opens what was there', async (t) => {
  const { page } = await openApp(t);
  await edit(page, { set_seed: 12 });
  await page.waitForFunction(() => location.hash.startsWith('#s='));
  const edited = await page.evaluate(() => location.hash);
  await seek(page, 37_123);
  await page.waitForFunction((edited) => location.hash !== edited, edited);
  const { page: other } = await openApp(t, { hash: new URL(await page.evaluate(() => location.href)).hash });
  assert.deepEqual(await lab(other), await lab(page));
  assert.equal(await playheadAt(other), 37_123);
});

test('a course page of another origin commands a frame and is told what happens', async (t) => {
  const { page } = await openCourse(t, 'frame.html');
  const address = `${APP}/?embed=1&scenario=cart-lww&panels=timeline,inspector&theme=dark&parentOrigin=${encodeURIComponent(HOST)}`;
  await page.evaluate((address) => { document.querySelector('#app').src = address; }, address);
  await page.waitForFunction(() => window.heard.some(({ data }) => data.type === 'ready'));
  const frame = page.frameLocator('#app');
  await frame.getByRole('heading', { name: 'A cart that loses an item' }).waitFor();
  assert.equal((await ask(page, { type: 'seek', t: 33 })).t, 33);
  await frame.getByText('33.0 ms').first().waitFor();
  const ink = () => frame.locator('body').evaluate((body) => getComputedStyle(body).color);
  const onDark = await ink();
  await ask(page, { type: 'set', theme: 'light' });
  assert.notEqual(await ink(), onDark);
  assert.match((await ask(page, { type: 'seek', t: -1 })).message, /^\$\.t: /);
});
