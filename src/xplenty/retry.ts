import { nowMs } from './clock.ts';
import { ExchangeError, GaveUp } from './errors.ts';

/** `Retry-After` is honoured up to this. */
export const LONGEST_PAUSE_MS = 60_000;
const FIRST_PAUSE_MS = 500;

/** One try that failed and will be followed by another, for whoever keeps a log. */
export interface FailedTry {
  /** Which try it was, from 1. */
  number: number;
  tries: number;
  fault: ExchangeError;
  pauseMs: number;
  /** What the service asked for, where that is more than is waited. */
  askedForMs: number | undefined;
}

export interface RetryOptions {
  tries: number;
  /** Once aborted there is time for one more try, at once, and no other. */
  hurry: AbortSignal;
  onFailedTry: (failed: FailedTry) => void;
}

/**
 * Tries a call until it succeeds, fails in a way that a further try cannot mend, or has been tried often enough.
 *
 * @throws GaveUp after the last try, the fault itself where a further try could not mend it
 */
export async function withRetries<T>(call: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { tries, hurry, onFailedTry } = options;
  const startedAt = nowMs();
  for (let number = 1; ; number++) {
    const isLast = number >= tries || hurry.aborted;
    try {
      return await call();
    } catch (fault) {
      if (!(fault instanceof ExchangeError) || !fault.retryable) throw fault;
      if (isLast) throw new GaveUp(number, nowMs() - startedAt, fault);
      const { pauseMs, askedForMs } = pauseBefore(number, fault);
      onFailedTry({ number, tries, fault, pauseMs: hurry.aborted ? 0 : pauseMs, askedForMs });
      // Only now: most calls succeed at the first try.
      const { setTimeout: sleep } = await import('node:timers/promises');
      await sleep(pauseMs, undefined, { signal: hurry }).catch(() => undefined);
    }
  }
}

/**
 * How long to wait after a failed try: up to 0.5 s, 1 s, 2 s … with full jitter, so that many clients do not come back
 * as one (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), or what `Retry-After` asks.
 *
 * @param failures how many tries in a row have failed
 */
export function pauseBefore(
  failures: number,
  fault: ExchangeError,
): { pauseMs: number; askedForMs: number | undefined } {
  const jittered = Math.random() * Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
  const asked = fault.retryAfterMs ?? 0;
  return {
    pauseMs: Math.min(Math.max(jittered, asked), LONGEST_PAUSE_MS),
    askedForMs: asked > LONGEST_PAUSE_MS ? asked : undefined,
  };
}
