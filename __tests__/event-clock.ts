import type { Clock } from '../src/clock.ts';

interface Timer {
  readonly atMs: number;
  readonly fire: () => void;
}

/**
 * A clock for several things at once: time passes, and then at once, when nothing is left to do but to wait. Timers fire in
 * the order of their times.
 */
export class EventClock implements Clock {
  readonly #timers = new Set<Timer>();
  #nowMs = 0;

  nowMs(): number {
    return this.#nowMs;
  }

  /** Calls `fire` after a time, unless the function that is returned is called before. */
  after(ms: number, fire: () => void): () => void {
    const timer = { atMs: this.#nowMs + ms, fire };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        stop();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const stop = this.after(ms, end);
      signal.addEventListener('abort', end);
    });
  }

  /**
   * Lets time pass until a promise has settled.
   *
   * @throws Error where there is nothing left that could settle it
   */
  run(promise: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      let isSettled = false;
      promise.then(resolve, reject).finally(() => {
        isSettled = true;
      });
      const fireNext = () => {
        if (isSettled) return;
        const timer = this.#next();
        if (timer === undefined) {
          reject(new Error('it never ends'));
          return;
        }
        this.#timers.delete(timer);
        this.#nowMs = timer.atMs;
        timer.fire();
        afterMicrotasks(fireNext);
      };
      afterMicrotasks(fireNext);
    });
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (next === undefined || timer.atMs < next.atMs) next = timer;
    return next;
  }
}

/** Node runs what nextTick is given once no microtask is left, if a microtask gave it. */
function afterMicrotasks(task: () => void): void {
  queueMicrotask(() => process.nextTick(task));
}
