import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { JobsApi } from '../../src/api/client.ts';
import { ApiError } from '../../src/api/errors.ts';
import { Poller } from '../../src/jobs/poll.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { aCancellation } from '../a-cancellation.ts';
import { aTrackedJob, jobFields, unseenJob } from '../a-job.ts';
import { type ApiServer, type Call, type Reply, startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';
import { numbers } from '../moving-account.ts';
import { aContext } from './a-context.ts';

afterEach(closeServers);

/** A service whose jobs have these statuses: it lists them by status and shows each. */
function jobsIn(statuses: Record<number, string>) {
  return ({ path, query }: Call): Reply => {
    const id = Number(/\d+$/.exec(path)?.[0]);
    const status = statuses[id];
    if (id > 0) return status === undefined ? { statusCode: 404 } : { body: jobFields(id, status) };
    const listed = Object.entries(statuses).filter(([, listed]) => listed === query.get('status'));
    return { body: listed.map(([listedId, listed]) => jobFields(Number(listedId), listed)) };
  };
}

interface Polled {
  readonly seen: string[];
  readonly errors: [id: number, error: ApiError][];
}

async function poll({ client }: ApiServer, jobs: TrackedJob[], poller = pollerOf(client)): Promise<Polled> {
  const seen: string[] = [];
  const errors: Polled['errors'] = [];
  await poller.poll(jobs, ({ ref }, result) => {
    if (result instanceof ApiError) errors.push([ref.id, result]);
    else seen.push(`${ref.id} ${result.status}`);
  });
  return { seen: seen.sort(), errors };
}

function pollerOf(client: ApiServer['client'], timeLeftMs = () => 5_000): Poller {
  return new Poller(aContext(client), timeLeftMs);
}

function tracked(count: number, status = 'stopping'): TrackedJob[] {
  return numbers(1, count).map((id) => aTrackedJob(id, status));
}

/** The requests in short: `list stopping`, `get 305`. */
function inShort(calls: string[]): string[] {
  return calls.map((call) => {
    const status = /\?status=(\w+)/.exec(call)?.[1];
    return status === undefined ? `get ${/\d+$/.exec(call)?.[0]}` : `list ${status}`;
  });
}

describe('one poll', () => {
  test.each([1, 2])('gets each of %i jobs by itself', async (count) => {
    const api = await startApi(jobsIn({ 1: 'stopping', 2: 'stopped' }));
    const { seen } = await poll(api, [aTrackedJob(1), aTrackedJob(2)].slice(0, count));
    expect(seen).toEqual(['1 stopping', '2 stopped'].slice(0, count));
    expect(inShort(api.calls).sort()).toEqual(['get 1', 'get 2'].slice(0, count));
  });

  test('finds three jobs and more by list, and gets only the one or two that are in none', async () => {
    const statuses = { 1: 'pending_stoppage', 2: 'stopping', 3: 'stopped', 4: 'failed', 9: 'stopping' };
    const api = await startApi(jobsIn(statuses));
    const { seen, errors } = await poll(api, tracked(4, 'pending_stoppage'));
    expect(seen).toEqual(['1 pending_stoppage', '2 stopping', '3 stopped', '4 failed']);
    expect(errors).toEqual([]);
    expect(inShort(api.calls.slice(0, 2))).toEqual(['list pending_stoppage', 'list stopping']);
    expect(inShort(api.calls.slice(2)).sort()).toEqual(['get 3', 'get 4']);
  });

  test('finds jobs that have finished by list too, those that changed last first', async () => {
    const api = await startApi(jobsIn({ 1: 'stopped', 2: 'stopped', 3: 'stopped', 4: 'completed', 5: 'stopping' }));
    const { seen } = await poll(api, tracked(5));
    expect(seen).toEqual(['1 stopped', '2 stopped', '3 stopped', '4 completed', '5 stopping']);
    expect(inShort(api.calls)).toEqual(['list stopping', 'list stopped', 'get 4']);
    expect(api.calls[1]).toContain('?status=stopped&sort=updated&direction=desc');
  });

  test('reads finished jobs only as far back as the earliest change of a missing one', async () => {
    const changed = (index: number) => ({ updated_at: `2013-03-04T08:11:${index < 50 ? 28 : 26}Z` });
    const api = await startApi(({ path, query }) => {
      if (!query.has('status')) return { body: jobFields(Number(/\d+$/.exec(path)?.[0]), 'failed') };
      if (query.get('status') === 'stopping') return { body: [] };
      const offset = Number(query.get('offset'));
      return { body: numbers(offset, offset + 99).map((id) => jobFields(1_001 + id, 'stopped', changed(id))) };
    });
    const { seen } = await poll(api, tracked(50));
    expect(seen).toHaveLength(50);
    const lists = inShort(api.calls).filter((call) => call.startsWith('list'));
    expect(lists).toEqual(['list stopping', 'list stopped', 'list completed', 'list failed']);
  });

  test('reads as far back as that, though another missing one changed later, or was never seen', async () => {
    const at = (time: string) => ({ updated_at: `2013-03-04T${time}Z` });
    const stopped = [
      ...numbers(1_001, 1_100).map((id) => jobFields(id, 'stopped', at('08:05:00'))),
      ...numbers(1, 3).map((id) => jobFields(id, 'stopped', at('08:04:00'))),
    ];
    const api = await startApi(({ query }) => {
      const offset = Number(query.get('offset'));
      return { body: query.get('status') === 'stopped' ? stopped.slice(offset, offset + 100) : [] };
    });
    const [early, late] = [aTrackedJob(1, 'stopping', at('08:00:00')), aTrackedJob(2, 'stopping', at('08:11:27'))];
    const { seen } = await poll(api, [early, late, unseenJob(3)]);
    expect(seen).toEqual(['1 stopped', '2 stopped', '3 stopped']);
    expect(inShort(api.calls)).toEqual(['list stopping', 'list stopped', 'list stopped']);
  });

  test('costs a page for each hundred jobs, and no get, where a thousand stop', async () => {
    const stop = (id: number) => (id <= 400 ? 'stopping' : 'stopped');
    const ids = numbers(1, 1_000);
    const api = await startApi(({ query }) => {
      const offset = Number(query.get('offset'));
      const listed = ids.filter((id) => stop(id) === query.get('status')).slice(offset, offset + 100);
      return { body: listed.map((id) => jobFields(id, stop(id))) };
    });
    const { seen } = await poll(api, tracked(1_000));
    expect(seen).toHaveLength(1_000);
    expect(inShort(api.calls)).toEqual([...Array(5).fill('list stopping'), ...Array(7).fill('list stopped')]);
  });

  test('reads no more pages than there are jobs, however many jobs others are stopping', async () => {
    const api = await startApi(({ path, query }) => {
      if (!query.has('status')) return { body: jobFields(Number(/\d+$/.exec(path)?.[0]), 'stopping') };
      const offset = Number(query.get('offset'));
      return { body: numbers(offset + 1_001, offset + 1_100).map((id) => jobFields(id, 'stopping')) };
    });
    const { seen } = await poll(api, tracked(3));
    expect(seen).toEqual(['1 stopping', '2 stopping', '3 stopping']);
    expect(inShort(api.calls.slice(0, 3))).toEqual(Array(3).fill('list stopping'));
    expect(inShort(api.calls.slice(3)).sort()).toEqual(['get 1', 'get 2', 'get 3']);
  });

  test.each([
    ['all are stopping', ['stopping', 'stopping', 'stopping'], ['list stopping']],
    ['one is still pending', ['stopping', 'pending_stoppage', 'stopping'], ['list pending_stoppage', 'list stopping']],
    [
      'the other name is used',
      ['pending_terminate', 'stopping', 'stopping'],
      ['list pending_terminate', 'list stopping'],
    ],
  ])('lists only the statuses that jobs may still have: %s', async (_, statuses, calls) => {
    const api = await startApi(jobsIn({ 1: 'stopping', 2: 'stopping', 3: 'stopping' }));
    const { seen } = await poll(
      api,
      statuses.map((status, index) => aTrackedJob(index + 1, status)),
    );
    expect(seen).toEqual(['1 stopping', '2 stopping', '3 stopping']);
    expect(inShort(api.calls)).toEqual(calls);
  });

  test('gets a job in a status that nobody knows by itself', async () => {
    const api = await startApi(jobsIn({ 1: 'stopping', 2: 'stopping', 3: 'winding_down' }));
    await poll(api, [aTrackedJob(1, 'stopping'), aTrackedJob(2, 'stopping'), aTrackedJob(3, 'winding_down')]);
    expect(inShort(api.calls)).toEqual(['list stopping', 'get 3']);
  });

  test('meets a job that has moved on between two lists', async () => {
    const statuses: Record<number, string> = { 1: 'pending_stoppage', 2: 'stopping', 3: 'pending_stoppage' };
    const api = await startApi(jobsIn(statuses));
    const { seen } = await poll(api, tracked(3, 'pending_stoppage'));
    expect(seen).toEqual(['1 pending_stoppage', '2 stopping', '3 pending_stoppage']);
    expect(inShort(api.calls)).toEqual(['list pending_stoppage', 'list stopping']);
  });

  test('reads no further once every job is found', async () => {
    const api = await startApi(jobsIn({ 1: 'pending_stoppage', 2: 'pending_stoppage', 3: 'pending_stoppage' }));
    await poll(api, tracked(3, 'pending_stoppage'));
    expect(inShort(api.calls)).toEqual(['list pending_stoppage']);
  });

  test('reads no further page once every job is found', async () => {
    const api = await startApi(() => ({ body: numbers(1, 100).map((id) => jobFields(id, 'stopping')) }));
    await poll(api, tracked(3));
    expect(inShort(api.calls)).toEqual(['list stopping']);
  });

  test('lists each account by itself', async () => {
    const api = await startApi(({ path }) => ({
      body: /\/other\//.test(path) ? jobFields(9, 'stopped') : [1, 2, 3].map((id) => jobFields(id, 'stopping')),
    }));
    const other = unseenJob(9, 'other');
    const { seen } = await poll(api, [
      aTrackedJob(1, 'stopping'),
      aTrackedJob(2, 'stopping'),
      other,
      aTrackedJob(3, 'stopping'),
    ]);
    expect(seen).toEqual(['1 stopping', '2 stopping', '3 stopping', '9 stopped']);
    expect(api.calls.map((call) => call.replace(/\?.*/, ''))).toEqual([
      'GET /xplenation/api/jobs',
      'GET /other/api/jobs/9',
    ]);
  });

  test('gets no more than eight jobs at once', async () => {
    let [underWay, most] = [0, 0];
    const behave = async ({ path }: Call) => {
      if (!/\d+$/.test(path)) return { body: [] };
      most = Math.max(most, ++underWay);
      await sleep(20);
      underWay--;
      return { body: jobFields(Number(/\d+$/.exec(path)?.[0]), 'stopped') };
    };
    const api = await startApi(behave);
    const { seen } = await poll(
      api,
      Array.from({ length: 30 }, (_, index) => aTrackedJob(index + 1, 'stopping')),
    );
    expect(seen).toHaveLength(30);
    expect(most).toBe(8);
  });
});

describe('the time that is left', () => {
  test.each([1, 3])('is the timeout of each request, counted from where it begins, for %i jobs', async (count) => {
    let requests = 0;
    const api = await startApi(() => (++requests === 1 ? { body: jobFields(1) } : new Promise(() => undefined)));
    // Opens the connection, which a busy machine may not do within 50 ms.
    await api.client.get({ accountId: 'xplenation', id: 1 });
    const { errors } = await poll(
      api,
      tracked(count),
      pollerOf(api.client, () => 50),
    );
    const message = 'no complete response within 50 ms';
    expect(errors).toMatchObject(numbers(1, count).map((id) => [id, { message }]));
  });

  test.each([1, 3])('keeps requests for %i jobs from being begun where there is none', async (count) => {
    const api = await startApi(jobsIn({ 1: 'stopped' }));
    expect(
      await poll(
        api,
        tracked(count),
        pollerOf(api.client, () => 0),
      ),
    ).toEqual({ seen: [], errors: [] });
    expect(api.calls).toEqual([]);
  });

  test('ends a list between two pages', async () => {
    let timeLeftMs = 5_000;
    const api = await startApi(() => {
      timeLeftMs = 0;
      return { body: numbers(1_001, 1_100).map((id) => jobFields(id, 'stopping')) };
    });
    const poller = pollerOf(api.client, () => timeLeftMs);
    expect(await poll(api, tracked(3), poller)).toEqual({ seen: [], errors: [] });
    expect(api.calls).toHaveLength(1);
  });
});

describe('an error', () => {
  test("of one job's get does not stop the others", async () => {
    const service = jobsIn({ 1: 'stopped', 2: 'stopped' });
    const api = await startApi((call) => (call.path.endsWith('/1') ? 'cut off' : service(call)));
    const { seen, errors } = await poll(api, [aTrackedJob(1), aTrackedJob(2)]);
    expect(seen).toEqual(['2 stopped']);
    expect(errors).toMatchObject([[1, { isTransient: true }]]);
  });

  test.each([503, 401, 402])(
    'of %i, of a list, is that of each job, and nothing more is requested',
    async (statusCode) => {
      const api = await startApi(() => ({ statusCode }));
      const { seen, errors } = await poll(api, tracked(3));
      expect(seen).toEqual([]);
      expect(errors.map(([id]) => id)).toEqual([1, 2, 3]);
      expect(new Set(errors.map(([, error]) => error)).size).toBe(1);
      expect(inShort(api.calls)).toEqual(['list stopping']);
    },
  );

  test('of the lists, twice in a row, has the jobs got by themselves, and then lists are attempted again', async () => {
    const service = jobsIn({ 1: 'stopping', 2: 'stopped', 3: 'stopping' });
    const api = await startApi((call) => (call.query.has('status') ? 'cut off' : service(call)));
    const poller = pollerOf(api.client);
    const polls: string[][] = [];
    for (let number = 1; number <= 4; number++) {
      api.calls.length = 0;
      await poll(api, [aTrackedJob(1), aTrackedJob(2), aTrackedJob(3)], poller);
      polls.push(inShort(api.calls).sort());
    }
    const list = ['list pending_stoppage'];
    expect(polls).toEqual([list, list, ['get 1', 'get 2', 'get 3'], list]);
  });

  test('of the lists, twice but not in a row, has none of them left out', async () => {
    const service = jobsIn({ 1: 'stopping', 2: 'stopping', 3: 'stopping' });
    let polls = 0;
    const api = await startApi((call) => (polls % 2 === 1 ? 'cut off' : service(call)));
    const poller = pollerOf(api.client);
    while (++polls <= 4) await poll(api, tracked(3), poller);
    expect(inShort(api.calls)).toEqual(Array(4).fill('list stopping'));
  });

  test.each([400, 403, 404, 422])(
    'of %i, of a list, has all jobs got by themselves from now on',
    async (statusCode) => {
      const service = jobsIn({ 1: 'stopping', 2: 'stopped', 3: 'stopping' });
      const api = await startApi((call) => (call.query.has('status') ? { statusCode } : service(call)));
      const poller = pollerOf(api.client);
      const jobs = [aTrackedJob(1), aTrackedJob(2), aTrackedJob(3)];
      for (let number = 1; number <= 4; number++) {
        const { seen, errors } = await poll(api, jobs, poller);
        expect(seen).toEqual(['1 stopping', '2 stopped', '3 stopping']);
        expect(errors).toEqual([]);
      }
      expect(inShort(api.calls).filter((call) => call.startsWith('list'))).toHaveLength(1);
    },
  );
});

test('a cancel aborts a list, and no job is reported', async () => {
  const cancellation = aCancellation();
  const api = await startApi(() => {
    cancellation.cancel();
    return new Promise(() => undefined);
  });
  const poller = new Poller(aContext(api.client, cancellation), () => 5_000);
  expect(await poll(api, tracked(3), poller)).toEqual({ seen: [], errors: [] });
  expect(inShort(api.calls)).toEqual(['list stopping']);
});

test.each([1, 3])('a programming error is no error of the %i jobs', async (count) => {
  const defect = new TypeError('x is not a function');
  const fail = () => Promise.reject(defect);
  const poller = new Poller(aContext({ get: fail, list: fail } as unknown as JobsApi), () => 5_000);
  await expect(poller.poll(tracked(count), () => undefined)).rejects.toBe(defect);
});
