// <replica-scope scenario="cart-lww" panels="timeline,inspector"></replica-scope>
//
// A frame of Replicascope that is loaded when a reader scrolls near it and is as high as what is in
// it. README.md lists the attributes, methods and events.

const BASE = new URL('./', import.meta.url);
const NS = 'replicascope';
/** Parameters of the address that are attributes of the same names. */
const OF_THE_ADDRESS = ['scenario', 'lesson', 'practice', 'panels', 'controls', 'theme', 'lang', 'seed', 't', 'readonly', 'autoplay', 'speed', 'motion'];
/** Those that name a document or a moment; the others can be set while the frame lives. */
const OF_THE_DOCUMENT = ['scenario', 's', 'text', 'seed', 't'];
/** Those that name what only a new frame opens. */
const NAMED = ['lesson', 'practice'];
const SWITCHES = ['readonly', 'autoplay'];
const OURS = ['ready', 'change', 'verdict', 'answer', 'error'];
const HEIGHT = 480;
const NEAR = '600px';
const PATIENCE = 15_000;

class ReplicaScope extends HTMLElement {
  static observedAttributes = [...OF_THE_ADDRESS, 's', 'text', 'title', 'width', 'height'];

  #frame = null;
  #ready = false;
  #waiting = new Map();
  #unsent = [];
  #next = 1;
  #near = null;
  #changed = new Set();
  #hear = (event) => this.#heard(event);

  connectedCallback() {
    this.style.display ||= 'block';
    this.#root().replaceChildren(this.#empty());
    addEventListener('message', this.#hear);
    if (!('IntersectionObserver' in window)) return this.#load();
    this.#near = new IntersectionObserver(
      (seen) => seen.some((one) => one.isIntersecting) && this.#load(),
      { rootMargin: NEAR },
    );
    this.#near.observe(this);
  }

