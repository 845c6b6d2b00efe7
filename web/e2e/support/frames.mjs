// How long the page takes for its frames.

/** Measures how long the main thread works, in milliseconds, until the result is called. */
export async function busyTime(session) {
  await session.send('Performance.enable');
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const before = await read();
  return async () => (await read()) - before;
}

/**
 * Lets something happen and measures the frames meanwhile, in milliseconds: the median, the 95th
 * percentile, the longest, how long the main thread is busy for each, and how often the pointer moved.
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
  return { median, most, longest, share, movesSeen, told };
}

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
