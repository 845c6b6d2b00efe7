// axe on every page, panel, dialog and frame, light and dark; and room for everything at 320 pixels.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { load, seek } from './support/api.mjs';
import { chip } from './support/diagram.mjs';
import { focusIsVisible, hasFocus, tabTo } from './support/keys.mjs';
import { faultyLab } from './support/labs.mjs';
import { share } from './support/share.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
/** What can differ between light and dark. */
const COLOURS = { type: 'rule', values: ['color-contrast'] };

/** What axe finds in the page and the frames of this origin in it. */
async function found(page, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: AXE });
  return page.evaluate(async (runOnly) => {
    const { violations } = await window.axe.run(document, { runOnly, iframes: false, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' ')}`);
  }, rules);
}

/** Everything in light, and once more what is different in dark. */
async function check(page, when) {
  await page.mouse.move(0, 0);
  assert.deepEqual(await found(page, ALL), [], when);
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.deepEqual(await found(page, COLOURS), [], `${when}, dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Nothing but drawings, tables and code may be wider than the page, and those scroll by themselves. */
async function fits(page, when) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert(wide <= 0, `${when}: ${wide} pixels too wide`);
}

const pages = (page) => page.getByRole('navigation', { name: 'Pages' }).getByRole('button');

async function show(page, name) {
  await pages(page).filter({ hasText: new RegExp(`^${name}$`) }).click();
  await page.locator('[aria-current=page]').filter({ hasText: name }).waitFor();
  if (name === 'Quorum') await page.locator('.staleness .plot .line').first().waitFor({ state: 'attached' });
  if (name === 'Learn') await page.locator('[data-lesson]').first().waitFor();
}

const NAMES = ['Lab', 'Learn', 'Compare', 'Quorum', 'Guarantees', 'Conflicts', 'Merge', 'Text'];
const LEARNING = ['#lesson=lost-write', '#quiz=1&seed=0', '#quiz=5&seed=3', '#quiz=7&seed=0', '#quiz=8&seed=2',
  '#sort', '#exercise=lag', '#exercise=design', '#mistake=lost-item'];

async function learn(page, hash) {
  await page.evaluate((hash) => { location.hash = hash; }, hash);
  await page.locator('#practice-title, #lesson-title').waitFor();
  await page.locator('.part, .goals, .laws, .pointing, .ask').first().waitFor();
}

test('axe finds nothing on any page, light or dark', async (t) => {
  const { page } = await openApp(t);
  await load(page, faultyLab());
  await seek(page, 75_000);
  assert.deepEqual(await pages(page).allTextContents(), NAMES, 'a page that this test does not know');
  for (const name of NAMES) {
    await show(page, name);
    await check(page, name);
  }
});

test('axe finds nothing in lessons and in what is practised', async (t) => {
  const { page } = await openApp(t, { hash: '#learn' });
  for (const hash of LEARNING) {
    await learn(page, hash);
    await check(page, hash);
  }
});

test('axe finds nothing in what opens: the set-up, menus, dialogs, a presentation and its window', async (t) => {
  const { page } = await openApp(t);
  await load(page, { ...faultyLab(), notes: 'Ask first.' });
  await page.evaluate(() => { for (const one of document.querySelectorAll('details')) one.open = true; });
  await chip(page, 1).click();
  await check(page, 'with everything under Set-up open');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menu').waitFor();
  await check(page, 'Share');
  await page.keyboard.press('Escape');
  for (const name of ['Embed', 'Keys (?)']) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await check(page, name);
    await page.keyboard.press('Escape');
  }
  await share(page, 'Present');
  await page.getByRole('region', { name: 'Presentation' }).waitFor();
  await page.keyboard.press('n');
  await check(page, 'a presentation with notes');
  const opening = page.waitForEvent('popup');
  await page.keyboard.press('p');
  const speaker = await opening;
  await speaker.getByRole('heading', { name: 'Notes' }).waitFor();
  await check(speaker, "the speaker's window");
});

