// Starts the program. A file of its own, because a strict host allows no script inside a page.

import { fetched, follow, idle } from './parts.js';

const { program, wasm } = document.querySelector('script[data-program]').dataset;
const at = (address) => new URL(address, document.baseURI);

/** Says on the screen what went wrong and what to do. A file of its own: most visits need none of it. */
const failure = () => import('./failure.js');
const hear = (event) => failure().then((it) => it.hear(event), () => {});
addEventListener('error', hear);
addEventListener('unhandledrejection', hear);

/** What lies beside the page may run, and nothing else; strict hosts let a page run only what it has looked at. */
const rules = {
  createScriptURL(address) {
    const { href } = at(address);
    if (!href.startsWith(at('./').href)) throw new TypeError(`${href} is not beside the page`);
    return href;
  },
};
const scripts = globalThis.trustedTypes?.createPolicy('replicascope', rules) ?? rules;
/** The program asks for it when something is to be simulated. */
window.replicascopeWorker = () => new Worker(scripts.createScriptURL('./worker.js'));

/**
 * The parts that the first picture needs beside the first one, in the order of web/first.mjs: one
 * frame and one lesson need few, the Lab more; what others need lies together.
 */
function needed() {
  const { search, hash } = location;
  const few = { '?embed=1&scenario=cart-lww': [], '#lesson=stale-window': [2], '': [2, 3] };
  return few[search + hash] ?? [2, 3, 4];
}

/** Whether the address asks for a first picture that is played while the page is built. */
function isPlain() {
  const query = new URLSearchParams(location.search);
  return !query.has('panels') && (location.hash === '' || location.hash.startsWith('#lesson='));
}

/** The style sheet that no such picture needs: asked for once. */
let styled;
const style = () => {
  styled ??= new Promise((arrived) => {
    const sheet = document.querySelector('link[rel=later]');
    if (!sheet) return arrived();
    sheet.onload = arrived;
    sheet.onerror = arrived;
    sheet.rel = 'stylesheet';
  });
  return styled;
};

async function begun() {
  const [{ default: start }] = await Promise.all([import(at(program)), fetched(needed()), isPlain() || style()]);
  return start({ module_or_path: at(wasm) });
}

const first = await begun().catch(async (error) => {
  // Where not even that arrives, what the page says while it is loaded stays.
  await failure().then((it) => it.show(error), () => {});
  throw error;
});
const followed = follow(first, failure);
// What is opened by a key or a press finds its style.
for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, style, { capture: true, once: true });
idle().then(style);
dispatchEvent(new CustomEvent('ReplicascopeStarted', { detail: { wasm: first } }));

// Where the build has a service worker, it keeps the page's files for when there is no network.
const { offline } = document.querySelector('script[data-program]').dataset;
if (offline) {
  // By then the parts need not be fetched twice.
  await followed;
  try {
    const registration = await navigator.serviceWorker.register(scripts.createScriptURL(offline));
    // A version that came while the page was open last time.
    registration.waiting?.postMessage('take over');
  } catch {
    // A page that may not have one, in a sandboxed frame for example, needs the network.
  }
}
