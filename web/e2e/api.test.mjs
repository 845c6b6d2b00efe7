// window.replicascope, as a host page uses it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { edit, lab, load, playheadAt, seek, trace } from './support/api.mjs';
import { chip, head, merge } from './support/diagram.mjs';
import { undoButton, undoneTo } from './support/history.mjs';
import { call, smallLab } from './support/labs.mjs';

test('a document goes in and comes out', async (t) => {
  const { page } = await openApp(t);
  const first = await lab(page);
  assert.equal(first.title, 'One write, three replicas');

  await load(page, smallLab({ opens_at_us: 30_000 }));
  const loaded = await lab(page);
  assert.deepEqual(loaded.script, smallLab().script);
  await page.getByRole('heading', { name: 'A test' }).waitFor();
  assert.equal(await playheadAt(page), 30_000);
  await load(page, loaded);
  assert.deepEqual(await lab(page), loaded, 'what comes out goes in again');
  await undoButton(page).click();
  assert.deepEqual(await lab(page), first);

  // Also as text.
  await load(page, JSON.stringify(loaded));
  assert.deepEqual(await lab(page), loaded);
});

test('the trace says what is drawn', async (t) => {
  const { page } = await openApp(t);
  await load(page, smallLab());
  const { events, messages, convergence, lost, ending } = await trace(page);
  assert.equal(ending, 'complete');
  assert.deepEqual(lost, []);
  assert.equal(convergence[0].key, 'X');
  assert.equal(convergence[0].agreed_at_us, 43_000);
  const merged = events.find(({ kind, place }) => kind === 'merged' && place === 'B');
  assert.equal(merged.relation, 'newer');
  await merge(page, merged.message).waitFor();
  const names = new Set(events.map(({ id }) => id));
  assert.equal(names.size, events.length, 'names are unique');
  assert(events.every(({ causes }) => causes.every((cause) => names.has(cause))));
  for (const { id } of messages) assert.equal(await head(page, id).count(), 1, id);
});

test('an edit is one undo step', async (t) => {
  const { page } = await openApp(t);
  await load(page, smallLab());
  const start = await lab(page);
  await edit(page, { move: { step: 1, at_us: 25_000 } });
  assert.equal((await lab(page)).script[0].at_us, 25_000);
  await undoneTo(page, start);
  await edit(page, {
    all: [
      { add: { at_us: 50_000, act: call(2, 0, 'c1', 'B', { write: 3 }).act } },
      { deliver: { message: 'op1:A>C/update', after_us: [] } },
      { set_seed: 9 },
    ],
  });
  await chip(page, 2).waitFor();
  await undoneTo(page, start);
});

test('seek moves the playhead, no further than the end', async (t) => {
  const { page } = await openApp(t);
  await seek(page, 50_000);
  assert.equal(await playheadAt(page), 50_000);
  await seek(page, 1e12);
  assert.equal(await playheadAt(page), 120_000);
  for (const wrong of [-1, '5', null, undefined, {}, Number.NaN, Infinity, 1e300]) {
    await refuses(page, 'seek', wrong, /microseconds/);
  }
  assert.equal(await playheadAt(page), 120_000);
});

test('what is not a document is refused with its place and the reason', async (t) => {
  const { page } = await openApp(t);
  const good = smallLab();
  const wrong = [
    [{ ...good, colour: 'red' }, /colour/],
    [{ ...good, version: 2 }, /^\$\.version: .*version 1/],
    [{ ...good, version: '1' }, /version/],
    [{ ...good, replicas: undefined }, /replicas/],
    [{ ...good, replicas: ['A'] }, /^\$\.replicas: .*2 to 9/],
    [{ ...good, replicas: ['B', 'A', 'C'] }, /^\$\.replicas/],
    [{ ...good, replicas: ['A', 'B', 'Z'] }, /^\$\.replicas\[2\]/],
    [{ ...good, script: [call(1, 0, 'c1', 'D', 'read')] }, /^\$\.script\[0\]\.act\.call\.replica: .*D/],
    [{ ...good, script: [call(1, 0, 'c2', 'A', 'read')] }, /^\$\.script\[0\]\.act\.call\.client: /],
    [{ ...good, script: [call(1, 0, 'c1', 'A', 'read', 'Y')] }, /^\$\.script\[0\]\.act\.call\.key: .*Y/],
    [{ ...good, script: [call(1, 0, 'c1', 'A', 'enable')] }, /^\$\.script\[0\]\.act\.call\.op: /],
    [{ ...good, script: [call(1, 100_001, 'c1', 'A', 'read')] }, /^\$\.script\[0\]\.at_us: .*100001/],
    [{ ...good, script: [call(1, -1, 'c1', 'A', 'read')] }, /^\$\.script\[0\]\.at_us/],
    [{ ...good, script: [call(1, 0.5, 'c1', 'A', 'read')] }, /^\$\.script\[0\]\.at_us/],
    [{ ...good, script: [call(1, 0, 'c1', 'A', 'read'), call(1, 0, 'c1', 'A', 'read')] }, /^\$\.script\[1\]\.id/],
    [{ ...good, opens_at_us: 100_001 }, /^\$\.opens_at_us/],
    [{ ...good, duration_us: 1e15 }, /^\$\.duration_us/],
    [{ ...good, replication: { telepathy: {} } }, /^\$\.replication.*telepathy/],
    [{ ...good, title: 'x'.repeat(500) }, /^\$\.title/],
    ['', /\$/],
    ['{', /\$/],
    ['nonsense', /\$/],
    [`${JSON.stringify(good)} and more`, /\$/],
    [7, /\$/],
    [null, /\$/],
    [undefined, /JSON/],
    [true, /\$/],
    [[], /\$/],
    [{}, /version/],
  ];
  const before = await lab(page);
  for (const [document, reason] of wrong) await refuses(page, 'load', document, reason);
  assert.deepEqual(await lab(page), before);
  assert(await undoButton(page).isDisabled());
  assert.equal(await alerts(page), '', 'the caller is told, not the learner');

  // Neither does what no JSON can say crash it.
  await refusesExpression(page, 'load(() => {})');
  await refusesExpression(page, 'load(10n)');
  await refusesExpression(page, 'load(Symbol())');
  await refusesExpression(page, '(() => { const ring = {}; ring.ring = ring; load(ring); })()');
  await refusesExpression(page, 'load()');
  assert.deepEqual(await lab(page), before);
});

