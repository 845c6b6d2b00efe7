// Without a network, after a first visit; and with a new version.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openApp } from './support/app.mjs';
import { serveDist } from './support/server.mjs';

/** Waits until everything is kept and the page is looked after. */
const kept = (page) => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller) return;
  await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
});
const started = (page) => page.waitForFunction(() => 'replicascope' in window);

test('after the first visit the page, its worker and its lessons need no network', async (t) => {
  const { page, context } = await openApp(t, {
    serviceWorkers: 'allow',
    expectErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch/,
  });
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await started(page);
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('button', { name: 'Quorum', exact: true }).click();
  await page.locator('.staleness .plot .line').first().waitFor({ state: 'attached' });
  assert.equal(page.workers().filter((one) => one.url().endsWith('/worker.js')).length, 1);
  await pages.getByRole('button', { name: 'Learn', exact: true }).click();
  await page.getByRole('main').getByRole('link').first().waitFor();
});

test('a new version takes over at the next load and nothing old stays', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'replicascope-'));
  t.after(() => rm(folder, { recursive: true }));
  await cp(fileURLToPath(new URL('../../dist/', import.meta.url)), folder, { recursive: true });
  const server = await serveDist(pathToFileURL(`${folder}/`));
  t.after(() => server.close());
  const { page, context } = await openApp(t, { serviceWorkers: 'allow' });
  await page.goto(server.address);
  await started(page);
  await kept(page);

  const change = async (file, from, to) => {
    const text = await readFile(join(folder, file), 'utf8');
    assert(text.includes(from), `${file}: ${from}`);
    await writeFile(join(folder, file), text.replace(from, to));
  };
  await change('index.html', '<title>Replicascope', '<title>Replicascope 2');
  await change('offline.js', /"index\.html": "[0-9a-f]+"/.exec(await readFile(join(folder, 'offline.js'), 'utf8'))[0], '"index.html": "2"');
  const found = page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const worker = registration.installing ?? registration.waiting;
    if (worker?.state !== 'installed') {
      await new Promise((done) => worker.addEventListener('statechange', done, { once: true }));
    }
  });
  await found;
  await page.reload();
  await started(page);
  assert.equal(await page.title(), 'Replicascope 2', 'the network comes first');
  const pages = async () => {
    const names = await page.evaluate(async () => {
      const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const requests = await Promise.all(stores.map((store) => store.keys()));
      return requests.flat().map(({ url }) => url);
    });
    return names.filter((name) => name.includes('index.html')).map((name) => new URL(name).search);
  };
  while (`${await pages()}` !== '?2') await page.waitForTimeout(100);
  await context.setOffline(true);
  await page.reload();
  await started(page);
  assert.equal(await page.title(), 'Replicascope 2');
});
