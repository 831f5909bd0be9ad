import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { ApiRefusal, DeadlinePassed, GaveUp, Interrupted } from '../../src/xplenty/errors.ts';
import { type FailedTry, pauseBefore, withRetries } from '../../src/xplenty/retry.ts';

const FAULT = new DeadlinePassed(30_000);
const NEVER = new AbortController().signal;

afterEach(() => void jest.restoreAllMocks());

/** The jitter as if the dice had shown this: 0 is no pause at all. */
function dice(shown: number): void {
  jest.spyOn(Math, 'random').mockReturnValue(shown);
}

/** A call that fails so often before it succeeds, and what was told of it. */
function failing(times: number, fault: Error = FAULT) {
  const told: FailedTry[] = [];
  let calls = 0;
  const call = async () => {
    calls++;
    if (calls <= times) throw fault;
    return 'answer';
  };
  return { call, told, onFailedTry: (failed: FailedTry) => void told.push(failed), calls: () => calls };
}

describe('a call', () => {
  test('that succeeds is made once, and nothing is told', async () => {
    const { call, told, onFailedTry, calls } = failing(0);
    await expect(withRetries(call, { tries: 6, hurry: NEVER, onFailedTry })).resolves.toBe('answer');
    expect([calls(), told.length]).toEqual([1, 0]);
  });

  test('is tried again until it succeeds, and each failed try is told', async () => {
    dice(0);
    const { call, told, onFailedTry, calls } = failing(5);
    await expect(withRetries(call, { tries: 6, hurry: NEVER, onFailedTry })).resolves.toBe('answer');
    expect(calls()).toBe(6);
    expect(told).toEqual(
      [1, 2, 3, 4, 5].map((number) => ({ number, tries: 6, fault: FAULT, pauseMs: 0, askedForMs: undefined })),
    );
  });

  test('is given up after the last try, which is told by the error', async () => {
    dice(0);
    const { call, told, onFailedTry, calls } = failing(6);
    const gaveUp = await withRetries(call, { tries: 6, hurry: NEVER, onFailedTry }).catch((error) => error);
    expect(gaveUp).toBeInstanceOf(GaveUp);
    expect(gaveUp).toMatchObject({ tries: 6, cause: FAULT });
    expect([calls(), told.length]).toEqual([6, 5]);
  });

  test.each([new ApiRefusal(422, 'no'), new Interrupted(), new TypeError('a defect')])(
    'is not tried again where that could not mend it: %s',
    async (fault) => {
      const { call, told, onFailedTry, calls } = failing(1, fault);
      await expect(withRetries(call, { tries: 6, hurry: NEVER, onFailedTry })).rejects.toBe(fault);
      expect([calls(), told.length]).toEqual([1, 0]);
    },
  );

  test('waits for its pause before it is tried again', async () => {
    const { call, onFailedTry } = failing(1, new ApiRefusal(503, '', 60));
    const startedAt = performance.now();
    dice(0);
    await withRetries(call, { tries: 2, hurry: NEVER, onFailedTry });
    expect(performance.now() - startedAt).toBeGreaterThan(55);
  });
});

describe('in a hurry', () => {
  test('a pause is cut short for one last try', async () => {
    const { call, onFailedTry, calls } = failing(9, new ApiRefusal(503, '', 30_000));
    const hurry = new AbortController();
    setTimeout(() => hurry.abort(), 20);
    const startedAt = performance.now();
    await expect(withRetries(call, { tries: 6, hurry: hurry.signal, onFailedTry })).rejects.toMatchObject({ tries: 2 });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(calls()).toBe(2);
  });

  test('that comes during a try there is one more', async () => {
    const hurry = new AbortController();
    const { call, told, onFailedTry, calls } = failing(9);
    const hurriedCall = () => {
      hurry.abort();
      return call();
    };
    await expect(withRetries(hurriedCall, { tries: 6, hurry: hurry.signal, onFailedTry })).rejects.toThrow(GaveUp);
    expect(calls()).toBe(2);
    expect(told).toMatchObject([{ number: 1, pauseMs: 0 }]);
  });

  test('that was there from the start there is one try', async () => {
    const { call, onFailedTry, calls } = failing(9);
    const hurry = AbortSignal.abort();
    await expect(withRetries(call, { tries: 6, hurry, onFailedTry })).rejects.toMatchObject({ tries: 1 });
    expect(calls()).toBe(1);
  });

  test('the last try may still succeed', async () => {
    const { call, onFailedTry } = failing(1, new ApiRefusal(503, '', 30_000));
    const hurry = new AbortController();
    setTimeout(() => hurry.abort(), 20);
    await expect(withRetries(call, { tries: 6, hurry: hurry.signal, onFailedTry })).resolves.toBe('answer');
  });
});

describe('the pause', () => {
  test.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [4, 4_000],
    [5, 8_000],
    [7, 32_000],
    [8, 60_000],
    [5_000, 60_000],
  ])('after %i failures in a row is anything from nothing to %i ms', (failures, mostMs) => {
    dice(0);
    expect(pauseBefore(failures, FAULT)).toEqual({ pauseMs: 0, askedForMs: undefined });
    dice(0.5);
    expect(pauseBefore(failures, FAULT).pauseMs).toBe(mostMs / 2);
    dice(1 - Number.EPSILON);
    expect(pauseBefore(failures, FAULT).pauseMs).toBeCloseTo(mostMs, 6);
  });

  test('is what the service asks for, where that is longer', () => {
    dice(0);
    expect(pauseBefore(1, new ApiRefusal(429, '', 7_000))).toEqual({ pauseMs: 7_000, askedForMs: undefined });
    dice(0.9);
    expect(pauseBefore(5, new ApiRefusal(429, '', 1_000)).pauseMs).toBe(7_200);
  });

  test('is a minute at most, and what the service asked for beyond that is told', () => {
    dice(0);
    expect(pauseBefore(1, new ApiRefusal(429, '', 60_000))).toEqual({ pauseMs: 60_000, askedForMs: undefined });
    expect(pauseBefore(1, new ApiRefusal(429, '', 60_001))).toEqual({ pauseMs: 60_000, askedForMs: 60_001 });
    expect(pauseBefore(1, new ApiRefusal(429, '', 3_600_000))).toEqual({ pauseMs: 60_000, askedForMs: 3_600_000 });
  });
});
