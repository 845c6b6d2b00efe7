// All that a pointer does, by keyboard only.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { copiesOf, lab, load, playheadAt, returnOf, trace, valueAtEnd } from './support/api.mjs';
import { bar, chip, diagram, headsByHand, merge, playhead, scale, shownAt } from './support/diagram.mjs';
import { redoButton, undoButton, undoneByKeys } from './support/history.mjs';
import { enter, focusIsVisible, hasFocus, selectByArrows, selected, tabTo } from './support/keys.mjs';
import { faultyLab } from './support/labs.mjs';

const UPDATE = 'op1:A>C/update';

const action = (page, name) => page.locator('#inspector-actions').getByRole('button', { name, exact: true });
const field = (page, name) => page.locator('#inspector-actions').getByRole('textbox', { name });

test('Tab reaches everything in the order of the page, and the focus shows', async (t) => {
  const { page } = await openApp(t);
  const stops = [];
  for (let stop = 0; stop < 120; stop += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) break;
    await focusIsVisible(page);
    stops.push(await page.evaluate(() => {
      const { scrollY } = window;
      const box = document.activeElement.getBoundingClientRect();
      return { top: box.top + scrollY, seen: box.bottom > 0 && box.top < innerHeight };
    }));
  }
  assert(stops.length > 30, `only ${stops.length} stops`);
  assert(stops.every(({ seen }) => seen), 'what has the focus is scrolled into view');
  for (const target of [diagram(page), playhead(page)]) {
    await page.evaluate(() => document.activeElement.blur());
    await tabTo(page, target);
    await screenshot(page, `focus-${(await target.getAttribute('data-kind')) ?? 'diagram'}`);
  }
});

test('a write is sent to another lane', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await selectByArrows(page, 'op1/applied@A');
  await page.keyboard.press('Enter');
  await tabTo(page, action(page, 'Send to B'));
  await focusIsVisible(page);
  await page.keyboard.press('Enter');
  await headsByHand(page).waitFor();
  const name = await headsByHand(page).getAttribute('data-message-id');
  assert.equal(name, 'op4:A>B/hand');
  await merge(page, name).waitFor();
  for (const replica of ['A', 'B']) {
    assert.equal((await shownAt(page, 110_000, replica)).value, '2');
    assert.equal(valueAtEnd(await trace(page), replica), 2);
  }
  await undoneByKeys(page, start);
});

test('Enter in the diagram leads to the actions and does none of them', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  for (const event of ['op1/returned', 'op1/applied@A', `${UPDATE}/merged.0.X`]) {
    await selectByArrows(page, event);
    await page.keyboard.press('Enter');
    assert(await page.evaluate(() => document.activeElement.closest('#inspector-actions') !== null), event);
    assert.deepEqual(await lab(page), start);
    await tabTo(page, diagram(page), 'Shift+Tab');
  }
  // A replica's first action is a button.
  await tabTo(page, page.locator('.cluster [data-kind=replica][data-at=A]'));
  await page.keyboard.press('Enter');
  await action(page, 'Send to B').waitFor();
  await tabTo(page, diagram(page), 'Shift+Tab');
  await page.keyboard.press('Enter');
  assert.deepEqual(await lab(page), start);
});

test('a message is delivered at another time, which makes a read stale', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await selectByArrows(page, `${UPDATE}/merged.0.X`);
  await page.keyboard.press('Enter');
  await tabTo(page, field(page, 'Deliver at'));
  await enter(page, '95');
  await diagram(page).locator('[data-kind=read][data-step="3"][data-stale=true]').waitFor();
  assert.equal(copiesOf(await trace(page), UPDATE)[0].over_at_us, 95_000);
  await page.locator('.events tr', { hasText: 'returns 1, stale' }).nth(1).waitFor();
  await tabTo(page, action(page, 'Lose'));
  await undoneByKeys(page, start);

  // What is no time is refused where it was entered.
  await tabTo(page, field(page, 'Deliver at'), 'Shift+Tab');
  await enter(page, 'soon');
  await page.getByRole('alert').getByText('Not a number of milliseconds').waitFor();
  assert.deepEqual(await lab(page), start);
});

test('a message is moved by Shift and the arrow keys', async (t) => {
  const { page } = await openApp(t);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await selectByArrows(page, `${UPDATE}/delivered.0`);
  const arrival = async () => copiesOf(await trace(page), UPDATE)[0].over_at_us;
  const before = await arrival();
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await arrival(), before + 1000);
  await page.keyboard.press('Shift+ArrowLeft');
  assert.equal(await arrival(), before);
  for (let press = 0; press < 10; press += 1) await page.keyboard.press('Control+Shift+ArrowRight');
  assert.equal(await arrival(), before + 50_000);
  await diagram(page).locator('[data-kind=read][data-step="3"][data-stale=true]').waitFor();
  assert.equal(returnOf(await trace(page), 3).stale, true);
  assert.equal(await selected(page), `${UPDATE}/delivered.0`, 'it stays selected');
  assert(await hasFocus(diagram(page)));
});

