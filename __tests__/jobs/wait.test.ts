import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { JobsApi } from '../../src/api/client.ts';
import type { RateLimit } from '../../src/api/http.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { pauseBeforePoll, waitUntilStopped } from '../../src/jobs/wait.ts';
import { aCancellation } from '../a-cancellation.ts';
import { aJob, aTrackedJob, jobFields, unseenJob } from '../a-job.ts';
import { type Behaviour, type Reply, startApi } from '../api-server.ts';
import { FakeClock } from '../fake-clock.ts';
import { closeServers } from '../http-server.ts';
import { aStopContext } from './a-context.ts';

describe('the polling schedule', () => {
  /** When a wait of so many seconds polls, in seconds, if polls take no time. */
  function schedule(seconds: number, pollSeconds: number, rateLimit?: RateLimit): number[] {
    const polls: number[] = [];
    for (let atMs = 0; ; ) {
      atMs += pauseBeforePoll(atMs, pollSeconds * 1_000, rateLimit);
      if (atMs > seconds * 1_000) return polls;
      polls.push(atMs / 1_000);
    }
  }

  test.each([
    // With the terminate call, at most 16 requests in 20 s and 65 in ten minutes.
    [20, 15],
    [600, 64],
    [3_600, 264],
  ])('of a wait of %i s has at most %i polls', (seconds, most) => {
    const { length } = schedule(seconds, 15);
    expect(length).toBeLessThanOrEqual(most);
    expect(length).toBeGreaterThan(most * 0.8);
  });

  test.each([1, 2, 5, 15, 60])('is never later than 15 % of the wait, or a second, or every %i s', (pollSeconds) => {
    const polls = [0, ...schedule(3_600, pollSeconds)];
    const late = polls.filter((at, index) => {
      const before = polls[index - 1] ?? 0;
      return at - before > Math.min(Math.max(1, 0.15 * before), pollSeconds) + 1e-9;
    });
    expect(late).toEqual([]);
  });

  test('begins after a second, and comes to the interval that was given', () => {
    expect(schedule(5, 15)).toEqual([1, 2, 3, 4, 5]);
    const polls = schedule(600, 15);
    expect((polls.at(-1) ?? 0) - (polls.at(-2) ?? 0)).toBe(15);
  });

  test('is as dense as the interval that was given, from the start', () => {
    expect(schedule(1, 0.25)).toEqual([0.25, 0.5, 0.75, 1]);
  });

  test.each([
    [5_000, 500, 1],
    [5_000, 499, 4],
    [5_000, 0, 4],
    [100, 9, 4],
  ])('with a rate limit of %i and %i left is %i times rarer', (limit, remaining, times) => {
    for (const waitedMs of [0, 5_000, 50_000, 500_000]) {
      const usual = pauseBeforePoll(waitedMs, 15_000, undefined);
      expect(pauseBeforePoll(waitedMs, 15_000, { limit, remaining })).toBe(times * usual);
    }
  });
});

