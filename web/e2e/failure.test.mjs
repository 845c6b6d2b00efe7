// What is shown when something fails that the page cannot do without, and what is kept then.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { openApp, openPage } from './support/app.mjs';
import { edit, lab } from './support/api.mjs';
import { STRICT } from './support/course.mjs';
import { serveDist } from './support/server.mjs';

const ANY = /./;
const shown = (page, name) => page.getByRole('alert').getByRole('heading', { name }).waitFor();
const button = (page, name) => page.getByRole('button', { name, exact: true });
const pages = (page, name) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name, exact: true });

/** Makes the program panic: it takes for granted that a page can make elements, or copy those it has. */
async function panic(page) {
  await page.evaluate(() => {
    const { cloneNode } = Node.prototype;
    const none = () => {
      delete document.createElement;
      Node.prototype.cloneNode = cloneNode;
      throw new Error('no more elements');
    };
    document.createElement = none;
    Node.prototype.cloneNode = none;
  });
  await pages(page, 'Learn').click();
  await shown(page, 'Replicascope has stopped');
}

/** The failure page is fetched when the page is idle. */
const idle = (page) => page.waitForFunction(() =>
  performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/failure.js')));

/** Opens a page that needs all of the program. */
async function everything(page) {
  await pages(page, 'Guarantees').click();
  await page.getByText('Linearizable').first().waitFor();
  await pages(page, 'Lab').click();
}

async function saved(page) {
  const download = page.waitForEvent('download');
  await button(page, 'Save the Lab').click();
  return JSON.parse(await readFile(await (await download).path(), 'utf8'));
}

/** Opens an address where something is broken before anything is loaded. */
const broken = (t, before, address) => (address ? openPage : openAnyway)(t, address ?? '', { expectErrors: ANY, before });

/** The application, which is not expected to start. */
async function openAnyway(t, _, options) {
  const server = await serveDist();
  t.after(() => server.close());
  return openPage(t, server.address, options);
}

test('after a panic the Lab is saved, and a restart keeps it, without a network', async (t) => {
  const { page, context } = await openApp(t, { expectErrors: ANY });
  await edit(page, { set_seed: 4711 });
  const before = await lab(page);
  await everything(page);
  await idle(page);
  await context.setOffline(true);
  await panic(page);
  assert.deepEqual(await saved(page), before);
  await context.setOffline(false);
  await button(page, 'Begin again with it').click();
  await page.waitForFunction(() => 'replicascope' in window);
  assert.deepEqual(await lab(page), before);
  // What fails again and again can be left behind.
  await panic(page);
  await button(page, 'Begin with the first scenario').click();
  await page.waitForFunction(() => 'replicascope' in window);
  assert.equal((await lab(page)).title, 'One write, three replicas');
});

test('where the program cannot even be asked, the address still has the Lab', async (t) => {
  const { page } = await openApp(t, { expectErrors: ANY });
  await edit(page, { set_seed: 4711 });
  const before = await lab(page);
  await page.waitForURL(/#s=/);
  await idle(page);
  await page.evaluate(() => { window.replicascope.lab = () => { throw new Error('memory access out of bounds'); }; });
  await panic(page);
  assert.deepEqual(await saved(page), before);
});

test('without WebAssembly the page says so', async (t) => {
  const { page } = await broken(t, (page) => page.addInitScript(() => { delete window.WebAssembly; }));
  await shown(page, 'Replicascope cannot run here');
});

test('under a policy that forbids WebAssembly the page says what the policy lacks', async (t) => {
  const policy = STRICT['content-security-policy'].replace(" 'wasm-unsafe-eval'", '');
  const server = await serveDist(undefined, { 'content-security-policy': policy });
  t.after(() => server.close());
  const { page } = await broken(t, undefined, server.address);
  await shown(page, 'Replicascope may not run here');
  await page.getByText("'wasm-unsafe-eval' to script-src", { exact: false }).waitFor();
});

test('where the program does not arrive the page says so, and tries again', async (t) => {
  const { page } = await broken(t, (page) => page.route(/_bg\.wasm/, (route) => route.abort()));
  await shown(page, 'Replicascope could not be loaded');
  assert.equal(await button(page, 'Save the Lab').count(), 0);
  await page.unroute(/_bg\.wasm/);
  await button(page, 'Load the page again').click();
  await page.waitForFunction(() => 'replicascope' in window);
});

test('where nothing arrives but the page itself, that says what to do', async (t) => {
  const { page } = await broken(t, (page) => page.route(/boot\.js/, (route) => route.abort()));
  const waiting = page.getByText('see whether the network is there', { exact: false });
  await waiting.waitFor({ state: 'attached' });
  assert(!await waiting.isVisible(), 'a page that comes soon says nothing');
  await page.evaluate(() => { for (const one of document.getAnimations()) one.finish(); });
  assert(await waiting.isVisible());
});

/** Opens the Lab without the part that most of the program is in; what is given back lets it through. */
async function openWithoutPart(t) {
  let away = true;
  const { page } = await openApp(t, {
    expectErrors: ANY,
    before: (page) => page.route(/_[45]\.wasm/, (route) => (away ? route.abort() : route.continue())),
  });
  await idle(page);
  return { page, arrives: () => { away = false; } };
}

test('a part that does not arrive is asked for again, and nothing is lost', async (t) => {
  const { page, arrives } = await openWithoutPart(t);
  await edit(page, { set_seed: 4711 });
  const asked = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.message());
    if (asked.length === 2) arrives();
    await dialog.accept();
  });
  await pages(page, 'Guarantees').click();
  await page.getByText('Linearizable').first().waitFor();
  assert.equal(asked.length, 2);
  assert.match(asked[0], /has not arrived/);
  assert.equal((await lab(page)).seed, 4711);
});

test('a part that stays away leaves a page that saves the Lab', async (t) => {
  const { page } = await openWithoutPart(t);
  await edit(page, { set_seed: 4711 });
  page.on('dialog', (dialog) => dialog.dismiss());
  await pages(page, 'Guarantees').click();
  await shown(page, 'A part of Replicascope is missing');
  assert.equal((await saved(page)).seed, 4711);
});

test('where the browser keeps nothing the page works, and the lessons say what that means', async (t) => {
  const { page } = await openApp(t, {
    hash: '#learn',
    before: (page) => page.addInitScript(() => {
      const denied = { get() { throw new DOMException('denied', 'SecurityError'); } };
      for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, denied);
    }),
  });
  await page.getByText('Allow site data (cookies) for this page', { exact: false }).waitFor();
  const { page: other } = await openApp(t, { hash: '#learn' });
  await other.getByRole('heading', { name: 'Lessons' }).waitFor();
  assert.equal(await other.getByText('Allow site data', { exact: false }).count(), 0);
});
