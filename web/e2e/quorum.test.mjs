// The quorum lab: overlaps by hand, by key and one after the other, counterexamples that are run,
// and simulations that agree with the command line.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { returnOf, trace } from './support/api.mjs';
import { drag, touchDrag } from './support/pointer.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What `replicascope quorum --n 3 --w 1 --r 1 --fit lnkd-disk` prints, and a test of its own says. */
const CONSISTENT_AT_0 = '0.436398';

const tab = (page, name) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name });
const drawing = (page) => page.locator('.overlap-drawing');
const edge = (page, name) => page.locator(`[data-edge="${name}"]`);
const member = (page, replica) => page.locator(`.member[data-replica="${replica}"]`);
const cell = (page, w, r) => page.locator(`button.gives[data-w="${w}"][data-r="${r}"]`);
const finding = (page) => page.locator('[data-found]');

async function opened(t, options) {
  const { page } = await openApp(t, options);
  await tab(page, 'Quorum').click();
  await drawing(page).waitFor();
  return page;
}

/** The sets, what they share, and the numbers that go with them. */
async function shown(page) {
  const read = (name) => drawing(page).getAttribute(`data-${name}`);
  const value = (name) => edge(page, name).getAttribute('aria-valuenow');
  return {
    first: await read('first'),
    second: await read('second'),
    overlap: Number(await read('overlap')),
    sizes: [Number(await value('first')), Number(await value('second'))],
  };
}

/** As wide as a replica's column, on the screen. */
async function columnWidth(page) {
  const [a, b] = [await member(page, 'A').boundingBox(), await member(page, 'B').boundingBox()];
  return b.x - a.x;
}

async function shifted(locator, dx, dy = 0) {
  const box = await locator.boundingBox();
  return { x: Math.round(box.x + box.width / 2 + dx), y: Math.round(box.y + box.height / 2 + dy) };
}

test('the worst pair comes first, and every pair in turn', async (t) => {
  const page = await opened(t);
  assert.deepEqual(await shown(page), { first: 'A,B', second: 'B,C', overlap: 1, sizes: [2, 2] });
  const counts = page.locator('.counts');
  assert.equal(await counts.getAttribute('data-pairs'), '9');
  assert.equal(await counts.getAttribute('data-meeting'), '9');
  const next = page.getByRole('button', { name: 'The next pair' });
  const seen = new Set();
  const overlaps = [];
  for (let pair = 1; ; pair += 1) {
    const { first, second, overlap } = await shown(page);
    seen.add(`${first} ${second}`);
    overlaps.push(overlap);
    if (await next.isDisabled()) break;
    await next.click();
    await page.getByText(`Pair ${pair + 1} of 9`).waitFor();
  }
  assert.equal(seen.size, 9);
  assert.deepEqual(overlaps, [1, 1, 1, 1, 1, 1, 2, 2, 2]);
  await page.getByRole('button', { name: 'The worst pair' }).click();
  await page.getByRole('button', { name: 'Play every pair' }).click();
  await page.getByText('Pair 3 of 9').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
});

test('dragging the boundary of a set changes its size', async (t) => {
  const page = await opened(t);
  const width = await columnWidth(page);
  let while_dragging;
  await drag(page, edge(page, 'first'), await shifted(edge(page, 'first'), width), {
    hold: async () => { while_dragging = await shown(page); },
  });
  const wider = { first: 'A,B,C', second: 'B,C', overlap: 2, sizes: [3, 2] };
  assert.deepEqual(while_dragging, wider);
  assert.deepEqual(await shown(page), wider);
  assert.equal(await cell(page, 3, 2).getAttribute('aria-current'), 'true');
  await drag(page, edge(page, 'first'), await shifted(edge(page, 'first'), -2 * width));
  assert.deepEqual((await shown(page)).sizes, [1, 2]);
  assert.equal((await shown(page)).overlap, 0);
  await page.locator('.given [data-about=reads][data-holds=false]').waitFor();
  await drag(page, edge(page, 'second'), await shifted(edge(page, 'second'), -width));
  assert.deepEqual(await shown(page), { first: 'A', second: 'A,B,C', overlap: 1, sizes: [1, 3] });
});

