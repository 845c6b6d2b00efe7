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
