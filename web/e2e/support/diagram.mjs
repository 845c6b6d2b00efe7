// Where things are in the space-time diagram, found as a user finds them: by
// what is drawn. Times are in microseconds, as everywhere in a document.

/** The whole drawing. */
export const diagram = (page) => page.locator('svg.diagram');

/** The chip of an update. */
export const chip = (page, step) => diagram(page).locator(`[data-kind=write][data-step="${step}"]`);

/** The bar of an operation on its client's lane. */
export const bar = (page, step) =>
  diagram(page).locator(`:is([data-kind=call], [data-kind=read])[data-step="${step}"]`);

/** The drawn part of an operation's bar, without its label. */
export const body = (bar) => bar.locator('.bar');

/** The head of a message's arrow, or the cross where it is lost. */
export const head = (page, message, copy = 0) =>
  diagram(page).locator(`[data-message-id="${message}"][data-copy="${copy}"]`);

/** The heads of all messages that were sent by hand. */
export const headsByHand = (page) => diagram(page).locator('[data-message-id$="/hand"]');

/** The mark of a message's merge. */
export const merge = (page, message, copy = 0) =>
  diagram(page).locator(`[data-kind=merge][data-event-id^="${message}/merged.${copy}."]`);

/** The end of a fault, `start` or `end`, or `whole` of it. */
export const fault = (page, id, part) => diagram(page).locator(`[data-fault="${id}:${part}"]`);

export const playhead = (page) => diagram(page).locator('[data-kind=playhead]');

/** The time axis, which scrubs. */
export const axis = (page) => diagram(page).locator('[data-kind=axis]');

/** Where a time is on a lane, in the viewport; a mouse stands on whole pixels. */
export async function spot(page, at, lane) {
  const [{ x, perPixel, time }, box] = [
    await scale(page),
    await diagram(page).locator(`[data-lane="${lane}"]`).boundingBox(),
  ];
  return { x: Math.round(x + (at - time) / perPixel), y: Math.round(box.y + box.height / 2) };
}

/** The middle of what a locator finds, moved by some pixels. */
export async function beside(locator, dx, dy = 0) {
  const box = await locator.boundingBox();
  return { x: Math.round(box.x + box.width / 2) + dx, y: Math.round(box.y + box.height / 2) + dy };
}

/** How time is laid out: one moment with its place, and the microseconds for each pixel. */
export async function scale(page) {
  const [first, second] = await diagram(page).locator('.axis').evaluate((axis) =>
    [...axis.querySelectorAll('text')].slice(0, 2).map((text) => ({
      x: text.previousElementSibling.getBoundingClientRect().x,
      time: Number.parseFloat(text.textContent) * 1000,
    })),
  );
  return { ...first, perPixel: (second.time - first.time) / (second.x - first.x) };
}

/** What a lane shows a reader at a time: the value, and whether it is stale. */
export async function shownAt(page, at, lane) {
  const { x } = await spot(page, at, lane);
  const covers = (kind) =>
    diagram(page)
      .locator(`[data-kind=${kind}][data-at="${lane}"]`)
      .evaluateAll((shapes, x) => {
        const shape = shapes.find((one) => {
          const { left, right } = one.getBoundingClientRect();
          return left <= x && x < right;
        });
        return shape && { value: shape.dataset.value };
      }, x);
  return { value: (await covers('band'))?.value, stale: (await covers('stale')) !== undefined };
}
