import { afterEach, describe, expect, test } from '@jest/globals';
import { type ListQuery, listJobs, nextOffset } from '../../src/api/client.ts';
import { HttpError, InvalidResponseError } from '../../src/api/errors.ts';
import type { Job } from '../../src/api/job.ts';
import { jobFields } from '../a-job.ts';
import { type ApiServer, type Behaviour, type Call, startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';

afterEach(closeServers);

/** Jobs from `first`, so many of them. */
function jobs(first: number, count: number) {
  return Array.from({ length: count }, (_, index) => jobFields(first + index, 'running'));
}

/** The IDs of all jobs that are listed, page by page, up to `maxPages`. */
async function listed(
  { client }: ApiServer,
  query: ListQuery = { status: 'running' },
  maxPages = 50,
): Promise<number[][]> {
  const pages: (readonly Job[])[] = [];
  for await (const page of listJobs((offset) => client.list('xplenation', query, offset))) {
    pages.push(page);
    if (pages.length === maxPages) break;
  }
  return pages.map((page) => page.map(({ id }) => id));
}

function offsetOf({ query }: Call): number {
  return Number(query.get('offset'));
}

/** A list of so many jobs that shows by its length alone whether there is a next page, as version 1 does. */
function listOf(count: number): Behaviour {
  return (call) => ({ body: jobs(offsetOf(call) + 1, Math.max(0, Math.min(100, count - offsetOf(call)))) });
}

describe('a list', () => {
  test('is requested by status, oldest first, a hundred jobs a page, in version 2', async () => {
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

  test('is requested by package, where one was given', async () => {
    const api = await startApi(() => ({ body: [] }));
    await listed(api, { status: 'idle', packageId: 103 });
    expect(api.calls[0]).toContain('?status=idle&sort=created&direction=asc&package_id=103&offset=0');
  });

  test('may be far larger than the response about one job', async () => {
    const long = jobs(1, 3).map((job) => ({ ...job, variables: { text: 'x'.repeat(1024 * 1024) } }));
    expect(await listed(await startApi(() => ({ body: long })))).toEqual([[1, 2, 3]]);
    const { client } = await startApi(() => ({ body: long[0] }));
    await expect(client.get({ accountId: 'a', id: 1 })).rejects.toThrow('the answer is larger than');
  });

  test.each([
    ['it is none', { body: { jobs: [] } }, InvalidResponseError],
    ['an entry of it is no job', { body: [jobFields(1), {}] }, InvalidResponseError],
    ['the service refuses to give any', { statusCode: 403 }, HttpError],
  ])('is an error where %s', async (_, reply, error) => {
    await expect(listed(await startApi(() => reply))).rejects.toThrow(error);
  });

  test('goes on at the same page where getting that page was repeated', async () => {
    let breaks = 1;
    const { client, calls } = await startApi((call) =>
      offsetOf(call) === 100 && breaks-- > 0 ? 'cut off' : listOf(120)(call),
    );
    const getPage = (offset: number) => client.list('xplenation', { status: 'running' }, offset);
    const pages: number[] = [];
    for await (const page of listJobs((offset) => getPage(offset).catch(() => getPage(offset)))) {
      pages.push(page.length);
    }
    expect(pages).toEqual([100, 20]);
    expect(calls.map((call) => /offset=(\d+)/.exec(call)?.[1])).toEqual(['0', '100', '100']);
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

  test('go on as it says, and end where it names no next one', async () => {
    const api = await startApi(
      linked(5, (next) => `https://api.xplenty.com/xplenation/api/jobs?offset=${next}&limit=2`),
    );
    expect(await listed(api)).toEqual([[1, 2], [3, 4], [5]]);
  });

  test('are requested where the list was requested, whatever place it names', async () => {
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

  test.each(['<', '<>', '<>;', '<> ', '<>; rel', '<>;,'])(
    'are read from a header of 16 kB of nothing but %j',
    (piece) => {
      expect(nextOffset(piece.repeat(16_000 / piece.length), 0, 100)).toBe(100);
    },
  );

  test('are not what a Link header speaks of that names no page', () => {
    expect(nextOffset('</style.css>; rel=preload; as=style', 0, 100)).toBe(100);
  });
});

describe('a list without an end', () => {
  test('ends where a page brings nothing new', async () => {
    const api = await startApi(() => ({ body: jobs(1, 100) }));
    expect(await listed(api, { status: 'running' }, 20)).toHaveLength(2);
  });
});
