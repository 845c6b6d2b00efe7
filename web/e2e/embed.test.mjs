// Pictures in somebody else's page: another origin, strict policies, a sandbox.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { APP, HOST, ask, openCourse, openFrame } from './support/course.mjs';

/** What the course page has heard of one of its pictures. */
const heard = (page, id, type) =>
  page.evaluate(([id, type]) => window.heard.filter((one) => one.from === id && one.type === type), [id, type]);

/** Calls a method of a picture; a refusal is `{ refused: reason }`. */
const call = (page, id, method, ...more) =>
  page.evaluate(
    ([id, method, more]) => document.getElementById(id)[method](...more).catch((error) => ({ refused: error.message })),
    [id, method, more],
  );

/** Scrolls to a picture and waits until it is there. */
async function reach(page, id) {
  await page.locator(`#${id}`).scrollIntoViewIfNeeded();
  await page.waitForFunction((id) => window.heard.some((one) => one.from === id && one.type === 'ready'), id);
  const frame = await page.locator(`#${id} iframe`).elementHandle();
  return frame.contentFrame();
}

test('four pictures live in a course page, each loaded when it is near and as high as it needs', async (t) => {
  const { page } = await openCourse(t, '', { viewport: { width: 900, height: 600 } });
  const cart = await reach(page, 'cart');
  await cart.getByRole('heading', { name: 'A cart that loses an item' }).waitFor();
  assert.equal(await page.locator('#lesson iframe').count(), 0, 'what is far away is not loaded');
  const headings = { counter: 'Merge theatre', quorum: 'Overlap', lesson: 'Your answer' };
  for (const [id, text] of Object.entries(headings)) {
    const frame = await reach(page, id);
    await frame.getByText(text).first().waitFor();
  }
  for (const id of ['cart', 'counter', 'quorum', 'lesson']) {
    const frame = await reach(page, id);
    await page.waitForFunction(
      async (id) => document.getElementById(id).shadowRoot.querySelector('iframe').offsetHeight > 200,
      id,
    );
    await frame.waitForFunction(() => Math.abs(innerHeight - document.body.offsetHeight) <= 1);
  }
});

test('methods of the element do what they say, or say why not', async (t) => {
  const { page } = await openCourse(t);
  // A method loads what is not loaded yet.
  const opened = await call(page, 'counter', 'getState');
  assert.equal(opened.readonly, true);
  assert.equal(opened.lab.title, opened.title);
  assert.equal((await call(page, 'cart', 'getState')).t, 10);

  assert.equal((await call(page, 'cart', 'seek', 42.5)).t, 42.5);
  const stepped = await call(page, 'cart', 'step');
  assert(stepped.t > 42.5);
  assert((await call(page, 'cart', 'step', 'back')).t < stepped.t);
  assert.equal((await call(page, 'cart', 'play')).playing, true);
  assert.equal((await call(page, 'cart', 'pause')).playing, false);

  const cart = await call(page, 'cart', 'export');
  const loaded = await call(page, 'cart', 'load', 'g-counter');
  assert.notEqual(loaded.title, cart.title);
  assert.equal((await call(page, 'cart', 'undo')).title, cart.title);
  assert.equal((await call(page, 'cart', 'redo')).title, loaded.title);
  assert.equal((await call(page, 'cart', 'load', cart)).title, cart.title);
  assert((await call(page, 'cart', 'export', 'trace')).events.length > 0);
  const s = await call(page, 'cart', 'export', 'link');
  assert.equal((await call(page, 'cart', 'load', { s })).title, cart.title);

  const refusals = [
    ['seek', -1, /^\$\.t: /],
    ['seek', 'soon', /^\$\.t: /],
    ['load', 'no-such', /^\$\.scenario: .*no-such/],
    ['load', { ...cart, replicas: ['A'] }, /^\$\.lab\.replicas: /],
    ['export', 'everything', /^\$\.what: /],
    ['redo', undefined, /nothing to redo/],
  ];
  for (const [method, argument, reason] of refusals) {
    const { refused } = await call(page, 'cart', method, argument);
    assert.match(refused ?? '', reason, method);
  }
  const uncopied = await page.evaluate(() =>
    document.getElementById('cart').load({ lab: () => {} }).catch((error) => error.name));
  assert.equal(uncopied, 'DataCloneError');
});

test('the page hears of changes, verdicts and answers', async (t) => {
  const { page } = await openCourse(t);
  const cart = await reach(page, 'cart');
  const [first] = await heard(page, 'cart', 'verdict');
  assert.deepEqual(first.detail.lost.length, 1, 'the scenario loses an update');
  await cart.evaluate(() => window.replicascope.edit({ set_type: { key: 'cart', type: { or_set: {} } } }));
  await page.waitForFunction(() => window.heard.some(({ type }) => type === 'change'));
  const [change] = await heard(page, 'cart', 'change');
  assert.deepEqual(Object.keys(change.detail.lab.keys[0].type), ['or_set']);
  await page.waitForFunction(() =>
    window.heard.filter(({ from, type }) => from === 'cart' && type === 'verdict').at(-1).detail.lost.length === 0);

  const lesson = await reach(page, 'lesson');
  const field = lesson.locator('.ask').first();
  const choice = field.getByRole('radio');
  if (await choice.count()) await choice.first().check();
  else await field.getByRole('textbox').fill('12345');
  await field.getByRole('button', { name: 'Predict, then run' }).click();
  await page.waitForFunction(() => window.heard.some(({ type }) => type === 'answer'));
  const [answer] = await heard(page, 'lesson', 'answer');
  assert.equal(answer.detail.question, 'lost-write/1');
  assert.equal(typeof answer.detail.given, 'string');
  assert.equal(answer.detail.right, answer.detail.score === 1);
});

