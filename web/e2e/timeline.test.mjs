// The space-time diagram by mouse.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { copiesOf, lab, load, playheadAt, returnOf, seek, trace, valueAtEnd } from './support/api.mjs';
import {
  axis, bar, beside, body, chip, diagram, fault, head, headsByHand, merge, playhead, scale, shownAt, spot,
} from './support/diagram.mjs';
import { faultyLab } from './support/labs.mjs';
import { drag } from './support/pointer.mjs';
import { redoButton, undoButton, undoneTo } from './support/history.mjs';

const UPDATE = 'op1:A>C/update';

test('a write that is dragged to another lane is sent there', async (t) => {
  const { page } = await openApp(t);
  await seek(page, 33_000);
  const start = await lab(page);

  await drag(page, chip(page, 1), await spot(page, 38_000, 'B'), {
    hold: async () => {
      await headsByHand(page).waitFor();
      assert.deepEqual(await lab(page), start, 'nothing is decided before the drop');
    },
  });

  const name = await headsByHand(page).getAttribute('data-message-id');
  assert.match(name, /^op4:A>B\/hand$/);
  await merge(page, name).waitFor();
  assert.equal(await merge(page, name).getAttribute('data-value'), '2');
  for (const replica of ['A', 'B']) {
    assert.equal((await shownAt(page, 60_000, replica)).value, '2');
    assert.equal(valueAtEnd(await trace(page), replica), 2);
  }
  const [{ over_at_us: arrives, lost }] = copiesOf(await trace(page), name);
  assert.equal(lost, null);
  const { perPixel } = await scale(page);
  assert(Math.abs(arrives - 38_000) <= 1.5 * perPixel, `it arrives at ${arrives}`);
  assert.equal((await shownAt(page, 39_500, 'B')).value, '2', 'sooner than by itself');
  await undoneTo(page, start);
});

test('a write that is dropped before it leaves is sent at the speed of the network', async (t) => {
  const { page } = await openApp(t);
  await seek(page, 33_000);
  const start = await lab(page);
  await drag(page, chip(page, 1), await spot(page, 20_000, 'B'));
  const [{ over_at_us: arrives }] = copiesOf(await trace(page), 'op4:A>B/hand');
  assert(arrives >= 33_000 + 14_000 && arrives <= 33_000 + 40_000);
  assert.deepEqual((await lab(page)).overrides, undefined);
  await undoneTo(page, start);
});

test('Escape gives up a drag', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await drag(page, chip(page, 1), await spot(page, 38_000, 'B'), {
    hold: async () => {
      await headsByHand(page).waitFor();
      await page.keyboard.press('Escape');
      await headsByHand(page).waitFor({ state: 'detached' });
      const elsewhere = await spot(page, 50_000, 'C');
      await page.mouse.move(elsewhere.x, elsewhere.y, { steps: 3 });
    },
  });
  assert.deepEqual(await lab(page), start);
  assert.equal(await headsByHand(page).count(), 0);
  assert(await undoButton(page).isDisabled(), 'there is nothing to undo');

  // The next drag works as if nothing had been.
  await drag(page, chip(page, 1), await spot(page, 38_000, 'B'));
  await headsByHand(page).waitFor();
});

test('an arrowhead that is dragged past a read makes it stale', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  assert.equal(await bar(page, 3).getAttribute('data-stale'), 'false');

  await drag(page, head(page, UPDATE), await spot(page, 95_000, 'C'), {
    hold: async () => {
      await diagram(page).locator('[data-kind=read][data-step="3"][data-stale=true]').waitFor();
      assert.deepEqual(await lab(page), start);
    },
  });

  assert.equal(await bar(page, 3).getAttribute('data-stale'), 'true');
  assert.equal(await bar(page, 3).getAttribute('data-value'), '1');
  assert.equal(returnOf(await trace(page), 3).stale, true);
  await page.locator('.events tr', { hasText: 'returns 1, stale' }).nth(1).waitFor();
  assert.deepEqual(await shownAt(page, 83_000, 'C'), { value: '1', stale: true });
  const [{ over_at_us: arrives }] = copiesOf(await trace(page), UPDATE);
  const { perPixel } = await scale(page);
  assert(Math.abs(arrives - 95_000) <= 14 * perPixel, 'the head follows the pointer');
  await undoneTo(page, start);
  assert.equal(await bar(page, 3).getAttribute('data-stale'), 'false');
});

