import { Refusal } from './refusal.ts';

const HOUR_MS = 3_600_000;

/** The hourly allowance of a user: one credit a call (README.md of the API's documentation, "Rate Limits"). */
export class Credits {
  /** Credits an hour. */
  limit: number;
  /** What is left of them. Tests may set it. */
  remaining: number;
  #hourEndsMs = Number.NEGATIVE_INFINITY;

  constructor(limit: number, remaining: number) {
    this.limit = limit;
    this.remaining = remaining;
  }

  /**
   * Pays for one call.
   *
   * @throws Refusal 429 when nothing is left
   */
  spend(nowMs: number): void {
    this.renew(nowMs);
    if (this.remaining <= 0) throw new Refusal(429, 'Rate Limit Exceeded');
    this.remaining -= 1;
  }

  /** Gives the full allowance again when an hour has passed since its first call. */
  renew(nowMs: number): void {
    if (nowMs < this.#hourEndsMs) return;
    if (this.#hourEndsMs !== Number.NEGATIVE_INFINITY) this.remaining = this.limit;
    this.#hourEndsMs = nowMs + HOUR_MS;
  }
}