test('an edit that cannot be done is refused, and nothing changes', async (t) => {
  const { page } = await openApp(t);
  await load(page, smallLab());
  const before = await lab(page);
  const wrong = [
    [{ move: { step: 9, at_us: 0 } }, /no step 9/],
    [{ move: { step: 1, at_us: 1e9 } }, /^\$\.script\[0\]\.at_us/],
    [{ move: { step: 1 } }, /at_us/],
    [{ remove: { step: 1, too: 1 } }, /too/],
    [{ remove_fault: { fault: 1 } }, /no fault 1/],
    [{ remove_replica: 'F' }, /no replica F/],
    [{ explode: {} }, /explode/],
    [{ add: { at_us: 0, act: call(0, 0, 'c1', 'I', 'read').act } }, /this lab has no I/],
    [{ deliver: { message: 'op1:A>B/update', after_us: [1, 2, 3, 4, 5] } }, /after_us/],
    [{ all: [{ set_seed: 5 }, { remove: { step: 9 } }] }, /no step 9/],
    ['set', /\$/],
    [3, /\$/],
    [null, /\$/],
    [undefined, /JSON/],
  ];
  for (const [change, reason] of wrong) await refuses(page, 'edit', change, reason);
  assert.deepEqual(await lab(page), before);
  assert.equal(await alerts(page), '');
});

test('listeners hear of changes, seeking, selecting and errors', async (t) => {
  const { page } = await openApp(t);
  await load(page, smallLab());
  await page.evaluate(() => {
    window.heard = [];
    for (const type of ['change', 'seek', 'select', 'error']) {
      window.replicascope.on(type, (detail) => window.heard.push([type, detail]));
    }
    window.replicascope.on('seek', () => { throw new Error('the host breaks'); });
  });
  const heard = () => page.evaluate(() => window.heard.splice(0));

  await edit(page, { set_seed: 8 });
  assert.deepEqual(await heard(), [['change', await lab(page)]]);
  await seek(page, 40_000);
  assert.deepEqual(await heard(), [['seek', 40_000]]);
  await seek(page, 40_000);
  assert.deepEqual(await heard(), [], 'nothing has happened');
  await chip(page, 1).click();
  assert.deepEqual(await heard(), [['select', 'op1/applied@A']]);
  const begins = page.getByRole('textbox', { name: 'Begins at' });
  await begins.fill('1000');
  await begins.press('Enter');
  const [[type, reason], ...more] = await heard();
  assert.equal(type, 'error');
  assert.match(reason, /at_us/);
  assert.deepEqual(more, []);
  await page.getByRole('alert').getByText('Not possible').waitFor();

  // A listener may use the interface.
  await page.evaluate(() => {
    const { on, seek } = window.replicascope;
    let once = true;
    on('change', () => {
      if (once) seek(12_000);
      once = false;
    });
  });
  await edit(page, { set_seed: 9 });
  assert.equal(await playheadAt(page), 12_000);
});

test('there are only four kinds of events, and a listener is a function', async (t) => {
  const { page } = await openApp(t);
  await refusesExpression(page, "on('changes', () => {})", /changes.*change, seek, select, error/);
  await refusesExpression(page, 'on()');
  await refusesExpression(page, 'on(5, () => {})');
  await refusesExpression(page, "on('change')");
  await refusesExpression(page, "on('change', 'run')");
});

/** Asserts that a method throws an Error whose message says why. */
async function refuses(page, method, argument, reason) {
  const outcome = await page.evaluate(
    ([method, argument]) => {
      try {
        window.replicascope[method](argument);
        return 'accepted';
      } catch (error) {
        return error instanceof Error ? { message: error.message } : `threw ${error}`;
      }
    },
    [method, argument],
  );
  const text = JSON.stringify(argument)?.slice(0, 300);
  assert.equal(typeof outcome, 'object', `${method}(${text}): ${outcome}`);
  assert.match(outcome.message, reason, `${method}(${text})`);
}

/** As `refuses`, for what cannot be handed over as JSON. */
async function refusesExpression(page, expression, reason = /./) {
  const outcome = await page.evaluate((expression) => {
    const { load, on } = window.replicascope;
    try {
      new Function('load', 'on', expression)(load, on);
      return 'accepted';
    } catch (error) {
      return error instanceof Error ? { message: error.message } : `threw ${String(error)}`;
    }
  }, expression);
  assert.equal(typeof outcome, 'object', `${expression}: ${outcome}`);
  assert.match(outcome.message, reason, expression);
}

/** All that the page says aloud. */
const alerts = async (page) => (await page.getByRole('alert').allTextContents()).join('');