  disconnectedCallback() {
    removeEventListener('message', this.#hear);
    this.#near?.disconnect();
    this.#begin(null);
    for (const id of [...this.#waiting.keys()]) this.#settle(id, new Error('the element was taken out of the page'));
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#frame) return;
    // Several in a row are one change.
    if (!this.#changed.size) queueMicrotask(() => this.#follow());
    this.#changed.add(name);
  }

  play() { return this.#ask('play'); }
  pause() { return this.#ask('pause'); }
  /** To the next event, or with `'back'` to the one before. */
  step(direction) { return this.#ask('step', direction === 'back' ? { back: true } : {}); }
  /** To a moment, in milliseconds. */
  seek(t) { return this.#ask('seek', { t }); }
  /** Opens a scenario by its name, or a document; or `{ scenario | lab | s | text, t, seed }`. */
  load(what, more) {
    const named = typeof what === 'string' ? { scenario: what } : what;
    return this.#ask('load', { ...('version' in Object(named) ? { lab: named } : named), ...more });
  }
  getState() { return this.#ask('getState'); }
  undo() { return this.#ask('undo'); }
  redo() { return this.#ask('redo'); }
  reset() { return this.#ask('reset'); }
  /** The document (`'lab'`), its `'trace'`, or the fragment of its `'link'`. */
  export(what = 'lab') { return this.#ask('export', { what }).then(({ data }) => data); }

  #root() {
    return this.shadowRoot ?? this.attachShadow({ mode: 'open' });
  }

  /** Stands where the frame will be, so that the page does not jump. */
  #empty() {
    const empty = document.createElement('div');
    empty.style.height = this.#height();
    return empty;
  }

  #height(measured = HEIGHT) {
    const given = Number.parseInt(this.getAttribute('height'), 10);
    return `${given > 0 ? given : measured}px`;
  }

  #address() {
    const address = new URL(BASE);
    address.searchParams.set('embed', '1');
    for (const name of OF_THE_ADDRESS) {
      const value = this.#value(name);
      if (value !== null) address.searchParams.set(name, value);
    }
    address.searchParams.set('parentOrigin', location.origin);
    const [s, text] = [this.getAttribute('s'), this.getAttribute('text')];
    if (s) address.hash = `s=${s}`;
    else if (text) address.hash = `t=${text}`;
    return address.href;
  }

  /** What an attribute says; a switch is on where it is there at all. */
  #value(name) {
    const value = this.getAttribute(name);
    return value === '' && SWITCHES.includes(name) ? '1' : value;
  }

  #load() {
    if (this.#frame || !this.isConnected) return;
    this.#near?.disconnect();
    const frame = document.createElement('iframe');
    frame.allow = 'clipboard-write; fullscreen';
    Object.assign(frame.style, { width: '100%', height: this.#height(), border: '0', display: 'block' });
    this.#begin(frame);
    this.#dress();
    frame.src = this.#address();
    this.#root().replaceChildren(frame);
  }

  /** Another frame, or none: what was said to the one before is over. */
  #begin(frame) {
    this.#frame = frame;
    this.#ready = false;
    this.#changed.clear();
    if (!frame) this.#unsent = [];
  }

  #dress() {
    const { style } = this.#frame;
    this.#frame.title = this.title || `Replicascope: ${this.getAttribute('scenario') ?? 'a picture of replicas'}`;
    const width = Number.parseInt(this.getAttribute('width'), 10);
    style.maxWidth = width > 0 ? `${width}px` : '';
    if (this.hasAttribute('height')) style.height = this.#height();
  }

  /** Attributes have changed. */
  #follow() {
    const names = [...this.#changed];
    this.#changed.clear();
    if (!this.#frame) return;
    this.#dress();
    const settings = names.filter((name) => OF_THE_ADDRESS.includes(name) && !OF_THE_DOCUMENT.includes(name) && name !== 'autoplay');
    const documents = names.filter((name) => OF_THE_DOCUMENT.includes(name));
    if (!settings.length && !documents.length) return;
    // A setting that is taken away, another lesson or variant, or a frame that does not listen yet, is best begun anew.
    const variant = documents.length && NAMED.some((name) => this.hasAttribute(name));
    if (!this.#ready || variant || settings.some((name) => NAMED.includes(name) || (this.#value(name) === null && !SWITCHES.includes(name)))) {
      this.#frame = null;
      this.#load();
      return;
    }
    const wrong = (error) => this.#tell('error', { message: error.message });
    if (settings.length) {
      const fields = Object.fromEntries(settings.map((name) => [name, this.#value(name) ?? '0']));
      this.#ask('set', fields).catch(wrong);
    }
    if (documents.length) this.#document(documents).catch(wrong);
  }

  #document(names) {
    const t = this.hasAttribute('t') ? { t: Number(this.getAttribute('t')) } : {};
    if (names.every((name) => name === 't')) return this.#ask('seek', { t: t.t ?? 0 });
    const [s, text] = [this.getAttribute('s'), this.getAttribute('text')];
    if (s) return this.#ask('load', { s });
    if (text) return this.#ask('load', { text });
    const seed = this.hasAttribute('seed') ? { seed: Number(this.getAttribute('seed')) } : {};
    return this.#ask('load', { scenario: this.getAttribute('scenario') ?? 'convergence', ...seed, ...t });
  }

  #ask(type, fields = {}) {
    if (!this.isConnected) return Promise.reject(new Error(`${type}: the element is in no page`));
    const id = this.#next++;
    const answer = new Promise((done, failed) => {
      const late = () => this.#settle(id, new Error(`${type}: Replicascope did not answer within ${PATIENCE / 1000} seconds`));
      this.#waiting.set(id, { done, failed, timer: setTimeout(late, PATIENCE) });
    });
    this.#load();
    this.#send({ ...fields, ns: NS, v: 1, id, type });
    return answer;
  }

  #send(message) {
    if (!this.#ready) this.#unsent.push(message);
    else {
      try {
        this.#frame.contentWindow.postMessage(message, BASE.origin);
      } catch (error) {
        // What cannot be copied cannot be sent.
        this.#settle(message.id, error);
      }
    }
  }

  #settle(id, outcome) {
    const one = this.#waiting.get(id);
    if (!one) return;
    this.#waiting.delete(id);
    clearTimeout(one.timer);
    if (outcome instanceof Error || outcome instanceof DOMException) one.failed(outcome);
    else one.done(outcome);
  }

  #heard({ source, origin, data }) {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== BASE.origin || data?.ns !== NS) return;
    const { ns, v, id, type, ...detail } = data;
    if (type === 'resize') this.#frame.style.height = this.#height(detail.height);
    if (type === 'ready') {
      this.#ready = true;
      for (const message of this.#unsent.splice(0)) this.#send(message);
    }
    if (id === undefined || id === null) return this.#tell(type, detail);
    this.#settle(id, type === 'error' ? new Error(detail.message) : detail);
  }

  #tell(type, detail) {
    if (OURS.includes(type)) this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

if (!customElements.get('replica-scope')) customElements.define('replica-scope', ReplicaScope);
