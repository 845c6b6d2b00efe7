// A page for browsers that Playwright does not drive: what the tests use of Playwright's, with the
// same meaning, said in WebDriver.

import { strict as assert } from 'node:assert';
import { writeFile } from 'node:fs/promises';
import { setTimeout as later } from 'node:timers/promises';
import { Locator } from './locator.mjs';

const PAUSE_MS = 30;

/** WebDriver's names for keys that write nothing. */
const KEYS = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A',
  Escape: '\uE00C', Space: ' ', PageUp: '\uE00E', PageDown: '\uE00F', End: '\uE010', Home: '\uE011',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Delete: '\uE017',
};

/** A document: that of the page, or of a frame in it. */
export class Frame {
  /** How long what a test waits for may take, unless it says otherwise. */
  patience = 15_000;

  /** @param {string} [frame] a selector of the frame's element, unless it is the page itself */
  constructor(session, page, frame) {
    this.session = session;
    this.page = page;
    this.element = frame;
  }

  /** Calls a function there. One call at a time: the session is in one document. */
  async evaluate(callee, ...values) {
    if (this.element === undefined) return this.session.evaluate(callee, ...values);
    await this.session.post('frame', { id: await this.session.element(this.element) });
    try {
      return await this.session.evaluate(callee, ...values);
    } finally {
      await this.session.post('frame', { id: null });
    }
  }

  async waitForFunction(callee, ...values) {
    const deadline = Date.now() + this.patience;
    while (!(await this.evaluate(callee, ...values))) {
      assert(Date.now() < deadline, `never: ${callee}`);
      await later(PAUSE_MS);
    }
  }

  locator = (...words) => new Locator(this).locator(...words);
  getByRole = (...words) => new Locator(this).getByRole(...words);
  getByText = (...words) => new Locator(this).getByText(...words);
  getByLabel = (...words) => new Locator(this).getByLabel(...words);
}

export class Page extends Frame {
  constructor(session) {
    super(session);
    this.page = this;
  }

  goto = (url) => this.session.post('url', { url });
  url = () => this.session.get('url');
  title = () => this.session.get('title');
  frameLocator = (css) => new Frame(this.session, this, css);

  /** Makes the window so large that the page in it has this size. */
  async setViewportSize({ width, height }) {
    await this.session.post('window/rect', { width, height });
    const [insideWidth, insideHeight] = await this.evaluate(() => [innerWidth, innerHeight]);
    await this.session.post('window/rect', { width: 2 * width - insideWidth, height: 2 * height - insideHeight });
    await this.waitForFunction((width, height) => innerWidth === width && innerHeight === height, width, height);
  }

  async screenshot({ path }) {
    await writeFile(path, Buffer.from(await this.session.get('screenshot'), 'base64'));
  }

  mouse = {
    at: { x: 0, y: 0 },
    move: async (x, y, { steps = 1 } = {}) => {
      const { at } = this.mouse;
      this.mouse.at = { x, y };
      const way = Array.from({ length: steps }, (_, step) => (step + 1) / steps);
      await this.#act('pointer', way.map((part) => ({
        type: 'pointerMove',
        duration: 0,
        x: Math.round(at.x + (x - at.x) * part),
        y: Math.round(at.y + (y - at.y) * part),
      })));
    },
    down: () => this.#act('pointer', [{ type: 'pointerDown', button: 0 }]),
    up: () => this.#act('pointer', [{ type: 'pointerUp', button: 0 }]),
    wheel: (deltaX, deltaY) => this.#act('wheel', [{ type: 'scroll', ...this.mouse.at, deltaX, deltaY }]),
    click: async (x, y) => {
      await this.mouse.move(x, y);
      await this.mouse.down();
      await this.mouse.up();
    },
  };

  keyboard = {
    down: (key) => this.#act('key', [{ type: 'keyDown', value: KEYS[key] ?? key }]),
    up: (key) => this.#act('key', [{ type: 'keyUp', value: KEYS[key] ?? key }]),
    /** Presses a key, or several together, as in `Control+Shift+z`. */
    press: async (chord) => {
      const keys = chord.split(/\+(?=.)/).map((key) => KEYS[key] ?? key);
      const down = keys.map((value) => ({ type: 'keyDown', value }));
      const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }));
      await this.#act('key', [...down, ...up]);
    },
    type: async (text) => {
      for (const letter of text) await this.keyboard.press(letter);
    },
  };

  #act(type, actions) {
    const parameters = type === 'pointer' ? { pointerType: 'mouse' } : undefined;
    return this.session.post('actions', { actions: [{ type, id: type, parameters, actions }] });
  }
}
