// What a first visit downloads, compressed as hosts that care send it. A budget is what is reached
// now with a little room: whoever exceeds it has made the page slower to arrive, and should know.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { openApp } from './support/app.mjs';

const KB = 1000;

const visits = [
  { what: 'a frame with one scenario', hash: '?embed=1&scenario=cart-lww', budget: 185 * KB },
  // What is played, and so what comes first, differs by some 300 bytes from build to build.
  { what: 'a lesson', hash: '#lesson=stale-window', budget: 250.5 * KB },
  { what: 'the Lab', hash: '', budget: 330 * KB },
  { what: 'a frame with another scenario', hash: '?embed=1&scenario=quorum-overlap', budget: 540 * KB },
  { what: 'another lesson', hash: '#lesson=monotonic-reads', budget: 540 * KB },
];

/** Everything that is downloaded before the page is idle. */
async function downloaded(t, hash) {
  const bodies = [];
  const { page } = await openApp(t, {
    hash,
    before: async (page) => {
      page.on('response', (response) => bodies.push(response.body()));
      // What comes later, when the page is idle, nobody waits for.
      await page.addInitScript(() => {
        window.requestIdleCallback = () => 0;
      });
    },
  });
  await page.locator('article.lesson').or(page.getByRole('heading', { level: 2 })).first().waitFor();
  await page.waitForTimeout(300);
  return Promise.all(bodies);
}

const sum = (bodies, size) => bodies.reduce((total, body) => total + size(body), 0);

/** By its hash, what a file takes compressed: visits have most files in common. */
const known = new Map();
function compressed(body) {
  const hash = createHash('sha256').update(body).digest('hex');
  if (!known.has(hash)) known.set(hash, brotliCompressSync(body).length);
  return known.get(hash);
}
const brotli = (bodies) => sum(bodies, compressed);

for (const { what, hash, budget } of visits) {
  test(`${what} arrives with no more than it needs`, async (t) => {
    // The usual visit: now and then things arrive in an order that needs another part.
    let least = await downloaded(t, hash);
    for (let again = 0; again < 3 && brotli(least) > budget; again += 1) least = await downloaded(t, hash);
    const size = brotli(least);
    const gzip = sum(least, (body) => gzipSync(body, { level: 9 }).length);
    t.diagnostic(`${what}: ${size} bytes in ${least.length} files, ${gzip} where the host knows gzip only`);
    assert(size <= budget, `${size} bytes, where ${budget} are the budget`);
  });
}