test('an arrowhead that is dragged to the left arrives sooner, but not before it was sent', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await drag(page, head(page, UPDATE), await spot(page, 25_000, 'C'));
  const [{ over_at_us: sooner }] = copiesOf(await trace(page), UPDATE);
  assert(sooner < 35_000);
  assert.equal(returnOf(await trace(page), 2).stale, false);
  await undoneTo(page, start);

  await drag(page, head(page, UPDATE), await spot(page, 1000, 'C'));
  assert.deepEqual(copiesOf(await trace(page), UPDATE), [{ over_at_us: 18_001, lost: null }]);
  await undoneTo(page, start);
});

test('an arrowhead that is dragged off the diagram is lost', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  const below = await diagram(page).boundingBox();
  await drag(page, head(page, UPDATE), { x: 700, y: below.y + below.height + 40 });

  const lost = diagram(page).locator(`[data-message-id="${UPDATE}"][data-kind=lost]`);
  await lost.waitFor();
  assert.equal(await merge(page, UPDATE).count(), 0);
  const [{ lost: why }] = copiesOf(await trace(page), UPDATE);
  assert.equal(why, 'by_hand');
  assert.equal((await shownAt(page, 110_000, 'C')).value, '1');
  await page.getByText('The replicas still disagree at the end.').waitFor();
  await undoneTo(page, start);
  assert.equal(await head(page, UPDATE).getAttribute('data-kind'), 'arrowhead');

  // Off to the left, and above, is off too.
  for (const off of [{ x: 30, y: below.y + 100 }, { x: 700, y: below.y - 30 }]) {
    await drag(page, head(page, UPDATE), off);
    await lost.waitFor();
    await undoneTo(page, start);
  }
});

test('a lost message is brought back by its cross', async (t) => {
  const { page } = await openApp(t);
  const below = await diagram(page).boundingBox();
  await drag(page, head(page, UPDATE), { x: 700, y: below.y + below.height + 40 });
  await diagram(page).locator(`[data-message-id="${UPDATE}"][data-kind=lost]`).waitFor();
  await drag(page, head(page, UPDATE), await spot(page, 70_000, 'C'));
  assert.equal(copiesOf(await trace(page), UPDATE)[0].lost, null);
  assert.equal(await head(page, UPDATE).getAttribute('data-kind'), 'arrowhead');
});

test('a write that is dragged along its lane changes its time by as much', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  const { perPixel } = await scale(page);
  const later = 60;
  await drag(page, chip(page, 1), await beside(chip(page, 1), later), {
    hold: async () => {
      const applied = (await trace(page)).events.find(({ kind }) => kind === 'applied');
      assert(applied.at_us > 18_000, 'it happens later while it is held');
    },
  });
  const { at_us: at } = (await lab(page)).script.find(({ id }) => id === 1);
  assert(Math.abs(at - (15_000 + later * perPixel)) <= 1.5 * perPixel, `it is at ${at}`);
  await undoneTo(page, start);
});

test("an operation's bar is dragged along its client's lane", async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  const { perPixel } = await scale(page);
  await drag(page, body(bar(page, 2)), await beside(body(bar(page, 2)), 200));
  const { at_us: at } = (await lab(page)).script.find(({ id }) => id === 2);
  assert(Math.abs(at - (35_000 + 200 * perPixel)) <= 1.5 * perPixel, `it is at ${at}`);
  assert.equal(await bar(page, 2).getAttribute('data-stale'), 'false');
  await undoneTo(page, start);
});

