import { test } from 'node:test';
import { openApp, screenshot } from './support/app.mjs';
import { trace, lab, load } from './support/api.mjs';
import { chip, spot, scale, fault, beside } from './support/diagram.mjs';
test('x', async (t) => {
  const { page } = await openApp(t);
  const dump=()=>page.locator('.axis text').evaluateAll(l=>l.map(x=>x.textContent+'@'+x.previousElementSibling.getAttribute('x1')));
  console.log(await scale(page), await spot(page, 60000, 'B'), await dump());
  const b=await spot(page, 60000, 'A');
  await page.mouse.move(b.x, b.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.waitForTimeout(500);
  console.log(await scale(page), await spot(page, 60000, 'B'), await dump());
});
