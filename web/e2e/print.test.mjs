// The page on paper.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { load } from './support/api.mjs';
import { smallLab } from './support/labs.mjs';

test('paper is white and has the figure, its legend and all events, and no controls', async (t) => {
  const { page } = await openApp(t, { colorScheme: 'dark', viewport: { width: 718, height: 1000 } });
  const lab = smallLab();
  const step = lab.script[0];
  for (let n = 1; n < 40; n++) lab.script.push({ ...step, id: 100 + n, at_us: step.at_us + n * 100 });
  await load(page, lab);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const seen = (selector) => page.locator(selector).first().isVisible();
  await page.waitForFunction(() => document.querySelectorAll('.events tbody tr').length > 60);
  for (const there of ['h1', '.diagram', '.legend', '.summary', '.events table']) {
    assert(await seen(there), there);
  }
  for (const absent of ['.history', '.pages-bar', '.toolbar', '.controls', '.setup', '.playhead', '.inspector']) {
    assert(!await seen(absent), absent);
  }
  const look = await page.evaluate(() => ({
    ground: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.body).color,
    over: document.documentElement.scrollWidth - innerWidth,
    rows: document.querySelector('.scroll').scrollHeight - document.querySelector('.scroll').clientHeight,
  }));
  assert.deepEqual(look, { ground: 'rgb(255, 255, 255)', ink: 'rgb(28, 27, 25)', over: 0, rows: 0 });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.waitForFunction(() => document.querySelectorAll('.events tbody tr').length === 60);
});
