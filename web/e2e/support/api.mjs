// window.replicascope, from outside the page.

import assert from 'node:assert/strict';

export const lab = (page) => page.evaluate(() => window.replicascope.lab());
export const trace = (page) => page.evaluate(() => window.replicascope.trace());
export const load = (page, lab) => page.evaluate((lab) => window.replicascope.load(lab), lab);
export const edit = (page, edit) => page.evaluate((edit) => window.replicascope.edit(edit), edit);
export const seek = (page, at) => page.evaluate((at) => window.replicascope.seek(at), at);

/** Where the playhead is, in microseconds. */
export const playheadAt = async (page) =>
  Number(await page.locator('[data-kind=playhead]').getAttribute('aria-valuenow'));

/** What a replica holds at the end of a run, as the text that its lane shows. */
export function valueAtEnd(trace, replica) {
  const last = trace.events.findLast(({ place, after }) => place === replica && after);
  assert(last, `nothing changes ${replica} in this run`);
  return last.after.state.lww_register.value;
}

/** What became of a message: when each copy was over, and why it was lost. */
export function copiesOf(trace, message) {
  const found = trace.messages.find(({ id }) => id === message);
  assert(found, `there is no message ${message}`);
  return found.copies;
}

/** The return of an operation. */
export function returnOf(trace, step) {
  const found = trace.events.find((event) => event.kind === 'returned' && event.step === step);
  assert(found, `step ${step} does not return`);
  return found;
}
