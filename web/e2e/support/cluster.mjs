// The cluster at the playhead.

/** A replica. */
export const node = (page, replica) => page.locator(`.cluster [data-kind=replica][data-at="${replica}"]`);

/** The link between two replicas, as in `A-C`. */
export const link = (page, name) => page.locator(`.cluster [data-kind=link][data-link="${name}"]`);

/** The place at a part of the way from one replica to another, and beside the line by some pixels. */
export async function onLink(page, from, to, { part = 0.5, beside = 0 } = {}) {
  const [start, end] = [await rim(node(page, from)), await rim(node(page, to))];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy);
  return {
    x: Math.round(start.x + dx * part - (dy / length) * beside),
    y: Math.round(start.y + dy * part + (dx / length) * beside),
  };
}

/** A stroke of the pointer across a link, away from both of its ends. */
export async function acrossLink(page, from, to, part = 0.5) {
  const reach = 30;
  return [
    await onLink(page, from, to, { part, beside: -reach }),
    await onLink(page, from, to, { part, beside: reach }),
  ];
}

/** The middle of a replica. */
async function rim(node) {
  const box = await node.locator('.rim').boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
