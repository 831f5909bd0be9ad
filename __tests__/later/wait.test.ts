import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Cancelled, NotOver, OutOfSight } from '../../src/errors.ts';
import { pauseBeforeLook, untilOver, type WaitOptions } from '../../src/later/waiting/waiting.ts';
import type { Target } from '../../src/target.ts';
import type { Credits } from '../../src/xplenty/credits.ts';
import type { ExchangeError } from '../../src/xplenty/errors.ts';
import { aTarget, jobFields } from '../a-job.ts';
import { closeServers } from '../loopback.ts';
import { type Behaviour, type Call, startApi } from '../tiny-api.ts';

describe('the schedule of looks', () => {
  /** When a wait of so many seconds looks, in seconds, if looks take no time. */
  function schedule(seconds: number, pollSeconds: number, credits?: Credits): number[] {
    const looks: number[] = [];
    for (let atMs = 0; ; ) {
      atMs += pauseBeforeLook(atMs, pollSeconds * 1_000, credits);
      if (atMs > seconds * 1_000) return looks;
      looks.push(atMs / 1_000);
    }
  }

  test.each([
    // With the terminate call, at most 16 requests in 20 s and 65 in ten minutes.
    [20, 15],
    [600, 64],
    [3_600, 264],
  ])('in a wait of %i s has at most %i looks', (seconds, most) => {
    const { length } = schedule(seconds, 15);
    expect(length).toBeLessThanOrEqual(most);
    expect(length).toBeGreaterThan(most * 0.8);
  });

  test.each([1, 2, 5, 15, 60])('is never later than 15 % of the wait, or a second, or every %i s', (pollSeconds) => {
    const looks = [0, ...schedule(3_600, pollSeconds)];
    const late = looks.filter((at, index) => {
      const before = looks[index - 1] ?? 0;
      return at - before > Math.min(Math.max(1, 0.15 * before), pollSeconds) + 1e-9;
    });
    expect(late).toEqual([]);
  });

  test('begins after a second, and comes to the interval that was asked for', () => {
    expect(schedule(5, 15)).toEqual([1, 2, 3, 4, 5]);
    const looks = schedule(600, 15);
    expect((looks.at(-1) ?? 0) - (looks.at(-2) ?? 0)).toBe(15);
  });

  test('is as dense as was asked for, from the start', () => {
    expect(schedule(1, 0.25)).toEqual([0.25, 0.5, 0.75, 1]);
  });

  test.each([
    [5_000, 500, 1],
    [5_000, 499, 4],
    [5_000, 0, 4],
    [100, 10, 1],
    [100, 9, 4],
  ])('of %i credits with %i left is %i times rarer', (limit, remaining, times) => {
    for (const waitedMs of [0, 5_000, 50_000, 500_000]) {
      const usual = pauseBeforeLook(waitedMs, 15_000, undefined);
      expect(pauseBeforeLook(waitedMs, 15_000, { limit, remaining })).toBe(times * usual);
    }
  });
});

