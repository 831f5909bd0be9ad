import { describe, expect, test } from '@jest/globals';
import type { JobSeed, Simulator, SimulatorOptions } from '../../../tools/simulator/simulator.ts';
import { type Answered, call, startTwin, VERSION_2 } from './twin.ts';

const JOBS = '/xplenation/api/jobs';

function list(twin: Simulator, query: string, headers: Record<string, string> = VERSION_2): Promise<Answered> {
  return call(twin, 'GET', `${JOBS}${query}`, { headers });
}

async function ids(twin: Simulator, query: string, headers?: Record<string, string>): Promise<number[]> {
  const { json } = await list(twin, query, headers);
  return json.map((job: { id: number }) => job.id);
}

/** Jobs that were created one second after another. */
function numbered(count: number, seed: (id: number) => JobSeed = () => ({})): JobSeed[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    status: 'completed',
    created_at: new Date(Date.parse('2013-03-04T08:00:00Z') + index * 1000).toISOString(),
    ...seed(index + 1),
  }));
}

describe('a page', () => {
  test('has 20 jobs unless told, the newest first', async () => {
    const twin = await startTwin({ jobs: numbered(25) });
    expect(await ids(twin, '')).toEqual(Array.from({ length: 20 }, (_, index) => 25 - index));
  });

  test('has jobs that came after the last look', async () => {
    const twin = await startTwin({ jobs: numbered(2) });
    expect(await ids(twin, '')).toEqual([2, 1]);
    twin.addJob({ id: 7 });
    expect(await ids(twin, '')).toEqual([7, 2, 1]);
  });

  test('has 100 at most', async () => {
    const twin = await startTwin({ jobs: numbered(120) });
    expect(await ids(twin, '?limit=100')).toHaveLength(100);
    expect(await ids(twin, '?limit=500')).toHaveLength(100);
  });

  test('begins at an offset, or at a page', async () => {
    const twin = await startTwin({ jobs: numbered(25) });
    expect(await ids(twin, '?direction=asc&limit=3&offset=4')).toEqual([5, 6, 7]);
    expect(await ids(twin, '?direction=asc&limit=3&page=2')).toEqual([4, 5, 6]);
    expect(await ids(twin, '?offset=25')).toEqual([]);
  });
});

describe('the Link header', () => {
  async function links(query: string, options: SimulatorOptions = {}, headers = VERSION_2) {
    const twin = await startTwin({ jobs: numbered(25), publicUrl: 'https://api.xplenty.com', ...options });
    return (await list(twin, query, headers)).headers.link;
  }

  const page = (offset: number) => `<https://api.xplenty.com/xplenation/api/jobs?limit=10&status=all&offset=${offset}>`;

  test('leads from the first page to the next and the last', async () => {
    expect(await links('?limit=10&status=all')).toBe(`${page(10)}; rel="next", ${page(20)}; rel="last"`);
  });

  test('leads from a page between to all others', async () => {
    expect(await links('?limit=10&status=all&offset=10')).toBe(
      `${page(0)}; rel="first", ${page(0)}; rel="prev", ${page(20)}; rel="next", ${page(20)}; rel="last"`,
    );
  });

  test('has no next on the last page', async () => {
    expect(await links('?limit=10&status=all&offset=20')).toBe(`${page(0)}; rel="first", ${page(10)}; rel="prev"`);
  });

  test('is not there where one page holds everything, in version 1, on an old server, or when it is switched off', async () => {
    expect(await links('?limit=25')).toBeUndefined();
    expect(await links('?limit=10', {}, { Accept: 'application/vnd.xplenty+json' })).toBeUndefined();
    expect(await links('?limit=10', { version2: false })).toBeUndefined();
    expect(await links('?limit=10', { linkHeader: false })).toBeUndefined();
  });

  test('brings the key to nobody', async () => {
    expect(await links('?limit=10&key=secret')).not.toContain('secret');
  });

  test('leads through all jobs, each once', async () => {
    const twin = await startTwin({ jobs: numbered(250) });
    const seen: number[] = [];
    for (let query: string | undefined = '?limit=100&direction=asc'; query !== undefined; ) {
      const answer: Answered = await list(twin, query);
      seen.push(...answer.json.map((job: { id: number }) => job.id));
      query = /<[^>]*(\?[^>]*)>; rel="next"/.exec(answer.headers.link as string)?.[1];
    }
    expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  });
});

describe('filters', () => {
  const jobs: JobSeed[] = [
    { id: 1, status: 'running', package_id: 103, updated_at: '2013-03-04T08:00:03Z' },
    { id: 2, status: 'stopped', package_id: 103, updated_at: '2013-03-04T08:00:01Z' },
    { id: 3, status: 'running', package_id: 434, updated_at: '2013-03-04T08:00:02Z' },
  ].map((job) => ({ ...job, created_at: `2013-03-04T07:00:0${job.id}Z` }));

  test.each([
    ['?status=all', [3, 2, 1]],
    ['?status=running', [3, 1]],
    ['?status=queued', []],
    ['?sort=created&direction=asc', [1, 2, 3]],
    ['?sort=updated', [1, 3, 2]],
    ['?sort=updated&direction=asc', [2, 3, 1]],
    ['?since=2013-03-04T08:00:02Z', [3, 1]],
    ['?package_id=103', [2, 1]],
    ['?package_id=103&status=running', [1]],
  ])('%s lists %j', async (query, expected) => {
    expect(await ids(await startTwin({ jobs }), query)).toEqual(expected);
  });

  test('package_id is nothing to version 1, nor to an old server', async () => {
    const version1 = { Accept: 'application/vnd.xplenty+json' };
    expect(await ids(await startTwin({ jobs }), '?package_id=103', version1)).toEqual([3, 2, 1]);
    expect(await ids(await startTwin({ jobs, version2: false }), '?package_id=103')).toEqual([3, 2, 1]);
  });

  test('status goes by the present state', async () => {
    const twin = await startTwin({ jobs, seconds: { pending_stoppage: 60 } });
    await call(twin, 'DELETE', `${JOBS}/1`);
    expect(await ids(twin, '?status=running')).toEqual([3]);
    expect(await ids(twin, '?status=pending_stoppage')).toEqual([1]);
  });

  test.each([
    'status=thinking',
    'sort=id',
    'direction=up',
    'since=yesterday',
    'limit=x',
    'limit=0',
    'offset=-1',
    'package_id=x',
  ])('%s is refused with 422', async (parameter) => {
    const { status, json } = await list(await startTwin({ jobs }), `?${parameter}`);
    expect([status, json]).toEqual([422, { message: `Validation failed: ${parameter.split('=')[0]} is invalid` }]);
  });
});

test('an account of 10,000 jobs answers its pages without delay', async () => {
  const jobs = numbered(10_000, (id) => ({ status: id % 2 === 0 ? 'running' : 'stopped', package_id: (id % 7) + 1 }));
  const twin = await startTwin({ jobs });
  const before = process.cpuUsage();
  for (let offset = 0; offset < 10_000; offset += 500) await ids(twin, `?limit=100&offset=${offset}&sort=updated`);
  const { user, system } = process.cpuUsage(before);
  // Processor time, which a busy machine does not stretch: some 10 ms a page for server and client together.
  expect((user + system) / 1000 / 20).toBeLessThan(100);
});
