// Drags as a hand makes them: press, move in steps, let go.
//
// Where a drag starts and ends is either a point `{ x, y }` of the viewport or a
// Playwright locator, which stands for the middle of what it finds.

/**
 * Drags with the mouse.
 *
 * @param {object} [options]
 * @param {number} [options.steps] how many moves the way is made of
 * @param {() => Promise<void>} [options.hold] what to look at before letting go
 */
export async function drag(page, from, to, { steps = 10, hold } = {}) {
  const [start, end] = [await pointOf(from), await pointOf(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps });
  await hold?.();
  await page.mouse.up();
}

/**
 * Drags with one finger. The page must have been opened with `hasTouch`.
 *
 * Playwright itself can only tap, so this speaks to Chromium directly.
 *
 * @param {object} [options] as for `drag`
 */
export async function touchDrag(page, from, to, { steps = 10, hold } = {}) {
  const [start, end] = [await pointOf(from), await pointOf(to)];
  const session = await page.context().newCDPSession(page);
  const touch = (type, touchPoints) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });

  await touch('touchStart', [start]);
  for (let step = 1; step <= steps; step += 1) {
    await touch('touchMove', [between(start, end, step / steps)]);
  }
  await hold?.();
  await touch('touchEnd', []);
  await session.detach();
}

async function pointOf(place) {
  if (typeof place.boundingBox !== 'function') return place;
  const box = await place.boundingBox();
  if (box === null) throw new Error(`nothing visible to drag from or to: ${place}`);
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

function between(start, end, share) {
  return {
    x: start.x + (end.x - start.x) * share,
    y: start.y + (end.y - start.y) * share,
  };
}
