// The same workload and faults under several strategies, side by side.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab, load, playheadAt, seek } from './support/api.mjs';
import { undoneTo } from './support/history.mjs';
import { tabTo } from './support/keys.mjs';
import { call, smallLab } from './support/labs.mjs';
import { drag } from './support/pointer.mjs';

/** A write, and a read of it elsewhere before it can be there unless all have to confirm first. */
function comparedLab(changes = {}) {
  const leader = (acknowledge) => ({ single_leader: { acknowledge, heartbeat_us: 60_000 } });
  return smallLab({
    title: 'Compared',
    clients: ['c1', 'c2'],
    replication: leader('at_once'),
    compare: [leader('all'), { eager: {} }],
    script: [
      call(1, 10_000, 'c1', 'A', { write: 2 }),
      call(2, 20_000, 'c2', 'C', 'read'),
      call(3, 70_000, 'c2', 'C', 'read'),
    ],
    ...changes,
  });
}

const columns = (page) => page.locator('[data-column]');
const column = (page, place) => page.locator(`[data-column="${place}"]`);
const tab = (page, name) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name });
const figure = (page, place, name, cell = 0) =>
  column(page, place).locator(`[data-figure="${name}"] td`).nth(cell).innerText();

async function opened(t, options, changes) {
  const { page } = await openApp(t, options);
  await load(page, comparedLab(changes));
  await column(page, 2).waitFor();
  return page;
}

test('a document with strategies to compare opens side by side, each with its figures', async (t) => {
  const page = await opened(t);
  assert.equal(await columns(page).count(), 3);
  assert.deepEqual(await columns(page).getByRole('heading').allInnerTexts(), [
    'Single leaderasynchronous, reads from any replica, failover by hand',
    'Single leadersynchronous, reads from any replica, failover by hand',
    'Eager broadcast',
  ]);
  // Acknowledged after 6 ms, or after 46: to C and back, 20 ms each way.
  assert.equal(await figure(page, 0, 'Update latency, p50 · p99'), '6 ms · 6 ms');
  assert.equal(await figure(page, 1, 'Update latency, p50 · p99'), '46 ms · 46 ms');
  assert.equal(await figure(page, 0, 'Stale reads'), '1 of 2 (50 %)');
  assert.equal(await figure(page, 1, 'Stale reads'), '0 of 2 (0 %)');
  await screenshot(page, 'compare');
});

test('the playhead is shared', async (t) => {
  const page = await opened(t);
  await seek(page, 30_000);
  const heads = page.locator('[data-column] [data-kind=playhead]');
  const at = await heads.evaluateAll((all) => all.map((one) => one.getAttribute('aria-valuenow')));
  assert.deepEqual(at, ['30000', '30000', '30000']);
  await column(page, 2).locator('[data-kind=axis]').click({ position: { x: 200, y: 10 } });
  assert.notEqual(await playheadAt({ locator: () => heads.first() }), 30_000);
  const after = await heads.evaluateAll((all) => new Set(all.map((one) => one.getAttribute('aria-valuenow'))).size);
  assert.equal(after, 1);
});

test('dragging an operation in one column runs them all, as one step', async (t) => {
  const page = await opened(t);
  const start = await lab(page);
  const bar = (place) => column(page, place).locator('[data-kind=read][data-step="2"]');
  assert.equal(await bar(0).getAttribute('data-stale'), 'true');
  const box = await bar(1).locator('.bar').boundingBox();
  const from = { x: box.x + 3, y: box.y + box.height / 2 };
  let during;
  await drag(page, from, { x: from.x - 60, y: from.y }, {
    hold: async () => {
      await page.waitForFunction(
        () => document.querySelector('[data-column="0"] [data-step="2"][data-kind=read]').dataset.stale === 'false',
      );
      during = await figure(page, 0, 'Stale reads');
    },
  });
  assert.equal(during, '0 of 2 (0 %)', 'while it is dragged');
  assert.equal(await column(page, 1).getAttribute('class'), 'run-column attended');
  await undoneTo(page, start);
});

test('the panels below tell of the column that was pressed last', async (t) => {
  const page = await opened(t);
  const events = () => page.locator('.events .aside').innerText();
  const first = await events();
  await column(page, 2).getByRole('heading').click();
  assert.notEqual(await events(), first);
  await column(page, 0).getByRole('heading').click();
  assert.equal(await events(), first);
});

