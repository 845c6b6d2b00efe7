// Lessons: read and played as a learner would, by keyboard, on a phone, with storage and without.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab } from './support/api.mjs';
import { enter, focusIsVisible, hasFocus, tabTo } from './support/keys.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const title = (page) => page.locator('#lesson-title');
const question = (page) => page.locator('.ask').first();
const outcome = (page) => question(page).locator('.outcome');
const doneCount = (page) => page.locator('.done-count');

const openLesson = async (t, name, options = {}) => {
  const opened = await openApp(t, { hash: `#lesson=${name}`, ...options });
  await title(opened.page).waitFor();
  return opened;
};

test('from the first screen through three lessons with the keyboard alone', async (t) => {
  const { page } = await openApp(t);
  await tabTo(page, page.getByRole('link', { name: 'Start with the lessons' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Lessons', level: 1 }).waitFor();
  await tabTo(page, page.getByRole('link', { name: /^Begin with/ }));
  await focusIsVisible(page);
  await page.keyboard.press('Enter');

  // A value is typed.
  await title(page).filter({ hasText: 'The stale window' }).waitFor();
  assert(await hasFocus(title(page)), 'reading begins at the title');
  await tabTo(page, page.getByLabel('Your answer'));
  await enter(page, '2');
  await question(page).getByText('Not so. The engine says: 1').waitFor();
  assert(await hasFocus(question(page)), 'the focus is on what came of it');
  await tabTo(page, page.getByRole('button', { name: 'Show it in the picture' }));
  await page.keyboard.press('Enter');
  await page.locator('.inspector').getByText('stale').first().waitFor();
  await page.getByRole('status', { name: 'Playhead' }).filter({ hasText: '41.0 ms' }).waitFor();
  await nextLesson(page, 'Agreement is not enough');

  // A number is typed.
  await tabTo(page, page.getByLabel('Your answer'));
  await enter(page, '1');
  await question(page).getByText('Right. The engine says: 1').waitFor();
  await nextLesson(page, 'Not one line of models');

  // One of several is chosen.
  await tabTo(page, page.getByRole('radio').first());
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Predict, then run' }));
  await page.keyboard.press('Enter');
  await question(page).getByText('Not so. The engine says: No').waitFor();

  await tabTo(page, page.getByRole('link', { name: 'Lessons', exact: true }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await doneCount(page).filter({ hasText: '3 of' }).waitFor();
  assert.equal(await page.locator('.chapter li.done').count(), 3);
});

async function nextLesson(page, name) {
  await tabTo(page, page.locator('.neighbours .next'));
  await page.keyboard.press('Enter');
  await title(page).filter({ hasText: name }).waitFor();
}

test('on a phone a lesson is read, answered and played by tapping', async (t) => {
  const { page } = await openApp(t, {
    hash: '#learn',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await page.getByRole('link', { name: /The cart that loses items/ }).tap();
  await title(page).waitFor();
  await fits(page);
  await page.getByLabel('Your answer').fill('lamp, book');
  await page.getByRole('button', { name: 'Predict, then run' }).tap();
  await question(page).getByText('Right. The engine says: {book, lamp}').waitFor();
  await fits(page);
  await page.locator('[data-run=cart-union]').tap();
  await question(page).getByText('remove').waitFor();
  await page.getByRole('button', { name: 'Skip' }).tap();
  await question(page).getByText('The engine says: {book, lamp}').waitFor();
  await page.getByRole('button', { name: 'Next event' }).tap();
  await fits(page);
  await screenshot(page, 'learn-phone');
});

const fits = async (page) => {
  const [scroll, client] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  assert(scroll <= client, `${scroll} pixels wide`);
};

test('every lesson is played to its end', async (t) => {
  const { page } = await openApp(t, { hash: '#learn', reducedMotion: 'reduce' });
  await page.locator('[data-lesson]').first().waitFor();
  const names = await page.locator('[data-lesson]').evaluateAll((rows) => rows.map((row) => row.dataset.lesson));
  assert(names.length >= 23);
  for (const name of names) {
    await page.evaluate((name) => { location.hash = `lesson=${name}`; }, name);
    const { name: shown } = await page
      .waitForFunction((name) => document.querySelector('#lesson-title') && location.hash === `#lesson=${name}` && { name }, name)
      .then((handle) => handle.jsonValue());
    assert.equal(shown, name);
    const played = await page.evaluate(playLesson);
    assert.deepEqual(played.problems, [], name);
    assert(played.asked > 0, `${name} asks something`);
  }
  await page.evaluate(() => { location.hash = 'learn'; });
  await doneCount(page).filter({ hasText: `${names.length} of ${names.length} done` }).waitFor();
  await page.getByText('All lessons are done.').waitFor();
});

/** In the page: skips the questions of each run, and steps through it up to its last event. */
async function playLesson() {
  const settled = () => new Promise((then) => setTimeout(then, 5));
  const until = async (wanted, turns = 400) => {
    for (let turn = 0; turn < turns; turn += 1) {
      const found = wanted();
      if (found) return found;
      await settled();
    }
    return undefined;
  };
  const one = (selector) => document.querySelector(selector);
  const button = (name) => one(`.lesson-stage [aria-label="${name}"]`);
  const problems = [];
  let asked = 0;
  const runs = [...document.querySelectorAll('[data-run]')].map((tab) => tab.dataset.run);
  for (const run of runs.length ? runs : [undefined]) {
    if (run) {
      one(`[data-run="${run}"]`).click();
      await until(() => one(`[data-run="${run}"]`).getAttribute('aria-pressed') === 'true');
    }
    for (;;) {
      const skip = one('.ask .quiet');
      if (!skip) break;
      skip.click();
      asked += 1;
      await until(() => one('.ask .quiet') !== skip);
    }
    if (!(await until(() => !one('.lesson-stage.covered')))) problems.push(`${run} stays covered`);
    if (one('.texts')) continue;
    const forward = await until(() => button('Next event'));
    if (!forward) {
      problems.push(`${run} has nothing to step with`);
      continue;
    }
    button('To the start').click();
    await settled();
    let [before, steps] = [one('.lesson-stage .clock').textContent, 0];
    for (; steps < 400; steps += 1) {
      button('Next event').click();
      // A busy page draws late: only a clock that stands still for a while has nowhere to go.
      if (!(await until(() => one('.lesson-stage .clock').textContent !== before, 30))) break;
      before = one('.lesson-stage .clock').textContent;
    }
    if (steps < 5 || steps === 400) problems.push(`${run}: ${steps} steps`);
    const outcomes = [...document.querySelectorAll('.ask')];
    if (outcomes.some((ask) => !ask.querySelector('.outcome'))) problems.push(`${run}: a question without its outcome`);
  }
  return { problems, asked };
}

test('what is covered is seen only once the question is answered', async (t) => {
  const { page } = await openLesson(t, 'stale-window');
  await page.locator('.curtain').waitFor();
  assert.equal(await page.locator('.inspector').count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Play' }).count(), 0);
  assert(await page.getByRole('button', { name: 'Predict, then run' }).isDisabled());
  await page.getByRole('button', { name: 'Skip' }).click();
  await outcome(page).waitFor();
  assert.equal(await page.locator('.curtain').count(), 0);
  await page.locator('.inspector').waitFor();
});

test('a lesson leaves the Lab alone until it is opened there, and that can be undone', async (t) => {
  const { page } = await openApp(t);
  const before = await lab(page);
  await page.evaluate(() => { location.hash = 'lesson=cart'; });
  await title(page).waitFor();
  await page.getByRole('button', { name: 'Skip' }).click();
  await outcome(page).waitFor();
  await page.keyboard.press('Control+z');
  assert.deepEqual(await lab(page), before);
  await page.getByRole('button', { name: 'Open in the Lab' }).click();
  await page.getByRole('heading', { name: 'A cart that loses an item' }).waitFor();
  assert.equal((await lab(page)).title, 'A cart that loses an item');
  await page.getByRole('button', { name: /^Undo/ }).click();
  assert.deepEqual(await lab(page), before);
});

test('what a lesson is not about cannot be changed in it', async (t) => {
  const { page } = await openLesson(t, 'trade-offs');
  await page.getByRole('button', { name: 'Skip' }).click();
  const chip = page.locator('.lesson-stage .chip').first();
  await chip.scrollIntoViewIfNeeded();
  const where = () => chip.boundingBox();
  const { x, y } = await where();
  await page.mouse.move(x + 8, y + 8);
  await page.mouse.down();
  await page.mouse.move(x + 90, y + 8, { steps: 4 });
  await page.mouse.up();
  assert.equal((await where()).x, x);
  assert.equal(await page.locator('.lesson-stage [data-tool]').count(), 0);
});

test('dragging in a lesson runs it again, and its own undo takes that back', async (t) => {
  const { page } = await openLesson(t, 'stale-window');
  await page.getByRole('button', { name: 'Skip' }).click();
  await outcome(page).waitFor();
  const read = page.locator('.lesson-stage .call[data-stale=true]');
  assert.equal(await read.count(), 1);
  const head = page.locator('.lesson-stage [data-message-id="op1:A>C/update"]').first();
  await head.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await head.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 420, y + height / 2, { steps: 6 });
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelectorAll('.lesson-stage .call[data-stale=true]').length === 2);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.waitForFunction(() => document.querySelectorAll('.lesson-stage .call[data-stale=true]').length === 1);
});

test('progress survives a reload', async (t) => {
  const { page } = await openLesson(t, 'lost-write');
  await page.getByRole('button', { name: 'Skip' }).click();
  await outcome(page).waitFor();
  await page.reload();
  await title(page).waitFor();
  await page.getByRole('link', { name: 'Lessons', exact: true }).click();
  await page.locator('[data-lesson=lost-write].done').waitFor();
  await page.getByRole('button', { name: 'Forget what is done' }).click();
  await doneCount(page).filter({ hasText: '0 of' }).waitFor();
  await page.reload();
  await doneCount(page).filter({ hasText: '0 of' }).waitFor();
});

test('where storage is refused everything works for as long as the page lives', async (t) => {
  const { page } = await openApp(t);
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() { throw new DOMException('denied', 'SecurityError'); },
    });
  });
  await page.reload();
  await page.waitForFunction(() => 'replicascope' in window);
  await page.getByRole('button', { name: 'Learn' }).click();
  await page.getByRole('link', { name: /Agreement is not enough/ }).click();
  await page.getByRole('button', { name: 'Skip' }).click();
  await outcome(page).waitFor();
  await page.getByRole('link', { name: 'Lessons', exact: true }).click();
  await doneCount(page).filter({ hasText: '1 of' }).waitFor();
});

test('a lesson that cannot be fetched says so and can be tried again', async (t) => {
  const { page } = await openApp(t, { expectErrors: /404|ERR_FAILED|Failed to load resource/ });
  let broken = true;
  await page.route('**/content/lessons/cart.json', (route) => (broken ? route.abort() : route.continue()));
  await page.evaluate(() => { location.hash = 'lesson=cart'; });
  await page.getByRole('alert').getByText('could not be loaded: the network cannot be reached').waitFor();
  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await title(page).waitFor();
  await page.evaluate(() => { location.hash = 'lesson=no-such-lesson'; });
  await page.getByRole('alert').getByText('the server answers 404').waitFor();
  await page.getByRole('link', { name: 'All lessons' }).click();
  await page.getByRole('heading', { name: 'Lessons', level: 1 }).waitFor();
});

test('lessons are found by their words', async (t) => {
  const { page } = await openApp(t, { hash: '#learn' });
  const rows = page.locator('.chapter li');
  await rows.first().waitFor();
  const find = page.getByLabel('Find');
  await find.fill('tv');
  await page.getByText('One lesson has these words.').waitFor();
  assert.equal(await rows.count(), 1);
  await find.fill('xyzzy');
  await page.getByText('No lesson has these words.').waitFor();
});

test('back and forward go from page to page, and the address opens what it names', async (t) => {
  const { page } = await openApp(t, { hash: '#learn' });
  await page.getByRole('link', { name: /The stale window/ }).last().click();
  await title(page).waitFor();
  assert(page.url().endsWith('#lesson=stale-window'));
  await page.goBack();
  await page.getByRole('heading', { name: 'Lessons', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Lab', exact: true }).click();
  await page.locator('.cluster').waitFor();
  await page.waitForFunction(() => location.hash.startsWith('#s='));
});

test('whoever goes back at once is back', async (t) => {
  const { page } = await openApp(t, { hash: '#lesson=cart' });
  await title(page).waitFor();
  // Sooner than the page writes what it shows into the address.
  const turn = (after) => page.evaluate((after) => new Promise((done) => {
    location.hash = after;
    setTimeout(() => { history.back(); setTimeout(done, 1000); }, 100);
  }), after);
  for (const after of ['lesson=stale-window', 'learn', 'lesson=sets']) {
    await turn(after);
    assert(page.url().endsWith('#lesson=cart'), page.url());
    await page.getByRole('heading', { level: 1, name: 'The cart that loses items' }).waitFor();
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in lessons, ${colorScheme}`, async (t) => {
    const { page } = await openApp(t, { hash: '#learn', colorScheme });
    await page.locator('.chapter li').first().waitFor();
    await page.addScriptTag({ path: AXE });
    await check(page, 'the contents');
    for (const name of ['stale-window', 'version-vectors', 'trade-offs', 'text']) {
      await page.evaluate((name) => { location.hash = `lesson=${name}`; }, name);
      await page.waitForFunction((name) => document.querySelector('#lesson-title') && document.querySelector('.ask') && location.hash.endsWith(name), name);
      await check(page, `${name}, covered`);
      for (;;) {
        const skip = page.locator('.ask .quiet').first();
        if ((await skip.count()) === 0) break;
        await skip.click();
      }
      await outcome(page).waitFor();
      await check(page, `${name}, answered`);
    }
  });
}

async function check(page, when) {
  const violations = await page.evaluate(async (values) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join('\n    ')}`);
  }, RULES);
  assert.deepEqual(violations, [], when);
}
