import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { AbortedError, HttpError, RetriesExhaustedError, TimeoutError } from '../../src/api/errors.ts';
import { type FailedAttempt, pauseAfter, withRetries } from '../../src/api/retry.ts';
import { FakeClock } from '../fake-clock.ts';
import { herd } from '../herd.ts';

const TIMEOUT = new TimeoutError('api.xplenty.com', 30_000, true);
const BUSY = new HttpError(503, { retryAfterMs: 7_000 });

afterEach(() => void jest.restoreAllMocks());

/** Makes the random half of a pause this part of it: with 0, a pause is half of what it can be. */
function jitter(part: number): void {
  jest.spyOn(Math, 'random').mockReturnValue(part);
}

/** Repeats a call that fails so often before it succeeds. `cancelAt` says during which attempt, or sleep, the cancel comes. */
async function attempts(failures: number, error: Error, cancelAt: { attempt?: number; sleep?: boolean } = {}) {
  const cancel = new AbortController();
  const clock = new FakeClock(() => cancelAt.sleep && cancel.abort());
  // A call is seldom the first thing that happens.
  clock.advance(60_000);
  const failed: FailedAttempt[] = [];
  let calls = 0;
  if (cancelAt.attempt === 0) cancel.abort();
  const call = async () => {
    if (++calls === cancelAt.attempt) cancel.abort();
    clock.advance(100);
    if (calls <= failures) throw error;
    return 'response';
  };
  const onFailedAttempt = (attempt: FailedAttempt) => void failed.push(attempt);
  const result = await withRetries(call, { maxAttempts: 6, signal: cancel.signal, clock, onFailedAttempt }).catch(
    (thrown) => thrown,
  );
  return { result, calls, failed, pausesMs: clock.pausesMs };
}

describe('a call', () => {
  test('that succeeds is made once, and nothing is logged', async () => {
    expect(await attempts(0, TIMEOUT)).toEqual({ result: 'response', calls: 1, failed: [], pausesMs: [] });
  });

  test('is attempted until it succeeds, with growing pauses, and each failed attempt is logged', async () => {
    jitter(0.5);
    const { result, calls, failed, pausesMs } = await attempts(5, TIMEOUT);
    expect([result, calls]).toEqual(['response', 6]);
    expect(pausesMs).toEqual([750, 1_500, 3_000, 6_000, 12_000]);
    expect(failed).toEqual(
      pausesMs.map((pauseMs, index) => ({
        attempt: index + 1,
        maxAttempts: 6,
        error: TIMEOUT,
        pauseMs,
      })),
    );
  });

  test('is given up after the last attempt, which the error describes', async () => {
    jitter(0);
    const { result, calls, failed } = await attempts(6, TIMEOUT);
    expect(result).toMatchObject({ message: expect.stringMatching(/ \(6 attempts in 16 s\)$/), cause: TIMEOUT });
    expect([calls, failed.length]).toEqual([6, 5]);
  });

  test.each([new HttpError(422, { apiMessage: 'no' }), new AbortedError(), new TypeError('a defect')])(
    'is not repeated where that could not help: %s',
    async (error) => {
      expect(await attempts(1, error)).toEqual({ result: error, calls: 1, failed: [], pausesMs: [] });
    },
  );

  test('is repeated after as long as the service asks', async () => {
    jitter(0);
    expect((await attempts(1, BUSY)).pausesMs).toEqual([7_000]);
  });
});

