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

const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, 200));
/** Waits until the page has nothing else to do. */
export const idle = () => new Promise((now) => whenIdle(now));

/** Asks whether to try again, once the words for that are here. */
let ask = () => false;

/** Fetches the others once the page is idle; before them, what says that something has failed. */
export async function follow(first, failure) {
  await idle();
  ask = (await failure().catch(() => null))?.ask ?? ask;
  for (const [number, part] of parts) {
    try {
      await fetchPart(number);
      if (part.joined) continue;
      // Those before it are joined, or they could not be fetched; then it is asked for again.
      const instance = await WebAssembly.instantiate(part.module, imports(first));
      join(number, instance, first);
    } catch (error) {
      // Whatever needs the part will ask for it again.
      console.warn(`Part ${number} of the program has not been loaded yet:`, error);
      return;
    }
  }
}

async function fetchPart(number) {
  const part = parts.get(number);
  if (part && !part.module) part.module = await WebAssembly.compileStreaming(fetch(address(part.file)));
}

/** The program stands still until the part is there, and all before it, which it builds on. */
function load(number, first) {
  for (const [earlier, part] of parts) {
    if (earlier > number || part.joined) continue;
    while (!part.module) {
      try {
        part.module = new WebAssembly.Module(bytesNow(part.file));
      } catch (error) {
        if (!ask()) throw Object.assign(new Error(`${part.file}: ${error.message}`), { name: 'PartError' });
      }
    }
    join(earlier, new WebAssembly.Instance(part.module, imports(first)), first);
  }
}

/** What the parts that are there give to later ones. */
function imports(first) {
  const joined = [...parts.values()].map((part) => part.joined?.exports);
  return { parts: Object.assign({}, first, ...joined) };
}

/** From here on, the others call what the part has put into their table. */
function join(number, instance, first) {
  parts.get(number).joined = instance;
  first[`here.${number}`].value = 1;
}

function bytesNow(file) {
  const request = new XMLHttpRequest();
  request.open('GET', address(file), false);
  // The only way to receive bytes in a request that is waited for.
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new Error(`${file} cannot be fetched: ${request.status}`);
  const text = request.responseText;
  const bytes = new Uint8Array(text.length);
  for (let place = 0; place < bytes.length; place += 1) bytes[place] = text.charCodeAt(place);
  return bytes;
}
