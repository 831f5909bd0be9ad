import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { renderSummary } from '../../src/github/summary/summary.ts';
import { show, startBrowser } from './browser.ts';
import * as runs from './runs.ts';
import { type Pixels, smallPng } from './small-png.ts';

// Takes the pictures that README shows, into docs/ or the folder given.

const folder = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'docs');
const PICTURES = { 'summary-one-job': runs.one, 'summary-several-jobs': runs.several };

const browser = await startBrowser();
for (const [name, run] of Object.entries(PICTURES)) {
  const { page, close } = await show(browser, renderSummary(run), 'light', 1.5);
  const picture = await page.locator('article').screenshot();
  writeFileSync(join(folder, `${name}.png`), smallPng(await pixelsOf(picture, page)));
  await close();
}
await browser.close();

/** Lets the browser decode what it encoded. */
async function pixelsOf(picture: Buffer, page: Page): Promise<Pixels> {
  const { base64, ...size } = await page.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const { width, height } = image;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const { data } = context?.getImageData(0, 0, width, height) ?? { data: new Uint8ClampedArray() };
      let bytes = '';
      for (const byte of data) bytes += String.fromCharCode(byte);
      return { width, height, base64: btoa(bytes) };
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  );
  return { ...size, rgba: Buffer.from(base64, 'base64') };
}