test('attributes that change apply, and a picture that is moved begins again', async (t) => {
  const { page } = await openCourse(t);
  const cart = await reach(page, 'cart');
  const set = (name, value) =>
    page.evaluate(([name, value]) => document.getElementById('cart').setAttribute(name, value), [name, value]);
  await set('theme', 'dark');
  await cart.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  await set('panels', 'cluster,events');
  await cart.getByRole('heading', { name: 'Cluster' }).waitFor();
  await set('t', '33');
  await cart.getByText('33.0 ms').waitFor();
  await set('scenario', 'g-counter');
  await cart.getByRole('heading', { level: 1 }).filter({ hasNotText: 'cart' }).waitFor();
  await set('theme', 'pink');
  await page.waitForFunction(() => window.heard.some(({ type, detail }) => type === 'error' && /theme=pink/.test(detail.message)));

  const pending = page.evaluate(() => {
    const cart = document.getElementById('cart');
    const asked = cart.getState().catch((error) => error.message);
    cart.remove();
    return asked;
  });
  assert.match(await pending, /taken out of the page/);
  const outside = await page.evaluate(() => {
    const cart = document.createElement('replica-scope');
    return cart.play().catch((error) => error.message);
  });
  assert.match(outside, /in no page/);
  await page.evaluate(() => {
    window.heard = [];
    const again = document.createElement('replica-scope');
    again.id = 'again';
    again.setAttribute('scenario', 'cart-lww');
    document.querySelector('main').prepend(again);
    again.remove();
    document.querySelector('main').prepend(again);
  });
  const again = await reach(page, 'again');
  await again.getByRole('heading', { name: 'A cart that loses an item' }).waitFor();
});

test('a frame that may run scripts and nothing else works', async (t) => {
  const { page, frame } = await openFrame(t, '?embed=1&panels=timeline,guarantees,events', { sandbox: 'allow-scripts' });
  assert.equal(await frame.evaluate(() => origin), 'null');
  assert.equal(await frame.evaluate(() => { try { return typeof localStorage; } catch (error) { return error.name; } }), 'SecurityError');
  await frame.getByRole('button', { name: 'Linearizable' }).waitFor();
  const reply = await ask(page, { type: 'seek', t: 50 });
  assert.equal(reply.t, 50);
  await frame.getByRole('button', { name: 'Next event' }).click();
  assert((await ask(page, { type: 'getState' })).t > 50);
});

test('in such a frame simulations run without a worker, and lessons without a memory', async (t) => {
  // The browser says in red what it refuses.
  const expectErrors = /worker|Worker/;
  const quorum = await openFrame(t, '?embed=1&panels=quorum', { sandbox: 'allow-scripts', expectErrors });
  await quorum.frame.locator('.plot .line').first().waitFor({ state: 'attached' });
  const lesson = await openFrame(t, '?embed=1&lesson=lost-write', { sandbox: 'allow-scripts' });
  await lesson.frame.getByRole('button', { name: 'Predict, then run' }).first().waitFor();
});

test('every panel fits alone into a frame 360 px wide', async (t) => {
  const panels = ['timeline', 'cluster', 'inspector', 'events', 'summary', 'compare', 'guarantees', 'conflicts', 'merge', 'setup', 'quorum', 'text', 'lesson'];
  const { page } = await openApp(t, { viewport: { width: 360, height: 640 } });
  for (const panel of panels) {
    const named = { text: 'scenario=two-words', lesson: 'lesson=lost-write' }[panel] ?? 'scenario=cart-lww';
    await page.goto(`${APP}/?embed=1&panels=${panel}&${named}`);
    await page.waitForSelector(`[data-panel="${panel}"] > *`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(wide <= 360, `${panel} is ${wide} px wide`);
    assert.equal(await page.getByRole('navigation', { name: 'Pages' }).count(), 0);
  }
});

test('what an address says that is not understood is told by name, and the rest counts', async (t) => {
  const { page } = await openApp(t, { hash: '?embed=1&scenario=no-such&theme=pink&panels=cluster&t=5' });
  const alert = page.getByRole('alert');
  await alert.getByText('scenario=no-such').waitFor();
  await alert.getByText('theme=pink').waitFor();
  await page.getByRole('heading', { name: 'Cluster' }).waitFor();
  assert.equal(await page.getByRole('status', { name: 'Playhead' }).textContent(), '5.0 ms');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
});

test('only the controls that are named are there', async (t) => {
  const { page } = await openApp(t, { hash: '?embed=1&controls=step' });
  await page.getByRole('button', { name: 'Next event' }).waitFor();
  const names = await page.locator('.frame-bar').getByRole('button').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent));
  assert.deepEqual(names, ['To the start', 'Previous event', 'Next event']);
  const full = page.getByRole('link', { name: 'Open in full' });
  await full.focus();
  const href = new URL(await full.getAttribute('href'), page.url());
  assert.equal(href.search, '');
  assert.match(href.hash, /^#s=1\./);
});