test('axe finds nothing in frames with each of the panels', async (t) => {
  const { page, address } = await openApp(t);
  const of = (panels) => `?embed=1&scenario=cart-lww&panels=${panels}`;
  const frames = [of('timeline,summary,events'), of('cluster,inspector,setup'), of('compare'), of('guarantees'), of('conflicts'), of('merge'),
    '?embed=1&panels=quorum', '?embed=1&scenario=two-words', '?embed=1&lesson=lost-write', '?embed=1&practice=quiz-3&seed=2'];
  for (const query of frames) {
    await page.goto(address + query);
    await page.waitForFunction(() => 'replicascope' in window);
    await page.locator('.framed-panel').first().waitFor();
    await check(page, query);
  }
});

test('at 320 pixels, which is 1280 at 400 %, every page has room', async (t) => {
  const { page } = await openApp(t, { viewport: { width: 320, height: 720 } });
  await load(page, faultyLab());
  for (const name of NAMES) {
    await show(page, name);
    await fits(page, name);
    if (name === 'Lab' || name === 'Quorum') await screenshot(page, `narrow-${name}`);
  }
  for (const hash of LEARNING) {
    await learn(page, hash);
    await fits(page, hash);
  }
  await page.evaluate(() => { location.hash = '#learn'; });
  await page.locator('[data-lesson]').first().waitFor();
  await page.getByRole('button', { name: 'Keys (?)' }).click();
  await fits(page, 'the list of keys');
});

test('every key is listed under ?, which types a question mark where there is text', async (t) => {
  const { page } = await openApp(t);
  const opener = page.getByRole('button', { name: 'Keys (?)' });
  await tabTo(page, opener);
  await focusIsVisible(page);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await dialog.waitFor();
  const listed = await dialog.locator('kbd').allTextContents();
  for (const key of ['Ctrl+Z', 'Esc', '?', 'Enter', 'Delete', 'Space', 'N', 'P']) assert(listed.includes(key), `${key} of ${listed}`);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert(await hasFocus(opener), 'the focus is back');
  await page.evaluate(() => { location.hash = '#learn'; });
  const search = page.getByRole('searchbox', { name: 'Find' });
  await search.press('?');
  assert.equal(await search.inputValue(), '?');
  assert.equal(await dialog.count(), 0);
});

test('keys of one letter do nothing where the focus is elsewhere', async (t) => {
  const { page } = await openApp(t);
  await page.getByRole('button', { name: 'Share' }).focus();
  const before = await page.locator('svg.diagram').innerHTML();
  for (const key of ['+', '-', '0', 'n', 'p', 'b', 'f', '.', '1', 'Delete']) await page.keyboard.press(key);
  assert.equal(await page.locator('svg.diagram').innerHTML(), before);
});

test('the focus goes on where something was deleted', async (t) => {
  const { page } = await openApp(t);
  await load(page, faultyLab());
  await chip(page, 1).click();
  await page.locator('svg.diagram').focus();
  await page.keyboard.press('Delete');
  await chip(page, 1).waitFor({ state: 'detached' });
  assert(await hasFocus(page.locator('svg.diagram')));
  // By the button, which is gone with what it was about.
  await page.keyboard.press('Control+z');
  await chip(page, 1).click();
  const remove = page.locator('#inspector-actions').getByRole('button', { name: 'Delete', exact: true });
  await remove.focus();
  await page.keyboard.press('Enter');
  await chip(page, 1).waitFor({ state: 'detached' });
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'BODY', 'the focus is nowhere');
});

test('forced colours leave nothing unseen', async (t) => {
  const { page } = await openApp(t, { forcedColors: 'active' });
  await load(page, faultyLab());
  const unseen = await page.locator('svg.diagram').evaluate((diagram) => {
    const paper = getComputedStyle(document.body).backgroundColor;
    const seen = (shape) => {
      const { stroke, fill } = getComputedStyle(shape);
      return [stroke, fill].some((one) => one !== 'none' && one !== paper && !/, 0\)$/.test(one));
    };
    const groups = [...diagram.querySelectorAll('[data-kind=write], [data-kind=arrowhead], [data-kind=partition], .lane-name')];
    return groups.filter((group) => ![group, ...group.querySelectorAll('*')].some((one) => !one.matches('g, .reach') && seen(one)))
      .map((group) => group.outerHTML.slice(0, 100));
  });
  assert.deepEqual(unseen, []);
  await screenshot(page, 'forced-colours');
});
