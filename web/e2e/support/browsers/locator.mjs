// Locators for browsers that Playwright does not drive: what the tests use of Playwright's, with
// the same meaning. A locator is a list of steps, which the page follows anew for every question.

import { strict as assert } from 'node:assert';
import { setTimeout as later } from 'node:timers/promises';

const PAUSE_MS = 30;

export class Locator {
  /** @param {import('./page.mjs').Frame} frame where to look */
  constructor(frame, steps = []) {
    this.frame = frame;
    this.steps = steps;
  }

  with = (step) => new Locator(this.frame, [...this.steps, step]);
  locator = (css, filter = {}) => this.with({ css }).filter(filter);
  filter = ({ hasText }) => (hasText === undefined ? this : this.with({ hasText: pattern(hasText, false) }));
  getByRole = (role, { name, exact = false } = {}) =>
    this.with({ role, name: name === undefined ? undefined : pattern(name, exact) });
  getByText = (text, { exact = false } = {}) => this.with({ text: pattern(text, exact) });
  getByLabel = (label, { exact = false } = {}) => this.with({ label: pattern(label, exact) });
  nth = (index) => this.with({ nth: index });
  first = () => this.nth(0);
  last = () => this.nth(-1);
  toString = () => JSON.stringify(this.steps);

  /** Calls a function with all the elements that there are now. */
  evaluateAll = (callee, value) =>
    this.frame.evaluate(`(steps, value) => (${callee})((${find})(steps), value)`, this.steps, value);

  count = () => this.evaluateAll((elements) => elements.length);
  allInnerTexts = () => this.evaluateAll((elements) => elements.map(({ innerText }) => innerText));
  allTextContents = () => this.evaluateAll((elements) => elements.map(({ textContent }) => textContent));

  /** Calls a function with the one element, once it is there. */
  async evaluate(callee, value) {
    await this.waitFor({ state: 'attached' });
    return this.evaluateAll(`([element], value) => (${callee})(element, value)`, value);
  }

  getAttribute = (name) => this.evaluate((element, name) => element.getAttribute(name), name);
  innerText = () => this.evaluate((element) => element.innerText);
  textContent = () => this.evaluate((element) => element.textContent);
  inputValue = () => this.evaluate((element) => element.value);
  isDisabled = () => this.evaluate((element) => element.matches(':disabled, [aria-disabled=true]'));
  isChecked = () => this.evaluate((element) => element.checked ?? element.ariaChecked === 'true');
  focus = () => this.evaluate((element) => element.focus());
  scrollIntoViewIfNeeded = () => this.evaluate((element) => element.scrollIntoView({ block: 'nearest' }));
  isVisible = () => this.evaluateAll(`(elements) => elements.some(${isVisible})`);

  boundingBox = () =>
    this.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    });

  /** Waits until there is one element that is visible or merely there, or until there is none. */
  async waitFor({ state = 'visible', timeout = this.frame.patience } = {}) {
    const deadline = Date.now() + timeout;
    for (;;) {
      const seen = await this.evaluateAll(`(elements) => elements.map(${isVisible})`);
      // As with Playwright: who means one of several says which.
      assert(seen.length <= 1, `${this} finds ${seen.length} elements`);
      const is = { attached: seen.length === 1, visible: seen[0] === true, hidden: !seen[0], detached: seen.length === 0 };
      if (is[state]) return;
      assert(Date.now() < deadline, `${this} is not ${state} after ${timeout} ms`);
      await later(PAUSE_MS);
    }
  }

  async click() {
    const { x, y } = await this.middle();
    await this.frame.page.mouse.click(x, y);
  }

  async hover() {
    const { x, y } = await this.middle();
    await this.frame.page.mouse.move(x, y);
  }

  /** Where a pointer is put to meet the element, which stands still and is covered by nothing. */
  async middle() {
    await this.waitFor();
    const deadline = Date.now() + this.frame.patience;
    for (;;) {
      const { x, y, met } = await this.evaluate(async (element) => {
        const place = () => element.getBoundingClientRect();
        if (place().top < 0 || place().bottom > innerHeight) element.scrollIntoView({ block: 'center' });
        const { x: left, y: top } = place();
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        const { x, y, width, height } = place();
        const middle = { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
        const hit = document.elementFromPoint(middle.x, middle.y);
        const control = element.closest('label, button, a') ?? element;
        return { ...middle, met: x === left && y === top && (control.contains(hit) || hit?.contains(element)) };
      });
      if (met && (await this.evaluate((element) => !element.matches(':disabled')))) return { x, y };
      assert(Date.now() < deadline, `${this} is covered, disabled or in motion`);
      await later(PAUSE_MS);
    }
  }

  /** Replaces the text of a field, as typing does. */
  fill = (text) =>
    this.evaluate((field, text) => {
      field.focus();
      field.select();
      document.execCommand('insertText', false, text);
    }, text);

  /** Chooses by the value or by `{ label }`. */
  selectOption = (choice) =>
    this.evaluate((select, { label, value }) => {
      const option = [...select.options].find((one) => one.value === value || one.label === label);
      select.value = option.value;
      for (const type of ['input', 'change']) select.dispatchEvent(new Event(type, { bubbles: true }));
    }, typeof choice === 'string' ? { value: choice } : choice);
}

