// How long the page takes for its frames.

/**
 * Measures how much of a processor the main thread takes, in milliseconds, until the result is called:
 * what else the machine does is not counted.
 */
async function busyTime(session) {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const before = await read();
  return async () => (await read()) - before;
}

/**
 * Lets something happen and measures the frames meanwhile: how long the main thread is busy for each, in
 * milliseconds, how often the pointer moved, and that and the time between frames in words.
 */
export async function measure(page, happens) {
  const session = await page.context().newCDPSession(page);
  await page.evaluate(recordFrames);
  const busy = await busyTime(session);
  await happens(session);
  const { frames, movesSeen } = await page.evaluate(() => window.stopRecording());
  const share = (await busy()) / frames.length;
  const quantile = (part) => frames[Math.floor((frames.length - 1) * part)];
  const [median, most, longest] = [0.5, 0.95, 1].map(quantile);
  const told =
    `median ${median.toFixed(1)} ms, 95th percentile ${most.toFixed(1)} ms, longest ${longest.toFixed(1)} ms ` +
    `over ${frames.length} frames; main thread busy ${share.toFixed(1)} ms for each`;
  return { share, movesSeen, told };
}

/**
 * What the browser itself takes here: a page without a program, in which so many shapes follow the
 * pointer. The same as from `measure`.
 */
export async function measurePlain(page, shapes, milliseconds) {
  await page.goto('about:blank');
  await page.evaluate(followPointer, shapes);
  return measure(page, (session) => dragToAndFro(session, milliseconds, 300, 300));
}

/** Moves the pressed pointer along a lane and back, again and again. */
export const dragToAndFro = (session, milliseconds, x, y) =>
  keepSending(session, milliseconds, (n) => ({
    type: 'mouseMoved', x: x + Math.round(150 * (1 - Math.cos(n / 60))), y, button: 'left', buttons: 1,
  }));

/**
 * Sends events for a while, more often than there are frames, as a mouse does, and without waiting for
 * the page.
 */
export async function keepSending(session, milliseconds, event) {
  const sent = [];
  for (const end = Date.now() + milliseconds; Date.now() < end; await new Promise((next) => setTimeout(next, 6))) {
    sent.push(session.send('Input.dispatchMouseEvent', event(sent.length)));
  }
  await Promise.all(sent);
}

/** Draws lines, boxes and words, as many of each, and moves all of them with the pointer. */
function followPointer(shapes) {
  const made = (name) => document.createElementNS('http://www.w3.org/2000/svg', name);
  const picture = made('svg');
  picture.setAttribute('width', '1200');
  picture.setAttribute('height', '700');
  const moved = Array.from({ length: shapes }, (_, index) => {
    const kind = ['path', 'rect', 'text'][index % 3];
    const [shape, x, y] = [made(kind), (index * 37) % 1000, (index * 53) % 660];
    if (kind === 'path') shape.setAttribute('stroke', 'teal');
    if (kind === 'text') shape.textContent = `op${index}`;
    picture.append(shape);
    const still = { rect: { width: 20, height: 14, y }, text: { y }, path: {} }[kind];
    for (const [name, value] of Object.entries(still)) shape.setAttribute(name, value);
    return (by) => {
      if (kind === 'path') shape.setAttribute('d', `M${x + by} ${y}L${x + by + 40} ${y + 40}`);
      else shape.setAttribute('x', x + by);
    };
  });
  document.body.append(picture);
  let last = 0;
  const draw = () => {
    for (const move of moved) move(last / 10);
  };
  addEventListener('pointermove', (event) => {
    last = event.clientX;
    requestAnimationFrame(draw);
  });
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
