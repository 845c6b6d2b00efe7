// The merge theatre, and the answers to conflicts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab, load, seek } from './support/api.mjs';
import { drag, touchDrag } from './support/pointer.mjs';
import { undoneTo } from './support/history.mjs';
import { call, smallLab } from './support/labs.mjs';

const keys = (type) => [{ name: 'X', type }];
const tab = (page, name) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name });
const merges = (page) => page.getByRole('combobox', { name: /^Merge/ });
const entries = (page) => page.locator('.entries tbody tr');
const values = (page) => page.locator('.stage .side .value').allInnerTexts();

/** A remove at A and an add at B that do not know of each other. */
const orSet = () =>
  smallLab({
    keys: keys({ orswot: {} }),
    script: [
      call(1, 10_000, 'c1', 'A', { add: 'apple' }),
      call(2, 60_000, 'c1', 'A', { remove: 'apple' }),
      call(3, 60_000, 'c1', 'B', { add: 'pear' }),
    ],
  });

async function opened(t, document, name, options) {
  const { page } = await openApp(t, options);
  await load(page, document);
  await tab(page, name).click();
  return page;
}

test('a merge is told entry by entry, with the rule that decided', async (t) => {
  const page = await opened(t, orSet(), 'Merge');
  await merges(page).selectOption({ label: '83 ms: A takes in what B sent' });
  assert.deepEqual(await values(page), ['{}', '{apple, pear}', '{pear}']);
  assert.deepEqual(await entries(page).allInnerTexts(), [
    'apple, tag A·1\tremoved\tin\tremoved\tA has seen it and has it no more: A removed it, dropped',
    'pear, tag B·1\tnot seen\tin\tin\tnot yet seen by A: kept',
  ]);
  await screenshot(page, 'theatre');
});

test('it plays, pauses and steps', async (t) => {
  const page = await opened(t, orSet(), 'Merge');
  await merges(page).selectOption({ label: '83 ms: A takes in what B sent' });
  const decided = () => page.locator('.entries tr[data-decided="true"]').count();
  const press = (name) => page.getByRole('button', { name, exact: true }).click();
  assert.equal(await decided(), 2);
  await press('To the first entry');
  assert.equal(await decided(), 0);
  await press('Next entry');
  assert.equal(await decided(), 1);
  await press('Previous entry');
  assert.equal(await decided(), 0);
  await press('Play the merge');
  await page.waitForFunction(() => document.querySelectorAll('.entries tr[data-decided="true"]').length === 2);
  // It has ended, and can be played again.
  await page.getByRole('button', { name: 'Play the merge' }).waitFor();
  await press('Play the merge');
  await press('Pause the merge');
  assert.equal(await decided(), 0);
});

test('the laws hold on the states at hand, and naive types beside them fail', async (t) => {
  const counter = smallLab({
    keys: keys({ g_counter: { initial: { A: 5, B: 5 } } }),
    script: [
      call(1, 10_000, 'c1', 'A', { increment: 1 }),
      call(2, 10_000, 'c1', 'B', { increment: 1 }),
    ],
  });
  const page = await opened(t, counter, 'Merge');
  for (const [name, term] of [['Swap', 'commutative'], ['Merge twice', 'idempotent'], ['Regroup', 'associative']]) {
    await page.getByRole('button', { name, exact: true }).click();
    assert.match(await page.locator('.tried').innerText(), new RegExp(`The same state: merging is ${term} here`));
  }
  const naive = await page.locator('.naive tbody tr').allInnerTexts();
  assert.match(naive[0], /added up\s*✗ merging twice changes it\s*22\s*33\s*22\s*12/);
  assert.match(naive[1], /the larger\s*✗ it is not what was done\s*11\s*11\s*11\s*12/);
  assert.match(await page.locator('.lattice svg').getAttribute('aria-label'), /12 is the least state above both/);
});

test('two replicas are merged out of turn, at the playhead', async (t) => {
  const page = await opened(t, orSet(), 'Merge');
  await seek(page, 65_000);
  await merges(page).selectOption({ label: 'out of turn: two replicas at the playhead' });
  assert.deepEqual(await values(page), ['{}', '{apple, pear}', '{pear}']);
  await page.getByRole('button', { name: 'Other way round' }).click();
  assert.deepEqual(await values(page), ['{apple, pear}', '{}', '{pear}']);
});

const card = (page, replica) => page.locator(`[data-card="${replica}"]`);
const sentByHand = { from: 'B', to: 'A', key: 'X' };

/** What was done: one message by hand at the playhead, whose merge is on the stage. */
async function mergedByHand(page, before) {
  await page.locator('.shelf .told', { hasText: 'A merges {apple, pear} of B' }).waitFor();
  const step = (await lab(page)).script.at(-1);
  assert.deepEqual(step, { id: 4, at_us: 65_000, act: { send: sentByHand } });
  assert.equal(await merges(page).evaluate((select) => select.selectedOptions[0].text), '85 ms: A takes in what B sent');
  await undoneTo(page, before);
}

