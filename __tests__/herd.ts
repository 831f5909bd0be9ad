import { HttpError } from '../src/api/errors.ts';
import { withRetries } from '../src/api/retry.ts';
import type { Clock } from '../src/clock.ts';

/** A clock on which many sleep at once: time goes on to whoever wakes next as soon as nothing else is left to do. */
class SharedClock implements Clock {
  #nowMs = 0;
  #sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ atMs: this.#nowMs + ms, wake }));
  }

  /** Returns when nobody sleeps any more. */
  async run(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = this.#sleepers.sort((one, other) => one.atMs - other.atMs);
      if (next === undefined) return;
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.#nowMs = next.atMs;
      next.wake();
    }
  }
}

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
  const clock = new SharedClock();
  const { signal } = new AbortController();
  const passed: number[] = [];
  const requests: number[] = [];
  let failures = 0;
  const call = async () => {
    await clock.sleep(20);
    const nowMs = clock.nowMs();
    const interval = Math.floor(nowMs / 500);
    requests[interval] = (requests[interval] ?? 0) + 1;
    if (passed.filter((time) => time > nowMs - 1_000).length >= perSecond) {
      throw new HttpError(429, hasRetryAfter ? { retryAfterMs: 1_000 } : {});
    }
    passed.push(nowMs);
  };
  for (let step = 0; step < steps; step++) {
    withRetries(call, { signal, clock, onFailedAttempt: () => undefined }).catch(() => failures++);
  }
  await clock.run();
  return { slowestMs: Math.max(...passed), failures, requests: Array.from(requests, (count) => count ?? 0) };
}
