// Whatever a drag does, single taps do as well: every row of README.md's table that has a drag, by
// taps alone. A new row needs its taps here.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { copiesOf, lab, load, playheadAt, returnOf, seek, trace } from './support/api.mjs';
import { link } from './support/cluster.mjs';
import { bar, chip, diagram, head, headsByHand, scale } from './support/diagram.mjs';
import { call, smallLab } from './support/labs.mjs';

const UPDATE = 'op1:A>C/update';
const action = (page, name) => page.locator('#inspector-actions').getByRole('button', { name, exact: true });
const pages = (page, name) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name, exact: true });
const setup = (page) => page.locator('.setup').first();

/** A tap in the middle of something drawn. */
async function tap(page, shape) {
  await shape.first().scrollIntoViewIfNeeded();
  const { x, y, width, height } = await shape.first().boundingBox();
  await page.touchscreen.tap(x + width / 2, y + height / 2);
}

const button = (page, name) => page.getByRole('button', { name, exact: true }).first();

/** What a busy machine takes its time to draw. */
async function until(holds) {
  for (let wait = 0; wait < 100 && !await holds(); wait += 1) await new Promise((later) => setTimeout(later, 50));
  assert(await holds());
}

const TAPS = {
  async 'move an operation in time'(page) {
    await tap(page, chip(page, 1));
    await button(page, 'Begins at: 1 ms later').tap();
    assert.equal((await lab(page)).script[0].at_us, 21_000);
  },
  async "send a replica's state to another"(page) {
    await seek(page, 33_000);
    await tap(page, chip(page, 1));
    await action(page, 'Send to B').tap();
    await headsByHand(page).waitFor();
  },
  async 'deliver a message later or earlier'(page) {
    const arrival = async () => copiesOf(await trace(page), UPDATE)[0].over_at_us;
    const before = await arrival();
    await tap(page, head(page, UPDATE));
    await button(page, 'Deliver at: 1 ms later').tap();
    assert.equal(await arrival(), before + 1000);
    await button(page, 'Deliver at: 1 ms earlier').tap();
    assert.equal(await arrival(), before);
  },
  async 'lose a message'(page) {
    await tap(page, head(page, UPDATE));
    await action(page, 'Lose').tap();
    await diagram(page).locator(`[data-message-id="${UPDATE}"][data-kind=lost]`).waitFor();
  },
  async 'add a write or a read'(page) {
    await button(page, 'Read').tap();
    await button(page, 'Write').tap();
    assert.equal((await lab(page)).script.length, 4);
  },
  async 'cut or heal a link'(page) {
    await seek(page, 30_000);
    await tap(page, link(page, 'A-C'));
    await action(page, 'Cut').tap();
    assert.equal((await lab(page)).faults.length, 1);
    await action(page, 'Heal').tap();
    assert.notEqual(await link(page, 'A-C').getAttribute('data-value'), 'cut');
  },
  async 'break something for a while'(page) {
    await setup(page).getByRole('button', { name: 'Add at the playhead' }).tap();
    assert.equal((await lab(page)).faults.length, 1);
  },
  async 'merge two replicas out of turn'(page) {
    await seek(page, 70_000);
    await pages(page, 'Merge').tap();
    const before = (await lab(page)).script.length;
    await page.locator('.card[data-card="B"]').tap();
    await page.locator('.card[data-card="A"]').tap();
    assert.equal((await lab(page)).script.length, before + 1);
  },
  async 'compare strategies'(page) {
    await pages(page, 'Compare').tap();
    await button(page, 'Add a strategy').tap();
    await page.locator('svg.diagram').nth(1).waitFor();
    await tap(page, page.locator('svg.diagram').first().locator('[data-kind=write][data-step="1"]'));
    await button(page, 'Begins at: 1 ms later').tap();
    assert.equal((await lab(page)).script[0].at_us, 21_000);
  },
  async 'change a fault'(page) {
    await setup(page).getByRole('button', { name: 'Add at the playhead' }).tap();
    const before = (await lab(page)).faults[0];
    const fields = page.locator('[data-fault-row]').first();
    await fields.getByRole('button', { name: /: 1 ms later$/ }).last().tap();
    const after = (await lab(page)).faults[0];
    assert.equal(after.to_us, before.to_us + 1000);
  },
  async 'let an operation return later or earlier'(page) {
    const before = returnOf(await trace(page), 2).at_us;
    const reply = (await trace(page)).messages.find(({ id }) => /^op2:.*\/reply/.test(id)).id;
    await tap(page, head(page, reply));
    await button(page, 'Deliver at: 1 ms later').tap();
    assert.equal(returnOf(await trace(page), 2).at_us, before + 1000);
  },
  async 'look at another moment'(page) {
    const before = await playheadAt(page);
    await button(page, 'Next event').tap();
    assert((await playheadAt(page)) > before);
  },
  async 'look closer'(page) {
    const before = (await scale(page)).perPixel;
    await button(page, 'Zoom in').tap();
    await until(async () => (await scale(page)).perPixel < before);
    const left = async () => (await bar(page, 2).first().boundingBox()).x;
    const here = await left();
    await button(page, 'Later').tap();
    await until(async () => (await left()) < here);
  },
  async 'change the sets on the page Quorum'(page) {
    await pages(page, 'Quorum').tap();
    await page.locator('.grid-cell, [data-gives]').first().waitFor();
    const gives = () => page.getByRole('heading', { name: /^What N=/ }).textContent();
    const before = await gives();
    await page.locator('[data-gives]').first().tap();
    assert.notEqual(await gives(), before);
  },
  async 'put words in order, and cards into their places'(page) {
    await page.evaluate(() => { location.hash = '#quiz=7&seed=0'; });
    const first = page.locator('.order li').first();
    const before = await first.locator('strong').textContent();
    await first.getByRole('button', { name: /: later$/ }).tap();
    assert.notEqual(await first.locator('strong').textContent(), before);
    await page.evaluate(() => { location.hash = '#sort'; });
    const place = page.locator('.bins .bin').first();
    await page.locator('.tray button.pick').first().tap();
    await place.getByRole('button', { name: /^Put here, under/ }).tap();
    await place.locator('button.pick').waitFor();
  },
};

/** The rows of the table whose second column names something to drag. */
async function rows() {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, table] = readme.split('| To | drag | or press |');
  const all = table.split('\n\n')[0].split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('|--'));
  return all.map((line) => line.split('|').map((cell) => cell.trim())).filter(([, , drag]) => drag).map(([, to]) => to);
}

test('every drag of the table has its taps here', async () => {
  assert.deepEqual((await rows()).toSorted(), Object.keys(TAPS).toSorted());
});

test('by taps alone', async (t) => {
  const { page } = await openApp(t, { viewport: { width: 1024, height: 900 }, hasTouch: true });
  for (const [name, taps] of Object.entries(TAPS)) {
    await t.test(name, async () => {
      await pages(page, 'Lab').tap();
      await load(page, smallLab({
        script: [call(1, 20_000, 'c1', 'A', { write: 2 }), call(2, 60_000, 'c1', 'C', 'read')],
      }));
      await seek(page, 40_000);
      await chip(page, 1).waitFor();
      await taps(page);
    });
  }
});