describe('a wait', () => {
  beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
  afterEach(async () => {
    jest.restoreAllMocks();
    await closeServers();
  });

  interface Told {
    readonly looks: string[];
    readonly faults: [id: number, fault: ExchangeError][];
    rounds: number;
    ms: number;
    readonly calls: string[];
  }

  /** Waits for these jobs at a service that behaves so. */
  async function waiting(targets: Target[], behave: Behaviour, options: Partial<WaitOptions> = {}): Promise<Told> {
    const { client, calls } = await startApi(behave);
    const told: Told = { looks: [], faults: [], rounds: 0, ms: 0, calls };
    const startedAt = performance.now();
    await untilOver(targets, client, {
      timeoutMs: 5_000,
      pollIntervalMs: 10,
      cancel: new AbortController().signal,
      onLook: (target, job) => {
        target.see(job, 0);
        told.looks.push(`${target.ref.id} ${job.status}`);
      },
      onFault: ([target], fault) => void told.faults.push([target?.ref.id ?? 0, fault]),
      onRound: () => void told.rounds++,
      inWords: ({ message }) => `in words: ${message}`,
      ...options,
    });
    told.ms = performance.now() - startedAt;
    return told;
  }

  /** A service in which each job goes through these states, one a look, and stays in the last. */
  function walking(...states: string[]): Behaviour {
    const looks = new Map<number, number>();
    return ({ path }) => {
      const id = idOf(path);
      const look = looks.get(id) ?? 0;
      looks.set(id, look + 1);
      return { body: jobFields(id, states[Math.min(look, states.length - 1)]) };
    };
  }

  function idOf(path: string): number {
    return Number(/\d+$/.exec(path)?.[0]);
  }

  test('looks round by round until the job is over', async () => {
    const target = aTarget(305);
    const told = await waiting([target], walking('pending_stoppage', 'stopping', 'stopped'));
    expect(told.looks).toEqual(['305 pending_stoppage', '305 stopping', '305 stopped']);
    expect(told.rounds).toBe(3);
    expect(target.failure).toBeUndefined();
  });

  test.each(['stopped', 'completed', 'failed'])('ends with any end: %s', async (status) => {
    const target = aTarget(305);
    await waiting([target], walking(status));
    expect(target.job?.status).toBe(status);
    expect(target.failure).toBeUndefined();
  });

  test('goes on through a state that nobody knows', async () => {
    const told = await waiting([aTarget(305)], walking('winding_down', '', 'stopped'));
    expect(told.looks).toEqual(['305 winding_down', '305 ', '305 stopped']);
  });

  test('asks nothing where all jobs are over', async () => {
    expect((await waiting([aTarget(1, 'stopped'), aTarget(2, 'failed')], walking('stopped'))).calls).toEqual([]);
    expect((await waiting([], walking('stopped'))).calls).toEqual([]);
  });

  test('does not look at a job again that is over', async () => {
    const service = walking('stopping', 'stopped');
    const told = await waiting([aTarget(1), aTarget(2)], (call) =>
      idOf(call.path) === 1 ? { body: jobFields(1, 'stopped') } : service(call),
    );
    expect(told.calls.filter((call) => call.endsWith('/1'))).toHaveLength(1);
    expect(told.calls.filter((call) => call.endsWith('/2'))).toHaveLength(2);
  });

  test('rides out faults, tells each, and looks again sooner than usual', async () => {
    const faults = ['cut off', { statusCode: 503 }, { body: '<html>' }] as const;
    let looks = 0;
    const told = await waiting(
      [aTarget(305)],
      () => faults[looks++ - 1] ?? { body: jobFields(305, looks === 1 ? 'stopping' : 'stopped') },
      { pollIntervalMs: 400 },
    );
    expect(told.looks).toEqual(['305 stopping', '305 stopped']);
    expect(told.faults.map(([, { message }]) => message)).toEqual([
      expect.stringMatching(/^the connection broke/),
      expect.stringMatching(/^the API answered 503/),
      expect.stringMatching(/^the answer is not JSON/),
    ]);
    // 400 ms before each of the first two looks, and nothing, as the dice have it, before the three behind a fault.
    expect(told.ms).toBeGreaterThan(790);
    expect(told.ms).toBeLessThan(4 * 400);
  });

  test('leaves the service alone for as long as it asks', async () => {
    let looks = 0;
    const told = await waiting([aTarget(305)], () =>
      looks++ === 0 ? { statusCode: 429, headers: { 'Retry-After': '1' } } : { body: jobFields(305, 'stopped') },
    );
    expect(told.ms).toBeGreaterThan(990);
    expect(told.calls).toHaveLength(2);
  });

  test('is rarer where credits are scarce', async () => {
    const headers = { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '499' };
    const service = walking('stopping', 'stopping', 'stopped');
    const scarce: Behaviour = async (call) => ({ ...((await service(call)) as object), headers });
    const told = await waiting([aTarget(305)], scarce, { pollIntervalMs: 40 });
    expect(told.ms).toBeGreaterThan(40 + 2 * 160 - 10);
  });

  test('ends with its timeout, and names the state in which each job was last seen', async () => {
    const [one, two] = [aTarget(1), aTarget(2)];
    const told = await waiting([one, two], walking('stopping'), { timeoutMs: 100 });
    expect(told.ms).toBeGreaterThan(95);
    expect(told.ms).toBeLessThan(2_000);
    for (const { failure } of [one, two]) {
      expect(failure).toBeInstanceOf(NotOver);
      expect(failure).toMatchObject({ job: { status: 'stopping' }, timeoutMs: 100, cause: undefined });
    }
  });

  test('ends with its timeout, though the service asks to be left alone for longer', async () => {
    const target = aTarget(305);
    const told = await waiting([target], () => ({ statusCode: 503, headers: { 'Retry-After': '30' } }), {
      timeoutMs: 100,
    });
    expect(told.ms).toBeLessThan(2_000);
    expect(target.failure).toMatchObject({ cause: { statusCode: 503 } });
  });

  test('looks once more at its end, however long the interval', async () => {
    const target = aTarget(305);
    const told = await waiting([target], walking('stopped'), { timeoutMs: 100, pollIntervalMs: 60_000 });
    expect(told.ms).toBeLessThan(2_000);
    expect(told.looks).toEqual(['305 stopped']);
    expect(target.failure).toBeUndefined();
  });

  test('gives a look that is under way at its end a little more time', async () => {
    const target = aTarget(305);
    const slow: Behaviour = async () => {
      await sleep(200);
      return { body: jobFields(305, 'stopped') };
    };
    await waiting([target], slow, { timeoutMs: 50 });
    expect(target.failure).toBeUndefined();
    expect(target.job?.status).toBe('stopped');
  });

  test('that ends with a fault says which', async () => {
    const target = aTarget(305);
    await waiting([target], () => ({ statusCode: 500 }), { timeoutMs: 60 });
    expect(target.failure).toMatchObject({ job: { status: 'pending_stoppage' }, cause: { statusCode: 500 } });
  });

  test('gives up on a job that cannot be seen any more, and goes on with the others', async () => {
    const [gone, other] = [aTarget(1), aTarget(2)];
    const service = walking('stopping', 'stopped');
    const told = await waiting([gone, other], (call) =>
      idOf(call.path) === 1 ? { statusCode: 404, body: { message: 'no such job' } } : service(call),
    );
    expect(gone.failure).toBeInstanceOf(OutOfSight);
    expect(gone.reason).toBe(`in words: ${gone.failure?.message}`);
    expect(gone.failure).toMatchObject({ job: { status: 'pending_stoppage' }, cause: { statusCode: 404 } });
    expect(told.calls.filter((call) => call.endsWith('/1'))).toHaveLength(1);
    expect(other.job?.status).toBe('stopped');
    expect(other.failure).toBeUndefined();
  });

  describe('that is cancelled', () => {
    test('ends at once, between looks', async () => {
      const target = aTarget(305);
      const cancel = new AbortController();
      setTimeout(() => cancel.abort(), 30);
      const told = await waiting([target], walking('stopping'), { cancel: cancel.signal, pollIntervalMs: 60_000 });
      expect(told.ms).toBeLessThan(2_000);
      expect(told.calls).toEqual([]);
      expect(target.failure).toBeInstanceOf(Cancelled);
      expect(target.failure).toMatchObject({ jobId: 305, job: { status: 'pending_stoppage' } });
    });

    test('ends at once, during a look, which is no fault', async () => {
      const targets = [aTarget(1), aTarget(2), aTarget(3), aTarget(4, 'stopped')];
      const cancel = new AbortController();
      const told = await waiting(
        targets,
        () => {
          setTimeout(() => cancel.abort(), 20);
          return new Promise(() => undefined);
        },
        { cancel: cancel.signal },
      );
      expect(told.ms).toBeLessThan(2_000);
      expect(told.faults).toEqual([]);
      expect(targets.map(({ failure }) => failure?.constructor)).toEqual([Cancelled, Cancelled, Cancelled, undefined]);
    });
  });

  test('blames a fault of its last look only on the job that met it', async () => {
    const [fine, broken] = [aTarget(1), aTarget(2)];
    const service = walking('stopping');
    await waiting([fine, broken], (call) => (idOf(call.path) === 2 ? { statusCode: 500 } : service(call)), {
      timeoutMs: 60,
    });
    expect(broken.failure).toMatchObject({ cause: { statusCode: 500 } });
    expect(fine.failure).toMatchObject({ cause: undefined });
  });

  test('is over by its timeout, and two seconds more, however many jobs there are', async () => {
    const targets = Array.from({ length: 32 }, (_, index) => aTarget(index + 1));
    const slow: Behaviour = async ({ path }: Call) => {
      if (!/\d+$/.test(path)) return { body: [] };
      await sleep(800);
      return { body: jobFields(idOf(path), 'stopping') };
    };
    const told = await waiting(targets, slow, { timeoutMs: 100 });
    expect(told.ms).toBeLessThan(2_100 + 600);
  });

  test('sees jobs that have stopped though the service never gives their list', async () => {
    const targets = [aTarget(1), aTarget(2), aTarget(3)];
    const service = walking('stopped');
    await waiting(targets, (call) => (call.query.has('status') ? { statusCode: 504 } : service(call)), {
      timeoutMs: 700,
    });
    expect(targets.map(({ job }) => job?.status)).toEqual(['stopped', 'stopped', 'stopped']);
  });

  test('does not look sooner than usual after it was told that it asks too often', async () => {
    let looks = 0;
    const told = await waiting(
      [aTarget(305)],
      () => (looks++ === 0 ? { statusCode: 429 } : { body: jobFields(305, 'stopped') }),
      { pollIntervalMs: 500 },
    );
    expect(told.ms).toBeGreaterThan(990);
  });
});
