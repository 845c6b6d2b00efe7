// WebKit as Debian has it: a small browser of WebKitGTK's own, driven by WebKitWebDriver, on a
// display that nobody sees. Playwright drives only a WebKit of its own making.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from './webdriver.mjs';
import { Page } from './page.mjs';

/** The driver comes without a browser on PATH; the shell finds it, in whatever architecture's folder. */
const BROWSER = process.env.WEBKIT_BROWSER ?? '/usr/lib/*/webkit2gtk-4.*/MiniBrowser';
const { WEBKIT_DRIVER = 'WebKitWebDriver', XVFB = 'Xvfb' } = process.env;

/** Starts the display. Every page gets a driver, which has no more than one, and so its own storage. */
export async function launch() {
  const { screen, display } = await startScreen();
  const folder = await mkdtemp(join(tmpdir(), 'replicascope-webkit-'));
  let pages = 0;
  return {
    open(options) {
      pages += 1;
      return open(display, join(folder, `page-${pages}`), options);
    },
    async close() {
      screen.kill();
      await rm(folder, { recursive: true });
    },
  };
}

/** A driver now and then never hears of the browser that it has started: then another pair is tried. */
const [STARTS, START_MS] = [3, 60_000];

/** Opens a page; what its browser prints is kept in a file. */
async function open(display, file, { viewport }) {
  const output = `${file}.txt`;
  const { session, driver } = await begin(display, {
    binary: await printing(`${file}.sh`, output),
    args: ['--automation', '--enable-write-console-messages-to-stdout=true'],
  });
  const page = new Page(session);
  await page.setViewportSize(viewport);
  const errors = [];
  return {
    page,
    errors,
    async close() {
      await session.end();
      driver.kill();
      errors.push(...(await errorsIn(output)));
    },
  };
}

async function begin(display, browser) {
  for (let starts = 1; ; starts += 1) {
    const port = await freePort();
    const driver = spawn(WEBKIT_DRIVER, ['--host=127.0.0.1', `--port=${port}`], {
      env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', GTK_THEME: 'Adwaita' },
      stdio: 'ignore',
    });
    try {
      const asked = { 'webkitgtk:browserOptions': browser };
      return { session: await Session.begin(`http://127.0.0.1:${port}`, asked, START_MS), driver };
    } catch (error) {
      driver.kill();
      if (error.name !== 'TimeoutError' || starts === STARTS) throw error;
    }
  }
}

/** A program that is the browser, but prints to a file: the driver lets nothing through. */
async function printing(program, output) {
  const script = `#!/bin/sh\nfor browser in ${BROWSER}; do exec "$browser" "$@" > '${output}' 2>&1; done\n`;
  await writeFile(program, script, { mode: 0o755 });
  return program;
}

const errorsIn = async (output) =>
  (await readFile(output, 'utf8')).split('\n').filter((line) => /^CONSOLE \S* ?ERROR/.test(line));

async function startScreen() {
  const screen = spawn(XVFB, ['-displayfd', '3', '-screen', '0', '1600x1400x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await once(screen.stdio[3], 'data');
  return { screen, display: `:${String(number).trim()}` };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
