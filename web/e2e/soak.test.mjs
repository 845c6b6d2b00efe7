// A long session in one tab: a million events in many runs, without the page keeping what it does not
// need. `REPLICASCOPE_SOAK=10000000` makes it longer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { load, trace } from './support/api.mjs';
import { largeLab } from './support/labs.mjs';

const EVENTS = Number(process.env.REPLICASCOPE_SOAK ?? 1_000_000);
/** After so many events the page has what it needs. */
const WARM = 100_000;
const MOST_GROWTH = 0.1;

test(`${EVENTS} events in runs of one tab leave its heap as it was`, async (t) => {
  const { page, context } = await openApp(t, { before: (page) => page.addInitScript(noteMemory) });
  await load(page, largeLab());
  const each = (await trace(page)).events.length;
  const session = await context.newCDPSession(page);
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const wasm = await page.evaluate(() => window.wasmMemories.reduce((sum, one) => sum + one.buffer.byteLength, 0));
    return { js: usedSize, wasm, all: usedSize + wasm };
  };

  let events = await page.evaluate(runs, [WARM, each]);
  const warm = await heap();
  assert(warm.wasm > 0, 'the memory of the program was found');
  events += await page.evaluate(runs, [EVENTS - events, each]);
  const end = await heap();

  const mega = (bytes) => (bytes / 1e6).toFixed(1);
  const growth = end.all / warm.all - 1;
  t.diagnostic(
    `${events} events, ${each} a run: heap ${mega(warm.all)} MB after ${WARM}, ${mega(end.all)} MB at the end ` +
      `(JavaScript ${mega(warm.js)} to ${mega(end.js)}, WebAssembly ${mega(warm.wasm)} to ${mega(end.wasm)}): ` +
      `${(growth * 100).toFixed(1)} % more`,
  );
  assert(growth < MOST_GROWTH);
});

/** Moves an operation, and takes that back, until there have been so many events; each is drawn. */
async function runs([most, each]) {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  let events = 0;
  for (let turn = 0; events < most; turn += 1) {
    const step = 1 + (turn * 7) % 190;
    const { at_us } = window.replicascope.lab().script[step - 1];
    window.replicascope.edit({ move: { step, at_us: at_us + 1000 + (turn % 9) * 500 } });
    window.replicascope.seek(at_us);
    await frame();
    dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }));
    await frame();
    events += 2 * each;
  }
  return events;
}

/** Keeps hold of the memories of the programs that the page starts. */
function noteMemory() {
  window.wasmMemories = [];
  const note = ({ instance }) => {
    const memories = Object.values(instance.exports).filter((one) => one instanceof WebAssembly.Memory);
    window.wasmMemories.push(...memories.filter((one) => !window.wasmMemories.includes(one)));
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      if (made.instance) note(made);
      else note({ instance: made });
      return made;
    };
  }
}
