// Consistency models on the run at hand and on histories of other tools.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab, load, trace } from './support/api.mjs';
import { bar, beside, diagram, head } from './support/diagram.mjs';
import { undoButton } from './support/history.mjs';
import { call, smallLab } from './support/labs.mjs';
import { drag } from './support/pointer.mjs';

const goTo = (page) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Guarantees' }).click();
const model = (page, word) => page.locator(`[data-model=${word}].model`);
const verdict = (page, word) => model(page, word).getAttribute('data-verdict');
const witness = (page) => page.locator('[data-witness]').evaluateAll((items) => items.map((item) => item.dataset.witness));
const waitFor = (page, word, expected) => page.locator(`[data-model=${word}][data-verdict=${expected}].model`).waitFor();

/** Client 2 reads at B, then at C, when a write at A has reached both. */
function readsLab() {
  return smallLab({
    replicas: ['A', 'B', 'C'],
    clients: ['c1', 'c2'],
    keys: [{ name: 'X', type: { lww_register: { initial: 1 } } }],
    duration_us: 150_000,
    script: [
      call(1, 10_000, 'c1', 'A', { write: 2 }),
      call(2, 60_000, 'c2', 'B', 'read'),
      call(3, 80_000, 'c2', 'C', 'read'),
    ],
  });
}

async function opened(t, document = readsLab(), options) {
  const { page } = await openApp(t, options);
  await load(page, document);
  await goTo(page);
  return page;
}

test('dragging an arrowhead breaks monotonic reads, and says where', async (t) => {
  const page = await opened(t);
  for (const word of ['linearizable', 'sequential', 'causal', 'pram', 'ryw', 'mr', 'mw', 'wfr']) {
    assert.equal(await verdict(page, word), 'holds', word);
  }
  const arrival = head(page, 'op1:A>C/update');
  const late = { x: (await beside(bar(page, 3), 120)).x, y: (await beside(arrival, 0)).y };
  await drag(page, arrival, late, {
    hold: () => waitFor(page, 'mr', 'violated'),
  });
  await waitFor(page, 'mr', 'violated');
  assert.equal(await verdict(page, 'ryw'), 'holds');
  assert.equal(await verdict(page, 'linearizable'), 'violated');
  await model(page, 'mr').click();
  await page.getByText('Client 2 read X = 2 at B, then X = 1 at C: time ran backwards.').waitFor();
  assert.deepEqual(await witness(page), ['op2', 'op3']);
  assert.equal(await diagram(page).locator('[data-kind=witness]').count(), 2);
  await screenshot(page, 'guarantees');
  await page.locator('[data-witness=op3] button').click();
  await page.locator('.inspector, .panel').filter({ hasText: 'read X' }).first().waitFor();
});

test('one press mends it, as one undo step', async (t) => {
  const document = readsLab();
  document.overrides = [{ message: 'op1:A>C/update', after_us: [120_000] }];
  const page = await opened(t, document);
  await model(page, 'mr').click();
  const before = await lab(page);
  await page.getByRole('button', { name: 'Fix it' }).click();
  await page.locator('.fixes li').filter({ hasText: 'sticky' }).getByRole('button', { name: 'Apply' }).click();
  await waitFor(page, 'mr', 'holds');
  assert.notDeepEqual((await lab(page)).sessions, before.sessions);
  await undoButton(page).click();
  await waitFor(page, 'mr', 'violated');
  assert.deepEqual(await lab(page), before);
});

test('a certificate is stepped through, each operation at its moment', async (t) => {
  const page = await opened(t);
  await model(page, 'linearizable').click();
  const points = diagram(page).locator('[data-kind=point]');
  assert.equal(await points.count(), 0);
  const next = page.getByRole('button', { name: 'Next operation' });
  await next.focus();
  await page.keyboard.press('Enter');
  await page.getByText('1 of 3 operations').waitFor();
  await page.getByText('client 1: write X = 2').last().waitFor();
  await page.getByRole('button', { name: 'All', exact: true }).click();
  assert.equal(await points.count(), 3);
  await page.waitForTimeout(500);
  for (const [number, step] of [[1, 1], [2, 2], [3, 3]]) {
    const [point, of] = [
      await diagram(page).locator(`[data-kind=point][data-number="${number}"] circle`).boundingBox(),
      await bar(page, step).locator('.bar').boundingBox(),
    ];
    const x = point.x + point.width / 2;
    assert.ok(of.x - 1 <= x && x <= of.x + of.width + 1, `operation ${number} within its bar`);
  }
});

