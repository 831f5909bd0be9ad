import { promises as timers } from 'node:timers';

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
  sleep: (ms, signal) => timers.setTimeout(ms, undefined, { signal }).catch(() => undefined),
};
