// Brings the parts of the program, where it was built in parts (crates/split says how and why): the
// first one runs already, and its functions ask for the others. In a program that is whole, nothing
// here does anything.

const script = document.querySelector('script[data-program]');
const address = (file) => new URL(file, document.baseURI);
const files = (script.dataset.parts ?? '').split(' ').filter(Boolean);
/** By number, from 2 on: the address, and the module once it has arrived. */
const parts = new Map(files.map((file, place) => [place + 2, { file }]));

/** What the first part imports: a function for each other part, which brings it at once. */
export const loaders = (first) =>
  Object.fromEntries([...parts.keys()].map((number) => [`load.${number}`, () => load(number, first())]));

/** Fetches these parts, so that they are at hand when they are asked for. */
export const fetched = (numbers) => Promise.all(numbers.map(fetchPart));

/** Asks whether to try again, once the words for that are here. */
let ask = () => false;

/** Fetches the others once the page is idle; before them, what says that something has failed. */
export function follow(first, failure) {
  const idle = window.requestIdleCallback ?? ((call) => setTimeout(call, 200));
  idle(async () => {
    ask = (await failure().catch(() => null))?.ask ?? ask;
    for (const [number, part] of parts) {
      try {
        await fetchPart(number);
        if (!part.joined) join(part, await WebAssembly.instantiate(part.module, { first }), first, number);
      } catch (error) {
        // Whatever needs the part will ask for it again.
        console.warn(`Part ${number} of the program has not been loaded yet:`, error);
      }
    }
  });
}

async function fetchPart(number) {
  const part = parts.get(number);
  if (part && !part.module) part.module = await WebAssembly.compileStreaming(fetch(address(part.file)));
}

/** The program stands still until the part is there. */
function load(number, first) {
  const part = parts.get(number);
  while (!part.module) {
    try {
      part.module = new WebAssembly.Module(bytesNow(part.file));
    } catch (error) {
      if (!ask()) throw Object.assign(new Error(`${part.file}: ${error.message}`), { name: 'PartError' });
    }
  }
  join(part, new WebAssembly.Instance(part.module, { first }), first, number);
}

/** From here on, the first part calls what the other part has put into its table. */
function join(part, _instance, first, number) {
  part.joined = true;
  first[`${number}.here.0`].value = 1;
}

function bytesNow(file) {
  const request = new XMLHttpRequest();
  request.open('GET', address(file), false);
  // The only way to receive bytes in a request that is waited for.
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new Error(`${file} cannot be fetched: ${request.status}`);
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 0xff);
}
