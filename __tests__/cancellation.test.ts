import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { type Cancellation, GRACE_MS, listenForCancel } from '../src/cancellation.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let cancellation: Cancellation;

beforeEach(() => {
  jest.useFakeTimers();
  cancellation = listenForCancel();
});

afterEach(() => {
  jest.useRealTimers();
  for (const signal of SIGNALS) process.removeAllListeners(signal);
});

describe('a cancel', () => {
  test.each(SIGNALS)('comes with %s, and gives the requests under way 4.5 s', (signal) => {
    expect(cancellation.requested.aborted).toBe(false);
    process.emit(signal);
    expect(cancellation.requested.aborted).toBe(true);
    jest.advanceTimersByTime(GRACE_MS - 1);
    expect(cancellation.graceOver.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(cancellation.graceOver.aborted).toBe(true);
  });

  test('gives no new time when a second signal comes, as the runner sends one after 7.5 s', () => {
    process.emit('SIGINT');
    jest.advanceTimersByTime(4_000);
    process.emit('SIGTERM');
    jest.advanceTimersByTime(500);
    expect(cancellation.graceOver.aborted).toBe(true);
  });

  test('is not there before a signal is', () => {
    jest.advanceTimersByTime(3_600_000);
    expect(cancellation.requested.aborted).toBe(false);
    expect(cancellation.graceOver.aborted).toBe(false);
  });

  test('leaves half a second of the promised five for outputs and summary', () => {
    expect(GRACE_MS).toBe(4_500);
  });
});
