// The page as one file, opened from a disk.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { openPage } from './support/app.mjs';

const FILE = new URL('../../dist/replicascope.html', import.meta.url);

test('the file works by itself: the Lab, a lesson, the worker of the quorum lab', async (t) => {
  assert(existsSync(FILE), 'no dist/replicascope.html: run `cargo xtask build --single-file` first');
  const asked = [];
  const { page } = await openPage(t, FILE.href, {
    before: async (page) => {
      page.context().on('request', (request) => {
        if (/^(http|file)/.test(request.url()) && !request.url().startsWith(FILE.href)) asked.push(request.url());
      });
    },
  });
  await page.waitForFunction(() => 'replicascope' in window);
  await page.getByRole('button', { name: 'Next event' }).click();
  await page.locator('.diagram .chip').first().waitFor();
  const pages = page.getByRole('navigation', { name: 'Pages' });
  const worker = page.waitForEvent('worker');
  await pages.getByRole('button', { name: 'Quorum', exact: true }).click();
  await worker;
  await page.locator('.staleness .plot .line').first().waitFor({ state: 'attached' });
  await pages.getByRole('button', { name: 'Learn', exact: true }).click();
  await page.getByRole('main').getByRole('link').first().click();
  await page.getByRole('main').getByRole('heading').first().waitFor();
  assert.deepEqual(asked, []);
});
