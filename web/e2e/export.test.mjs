// Pictures, the document and the events as files.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApp } from './support/app.mjs';
import { lab, load, seek } from './support/api.mjs';
import { smallLab } from './support/labs.mjs';
import { saved, share } from './support/share.mjs';

test('files are named after the document, and pictures are the same in every theme', async (t) => {
  const texts = [];
  for (const colorScheme of ['light', 'dark']) {
    const { page } = await openApp(t, { colorScheme });
    await load(page, smallLab());
    await seek(page, 44_000);
    const svg = await saved(page, 'Timeline as SVG');
    assert.equal(svg.name, 'a-test.svg');
    texts.push(svg.bytes.toString().replaceAll(/127\.0\.0\.1:\d+/g, ''));
    if (colorScheme === 'light') continue;

    const text = svg.bytes.toString();
    for (const part of ['A test', 'Seed ', 'client 1', page.url().split('#')[0]]) {
      assert(text.includes(part), part);
    }
    assert(!/class=|style=|var\(/.test(text));
    // It stands alone: a browser draws it without the page.
    const size = await page.evaluate(async (text) => {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    }, text);

    const png = await saved(page, 'Timeline as PNG');
    assert.equal(png.name, 'a-test.png');
    assert.deepEqual([...png.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    const points = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
    assert.deepEqual(points, size.map((pixels) => pixels * 3));
    const corner = await page.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const canvas = new OffscreenCanvas(1, 1);
      const context = canvas.getContext('2d');
      context.drawImage(bitmap, 0, 0);
      return [...context.getImageData(0, 0, 1, 1).data];
    }, png.bytes.toString('base64'));
    assert.deepEqual(corner, [255, 255, 255, 255], 'white paper');

    const json = await saved(page, 'Document as JSON');
    assert.equal(json.name, 'a-test.json');
    assert.deepEqual(JSON.parse(json.bytes.toString()), await lab(page));
    const events = await saved(page, 'Event list as text');
    assert.equal(events.name, 'a-test.txt');
    assert.match(events.bytes.toString(), /^A test\n.*Seed \d+\.\n\n *\d+ ms {2}client 1 /);
  }
  assert.equal(texts[0], texts[1]);
});

test('merges and quorums are pictures, too', async (t) => {
  const { page } = await openApp(t);
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('button', { name: 'Merge', exact: true }).click();
  const merge = await saved(page, 'Merge as SVG');
  assert.match(merge.name, /-merge\.svg$/);
  assert(merge.bytes.includes('because'));
  await pages.getByRole('button', { name: 'Quorum', exact: true }).click();
  const quorums = await saved(page, 'Quorums as SVG');
  assert.equal(quorums.name, 'quorums-n3-w2-r2.svg');
  await page.getByRole('status').getByText('Saved as quorums-n3-w2-r2.svg.').waitFor();
});

for (const [width, lang, name] of [[320, 'de', 'Teilen'], [360, 'de', 'Teilen'], [430, 'en', 'Share'], [720, 'en', 'Share']]) {
  test(`the menu stays on a screen of ${width} pixels, ${lang}`, async (t) => {
    const { page } = await openApp(t, { viewport: { width, height: 800 }, hash: `?lang=${lang}` });
    for (const where of ['', '#learn']) {
      await page.evaluate((hash) => { location.hash = hash; }, where);
      await page.getByRole('button', { name }).click();
      const box = await page.getByRole('menu').boundingBox();
      assert(box.x >= 0 && box.x + box.width <= width, `${where}: ${JSON.stringify(box)}`);
      await page.keyboard.press('Escape');
    }
  });
}

test('the menu works with keys alone, and gives the focus back', async (t) => {
  const { page } = await openApp(t, { viewport: { width: 390, height: 800 } });
  const button = page.getByRole('button', { name: 'Share' });
  await button.focus();
  await page.keyboard.press('ArrowDown');
  const menu = page.getByRole('menu', { name: 'Share' });
  await menu.waitFor();
  const box = await menu.boundingBox();
  assert(box.x >= 0 && box.x + box.width <= 390, `within the screen: ${JSON.stringify(box)}`);
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  assert.match(await focused(), /^Copy link/);
  await page.keyboard.press('ArrowUp');
  assert.match(await focused(), /^Present/);
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  assert.equal(await focused(), 'Share');
  await share(page, 'Document as JSON');
  await menu.waitFor({ state: 'detached' });
});
