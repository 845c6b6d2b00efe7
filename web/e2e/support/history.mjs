// Going back and forth.

import assert from 'node:assert/strict';
import { lab } from './api.mjs';

export const undoButton = (page) => page.getByRole('button', { name: 'Undo' });
export const redoButton = (page) => page.getByRole('button', { name: 'Redo' });

/**
 * Asserts that exactly one step, undone by the button and by Ctrl+Z, leads back to a document.
 * Leaves it undone.
 */
export async function undoneTo(page, before) {
  const after = await lab(page);
  assert.notDeepEqual(after, before, 'something was done');
  await undoButton(page).click();
  assert.deepEqual(await lab(page), before, 'one step back by the button');
  await page.keyboard.press('Control+Shift+z');
  assert.deepEqual(await lab(page), after, 'and forth');
  await page.keyboard.press('Control+z');
  assert.deepEqual(await lab(page), before, 'and back by the keyboard');
}

/** The same by keyboard only; the focus stays where it is. */
export async function undoneByKeys(page, before) {
  const after = await lab(page);
  assert.notDeepEqual(after, before, 'something was done');
  await page.keyboard.press('Control+z');
  assert.deepEqual(await lab(page), before, 'one step back');
  await page.keyboard.press('Control+Shift+z');
  assert.deepEqual(await lab(page), after, 'and forth');
  await page.keyboard.press('Control+z');
  assert.deepEqual(await lab(page), before, 'and back again');
}
