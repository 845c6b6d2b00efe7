// A session of the WebDriver protocol (https://www.w3.org/TR/webdriver2/): as much of it as the
// tests use.

import { setTimeout as later } from 'node:timers/promises';

/** How often a driver that has just been started is tried, and how long to wait in between. */
const [TRIES, PAUSE_MS] = [200, 100];

export class Session {
  /** Begins a session with these capabilities, once the driver listens; fails where it is not there in time. */
  static async begin(driver, capabilities, withinMs) {
    const body = { capabilities: { alwaysMatch: capabilities } };
    const signal = AbortSignal.timeout(withinMs);
    const { sessionId } = await patiently(() => call('POST', `${driver}/session`, body, signal));
    return new Session(`${driver}/session/${sessionId}`);
  }

  constructor(address) {
    this.address = address;
  }

  get = (what) => call('GET', `${this.address}/${what}`);
  post = (what, body = {}) => call('POST', `${this.address}/${what}`, body);
  element = (css) => this.post('element', { using: 'css selector', value: css });
  end = () => call('DELETE', this.address);

  /** Calls a function in the page with values that JSON can hold, and gives what it resolves to. */
  async evaluate(callee, ...values) {
    const script = `
      const [json, done] = arguments;
      const call = async () => (${callee})(...JSON.parse(json).map(([value]) => value));
      call().then(
        (value) => done({ json: JSON.stringify(value === undefined ? [] : [value]) }),
        (error) => done({ error: String(error) }),
      );`;
    // Each in a list, which is empty where there is none: JSON knows no undefined.
    const boxed = values.map((value) => (value === undefined ? [] : [value]));
    const { json, error } = await this.post('execute/async', { script, args: [JSON.stringify(boxed)] });
    if (error) throw new Error(error);
    return JSON.parse(json)[0];
  }
}

async function call(method, address, body, signal) {
  const response = await fetch(address, { method, body: body && JSON.stringify(body), signal });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function patiently(attempt) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (error.cause?.code !== 'ECONNREFUSED' || tries === TRIES) throw error;
      await later(PAUSE_MS);
    }
  }
}
