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

/** Opens the page at the address, does what a visitor would, and gives the notes, a byte for each point. */
async function play(address, acts, under = circumstances) {
  const ran = [];
  for (const { late, slower } of under) {
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
    ran.push(noted);
    await page.close();
  }
  return ran;
}

const press = (page, name) => page.getByRole('button', { name }).first().click();

const frame = await play('?embed=1&scenario=cart-lww', async (page) => {
  await press(page, 'Play');
  await page.waitForTimeout(1000);
});

// What is compared with what, frame by frame, depends on when the frames come: more visits see more.
const visits = [...circumstances, {}, {}, {}, {}];
const lesson = await play('#lesson=stale-window', async (page) => {
  await page.getByLabel('Your answer').fill('1');
  await press(page, /Predict/);
  await page.waitForTimeout(1500);
}, visits);

let link;
const lab = await play('', async (page) => {
  await press(page, 'Play');
  await page.waitForTimeout(1000);
  // An edit and what keeps it, too: whatever else does not arrive, nothing that was made is lost.
  await page.evaluate(() => {
    window.replicascope.edit({ set_seed: 4711 });
    window.replicascope.lab();
  });
  await page.waitForURL(/#s=/);
  link = new URL(page.url()).hash;
});

const ONCE = [{}];
const look = (page) => page.waitForTimeout(300);

/** Opens one scenario after the other. */
async function scenarios(page) {
  const chooser = page.getByLabel('Scenario');
  const names = await chooser.evaluate((select) => Array.from(select.options, (one) => one.value));
  for (const name of names) {
    await chooser.selectOption(name);
    await look(page);
  }
}

/** Opens one lesson after the other. */
async function lessons(page) {
  for (const file of await readdir(join(folder, 'content/lessons'))) {
    await page.evaluate((hash) => { location.hash = hash; }, `lesson=${file.replace('.json', '')}`);
    await look(page);
  }
}

const PANELS = 'timeline,cluster,inspector,events,summary';
const others = [
  await play('', scenarios, ONCE),
  await play('#learn', lessons, ONCE),
  await play(`?embed=1&scenario=siblings&lang=de&theme=dark&speed=2&panels=${PANELS}`, look, ONCE),
  await play(`?embed=1${link}`, look, ONCE),
  await play('?scenario=siblings&lang=de&of-the-host=1', look, ONCE),
  await play(`?of-the-host=1${link}`, look, ONCE),
].flat();

const pictures = [frame, lesson, lab, others];
const points = frame[0].length;
const parts = Uint8Array.from({ length: points }, (_, point) => {
  const first = pictures.findIndex((plays) => plays.some((noted) => noted[point] === '1'));
  return first < 0 ? pictures.length + 1 : first + 1;
});
await writeFile(output, parts);
await browser.close();
server.close();
