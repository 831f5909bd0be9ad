import type { Clock } from '../clock.ts';
import { ApiError, RetriesExhaustedError } from './errors.ts';

/** A call that a termination depends on gets six attempts: half a minute or so. */
export const MAX_ATTEMPTS = 6;
/** `Retry-After` is honoured up to this. */
export const MAX_PAUSE_MS = 60_000;
const FIRST_PAUSE_MS = 500;

/** One attempt that failed and will be followed by another, for the log. */
export interface FailedAttempt {
  /** Which attempt it was, from 1. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly error: ApiError;
  readonly pauseMs: number;
  /** What the service asked for, where that is more than is waited. */
  readonly requestedPauseMs: number | undefined;
}

export interface RetryOptions {
  readonly maxAttempts: number;
  /** Once aborted there is time for one more attempt, at once, and no other. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onFailedAttempt: (failed: FailedAttempt) => void;
}

/**
 * Repeats a call until it succeeds, fails in a way that a further attempt cannot help, or has been attempted often enough.
 *
 * @throws RetriesExhaustedError after the last attempt, the error itself where a further attempt could not help
 */
export async function withRetries<T>(call: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { maxAttempts, signal, clock, onFailedAttempt } = options;
  const startedAt = clock.nowMs();
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= maxAttempts || signal.aborted;
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isTransient) throw error;
      if (isLast) throw new RetriesExhaustedError(attempt, clock.nowMs() - startedAt, error);
      const { pauseMs, requestedPauseMs } = pauseAfter(attempt, error);
      onFailedAttempt({ attempt, maxAttempts, error, pauseMs: signal.aborted ? 0 : pauseMs, requestedPauseMs });
      await clock.sleep(pauseMs, signal);
    }
  }
}

/**
 * How long to wait after a failed attempt: up to 0.5 s, 1 s, 2 s … with full jitter, so that many clients do not come back
 * as one (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), or what `Retry-After` asks.
 *
 * @param failures how many attempts in a row have failed
 */
export function pauseAfter(
  failures: number,
  error: ApiError,
): { pauseMs: number; requestedPauseMs: number | undefined } {
  const jittered = Math.random() * Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS);
  const requested = error.retryAfterMs ?? 0;
  return {
    pauseMs: Math.min(Math.max(jittered, requested), MAX_PAUSE_MS),
    requestedPauseMs: requested > MAX_PAUSE_MS ? requested : undefined,
  };
}
