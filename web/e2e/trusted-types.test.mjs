// The page under the strictest policy that a host can have for scripts, and links that bring code.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after } from 'node:test';
import { openPage } from './support/app.mjs';
import { load } from './support/api.mjs';
import { STRICT } from './support/course.mjs';
import { call, smallLab } from './support/labs.mjs';
import { serveDist } from './support/server.mjs';

const POLICY = `${STRICT['content-security-policy']}; require-trusted-types-for 'script'; trusted-types replicascope`;
const server = await serveDist(undefined, { 'content-security-policy': POLICY });
after(() => server.close());

const CODE = '<img src=x onerror="window.hit=1"><script>window.hit=2</script>';

/** Opens the application under the policy; what breaks it is an error of the page, which fails the test. */
async function opened(t, hash = '', options = {}) {
  const { page, errors } = await openPage(t, server.address + hash, options);
  await page.waitForFunction(() => 'replicascope' in window);
  return Object.assign(page, { errors });
}

const pages = (page) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button');

test('every page, the worker, a lesson and the dialog break no rule', async (t) => {
  const page = await opened(t, '', { expectErrors: /TrustedHTML/ });
  for (const name of await pages(page).allTextContents()) {
    const worker = name === 'Quorum' ? page.waitForEvent('worker') : null;
    await pages(page).filter({ hasText: new RegExp(`^${name}$`) }).click();
    await page.locator('[aria-current=page]').filter({ hasText: name }).waitFor();
    if (worker) {
      await worker;
      await page.locator('.staleness .plot .line').first().waitFor({ state: 'attached' });
    }
    const embed = page.getByRole('button', { name: 'Embed' });
    if (name === 'Lab' || name === 'Text') {
      await embed.click();
      await page.frameLocator('iframe[title=Preview]').getByRole('heading').first().waitFor();
      await page.keyboard.press('Escape');
    }
  }
  for (const hash of ['#lesson=lost-write', '#quiz=7&seed=3', '#sort', '#mistake=lost-item']) {
    await page.evaluate((hash) => { location.hash = hash; }, hash);
    await page.locator('h1:focus').waitFor();
  }
  assert.deepEqual(page.errors, []);
  // The policy holds: a page that broke it would have said so.
  await page.evaluate(() => { try { document.body.innerHTML = '<b>no</b>'; } catch { /* It is meant to. */ } });
  await page.waitForTimeout(50);
  assert.match(page.errors.join(), /TrustedHTML/);
});

test('code in names, values and notes is drawn as text, wherever they are drawn', async (t) => {
  const page = await opened(t);
  await load(page, smallLab({
    title: CODE.slice(0, 60),
    prompt: CODE,
    notes: CODE,
    clients: ['c1', 'c2'],
    script: [call(1, 20_000, 'c1', 'A', { write: CODE.slice(0, 30) }), call(2, 22_000, 'c2', 'B', { write: '<b>x' })],
  }));
  // The link of it is what a stranger would send.
  await page.waitForURL(/#s=/);
  const linked = await opened(t, new URL(page.url()).hash);
  for (const name of await pages(linked).allTextContents()) {
    await pages(linked).filter({ hasText: new RegExp(`^${name}$`) }).click();
    await linked.locator('[aria-current=page]').filter({ hasText: name }).waitFor();
    assert.equal(await linked.locator('body img, body script').count(), 0, name);
  }
  await pages(linked).filter({ hasText: /^Lab$/ }).click();
  await linked.locator('.story h1').filter({ hasText: CODE.slice(0, 60) }).waitFor();
  assert.equal(await linked.evaluate(() => window.hit), undefined);
});

test('an address may name code, which is told as text', async (t) => {
  const page = await opened(t, `?scenario=${encodeURIComponent(CODE)}&theme=${encodeURIComponent('<img src=x>')}`);
  await page.getByRole('alert').filter({ hasText: '<img' }).waitFor();
  assert.equal(await page.locator('body img').count(), 0);
  assert.equal(await page.evaluate(() => window.hit), undefined);
});