test('in a read-only frame nothing changes the document', async (t) => {
  const { page, frame } = await openFrame(t, '?embed=1&readonly=1&panels=timeline,cluster,inspector,setup&controls=play,undo,reset,add');
  const before = (await ask(page, { type: 'export' })).data;
  assert.equal(await frame.getByRole('button', { name: 'Write', exact: true }).count(), 0);
  assert.equal(await frame.getByRole('button', { name: /^Undo/ }).count(), 0);
  const chip = frame.locator('.chip').first();
  const box = await chip.boundingBox();
  await page.mouse.move(box.x + 5, box.y + 5);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 5, { steps: 4 });
  await page.mouse.up();
  await chip.click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Delete');
  assert.equal(await frame.locator('#inspector-actions').getByRole('textbox').count(), 0);
  assert(await frame.getByRole('combobox', { name: 'Strategy' }).isDisabled());
  assert.deepEqual((await ask(page, { type: 'export' })).data, before);
});

test('a frame plays by itself, at its speed, or step by step where less motion is asked for', async (t) => {
  const { page } = await openFrame(t, '?embed=1&autoplay=1&speed=10&t=0');
  await page.waitForFunction(() => window.heard.some(({ data }) => data.type === 'ready'));
  await new Promise((later) => setTimeout(later, 700));
  assert((await ask(page, { type: 'getState' })).t > 20);
  const still = await openFrame(t, '?embed=1&autoplay=1&motion=reduce&t=0');
  assert.equal((await ask(still.page, { type: 'getState' })).t, 0);
});

test('both ways to a dark page give the same colours', async (t) => {
  const look = () => {
    const names = ['paper', 'sheet', 'ink', 'soft', 'faint', 'rule', 'band', 'wash', 'focus', 'alarm', ...'abcdefghi'];
    const tinted = 'color-mix(in srgb, red var(--tint), blue)';
    return [...names.map((name) => `var(--${name})`), tinted].map((colour) => {
      document.body.style.color = colour;
      return [colour, getComputedStyle(document.body).color];
    });
  };
  const looks = {};
  for (const [name, colorScheme, hash] of [
    ['dark', 'dark', ''], ['asked dark', 'light', '?theme=dark'], ['light', 'light', ''], ['asked light', 'dark', '?theme=light'],
  ]) {
    const { page } = await openApp(t, { colorScheme, hash });
    looks[name] = await page.evaluate(look);
  }
  assert.deepEqual(looks['asked dark'], looks.dark);
  assert.deepEqual(looks['asked light'], looks.light);
  assert.notDeepEqual(looks.dark, looks.light);
});

test('only the page around the frame is heard, and only of the origin that was named', async (t) => {
  const load = { type: 'load', scenario: 'g-counter' };
  const { page } = await openFrame(t, `?embed=1&parentOrigin=${encodeURIComponent(HOST)}`);
  const title = (await ask(page, { type: 'getState' })).title;
  // A sibling is not the page around it.
  await page.evaluate((message) => document.querySelector('#sibling').contentWindow.postMessage(message, '*'),
    { ns: 'replicascope', v: 1, id: 'sibling', ...load });
  const { title: still } = await ask(page, { type: 'getState' });
  assert.equal(still, title);
  assert.equal(await page.evaluate(() => window.heard.some(({ data }) => data.id === 'sibling')), false);
  assert.notEqual((await ask(page, load)).title, title);

  // The browser says in red that it does not deliver to another origin.
  const other = await openFrame(t, '?embed=1&parentOrigin=https://elsewhere.example', { expectErrors: /postMessage/ });
  const silent = await other.page.evaluate(async (message) => {
    document.querySelector('#app').contentWindow.postMessage(message, '*');
    await new Promise((later) => setTimeout(later, 500));
    return window.heard.length;
  }, { ns: 'replicascope', v: 1, id: 'other', ...load });
  assert.equal(silent, 0);
  assert.equal(await other.frame.evaluate(() => window.replicascope.lab().title), title);
});

test('without a named origin the page around it is told nothing of what a learner does', async (t) => {
  const { page, frame } = await openFrame(t, '?embed=1');
  await frame.evaluate(() => window.replicascope.edit({ set_seed: 9 }));
  assert.equal((await ask(page, { type: 'getState' })).seed, 9);
  const types = await page.evaluate(() => [...new Set(window.heard.map(({ data }) => data.type ?? data.subject))].sort());
  assert.deepEqual(types, ['lti.frameResize', 'ready', 'resize', 'state']);
});