test('a press without a drag selects and changes nothing', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await chip(page, 1).click();
  await page.locator('.inspector .aside', { hasText: 'selected' }).waitFor();
  assert.match(await chip(page, 1).getAttribute('class'), /selected/);
  await merge(page, UPDATE).click();
  await page.locator('.inspector .verdict', { hasText: 'Newer' }).waitFor();
  const ground = await spot(page, 110_000, 'c1');
  await page.mouse.click(ground.x, ground.y + 25);
  await page.locator('.inspector .aside', { hasText: 'latest at the playhead' }).waitFor();
  assert.deepEqual(await lab(page), start);
});

test('hovering lights up causes and effects', async (t) => {
  const { page } = await openApp(t);
  await merge(page, UPDATE).hover();
  await diagram(page).locator('.emphasised').waitFor();
  assert.match(await chip(page, 1).getAttribute('class'), /past/);
  await page.mouse.move(5, 5);
  await diagram(page).locator('.emphasised').waitFor({ state: 'detached' });
});

test('a new write is dragged from the palette onto a lane', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  const tool = page.getByRole('button', { name: 'Write', exact: true });
  await drag(page, tool, await spot(page, 70_000, 'B'), {
    hold: async () => {
      await chip(page, 4).waitFor();
      assert.deepEqual(await lab(page), start);
    },
  });
  assert.equal((await lab(page)).script.length, 4);
  const { act } = (await lab(page)).script.find(({ id }) => id === 4);
  assert.equal(act.call.replica, 'B');
  const applied = (await trace(page)).events.find(({ id }) => id === 'op4/applied@B');
  const { perPixel } = await scale(page);
  assert(Math.abs(applied.at_us - 70_000) <= 1.5 * perPixel, 'it reaches the replica where it was dropped');
  assert.equal((await shownAt(page, 75_000, 'B')).value, '3');
  await undoneTo(page, start);

  // Not dropped on the diagram, it is not added.
  await drag(page, tool, { x: 640, y: 20 });
  assert.deepEqual(await lab(page), start);
});

test('a tool that is pressed adds an operation at the playhead', async (t) => {
  const { page } = await openApp(t);
  await seek(page, 33_000);
  const start = await lab(page);
  await page.getByRole('button', { name: 'Read', exact: true }).click();
  await bar(page, 4).waitFor();
  const added = (await lab(page)).script.filter(({ id }) => id > 3);
  assert.equal(added.length, 1);
  assert.equal(added[0].at_us, 33_000);
  assert.equal(added[0].act.call.op, 'read');
  await undoneTo(page, start);
});

test('the playhead is dragged, and jumps to a press on the axis', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  const { perPixel } = await scale(page);
  const near = async (at) => {
    const now = await playheadAt(page);
    assert(Math.abs(now - at) <= 1.5 * perPixel, `the playhead is at ${now}, not ${at}`);
  };
  const handle = await playhead(page).boundingBox();
  const grip = { x: handle.x + handle.width / 2, y: handle.y + 36 };
  const target = await spot(page, 60_000, 'A');
  await drag(page, grip, { x: target.x, y: grip.y }, { hold: () => near(60_000) });
  await near(60_000);
  await page.locator('.clock', { hasText: /^(59|60)\.\d ms$/ }).waitFor();

  const box = await axis(page).boundingBox();
  const { x } = await spot(page, 90_000, 'A');
  await page.mouse.click(x, box.y + 10);
  await near(90_000);
  assert.deepEqual(await lab(page), start, 'looking is no editing');
});

