import { expect, test } from '@jest/globals';
import type { Page } from '../../src/api/client.ts';
import { PagesAhead } from '../../src/jobs/read-ahead.ts';

const PAGE: Page = { jobs: [], nextOffset: undefined };

/** Which pages are requested while the pages at these offsets are read, one after the other. */
async function requestsOf(...offsets: number[]): Promise<number[]> {
  const requested: number[] = [];
  const pages = new PagesAhead(async (offset) => {
    requested.push(offset);
    return PAGE;
  });
  for (const offset of offsets) await pages.get(offset);
  return requested;
}

test.each([
  [[0], [0]],
  [
    [0, 99],
    [0, 99, 198],
  ],
  [
    [0, 99, 198],
    [0, 99, 198, 297, 396],
  ],
  [
    [0, 99, 198, 297],
    [0, 99, 198, 297, 396, 495, 594],
  ],
])('for the pages at %j those at %j are requested', async (read, requested) => {
  expect(await requestsOf(...read)).toEqual(requested);
});

test('where the reading steps back, no page ahead is requested', async () => {
  expect(await requestsOf(0, 99, 197, 195)).toEqual([0, 99, 198, 197, 295, 393, 195]);
});

test('no more than four requests are under way at once', async () => {
  let [underWay, most] = [0, 0];
  const pages = new PagesAhead(async () => {
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
    return PAGE;
  });
  for (let offset = 0; offset < 2_000; offset += 99) await pages.get(offset);
  expect(most).toBe(4);
});

test('a page ahead that fails does so when it is read, and is requested anew when it is read again', async () => {
  let failures = 1;
  const pages = new PagesAhead(async (offset) => {
    if (offset === 198 && failures-- > 0) throw new Error('no');
    return PAGE;
  });
  await pages.get(0);
  await pages.get(99);
  await expect(pages.get(198)).rejects.toThrow('no');
  await expect(pages.get(198)).resolves.toBe(PAGE);
});

test('a page that was not needed is waited for in the end, and its error does not matter', async () => {
  const ended: number[] = [];
  const pages = new PagesAhead(async (offset) => {
    if (offset < 198) return PAGE;
    await new Promise(setImmediate);
    ended.push(offset);
    throw new Error('no');
  });
  await pages.get(0);
  await pages.get(99);
  await pages.end();
  expect(ended).toEqual([198]);
});