describe('a call that is throttled', () => {
  const THROTTLED = new HttpError(429);

  test('gets ten attempts, with pauses of 2, then 4 s, half of each random', async () => {
    jitter(0);
    const { result, calls, pausesMs, failed } = await attempts(10, THROTTLED);
    expect([calls, failed[0]?.maxAttempts]).toEqual([10, 10]);
    expect(result.message).toMatch(/ \(10 attempts in /);
    expect(pausesMs).toEqual([1_000, ...Array(8).fill(2_000)]);
  });

  test('gets no more attempts than it was given where those are fewer than usual', async () => {
    const { signal } = new AbortController();
    const options = { maxAttempts: 1, signal, clock: new FakeClock(), onFailedAttempt: () => undefined };
    const result = withRetries(() => Promise.reject(THROTTLED), options);
    await expect(result).rejects.toThrow(/ \(1 attempt in /);
  });

  test.each([true, false])('gets its turn among 256 at 20 a second, Retry-After or not: %s', async (hasRetryAfter) => {
    const { slowestMs, requests, failures } = await herd(256, 20, hasRetryAfter);
    expect(failures).toBe(0);
    // In perfect order the last one would be let through after 12.8 s.
    expect(slowestMs).toBeLessThanOrEqual(1.5 * 12_800);
    // No second wave is as large as the first.
    expect(requests.slice(1).every((count) => count < (requests[0] ?? 0))).toBe(true);
  });
});

describe('a cancel', () => {
  test('during a pause leaves one last attempt', async () => {
    const { result, calls } = await attempts(9, BUSY, { sleep: true });
    expect([calls, result.message]).toEqual([2, expect.stringMatching(/ \(2 attempts in 200 ms\)$/)]);
  });

  test('during an attempt leaves one more, at once', async () => {
    const { calls, failed } = await attempts(9, BUSY, { attempt: 1 });
    expect(calls).toBe(2);
    expect(failed).toMatchObject([{ attempt: 1, pauseMs: 0 }]);
  });

  test('before the call leaves one attempt', async () => {
    const { result, calls } = await attempts(9, BUSY, { attempt: 0 });
    expect([calls, result.message]).toEqual([1, expect.stringMatching(/ \(1 attempt in 100 ms\)$/)]);
  });

  test('leaves a last attempt that may still succeed', async () => {
    expect((await attempts(1, BUSY, { sleep: true })).result).toBe('response');
  });
});

describe('the deadline', () => {
  /** How many attempts are made of a call that takes 100 ms and fails, with pauses of 500, 1,000, 2,000 ms and so on. */
  async function attemptsUntil(deadlineMs: number): Promise<number> {
    jitter(0);
    const clock = new FakeClock();
    let calls = 0;
    const call = async () => {
      calls++;
      clock.advance(100);
      throw TIMEOUT;
    };
    const { signal } = new AbortController();
    const result = withRetries(call, { signal, deadlineMs, clock, onFailedAttempt: () => undefined });
    await expect(result).rejects.toBeInstanceOf(RetriesExhaustedError);
    return calls;
  }

  test.each([
    [0, 1],
    [600, 1],
    [601, 2],
    [1_701, 3],
    [60_000, 6],
  ])('of %i ms lets no attempt begin after it: %i attempts', async (deadlineMs, attempts) => {
    expect(await attemptsUntil(deadlineMs)).toBe(attempts);
  });
});

describe('the pause', () => {
  test.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
    [5, 16_000],
    [7, 60_000],
    [5_000, 60_000],
  ])('after %i failures in a row is half of %i ms, and up to as much again at random', (failures, maxMs) => {
    jitter(0);
    expect(pauseAfter(failures, TIMEOUT)).toBe(maxMs / 2);
    jitter(0.5);
    expect(pauseAfter(failures, TIMEOUT)).toBe((maxMs * 3) / 4);
    jitter(1 - Number.EPSILON);
    expect(pauseAfter(failures, TIMEOUT)).toBeCloseTo(maxMs, 6);
  });

  test.each([
    [0, 15_500],
    [1 - Number.EPSILON, 31_000],
  ])('makes six attempts last from 15 to 31 s: with %d, %i ms', (part, totalMs) => {
    jitter(part);
    const pausesMs = [1, 2, 3, 4, 5].map((failures) => pauseAfter(failures, TIMEOUT));
    expect(pausesMs.reduce((sum, ms) => sum + ms)).toBeCloseTo(totalMs, 3);
  });

  test('is what the service asks for, where that is longer, up to a minute', () => {
    jitter(0.5);
    const asked = (failures: number, retryAfterMs: number) =>
      pauseAfter(failures, new HttpError(503, { retryAfterMs }));
    expect(asked(1, 7_000)).toBe(7_000);
    expect(asked(5, 7_000)).toBe(12_000);
    expect(asked(1, 60_000)).toBe(60_000);
    expect(asked(1, 3_600_000)).toBe(60_000);
  });
});
