import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Looks } from '../../src/later/waiting/looks.ts';
import { Target } from '../../src/target.ts';
import type { ExchangeError } from '../../src/xplenty/errors.ts';
import { aJob, aTarget, jobFields } from '../a-job.ts';
import { closeServers } from '../loopback.ts';
import { type Call, type Reply, startApi, type TinyApi } from '../tiny-api.ts';

afterEach(closeServers);

/** A service whose jobs are in these states: it lists them by state and shows each. */
function jobsIn(states: Record<number, string>) {
  return ({ path, query }: Call): Reply => {
    const id = Number(/\d+$/.exec(path)?.[0]);
    const status = states[id];
    if (id > 0) return status === undefined ? { statusCode: 404 } : { body: jobFields(id, status) };
    const listed = Object.entries(states).filter(([, state]) => state === query.get('status'));
    return { body: listed.map(([number, state]) => jobFields(Number(number), state)) };
  };
}

interface Round {
  seen: string[];
  faults: [ids: number[], fault: ExchangeError][];
}

async function round(
  { client }: TinyApi,
  targets: Target[],
  looks = new Looks(client),
  timeLeftMs = () => 5_000,
): Promise<Round> {
  const seen: string[] = [];
  const faults: Round['faults'] = [];
  await looks.round(targets, {
    interrupt: new AbortController().signal,
    timeLeftMs,
    onLook: (target, job) => void seen.push(`${target.ref.id} ${job.status}`),
    onFault: (met, fault) => void faults.push([met.map(({ ref }) => ref.id), fault]),
  });
  return { seen: seen.sort(), faults };
}

/** The requests in short: `list stopping`, `look 305`. */
function inShort(calls: string[]): string[] {
  return calls.map((call) => {
    const status = /\?status=(\w+)/.exec(call)?.[1];
    return status === undefined ? `look ${/\d+$/.exec(call)?.[0]}` : `list ${status}`;
  });
}

describe('one round', () => {
  test.each([1, 2])('looks at each of %i jobs by itself', async (count) => {
    const api = await startApi(jobsIn({ 1: 'stopping', 2: 'stopped' }));
    const { seen } = await round(api, [aTarget(1), aTarget(2)].slice(0, count));
    expect(seen).toEqual(['1 stopping', '2 stopped'].slice(0, count));
    expect(inShort(api.calls).sort()).toEqual(['look 1', 'look 2'].slice(0, count));
  });

  test('finds three jobs and more by list, and looks only at those that are in none', async () => {
    const states = { 1: 'pending_stoppage', 2: 'stopping', 3: 'stopped', 4: 'failed', 9: 'stopping' };
    const api = await startApi(jobsIn(states));
    const { seen, faults } = await round(api, [aTarget(1), aTarget(2), aTarget(3), aTarget(4)]);
    expect(seen).toEqual(['1 pending_stoppage', '2 stopping', '3 stopped', '4 failed']);
    expect(faults).toEqual([]);
    expect(inShort(api.calls.slice(0, 2))).toEqual(['list pending_stoppage', 'list stopping']);
    expect(inShort(api.calls.slice(2)).sort()).toEqual(['look 3', 'look 4']);
  });

  test.each([
    ['all are stopping', ['stopping', 'stopping', 'stopping'], ['list stopping']],
    ['one is still pending', ['stopping', 'pending_stoppage', 'stopping'], ['list pending_stoppage', 'list stopping']],
    [
      'the other name is used',
      ['pending_terminate', 'stopping', 'stopping'],
      ['list pending_terminate', 'list stopping'],
    ],
  ])('lists only the states that may still be there: %s', async (_, states, calls) => {
    const api = await startApi(jobsIn({ 1: 'stopping', 2: 'stopping', 3: 'stopping' }));
    const { seen } = await round(
      api,
      states.map((state, index) => aTarget(index + 1, state)),
    );
    expect(seen).toEqual(['1 stopping', '2 stopping', '3 stopping']);
    expect(inShort(api.calls)).toEqual(calls);
  });

  test('looks at a job in a state that nobody knows by itself', async () => {
    const api = await startApi(jobsIn({ 1: 'stopping', 2: 'stopping', 3: 'winding_down' }));
    await round(api, [aTarget(1, 'stopping'), aTarget(2, 'stopping'), aTarget(3, 'winding_down')]);
    expect(inShort(api.calls)).toEqual(['list stopping', 'look 3']);
  });

  test('meets a job that moves on while the lists are read', async () => {
    const states: Record<number, string> = { 1: 'pending_stoppage', 2: 'pending_stoppage', 3: 'pending_stoppage' };
    const service = jobsIn(states);
    const api = await startApi((call) => {
      const reply = service(call);
      states[2] = 'stopping';
      return reply;
    });
    const { seen } = await round(api, [aTarget(1), aTarget(2), aTarget(3)]);
    expect(seen).toEqual(['1 pending_stoppage', '2 stopping', '3 pending_stoppage']);
    expect(api.calls).toHaveLength(2);
  });

  test('lists each account by itself', async () => {
    const api = await startApi(({ path }) => ({
      body: /\/other\//.test(path) ? jobFields(9, 'stopped') : [1, 2, 3].map((id) => jobFields(id, 'stopping')),
    }));
    const other = new Target({ accountId: 'other', id: 9 });
    other.see(aJob(9), 0);
    const { seen } = await round(api, [aTarget(1, 'stopping'), aTarget(2, 'stopping'), other, aTarget(3, 'stopping')]);
    expect(seen).toEqual(['1 stopping', '2 stopping', '3 stopping', '9 stopped']);
    expect(api.calls.map((call) => call.replace(/\?.*/, ''))).toEqual([
      'GET /xplenation/api/jobs',
      'GET /other/api/jobs/9',
    ]);
  });

  test('looks at no more than eight jobs at once', async () => {
    let [underWay, most] = [0, 0];
    const behave = async ({ path }: Call) => {
      if (!/\d+$/.test(path)) return { body: [] };
      most = Math.max(most, ++underWay);
      await sleep(5);
      underWay--;
      return { body: jobFields(Number(/\d+$/.exec(path)?.[0]), 'stopped') };
    };
    // It is the looks that keep to this, though connections for more were there.
    const api = await startApi(behave, { connections: 100 });
    const { seen } = await round(
      api,
      Array.from({ length: 30 }, (_, index) => aTarget(index + 1, 'stopping')),
    );
    expect(seen).toHaveLength(30);
    expect(most).toBe(8);
  });
});

