// The page by keyboard only.

import assert from 'node:assert/strict';
import { diagram } from './diagram.mjs';

/** More than there are places to stop at in any document of these tests. */
const MOST_STOPS = 120;

/** Presses Tab until the focus is on what a locator finds. */
export async function tabTo(page, target, key = 'Tab') {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not lead to ${target}`);
}

export const hasFocus = async (target) =>
  (await target.count()) > 0 && target.first().evaluate((element) => element === document.activeElement);

/** The name of the event that the arrow keys have selected. */
export const selected = (page) => diagram(page).getAttribute('aria-activedescendant');

/** Waits until what a key has changed is drawn: a busy machine takes its time. */
const drawn = (page) => page.evaluate(() =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Selects an event of the diagram, which has the focus. */
export async function selectByArrows(page, event) {
  const direction = async (key) => {
    for (let press = 0; press < 100; press += 1) {
      const before = await selected(page);
      if (before === event) return true;
      await page.keyboard.press(key);
      await drawn(page);
      if ((await selected(page)) === before) return false;
    }
    return false;
  };
  const found = (await direction('ArrowRight')) || (await direction('ArrowLeft'));
  assert(found, `the arrow keys do not lead to ${event}`);
}

/** Replaces the text of the field that has the focus, and leaves it. */
export async function enter(page, text) {
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Asserts that everybody sees where the focus is. */
export async function focusIsVisible(page) {
  const { what, shown } = await page.evaluate(() => {
    const element = document.activeElement;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      what: element.outerHTML.slice(0, 120),
      shown:
        element.matches(':focus-visible') &&
        outlineStyle === 'solid' &&
        Number.parseFloat(outlineWidth) >= 2 &&
        !/, 0\)$/.test(outlineColor) &&
        // A line has one of them.
        (box.width > 0 || box.height > 0),
    };
  });
  assert(shown, `the focus does not show on ${what}`);
}
