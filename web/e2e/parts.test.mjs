// The program comes in parts. Those that a first picture brings must be enough for it, and the
// others must arrive in whatever way they are asked for.

import assert from 'node:assert/strict';
import test from 'node:test';
import { openApp } from './support/app.mjs';

/** Keeps the page from ever being idle, so that parts come only when they are needed. */
const neverIdle = () => {
  window.requestIdleCallback = () => 0;
};

/** Opens the page at an address, and lists the parts that it asks for and how. */
async function watched(t, hash, { idle = false } = {}) {
  const asked = [];
  const { page } = await openApp(t, {
    hash,
    before: async (page) => {
      page.on('request', (request) => {
        const part = request.url().match(/_(\d)\.wasm$/);
        if (part) asked.push(`${part[1]} by ${request.resourceType()}`);
      });
      if (!idle) await page.addInitScript(neverIdle);
    },
  });
  return { page, asked };
}

const press = (page, name) => page.getByRole('button', { name }).first().click();

test('a frame runs with the first part alone', async (t) => {
  const { page, asked } = await watched(t, '?embed=1&scenario=cart-lww');
  await press(page, 'Play');
  await page.waitForTimeout(500);
  assert.deepEqual(asked, []);
});

test('a lesson brings its part', async (t) => {
  // Now and then its text and its list arrive in an order that was not played: it then brings more.
  const brought = [];
  while (brought.length < 4 && brought.at(-1) !== '2 by fetch') {
    const { page, asked } = await watched(t, '#lesson=stale-window');
    await page.getByLabel('Your answer').fill('1');
    await press(page, /Predict/);
    await page.waitForTimeout(500);
    brought.push(asked.join());
  }
  assert.equal(brought.at(-1), '2 by fetch', brought.join('; '));
});

test('the Lab brings its parts, and a page that needs the rest brings that', async (t) => {
  const { page, asked } = await watched(t, '');
  await press(page, 'Play');
  await page.waitForTimeout(500);
  assert.deepEqual(asked, ['2 by fetch', '3 by fetch']);

  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('button', { name: 'Guarantees' }).click();
  await page.getByText('Linearizable').first().waitFor();
  assert.deepEqual(asked.slice(2), ['4 by xhr', '5 by xhr']);
});

test('the rest comes by itself when the page is idle', async (t) => {
  const { page, asked } = await watched(t, '', { idle: true });
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some((it) => it.name.endsWith('_5.wasm')));
  assert.deepEqual(asked, ['2 by fetch', '3 by fetch', '4 by fetch', '5 by fetch']);
});

for (const hash of [
  '?embed=1&scenario=sibling-explosion',
  '?embed=1&scenario=quorum-overlap&panels=timeline,cluster',
  '?embed=1&scenario=async-failover&lang=de&theme=dark',
  '?scenario=or-map&of-the-host=1',
  '#lesson=sets',
  '#lesson=quorums',
]) {
  test(`what ${hash} needs first arrives without the page standing still`, async (t) => {
    const { page, asked } = await watched(t, hash);
    await page.waitForTimeout(500);
    assert.deepEqual(asked, ['2 by fetch', '3 by fetch', '4 by fetch']);
  });
}
