// A course page that is not of the application's origin, both behind strict policies.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { after } from 'node:test';
import { openPage } from './app.mjs';
import { TYPES, serveDist } from './server.mjs';

const COURSE = new URL('../course/', import.meta.url);

/** What README.md says that a host of the application may send. */
export const STRICT = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
    "connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; base-uri 'none'; form-action 'none'",
  'access-control-allow-origin': '*',
};

export { openPage };

const app = await serveDist(undefined, STRICT);
/** Where the application is, without a slash at the end. */
export const APP = app.address.replace(/\/$/, '');
const origin = new URL(APP).origin;
const course = await serveCourse();
/** The origin of the course page. */
export const HOST = course.origin;

after(() => {
  app.close();
  course.close();
});

/** Opens a page of the course, as `openApp` opens the application. */
export const openCourse = (t, path = '', options = {}) => openPage(t, `${HOST}/${path}`, options);

/** Opens the page with a plain frame, and in it the application with this query and fragment. */
export async function openFrame(t, query, options = {}) {
  const { sandbox, ...more } = options;
  const { page, ...rest } = await openCourse(t, 'frame.html', more);
  await page.evaluate(([src, sandbox]) => {
    const frame = document.querySelector('#app');
    if (sandbox) frame.setAttribute('sandbox', sandbox);
    frame.src = src;
  }, [`${APP}/${query}`, sandbox]);
  const frame = await (await page.waitForSelector('#app')).contentFrame();
  await frame.waitForURL((url) => url.href.startsWith(APP));
  await frame.waitForFunction(() => 'replicascope' in window);
  return { page, frame, ...rest };
}

/** Sends a message to the plain frame, and gives the reply with its id. */
export const ask = (page, message) =>
  page.evaluate(async (message) => {
    const id = message.id ?? `ask-${Math.random()}`;
    const whole = { ns: 'replicascope', v: 1, id, ...message };
    document.querySelector('#app').contentWindow.postMessage(whole, '*');
    for (let wait = 0; wait < 500; wait += 1) {
      const reply = window.heard.find(({ data }) => data.id === id);
      if (reply) return reply.data;
      await new Promise((later) => setTimeout(later, 20));
    }
    throw new Error(`no reply to ${JSON.stringify(whole)}`);
  }, message);

async function serveCourse() {
  const policy =
    `default-src 'none'; script-src 'self' ${origin}; style-src 'self'; frame-src 'self' ${origin}; ` +
    "img-src 'self' data:; base-uri 'none'";
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = pathname.slice(1) || 'index.html';
    try {
      const body = await readFile(new URL(file, COURSE), 'utf8');
      response.writeHead(200, { 'content-type': TYPES[extname(file)], 'content-security-policy': policy });
      response.end(body.replaceAll('APP/', `${APP}/`));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
