// The text page: where to type, and what it shows.

import assert from 'node:assert/strict';

export const ALGORITHMS = ['RGA', 'Fugue', 'OT'];

/** Goes to the page. */
export const openText = async (page) => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Text' }).click();
  await field(page, 'A').waitFor();
};

/** Opens one of the examples. */
export const example = (page, name) => page.getByLabel('Example').selectOption(name);

/** The field of a replica's text. */
export const field = (page, replica, algorithm = 'Fugue') =>
  page.getByRole('textbox', { name: `${replica}'s text under ${algorithm}` });

/** A replica's texts, under RGA, Fugue and OT. */
export const texts = (page, replica) =>
  Promise.all(ALGORITHMS.map((algorithm) => field(page, replica, algorithm).inputValue()));

/** Waits until a replica's texts are these. */
export async function showsTexts(page, replica, expected) {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const now = await texts(page, replica);
    try {
      return assert.deepEqual(now, expected);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.waitForTimeout(20);
    }
  }
}

/** The document, as plain data. */
export const document = (page) => page.evaluate(() => window.replicascope.text());

/** Opens a document of the text page. */
export const loadText = (page, text) => page.evaluate((text) => window.replicascope.loadText(text), text);

/** Takes a replica offline, or puts it online again. */
export const leave = (page, replica) => page.getByRole('button', { name: `Take ${replica} offline` }).click();
export const rejoin = (page, replica) => page.getByRole('button', { name: `Put ${replica} online` }).click();

/** What the page says. */
export const findings = (page) => page.locator('.findings li').allInnerTexts();
