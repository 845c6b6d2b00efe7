// Starts the program. A file of its own, because a strict host allows no script inside a page.

import { fetched, follow } from './parts.js';

const { program, wasm } = document.querySelector('script[data-program]').dataset;
const at = (address) => new URL(address, document.baseURI);

/** The parts that the first picture needs beside the first one, in the order of web/first.mjs. */
function needed() {
  if (new URLSearchParams(location.search).get('embed') === '1') return [];
  return location.hash.startsWith('#lesson=') ? [2] : [2, 3];
}

const [{ default: start }] = await Promise.all([import(at(program)), fetched(needed())]);
const first = await start({ module_or_path: at(wasm) });
follow(first);
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
