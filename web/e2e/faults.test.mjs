// Breaking things: drawn with the pointer, set up by keyboard, and what sessions wait for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab, load, returnOf, seek, trace } from './support/api.mjs';
import { beside, diagram, fault, shownAt, spot } from './support/diagram.mjs';
import { undoneByKeys, undoneTo } from './support/history.mjs';
import { hasFocus, tabTo } from './support/keys.mjs';
import { call, smallLab } from './support/labs.mjs';
import { drag } from './support/pointer.mjs';

const breaker = (page) => page.locator('[data-tool=Break]');
const choose = (page, kind) => page.getByLabel('What to break').selectOption(kind);
const faults = async (page) => (await lab(page)).faults ?? [];
const setup = (page) => page.getByRole('group', { name: 'Faults' });

/** Every kind: how it is called, the lane that it is drawn on, and what the document says of it. */
const KINDS = [
  ['Partition', 'A', { partition: { between: ['A'], and: ['B', 'C'] } }],
  ['Crash', 'B', { crash: { replica: 'B' } }],
  ['Slow replica', 'C', { slow_replica: { replica: 'C', by_us: 20_000 } }],
  ['Slow links', 'A', { slow_link: { on: { between: ['A'], and: ['B', 'C'] }, by_us: 20_000 } }],
  ['Lost messages', 'B', { loss: { on: { between: ['B'], and: ['A', 'C'] }, per_mille: 300 } }],
  ['Messages twice', 'A', { duplication: { on: { between: ['A'], and: ['B', 'C'] }, per_mille: 300 } }],
  ['Reordering', 'A', { reordering: { on: { between: ['A'], and: ['B', 'C'] }, up_to_us: 20_000 } }],
  ['Wrong clock', 'C', { clock: { replica: 'C', ahead_us: 50_000, drift_ppm: 0 } }],
  ['Offline client', 'c1', { offline: { client: 'c1' } }],
];

/** The defaults that a document may leave out. */
function plain(kind) {
  const [[name, what]] = Object.entries(kind);
  const kept = Object.entries(what).filter(([, value]) => value !== false);
  const on = what.on && { between: what.on.between, and: what.on.and };
  return { [name]: { ...Object.fromEntries(kept), ...(on && { on }) } };
}

for (const [title, lane, kind] of KINDS) {
  test(`${title}: drawn on a lane, dragged, resized and deleted`, async (t) => {
    const { page } = await openApp(t);
    await load(page, smallLab());
    const start = await lab(page);
    await choose(page, title);
    await breaker(page).click();
    await page.getByText('Press in the picture').waitFor();
    await drag(page, await spot(page, 40_000, lane), await spot(page, 60_000, lane));
    const [drawn] = await faults(page);
    assert.deepEqual(plain(drawn.kind), kind);
    const near = (at, expected) => assert(Math.abs(at - expected) < 500, `${at}, not ${expected}`);
    near(drawn.from_us, 40_000);
    near(drawn.to_us, 60_000);
    await undoneTo(page, start);
    await page.keyboard.press('Control+Shift+z');

    const perPixel = (drawn.to_us - drawn.from_us) / (await width(page));
    const whole = fault(page, 1, 'whole').first();
    const edge = await whole.boundingBox();
    const handle = { x: edge.x + edge.width * 0.3, y: edge.y + edge.height / 2 };
    await drag(page, handle, { x: handle.x + 50, y: handle.y });
    const [moved] = await faults(page);
    assert(Math.abs(moved.from_us - drawn.from_us - 50 * perPixel) < 2 * perPixel, 'moved');
    assert.equal(moved.to_us - moved.from_us, drawn.to_us - drawn.from_us);
    await drag(page, fault(page, 1, 'end').first(), await beside(fault(page, 1, 'end').first(), 30));
    const [resized] = await faults(page);
    assert.equal(resized.from_us, moved.from_us);
    assert(resized.to_us > moved.to_us, 'its end was dragged');
    await diagram(page).focus();
    await page.keyboard.press('Delete');
    assert.deepEqual(await faults(page), []);
  });
}

const width = async (page) => {
  const [from, to] = await Promise.all(
    ['start', 'end'].map(async (part) => (await fault(page, 1, part).first().boundingBox()).x),
  );
  return to - from;
};

