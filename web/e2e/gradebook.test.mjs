// What is practised in a frame, by name, and what the course page around it hears for a gradebook.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { APP, HOST, ask, openCourse, openFrame } from './support/course.mjs';

const confided = `parentOrigin=${encodeURIComponent(HOST)}`;
const check = (frame) => frame.getByRole('button', { name: 'Check', exact: true });

/** The answers that the page around the plain frame has heard, once there are so many. */
async function answers(page, count) {
  await page.waitForFunction(
    (count) => window.heard.filter(({ data }) => data.type === 'answer').length >= count,
    count,
  );
  const all = await page.evaluate(() => window.heard.filter(({ data }) => data.type === 'answer'));
  return all.map(({ data: { question, given, score, right, seed } }) => ({ question, given, score, right, seed }));
}

test('a question in the variant of a seed is told with its worth, right and wrong', async (t) => {
  const { page, frame } = await openFrame(t, `?embed=1&practice=quiz-8&seed=0&${confided}`);
  const fill = async (place, numbers) => {
    for (const [nth, number] of numbers.entries()) {
      await frame.locator(`.part[data-part="${place}"] input`).nth(nth).fill(String(number));
    }
  };
  await fill(0, [20, 16, 19, 55]);
  await fill(1, [10, 8, 7, 25]);
  await check(frame).click();
  const [wrong] = await answers(page, 1);
  assert.deepEqual({ ...wrong, given: '' }, { question: 'quiz-8', given: '', score: 0.875, right: false, seed: 0 });
  assert.match(wrong.given, /: 55; /);
  await fill(0, [20, 16, 19, 20]);
  await check(frame).click();
  const [, right] = await answers(page, 2);
  assert.deepEqual({ ...right, given: '' }, { question: 'quiz-8', given: '', score: 1, right: true, seed: 0 });

  // The host has chosen the variant, and the frame is about nothing else.
  assert.equal(await frame.getByRole('button', { name: 'New variant' }).count(), 0);
  assert.equal(await frame.getByRole('navigation').count(), 0);
  assert.equal(await frame.getByRole('link', { name: 'Lessons' }).count(), 0);
  const state = await ask(page, { type: 'getState' });
  assert.deepEqual([state.practice, state.seed, state.title], ['quiz-8', 0, 'Three partial views']);
});

test('sorting, an exercise and a mistake are told, too', async (t) => {
  const sort = await openFrame(t, `?embed=1&practice=sort&${confided}`);
  const cards = sort.frame.locator('.tray button.pick');
  await cards.first().waitFor();
  for (let left = await cards.count(); left > 0; left -= 1) {
    await cards.first().focus();
    await sort.page.keyboard.press('1');
  }
  await check(sort.frame).click();
  const [sorted] = await answers(sort.page, 1);
  assert.equal(sorted.question, 'sort');
  assert(sorted.score > 0 && sorted.score < 1 && !sorted.right && sorted.seed === undefined, JSON.stringify(sorted));

  const design = await openFrame(t, `?embed=1&practice=exercise-design&${confided}`);
  await design.frame.getByLabel('A merge makes of two states').selectOption('the larger number');
  await design.frame.getByLabel('Each server keeps').selectOption('a number for each server');
  const designs = await answers(design.page, 2);
  assert.deepEqual(designs.map(({ question, right }) => [question, right]), [['exercise-design', false], ['exercise-design', true]]);

  const mistake = await openFrame(t, `?embed=1&practice=mistake-lost-item&${confided}`);
  const events = mistake.frame.getByRole('region', { name: 'List of events' });
  await events.getByRole('button', { name: /is discarded/ }).first().click();
  await mistake.frame.getByRole('button', { name: 'This is it' }).click();
  await mistake.frame.getByLabel(/^The whole cart is one value/).check();
  await check(mistake.frame).click();
  const told = await answers(mistake.page, 2);
  assert.deepEqual(told.map(({ question, score }) => [question, score]), [['mistake-lost-item/1', 1], ['mistake-lost-item/2', 1]]);
});

test('a page whose origin was not given hears no answer', async (t) => {
  const { page, frame } = await openFrame(t, '?embed=1&practice=exercise-design');
  await frame.getByLabel('Each server keeps').selectOption('a number for each server');
  await frame.getByText('breaks').first().waitFor();
  // Whatever was told before this reply has arrived, too.
  await ask(page, { type: 'getState' });
  assert.deepEqual(await page.evaluate(() => window.heard.filter(({ data }) => data.type === 'answer')), []);
});

test('the element opens a variant by name, keeps a gradebook, and begins anew for another', async (t) => {
  const { page } = await openCourse(t);
  await page.locator('#quiz').scrollIntoViewIfNeeded();
  const setting = page.frameLocator('#quiz iframe').locator('.setting');
  const first = await setting.textContent();
  await page.evaluate(() => document.getElementById('quiz').setAttribute('seed', '4'));
  await page.waitForFunction(() => document.querySelector('#quiz').shadowRoot.querySelector('iframe').src.includes('seed=4'));
  await setting.filter({ hasNotText: first }).waitFor();
  const frame = await (await page.locator('#quiz iframe').elementHandle()).contentFrame();
  for (const field of await frame.locator('.part input').all()) await field.fill('1');
  await check(frame).click();
  await page.waitForFunction(() => window.heard.some(({ from, type }) => from === 'quiz' && type === 'answer'));
  const { detail } = await page.evaluate(() => window.heard.find(({ from, type }) => from === 'quiz' && type === 'answer'));
  assert.deepEqual([detail.question, detail.seed], ['quiz-8', 4]);
  assert.match(await page.locator('#gradebook').textContent(), /quiz-8, variant 4: \d+ %/);
});

test('a name that is not known is told with those that are', async (t) => {
  const { frame } = await openFrame(t, '?embed=1&practice=quiz-9');
  await frame.getByText(/practice=quiz-9: there are quiz-1, .*sort, .*mistake-/).waitFor();
});

test('the dialog writes what is practised, with its variant', async (t) => {
  const { page } = await openApp(t, { hash: '#quiz=3&seed=17' });
  await page.locator('#practice-title').waitFor();
  await page.getByRole('button', { name: 'Embed' }).click();
  const text = page.getByRole('textbox', { name: 'Text to put into the page' });
  assert.match(await text.inputValue(), /<replica-scope practice="quiz-3" seed="17" title="A counter merges">/);
  await page.frameLocator('iframe[title=Preview]').locator('.part').first().waitFor();
});
