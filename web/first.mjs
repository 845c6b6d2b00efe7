// Plays the first pictures in a program that notes which of its points have run, and writes a byte for
// each: 1 if a frame in a course page needs it, 2 if only a lesson does, 3 if only the Lab, 4 if only
// another scenario, lesson, frame or a link, otherwise 5. These are the parts of the program, of which
// web/boot.js asks for those that an address needs.
//
//   node web/first.mjs FOLDER RAN

import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { serveDist } from './e2e/support/server.mjs';

const [folder, output] = process.argv.slice(2);
const server = await serveDist(pathToFileURL(`${resolve(folder)}/`));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

/** How long what is late is late. */
const LATE_MS = 500;

/** What runs first depends on what arrives first, and on how busy the machine is. */
const circumstances = [
  {},
  { late: /content\/index/ },
  { late: /content\/lessons/ },
  { late: /_2\.wasm|\.css$/ },
  { slower: 6 },
];

/** So many pages are open at a time. */
const AT_ONCE = 3;
let open = 0;
const waiting = [];

/** Does it when fewer pages are open. */
async function inTurn(act) {
  if (open === AT_ONCE) await new Promise((turn) => waiting.push(turn));
  else open += 1;
  try {
    return await act();
  } finally {
    if (waiting.length > 0) waiting.shift()();
    else open -= 1;
  }
}

/** Opens the page at the address, does what a visitor would, and gives the notes, a byte for each point. */
async function visit(address, acts, { late, slower }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  if (late) await page.route(late, (route) => setTimeout(() => route.continue(), LATE_MS));
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower ?? 1 });
  await page.addInitScript(() => {
    addEventListener('ReplicascopeStarted', (event) => {
      window.program = event.detail.wasm;
    });
  });
  await page.goto(server.address + address);
  await page.waitForFunction(() => window.program && window.replicascope);
  await acts(page);
  const noted = await page.evaluate(() =>
    Array.from(new Uint8Array(window.program.ran.buffer), (note) => note).join(''));
  await page.close();
  return noted;
}

/** The notes of a visit under each of these circumstances. */
const play = (address, acts, under = circumstances) =>
  Promise.all(under.map((one) => inTurn(() => visit(address, acts, one))));

const press = (page, name) => page.getByRole('button', { name }).first().click();

const frame = play('?embed=1&scenario=cart-lww', async (page) => {
  await press(page, 'Play');
  await page.waitForTimeout(1000);
});

// What is compared with what, frame by frame, depends on when the frames come: more visits see more.
const visits = [...circumstances, {}, {}, {}, {}];
const lesson = play('#lesson=stale-window', async (page) => {
  await page.getByLabel('Your answer').fill('1');
  await press(page, /Predict/);
  await page.waitForTimeout(1500);
}, visits);

let link;
let names;
/** An edit and what keeps it: whatever else does not arrive, nothing that was made is lost. */
async function edit(page, seed) {
  await page.evaluate((seed) => {
    window.replicascope.edit({ set_seed: seed });
    window.replicascope.lab();
  }, seed);
  await page.waitForTimeout(500);
}
const lab = play('', async (page) => {
  await edit(page, 4711);
  await page.waitForURL(/#s=/);
  link = new URL(page.url()).hash;
  names = await page.getByLabel('Scenario').evaluate((select) => Array.from(select.options, (one) => one.value));
  await press(page, 'Play');
  await page.waitForTimeout(1000);
  await edit(page, 4712);
});

const ONCE = [{}];
const look = (page) => page.waitForTimeout(300);

/** Opens one lesson after the other. */
async function lessons(page) {
  for (const file of await readdir(join(folder, 'content/lessons'))) {
    await page.evaluate((hash) => { location.hash = hash; }, `lesson=${file.replace('.json', '')}`);
    await look(page);
  }
}

const PANELS = 'timeline,cluster,inspector,events,summary';
await lab;
const others = [
  play('#learn', lessons, ONCE),
  ...names.map((name) => play(`?scenario=${name}`, look, ONCE)),
  play(`?embed=1&scenario=siblings&lang=de&theme=dark&speed=2&panels=${PANELS}`, look, ONCE),
  play(`?embed=1${link}`, look, ONCE),
  play('?scenario=siblings&lang=de&of-the-host=1', look, ONCE),
  play(`?of-the-host=1${link}`, look, ONCE),
];

const pictures = await Promise.all([frame, lesson, lab, Promise.all(others).then((plays) => plays.flat())]);
const points = pictures[0][0].length;
const parts = Uint8Array.from({ length: points }, (_, point) => {
  const first = pictures.findIndex((plays) => plays.some((noted) => noted[point] === '1'));
  return first < 0 ? pictures.length + 1 : first + 1;
});
await writeFile(output, parts);
await browser.close();
server.close();
