import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';

test('the page starts below any path, without errors', async (t) => {
  const { page } = await openApp(t);
  assert.equal(await page.title(), 'Replicascope');
});