test('columns are added, changed, exchanged with the Lab’s own and removed by keyboard', async (t) => {
  const { page } = await openApp(t);
  await load(page, comparedLab({ compare: [] }));
  await tabTo(page, tab(page, 'Compare'));
  await page.keyboard.press('Enter');
  await page.getByText("Only the Lab's own strategy").waitFor();
  const alone = await lab(page);
  await tabTo(page, page.getByRole('button', { name: 'Add a strategy' }));
  await page.keyboard.press('Enter');
  await column(page, 1).waitFor();
  const added = await lab(page);
  assert.deepEqual(added.compare.map((one) => Object.keys(one)[0]), ['multi_leader']);
  await undoneTo(page, alone);
  await page.keyboard.press('Control+Shift+z');

  await column(page, 1).getByText('Strategy and settings').click();
  await column(page, 1).getByLabel('Strategy').selectOption('Leaderless quorums');
  const changed = await lab(page);
  assert.deepEqual(changed.compare.map((one) => Object.keys(one)[0]), ['leaderless']);
  await undoneTo(page, added);
  await page.keyboard.press('Control+Shift+z');

  await column(page, 1).getByRole('button', { name: "Make it the Lab's own" }).click();
  const swapped = await lab(page);
  assert.deepEqual([swapped.replication, swapped.compare], [changed.compare[0], [changed.replication]]);
  await undoneTo(page, changed);

  await column(page, 1).getByRole('button', { name: 'Remove this column' }).click();
  assert.deepEqual((await lab(page)).compare ?? [], []);
  await undoneTo(page, changed);
});

test('a thousand seeds show how far they are, leave the page alive, and can be stopped', async (t) => {
  const latency = { uniform_us: [5_000, 60_000] };
  const to_clients = { latency: { constant_us: 3_000 } };
  // Fifty writes at A, each read at C once all confirmed it under synchronous replication.
  const script = Array.from({ length: 100 }, (_, index) => {
    const [client, replica, op] = index % 2 ? ['c2', 'C', 'read'] : ['c1', 'A', { write: index }];
    return call(index + 1, 10_000 + index * 130_000, client, replica, op);
  });
  const network = { between_replicas: { latency }, to_clients };
  const page = await opened(t, {}, { network, script, duration_us: 13_200_000 });
  const start = page.getByRole('button', { name: 'Run 1000 seeds' });
  await start.click();
  await page.getByRole('progressbar').waitFor();
  // A page that is frozen draws no frames.
  const longest = await page.evaluate(
    () =>
      new Promise((done) => {
        let [last, worst, frames] = [performance.now(), 0, 0];
        const tick = (now) => {
          [worst, last, frames] = [Math.max(worst, now - last), now, frames + 1];
          if (frames < 12) requestAnimationFrame(tick);
          else done(worst);
        };
        requestAnimationFrame(tick);
      }),
  );
  assert(longest < 1_000, `a frame took ${longest} ms`);
  await page.getByRole('button', { name: 'Stop' }).click();
  const stopped = page.getByText(/stopped after \d+ of 1000 seeds/);
  await stopped.waitFor();
  const said = await stopped.innerText();
  await page.waitForTimeout(200);
  assert.equal(await stopped.innerText(), said, 'nothing runs any more');

  await start.click();
  await page.getByText('1000 seeds, the same for each column').waitFor({ timeout: 120_000 });
  assert.match(await figure(page, 0, 'Stale reads', 1), /of 50000/);
  assert.equal(await figure(page, 1, 'Stale reads', 1), '0 of 50000 (0 %)');
  // Other seeds, other latencies: what this run says is not what a thousand say.
  assert.notEqual(
    await figure(page, 1, 'Update latency, p50 · p99', 1),
    await figure(page, 1, 'Update latency, p50 · p99', 0),
  );
  // Another document ends it all.
  await page.keyboard.press('Control+z');
  await page.getByText('Measures all columns').waitFor();
});

test('a narrow screen has one column under the other', async (t) => {
  const page = await opened(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const tops = await columns(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
  assert.equal(new Set(tops).size, 1);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert(wide <= 390, `${wide} pixels wide`);
  await column(page, 1).locator('[data-kind=write]').first().tap();
  await page.locator('.inspector').getByText('selected', { exact: true }).waitFor();
  assert.equal(await column(page, 1).getAttribute('class'), 'run-column attended');
});
