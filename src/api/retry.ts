import type { Clock } from '../clock.ts';
import { ApiError, RetriesExhaustedError } from './errors.ts';

/** A call that a termination depends on gets six attempts, over 15 to 31 seconds. */
export const MAX_ATTEMPTS = 6;
/**
 * More of them where the service throttles: a throttled request has done nothing, and 256 steps that are cancelled together
 * and let through at 20 a second all get their turn (bench, "herd").
 */
const MAX_THROTTLED_ATTEMPTS = 10;
const MAX_THROTTLED_PAUSE_MS = 4_000;
/** `Retry-After` is honoured up to this. */
export const MAX_PAUSE_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;

/** One attempt that failed and will be followed by another, for the log. */
export interface FailedAttempt {
  /** Which attempt it was, from 1. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly error: ApiError;
  readonly pauseMs: number;
}

export interface RetryOptions {
  readonly maxAttempts?: number;
  /** Once aborted there is time for one more attempt, at once, and no other. */
  readonly signal: AbortSignal;
  /** No attempt begins after this, by `clock`. */
  readonly deadlineMs?: number;
  readonly clock: Clock;
  readonly onFailedAttempt: (failed: FailedAttempt) => void;
}

/**
 * Repeats a call until it succeeds, fails in a way that a further attempt cannot help, or has been attempted often enough.
 *
 * @throws RetriesExhaustedError after the last attempt, the error itself where a further attempt could not help
 */
export async function withRetries<T>(call: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { maxAttempts = MAX_ATTEMPTS, signal, deadlineMs = Number.POSITIVE_INFINITY, clock, onFailedAttempt } = options;
  const startedAt = clock.nowMs();
  for (let attempt = 1; ; attempt++) {
    const isHurried = signal.aborted;
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isTransient) throw error;
      const most = error.isThrottled && maxAttempts === MAX_ATTEMPTS ? MAX_THROTTLED_ATTEMPTS : maxAttempts;
      const pauseMs = signal.aborted ? 0 : pauseAfter(attempt, error);
      if (attempt >= most || isHurried || clock.nowMs() + pauseMs >= deadlineMs) {
        throw new RetriesExhaustedError(attempt, clock.nowMs() - startedAt, error);
      }
      onFailedAttempt({ attempt, maxAttempts: most, error, pauseMs });
      await clock.sleep(pauseMs, signal);
    }
  }
}

/**
 * How long to wait after a failed attempt: 1, 2, 4, 8, 16 s, half of each fixed and half random, so that many clients that
 * were turned away together do not come back as one; 2, 4, 4 … s where the service throttles; or what `Retry-After` asks
 * for, up to a minute.
 *
 * @param failures how many attempts in a row have failed
 * @returns milliseconds
 */
export function pauseAfter(failures: number, error: ApiError): number {
  const fullMs = error.isThrottled
    ? Math.min(FIRST_PAUSE_MS * 2 ** failures, MAX_THROTTLED_PAUSE_MS)
    : Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS);
  const jitteredMs = fullMs * (0.5 + 0.5 * Math.random());
  return Math.min(Math.max(jitteredMs, error.retryAfterMs ?? 0), MAX_PAUSE_MS);
}