test('dragging a replica makes a case of ones own', async (t) => {
  const page = await opened(t);
  // Out of both sets: above the read set, to the right of the write set.
  await drag(page, member(page, 'A'), await shifted(member(page, 'C'), 0, -150));
  assert.deepEqual(await shown(page), { first: 'B', second: 'B,C', overlap: 1, sizes: [1, 2] });
  assert.equal(await member(page, 'A').getAttribute('data-member'), 'neither');
  // And into the read set.
  await drag(page, member(page, 'A'), await shifted(member(page, 'C'), 5, -3));
  assert.deepEqual(await shown(page), { first: 'B', second: 'A,B,C', overlap: 1, sizes: [1, 3] });
  // The only replica of a set stays.
  await drag(page, member(page, 'B'), await shifted(member(page, 'C'), 0));
  assert.deepEqual((await shown(page)).sizes, [1, 3]);
  await page.getByRole('group', { name: 'Write set' }).getByRole('button', { name: 'C' }).click();
  assert.deepEqual((await shown(page)).first, 'B,C');
});

test('a finger drags a boundary', async (t) => {
  const page = await opened(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await drawing(page).scrollIntoViewIfNeeded();
  const width = await columnWidth(page);
  await touchDrag(page, edge(page, 'first'), await shifted(edge(page, 'first'), width));
  assert.deepEqual((await shown(page)).sizes, [3, 2]);
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  assert(!(scrollWidth > clientWidth));
});

test('sliders, keys and the grid do the same', async (t) => {
  const page = await opened(t);
  await edge(page, 'first').focus();
  await page.keyboard.press('ArrowRight');
  assert.deepEqual((await shown(page)).sizes, [3, 2]);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.deepEqual((await shown(page)).sizes, [1, 2]);
  await edge(page, 'second').focus();
  await page.keyboard.press('ArrowLeft');
  assert.deepEqual((await shown(page)).sizes, [1, 3]);
  await page.getByRole('slider', { name: /^N:/ }).fill('5');
  await cell(page, 3, 3).click();
  assert.deepEqual((await shown(page)).sizes, [3, 3]);
  assert.equal((await shown(page)).overlap, 1);
  // What the quiz asks of five replicas.
  const table = { '1,1': 'neither', '1,5': 'reads', '3,1': 'writes', '3,3': 'both', '5,1': 'both', '2,3': 'neither' };
  for (const [numbers, gives] of Object.entries(table)) {
    assert.equal(await cell(page, ...numbers.split(',')).getAttribute('data-gives'), gives, numbers);
  }
  await page.getByLabel('Sets of').selectOption({ label: 'two writes' });
  assert.deepEqual((await shown(page)).sizes, [3, 3]);
  await cell(page, 2, 3).click();
  assert.deepEqual((await shown(page)).overlap, 0);
});

test('a counterexample for N=3, W=2, R=2 is found by running it, and opens in the timeline', async (t) => {
  const page = await opened(t);
  await page.getByRole('button', { name: 'Look for a counterexample' }).click();
  await page.locator('[data-found=NewThenOld]').waitFor();
  await screenshot(page, 'quorum');
  await page.getByRole('button', { name: 'Open it in the timeline' }).click();
  await page.locator('.diagram').waitFor();
  const run = await trace(page);
  const [earlier, later] = [returnOf(run, 2), returnOf(run, 3)];
  assert.deepEqual(earlier.answer, { value: 2 });
  assert.deepEqual(later.answer, { value: 1 });
  const begins = run.events.find(({ kind, step }) => kind === 'invoked' && step === 3);
  assert(earlier.at_us < begins.at_us);
  await screenshot(page, 'quorum-counterexample');
});

test('with blocking read repair there is none, and the page says why', async (t) => {
  const page = await opened(t);
  await page.getByLabel('Reads store what they return first').check();
  await page.getByRole('button', { name: 'Look for a counterexample' }).click();
  await page.locator('[data-found=none]').waitFor();
  assert.match(await finding(page).innerText(), /36 schedules were run.*stores what it is going to return at W = 2/);
  assert.equal(await page.getByRole('button', { name: 'Open it in the timeline' }).count(), 0);
  await cell(page, 1, 1).click();
  await page.getByRole('button', { name: 'Look for a counterexample' }).click();
  await page.locator('[data-found=StaleRead]').waitFor();
});

const row = (page, place) => page.locator(`.figures tr[data-place="${place}"]`);
const complete = (page, place) => page.locator(`.figures tr[data-place="${place}"][data-trials="1000000"]`);

test('simulations have the digits of the command line, and do not hold up the page', async (t) => {
  const page = await opened(t);
  await page.getByRole('slider', { name: /^W:/ }).fill('1');
  await page.getByRole('slider', { name: /^R:/ }).fill('1');
  await complete(page, 0).waitFor();
  assert.equal(await row(page, 0).getAttribute('data-consistent'), CONSISTENT_AT_0);
  await page.getByRole('button', { name: /^Pin/ }).isDisabled();
  await page.getByRole('slider', { name: /^N:/ }).fill('9');
  await page.locator('.figures tr[data-place="0"]').getByText('N=9 W=1 R=1').waitFor();
  const { longest, total } = await page.evaluate(framesUntilComplete);
  t.diagnostic(`nine replicas are simulated in ${total.toFixed(0)} ms; the longest frame: ${longest.toFixed(0)} ms`);
  assert(longest < total / 4, `a frame of ${longest.toFixed(0)} of ${total.toFixed(0)} ms`);
  assert.equal(await row(page, 1).getAttribute('data-consistent'), CONSISTENT_AT_0, 'the pinned one stays');
});

/** How long it takes until all is simulated, and the longest time between two frames meanwhile. */
function framesUntilComplete() {
  const complete = () => document.querySelector('.figures tr[data-place="0"][data-trials="1000000"]');
  return new Promise((done) => {
    const begun = performance.now();
    let [last, longest] = [begun, 0];
    const frame = (now) => {
      longest = Math.max(longest, now - last);
      last = now;
      if (complete()) done({ longest, total: now - begun });
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

test('without a worker the page simulates by itself', async (t) => {
  const { page } = await openApp(t, { expectErrors: /worker|ERR_FAILED/ });
  await page.route('**/worker.js', (route) => route.abort());
  await tab(page, 'Quorum').click();
  await complete(page, 1).waitFor({ timeout: 30_000 });
  assert.equal(await row(page, 1).getAttribute('data-consistent'), CONSISTENT_AT_0);
});

test('latencies of ones own, and what is wrong with them', async (t) => {
  const page = await opened(t);
  await page.getByText('Your own measurements').click();
  const measured = page.getByLabel('Measured latencies');
  await measured.fill('3\nsoon\n');
  await page.getByRole('button', { name: 'Use these' }).click();
  await page.getByRole('alert').getByText('line 2: `soon` is not a number').waitFor();
  await measured.fill('write,ack\n40,2\n40,2\n');
  await page.getByRole('button', { name: 'Use these' }).click();
  await page.locator('.figures tr[data-place="0"]').getByText('your own').waitFor();
  assert.equal(await page.getByRole('alert').getByText('line 2').count(), 0);
  await complete(page, 0).waitFor();
  assert.match(await row(page, 0).innerText(), /41\.\d|42\.\d/);
  await page.getByText('Distributions').click();
  await page.getByLabel('A, acknowledgement').fill('pareto(1)');
  await page.getByLabel('A, acknowledgement').press('Enter');
  await page.getByRole('alert').getByText('it takes two numbers').waitFor();
});

test('every choice is ranked against a target', async (t) => {
  const page = await opened(t);
  const ranked = page.locator('.ranked tbody tr');
  await ranked.first().waitFor();
  assert.equal(await ranked.count(), 12);
  assert.match(await ranked.first().innerText(), /N=3 W=2 R=2/);
  await page.getByRole('button', { name: 'Show all 285' }).click();
  assert.equal(await ranked.count(), 285);
  await page.getByLabel('Only what nothing else beats').check();
  assert.equal(await page.locator('.ranked tr[data-front=false]').count(), 0);
  await page.getByLabel('Replicas down').first().fill('0');
  await page.getByLabel('Replicas down').first().press('Enter');
  await page.locator('.ranked tbody tr').first().getByText('N=1 W=1 R=1').waitFor();
  await ranked.nth(1).getByRole('button').click();
  assert.match(await page.locator('#given-title').innerText(), /N=2/);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in the quorum lab, ${colorScheme}`, async (t) => {
    const page = await opened(t, { colorScheme });
    await page.locator('.ranked').waitFor();
    await page.getByText('Distributions').click();
    await page.getByText('Your own measurements').click();
    await page.addScriptTag({ path: AXE });
    const found = await page.evaluate((values) => globalThis.axe.run({ runOnly: { type: 'tag', values } }), RULES);
    assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  });
}
