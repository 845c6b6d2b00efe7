// The quiz, the exercises, sorting and mistakes, as learners deal with them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab } from './support/api.mjs';
import { enter, tabTo } from './support/keys.mjs';
import { drag } from './support/pointer.mjs';
import { beside, head } from './support/diagram.mjs';

const part = (page, place) => page.locator(`.part[data-part="${place}"]`);
const check = (page) => page.getByRole('button', { name: 'Check', exact: true });
const result = (page) => page.locator('.check .result');
const stage = (page) => page.locator('.lesson-stage');

async function opened(t, hash, options) {
  const app = await openApp(t, { hash, ...options });
  await app.page.locator('#practice-title').waitFor();
  return app.page;
}

async function middle(locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const field = (page, place, nth) => part(page, place).locator('input').nth(nth);
const option = (page, place, text) => part(page, place).getByLabel(text);
const card = (page, place, name) => part(page, place).getByRole('button', { name });

/** Answers with the pointer. */
const pointer = {
  fill: (page, place, nth, text) => field(page, place, nth).fill(text),
  choose: (page, place, text) => option(page, place, text).check(),
  press: (page, name) => page.getByRole('button', { name, exact: true }).click(),
  async put(page, place, name, bin) {
    await card(page, place, name).click();
    await part(page, place).getByRole('button', { name: `Put here, under “${bin}”` }).click();
  },
};

/** Answers with nothing but the keyboard. */
const keyboard = {
  async fill(page, place, nth, text) {
    await tabTo(page, field(page, place, nth));
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
  },
  async choose(page, place, text) {
    const wanted = option(page, place, text);
    if ((await wanted.getAttribute('type')) === 'checkbox') await tabTo(page, wanted);
    else {
      // Radios are one stop: the chosen one, or the first.
      const chosen = part(page, place).locator('input:checked');
      await tabTo(page, (await chosen.count()) > 0 ? chosen : field(page, place, 0));
    }
    await page.keyboard.press('Space');
    while (!(await wanted.isChecked())) await page.keyboard.press('ArrowDown');
  },
  async press(page, name) {
    await tabTo(page, page.getByRole('button', { name, exact: true }));
    await page.keyboard.press('Enter');
  },
  async put(page, place, name, bin) {
    await tabTo(page, card(page, place, name));
    const names = await part(page, place).locator('.bins h3').allInnerTexts();
    const key = names.findIndex((text) => text.endsWith(bin)) + 1;
    await page.keyboard.press(String(key));
  },
};

/** Fills the fields of a part. */
async function fill(page, hand, place, numbers) {
  for (const [nth, number] of numbers.entries()) await hand.fill(page, place, nth, String(number));
}

const PROMISED = [/^Once writes stop/, /^The replicas end up equal/];
const NOT = [/never lost/, /within \d+ ms/, /finds what it has written/, /will not miss/];
const AGREE = [/seat/, /user name/];
const ENOUGH = [/views of a film/, /shopping cart/, /similar products/];

/** How each question is answered rightly, at seed 0; and something that is wrong. */
const ANSWERS = [
  {
    right: async (page, hand) => {
      for (const card of PROMISED) await hand.put(page, 0, card, 'Promised');
      for (const card of NOT) await hand.put(page, 0, card, 'Not promised');
    },
    wrong: async (page, hand) => hand.put(page, 0, NOT[0], 'Promised'),
  },
  {
    right: async (page, hand) => {
      await hand.choose(page, 0, /^They are concurrent/);
      await hand.choose(page, 1, /^It is newer/);
      await fill(page, hand, 2, [2, 2]);
      await fill(page, hand, 3, [3, 2]);
    },
    wrong: async (page, hand) => hand.choose(page, 0, /^It is newer/),
  },
  {
    right: async (page, hand) => {
      await fill(page, hand, 0, [5, 7, 12]);
      await fill(page, hand, 1, [12]);
      await fill(page, hand, 2, [16]);
    },
    wrong: async (page, hand) => fill(page, hand, 0, [5, 7, 16]),
  },
  {
    right: async (page, hand) => {
      await fill(page, hand, 0, [7, -2]);
      await hand.choose(page, 1, /bounded counter/);
      for (const card of AGREE) await hand.put(page, 2, card, 'Agree first');
      for (const card of ENOUGH) await hand.put(page, 2, card, 'Eventually is enough');
    },
    wrong: async (page, hand) => hand.choose(page, 1, /ten times as fast/),
  },
  {
    right: async (page, hand) => {
      await fill(page, hand, 0, [3, 3, 2]);
      await fill(page, hand, 1, [1, 5]);
      await hand.choose(page, 2, /^Every read meets/);
      await fill(page, hand, 3, [1, 1]);
    },
    wrong: async (page, hand) => fill(page, hand, 0, [3, 2, 2]),
  },
  {
    right: async (page, hand) => {
      await hand.choose(page, 0, 'Monotonic writes');
      await hand.choose(page, 1, /causal broadcast/);
      await hand.choose(page, 1, /^Each sender's/);
    },
    wrong: async (page, hand) => hand.choose(page, 0, 'Monotonic reads'),
  },
  {
    right: async (page, hand) => {
      await hand.press(page, 'World: earlier');
      await hand.choose(page, 1, 'HelloWorld');
    },
    wrong: async (page, hand) => hand.press(page, 'World: later'),
  },
  {
    right: async (page, hand) => {
      await fill(page, hand, 0, [20, 16, 19, 20]);
      await fill(page, hand, 1, [10, 8, 7, 25]);
    },
    wrong: async (page, hand) => fill(page, hand, 0, [20, 16, 19, 55]),
  },
];

for (const [nth, { right, wrong }] of ANSWERS.entries()) {
  for (const [name, hand] of Object.entries({ pointer, keyboard })) {
    test(`question ${nth + 1} is answered rightly, then wrongly, by ${name}, and a run shows why`, async (t) => {
      const page = await opened(t, `#quiz=${nth + 1}&seed=0`);
      await part(page, 0).waitFor();
      if (nth !== 6) assert(await check(page).isDisabled(), 'nothing is answered yet');
      await right(page, hand);
      await hand.press(page, 'Check');
      await result(page).filter({ hasText: /are right|^Right/ }).waitFor();
      assert.equal(await page.locator('.part[data-verdict="wrong"]').count(), 0);
      await stage(page).locator('svg, textarea').first().waitFor();
      if (nth === 1) await screenshot(page, 'quiz');
      await wrong(page, hand);
      await hand.press(page, 'Check');
      await result(page).filter({ hasText: /see the reasons/ }).waitFor();
      assert.equal(await page.locator('.part[data-verdict="wrong"]').count(), 1);
      assert((await page.locator('.part[data-verdict="wrong"] .sign.wrong').count()) > 0);
    });
  }
}

test('words are put in order with the pointer', async (t) => {
  const page = await opened(t, '#quiz=7&seed=0');
  const row = (place) => part(page, 0).locator(`[data-place="${place}"]`);
  await row(1).waitFor();
  const first = () => row(0).locator('strong').textContent();
  assert.equal(await first(), 'Hello');
  await drag(page, await middle(row(1).locator('.handle')), await middle(row(0)));
  assert.equal(await first(), 'World');
});

test('another variant has other numbers, and its address holds it', async (t) => {
  const page = await opened(t, '#quiz=8&seed=0');
  const setting = page.locator('.setting');
  const before = await setting.textContent();
  await page.getByRole('button', { name: 'New variant' }).click();
  await page.waitForFunction((before) => document.querySelector('.setting')?.textContent !== before, before);
  const seed = await page.getByLabel('Variant').inputValue();
  await page.waitForURL(new RegExp(`#quiz=8&seed=${seed}$`));
  const variant = await setting.textContent();
  const again = await opened(t, `#quiz=8&seed=${seed}`);
  assert.equal(await again.locator('.setting').textContent(), variant);
});

test('data is sorted by dragging, by presses and by keys, with reasons', async (t) => {
  const page = await opened(t, '#sort');
  const card = (name) => page.getByRole('button', { name });
  const bin = (name) => page.getByRole('region', { name });
  await card('Bank transfer').waitFor();
  await drag(page, await middle(card('Bank transfer')), await middle(bin('Agree first')));
  await bin('Agree first').getByText('Bank transfer').waitFor();
  await pointer.put(page, 0, 'Number of likes', 'Agree first');
  for (const [name, key] of [['Inventory', '3'], ['Profile photo', '2'], ['Status', '2'], ['DNS', '3'], ['CDN', '3'], ['Session data', '2']]) {
    await card(new RegExp(name)).focus();
    await page.keyboard.press(key);
  }
  await check(page).click();
  await result(page).filter({ hasText: /^Not so/ }).waitFor();
  await bin('Agree first').getByText('Increments commute', { exact: false }).waitFor();
  await bin('Eventual is enough').getByText('It can be defended', { exact: false }).waitFor();
  await screenshot(page, 'sorting');
  await pointer.put(page, 0, 'Number of likes', 'Eventual is enough');
  await check(page).click();
  await result(page).filter({ hasText: 'Right.' }).waitFor();
  // What is done is kept, and nothing of it touched the Lab.
  await page.getByRole('link', { name: 'Lessons', exact: true }).click();
  await page.locator('[data-practice="sort"].done').waitFor();
  assert.equal((await lab(page)).title, 'One write, three replicas');
  await page.reload();
  await page.locator('[data-practice="sort"].done').waitFor();
});

test('an exercise ticks itself as the run is dragged', async (t) => {
  const page = await opened(t, '#exercise=lag', { viewport: { width: 1280, height: 1100 } });
  const reached = (count) => page.locator('.goals .result').filter({ hasText: count }).waitFor();
  await reached('0 of 3');
  const message = head(page, 'op1:A>C/update');
  await message.scrollIntoViewIfNeeded();
  const at = async (dx) => beside(message, dx);
  await drag(page, await at(0), await at(250));
  await reached('1 of 3');
  await drag(page, await at(0), await at(-250));
  await reached('2 of 3');
  const text = await page.locator('.lesson-stage .summary').textContent();
  const window = /For ([\d.]+) ms/.exec(text)[1];
  await page.getByLabel('Stale window, in ms').focus();
  await enter(page, '1');
  await page.getByText('Not so, as the picture is now.').waitFor();
  await page.getByLabel('Stale window, in ms').focus();
  await enter(page, window);
  await page.getByText('All goals are reached.').waitFor();
  await screenshot(page, 'exercise');
});

test('a design is broken by the shortest run, until it is right', async (t) => {
  const page = await opened(t, '#exercise=design');
  const keeps = page.getByLabel('Each server keeps');
  const picture = () => page.locator('.design-run').getAttribute('aria-label');
  await keeps.waitFor();
  assert.match(await picture(), /^A takes a like and holds 1\. A: 1; A ⊔ A: 2\.$/);
  await page.getByRole('button', { name: /^Every like/ }).click();
  assert.match(await picture(), /B merges what A sends and holds 1; B merges what A sends and holds 2/);
  await screenshot(page, 'design');
  await page.getByLabel('A merge makes of two states').selectOption('the larger number');
  await page.getByText('This design breaks one of the five laws.').waitFor();
  await keeps.selectOption('a number for each server');
  await page.getByLabel('A merge makes of two states').selectOption('of each pair of numbers the larger');
  await page.getByText('No run of up to five likes and merges breaks this design.').waitFor();
  assert.equal(await page.locator('.design-run').count(), 0);
});

test('what went wrong is pointed at, explained and mended', async (t) => {
  const page = await opened(t, '#mistake=lost-item', { viewport: { width: 1280, height: 1100 } });
  const point = page.getByRole('button', { name: 'This is it' });
  await point.waitFor();
  assert(await point.isDisabled());
  const events = page.getByRole('region', { name: 'List of events' });
  await events.getByRole('button', { name: /Client 1 asks A: add book/ }).click();
  await point.click();
  await page.getByText('Not there.', { exact: false }).waitFor();
  await events.getByRole('button', { name: /is discarded/ }).first().click();
  await point.click();
  await page.getByText('Yes: this is where it goes wrong.').waitFor();
  await page.getByLabel(/^The whole cart is one value/).check();
  await check(page).click();
  const measured = page.locator('.measured tbody tr');
  await measured.first().waitFor();
  assert.deepEqual(await measured.nth(1).locator('td').allInnerTexts(), ['{book, lamp}', '{book, lamp, tv}']);
  await screenshot(page, 'mistake');
});

test('every page fits a phone', async (t) => {
  for (const hash of ['#learn', '#quiz=1&seed=0', '#quiz=8&seed=3', '#sort', '#exercise=lag', '#exercise=design', '#mistake=old-profile']) {
    const { page } = await openApp(t, { hash, viewport: { width: 390, height: 844 } });
    await page.locator('.practice-list, .part, .goals, .laws, .pointing').first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, hash);
  }
});