test('a card dropped onto another is merged there, as one step', async (t) => {
  const page = await opened(t, orSet(), 'Merge');
  await seek(page, 65_000);
  const before = await lab(page);
  await drag(page, card(page, 'B'), card(page, 'A'), {
    hold: async () => {
      await page.locator('.card.target[data-card="A"]').waitFor();
      await page.locator('.shelf-trail .carried').waitFor();
    },
  });
  await mergedByHand(page, before);
  // On itself or beside the cards it changes nothing, and Escape gives it up.
  await drag(page, card(page, 'B'), page.locator('#theatre-title'));
  assert.deepEqual(await lab(page), before);
  await drag(page, card(page, 'B'), card(page, 'A'), { hold: () => page.keyboard.press('Escape') });
  assert.deepEqual(await lab(page), before);
});

test('the same by pressing one card and then the other, and by keyboard', async (t) => {
  const page = await opened(t, orSet(), 'Merge');
  await seek(page, 65_000);
  const before = await lab(page);
  await card(page, 'B').click();
  await page.getByText('Now press the replica that is to take in what B holds.').waitFor();
  await card(page, 'A').click();
  await mergedByHand(page, before);
  await card(page, 'B').focus();
  await page.keyboard.press('Enter');
  await card(page, 'A').focus();
  await page.keyboard.press('Space');
  await mergedByHand(page, before);
});

test('a finger drags a card, and taps do the same', async (t) => {
  const page = await opened(t, orSet(), 'Merge', { viewport: { width: 390, height: 844 }, hasTouch: true });
  await seek(page, 65_000);
  const before = await lab(page);
  await card(page, 'B').scrollIntoViewIfNeeded();
  await touchDrag(page, card(page, 'B'), card(page, 'A'));
  await mergedByHand(page, before);
  await card(page, 'B').tap();
  await card(page, 'A').tap();
  await mergedByHand(page, before);
});

test('a merge that is selected in the Lab can be watched', async (t) => {
  const page = await opened(t, orSet(), 'Lab');
  await page.locator('[data-kind="merge"]').first().click();
  await page.getByRole('button', { name: 'Watch this merge' }).click();
  await entries(page).first().waitFor();
});

test('one schedule is run under every answer, and the one that is right can be chosen', async (t) => {
  const cart = smallLab({
    keys: keys({ lww_register: {} }),
    script: [
      call(1, 10_000, 'c1', 'A', { add: 'tv' }),
      call(2, 12_000, 'c1', 'B', { add: 'lamp' }),
    ],
  });
  const page = await opened(t, cart, 'Conflicts');
  const before = await lab(page);
  const row = (way) => page.locator(`[data-way="${way}"]`);
  assert.match(await row('Last write wins, wall clock').innerText(), /\{lamp\}.*client 1's add tv to X/s);
  assert.match(await row('OR-Set without tombstones').innerText(), /\{lamp, tv\}.*nothing/s);
  await screenshot(page, 'conflicts');
  await row('OR-Set without tombstones').getByRole('button', { name: 'Use: OR-Set without tombstones' }).click();
  assert.deepEqual((await lab(page)).keys, keys({ orswot: {} }));
  await undoneTo(page, before);
});

test('a table of cases is edited, and says where the order matters', async (t) => {
  const page = await opened(t, smallLab({ keys: keys({ mv_register: {} }) }), 'Lab');
  await page.getByLabel('Of siblings show').selectOption({ label: 'what a table says' });
  await page.getByRole('button', { name: 'Add a case' }).click();
  const field = page.getByRole('group', { name: 'Case 1' }).getByLabel('make');
  await field.fill('7');
  await field.press('Enter');
  const table = { cases: [{ one: 0, other: 0, gives: 7 }], otherwise: 0 };
  assert.deepEqual((await lab(page)).keys, keys({ mv_register: { resolve: { table } } }));
  await page.getByText('The order of merging does not matter').waitFor();
});

test('false conflicts are counted, and dots have none', async (t) => {
  const sessions = { c1: { context: 'last_read' }, c2: { context: 'last_read' } };
  const turns = smallLab({
    clients: ['c1', 'c2'],
    sessions,
    keys: keys({ mv_register: { versions: 'per_server' } }),
    script: [
      call(1, 10_000, 'c1', 'A', { write: 1 }),
      call(2, 20_000, 'c1', 'A', 'read'),
      call(3, 30_000, 'c2', 'A', { write: 2 }),
      call(4, 40_000, 'c1', 'A', { write: 3 }),
    ],
  });
  const page = await opened(t, turns, 'Conflicts');
  const row = (way) => page.locator(`[data-way="${way}"]`);
  assert.match(await row('Siblings, one vector per server').innerText(), /1 \| 2 \| 3.*1 of 3 siblings: false conflicts.*in use/s);
  assert.doesNotMatch(await row('Siblings').innerText(), /false/);
  await tab(page, 'Lab').click();
  await page.locator('[data-row="op4/applied@A"] button').click();
  await page.locator('.inspector').getByText('3, one a false conflict: 1 (A·1, overwritten by A·3)').waitFor();
  const session = page.getByRole('group', { name: 'Client 1' });
  await session.getByLabel('Writes overwrite').selectOption({ label: 'what the replica holds' });
  assert.deepEqual(Object.keys((await lab(page)).sessions), ['c2']);
});

test('the theatre fits a narrow page', async (t) => {
  const page = await opened(t, orSet(), 'Merge', { viewport: { width: 390, height: 844 } });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});
