// The cluster at the playhead, by mouse and by buttons.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { copiesOf, lab, load, seek, trace } from './support/api.mjs';
import { acrossLink, link, node, onLink } from './support/cluster.mjs';
import { headsByHand, merge } from './support/diagram.mjs';
import { undoButton, undoneTo } from './support/history.mjs';
import { smallLab } from './support/labs.mjs';
import { drag } from './support/pointer.mjs';

/** High enough for the whole page. */
const viewport = { width: 1280, height: 1200 };

test('it shows what each replica holds at the playhead', async (t) => {
  const { page } = await openApp(t, { viewport });
  await load(page, smallLab());
  const shown = async () => {
    const values = [];
    for (const replica of ['A', 'B', 'C']) {
      values.push([await node(page, replica).getAttribute('data-value'), await node(page, replica).getAttribute('data-stale')]);
    }
    return values;
  };
  assert.deepEqual(await shown(), [['1', 'false'], ['1', 'false'], ['1', 'false']]);
  await seek(page, 30_000);
  await page.locator('.cluster .travelling').first().waitFor();
  assert.deepEqual(await shown(), [['2', 'false'], ['1', 'true'], ['1', 'true']]);
  await seek(page, 43_000);
  await page.locator('.cluster .travelling').first().waitFor({ state: 'detached' });
  assert.deepEqual(await shown(), [['2', 'false'], ['2', 'false'], ['2', 'false']]);
});

test('a value that is dragged to another replica is sent there', async (t) => {
  const { page } = await openApp(t, { viewport });
  await load(page, smallLab());
  await seek(page, 24_000);
  const start = await lab(page);
  await drag(page, node(page, 'A'), node(page, 'C'), {
    hold: async () => {
      await page.locator('.cluster .carried').waitFor();
      await headsByHand(page).waitFor();
      assert.deepEqual(await lab(page), start);
    },
  });
  const name = await headsByHand(page).getAttribute('data-message-id');
  assert.equal(name, 'op2:A>C/hand');
  await merge(page, name).waitFor();
  assert.equal(copiesOf(await trace(page), name)[0].over_at_us, 44_000);
  assert.equal(await page.locator('.cluster .carried').count(), 0);
  await undoneTo(page, start);

  // Dropped elsewhere, it goes nowhere.
  await drag(page, node(page, 'A'), await onLink(page, 'B', 'C'));
  await drag(page, node(page, 'A'), { x: 1200, y: 100 });
  assert.deepEqual(await lab(page), start);
});

test('Escape gives up dragging a value', async (t) => {
  const { page } = await openApp(t, { viewport });
  await load(page, smallLab());
  const start = await lab(page);
  await drag(page, node(page, 'A'), node(page, 'B'), {
    hold: async () => {
      await headsByHand(page).waitFor();
      await page.keyboard.press('Escape');
      await headsByHand(page).waitFor({ state: 'detached' });
      await page.locator('.cluster .carried').waitFor({ state: 'detached', timeout: 2000 });
    },
  });
  assert.deepEqual(await lab(page), start);
});

test('a stroke across a link cuts it, and another heals it', async (t) => {
  const { page } = await openApp(t, { viewport });
  await load(page, smallLab());
  await seek(page, 24_000);
  const start = await lab(page);
  assert.equal(await link(page, 'A-C').getAttribute('data-value'), 'whole');

  await drag(page, ...(await acrossLink(page, 'A', 'C')));
  await page.locator('[data-link="A-C"][data-value=cut]').waitFor();
  assert.deepEqual((await lab(page)).faults, [
    { id: 1, from_us: 24_000, to_us: 100_000, kind: { partition: { between: ['A'], and: ['C'] } } },
  ]);
  assert.deepEqual(copiesOf(await trace(page), 'op1:A>C/update')[0].lost, { partition: 1 });
  assert.equal(await link(page, 'A-B').getAttribute('data-value'), 'whole');
  await undoneTo(page, start);

  await drag(page, ...(await acrossLink(page, 'A', 'C')));
  await seek(page, 60_000);
  const cut = await lab(page);
  await drag(page, ...(await acrossLink(page, 'A', 'C')));
  await page.locator('[data-link="A-C"][data-value=whole]').waitFor();
  assert.equal((await lab(page)).faults[0].to_us, 60_000);
  await undoneTo(page, cut);
});

