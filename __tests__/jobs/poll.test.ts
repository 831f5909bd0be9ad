import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ApiError } from '../../src/api/errors.ts';
import { Poller } from '../../src/jobs/poll.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { aTrackedJob, jobFields, unseenJob } from '../a-job.ts';
import { type ApiServer, type Call, type Reply, startApi } from '../api-server.ts';
import { closeServers } from '../http-server.ts';
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
  readonly errors: [ids: number[], error: ApiError][];
}

async function poll(
  { client }: ApiServer,
  jobs: TrackedJob[],
  poller = new Poller(aContext(client)),
  timeLeftMs = () => 5_000,
): Promise<Polled> {
  const seen: string[] = [];
  const errors: Polled['errors'] = [];
  await poller.poll(jobs, {
    timeLeftMs,
    onJob: ({ ref }, { status }) => void seen.push(`${ref.id} ${status}`),
    onError: (met, error) => void errors.push([met.map(({ ref }) => ref.id), error]),
  });
  return { seen: seen.sort(), errors };
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

  test('finds three jobs and more by list, and gets only those that are in none', async () => {
    const statuses = { 1: 'pending_stoppage', 2: 'stopping', 3: 'stopped', 4: 'failed', 9: 'stopping' };
    const api = await startApi(jobsIn(statuses));
    const { seen, errors } = await poll(api, [aTrackedJob(1), aTrackedJob(2), aTrackedJob(3), aTrackedJob(4)]);
    expect(seen).toEqual(['1 pending_stoppage', '2 stopping', '3 stopped', '4 failed']);
    expect(errors).toEqual([]);
    expect(inShort(api.calls.slice(0, 2))).toEqual(['list pending_stoppage', 'list stopping']);
    expect(inShort(api.calls.slice(2)).sort()).toEqual(['get 3', 'get 4']);
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

  test('meets a job that moves on while the lists are read', async () => {
    const statuses: Record<number, string> = { 1: 'pending_stoppage', 2: 'pending_stoppage', 3: 'pending_stoppage' };
    const service = jobsIn(statuses);
    const api = await startApi((call) => {
      const reply = service(call);
      statuses[2] = 'stopping';
      return reply;
    });
    const { seen } = await poll(api, [aTrackedJob(1), aTrackedJob(2), aTrackedJob(3)]);
    expect(seen).toEqual(['1 pending_stoppage', '2 stopping', '3 pending_stoppage']);
    expect(api.calls).toHaveLength(2);
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
    // It is not the connections that keep to this.
    const api = await startApi(behave, { maxSockets: 100 });
    const { seen } = await poll(
      api,
      Array.from({ length: 30 }, (_, index) => aTrackedJob(index + 1, 'stopping')),
    );
    expect(seen).toHaveLength(30);
    expect(most).toBe(8);
  });
});

describe('the time that is left', () => {
  test('is the timeout of each request, counted from where it begins', async () => {
    const api = await startApi(() => new Promise(() => undefined));
    const { errors } = await poll(api, [aTrackedJob(1)], undefined, () => 50);
    expect(errors).toMatchObject([[[1], { message: 'there was no whole answer within 0.05 s' }]]);
  });

  test('keeps requests from being begun where there is none', async () => {
    const api = await startApi(jobsIn({ 1: 'stopped' }));
    expect(await poll(api, [aTrackedJob(1)], undefined, () => 0)).toEqual({ seen: [], errors: [] });
    expect(api.calls).toEqual([]);
  });
});

describe('an error', () => {
  test("of one job's get does not stop the others", async () => {
    const service = jobsIn({ 1: 'stopped', 2: 'stopped' });
    const api = await startApi((call) => (call.path.endsWith('/1') ? 'cut off' : service(call)));
    const { seen, errors } = await poll(api, [aTrackedJob(1), aTrackedJob(2)]);
    expect(seen).toEqual(['2 stopped']);
    expect(errors).toMatchObject([[[1], { isTransient: true }]]);
  });

  test('that is transient, of a list, is reported once, and nothing more is requested of that account', async () => {
    const api = await startApi(() => ({ statusCode: 503 }));
    const { seen, errors } = await poll(api, [aTrackedJob(1), aTrackedJob(2), aTrackedJob(3)]);
    expect(seen).toEqual([]);
    expect(errors).toMatchObject([[[1, 2, 3], { statusCode: 503 }]]);
    expect(inShort(api.calls)).toEqual(['list pending_stoppage']);
  });

  test('of the lists, twice in a row, has the jobs got by themselves, and then lists are attempted again', async () => {
    const service = jobsIn({ 1: 'stopping', 2: 'stopped', 3: 'stopping' });
    const api = await startApi((call) => (call.query.has('status') ? 'cut off' : service(call)));
    const poller = new Poller(aContext(api.client));
    const polls: string[][] = [];
    for (let number = 1; number <= 4; number++) {
      api.calls.length = 0;
      await poll(api, [aTrackedJob(1), aTrackedJob(2), aTrackedJob(3)], poller);
      polls.push(inShort(api.calls).sort());
    }
    const list = ['list pending_stoppage'];
    expect(polls).toEqual([list, list, ['get 1', 'get 2', 'get 3'], list]);
  });

  test.each([400, 403, 404, 422])(
    'of %i, of a list, has all jobs got by themselves from now on',
    async (statusCode) => {
      const service = jobsIn({ 1: 'stopping', 2: 'stopped', 3: 'stopping' });
      const api = await startApi((call) => (call.query.has('status') ? { statusCode } : service(call)));
      const poller = new Poller(aContext(api.client));
      const jobs = [aTrackedJob(1), aTrackedJob(2), aTrackedJob(3)];
      for (let number = 1; number <= 2; number++) {
        const { seen, errors } = await poll(api, jobs, poller);
        expect(seen).toEqual(['1 stopping', '2 stopped', '3 stopping']);
        expect(errors).toEqual([]);
      }
      expect(inShort(api.calls).filter((call) => call.startsWith('list'))).toHaveLength(1);
    },
  );
});
