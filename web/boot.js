// Starts the program. A file of its own, because a strict host allows no script inside a page.

import { follow } from './rest.js';

const { program, wasm } = document.querySelector('script[data-program]').dataset;
const at = (address) => new URL(address, document.baseURI);

const { default: start } = await import(at(program));
const parts = await start({ module_or_path: at(wasm) });
follow(parts);
dispatchEvent(new CustomEvent('ReplicascopeStarted', { detail: { wasm: parts } }));
