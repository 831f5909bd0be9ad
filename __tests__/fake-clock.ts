import type { Clock } from '../src/clock.ts';

/** A clock on which time passes only while somebody sleeps, and then at once. */
export class FakeClock implements Clock {
  /** How long each sleep was to last, in milliseconds, in the order in which they were asked for. */
  readonly pausesMs: number[] = [];
  readonly #onSleep: ((ms: number) => void) | undefined;
  #nowMs = 0;

  /** @param onSleep called as a sleep begins, for instance to abort it */
  constructor(onSleep?: (ms: number) => void) {
    this.#onSleep = onSleep;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.pausesMs.push(ms);
    this.#onSleep?.(ms);
    if (!signal.aborted) this.#nowMs += ms;
  }

  /** Lets time pass, as while a request is under way. */
  advance(ms: number): void {
    this.#nowMs += ms;
  }
}
