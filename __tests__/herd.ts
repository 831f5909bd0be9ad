import { HttpError } from '../src/api/errors.ts';
import { withRetries } from '../src/api/retry.ts';
import { EventClock } from './event-clock.ts';

/** What became of many steps that began together. */
export interface Herd {
  /** When the last one was let through. */
  readonly slowestMs: number;
  /** How many were never let through. */
  readonly failures: number;
  /** How many requests arrived in each half second. */
  readonly requests: readonly number[];
}

/** Steps that all terminate a job at once, at a service that lets so many requests a second through and throttles the rest. */
export async function herd(steps: number, perSecond: number, hasRetryAfter: boolean): Promise<Herd> {
  const clock = new EventClock();
  const { signal } = new AbortController();
  const passed: number[] = [];
  const requests: number[] = [];
  let failures = 0;
  const call = async () => {
    await clock.sleep(20, signal);
    const nowMs = clock.nowMs();
    const interval = Math.floor(nowMs / 500);
    requests[interval] = (requests[interval] ?? 0) + 1;
    if (passed.filter((time) => time > nowMs - 1_000).length >= perSecond) {
      throw new HttpError(429, hasRetryAfter ? { retryAfterMs: 1_000 } : {});
    }
    passed.push(nowMs);
  };
  const terminate = () =>
    withRetries(call, { signal, clock, onFailedAttempt: () => undefined }).catch(() => failures++);
  await clock.run(Promise.all(Array.from({ length: steps }, terminate)).then(() => undefined));
  return { slowestMs: Math.max(...passed), failures, requests: Array.from(requests, (count) => count ?? 0) };
}
