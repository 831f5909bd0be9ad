import { expect, test } from '@jest/globals';
import { PAGE_SIZE, type Page } from '../../src/api/client.ts';
import type { Job } from '../../src/api/job.ts';
import { readList } from '../../src/jobs/list.ts';
import { numbers } from '../moving-account.ts';

function aJob(id: number): Job {
  return { id, status: 'running', fields: {} };
}

interface Reading {
  readonly ids: number[];
  readonly offsets: number[];
}

/** Reads a list whose IDs may change after every request. */
async function reading(ids: number[], afterRequest: (requests: number) => void = () => undefined): Promise<Reading> {
  return readingPages((offset) => {
    const jobs = ids.slice(offset, offset + PAGE_SIZE).map((id) => aJob(id));
    return { jobs, nextOffset: offset + PAGE_SIZE < ids.length ? offset + jobs.length : undefined };
  }, afterRequest);
}

function missing(ids: number[], first: number, last: number): number[] {
  const read = new Set(ids);
  return numbers(first, last).filter((id) => !read.has(id));
}

async function readingPages(
  page: (offset: number) => Page,
  afterRequest: (requests: number) => void = () => undefined,
): Promise<Reading> {
  const offsets: number[] = [];
  const read: number[] = [];
  const getPage = async (offset: number) => {
    const answered = page(offset);
    afterRequest(offsets.push(offset));
    if (offsets.length > 1_500) throw new Error('far too many requests');
    return answered;
  };
  for await (const jobs of readList(getPage)) read.push(...jobs.map(({ id }) => id));
  return { ids: read, offsets };
}

test.each([
  [0, [0]],
  [1, [0]],
  [100, [0]],
  [101, [0, 99]],
  [199, [0, 99]],
  [200, [0, 99, 198]],
  [400, [0, 99, 198, 297, 396]],
])('a list of %i jobs is read in pages that overlap by one job', async (count, offsets) => {
  expect(await reading(numbers(1, count))).toEqual({ ids: numbers(1, count), offsets });
});

test.each([1, 20, 99, 150, 200])(
  'no job is missed where %i that were read leave after the first page',
  async (gone) => {
    const list = numbers(1, 500);
    const { ids, offsets } = await reading(list, (requests) => requests === 1 && void list.splice(0, gone));
    expect(missing(ids, gone + 1, 500)).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(offsets.length).toBeLessThanOrEqual(16);
  },
);

test.each([
  [1, 25],
  [5, 35],
  [20, 50],
])('no job is missed where %i leave after every page, at no more than %i requests', async (gone, most) => {
  const list = numbers(1, 2_000);
  const { ids, offsets } = await reading(list, () => {
    list.splice(0, Math.min(gone, list.indexOf(1_500)));
  });
  expect(missing(ids, 1_500, 2_000)).toEqual([]);
  expect(offsets.length).toBeLessThanOrEqual(most);
});

test('jobs that leave together make nothing costlier but the next page', async () => {
  const list = numbers(1, 3_000);
  const { offsets } = await reading(list, (requests) => requests === 2 && void list.splice(0, 127));
  expect(offsets.length).toBeLessThanOrEqual(31 + 12);
});

test('no job is missed where as many come as go', async () => {
  const list = numbers(1, 300);
  let next = 301;
  const { ids } = await reading(list, (requests) => {
    if (requests > 20) return;
    list.splice(0, 2);
    list.push(next++, next++);
  });
  expect(missing(ids, 41, 300)).toEqual([]);
});

test('a list that empties while it is read ends', async () => {
  const list = numbers(1, 5_000);
  const { offsets } = await reading(list, (requests) => requests === 40 && void list.splice(0));
  expect(offsets.length).toBeLessThan(60);
});

test('jobs that come in front are read once', async () => {
  const list = numbers(101, 300);
  const { ids } = await reading(list, (requests) => requests === 1 && void list.unshift(...numbers(1, 30)));
  expect(ids).toEqual(numbers(101, 300));
});

test('small pages are read to the end too, each with few requests more', async () => {
  const { ids, offsets } = await readingPages((offset) => ({
    jobs: numbers(offset + 1, Math.min(offset + 7, 70)).map((id) => aJob(id)),
    nextOffset: offset + 7 < 70 ? offset + 7 : undefined,
  }));
  expect(ids).toEqual(numbers(1, 70));
  expect(offsets.length).toBe(12);
});

test.each<[string, (offset: number) => Page]>([
  ['repeats', () => ({ jobs: [aJob(1), aJob(2)], nextOffset: 2 })],
  ['points at itself', (offset) => ({ jobs: [aJob(1), aJob(2)], nextOffset: offset })],
  ['points back', () => ({ jobs: [aJob(1), aJob(2)], nextOffset: 0 })],
  ['is empty', (offset) => ({ jobs: offset === 0 ? [aJob(1)] : [], nextOffset: offset + 1 })],
  ['follows an empty one', (offset) => ({ jobs: [], nextOffset: offset })],
  ['has nothing to do with the one before', (offset) => ({ jobs: [aJob(offset * 2 + 1)], nextOffset: offset + 1 })],
])('a promised next page that %s is an error, after few requests', async (_, page) => {
  let requests = 0;
  const reading = readingPages((offset) => {
    requests++;
    return page(offset);
  });
  await expect(reading).rejects.toThrow('the list repeats itself, or changed faster than it could be read');
  expect(requests).toBeLessThan(50);
});

test.each([
  ['whole pages', 100],
  ['a job a page', 2],
])('a list that never ends is an error: %s', async (_, size) => {
  const endless = (offset: number): Page => ({
    jobs: numbers(offset + 1, offset + size).map((id) => aJob(id)),
    nextOffset: offset + size,
  });
  await expect(readingPages(endless)).rejects.toThrow('the list does not end within 1000 requests');
});
