// Starts the program. A file of its own, because a strict host allows no script inside a page.

import { fetched, follow, whenIdle } from './parts.js';

const { program, wasm } = document.querySelector('script[data-program]').dataset;
const at = (address) => new URL(address, document.baseURI);

/** The parts that the first picture needs beside the first one, in the order of web/first.mjs. */
function needed() {
  if (new URLSearchParams(location.search).get('embed') === '1') return [];
  return location.hash.startsWith('#lesson=') ? [2] : [2, 3];
}

/** Whether the address asks for a first picture that is played while the page is built. */
function isPlain() {
  const query = new URLSearchParams(location.search);
  return !query.has('panels') && (location.hash === '' || location.hash.startsWith('#lesson='));
}

/** The style sheets that no such picture needs. */
const later = [...document.querySelectorAll('link[rel=later]')];
const style = () =>
  Promise.all(later.splice(0).map((sheet) => new Promise((arrived) => {
    sheet.onload = arrived;
    sheet.onerror = arrived;
    sheet.rel = 'stylesheet';
  })));

const [{ default: start }] = await Promise.all([import(at(program)), fetched(needed()), isPlain() || style()]);
const first = await start({ module_or_path: at(wasm) });
follow(first);
// What is opened by a key or a press finds its style.
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, style, { capture: true, once: true });
whenIdle(style);
dispatchEvent(new CustomEvent('ReplicascopeStarted', { detail: { wasm: first } }));

// Where the build has a service worker, it keeps the page's files for when there is no network.
const { offline } = document.querySelector('script[data-program]').dataset;
if (offline) {
  try {
    const registration = await navigator.serviceWorker.register(at(offline));
    // A version that came while the page was open last time.
    registration.waiting?.postMessage('take over');
  } catch {
    // A page that may not have one, in a sandboxed frame for example, needs the network.
  }
}