test('every kind is added, opened and removed by keyboard', async (t) => {
  const { page } = await openApp(t);
  await load(page, smallLab());
  await seek(page, 40_000);
  const start = await lab(page);
  for (const [title] of KINDS) {
    await tabTo(page, setup(page).getByLabel('Break'));
    await page.keyboard.type(title);
    await tabTo(page, setup(page).getByRole('button', { name: 'Add at the playhead' }));
    await page.keyboard.press('Enter');
    const [added] = await faults(page);
    assert(added, `${title} is added`);
    assert.equal(added.from_us, 40_000, title);
    await undoneByKeys(page, start);
    await page.keyboard.press('Control+Shift+z');
    await tabTo(page, setup(page).getByRole('button', { name: 'Remove' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    assert.deepEqual(await faults(page), [], title);
  }
});

test('the tool draws at the playhead by keyboard, and Escape puts it down', async (t) => {
  const { page } = await openApp(t);
  await load(page, smallLab());
  await seek(page, 50_000);
  await tabTo(page, breaker(page));
  await page.keyboard.press('Enter');
  assert.equal(await breaker(page).getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await breaker(page).getAttribute('aria-pressed'), 'false');
  await page.keyboard.press('Enter');
  await tabTo(page, diagram(page));
  assert(await hasFocus(diagram(page)));
  await page.keyboard.press('Enter');
  const [added] = await faults(page);
  assert.equal(added.from_us, 50_000);
});

test('a client goes offline only on its own lane, and the page says so', async (t) => {
  const { page } = await openApp(t, { expectErrors: /^$/ });
  await load(page, smallLab());
  await choose(page, 'Offline client');
  await breaker(page).click();
  await drag(page, await spot(page, 40_000, 'B'), await spot(page, 60_000, 'B'));
  await page.getByRole('alert').getByText('Only a client goes offline').waitFor();
  assert.deepEqual(await faults(page), []);
});

test('a partition gets other sides, and one direction', async (t) => {
  const { page } = await openApp(t);
  const kind = { partition: { between: ['A'], and: ['B', 'C'] } };
  await load(page, smallLab({ faults: [{ id: 1, from_us: 10_000, to_us: 90_000, kind }] }));
  assert.equal((await shownAt(page, 80_000, 'B')).value, '1');
  await setup(page).locator('summary').click();
  await setup(page).getByRole('group', { name: 'Side 2' }).getByRole('button', { name: 'B' }).click();
  assert.deepEqual((await faults(page))[0].kind.partition.and, ['C']);
  assert.equal((await shownAt(page, 80_000, 'B')).value, '2');
  await setup(page).getByLabel('Only from side 1 to side 2').check();
  assert.equal((await faults(page))[0].kind.partition.one_way, true);
  await setup(page).getByRole('button', { name: 'Turn round' }).click();
  const { partition } = (await faults(page))[0].kind;
  assert.deepEqual([partition.between, partition.and], [['C'], ['A']]);
  assert.equal((await shownAt(page, 80_000, 'C')).value, '2', 'what A sends passes');
});

test('a session that insists on its own writes waits, and the wait is drawn', async (t) => {
  const { page } = await openApp(t);
  await load(page, smallLab({
    script: [call(1, 10_000, 'c1', 'A', { write: 2 }), call(2, 20_000, 'c1', 'C', 'read')],
  }));
  const latency = async () => returnOf(await trace(page), 2).at_us - 20_000;
  assert.equal(returnOf(await trace(page), 2).answer.value, 1);
  assert.equal(await latency(), 6_000);
  const session = page.getByRole('group', { name: 'Client 1' });
  await session.getByLabel('Reads insist on').selectOption('its own writes');
  assert.equal(returnOf(await trace(page), 2).answer.value, 2);
  // The write is at C after 33 ms, the read was there after 23: it waits for 10.
  assert.equal(await latency(), 16_000);
  await diagram(page).locator('[data-kind=wait]').waitFor();
  await screenshot(page, 'session-waits');
  await session.getByLabel('Waits').selectOption('only so long');
  const patience = session.getByRole('textbox', { name: 'Gives up after' });
  await patience.fill('8');
  await patience.press('Enter');
  const { events } = await trace(page);
  assert(events.some(({ kind, step }) => kind === 'failed' && step === 2), 'it gives up');
});
