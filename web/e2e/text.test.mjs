// The text page: typing into replicas, being offline, and what three algorithms make of it.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import {
  document, example, field, findings, leave, loadText, openText, rejoin, showsTexts, texts,
} from './support/text.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function opened(t, name, options) {
  const { page, context } = await openApp(t, options);
  await openText(page);
  if (name) await example(page, name);
  return { page, context };
}

const same = (text) => [text, text, text];
const said = async (page, pattern) => {
  await page.locator('.findings li').filter({ hasText: pattern }).first().waitFor();
};

test('it opens with two words at one place, and says why the algorithms differ', async (t) => {
  const { page } = await opened(t);
  await showsTexts(page, 'A', ['WorldHello', 'HelloWorld', 'HelloWorld']);
  await showsTexts(page, 'B', ['WorldHello', 'HelloWorld', 'HelloWorld']);
  assert.deepEqual(await findings(page), [
    'All replicas hold the same text, under each algorithm.',
    'RGA gives “WorldHello”; Fugue and OT give “HelloWorld”.',
    'Nothing is mixed, but the order differs. Where they part, RGA puts “W” of B1, the larger id, and Fugue puts “H” of A1, since A comes before B.',
  ]);
  assert.equal(await page.locator('.mixes:visible').count(), 0);
});

test('what is typed in one box is typed under every algorithm, and travels while online', async (t) => {
  const { page } = await opened(t, 'empty');
  await field(page, 'A', 'RGA').pressSequentially('cat');
  await showsTexts(page, 'B', same('cat'));
  // In the middle, where the caret stays; over a selection; on a line of its own.
  const b = field(page, 'B', 'OT');
  await b.press('End');
  await b.press('ArrowLeft');
  await b.pressSequentially('rr');
  await showsTexts(page, 'A', same('carrt'));
  await b.press('Backspace');
  await b.press('Shift+ArrowLeft');
  await b.pressSequentially('b');
  await showsTexts(page, 'A', same('cabt'));
  await b.press('End');
  await b.press('Enter');
  await b.pressSequentially('😀x');
  await b.press('ArrowLeft');
  await b.press('Backspace');
  await showsTexts(page, 'A', same('cabt\nx'));
  assert.equal(await b.evaluate(({ selectionStart }) => selectionStart), 5);
});

test('replicas that are offline keep their edits, and hand them over when they come back', async (t) => {
  const { page } = await opened(t, 'empty');
  await field(page, 'A').pressSequentially('ab');
  await leave(page, 'A');
  await leave(page, 'B');
  await field(page, 'A').press('End');
  await field(page, 'A').pressSequentially('x');
  await field(page, 'B').press('Home');
  await field(page, 'B').pressSequentially('y');
  await showsTexts(page, 'A', same('abx'));
  await showsTexts(page, 'B', same('yab'));
  await page.getByText('offline, 1 edit waits').first().waitFor();
  await said(page, 'All are offline');
  await rejoin(page, 'A');
  await said(page, 'B is offline with 1 edit that nobody else has.');
  await showsTexts(page, 'A', same('abx'));
  await rejoin(page, 'B');
  await showsTexts(page, 'A', same('yabx'));
  await showsTexts(page, 'B', same('yabx'));
  await said(page, 'RGA, Fugue and OT give the same: “yabx”.');
});

test('typing backwards at one place is interleaved by RGA and not by the others', async (t) => {
  const { page } = await opened(t, 'empty');
  await leave(page, 'A');
  await leave(page, 'B');
  for (const [replica, letters] of [['A', 'cba'], ['B', 'zyx']]) {
    for (const letter of letters) {
      await field(page, replica).press('Home');
      await field(page, replica).pressSequentially(letter);
    }
  }
  await rejoin(page, 'A');
  await rejoin(page, 'B');
  await showsTexts(page, 'B', ['xaybzc', 'abcxyz', 'abcxyz']);
  await said(page, 'RGA mixes what A and B typed: “z” of B stands between “b” and “c”, which A typed side by side.');
  await said(page, "Fugue and OT keep each replica's typing together.");
  assert.deepEqual(await page.locator('.mixes:visible').allInnerTexts(), ['interleaved']);
});