test('a message is lost, by Delete and by the action, and duplicated', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  const lost = diagram(page).locator(`[data-message-id="${UPDATE}"][data-kind=lost]`);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await selectByArrows(page, `${UPDATE}/delivered.0`);
  await page.keyboard.press('Delete');
  await lost.waitFor();
  await page.locator('.inspector').getByText('lost by your hand').first().waitFor();
  await undoneByKeys(page, start);

  await page.keyboard.press('Enter');
  await tabTo(page, action(page, 'Lose'));
  await page.keyboard.press('Enter');
  await lost.waitFor();
  await undoneByKeys(page, start);

  await tabTo(page, action(page, 'Duplicate'));
  await page.keyboard.press('Space');
  await diagram(page).locator(`[data-message-id="${UPDATE}"][data-copy="1"]`).waitFor();
  assert.equal(copiesOf(await trace(page), UPDATE).length, 2);
  await tabTo(page, action(page, 'Leave it to the network'));
  await page.keyboard.press('Enter');
  assert.deepEqual((await lab(page)).script, start.script);
  assert.equal(copiesOf(await trace(page), UPDATE).length, 1);
});

test('an operation is moved, changed and deleted', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  const step = async (id) => (await lab(page)).script.find((one) => one.id === id);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await selectByArrows(page, 'op2/returned');
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal((await step(2)).at_us, 36_000);
  await undoneByKeys(page, start);

  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('#inspector-actions').getByLabel('Replica'));
  await page.keyboard.press('b');
  assert.equal((await step(2)).act.call.replica, 'B');
  await tabTo(page, action(page, 'Delete'));
  await undoneByKeys(page, start);

  await tabTo(page, diagram(page), 'Shift+Tab');
  await selectByArrows(page, 'op1/applied@A');
  await page.keyboard.press('Enter');
  await tabTo(page, field(page, 'Value'));
  await enter(page, '77');
  assert.deepEqual((await step(1)).act.call.op, { write: 77 });
  await chip(page, 1).getByText('X = 77').waitFor();
  await tabTo(page, action(page, 'Delete'));
  await undoneByKeys(page, start);

  await tabTo(page, diagram(page), 'Shift+Tab');
  await page.keyboard.press('Delete');
  await chip(page, 1).waitFor({ state: 'detached' });
  await undoneByKeys(page, start);
});

test('a new operation is added at the playhead, and led to its lane', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await tabTo(page, page.getByRole('button', { name: 'Write', exact: true }));
  await focusIsVisible(page);
  await page.keyboard.press('Enter');
  await bar(page, 4).waitFor();
  const added = (await lab(page)).script.find(({ id }) => id === 4);
  assert.equal(added.at_us, start.opens_at_us);
  await undoneByKeys(page, start);
  await page.keyboard.press('Space');
  await bar(page, 4).waitFor();
  await tabTo(page, page.locator('#inspector-actions').getByLabel('Replica'));
  await page.keyboard.press('b');
  await diagram(page).locator('[data-event-id="op4/applied@B"]').waitFor();
});

test('playing, pausing and stepping', async (t) => {
  const { page } = await openApp(t);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  assert.equal(await playheadAt(page), 0);
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.waitForFunction(() => Number(document.querySelector('[data-kind=playhead]').ariaValueNow) > 2000);
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  const paused = await playheadAt(page);
  assert(paused > 2000 && paused < 120_000);
  assert.equal(await playheadAt(page), paused);

  await page.keyboard.press('Home');
  await tabTo(page, page.getByRole('button', { name: 'Next event' }));
  await page.keyboard.press('Enter');
  assert.equal(await playheadAt(page), 15_000);
  await page.keyboard.press('Enter');
  assert.equal(await playheadAt(page), 18_000);
  await tabTo(page, page.getByRole('button', { name: 'Previous event' }), 'Shift+Tab');
  await page.keyboard.press('Space');
  assert.equal(await playheadAt(page), 15_000);
  await tabTo(page, page.getByRole('button', { name: 'Play', exact: true }));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  assert(await hasFocus(page.getByRole('button', { name: 'Pause' })), 'the focus stays');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
});

test('playing to the end stops there, and playing again begins anew', async (t) => {
  const { page } = await openApp(t);
  await page.locator('.transport').getByLabel('Speed').selectOption('500000');
  await tabTo(page, diagram(page), 'Shift+Tab');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => document.querySelector('[data-kind=playhead]').ariaValueNow === '120000');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.locator('.transport').getByLabel('Speed').selectOption('2000');
  await tabTo(page, diagram(page), 'Shift+Tab');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => Number(document.querySelector('[data-kind=playhead]').ariaValueNow) < 60_000);
});

