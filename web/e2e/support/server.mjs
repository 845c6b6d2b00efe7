// dist/ on a port of its own, below a path of its own: the page must work
// wherever a course puts it, so nothing of it may refer to the host's root.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';

const DIST = new URL('../../../dist/', import.meta.url);
const BASE = '/course/unit-3/';

export const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Starts the server, which sends these headers too. The page is at `address`; `close` stops it. */
export async function serveDist(dist = DIST, headers = {}) {
  assert(existsSync(new URL('index.html', dist)), 'no dist/: run `cargo xtask build` first');
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      assert(pathname.startsWith(BASE));
      // A URL cannot climb out: `..` was resolved when it was parsed.
      const file = pathname.slice(BASE.length) || 'index.html';
      const body = await readFile(new URL(file, dist));
      response.writeHead(200, { ...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    address: `http://127.0.0.1:${server.address().port}${BASE}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