test('one stroke across two links is one step', async (t) => {
  const { page } = await openApp(t, { viewport });
  await load(page, smallLab());
  const start = await lab(page);
  await drag(page, await onLink(page, 'A', 'B', { beside: -30 }), await onLink(page, 'A', 'C', { beside: 30 }));
  await page.locator('[data-link="A-B"][data-value=cut]').waitFor();
  await page.locator('[data-link="A-C"][data-value=cut]').waitFor();
  await undoneTo(page, start);
});

test('Escape gives up a stroke', async (t) => {
  const { page } = await openApp(t, { viewport });
  await load(page, smallLab());
  const start = await lab(page);
  await drag(page, ...(await acrossLink(page, 'A', 'C')), {
    hold: async () => {
      await page.locator('.cluster .trail').waitFor();
      await page.keyboard.press('Escape');
    },
  });
  assert.deepEqual(await lab(page), start);
});

test('healing one link of a partition leaves the others cut', async (t) => {
  const { page } = await openApp(t, { viewport });
  const kind = { partition: { between: ['A'], and: ['B', 'C'] } };
  await load(page, smallLab({ faults: [{ id: 1, from_us: 10_000, to_us: 90_000, kind }] }));
  await seek(page, 40_000);
  const start = await lab(page);
  await drag(page, ...(await acrossLink(page, 'A', 'C')));
  await page.locator('[data-link="A-C"][data-value=whole]').waitFor();
  assert.equal(await link(page, 'A-B').getAttribute('data-value'), 'cut');
  await seek(page, 20_000);
  await page.locator('[data-link="A-C"][data-value=cut]').waitFor();
  await undoneTo(page, start);
});

test('a link and a replica are selected by a press, and the inspector does the same', async (t) => {
  const { page } = await openApp(t, { viewport });
  await load(page, smallLab());
  await seek(page, 24_000);
  const start = await lab(page);
  const middle = await onLink(page, 'A', 'C');
  await page.mouse.click(middle.x, middle.y);
  const inspector = page.locator('.inspector');
  await inspector.getByText('The link between A and C').waitFor();
  await inspector.getByRole('button', { name: 'Cut' }).click();
  await page.locator('[data-link="A-C"][data-value=cut]').waitFor();
  await undoneTo(page, start);
  await inspector.getByRole('button', { name: 'Cut' }).click();
  const cut = await lab(page);
  await seek(page, 50_000);
  await inspector.getByRole('button', { name: 'Heal' }).click();
  await page.locator('[data-link="A-C"][data-value=whole]').waitFor();
  await undoneTo(page, cut);
  await undoButton(page).click();

  await node(page, 'A').click();
  await inspector.getByText('Replica A at').waitFor();
  await seek(page, 24_000);
  await inspector.getByRole('button', { name: 'Send to B' }).click();
  await headsByHand(page).waitFor();
  assert.equal(await headsByHand(page).getAttribute('data-message-id'), 'op2:A>B/hand');
  await undoneTo(page, start);
});

test('the same by keyboard', async (t) => {
  const { page } = await openApp(t, { viewport });
  await load(page, smallLab());
  await seek(page, 24_000);
  const start = await lab(page);
  const inspector = page.locator('.inspector');
  await link(page, 'A-C').focus();
  await page.keyboard.press('Enter');
  await inspector.getByText('The link between A and C').waitFor();
  await inspector.getByRole('button', { name: 'Cut' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-link="A-C"][data-value=cut]').waitFor();
  await undoneTo(page, start);
  await node(page, 'A').focus();
  await page.keyboard.press('Space');
  await inspector.getByText('Replica A at').waitFor();
  await inspector.getByRole('button', { name: 'Send to C' }).focus();
  await page.keyboard.press('Space');
  await headsByHand(page).waitFor();
  await undoneTo(page, start);
});
