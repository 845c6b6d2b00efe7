// Plays the first pictures in a program that notes which of its functions run, and writes their
// numbers: what has run here is what a visitor downloads first.
//
//   node web/first.mjs FOLDER RAN.json

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { serveDist } from './e2e/support/server.mjs';

const [folder, output] = process.argv.slice(2);
const server = await serveDist(pathToFileURL(`${resolve(folder)}/`));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const ran = new Set();

/** Opens the page at the address, does what a visitor would, and takes down what ran. */
async function play(address, acts, options = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  await page.addInitScript(() => {
    addEventListener('ReplicascopeStarted', (event) => {
      window.program = event.detail.wasm;
    });
  });
  await page.goto(server.address + address);
  await page.waitForFunction(() => window.program && window.replicascope);
  await acts(page);
  const notes = await page.evaluate(() =>
    Object.entries(window.program)
      .filter(([name, note]) => name.startsWith('ran.') && note.value)
      .map(([name]) => Number(name.slice(4))));
  for (const number of notes) ran.add(number);
  await page.close();
}

await play('', async (page) => {
  await page.getByRole('button', { name: 'Play' }).first().click();
  await page.waitForTimeout(1000);
});

await writeFile(output, JSON.stringify([...ran].sort((one, other) => one - other)));
await browser.close();
server.close();
