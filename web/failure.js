// What is shown when the program cannot start or cannot go on: what happened, what to do, and the
// document, which is not lost. It is fetched when the page is idle, so that it is here without a
// network, too.

/** Each failure by its title and what to do; and what is added where the document is there. */
const ENGLISH = {
  stopped: ['Replicascope has stopped', 'Something went wrong in the program; that is its fault, not yours.', 'What you have made is below: save it, or begin again with it.'],
  part: ['A part of Replicascope is missing', 'The network cannot be reached, and a part of the program had not arrived yet. Connect again, then load the page again.', 'What you have made is below: save it, or begin again with it.'],
  network: ['Replicascope could not be loaded', 'A file of it did not arrive. See whether the network is there, then try again. If it stays like this, its host does not have all files.'],
  wasm: ['Replicascope cannot run here', 'It needs WebAssembly, which this browser does not have or does not allow. Open it in another browser, or allow WebAssembly for this page: in Edge that is under “Enhance your security on the web”, on Apple devices under “Lockdown Mode”.'],
  policy: ['Replicascope may not run here', 'The host’s security policy does not allow WebAssembly. Whoever runs the host has to add \'wasm-unsafe-eval\' to script-src.'],
  save: 'Save the Lab', again: 'Begin again with it', reload: 'Load the page again', afresh: 'Begin with the first scenario', details: 'For a report',
  retry: 'A part of Replicascope has not arrived. See whether the network is there, then press OK to try again: nothing is lost.',
};
const GERMAN = {
  stopped: ['Replicascope ist stehen geblieben', 'Im Programm ist etwas schiefgegangen; das liegt an ihm, nicht an Ihnen.', 'Was Sie gemacht haben, ist noch da: Sichern Sie es, oder beginnen Sie damit von neuem.'],
  part: ['Ein Teil von Replicascope fehlt', 'Das Netz ist nicht erreichbar, und ein Teil des Programms war noch nicht angekommen. Verbinden Sie sich wieder und laden Sie die Seite neu.', 'Was Sie gemacht haben, ist noch da: Sichern Sie es, oder beginnen Sie damit von neuem.'],
  network: ['Replicascope konnte nicht geladen werden', 'Eine seiner Dateien ist nicht angekommen. Sehen Sie nach, ob das Netz da ist, und versuchen Sie es noch einmal. Bleibt es dabei, fehlen dem Server Dateien.'],
  wasm: ['Replicascope läuft hier nicht', 'Es braucht WebAssembly, das dieser Browser nicht hat oder nicht erlaubt. Öffnen Sie es in einem anderen Browser, oder erlauben Sie dieser Seite WebAssembly: in Edge unter „Verbessern Ihrer Sicherheit im Web“, auf Geräten von Apple unter „Blockierungsmodus“.'],
  policy: ['Replicascope darf hier nicht laufen', 'Die Sicherheitsrichtlinie des Servers erlaubt kein WebAssembly. Wer ihn betreibt, muss \'wasm-unsafe-eval\' zu script-src hinzufügen.'],
  save: 'Labor sichern', again: 'Damit von neuem beginnen', reload: 'Seite neu laden', afresh: 'Mit dem ersten Szenario beginnen', details: 'Für einen Bericht',
  retry: 'Ein Teil von Replicascope ist nicht angekommen. Sehen Sie nach, ob das Netz da ist, und drücken Sie OK, um es noch einmal zu versuchen: es geht nichts verloren.',
};

/** Which of the texts an error needs. */
function kind(error, running) {
  const { WebAssembly } = globalThis;
  if (!WebAssembly) return 'wasm';
  if (error?.name === 'PartError') return 'part';
  if (running) return 'stopped';
  if (!(error instanceof WebAssembly.CompileError)) return 'network';
  return /unsafe-eval|Content Security Policy/.test(error.message) ? 'policy' : 'network';
}

const words = () => (document.documentElement.lang === 'de' ? GERMAN : ENGLISH);

/** Whether to try again to fetch a part; the program stands still meanwhile, and loses nothing. */
export const ask = () => confirm(words().retry);

/** What has gone through the program has left it in the middle of something. */
export function hear({ error, reason = error }) {
  if (reason?.name === 'PartError' || /wasm-function/.test(reason?.stack)) show(reason, true);
}

let shown = false;

/** Shows the page, once: what fails afterwards is a consequence. */
export async function show(error, running) {
  if (shown) return;
  shown = true;
  const says = words();
  const [title, text, kept] = says[kind(error, running)];
  const lab = running ? await recovered() : null;
  const plain = location.href.split('#')[0];
  const buttons = [button(says.reload, () => location.reload())];
  if (lab) {
    buttons.unshift(button(says.save, () => save(lab)), button(says.again, async () => go(`${plain}#${await link(lab)}`)));
  }
  if (location.hash) buttons.push(button(says.afresh, () => go(plain)));
  const row = element('p', '', buttons);
  const details = element('details', '', [element('summary', says.details), element('pre', `${error?.stack ?? error}`)]);
  const main = element('main', '', [element('h1', title), element('p', lab && kept ? `${text} ${kept}` : text), row, details]);
  main.setAttribute('role', 'alert');
  row.className = 'row';
  row.style.marginTop = '1rem';
  main.style.cssText = 'max-width: 42rem; margin: 12vh auto; padding: 0 1.25rem; display: block; line-height: 1.5';
  details.lastChild.style.cssText = 'white-space: pre-wrap; overflow-wrap: anywhere';
  details.style.marginTop = '2rem';
  document.body.replaceChildren(main);
  document.title = title;
}

/** The document: the program's memory outlives its failure as a rule; if not, the address has it. */
async function recovered() {
  try {
    return JSON.stringify(window.replicascope.lab(), null, 2);
  } catch {
    try {
      const packed = /[#&]s=1\.([\w-]+)/.exec(location.hash)[1];
      const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
      const text = await new Response(through(bytes, new DecompressionStream('deflate'))).text();
      return JSON.stringify(JSON.parse(text).lab, null, 2);
    } catch {
      return null;
    }
  }
}

const through = (bytes, stream) => new Blob([bytes]).stream().pipeThrough(stream);

/** The fragment that opens a document, as crates/core/src/lab/link.rs has it. */
async function link(lab) {
  const open = JSON.parse(lab);
  const text = new TextEncoder().encode(JSON.stringify({ t: open.opens_at_us ?? 0, lab: open }));
  const packed = new Uint8Array(await new Response(through(text, new CompressionStream('deflate'))).arrayBuffer());
  const letters = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(''));
  return `s=1.${letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** Another fragment alone would not load the page again. */
function go(address) {
  history.replaceState(null, '', address);
  location.reload();
}

function save(lab) {
  const file = document.createElement('a');
  file.href = URL.createObjectURL(new Blob([lab], { type: 'application/json' }));
  file.download = 'lab.json';
  file.click();
}

function button(text, onclick) {
  const made = element('button', text);
  made.type = 'button';
  made.onclick = onclick;
  return made;
}

function element(name, text, children = []) {
  const made = document.createElement(name);
  made.append(text, ...children);
  return made;
}
