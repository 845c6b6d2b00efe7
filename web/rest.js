// Brings the second part of the program, where it was built in two (crates/split says how and
// why). In a program that is whole, nothing here does anything.

const { rest } = document.querySelector('script[data-program]').dataset;
let here = false;

const imports = (first) => ({ first });

function arrived(first) {
  here = true;
  first['here.0'].value = 1;
}

/** Fetches the rest once the page is idle. */
export function follow(first) {
  if (!rest || here) return;
  const idle = window.requestIdleCallback ?? ((call) => setTimeout(call, 200));
  idle(async () => {
    try {
      const module = await WebAssembly.compileStreaming(fetch(new URL(rest, document.baseURI)));
      if (here) return;
      await WebAssembly.instantiate(module, imports(first));
      arrived(first);
    } catch (error) {
      // Whatever needs the rest will ask for it again.
      console.warn('The rest of the program has not been loaded yet:', error);
    }
  });
}

/** Fetches the rest at once: the program stands still until it has arrived. */
export function load(first) {
  const request = new XMLHttpRequest();
  request.open('GET', new URL(rest, document.baseURI), false);
  // The only way to receive bytes in a request that is waited for.
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new Error(`${rest} cannot be fetched: ${request.status}`);
  const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 0xff);
  new WebAssembly.Instance(new WebAssembly.Module(bytes), imports(first));
  arrived(first);
}