describe('the time that is left', () => {
  test('bounds each look, counted from where it begins', async () => {
    const api = await startApi(() => new Promise(() => undefined));
    const { faults } = await round(api, [aTarget(1)], undefined, () => 50);
    expect(faults).toMatchObject([[[1], { message: 'there was no whole answer within 0.05 s' }]]);
  });

  test('keeps looks from being begun where there is none', async () => {
    const api = await startApi(jobsIn({ 1: 'stopped' }));
    expect(await round(api, [aTarget(1)], undefined, () => 0)).toEqual({ seen: [], faults: [] });
    expect(api.calls).toEqual([]);
  });
});

describe('a fault', () => {
  test("of one job's look spares the others", async () => {
    const service = jobsIn({ 1: 'stopped', 2: 'stopped' });
    const api = await startApi((call) => (call.path.endsWith('/1') ? 'cut off' : service(call)));
    const { seen, faults } = await round(api, [aTarget(1), aTarget(2)]);
    expect(seen).toEqual(['2 stopped']);
    expect(faults).toMatchObject([[[1], { retryable: true }]]);
  });

  test('that passes, of a list, is told once, and the round asks no more of that account', async () => {
    const api = await startApi(() => ({ statusCode: 503 }));
    const { seen, faults } = await round(api, [aTarget(1), aTarget(2), aTarget(3)]);
    expect(seen).toEqual([]);
    expect(faults).toMatchObject([[[1, 2, 3], { statusCode: 503 }]]);
    expect(inShort(api.calls)).toEqual(['list pending_stoppage']);
  });

  test('of the lists, twice in a row, has the jobs looked at by themselves, and then lists are tried again', async () => {
    const service = jobsIn({ 1: 'stopping', 2: 'stopped', 3: 'stopping' });
    const api = await startApi((call) => (call.query.has('status') ? 'cut off' : service(call)));
    const looks = new Looks(api.client);
    const rounds: string[][] = [];
    for (let number = 1; number <= 4; number++) {
      api.calls.length = 0;
      await round(api, [aTarget(1), aTarget(2), aTarget(3)], looks);
      rounds.push(inShort(api.calls).sort());
    }
    const list = ['list pending_stoppage'];
    expect(rounds).toEqual([list, list, ['look 1', 'look 2', 'look 3'], list]);
  });

  test.each([400, 403, 404, 422])(
    'of %i, of a list, has all jobs looked at by themselves from now on',
    async (statusCode) => {
      const service = jobsIn({ 1: 'stopping', 2: 'stopped', 3: 'stopping' });
      const api = await startApi((call) => (call.query.has('status') ? { statusCode } : service(call)));
      const looks = new Looks(api.client);
      const targets = [aTarget(1), aTarget(2), aTarget(3)];
      for (let rounds = 1; rounds <= 2; rounds++) {
        const { seen, faults } = await round(api, targets, looks);
        expect(seen).toEqual(['1 stopping', '2 stopped', '3 stopping']);
        expect(faults).toEqual([]);
      }
      expect(inShort(api.calls).filter((call) => call.startsWith('list'))).toHaveLength(1);
    },
  );
});
