import { afterEach, describe, expect, test } from '@jest/globals';
import { AnswerTooLarge, ApiRefusal, NotAJob } from '../../src/xplenty/errors.ts';
import type { Job } from '../../src/xplenty/job.ts';
import { listJobs, nextOffset } from '../../src/xplenty/later/listing/listing.ts';
import { jobFields } from '../a-job.ts';
import { closeServers } from '../loopback.ts';
import { type Behaviour, type Call, startApi, type TinyApi } from '../tiny-api.ts';

afterEach(closeServers);

const ONCE = { interrupt: new AbortController().signal, retry: <T>(call: () => Promise<T>) => call() };

/** Jobs from `first`, so many of them. */
function jobs(first: number, count: number) {
  return Array.from({ length: count }, (_, index) => jobFields(first + index, 'running'));
}

/** The numbers of all jobs that are listed, page by page, up to `mostPages`. */
async function listed({ client }: TinyApi, mostPages = 50): Promise<number[][]> {
  const pages: Job[][] = [];
  for await (const page of listJobs(client, 'xplenation', { status: 'running' }, ONCE)) {
    pages.push(page);
    if (pages.length === mostPages) break;
  }
  return pages.map((page) => page.map(({ id }) => id));
}

function offsetOf({ query }: Call): number {
  return Number(query.get('offset'));
}

/** A list of so many jobs that tells the next page by its length alone, as version 1 does. */
function listOf(count: number): Behaviour {
  return (call) => ({ body: jobs(offsetOf(call) + 1, Math.max(0, Math.min(100, count - offsetOf(call)))) });
}

describe('a list', () => {
  test('is asked for by state, oldest first, a hundred a page, in version 2', async () => {
    let accept: string | undefined;
    const api = await startApi(({ headers }) => {
      accept = headers.accept;
      return { body: [] };
    });
    expect(await listed(api)).toEqual([[]]);
    expect(api.calls).toEqual([
      'GET /xplenation/api/jobs?status=running&sort=created&direction=asc&offset=0&limit=100',
    ]);
    expect(accept).toBe('application/vnd.xplenty+json; version=2');
  });

  test('is asked for by package, where one was given', async () => {
    const api = await startApi(() => ({ body: [] }));
    for await (const _ of listJobs(api.client, 'xplenation', { status: 'idle', packageId: 103 }, ONCE)) break;
    expect(api.calls[0]).toContain('?status=idle&sort=created&direction=asc&package_id=103&offset=0');
  });

  test('may be far larger than the answer about one job', async () => {
    const long = jobs(1, 3).map((job) => ({ ...job, variables: { text: 'x'.repeat(1024 * 1024) } }));
    const api = await startApi(() => ({ body: long }));
    expect(await listed(api)).toEqual([[1, 2, 3]]);
    await expect(
      startApi(() => ({ body: long[0] })).then(({ client }) => client.look({ accountId: 'a', id: 1 })),
    ).rejects.toThrow(AnswerTooLarge);
  });

  test('is refused where it is none, or where an entry of it is none', async () => {
    await expect(startApi(() => ({ body: { jobs: [] } })).then(listed)).rejects.toThrow(NotAJob);
    await expect(startApi(() => ({ body: [jobFields(1), {}] })).then(listed)).rejects.toThrow(NotAJob);
    await expect(startApi(() => ({ statusCode: 403 })).then(listed)).rejects.toThrow(ApiRefusal);
  });

  test('has each page tried again by itself', async () => {
    let breaks = 1;
    const api = await startApi((call) => (offsetOf(call) === 100 && breaks-- > 0 ? 'cut off' : listOf(120)(call)));
    const twice = <T>(call: () => Promise<T>) => call().catch(call);
    const pages: number[] = [];
    for await (const page of listJobs(api.client, 'xplenation', { status: 'running' }, { ...ONCE, retry: twice })) {
      pages.push(page.length);
    }
    expect(pages).toEqual([100, 20]);
    expect(api.calls.map((call) => /offset=(\d+)/.exec(call)?.[1])).toEqual(['0', '100', '100']);
  });
});

