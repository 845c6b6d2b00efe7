// The built page in a real browser, for tests.
//
// A test file shares one server and one browser; each test opens a fresh
// context in it, and fails when the page reports an error that the test did not
// expect.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { after } from 'node:test';
import { serveDist } from './server.mjs';

const OUTPUT = new URL('../output/', import.meta.url);

/** How long the page may take to start, or to do what a test waits for. */
const PATIENCE_MS = 30_000;

const server = await serveDist();
/** The browser that the variable BROWSER names: chromium, firefox or webkit. */
export const BROWSER = process.env.BROWSER ?? 'chromium';
const { launch } = await import(`./browsers/${BROWSER}.mjs`);
const browser = await launch();

after(async () => {
  await browser.close();
  server.close();
});

/**
 * Opens the application in a fresh context and waits until it has started. Both end
 * with the test `t`, which fails when the page has reported an error.
 *
 * @param {import('node:test').TestContext} t
 * @param {object} [options] those of `openPage`, and:
 * @param {string} [options.hash] what follows the address, with its `#`, or with a `?` before
 */
export async function openApp(t, options = {}) {
  const { hash = '', ...more } = options;
  const opened = await openPage(t, server.address + hash, more);
  await opened.page.waitForFunction(() => 'replicascope' in window);
  // What is as wide as it may be measures that when it is drawn first, and is then drawn again.
  await opened.page.evaluate(() =>
    new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  return { ...opened, address: server.address };
}

/**
 * Opens any page in a fresh context, which ends with the test `t`.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} address
 * @param {object} [options]
 * @param {{width: number, height: number}} [options.viewport]
 * @param {'light' | 'dark'} [options.colorScheme]
 * @param {'reduce' | 'no-preference'} [options.reducedMotion]
 * @param {boolean} [options.hasTouch]
 * @param {boolean} [options.isMobile]
 * @param {RegExp} [options.expectErrors] errors that the test means to cause
 * @param {(page: import('playwright-core').Page) => Promise<void>} [options.before] what to do
 *   before the page is loaded
 */
export async function openPage(t, address, options = {}) {
  const { expectErrors, before, ...contextOptions } = options;
  const { page, context, errors, close } = await browser.open({
    viewport: { width: 1280, height: 800 },
    ...contextOptions,
  });
  context?.setDefaultTimeout(PATIENCE_MS);
  t.after(async () => {
    if (t.passed === false) t.diagnostic(`the page showed: ${await shown(page)}`);
    await close();
    const unexpected = errors.filter((error) => !expectErrors?.test(error));
    // Said as well as thrown: when the test itself has failed, the runner
    // shows only that.
    for (const error of unexpected) t.diagnostic(error);
    assert.deepEqual(unexpected, [], 'the page reported errors');
  });
  await before?.(page);
  await page.goto(address);
  return { page, context, errors };
}

/** What the page says, in short; it may no longer answer. */
const shown = (page) => page.locator('body').innerText({ timeout: 2000 }).then((text) => text.slice(0, 400), String);

/** Writes web/e2e/output/<name>.png, which git ignores. */
export async function screenshot(page, name) {
  await mkdir(OUTPUT, { recursive: true });
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, OUTPUT)) });
}
