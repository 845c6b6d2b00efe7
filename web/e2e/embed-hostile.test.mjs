// Ten thousand messages that mean harm, or are merely wrong, leave the application working.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOST, ask, openFrame } from './support/course.mjs';

const MESSAGES = 10_000;

/** Makes and sends the messages, in the page around the frame; which were to be answered. */
async function attack({ messages, seed }) {
  // xorshift32: the same messages every time.
  let state = seed;
  const draw = (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const one = (...all) => all[draw(all.length)];
  const ring = () => {
    const ring = { ns: 'replicascope' };
    ring.ring = [ring];
    return ring;
  };
  const deep = () => {
    let nest = {};
    for (let level = 0; level < 200 + draw(3_000); level += 1) nest = one({ nest }, [nest]);
    return nest;
  };
  const bush = () => {
    // Small to send, and two to the power of its height to walk through.
    let branch = 'leaf';
    for (let level = 0; level < 40; level += 1) branch = [branch, branch];
    return branch;
  };
  const plain = [
    null, undefined, true, false, 0, -1, 1e308, NaN, Infinity, -0, 2 ** 53, '', 'x', '__proto__', 'constructor',
    '\ud800', '💥', [], {}, [[]], [null], 10n, /x/, new Error('no'), new Date(0), new Map([[1, 2]]), new Set([1]),
    new ArrayBuffer(8), new Array(4_294_967_295), new Blob(['x']), new ImageData(1, 1), ring(),
    JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'),
    { toJSON: 'x', toString: 1, valueOf: 2, length: -1, then: 3 }, () => {}, Symbol('x'),
  ];
  const odd = () => {
    const kind = draw(60);
    if (kind === 0) return deep();
    if (kind === 1) return draw(10) ? [] : bush();
    if (kind < 6) return 'a'.repeat(draw(3_000));
    return one(...plain);
  };
  const types = ['play', 'pause', 'step', 'seek', 'load', 'getState', 'undo', 'redo', 'reset', 'export', 'set', 'toString', '__proto__'];
  const names = ['t', 'back', 'scenario', 'lab', 's', 'text', 'seed', 'what', 'theme', 'panels', 'controls', 'speed', 'readonly', 'motion', 'lang', '__proto__', 'constructor', 'x'];
  const message = (id) => {
    const kind = draw(20);
    if (kind === 0) return odd();
    const made = { ns: 'replicascope', v: 1, id, type: one(...types) };
    for (let fields = draw(4); fields > 0; fields -= 1) {
      Object.defineProperty(made, one(...names), { value: odd(), enumerable: true, configurable: true, writable: true });
    }
    if (kind === 1) made.ns = odd();
    if (kind === 2) made.v = odd();
    if (kind === 3) made.id = odd();
    if (kind === 4) made.type = odd();
    if (kind === 5) delete made[one('ns', 'v', 'id', 'type')];
    return made;
  };
  const { contentWindow } = document.querySelector('#app');
  const expected = [];
  for (let id = 1; id <= messages; id += 1) {
    const made = message(id);
    try {
      contentWindow.postMessage(made, '*');
      if (made?.ns === 'replicascope' && made.id === id) expected.push(id);
    } catch (error) {
      if (error.name !== 'DataCloneError') throw error;
    }
    // Otherwise they would all lie in memory at once.
    if (id % 200 === 0) await new Promise((later) => setTimeout(later));
  }
  // More than a document may be.
  for (const lab of ['a'.repeat(6_000_000), { title: 'b'.repeat(6_000_000) }, new Array(500_000).fill(0)]) {
    expected.push(`large-${expected.length}`);
    contentWindow.postMessage({ ns: 'replicascope', v: 1, id: expected.at(-1), type: 'load', lab }, '*');
  }
  return expected;
}

test(`${MESSAGES} hostile messages leave the application working`, async (t) => {
  const { page, frame } = await openFrame(t, `?embed=1&panels=timeline,inspector&parentOrigin=${encodeURIComponent(HOST)}`);
  const expected = await page.evaluate(attack, { messages: MESSAGES, seed: 20_261_125 });
  assert(expected.length > MESSAGES / 2, 'most of them are for the application');

  const reply = await ask(page, { type: 'load', scenario: 'cart-lww', t: 40, id: 'after' });
  assert.equal(reply.type, 'state', reply.message);
  const replies = await page.evaluate(() =>
    window.heard.filter(({ data }) => data.id !== undefined).map(({ data: { id, type, message } }) => ({ id, type, message })));
  const answered = new Set(replies.map(({ id }) => id));
  const unanswered = expected.filter((id) => typeof id === 'number' && !answered.has(id));
  assert.deepEqual(unanswered.slice(0, 5), [], `${unanswered.length} were not answered`);
  for (const { type, message } of replies) {
    assert(['state', 'export', 'error'].includes(type), type);
    if (type === 'error') assert.match(message, /^\$|^there is nothing to/, 'an error names what is wrong');
  }
  assert.equal(replies.filter(({ type }) => type === 'error').length > MESSAGES / 4, true);

  // It is as usable as before.
  assert.equal(await frame.evaluate(() => ({}).polluted), undefined);
  await ask(page, { type: 'set', panels: 'timeline,inspector', controls: 'play,step', readonly: false });
  await frame.getByRole('heading', { name: 'A cart that loses an item' }).waitFor();
  await frame.getByRole('button', { name: 'Next event' }).click();
  assert((await ask(page, { type: 'getState' })).t > 40);
});