describe('pages by count', () => {
  test.each([
    [0, [0]],
    [99, [99]],
    [100, [100, 0]],
    [237, [100, 100, 37]],
  ])('go on behind a page that was full: %i jobs', async (count, sizes) => {
    const pages = await listed(await startApi(listOf(count)));
    expect(pages.map((page) => page.length)).toEqual(sizes);
    expect(pages.flat()).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });
});

describe('pages by Link', () => {
  /** A list in pages of two, with a Link header as version 2 writes it; `address` is what it names. */
  function linked(count: number, address: (next: number) => string): Behaviour {
    return (call) => {
      const next = offsetOf(call) + 2;
      const link = [`<${address(0)}>; rel="first"`, ...(next < count ? [`<${address(next)}>; rel="next"`] : [])];
      return {
        headers: { Link: link.join(', ') },
        body: jobs(offsetOf(call) + 1, Math.min(2, count - offsetOf(call))),
      };
    };
  }

  test('go on as it says, and end where it says nothing more', async () => {
    const api = await startApi(
      linked(5, (next) => `https://api.xplenty.com/xplenation/api/jobs?offset=${next}&limit=2`),
    );
    expect(await listed(api)).toEqual([[1, 2], [3, 4], [5]]);
  });

  test('are asked for where the list was asked for, whatever place it names', async () => {
    const other = await startApi(() => ({ body: [] }));
    const api = await startApi(linked(3, (next) => `${other.url}evil/api/clusters/176?offset=${next}&status=all`));
    expect(await listed(api)).toEqual([[1, 2], [3]]);
    expect(other.calls).toEqual([]);
    expect(api.calls[1]).toBe('GET /xplenation/api/jobs?status=running&sort=created&direction=asc&offset=2&limit=100');
  });

  test.each([
    ['<https://x/?offset=100>; rel="next"', 100],
    ['<https://x/?limit=100&offset=100&x=y>; rel="next"', 100],
    ['<?offset=100>; rel=next', 100],
    ['<?offset=100>;rel="next"', 100],
    ['<?offset=100>; REL="NEXT"', 100],
    ['<?offset=100>; title="x"; rel="next"', 100],
    ['<?offset=0>; rel="first", <?offset=100>; rel="next", <?offset=900>; rel="last"', 100],
    ['<?a=1,2&offset=100>; rel="next"', 100],
    ['<?offset=900>; rel="last", <?page=2>; rel="next"', 100],
    ['<?page=2>; rel="next"', 100],
    ['<?xoffset=7>; rel="next"', 100],
    ['<?offset=many>; rel="next"', 100],
    ['<?offset=-5>; rel="next"', 100],
    ['<?offset=0>; rel="prev"', undefined],
    ['<?offset=100>; rel="last"', undefined],
    ['<?offset=0>; rel="next"', undefined],
  ])('begin where the next one does, of a page of 100 at 0: %s', (link, next) => {
    expect(nextOffset(link, 0, 100)).toBe(next);
  });

  test.each([
    ['the same page', '<?offset=200>; rel="next"', 100],
    ['an earlier page', '<?offset=100>; rel="next"', 100],
    ['more behind an empty page', '<?offset=300>; rel="next"', 0],
  ])('do not go round in circles: at 200, %s', (_, link, count) => {
    expect(nextOffset(link, 200, count)).toBeUndefined();
  });

  test('are read in time that is bounded, whatever stands there', () => {
    const startedAt = performance.now();
    for (const piece of ['<', '<>', '<>;', '<> ', '<>; rel', '<>;,']) {
      nextOffset(piece.repeat(16_000 / piece.length), 0, 100);
    }
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test('are not what a Link header without a word of pages speaks of', () => {
    expect(nextOffset('</style.css>; rel=preload; as=style', 0, 100)).toBe(100);
  });
});

describe('a list without an end', () => {
  test('is left where a page brings nothing new', async () => {
    const api = await startApi(() => ({ body: jobs(1, 100) }));
    expect((await listed(api, 20)).length).toBeLessThan(20);
  });
});