/** A text to look for, as data. */
const pattern = (text, exact) =>
  text instanceof RegExp ? { source: text.source, flags: text.flags } : { text, exact };

// What follows runs in the page, and so can use nothing from outside itself.

function isVisible(element) {
  const { width, height } = element.getBoundingClientRect();
  return (width > 0 || height > 0) && getComputedStyle(element).visibility === 'visible';
}

/** The elements that steps lead to. */
function find(steps) {
  const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const matches = (given, { source, flags, text, exact }) => {
    if (source !== undefined) return new RegExp(source, flags).test(tidy(given));
    return exact ? tidy(given) === text : tidy(given).toLowerCase().includes(text.toLowerCase());
  };
  const textsOf = (ids) => ids.split(' ').map((id) => document.getElementById(id)?.textContent).join(' ');
  const label = (element) =>
    element.getAttribute('aria-label') ??
    (element.hasAttribute('aria-labelledby') ? textsOf(element.getAttribute('aria-labelledby')) : undefined) ??
    (element.labels?.length ? [...element.labels].map((one) => one.textContent).join(' ') : undefined);
  const spoken = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
    return node.getAttribute('aria-label') ?? [...node.childNodes].map(spoken).join('');
  };
  const native = {
    button: 'button, input[type=button]',
    link: 'a[href]',
    heading: 'h1, h2, h3, h4, h5, h6',
    textbox: 'input:not([type]), input[type=text], textarea',
    spinbutton: 'input[type=number]',
    combobox: 'select',
    checkbox: 'input[type=checkbox]',
    radio: 'input[type=radio]',
    slider: 'input[type=range]',
    navigation: 'nav',
    group: 'fieldset',
    status: 'output',
    dialog: 'dialog',
    table: 'table',
  };
  const within = (roots, css) => [...new Set(roots.flatMap((root) => [...root.querySelectorAll(css)]))];
  const step = (elements, { css, role, name, text, label: labelled, hasText, nth }) => {
    if (css !== undefined) return within(elements, css);
    if (role !== undefined) {
      const css = `[role=${role}]${native[role] ? `, :is(${native[role]}):not([role])` : ''}`;
      return within(elements, css).filter((element) =>
        element.checkVisibility() && (name === undefined || matches(label(element) ?? spoken(element), name)));
    }
    if (labelled !== undefined) return within(elements, '*').filter((element) => {
      const given = label(element);
      return given !== undefined && matches(given, labelled);
    });
    if (text !== undefined) {
      // The smallest elements whose text it is.
      const holds = (element) => !['SCRIPT', 'STYLE'].includes(element.tagName) && matches(element.textContent, text);
      return within(elements, '*').filter((element) => holds(element) && ![...element.children].some(holds));
    }
    if (hasText !== undefined) return elements.filter((element) => matches(element.textContent, hasText));
    return elements.slice(nth).slice(0, 1);
  };
  return steps.reduce(step, [document]);
}