test('an operation is dragged at both ends: its bar, and the head of its reply', async (t) => {
  const page = await opened(t);
  const { messages } = await trace(page);
  const reply = messages.find(({ id, purpose }) => purpose === 'reply' && id.startsWith('op2:'));
  const body = bar(page, 2).locator('.bar');
  const before = await body.boundingBox();
  await drag(page, head(page, reply.id), await beside(head(page, reply.id), 60));
  const after = await body.boundingBox();
  assert.ok(Math.abs(after.x - before.x) < 1, 'it begins where it began');
  assert.ok(after.width > before.width + 40, 'it returns later');
  await drag(page, body, await beside(body, -80));
  assert.ok((await body.boundingBox()).x < before.x - 60, 'it begins earlier');
});

const EDN = `; time runs backwards
[{:process 1, :type :invoke, :f :write, :value 1}
 {:process 1, :type :ok, :f :write, :value 1}
 {:process 1, :type :invoke, :f :write, :value 2}
 {:process 1, :type :ok, :f :write, :value 2}
 {:process 2, :type :invoke, :f :read, :value nil}
 {:process 2, :type :ok, :f :read, :value 2}
 {:process 2, :type :invoke, :f :read, :value nil}
 {:process 2, :type :ok, :f :read, :value 1}]`;

test('an EDN history is opened from a file and checked', async (t) => {
  const page = await opened(t);
  await page.getByText('Open a history or a log').click();
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'back.edn', mimeType: 'text/plain', buffer: Buffer.from(EDN) });
  await page.getByText('4 operations of 2 processes, 8 events').waitFor();
  assert.equal(await verdict(page, 'mr'), 'violated');
  assert.equal(await verdict(page, 'ryw'), 'holds');
  await model(page, 'mr').click();
  assert.deepEqual(await witness(page), ['line 6', 'line 8']);
  assert.equal(await page.locator('.imported [data-kind=operation]').count(), 4);
  assert.equal(await page.locator('.imported [data-kind=witness]').count(), 2);
  await screenshot(page, 'guarantees-edn');
  await page.getByRole('button', { name: 'Back to the run' }).click();
  await waitFor(page, 'mr', 'holds');
});

test('a ShiViz log is pasted and shows its gap; what cannot be read is named', async (t) => {
  const page = await opened(t);
  await page.getByText('Open a history or a log').click();
  const text = page.getByLabel('Text of a history or a log');
  await text.fill('began\nalice {"alice": 1}\nheard\nbob {"alice": 1, "bob": 1}\nlate\nalice {"alice": 3, "bob": 1}\n');
  await page.getByRole('button', { name: 'Check this text' }).click();
  await page.getByText('3 events of 2 hosts').waitFor();
  assert.equal(await page.locator('.imported [data-kind=log-event]').count(), 3);
  await page.locator('.imported [data-kind=gap] text', { hasText: 'event 2 is not in the log' }).waitFor();
  await screenshot(page, 'guarantees-shiviz');
  await text.fill('{:process 1, :type :invoke, :f :read}\n{:process 1, :type :ended, :f :read}');
  await page.getByRole('button', { name: 'Check this text' }).click();
  await page.getByText('line 2: ended is not one of :invoke, :ok, :fail, :info').waitFor();
});

test('five thousand events zoom and pan', async (t) => {
  const page = await opened(t);
  const lines = Array.from({ length: 2_500 }, (_, place) => {
    const event = (type) => `{:process ${place % 20}, :type :${type}, :f :write, :value ${place}}`;
    return `${event('invoke')}\n${event('ok')}`;
  });
  await page.getByText('Open a history or a log').click();
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'large.edn', mimeType: 'text/plain', buffer: Buffer.from(lines.join('\n')) });
  await page.getByText('5000 events').waitFor();
  const closer = page.getByRole('button', { name: /^Closer/ });
  const started = Date.now();
  for (let times = 0; times < 8; times += 1) await closer.click();
  await page.locator('.imported [data-kind=operation]').first().waitFor();
  await page.getByRole('button', { name: 'Later' }).click();
  const spent = Date.now() - started;
  t.diagnostic(`eight times closer and once later: ${spent} ms`);
  assert.ok(spent < 5_000, `${spent} ms`);
});

test('the run is saved for other tools', async (t) => {
  const page = await opened(t);
  for (const [button, name, part] of [
    ['Jepsen EDN', 'history.edn', ':type :invoke, :f :write'],
    ['JSON', 'history.json', '"type":"invoke"'],
    ['ShiViz log', 'trace.log', 'c1 {'],
  ]) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: button, exact: true }).click(),
    ]);
    assert.equal(download.suggestedFilename(), name);
    const stream = await download.createReadStream();
    let text = '';
    for await (const chunk of stream) text += chunk;
    assert.ok(text.includes(part), `${button}: ${text.slice(0, 200)}`);
  }
});

test('on a narrow screen the models are a list, in the dark too', async (t) => {
  const page = await opened(t, readsLab(), { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  const first = await model(page, 'linearizable').boundingBox();
  assert.ok(first.width > 300 && first.height >= 44);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  await screenshot(page, 'guarantees-narrow');
});