test('what OT forgets, tombstones keep', async (t) => {
  const { page } = await opened(t, 'tombstone');
  await showsTexts(page, 'A', ['newer!', 'newer!', 'new!er']);
  await said(page, 'OT mixes what A and B typed');
  const ids = (algorithm) => page.locator(`[data-text-replica=A] [data-algorithm=${algorithm}] .ids`);
  assert.equal(await ids('RGA').count(), 0);
  await page.getByRole('button', { name: 'Show ids' }).click();
  const shown = (algorithm) => ids(algorithm).locator('li small').allInnerTexts();
  assert.deepEqual(await shown('RGA'), ['B4', 'B5', 'B6', 'B7', 'B8', 'A1', 'A2', 'A3', 'A4']);
  assert.deepEqual(await ids('Fugue').locator('li.deleted b').allInnerTexts(), ['o', 'l', 'd']);
  assert.deepEqual(await shown('OT'), ['0', '1', '2', '3', '4', '5']);
  const tree = page.locator('[data-tree=Fugue]');
  await tree.getByRole('listitem', { name: 'n B4, before A1' }).waitFor();
  await tree.getByRole('listitem', { name: 'o A1, deleted, at the start' }).waitFor();
  await page.locator('[data-tree=RGA]').getByRole('listitem', { name: 'n B4, at the start' }).waitFor();
});

test('undo takes back one input, wherever the focus is, and the caret stays in place', async (t) => {
  const { page } = await opened(t, 'empty');
  const a = field(page, 'A');
  await a.pressSequentially('abc');
  await a.press('ArrowLeft');
  await a.pressSequentially('x');
  await showsTexts(page, 'B', same('abxc'));
  await page.keyboard.press('Control+z');
  await showsTexts(page, 'B', same('abc'));
  await a.pressSequentially('y');
  await showsTexts(page, 'B', same('abyc'));
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await showsTexts(page, 'A', same('ab'));
  await page.getByRole('button', { name: 'Redo' }).click();
  await showsTexts(page, 'A', same('abc'));
  await page.getByRole('button', { name: 'Reset' }).click();
  await showsTexts(page, 'A', same(''));
});

test('an input method counts when it is done', async (t) => {
  const { page, context } = await opened(t, 'empty');
  await field(page, 'A').pressSequentially('a');
  await field(page, 'A').focus();
  const devtools = await context.newCDPSession(page);
  for (const text of ['n', 'に', 'にほ']) {
    await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    assert.equal((await document(page)).steps.length, 1);
  }
  await devtools.send('Input.insertText', { text: '日本' });
  await showsTexts(page, 'B', same('a日本'));
  const { steps } = await document(page);
  assert.deepEqual(steps[1].act, { type: { after: 'A1', insert: '日本' } });
});

test('earlier steps can be looked at, and gone on from', async (t) => {
  const { page } = await opened(t);
  await page.getByRole('button', { name: 'Previous step' }).click();
  await page.getByText('Step 5 of 6').waitFor();
  await showsTexts(page, 'A', same('Hello'));
  await showsTexts(page, 'B', same('World'));
  assert(await field(page, 'A').evaluate(({ readOnly }) => readOnly));
  assert(await page.getByRole('button', { name: 'Put B online' }).isDisabled());
  await page.getByRole('slider', { name: 'Step' }).press('Home');
  await page.getByText('Nothing has happened yet.').waitFor();
  await page.getByRole('slider', { name: 'Step' }).press('ArrowRight');
  await page.locator('.walk').getByText('A goes offline.').waitFor();
  await page.getByRole('button', { name: 'Go on from here' }).click();
  await page.getByText('Step 1 of 1').waitFor();
  await field(page, 'B').pressSequentially('!');
  await showsTexts(page, 'B', same('!'));
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await showsTexts(page, 'B', ['WorldHello', 'HelloWorld', 'HelloWorld']);
});

test('a third replica joins, and leaves only while it has done nothing', async (t) => {
  const { page } = await opened(t);
  const third = page.getByRole('button', { name: 'With replica C' });
  await third.click();
  await showsTexts(page, 'C', ['WorldHello', 'HelloWorld', 'HelloWorld']);
  await third.click();
  await field(page, 'C').waitFor({ state: 'detached' });
  await third.click();
  await field(page, 'C', 'RGA').press('End');
  await field(page, 'C', 'RGA').pressSequentially('!');
  await showsTexts(page, 'A', ['WorldHello!', 'Hello!World', 'Hello!World']);
  assert(await third.isDisabled());
  await page.keyboard.press('Control+z');
  await showsTexts(page, 'C', ['WorldHello', 'HelloWorld', 'HelloWorld']);
  assert(await third.isEnabled());
});