describe('a wait', () => {
  beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));
  afterEach(async () => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    await closeServers();
  });

  interface Setting {
    readonly timeoutMs?: number;
    readonly pollIntervalMs?: number;
    readonly cancellation?: ReturnType<typeof aCancellation>;
    readonly clock?: FakeClock;
  }

  /** Waits for these jobs at a service that behaves so, ten minutes at most. */
  async function waiting(jobs: TrackedJob[], behave: Behaviour, setting: Setting = {}) {
    const { cancellation = aCancellation(), clock = new FakeClock(), timeoutMs, pollIntervalMs = 15_000 } = setting;
    const { client, calls } = await startApi(behave);
    const context = aStopContext(client, cancellation, clock, timeoutMs);
    await waitUntilStopped(jobs, pollIntervalMs, context);
    return { calls, lines: context.progress.lines, errors: context.progress.errors, pausesMs: clock.pausesMs, clock };
  }

  /** A service in which each job goes through these statuses, one a get, and stays in the last. */
  function walking(...statuses: string[]): Behaviour {
    const gets = new Map<number, number>();
    return ({ path }) => {
      const id = idOf(path);
      const get = gets.get(id) ?? 0;
      gets.set(id, get + 1);
      return { body: jobFields(id, statuses[Math.min(get, statuses.length - 1)]) };
    };
  }

  function idOf(path: string): number {
    return Number(/\d+$/.exec(path)?.[0]);
  }

  test('polls until the job is final, and reports each change', async () => {
    const tracked = aTrackedJob(305);
    const { lines } = await waiting([tracked], walking('pending_stoppage', 'stopping', 'stopped'));
    expect(lines).toEqual(['polled', '305 pending_stoppage → stopping', 'polled', '305 stopping → stopped', 'polled']);
    expect(tracked.error).toBeUndefined();
    expect(tracked.history.map(({ atMs }) => atMs)).toEqual([0, 2_000, 3_000]);
  });

  test.each(['stopped', 'completed', 'failed'])('ends with any final status: %s', async (status) => {
    const tracked = aTrackedJob(305);
    await waiting([tracked], walking(status));
    expect(tracked).toMatchObject({ job: { status }, error: undefined });
  });

  test('goes on through a status that nobody knows', async () => {
    const tracked = aTrackedJob(305);
    await waiting([tracked], walking('winding_down', '', 'stopped'));
    expect(tracked.history.map(({ status }) => status)).toEqual(['pending_stoppage', 'winding_down', '', 'stopped']);
  });

  test('shows a job that was accepted without a body', async () => {
    const tracked = Object.assign(unseenJob(305), { call: 'accepted' });
    const { lines } = await waiting([tracked], walking('stopping', 'stopped'));
    expect(lines).toEqual(['305 undefined → stopping', 'polled', '305 stopping → stopped', 'polled']);
  });

  test('requests nothing where every job is final or was not accepted', async () => {
    const jobs = [aTrackedJob(1, 'stopped'), aTrackedJob(2, 'failed'), unseenJob(3)];
    expect((await waiting(jobs, walking('stopped'))).calls).toEqual([]);
    expect((await waiting([], walking('stopped'))).calls).toEqual([]);
  });

  test('does not get a job again that is final', async () => {
    const service = walking('stopping', 'stopped');
    const { calls } = await waiting([aTrackedJob(1), aTrackedJob(2)], (call) =>
      idOf(call.path) === 1 ? { body: jobFields(1, 'stopped') } : service(call),
    );
    expect(calls.filter((call) => call.endsWith('/1'))).toHaveLength(1);
    expect(calls.filter((call) => call.endsWith('/2'))).toHaveLength(2);
  });

  test('rides out errors, reports each, and polls again sooner than usual', async () => {
    const replies = [
      'cut off',
      { statusCode: 503 },
      { body: '<html>' },
      { statusCode: 403 },
      { statusCode: 422 },
    ] as const;
    let gets = 0;
    const tracked = aTrackedJob(305, 'stopping');
    const { errors, lines, pausesMs } = await waiting(
      [tracked],
      () => replies[gets++] ?? { body: jobFields(305, 'stopped') },
    );
    expect(tracked).toMatchObject({ job: { status: 'stopped' }, error: undefined });
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('connection'),
      expect.stringContaining('503'),
      expect.stringContaining('an HTML page'),
      expect.stringContaining('403'),
      expect.stringContaining('422'),
    ]);
    expect(lines.filter((line) => line === 'poll of 305 failed')).toHaveLength(5);
    // Three quarters of 1, 2, 4 s …, but not rarer than usual.
    expect(pausesMs).toEqual([1_000, 750, 1_000, 1_000, 1_000, 1_000]);
  });

  test('begins anew with the shortest pause where polls in between did not fail', async () => {
    const stopping = { body: jobFields(305, 'stopping') };
    const replies: Reply[] = [{ statusCode: 503 }, stopping, { statusCode: 503 }];
    const { pausesMs } = await waiting(
      [aTrackedJob(305, 'stopping')],
      () => replies.shift() ?? { body: jobFields(305, 'stopped') },
    );
    expect(pausesMs).toEqual([1_000, 750, 1_000, 750]);
  });

  test('leaves the service alone as long as any of its responses asks', async () => {
    const service = walking('stopped');
    const errors = new Map<number, Reply>([
      [1, { statusCode: 503, headers: { 'Retry-After': '30' } }],
      [2, { statusCode: 500 }],
    ]);
    const { pausesMs } = await waiting([aTrackedJob(1), aTrackedJob(2)], (call) => {
      const error = errors.get(idOf(call.path));
      errors.delete(idOf(call.path));
      return error ?? service(call);
    });
    expect(pausesMs).toEqual([1_000, 30_000]);
  });

  test.each([
    [429, { 'Retry-After': '30' }, 30_000],
    [503, { 'Retry-After': '30' }, 30_000],
    // Too many requests: not sooner than usual, though nothing else was asked for.
    [429, {}, 1_000],
  ])('leaves the service alone as it asks: %i %j', async (statusCode, headers, pauseMs) => {
    let gets = 0;
    const { pausesMs } = await waiting([aTrackedJob(305)], () =>
      gets++ === 0 ? { statusCode, headers } : { body: jobFields(305, 'stopped') },
    );
    expect(pausesMs).toEqual([1_000, pauseMs]);
  });

  test('polls less often where little is left of the rate limit', async () => {
    const headers = { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '499' };
    const service = walking('stopping', 'stopping', 'stopped');
    const { pausesMs } = await waiting([aTrackedJob(305)], async (call) => ({
      ...((await service(call)) as object),
      headers,
    }));
    expect(pausesMs).toEqual([1_000, 4_000, 4_000]);
  });

  describe('that times out', () => {
    test('names the last status of each job', async () => {
      const jobs = [aTrackedJob(1), aTrackedJob(2)];
      const { clock } = await waiting(jobs, walking('stopping'), { timeoutMs: 4_500 });
      expect(clock.nowMs()).toBe(4_250);
      for (const { error } of jobs) {
        expect(error?.summary).toBe('timed out, still stopping');
        expect(error?.details).toMatch(
          /^Not stopped within 4\.5 s; last status: stopping\. Xplenty is still stopping it/,
        );
      }
    });

    test('does so though the service asks to be left alone for longer', async () => {
      const tracked = aTrackedJob(305);
      const busy: Behaviour = () => ({ statusCode: 503, headers: { 'Retry-After': '30' } });
      const { clock } = await waiting([tracked], busy, { timeoutMs: 10_000 });
      expect(clock.pausesMs).toEqual([1_000, 8_750]);
      expect(tracked.error?.details).toContain('The last poll failed: HTTP 503');
    });

    test('polls once more before, however long the interval', async () => {
      const tracked = aTrackedJob(305);
      const setting = { timeoutMs: 500, pollIntervalMs: 60_000 };
      const { pausesMs } = await waiting([tracked], walking('stopped'), setting);
      expect(pausesMs).toEqual([450]);
      expect(tracked).toMatchObject({ job: { status: 'stopped' }, error: undefined });
    });

    test('takes in the poll that is under way', async () => {
      const tracked = aTrackedJob(305);
      const clock = new FakeClock();
      const slow: Behaviour = () => {
        clock.advance(1_900);
        return { body: jobFields(305, 'stopped') };
      };
      await waiting([tracked], slow, { timeoutMs: 500, clock });
      expect(tracked).toMatchObject({ job: { status: 'stopped' }, error: undefined });
    });

    test('begins no request afterwards, however many jobs there are', async () => {
      const jobs = Array.from({ length: 32 }, (_, index) => aTrackedJob(index + 1));
      const clock = new FakeClock();
      const slow: Behaviour = ({ query, path }) => {
        if (query.has('status')) return { body: [] };
        clock.advance(800);
        return { body: jobFields(idOf(path), 'stopping') };
      };
      const { calls } = await waiting(jobs, slow, { timeoutMs: 500, clock });
      expect(calls.filter((call) => /\/jobs\/\d/.test(call)).length).toBeLessThanOrEqual(8);
      expect(jobs.filter(({ error }) => error?.summary.startsWith('timed out'))).toHaveLength(32);
    });

    test('blames an error of its last poll only on the job that met it', async () => {
      const [fine, broken] = [aTrackedJob(1), aTrackedJob(2)];
      const service = walking('stopping');
      await waiting([fine, broken], (call) => (idOf(call.path) === 2 ? { statusCode: 500 } : service(call)), {
        timeoutMs: 3_000,
      });
      expect(broken.error?.details).toContain('The last poll failed: HTTP 500');
      expect(fine.error?.details).not.toContain('The last poll failed');
    });
  });

  test.each([404, 410])(
    'gives up on a job that is not there twice in a row (%i), and goes on with others',
    async (code) => {
      const [gone, other] = [aTrackedJob(1), aTrackedJob(2)];
      const service = walking('stopping', 'stopping', 'stopped');
      const { calls, lines } = await waiting([gone, other], (call) =>
        idOf(call.path) === 1 ? { statusCode: code, body: { message: 'no such job' } } : service(call),
      );
      expect(gone.error?.summary).toBe(`not found (${code})`);
      expect(gone.error?.details).toContain(`HTTP ${code} "no such job". Last status: pending_stoppage.`);
      expect(calls.filter((call) => call.endsWith('/1'))).toHaveLength(2);
      expect(lines.filter((line) => line.startsWith('poll of'))).toEqual(['poll of 1 failed']);
      expect(other).toMatchObject({ job: { status: 'stopped' }, error: undefined });
    },
  );

  test('takes a job that is not there once, or not in a row, for a replica that lags behind', async () => {
    const missing = { statusCode: 404, body: { message: 'no such job' } };
    const replies = [missing, { body: jobFields(305, 'stopping') }, missing, { statusCode: 503 }, missing];
    const tracked = aTrackedJob(305);
    await waiting([tracked], () => replies.shift() ?? { body: jobFields(305, 'stopped') });
    expect(tracked).toMatchObject({ job: { status: 'stopped' }, error: undefined });
  });

  test('takes a page of something else with 404 for an error that passes', async () => {
    const replies = Array(5).fill({ statusCode: 404, body: '<html>' });
    const tracked = aTrackedJob(305);
    await waiting([tracked], () => replies.shift() ?? { body: jobFields(305, 'stopped') });
    expect(tracked).toMatchObject({ job: { status: 'stopped' }, error: undefined });
  });

  test.each([
    [401, 1],
    [402, 1],
    [401, 3],
  ])('gives up at the first %i, with %i jobs', async (statusCode, count) => {
    const jobs = Array.from({ length: count }, (_, index) => aTrackedJob(index + 1));
    const { calls } = await waiting(jobs, () => ({ statusCode, body: { message: 'no' } }));
    expect(calls).toHaveLength(1);
    for (const { error } of jobs) expect(error?.details).toContain(`cannot be seen: HTTP ${statusCode} "no"`);
  });

  describe('for a job that stays active after the accepted call', () => {
    /** Gets show it so until it is terminated once more, and then as `after`. */
    function withoutEffect(status: string, after: string): Behaviour {
      let isRepeated = false;
      return ({ method }) => {
        isRepeated ||= method === 'DELETE';
        return { body: jobFields(305, isRepeated ? after : status) };
      };
    }

    test('terminates it once more after 30 s', async () => {
      const tracked = aTrackedJob(305, 'running');
      const { lines, calls, clock } = await waiting([tracked], withoutEffect('running', 'stopped'));
      expect(tracked).toMatchObject({ job: { status: 'stopped' }, error: undefined });
      expect(clock.nowMs()).toBeGreaterThanOrEqual(30_000);
      expect(clock.nowMs()).toBeLessThan(40_000);
      expect(lines.slice(-2)).toEqual(['305 terminated once more', '305 running → stopped']);
      expect(calls.filter((call) => call.startsWith('DELETE'))).toHaveLength(1);
    });

    test('counts from the accepted call, though other jobs were still being terminated for a minute', async () => {
      const clock = new FakeClock();
      clock.advance(60_000);
      const tracked = Object.assign(aTrackedJob(305, 'running'), { acceptedAtMs: 0 });
      await waiting([tracked], withoutEffect('running', 'stopped'), { clock });
      expect(tracked.job?.status).toBe('stopped');
      expect(clock.pausesMs).toEqual([1_000]);
    });

    test('counts from the accepted call, however late that was', async () => {
      const clock = new FakeClock();
      clock.advance(20_000);
      const tracked = Object.assign(aTrackedJob(305, 'running'), { acceptedAtMs: 20_000 });
      await waiting([tracked], withoutEffect('running', 'stopped'), { clock });
      expect(tracked.job?.status).toBe('stopped');
      expect(clock.nowMs()).toBeGreaterThanOrEqual(50_000);
    });

    test('does not terminate it once more after the timeout', async () => {
      const clock = new FakeClock();
      const service = withoutEffect('running', 'stopped');
      const slow: Behaviour = (call) => {
        if (clock.nowMs() >= 30_000) clock.advance(2_000);
        return service(call);
      };
      const tracked = aTrackedJob(305, 'running');
      const { calls } = await waiting([tracked], slow, { clock, timeoutMs: 31_000 });
      expect(clock.nowMs()).toBeGreaterThan(31_000);
      expect(calls.filter((call) => call.startsWith('DELETE'))).toEqual([]);
      expect(tracked.error?.summary).toBe('timed out, still running');
    });

    test('terminates it once more where it falls back', async () => {
      const tracked = aTrackedJob(305, 'stopping');
      const { calls } = await waiting([tracked], withoutEffect('queued', 'stopped'));
      expect(calls.filter((call) => call.startsWith('DELETE'))).toHaveLength(1);
    });

    test('does so once, and says at the timeout that the call had no visible effect', async () => {
      const tracked = aTrackedJob(305, 'running');
      const { calls } = await waiting([tracked], withoutEffect('running', 'running'));
      expect(calls.filter((call) => call.startsWith('DELETE'))).toHaveLength(1);
      expect(tracked.error).toMatchObject({
        summary: 'timed out, still running',
        details: expect.stringContaining('The terminate call had no visible effect.'),
      });
    });

    test.each(['stopping', 'winding_down'])('leaves it alone where it is %s', async (status) => {
      const { calls } = await waiting([aTrackedJob(305, status)], withoutEffect(status, status));
      expect(calls.filter((call) => call.startsWith('DELETE'))).toEqual([]);
    });

    test('goes on polling where that call fails', async () => {
      const tracked = aTrackedJob(305, 'running');
      const service = withoutEffect('running', 'completed');
      const { calls } = await waiting([tracked], async (call) => {
        const reply = await service(call);
        return call.method === 'DELETE' ? { statusCode: 403 } : reply;
      });
      expect(calls.filter((call) => call.startsWith('DELETE'))).toHaveLength(1);
      expect(tracked).toMatchObject({ job: { status: 'completed' }, error: undefined });
    });

    test('goes on polling where that call is accepted without a body', async () => {
      const tracked = aTrackedJob(305, 'running');
      const service = withoutEffect('running', 'stopped');
      await waiting([tracked], async (call) => {
        const reply = await service(call);
        return call.method === 'DELETE' ? { statusCode: 204 } : reply;
      });
      expect(tracked).toMatchObject({ job: { status: 'stopped' }, error: undefined });
    });

    test('passes on a programming error of that call', async () => {
      const defect = new TypeError('x is not a function');
      const api = { get: async () => aJob(305, 'running'), terminate: () => Promise.reject(defect) };
      const context = aStopContext(api as unknown as JobsApi);
      await expect(waitUntilStopped([aTrackedJob(305, 'running')], 15_000, context)).rejects.toBe(defect);
    });
  });

  test('sees jobs that have stopped though the service never gives their list', async () => {
    const jobs = [aTrackedJob(1), aTrackedJob(2), aTrackedJob(3)];
    const service = walking('stopped');
    const { lines } = await waiting(jobs, (call) => (call.query.has('status') ? { statusCode: 504 } : service(call)));
    expect(lines.slice(0, 4)).toEqual(['poll of 1,2,3 failed', 'polled', 'poll of 1,2,3 failed', 'polled']);
    expect(jobs.map(({ job }) => job?.status)).toEqual(['stopped', 'stopped', 'stopped']);
  });

  describe('that is cancelled', () => {
    test('ends at once, between polls', async () => {
      const tracked = aTrackedJob(305);
      const cancellation = aCancellation();
      const clock = new FakeClock(cancellation.cancel);
      const { calls, lines } = await waiting([tracked], walking('stopping'), { cancellation, clock });
      expect([calls, lines]).toEqual([[], []]);
      expect(clock.pausesMs).toHaveLength(1);
      expect(tracked.error?.message).toMatch(/^Job 305: cancelled, still stopping\. .*; last status: pending_stoppage/);
    });

    test.each([
      ['one by one', 2],
      ['by list', 3],
    ])('aborts a poll that is under way, %s, which is no error', async (_, count) => {
      const jobs = Array.from({ length: count }, (_, index) => aTrackedJob(index + 1));
      const cancellation = aCancellation();
      const never: Behaviour = () => {
        cancellation.cancel();
        return new Promise(() => undefined);
      };
      const { lines } = await waiting([...jobs, aTrackedJob(4, 'stopped')], never, { cancellation });
      expect(lines).toEqual(['polled']);
      expect(jobs.map(({ error }) => error?.summary)).toEqual(Array(count).fill('cancelled, still stopping'));
    });
  });

  test('reports every 30 s that it goes on, until it ends', async () => {
    // Only the timer of the heartbeat: the sockets are real.
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'] });
    const service = walking('stopping', 'stopped');
    const { lines } = await waiting([aTrackedJob(305, 'stopping')], (call) => {
      jest.advanceTimersByTime(30_000);
      return service(call);
    });
    expect(lines).toEqual(['heartbeat', 'polled', 'heartbeat', '305 stopping → stopped', 'polled']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
