// The program comes in two parts. The first must be enough for the first picture, and the rest must
// arrive in whatever way it is asked for.

import assert from 'node:assert/strict';
import test from 'node:test';
import { openApp } from './support/app.mjs';

/** Keeps the page from ever being idle, so that the rest comes only when it is needed. */
const neverIdle = () => {
  window.requestIdleCallback = () => 0;
};

const restsAsked = (page) => {
  const asked = [];
  page.on('request', (request) => {
    if (request.url().endsWith('_rest.wasm')) asked.push(request.resourceType());
  });
  return asked;
};

test('the first picture plays without the rest, and what needs it brings it', async (t) => {
  let asked;
  const { page } = await openApp(t, {
    before: async (page) => {
      asked = restsAsked(page);
      await page.addInitScript(neverIdle);
    },
  });
  await page.getByRole('button', { name: 'Play' }).first().click();
  await page.waitForTimeout(500);
  assert.deepEqual(asked, [], 'the first picture needs what web/first.mjs has not played');

  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('button', { name: 'Guarantees' }).click();
  await page.getByText('Linearizable').first().waitFor();
  assert.deepEqual(asked, ['xhr']);
});

test('the rest comes by itself when the page is idle', async (t) => {
  let asked;
  const { page } = await openApp(t, {
    before: async (page) => {
      asked = restsAsked(page);
    },
  });
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some((it) => it.name.endsWith('_rest.wasm')));
  assert.deepEqual(asked, ['fetch']);
});
