// What everybody needs: no violations that axe finds, room on narrow screens, stable handles.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab, load, seek, trace } from './support/api.mjs';
import { chip, diagram, merge } from './support/diagram.mjs';
import { faultyLab, largeLab } from './support/labs.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCENARIOS = ['convergence', 'lost-write', 'g-counter'];

for (const colorScheme of ['light', 'dark']) {
  for (const scenario of SCENARIOS) {
    test(`axe finds nothing in ${scenario}, ${colorScheme}`, async (t) => {
      const { page } = await openApp(t, { colorScheme });
      await page.getByLabel('Scenario').selectOption(scenario);
      await chip(page, 1).waitFor();
      await check(page, 'as it opens');

      const { events } = await trace(page);
      const merged = events.findLast(({ kind }) => kind === 'merged');
      await merge(page, merged.message).first().click();
      await page.locator('.inspector .verdict').waitFor();
      await page.mouse.move(0, 0);
      await check(page, 'with a merge selected');
      await screenshot(page, `access-${scenario}-${colorScheme}`);
    });
  }

  test(`axe finds nothing in a problem, faults and a dense picture, ${colorScheme}`, async (t) => {
    const { page } = await openApp(t, { colorScheme });
    await load(page, faultyLab());
    await seek(page, 75_000);
    await chip(page, 1).click();
    const begins = page.getByRole('textbox', { name: 'Begins at' });
    await begins.fill('soon');
    await begins.press('Enter');
    await page.getByRole('alert').getByText('Not a number').waitFor();
    await check(page, 'with a refused field');
    await begins.fill('1000');
    await begins.press('Enter');
    await page.getByRole('alert').getByText('Not possible').waitFor();
    await check(page, 'with a problem');
    await page.locator('.cluster [data-kind=link]').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.inspector').getByText('The link between').waitFor();
    await check(page, 'with a link selected');
    await page.locator('.events tbody tr').last().getByRole('button').click();
    await page.locator('.inspector').getByText('is back').waitFor();
    await check(page, 'with a fault selected');
    await load(page, largeLab());
    await page.getByRole('heading', { name: 'A large test' }).waitFor();
    await check(page, 'with a large document');
  });
}

for (const [width, height] of [[320, 640], [390, 844], [768, 1024], [1024, 768], [1440, 900]]) {
  test(`at ${width} pixels nothing is cut off and the page does not scroll sideways`, async (t) => {
    const { page } = await openApp(t, { viewport: { width, height } });
    const wide = () =>
      page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const out = [...document.querySelectorAll('body *')].filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          // What is drawn is cut off at the edge of its drawing on purpose.
          return width > 0 && !element.closest('svg svg, svg g, defs') && (left < -0.5 || right > clientWidth + 0.5);
        });
        return { scrollWidth, clientWidth, out: out.map((element) => element.outerHTML.slice(0, 100)) };
      });
    const fits = async (when) => {
      const { scrollWidth, clientWidth, out } = await wide();
      assert.deepEqual(out, [], when);
      assert(scrollWidth <= clientWidth, `${when}: ${scrollWidth} pixels wide`);
    };
    for (const scenario of SCENARIOS) {
      await page.getByLabel('Scenario').selectOption(scenario);
      await chip(page, 1).waitFor();
      await fits(scenario);
      const { events } = await trace(page);
      const merged = events.findLast(({ kind }) => kind === 'merged');
      await page.locator(`[data-row="${merged.id}"] button`).click();
      await page.locator('.inspector .verdict').waitFor();
      await fits(`${scenario} with a merge selected`);
    }
    await load(page, faultyLab());
    await page.locator('[data-fault-row]').first().waitFor();
    await fits('with faults');
    await screenshot(page, `width-${width}`);
  });
}

test('what is drawn has its handles', async (t) => {
  const { page } = await openApp(t);
  await load(page, faultyLab());
  const { replicas, clients } = await lab(page);
  const { events, messages } = await trace(page);
  const drawn = (attribute) =>
    diagram(page).locator(`[${attribute}]`).evaluateAll(
      (shapes, attribute) => shapes.map((shape) => shape.getAttribute(attribute)),
      attribute,
    );
  assert.deepEqual(await drawn('data-lane'), [...clients, ...replicas]);
  assert.deepEqual(new Set(await drawn('data-message-id')), new Set(messages.map(({ id }) => id)));
  const names = new Set(events.map(({ id }) => id));
  const shown = await drawn('data-event-id');
  assert(shown.every((name) => names.has(name)));
  for (const { id, kind } of events) {
    if (['applied', 'merged', 'answered', 'returned', 'dropped'].includes(kind)) {
      assert(shown.includes(id), `${id} is not drawn`);
    }
  }
  const kinds = new Set(await drawn('data-kind'));
  for (const kind of ['write', 'call', 'arrowhead', 'merge', 'band', 'stale', 'partition', 'crash', 'playhead', 'axis']) {
    assert(kinds.has(kind), `no ${kind}`);
  }
  assert.equal(await chip(page, 1).getAttribute('data-value'), 'X = 2');
  assert(new Set(await drawn('data-stale')).has('false'));
});

test('the same is said in text', async (t) => {
  const { page } = await openApp(t);
  const rows = page.locator('.events tbody tr');
  assert((await rows.count()) > 8);
  await page.getByRole('row', { name: /returns 1, stale/ }).waitFor();
  const said = await diagram(page).locator('[role=button]').evaluateAll(
    (shapes) => shapes.map((shape) => shape.getAttribute('aria-label')),
  );
  assert(said.length > 10);
  assert(said.every((text) => text?.endsWith('.')), 'every shape says what it is');
  await rows.last().getByRole('button').click();
  await page.locator('.events tr.selected').waitFor();
});

async function check(page, when) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: AXE });
  const violations = await page.evaluate(async (values) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values } });
    return violations.map(({ id, nodes }) =>
      `${id}: ${nodes.length} × ${nodes.slice(0, 4).map(({ html, any, all }) =>
        `${html.slice(0, 140)} (${[...any, ...all].map(({ message }) => message).join('; ').slice(0, 200)})`).join('\n    ')}`);
  }, RULES);
  assert.deepEqual(violations, [], when);
}
