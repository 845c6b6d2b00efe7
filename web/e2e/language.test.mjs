// The interface in German, and from right to left.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { trace } from './support/api.mjs';

const root = (page, attribute) => page.locator('html').getAttribute(attribute);
const german = { hash: '?lang=de' };

const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('the Lab is played in German', async (t) => {
  const { page } = await openApp(t, german);
  assert.deepEqual([await root(page, 'lang'), await root(page, 'dir')], ['de', 'ltr']);
  for (const name of ['Zeitachse', 'Cluster', 'Inspektor', 'Ereignisse', 'Aufbau']) {
    await page.getByRole('heading', { name, exact: false, level: 2 }).waitFor();
  }
  const rows = page.locator('.events tbody td:nth-child(3)');
  const told = await rows.allTextContents();
  assert(told.length > 3);
  for (const sentence of told) {
    assert.match(sentence, /^(Client \d|[A-I]|Von [A-I]|Beginn|Ende|Die )/, sentence);
    assert.match(sentence, /\.$/, sentence);
    assert.doesNotMatch(sentence, /\b(sends|receives|asks|merges|carries|returns|acknowledged|the)\b/, sentence);
  }
  await page.locator('[data-kind=write]').first().click();
  await page.getByRole('textbox', { name: 'Beginnt bei' }).waitFor();
  assert.match(await page.locator('.inspector .sentence').textContent(), /führt „.*“ von Client \d aus/);
});

test('a drag in German says what it does, with a decimal comma', async (t) => {
  const { page } = await openApp(t, german);
  const chip = page.locator('[data-kind=write]').first();
  const before = await trace(page);
  await chip.click();
  await page.keyboard.press('Shift+ArrowRight');
  assert.notDeepEqual(await trace(page), before);
  const field = page.getByRole('textbox', { name: 'Beginnt bei' });
  await field.fill('12,5');
  await field.press('Enter');
  assert.equal(await field.inputValue(), '12,5');
  await page.locator('.events').getByText('12,5 ms').first().waitFor();
  await page.getByRole('button', { name: /^Rückgängig/ }).click();
});

test('dialogs are German, too', async (t) => {
  const { page } = await openApp(t, german);
  await page.getByRole('button', { name: 'Teilen' }).click();
  await page.getByRole('menuitem', { name: /Link kopieren/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Einbetten' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: 'In eine andere Seite einbauen' }).waitFor();
  await dialog.getByLabel('Sprache').waitFor();
  await dialog.getByRole('textbox', { name: 'Text für die Seite' }).waitFor();
});

test('a language that is chosen is kept', async (t) => {
  const { page } = await openApp(t);
  assert.equal(await root(page, 'lang'), 'en');
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('heading', { name: 'Zeitachse' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Zeitachse' }).waitFor();
  assert.equal(await root(page, 'lang'), 'de');
  await page.getByLabel('Sprache').selectOption('en');
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
});

test('a choice counts more than the address that opened the page, from then on', async (t) => {
  const { page } = await openApp(t, german);
  await page.getByLabel('Sprache').selectOption('en');
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
});

test('from right to left the page is mirrored and time still goes to the right', async (t) => {
  const { page } = await openApp(t, { hash: '?lang=ar-XB' });
  assert.deepEqual([await root(page, 'lang'), await root(page, 'dir')], ['ar-XB', 'rtl']);
  const left = (selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().left);
  assert(await left('.brand') > await left('.history'), 'the brand is on the right');
  const ticks = await page.locator('.diagram .axis text').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
  assert.deepEqual(ticks, [...ticks].sort((one, other) => one - other));
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    assert(await wide(page) <= 0, `${width}: nothing is wider than the page`);
  }
});

for (const lang of ['de', 'ar-XB']) {
  test(`no page is too wide in ${lang}`, async (t) => {
    const { page } = await openApp(t, { hash: `?lang=${lang}` });
    const pages = page.locator('.pages-bar button');
    for (let index = 0; index < await pages.count(); index += 1) {
      await pages.nth(index).click();
      for (const width of [1024, 390]) {
        await page.setViewportSize({ width, height: 900 });
        assert(await wide(page) <= 0, `page ${index} at ${width} px`);
      }
    }
  });
}
