import { describe, expect, test } from '@jest/globals';
import type { JobSeed, Simulator, SimulatorOptions } from '../../../tools/simulator/simulator.ts';
import { type Answer, call, startForTest, VERSION_1, VERSION_2 } from './requests.ts';

const JOBS = '/xplenation/api/jobs';

function list(simulator: Simulator, query: string, headers: Record<string, string> = VERSION_2): Promise<Answer> {
  return call(simulator, 'GET', `${JOBS}${query}`, { headers });
}

async function ids(simulator: Simulator, query: string, headers?: Record<string, string>): Promise<number[]> {
  const { json } = await list(simulator, query, headers);
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
    const simulator = await startForTest({ jobs: numbered(25) });
    expect(await ids(simulator, '')).toEqual(Array.from({ length: 20 }, (_, index) => 25 - index));
  });

  test('has jobs that came after the last list', async () => {
    const simulator = await startForTest({ jobs: numbered(2) });
    expect(await ids(simulator, '')).toEqual([2, 1]);
    simulator.addJob({ id: 7 });
    expect(await ids(simulator, '')).toEqual([7, 2, 1]);
  });

  test('has 100 at most', async () => {
    const simulator = await startForTest({ jobs: numbered(120) });
    expect(await ids(simulator, '?limit=100')).toHaveLength(100);
    expect(await ids(simulator, '?limit=500')).toHaveLength(100);
  });

  test('begins at an offset', async () => {
    const simulator = await startForTest({ jobs: numbered(25) });
    expect(await ids(simulator, '?direction=asc&limit=3&offset=4')).toEqual([5, 6, 7]);
    expect(await ids(simulator, '?offset=25')).toEqual([]);
  });
});

describe('the Link header', () => {
  async function links(query: string, options: SimulatorOptions = {}, headers = VERSION_2) {
    const simulator = await startForTest({ jobs: numbered(25), publicUrl: 'https://api.xplenty.com', ...options });
    return (await list(simulator, query, headers)).headers.link;
  }

  const page = (offset: number) => `<https://api.xplenty.com/xplenation/api/jobs?limit=10&status=all&offset=${offset}>`;

  test('leads from the first page to the next', async () => {
    expect(await links('?limit=10&status=all')).toBe(`${page(10)}; rel="next"`);
  });

  test('leads from a page between to both sides', async () => {
    expect(await links('?limit=10&status=all&offset=10')).toBe(`${page(20)}; rel="next", ${page(0)}; rel="prev"`);
  });

  test('has no next on the last page', async () => {
    expect(await links('?limit=10&status=all&offset=20')).toBe(`${page(10)}; rel="prev"`);
  });

  test('is not there where one page holds everything, in version 1, or on an old server', async () => {
    expect(await links('?limit=25')).toBeUndefined();
    expect(await links('?limit=10', {}, VERSION_1)).toBeUndefined();
    expect(await links('?limit=10', { version2: false })).toBeUndefined();
  });

  test('comes with HEAD, as the documentation advises, and no body does', async () => {
    const simulator = await startForTest({ jobs: numbered(25) });
    const got = await call(simulator, 'GET', JOBS);
    const { status, text, headers } = await call(simulator, 'HEAD', JOBS);
    expect([status, text]).toEqual([200, '']);
    expect([headers.link, headers['content-length']]).toEqual([got.headers.link, String(got.text.length)]);
  });

  test('leads through all jobs, each once', async () => {
    const simulator = await startForTest({ jobs: numbered(250) });
    const seen: number[] = [];
    for (let query: string | undefined = '?limit=100&direction=asc'; query !== undefined; ) {
      const answer: Answer = await list(simulator, query);
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
    ['?status=thinking', []],
    ['?sort=created&direction=asc', [1, 2, 3]],
    ['?sort=updated', [1, 3, 2]],
    ['?sort=updated&direction=asc', [2, 3, 1]],
    ['?since=2013-03-04T08:00:02Z', [3, 1]],
    ['?package_id=103', [2, 1]],
    ['?package_id=103&status=running', [1]],
  ])('%s lists %j', async (query, expected) => {
    expect(await ids(await startForTest({ jobs }), query)).toEqual(expected);
  });

  test('package_id is nothing to version 1, nor to an old server', async () => {
    expect(await ids(await startForTest({ jobs }), '?package_id=103', VERSION_1)).toEqual([3, 2, 1]);
    expect(await ids(await startForTest({ jobs, version2: false }), '?package_id=103')).toEqual([3, 2, 1]);
  });

  test('status goes by the present state', async () => {
    const simulator = await startForTest({ jobs, seconds: { pending_stoppage: 60 } });
    await call(simulator, 'DELETE', `${JOBS}/1`);
    expect(await ids(simulator, '?status=running')).toEqual([3]);
    expect(await ids(simulator, '?status=pending_stoppage')).toEqual([1]);
  });

  test.each([
    'status=not-a-state',
    'sort=id',
    'direction=up',
    'since=yesterday',
    'limit=x',
    'limit=0',
    'offset=-1',
    'package_id=x',
  ])('%s is refused with 422', async (parameter) => {
    const { status, json } = await list(await startForTest({ jobs }), `?${parameter}`);
    expect([status, json]).toEqual([422, { message: `Validation failed: ${parameter.split('=')[0]} is invalid` }]);
  });
});

test('an account of 10,000 jobs answers its pages without delay', async () => {
  const jobs = numbered(10_000, (id) => ({ status: id % 2 === 0 ? 'running' : 'stopped', package_id: (id % 7) + 1 }));
  const simulator = await startForTest({ jobs });
  const before = process.cpuUsage();
  for (let offset = 0; offset < 10_000; offset += 500) await ids(simulator, `?limit=100&offset=${offset}&sort=updated`);
  const { user, system } = process.cpuUsage(before);
  // Processor time, which a busy machine does not stretch: some 10 ms a page for server and client together.
  expect((user + system) / 1000 / 20).toBeLessThan(100);
});
