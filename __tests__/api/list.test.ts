import { afterEach, describe, expect, test } from '@jest/globals';
import { nextOffset } from '../../src/api/client.ts';
import { HttpError, InvalidResponseError } from '../../src/api/errors.ts';
import { jobFields } from '../a-job.ts';
import { startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';

const RUNNING = { status: 'running' };

afterEach(closeServers);

/** Jobs from `first`, so many of them. */
function jobs(first: number, count: number) {
  return Array.from({ length: count }, (_, index) => jobFields(first + index, 'running'));
}

describe('a page of a list', () => {
  test('is requested by status, oldest job first, a hundred jobs at a time, in version 2', async () => {
    let accept: string | undefined;
    const { client, calls } = await startApi(({ headers }) => {
      accept = headers.accept;
      return { body: jobs(201, 2) };
    });
    const page = await client.list('xplenation', RUNNING, 200);
    expect(page.jobs.map(({ id }) => id)).toEqual([201, 202]);
    expect(page.nextOffset).toBeUndefined();
    expect(calls).toEqual(['GET /xplenation/api/jobs?status=running&sort=created&direction=asc&offset=200&limit=100']);
    expect(accept).toBe('application/vnd.xplenty+json; version=2');
  });

  test('is requested by package, or with the newest change first, where that was asked for', async () => {
    const { client, calls } = await startApi(() => ({ body: [] }));
    await client.list('xplenation', { status: 'idle', packageId: 103, newestChangeFirst: true }, 0);
    expect(calls[0]).toContain('?status=idle&sort=updated&direction=desc&package_id=103&offset=0');
  });

  test('may be far larger than the response about one job', async () => {
    const long = jobs(1, 3).map((job) => ({ ...job, variables: { text: 'x'.repeat(1024 * 1024) } }));
    const list = await startApi(() => ({ body: long }));
    expect((await list.client.list('xplenation', RUNNING, 0)).jobs).toHaveLength(3);
    const { client } = await startApi(() => ({ body: long[0] }));
    await expect(client.get({ accountId: 'a', id: 1 })).rejects.toThrow('the body is larger than');
  });

  test.each([
    ['it is none', { body: { jobs: [] } }, InvalidResponseError],
    ['it has no body', { statusCode: 204 }, InvalidResponseError],
    ['an entry of it is no job', { body: [jobFields(1), {}] }, InvalidResponseError],
    ['the service refuses to give any', { statusCode: 403 }, HttpError],
  ])('is an error where %s', async (_, reply, error) => {
    const { client } = await startApi(() => reply);
    await expect(client.list('xplenation', RUNNING, 0)).rejects.toThrow(error);
  });

  test('that several Link headers name is read from all of them', async () => {
    const { client } = await startApi(() => ({
      headers: { Link: ['<?offset=0>; rel="first"', '<?offset=2>; rel="next"'] },
      body: jobs(1, 2),
    }));
    expect((await client.list('xplenation', RUNNING, 0)).nextOffset).toBe(2);
  });
});

describe('the next page', () => {
  test.each([
    '<https://x/?offset=100>; rel="next"',
    '<https://x/?limit=100&offset=100&x=y>; rel="next"',
    '<?offset=100>; rel=next',
    '<?offset=100>;rel="next"',
    '<?offset=100> ; rel = "next"',
    '<?offset=100>; REL="NEXT"',
    '<?offset=100>; title="x"; rel="next"',
    '<?offset=100>; title="a, b; c"; rel="next"',
    '<?offset=100>; title="say \\"x\\", <y>"; rel="next"',
    '<?offset=100>; rel="last next"',
    '<?offset=100>; rel="next"; rel="last"',
    '<?offset=0>; rel="first", <?offset=100>; rel="next", <?offset=900>; rel="last"',
    '<?a=1,2&offset=100>; rel="next"',
    '<https://evil.example/clusters/176>; rel="next"',
    // Their offsets are not reliable, and decide nothing.
    '<?offset=0>; rel="next"',
    '<?offset=7>; rel="next"',
    '<?offset=-5>; rel="next"',
    '<?page=2>; rel="next"',
  ])('begins behind what was received, where a Link header names one: %s', (link) => {
    expect(nextOffset(link, 200, 100)).toBe(300);
    expect(nextOffset(link, 200, 40)).toBe(240);
  });

  test.each([
    '<?offset=0>; rel="prev"',
    '<?offset=100>; rel="last"',
    '<?offset=0>; rel="first", <?offset=100>; rel="last"',
    '<?offset=100>; rel="last"; rel="next"',
    '<?offset=100>; title="; rel=next"; rel="last"',
  ])('is not there where a Link header names pages, but no next one: %s', (link) => {
    expect(nextOffset(link, 200, 100)).toBeUndefined();
  });

  test.each([
    undefined,
    '',
    '</style.css>; rel=preload; as=style',
    '<?offset=100>; title="; rel=next"',
    '<?offset=100>; rel; rel="next"',
    '<?offset=100>; rel="next-archive"',
    '<?offset=100>; rel="https://relations.example/next"',
  ])('may follow one that was full, where no Link header names pages: %s', (link) => {
    expect(nextOffset(link, 200, 100)).toBe(300);
    expect(nextOffset(link, 200, 99)).toBeUndefined();
  });

  test.each(['<', '<>', '<>;', '<> ', '<>; rel', '<>;,', '<>"', '<>;"\\'])(
    'is looked for in a header of 16 kB of nothing but %j',
    (piece) => {
      expect(nextOffset(piece.repeat(16_000 / piece.length), 0, 100)).toBe(100);
    },
  );
});
