// The dialog that writes the text for another page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { edit } from './support/api.mjs';
import { APP, openFrame, openPage } from './support/course.mjs';
import { focusIsVisible, hasFocus, tabTo } from './support/keys.mjs';

const opener = (page) => page.getByRole('button', { name: 'Embed' });
const text = (page) => page.getByRole('textbox', { name: 'Text to put into the page' });

test('the dialog opens and closes by keyboard, and gives the focus back', async (t) => {
  const { page } = await openApp(t);
  await tabTo(page, opener(page));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Put this into another page' });
  await dialog.waitFor();
  const ticks = dialog.getByRole('checkbox', { name: 'Cluster' });
  await tabTo(page, ticks);
  await focusIsVisible(page);
  await page.keyboard.press('Space');
  assert.match(await text(page).inputValue(), /panels="timeline,cluster,summary"/);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert(await hasFocus(opener(page)));
});

test('what it writes works', async (t) => {
  const { page, context } = await openApp(t);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await edit(page, { set_seed: 77 });
  await opener(page).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Events' }).check();
  await dialog.getByRole('checkbox', { name: 'Read only' }).check();
  await dialog.getByRole('combobox', { name: 'Theme' }).selectOption({ label: 'dark' });
  await dialog.getByRole('combobox', { name: 'For' }).selectOption({ label: 'HTML, a plain frame' });
  // The height is part of the text, and the preview is still being laid out.
  await page.waitForFunction(() => {
    const frame = document.querySelector('iframe[title=Preview]');
    const events = [...frame.contentDocument.querySelectorAll('h2')].some((it) => it.textContent.startsWith('Events'));
    return events && Math.abs(frame.offsetHeight - frame.contentDocument.body.offsetHeight) <= 1;
  });
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await dialog.getByText('Copied.').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await text(page).inputValue());
  const src = await page.evaluate((html) => new DOMParser().parseFromString(html, 'text/html').querySelector('iframe').src, copied);
  const { frame } = await openFrame(t, new URL(src).search + new URL(src).hash);
  await frame.getByRole('heading', { name: 'Events' }).waitFor();
  assert.equal(await frame.evaluate(() => window.replicascope.lab().seed), 77);
  assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), 'dark');
});

test('it has a text for every place, and the preview shows what was chosen', async (t) => {
  // Under the strict policy, too.
  const { page } = await openPage(t, `${APP}/`);
  await opener(page).click();
  const preview = page.frameLocator('iframe[title=Preview]');
  await preview.getByRole('heading', { name: 'One write, three replicas' }).waitFor();
  await page.getByRole('checkbox', { name: 'Inspector' }).check();
  await preview.getByRole('heading', { name: 'Inspector' }).waitFor();
  const places = page.getByRole('combobox', { name: 'For' });
  const seen = new Set();
  for (const option of await places.getByRole('option').all()) {
    await places.selectOption({ label: await option.textContent() });
    const written = await text(page).inputValue();
    assert(written.includes(APP), written);
    seen.add(written);
  }
  assert(seen.size >= 7, `${seen.size} different texts`);
});

test('of a text, the quorum lab and a lesson it writes what stands alone', async (t) => {
  const { page } = await openApp(t);
  for (const [name, expected] of [['Text', /panels="text"/], ['Quorum', /panels="quorum"/], ['Conflicts', /panels="conflicts"/]]) {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).click();
    await opener(page).click();
    assert.match(await text(page).inputValue(), expected, name);
    await page.keyboard.press('Escape');
  }
  await page.evaluate(() => { location.hash = '#lesson=lost-write'; });
  await opener(page).click();
  assert.match(await text(page).inputValue(), /<replica-scope lesson="lost-write"/);
});