test('zooming holds the moment under the pointer, and panning moves it', async (t) => {
  const { page } = await openApp(t);
  const whole = await scale(page);
  const before = await spot(page, 60_000, 'A');
  await page.mouse.move(before.x, before.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await until(async () => (await scale(page)).perPixel < whole.perPixel / 1.5);
  const zoomed = await scale(page);
  assert(Math.abs((await spot(page, 60_000, 'A')).x - before.x) <= 2);

  // Dragging the ground pans.
  const ground = { x: before.x, y: before.y + 44 };
  await drag(page, ground, { x: ground.x - 120, y: ground.y });
  assert(Math.abs((await spot(page, 60_000, 'A')).x - (before.x - 120)) <= 2);

  // So does the wheel with Shift; by itself it is left to the page.
  await page.keyboard.down('Shift');
  await page.mouse.wheel(0, 100);
  await page.keyboard.up('Shift');
  await until(async () => (await spot(page, 60_000, 'A')).x < before.x - 180);

  await page.getByRole('button', { name: 'Zoom in' }).click();
  await until(async () => (await scale(page)).perPixel < zoomed.perPixel / 1.4);
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await until(async () => Math.abs((await scale(page)).perPixel / zoomed.perPixel - 1) < 0.01);
  const panned = (await spot(page, 60_000, 'A')).x;
  await page.getByRole('group', { name: 'Zoom' }).getByRole('button', { name: 'Earlier' }).click();
  await until(async () => (await spot(page, 60_000, 'A')).x > panned);
  await page.getByRole('button', { name: 'Show the whole run' }).click();
  await until(async () => Math.abs((await scale(page)).perPixel / whole.perPixel - 1) < 0.01);
});

test('the ends of a partition and of a crash are dragged', async (t) => {
  const { page } = await openApp(t);
  await load(page, faultyLab());
  await fault(page, 1, 'end').first().waitFor();
  const { perPixel } = await scale(page);
  const start = await lab(page);
  const times = async (id) => {
    const { from_us: from, to_us: to } = (await lab(page)).faults.find((one) => one.id === id);
    return [from, to];
  };
  const near = (actual, expected) =>
    actual.forEach((at, index) =>
      assert(Math.abs(at - expected[index]) <= 2 * perPixel, `${actual} is not ${expected}`));

  await drag(page, fault(page, 1, 'end').first(), await beside(fault(page, 1, 'end').first(), 50));
  near(await times(1), [50_000, 65_000 + 50 * perPixel]);
  await undoneTo(page, start);
  await drag(page, fault(page, 1, 'start').first(), await beside(fault(page, 1, 'start').first(), -50));
  near(await times(1), [50_000 - 50 * perPixel, 65_000]);
  await undoneTo(page, start);
  const wall = fault(page, 1, 'whole').first();
  await drag(page, wall, await beside(wall, -200));
  near(await times(1), [50_000 - 200 * perPixel, 65_000 - 200 * perPixel]);
  assert.deepEqual(copiesOf(await trace(page), 'op1:A>B/update')[0].lost, { partition: 1 });
  await undoneTo(page, start);

  await drag(page, fault(page, 2, 'end'), await beside(fault(page, 2, 'end'), 50));
  near(await times(2), [70_000, 85_000 + 50 * perPixel]);
  await undoneTo(page, start);
  await drag(page, fault(page, 2, 'start'), await beside(fault(page, 2, 'end'), 25));
  const [from, to] = await times(2);
  assert(from < to && to === 85_000, 'a beginning is not dragged past its end');
  await undoneTo(page, start);
});

test('undo and redo go through all that was done', async (t) => {
  const { page } = await openApp(t);
  const labs = [await lab(page)];
  await drag(page, head(page, UPDATE), await spot(page, 95_000, 'C'));
  labs.push(await lab(page));
  await drag(page, chip(page, 1), await spot(page, 40_000, 'B'));
  labs.push(await lab(page));
  await undoButton(page).click();
  assert.deepEqual(await lab(page), labs[1]);
  await undoButton(page).click();
  assert.deepEqual(await lab(page), labs[0]);
  await redoButton(page).click();
  assert.deepEqual(await lab(page), labs[1]);
  await page.keyboard.press('Control+Shift+z');
  assert.deepEqual(await lab(page), labs[2]);
  await page.getByRole('button', { name: 'Reset' }).click();
  assert.deepEqual(await lab(page), labs[0]);
  await page.keyboard.press('Control+z');
  assert.deepEqual(await lab(page), labs[2], 'a reset can be undone');
});

/** Waits until a condition holds that only several reads of the page can tell. */
async function until(holds) {
  const end = Date.now() + 5000;
  while (!(await holds())) {
    assert(Date.now() < end, `never: ${holds}`);
  }
}
