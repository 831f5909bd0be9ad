import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { AbortedError, HttpError, TimeoutError } from '../../src/api/errors.ts';
import { type FailedAttempt, pauseAfter, withRetries } from '../../src/api/retry.ts';
import { FakeClock } from '../fake-clock.ts';

const TIMEOUT = new TimeoutError(30_000);
const BUSY = new HttpError(503, '', 7_000);

afterEach(() => void jest.restoreAllMocks());

/** Makes the jitter this part of the whole pause: with 0 there is no pause at all. */
function jitter(part: number): void {
  jest.spyOn(Math, 'random').mockReturnValue(part);
}

/** Repeats a call that fails so often before it succeeds. `cancelAt` says during which attempt, or sleep, the cancel comes. */
async function attempts(failures: number, error: Error, cancelAt: { attempt?: number; sleep?: boolean } = {}) {
  const cancel = new AbortController();
  const clock = new FakeClock(() => cancelAt.sleep && cancel.abort());
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
    expect(pausesMs).toEqual([250, 500, 1_000, 2_000, 4_000]);
    expect(failed).toEqual(
      pausesMs.map((pauseMs, index) => ({
        attempt: index + 1,
        maxAttempts: 6,
        error: TIMEOUT,
        pauseMs,
        requestedPauseMs: undefined,
      })),
    );
  });

  test('is given up after the last attempt, which the error describes', async () => {
    jitter(0);
    const { result, calls, failed } = await attempts(6, TIMEOUT);
    expect(result).toMatchObject({ message: expect.stringContaining('tried 6 times in 0.6 s'), cause: TIMEOUT });
    expect([calls, failed.length]).toEqual([6, 5]);
  });

  test.each([new HttpError(422, 'no'), new AbortedError(), new TypeError('a defect')])(
    'is not repeated where that could not help: %s',
    async (error) => {
      expect(await attempts(1, error)).toEqual({ result: error, calls: 1, failed: [], pausesMs: [] });
    },
  );

  test('waits as long as the service asks before the next attempt', async () => {
    jitter(0);
    expect((await attempts(1, BUSY)).pausesMs).toEqual([7_000]);
  });
});

describe('a cancel', () => {
  test('during a pause leaves one last attempt', async () => {
    const { result, calls } = await attempts(9, BUSY, { sleep: true });
    expect([calls, result.message]).toEqual([2, expect.stringMatching(/^tried 2 times in 0\.2 s; /)]);
  });

  test('during an attempt leaves one more, at once', async () => {
    const { calls, failed } = await attempts(9, BUSY, { attempt: 1 });
    expect(calls).toBe(2);
    expect(failed).toMatchObject([{ attempt: 1, pauseMs: 0 }]);
  });

  test('before the call leaves one attempt', async () => {
    const { result, calls } = await attempts(9, BUSY, { attempt: 0 });
    expect([calls, result.message]).toEqual([1, expect.stringMatching(/^tried once /)]);
  });

  test('leaves a last attempt that may still succeed', async () => {
    expect((await attempts(1, BUSY, { sleep: true })).result).toBe('response');
  });
});

describe('the pause', () => {
  test.each([
    [1, 500],
    [2, 1_000],
    [5, 8_000],
    [7, 32_000],
    [8, 60_000],
    [5_000, 60_000],
  ])('after %i failures in a row is anything from nothing to %i ms', (failures, maxMs) => {
    jitter(0);
    expect(pauseAfter(failures, TIMEOUT)).toEqual({ pauseMs: 0, requestedPauseMs: undefined });
    jitter(0.5);
    expect(pauseAfter(failures, TIMEOUT).pauseMs).toBe(maxMs / 2);
    jitter(1 - Number.EPSILON);
    expect(pauseAfter(failures, TIMEOUT).pauseMs).toBeCloseTo(maxMs, 6);
  });

  test('is what the service asks for, where that is longer', () => {
    jitter(0.9);
    expect(pauseAfter(1, BUSY)).toEqual({ pauseMs: 7_000, requestedPauseMs: undefined });
    expect(pauseAfter(5, BUSY).pauseMs).toBe(7_200);
  });

  test('is a minute at most, and what the service asks for beyond that is logged', () => {
    const asked = (ms: number) => pauseAfter(1, new HttpError(429, '', ms));
    expect(asked(60_000)).toEqual({ pauseMs: 60_000, requestedPauseMs: undefined });
    expect(asked(60_001)).toEqual({ pauseMs: 60_000, requestedPauseMs: 60_001 });
    expect(asked(3_600_000)).toEqual({ pauseMs: 60_000, requestedPauseMs: 3_600_000 });
  });
});
