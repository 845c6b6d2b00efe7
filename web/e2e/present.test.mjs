// A lecturer's presentation.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { lab, load, playheadAt, seek } from './support/api.mjs';
import { smallLab } from './support/labs.mjs';
import { share } from './support/share.mjs';

test('clickers step, the audience sees no notes, and Escape leaves', async (t) => {
  const { page } = await openApp(t);
  await load(page, { ...smallLab(), notes: 'Ask before you run it.\nThen wait.' });
  assert(!await page.getByText('Ask before you run it.').isVisible());
  await seek(page, 0);
  const usual = (await page.locator('.diagram .lane-name').first().boundingBox()).height;
  await share(page, 'Present');
  const stage = page.getByRole('region', { name: 'Presentation' });
  await stage.waitFor();
  await page.waitForFunction(
    (usual) => document.querySelector('.diagram .lane-name').getBoundingClientRect().height > 1.2 * usual, usual);

  const moments = [];
  for (const key of ['PageDown', 'ArrowRight', 'PageUp', 'PageDown', 'ArrowLeft']) {
    await page.keyboard.press(key);
    moments.push(await playheadAt(page));
  }
  const [one, two] = moments;
  assert(0 < one && one < two, `${moments}`);
  assert.equal(moments[2], one);
  assert.equal(moments[4], one);
  await page.keyboard.press('F5');
  await page.keyboard.press('.');
  await page.locator('.darkness').waitFor();
  await page.keyboard.press('.');
  await page.locator('.darkness').waitFor({ state: 'detached' });
  assert.equal(await playheadAt(page), one, 'F5 has not loaded the page again');

  const notes = page.getByText('Ask before you run it.');
  assert.equal(await notes.count(), 0);
  await page.keyboard.press('n');
  await notes.waitFor();
  await page.keyboard.press('n');
  await notes.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await stage.waitFor({ state: 'detached' });
});

test('notes are written under Set-up and travel with the document', async (t) => {
  const { page } = await openApp(t);
  await page.locator('.notes-field summary').click();
  const field = page.getByRole('textbox', { name: "Speaker's notes" });
  await field.fill('First.\nSecond.');
  await field.blur();
  assert.equal((await lab(page)).notes, 'First.\nSecond.');
  await page.keyboard.press('Control+z');
  assert.equal((await lab(page)).notes, undefined);
});

test('the speaker\'s window says what comes next, and both windows stay in step', async (t) => {
  const { page } = await openApp(t);
  await load(page, { ...smallLab(), notes: 'Ask before you run it.' });
  await seek(page, 0);
  await share(page, 'Present');
  await page.getByRole('region', { name: 'Presentation' }).waitFor();
  const opening = page.waitForEvent('popup');
  await page.keyboard.press('p');
  const speaker = await opening;
  await speaker.getByText('Ask before you run it.').waitFor();
  assert(!await page.getByText('Ask before you run it.').isVisible(), 'the audience sees no notes');
  // Dressed as the page is.
  await speaker.waitForFunction(() => getComputedStyle(document.querySelector('.speaker')).display === 'grid');

  const next = () => speaker.getByRole('region', { name: /^Next/ }).locator('p').allTextContents();
  const now = () => speaker.getByRole('region', { name: /^Now/ }).locator('p').allTextContents();
  const told = async (sentences) => {
    const shown = page.locator('.presentation .now p');
    await shown.filter({ hasText: sentences[0] }).first().waitFor();
    assert.deepEqual(await shown.allTextContents(), sentences);
    assert.deepEqual(await now(), sentences);
  };
  const first = await next();
  assert(first.length > 0 && first[0].length > 5, `${first}`);
  await speaker.getByRole('button', { name: /^Next step/ }).click();
  await told(first);
  const second = await next();
  await speaker.keyboard.press('PageDown');
  await told(second);
  await page.bringToFront();
  await page.keyboard.press('PageUp');
  await told(first);
  await speaker.getByRole('timer').filter({ hasText: /0:(0[1-9]|[1-5]\d)/ }).waitFor();
  await seek(page, 1e9);
  await speaker.getByText('The run is over.').waitFor();

  const closed = speaker.waitForEvent('close');
  await page.keyboard.press('Escape');
  await closed;
});

test('where pop-ups are blocked the presentation says what to do', async (t) => {
  const before = (page) => page.addInitScript(() => { window.open = () => null; });
  const { page } = await openApp(t, { before });
  await share(page, 'Present');
  await page.getByRole('button', { name: "Speaker's window (P)" }).click();
  await page.getByRole('alert').filter({ hasText: 'Allow pop-ups' }).waitFor();
});
