// A phone: one finger drags, single taps do the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { copiesOf, lab, load, playheadAt, seek, trace } from './support/api.mjs';
import { acrossLink, node } from './support/cluster.mjs';
import { axis, bar, beside, chip, diagram, head, headsByHand, merge, spot } from './support/diagram.mjs';
import { undoneTo } from './support/history.mjs';
import { smallLab } from './support/labs.mjs';
import { touchDrag } from './support/pointer.mjs';

const UPDATE = 'op1:A>C/update';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const action = (page, name) => page.locator('#inspector-actions').getByRole('button', { name, exact: true });

test('a finger drags a write to another lane', async (t) => {
  const { page } = await openApp(t, PHONE);
  await seek(page, 33_000);
  const start = await lab(page);
  await touchDrag(page, chip(page, 1), await spot(page, 60_000, 'B'), {
    hold: async () => {
      await headsByHand(page).waitFor();
      assert.deepEqual(await lab(page), start);
      await screenshot(page, 'phone-drag-write');
    },
  });
  const name = await headsByHand(page).getAttribute('data-message-id');
  assert.equal(name, 'op4:A>B/hand');
  await merge(page, name).waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0, 'the page has not scrolled');
  await undoneTo(page, start);
});

test('a finger drags an arrowhead past a read, and off the diagram', async (t) => {
  const { page } = await openApp(t, PHONE);
  const start = await lab(page);
  await touchDrag(page, head(page, UPDATE), await spot(page, 105_000, 'C'), {
    hold: async () => {
      await diagram(page).locator('[data-kind=read][data-step="3"][data-stale=true]').waitFor();
      await screenshot(page, 'phone-drag-arrowhead');
    },
  });
  assert.equal(await bar(page, 3).getAttribute('data-stale'), 'true');
  assert.equal(copiesOf(await trace(page), UPDATE)[0].lost, null);
  await undoneTo(page, start);

  const drawing = await diagram(page).boundingBox();
  await touchDrag(page, head(page, UPDATE), { x: 250, y: drawing.y + drawing.height + 40 });
  await diagram(page).locator(`[data-message-id="${UPDATE}"][data-kind=lost]`).waitFor();
  await undoneTo(page, start);
});

test('a finger drags from the palette, moves the playhead, and drags a write along its lane', async (t) => {
  const { page } = await openApp(t, PHONE);
  const start = await lab(page);
  await touchDrag(page, page.getByRole('button', { name: 'Write', exact: true }), await spot(page, 70_000, 'B'));
  await chip(page, 4).waitFor();
  assert.equal((await lab(page)).script.find(({ id }) => id === 4).act.call.replica, 'B');
  await undoneTo(page, start);

  await touchDrag(page, chip(page, 1), await beside(chip(page, 1), 60));
  assert.notEqual((await lab(page)).script[0].at_us, start.script[0].at_us);
  await undoneTo(page, start);

  const { x } = await spot(page, 90_000, 'A');
  const box = await axis(page).boundingBox();
  await touchDrag(page, { x: x - 80, y: box.y + 15 }, { x, y: box.y + 15 });
  assert(Math.abs((await playheadAt(page)) - 90_000) < 1000);
});

test('single taps do what drags do', async (t) => {
  const { page } = await openApp(t, PHONE);
  const start = await lab(page);
  await tap(page, head(page, UPDATE));
  await page.locator('.inspector').getByText('from A').first().waitFor();
  await action(page, 'Lose').tap();
  await diagram(page).locator(`[data-message-id="${UPDATE}"][data-kind=lost]`).waitFor();
  await undoneTo(page, start);
  await action(page, 'Duplicate').tap();
  await diagram(page).locator(`[data-message-id="${UPDATE}"][data-copy="1"]`).waitFor();
  await undoneTo(page, start);
  const arrival = copiesOf(await trace(page), UPDATE)[0].over_at_us;
  await page.getByRole('button', { name: 'Deliver at: 1 ms later' }).tap();
  assert.equal(copiesOf(await trace(page), UPDATE)[0].over_at_us, arrival + 1000);
  await undoneTo(page, start);

  await tap(page, chip(page, 1));
  await action(page, 'Send to B').tap();
  await headsByHand(page).waitFor();
  await undoneTo(page, start);

  await page.getByRole('button', { name: 'Read', exact: true }).tap();
  await bar(page, 4).waitFor();
  assert.equal((await lab(page)).script.length, 4, 'one tap adds one');
  await undoneTo(page, start);
});

