// How long a frame takes while something is dragged in a large document, and while a huge one is looked
// at. Machines differ, and so does what else they do: what fails is how much of a processor the page
// takes for a frame, beside a page without a program in which a thousand shapes follow the pointer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab, load, playheadAt, trace } from './support/api.mjs';
import { axis, chip, diagram } from './support/diagram.mjs';
import { dragToAndFro, keepSending, measure, measurePlain } from './support/frames.mjs';
import { hugeLab, largeLab } from './support/labs.mjs';

const VIEWPORT = { width: 1440, height: 900 };
const DRAG_MS = 3000;
const LOOK_MS = 1200;
const PLAIN_SHAPES = 1000;
/** So many times as much as the plain page takes is far beyond what anybody would call smooth. */
const MOST = 8;
/** More elements than this are not drawn at 60 frames a second. */
const MOST_ELEMENTS = 2500;

/** What the plain page takes, measured in a page of its own. */
async function plainPage(t) {
  const { page } = await openApp(t, { viewport: VIEWPORT });
  const plain = await measurePlain(page, PLAIN_SHAPES, LOOK_MS);
  t.diagnostic(`a plain page with ${PLAIN_SHAPES} shapes: ${plain.told}`);
  return plain;
}

for (const whole of [false, true]) {
  const view = whole ? 'the whole run in view' : 'the view as it opens';
  test(`dragging a write with 200 operations and 1,400 messages, ${view}`, async (t) => {
    const plain = await plainPage(t);
    const { page } = await openApp(t, { viewport: VIEWPORT });
    await load(page, largeLab());
    assert.equal((await lab(page)).script.length, 200);
    assert((await trace(page)).messages.length >= 1000);
    if (whole) await page.getByRole('button', { name: 'Show the whole run' }).click();
    await chip(page, 9).waitFor();
    const before = (await lab(page)).script[8].at_us;

    const { x, y } = await press(page, chip(page, 9));
    const found = await measure(page, (session) => dragToAndFro(session, DRAG_MS, x, y));
    await screenshot(page, `speed-${whole ? 'whole' : 'opening'}`);
    await page.mouse.up();

    const shapes = await diagram(page).locator('*').count();
    t.diagnostic(`${view}: ${found.told}; ${found.movesSeen} moves handled; ${shapes} elements drawn`);
    assert(found.movesSeen > 20, 'the page was kept busy');
    assert.notEqual((await lab(page)).script[8].at_us, before, 'the write has moved');
    assert(found.share < MOST * plain.share);
  });
}

test('10,000 operations and 50,000 messages: opening, scrubbing, zooming, panning, dragging', async (t) => {
  const plain = await plainPage(t);
  const { page } = await openApp(t, { viewport: VIEWPORT });
  await page.evaluate((huge) => { window.huge = huge; }, hugeLab());
  const opening = await measure(page, async () => {
    await page.evaluate(() => { window.replicascope.load(window.huge); });
    await settled(page);
  });
  t.diagnostic(`opening: ${opening.told}`);
  assert.equal(await page.evaluate(() => window.replicascope.trace().messages.length), 50_000);

  for (const view of ['the view as it opens', 'the whole run']) {
    const whole = view === 'the whole run';
    if (whole) await page.getByRole('button', { name: 'Show the whole run' }).click();
    const { x, y, width } = await axis(page).boundingBox();
    const middle = { x: Math.round(x + width / 2), y: Math.round(y + 100) };
    const wheel = (event) => ({ type: 'mouseWheel', ...middle, deltaX: 0, deltaY: 0, ...event });

    await page.mouse.move(middle.x, y + 12);
    await page.mouse.down();
    const before = await playheadAt(page);
    const scrubbing = await measure(page, (session) => dragToAndFro(session, LOOK_MS, middle.x, y + 12));
    await page.mouse.up();
    assert(Math.abs((await playheadAt(page)) - before) > 0 || scrubbing.movesSeen === 0);
    const zooming = await measure(page, (session) =>
      keepSending(session, LOOK_MS, (n) => wheel({ deltaY: (n % 40 < 20 ? -1 : 1) * 12, modifiers: 2 })));
    const panning = await measure(page, (session) =>
      keepSending(session, LOOK_MS, (n) => wheel({ deltaX: n % 80 < 40 ? 12 : -12 })));
    await screenshot(page, `speed-huge-${whole ? 'whole' : 'opening'}`);
    const shapes = await diagram(page).locator('*').count();
    for (const [name, { told }] of Object.entries({ scrubbing, zooming, panning })) {
      t.diagnostic(`${view}, ${name}: ${told}`);
    }
    t.diagnostic(`${view}: ${shapes} elements drawn`);
    assert(shapes < MOST_ELEMENTS);
    for (const { share } of [scrubbing, zooming, panning]) assert(share < MOST * plain.share);
  }
  await page.keyboard.press('Home');
  for (let closer = 0; closer < 40 && (await chip(page, 9).count()) === 0; closer += 1) {
    await page.getByRole('button', { name: 'Zoom in' }).click();
    for (let earlier = 0; earlier < 6; earlier += 1) await page.getByRole('button', { name: 'Earlier', exact: true }).first().click();
  }
  const { x, y } = await press(page, chip(page, 9));
  const dragging = await measure(page, (session) => dragToAndFro(session, LOOK_MS, x, y));
  await screenshot(page, 'speed-huge-drag');
  await page.mouse.up();
  await settled(page);
  t.diagnostic(`dragging: ${dragging.told}`);
  assert(dragging.share < MOST * plain.share);
});

/** Waits until nothing is being run any more. */
async function settled(page) {
  await page.locator('.running-bar').waitFor({ state: 'detached', timeout: 60_000 });
}

/** Presses the middle of what is found, and begins to drag it. */
async function press(page, found) {
  const box = await found.boundingBox();
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y, { steps: 5 });
  return { x: x + 20, y };
}
