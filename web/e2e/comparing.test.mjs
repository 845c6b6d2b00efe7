// Two events compared in the inspector: by pointer, by keyboard and by single taps.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab, load, trace } from './support/api.mjs';
import { call, smallLab } from './support/labs.mjs';

/** Two writes that do not know of each other. */
const concurrent = () =>
  smallLab({
    clients: ['c1', 'c2'],
    keys: [{ name: 'X', type: { mv_register: {} } }],
    script: [call(1, 10_000, 'c1', 'A', { write: 1 }), call(2, 10_000, 'c2', 'B', { write: 2 })],
  });

const shape = (page, id) => page.locator(`.diagram [data-event-id="${id}"]`);
const row = (page, id) => page.locator(`[data-row="${id}"] button`);
const begin = (page) => page.getByRole('button', { name: 'Compare with…' });
const table = (page, what) => page.locator(`[data-compared="${what}"]`);
const cells = (page, what) => table(page, what).locator('tbody tr').allInnerTexts();

test('two concurrent writes: each component, the join, and the write that resolves', async (t) => {
  const { page } = await openApp(t);
  await load(page, concurrent());
  const before = await lab(page);
  await shape(page, 'op1/applied@A').click({ position: { x: 40, y: 26 } });
  await begin(page).click();
  await page.getByText('Now select the event to compare it with').waitFor();
  await shape(page, 'op2/applied@B').click({ position: { x: 40, y: 26 } });
  assert.deepEqual(await cells(page, 'versions'), ['A\t1\t>\t0\t1\t1 + 1 = 2', 'B\t0\t<\t1\t1\t1']);
  assert.match(
    await table(page, 'versions').locator('.verdict').innerText(),
    /^Neither dominates: ① is > in A, ② is > in B\. So the versions are concurrent: a conflict\.$/,
  );
  const written = await table(page, 'versions').locator('dd').allInnerTexts();
  assert.deepEqual(written, ['{A: 1}, made update A·1', '{B: 1}, made update B·1', '{A: 1, B: 1}', '{A: 2, B: 1}']);
  assert.match(await table(page, 'events').locator('.verdict').innerText(), /the events are concurrent/);
  assert.deepEqual(await page.locator('.compared-signs text').allTextContents(), ['1', '2']);
  await screenshot(page, 'comparing');
  // Any other event is compared with the first at once.
  await row(page, 'op1:A>B/update/merged.0.X').click();
  assert.match(await table(page, 'events').locator('.verdict').innerText(), /^② dominates: .* So ① happened before ②/);
  await page.getByRole('button', { name: 'Swap ① and ②' }).click();
  assert.match(await table(page, 'events').locator('.verdict').innerText(), /^① dominates/);
  await page.getByRole('button', { name: 'Stop comparing' }).click();
  await begin(page).waitFor();
  assert.equal(await page.locator('.compared-signs').count(), 0);
  assert.deepEqual(await lab(page), before);
});

test('by keyboard', async (t) => {
  const { page } = await openApp(t);
  await load(page, concurrent());
  await page.locator('.diagram').focus();
  await page.keyboard.press('ArrowRight');
  await begin(page).focus();
  await page.keyboard.press('Enter');
  // The focus is where the second event is chosen.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await table(page, 'events').waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Swap ① and ②');
});

test('by single taps, on a narrow page', async (t) => {
  const { page } = await openApp(t, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await load(page, concurrent());
  await row(page, 'op1/applied@A').tap();
  await begin(page).tap();
  await row(page, 'op2/applied@B').tap();
  assert.match(await table(page, 'versions').innerText(), /a conflict/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});

test('an event that an edit removes is compared no more', async (t) => {
  const { page } = await openApp(t);
  await load(page, concurrent());
  await row(page, 'op1/applied@A').click();
  await begin(page).click();
  await page.evaluate(() => window.replicascope.edit({ remove: { step: 1 } }));
  assert.equal((await trace(page)).events.some((event) => event.id === 'op1/applied@A'), false);
  assert.equal(await page.locator('.comparing-hint').count(), 0);
});
