// Keeps the page's files, so that it works without a network after the first visit. The browser
// runs this beside the page, as a service worker; `cargo xtask build` writes the list below, and
// so every build is another version of this file, which browsers notice by themselves.
//
// A file is kept under its name and the hash of its content: what a new version has not changed is
// not fetched again. A new version takes over when a page is loaded (web/boot.js tells it to), and
// removes what only the old one needed.

const FILES = {};

const scope = registration.scope;
const CACHE = `replicascope ${scope}`;
/** How long the network has for what is kept as well, in milliseconds. */
const PATIENCE = 4000;

/** Where a file is fetched. The page itself has no name: some hosts do not answer to its own. */
const address = (path) => new URL(path === 'index.html' ? './' : path, scope);
/** The name that it is kept under. */
const key = (path) => new URL(`${path}?${FILES[path]}`, scope).href;

addEventListener('install', (event) => event.waitUntil(fill()));

async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(FILES).map(async (path) => {
    if (await cache.match(key(path))) return;
    const response = await fetch(address(path), { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await cache.put(key(path), response);
  }));
}

addEventListener('activate', (event) => event.waitUntil(takeOver()));

async function takeOver() {
  const cache = await caches.open(CACHE);
  const needed = new Set(Object.keys(FILES).map(key));
  const kept = await cache.keys();
  await Promise.all(kept.filter((one) => !needed.has(one.url)).map((one) => cache.delete(one)));
  await clients.claim();
}

addEventListener('message', (event) => {
  if (event.data === 'take over') skipWaiting();
});

addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const [bare] = url.split(/[?#]/);
  const path = bare === scope ? 'index.html' : bare.slice(scope.length);
  if (method !== 'GET' || !bare.startsWith(scope) || !(path in FILES)) return;
  // A name with a hash of the content in it always means the same; all others may have changed.
  const same = /-[0-9a-f]{14,16}[._]/.test(path);
  event.respondWith(same ? keptFirst(path, event.request) : newFirst(path, event.request));
});

const kept = async (path) => (await caches.open(CACHE)).match(key(path));

async function keptFirst(path, request) {
  return (await kept(path)) ?? fetch(request);
}

async function newFirst(path, request) {
  const copy = await kept(path);
  if (!copy) return fetch(request);
  try {
    const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
    const response = await Promise.race([fetch(request), late]);
    return response.ok ? response : copy;
  } catch {
    return copy;
  }
}
