import { promisify } from 'node:util';

/** Time as retries and waits see it. Tests hand in a clock of their own. */
export interface Clock {
  /** Milliseconds on a clock that only goes forward. */
  nowMs(): number;
  /** Waits, and ends early, without an error, when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  // Not performance.now(): the first use of `performance` loads a dozen modules of Node.
  nowMs: () => process.uptime() * 1000,
  // node:timers/promises by the name that loads it only here: a run that does not wait starts 0.2 ms sooner.
  sleep: (ms, signal) => promisify(setTimeout)(ms, undefined, { signal }).catch(() => undefined),
};