test('more than a document holds is refused, and the field shows what there is', async (t) => {
  const { page } = await opened(t, 'empty');
  await field(page, 'A').fill('x'.repeat(4001));
  await page.getByRole('alert').getByText('at most 4000 characters').waitFor();
  await showsTexts(page, 'A', same(''));
});

test('a link opens the text at the step that is shown', async (t) => {
  const { page, context } = await opened(t, 'typing-backwards');
  await page.waitForFunction(() => location.hash.startsWith('#t=1.'));
  const opens = new URL(page.url()).hash;
  await page.getByRole('button', { name: 'Previous step' }).click();
  await page.waitForFunction((opens) => location.hash !== opens, opens);
  const before = await document(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await showsTexts(other, 'B', same('xyz'));
  await other.getByText('Step 9 of 10').waitFor();
  assert.deepEqual(await document(other), before);
  assert(await other.getByRole('button', { name: 'Undo' }).isDisabled());
  // An address that somebody enters opens its document, here as anywhere.
  await loadText(other, { ...before, title: 'Mine', steps: [] });
  await showsTexts(other, 'B', same(''));
  const linked = new URL(page.url()).hash;
  await other.waitForFunction((linked) => location.hash !== linked, linked);
  await other.evaluate((hash) => { location.hash = hash; }, linked);
  await showsTexts(other, 'B', same('xyz'));
});

test('what is wrong with a document is thrown with its place', async (t) => {
  const { page } = await opened(t);
  const refused = await page.evaluate(() => {
    try {
      const act = { type: { insert: 'x', after: 'B9' } };
      window.replicascope.loadText({ version: 1, title: '', replicas: ['A', 'B'], steps: [{ replica: 'A', act }] });
    } catch (error) {
      return error.message;
    }
  });
  assert.equal(refused, "$.steps[0].act.type.after: there is no character B9 in A's text here");
  await showsTexts(page, 'A', ['WorldHello', 'HelloWorld', 'HelloWorld']);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing, ${colorScheme}`, async (t) => {
    const { page } = await opened(t, 'tombstone', { colorScheme });
    await page.getByRole('button', { name: 'Show ids' }).click();
    await page.addScriptTag({ path: AXE });
    const check = async (when) => {
      const found = await page.evaluate(async (values) => {
        const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values } });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join('\n')}`);
      }, RULES);
      assert.deepEqual(found, [], when);
    };
    await check('with ids');
    await page.getByRole('button', { name: 'Previous step' }).click();
    await check('in the past');
    await screenshot(page, `text-${colorScheme}`);
    await example(page, 'empty');
    await check('empty');
  });
}

for (const [width, height] of [[320, 640], [390, 844], [768, 1024], [1024, 768], [1440, 900]]) {
  test(`at ${width} pixels the page does not scroll sideways`, async (t) => {
    const { page } = await opened(t, 'newest-on-top', { viewport: { width, height } });
    await page.getByRole('button', { name: 'Show ids' }).click();
    await field(page, 'A').press('Control+End');
    await page.keyboard.insertText('a long text without any place to break it'.replaceAll(' ', '').repeat(5));
    await showsTexts(page, 'B', await texts(page, 'A'));
    const { scrollWidth, clientWidth, out } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const out = [...document.querySelectorAll('main *')].filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && !element.closest('.scroller > *, .scroll > *') && (left < -0.5 || right > clientWidth + 0.5);
      });
      return { scrollWidth, clientWidth, out: out.map(({ outerHTML }) => outerHTML.slice(0, 100)) };
    });
    assert.deepEqual(out, []);
    assert(scrollWidth <= clientWidth, `${scrollWidth} pixels wide`);
    // The marks lie exactly under the letters: both are as high as the text.
    for (const algorithm of ['RGA', 'Fugue', 'OT']) {
      const heights = await field(page, 'A', algorithm).evaluate((area) => [
        area.scrollHeight, area.previousElementSibling.scrollHeight,
      ]);
      assert(Math.abs(heights[0] - heights[1]) <= 1, `${algorithm}: ${heights}`);
    }
    await screenshot(page, `text-${width}`);
  });
}
