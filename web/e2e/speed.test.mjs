// How long a frame takes while something is dragged in a large document. Prints figures; only a
// gross slowdown fails, as machines differ.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { lab, load, trace } from './support/api.mjs';
import { chip, diagram } from './support/diagram.mjs';
import { largeLab } from './support/labs.mjs';

const DRAG_MS = 3000;
/** Far beyond what anybody would call smooth. */
const MOST_MS = 100;

for (const whole of [false, true]) {
  const view = whole ? 'the whole run in view' : 'the view as it opens';
  test(`dragging a write with 200 operations and 1,400 messages, ${view}`, async (t) => {
    const { page } = await openApp(t, { viewport: { width: 1440, height: 900 } });
    await load(page, largeLab());
    assert.equal((await lab(page)).script.length, 200);
    assert((await trace(page)).messages.length >= 1000);
    if (whole) await page.getByRole('button', { name: 'Show the whole run' }).click();
    await chip(page, 9).waitFor();
    const before = (await lab(page)).script[8].at_us;

    const box = await chip(page, 9).boundingBox();
    const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y, { steps: 5 });
    await page.evaluate(recordFrames);
    const session = await page.context().newCDPSession(page);
    const busy = await busyTime(session);
    // More often than there are frames, as a mouse does, and without waiting for the page.
    const moves = [];
    for (const end = Date.now() + DRAG_MS; Date.now() < end; await new Promise((next) => setTimeout(next, 6))) {
      const along = x + 20 + Math.round(150 * (1 - Math.cos(moves.length / 60)));
      moves.push(session.send('Input.dispatchMouseEvent', {
        type: 'mouseMoved', x: along, y, button: 'left', buttons: 1,
      }));
    }
    await Promise.all(moves);
    const { frames, movesSeen } = await page.evaluate(() => window.stopRecording());
    const share = ((await busy()) / frames.length).toFixed(1);
    await screenshot(page, `speed-${whole ? 'whole' : 'opening'}`);
    await page.mouse.up();

    const shapes = await diagram(page).locator('*').count();
    const quantile = (part) => frames[Math.floor((frames.length - 1) * part)];
    const [median, most, slowest] = [0.5, 0.95, 1].map((part) => quantile(part).toFixed(1));
    t.diagnostic(
      `${view}: median ${median} ms, 95th percentile ${most} ms, slowest ${slowest} ms over ${frames.length} frames; ` +
        `${movesSeen} moves handled; main thread busy ${share} ms for each frame; ${shapes} elements drawn`,
    );
    assert(movesSeen > 20, 'the page was kept busy');
    assert.notEqual((await lab(page)).script[8].at_us, before, 'the write has moved');
    assert(quantile(0.5) < MOST_MS);
  });
}

/** Measures how long the main thread works, in milliseconds, until the result is called. */
async function busyTime(session) {
  await session.send('Performance.enable');
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const before = await read();
  return async () => (await read()) - before;
}

/** Notes the time between frames until `stopRecording` is called, which gives them sorted. */
function recordFrames() {
  const frames = [];
  let [last, movesSeen, on] = [performance.now(), 0, true];
  const count = () => { movesSeen += 1; };
  addEventListener('pointermove', count, true);
  const note = (now) => {
    frames.push(now - last);
    last = now;
    if (on) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
  window.stopRecording = () => {
    on = false;
    removeEventListener('pointermove', count, true);
    return { frames: frames.slice(1).sort((a, b) => a - b), movesSeen };
  };
}