test('a tap hits what is nearest, so every arrowhead between replicas can be tapped', async (t) => {
  const { page } = await openApp(t, PHONE);
  for (const message of ['op1:A>B/update', UPDATE]) {
    await tap(page, head(page, message));
    await diagram(page).locator(`.head.selected[data-message-id="${message}"]`).waitFor();
  }
});

test('a swipe over empty ground scrolls the page', async (t) => {
  const { page } = await openApp(t, PHONE);
  const start = await lab(page);
  const swipeUp = async ({ x, y }) => {
    const before = await page.evaluate(() => scrollY);
    await touchDrag(page, { x, y }, { x, y: y - 200 }, { steps: 20 });
    await scrollAtRest(page);
    const after = await page.evaluate(() => scrollY);
    assert(after > before + 100, `from ${before} to ${after}`);
  };
  const lane = await spot(page, 100_000, 'A');
  await swipeUp({ ...lane, y: lane.y + 44 });
  await page.evaluate(() => scrollTo(0, 0));
  // Also where a replica's lane is.
  await swipeUp(lane);

  await page.locator('.cluster').evaluate((cluster) => cluster.scrollIntoView());
  const cluster = await page.locator('.cluster svg').boundingBox();
  await swipeUp({ x: cluster.x + 15, y: cluster.y + cluster.height / 3 });
  assert.deepEqual(await lab(page), start);
});

test('a swipe to the side over empty ground pans the diagram', async (t) => {
  const { page } = await openApp(t, PHONE);
  await page.getByRole('button', { name: 'Zoom in' }).tap();
  const before = await spot(page, 60_000, 'A');
  await touchDrag(page, { x: 300, y: before.y + 44 }, { x: 200, y: before.y + 44 }, { steps: 20 });
  assert((await spot(page, 60_000, 'A')).x < before.x - 50);
  assert.equal(await page.evaluate(() => scrollX), 0);
});

test('a second finger does not disturb a drag', async (t) => {
  const { page } = await openApp(t, PHONE);
  await seek(page, 33_000);
  const start = await lab(page);
  const session = await page.context().newCDPSession(page);
  const touch = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  const box = await chip(page, 1).boundingBox();
  const one = { x: box.x + box.width / 2, y: box.y + box.height / 2, id: 1 };
  const target = { ...(await spot(page, 60_000, 'B')), id: 1 };
  const two = { ...(await spot(page, 90_000, 'c1')), id: 2 };
  await touch('touchStart', [one]);
  await touch('touchMove', [{ ...one, x: one.x + 20 }]);
  await touch('touchMove', [target]);
  await touch('touchStart', [target, two]);
  await touch('touchMove', [target, { ...two, x: two.x - 50 }]);
  await touch('touchEnd', [target]);
  await headsByHand(page).waitFor();
  await touch('touchEnd', []);
  await headsByHand(page).waitFor();
  await undoneTo(page, start);
});

test('a finger drags a value of the cluster, and a stroke cuts a link', async (t) => {
  const { page } = await openApp(t, PHONE);
  await load(page, smallLab());
  await seek(page, 24_000);
  const start = await lab(page);
  await page.locator('.cluster').scrollIntoViewIfNeeded();
  await page.locator('.cluster').evaluate((cluster) => cluster.scrollIntoView());
  await touchDrag(page, node(page, 'A'), node(page, 'C'), {
    hold: async () => {
      await page.locator('.cluster .carried').waitFor();
      await screenshot(page, 'phone-drag-value');
    },
  });
  assert.equal(await headsByHand(page).getAttribute('data-message-id'), 'op2:A>C/hand');
  await undoneTo(page, start);
  await page.locator('.cluster').evaluate((cluster) => cluster.scrollIntoView());
  await touchDrag(page, ...(await acrossLink(page, 'A', 'C')));
  await page.locator('[data-link="A-C"][data-value=cut]').waitFor();
});

/** Taps where something is drawn, whatever else reaches there. */
async function tap(page, target) {
  const box = await target.locator('path, rect').last().boundingBox();
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
}

/** Waits until the page has stopped to glide on after a swipe. */
const scrollAtRest = (page) =>
  page.evaluate(async () => {
    for (let last = NaN, still = 0; still < 10; last = scrollY) {
      await new Promise(requestAnimationFrame);
      still = scrollY === last ? still + 1 : 0;
    }
  });