test('with reduced motion, playing steps from event to event', async (t) => {
  const { page } = await openApp(t, { reducedMotion: 'reduce' });
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.waitForFunction(() => document.querySelector('[data-kind=playhead]').ariaValueNow === '15000');
  await page.waitForFunction(() => document.querySelector('[data-kind=playhead]').ariaValueNow === '18000');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
});

test('the playhead is a slider', async (t) => {
  const { page } = await openApp(t);
  await tabTo(page, playhead(page));
  await page.keyboard.press('Home');
  assert.equal(await playheadAt(page), 0);
  await page.keyboard.press('ArrowRight');
  assert.equal(await playheadAt(page), 1000);
  await page.keyboard.press('PageUp');
  assert.equal(await playheadAt(page), 11_000);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await playheadAt(page), 10_000);
  await page.keyboard.press('End');
  assert.equal(await playheadAt(page), 120_000);
  assert(await hasFocus(playhead(page)));
});

test('zooming', async (t) => {
  const { page } = await openApp(t);
  const whole = (await scale(page)).perPixel;
  await tabTo(page, diagram(page));
  await page.keyboard.press('+');
  await page.waitForFunction(() => document.querySelectorAll('.axis text').length > 0);
  assert((await scale(page)).perPixel < whole / 1.4);
  await page.keyboard.press('-');
  assert(Math.abs((await scale(page)).perPixel / whole - 1) < 0.01);
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  assert(Math.abs((await scale(page)).perPixel / whole - 1) < 0.01);
});

test('a selected event is brought into view', async (t) => {
  const { page } = await openApp(t);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('+');
  await selectByArrows(page, 'op3/answered@C');
  const mark = await diagram(page).locator('[data-event-id="op3/answered@C"]').boundingBox();
  const drawing = await diagram(page).boundingBox();
  assert(mark.x > drawing.x && mark.x + mark.width < drawing.x + drawing.width);
});

test('a partition and a crash are moved and removed', async (t) => {
  const { page } = await openApp(t);
  await load(page, faultyLab());
  const start = await lab(page);
  const times = async (id) => {
    const { from_us: from, to_us: to } = (await lab(page)).faults.find((one) => one.id === id);
    return [from, to];
  };
  await tabTo(page, page.getByRole('button', { name: 'Add at the playhead' }));
  await tabTo(page, diagram(page), 'Shift+Tab');
  const faults = (await trace(page)).events.filter(({ kind }) => kind === 'fault_begins');
  await selectByArrows(page, faults[0].id.replaceAll(/\s/g, '_'));
  await page.keyboard.press('Shift+ArrowRight');
  assert.deepEqual(await times(1), [51_000, 66_000]);
  await undoneByKeys(page, start);
  await page.keyboard.press('Enter');
  await tabTo(page, field(page, 'To'));
  await enter(page, '60');
  assert.deepEqual(await times(1), [50_000, 60_000]);
  await tabTo(page, action(page, 'Remove'));
  await undoneByKeys(page, start);
  await tabTo(page, diagram(page), 'Shift+Tab');
  await page.keyboard.press('Delete');
  assert.equal((await lab(page)).faults.length, 1);
  await undoneByKeys(page, start);
});

test('undo and redo by their buttons', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await selectByArrows(page, 'op1/returned');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  const moved = await lab(page);
  await tabTo(page, undoButton(page), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  assert.deepEqual(await lab(page), start);
  await tabTo(page, redoButton(page));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  assert.deepEqual(await lab(page), moved);
});

test('undo works in a field whose text is entered', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await selectByArrows(page, `${UPDATE}/delivered.0`);
  await page.keyboard.press('Enter');
  await tabTo(page, field(page, 'Deliver at'));
  await enter(page, '95');
  await page.keyboard.press('Control+z');
  assert.deepEqual(await lab(page), start);
});

test('undo works on a list in which something was chosen', async (t) => {
  const { page } = await openApp(t);
  const start = await lab(page);
  await tabTo(page, diagram(page));
  await page.keyboard.press('Home');
  await selectByArrows(page, 'op2/returned');
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('#inspector-actions').getByLabel('Replica'));
  await page.keyboard.press('b');
  assert.notDeepEqual(await lab(page), start);
  await page.keyboard.press('Control+z');
  assert.deepEqual(await lab(page), start);
});

test('what is typed into a field stays there while the run plays', async (t) => {
  const { page } = await openApp(t);
  await page.locator('.transport').getByLabel('Speed').selectOption('2000');
  await tabTo(page, diagram(page), 'Shift+Tab');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await tabTo(page, page.getByRole('textbox', { name: 'Seed' }));
  const before = await playheadAt(page);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('4711', { delay: 60 });
  await page.keyboard.press('Enter');
  assert.equal((await lab(page)).seed, 4711);
  assert((await playheadAt(page)) > before, 'it played meanwhile');
});
