// Starts the program. A file of its own, because a strict host allows no script inside a page.

import { follow } from './rest.js';

const { program, wasm } = document.querySelector('script[data-program]').dataset;
const at = (address) => new URL(address, document.baseURI);

const { default: start } = await import(at(program));
const parts = await start({ module_or_path: at(wasm) });
follow(parts);
dispatchEvent(new CustomEvent('ReplicascopeStarted', { detail: { wasm: parts } }));

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
