import { ApiError } from './api-error.ts';

const HOUR_MS = 3_600_000;

/** The hourly allowance of a user: one credit a call (README.md of the API's documentation, "Rate Limits"). */
export class Credits {
  /** Credits an hour. */
  readonly limit: number;
  /** What is left of them. Tests may set it. */
  remaining: number;
  #hourEndsMs: number | undefined;

  constructor(limit: number, remaining: number) {
    this.limit = limit;
    this.remaining = remaining;
  }

  /** Pays for one call. @throws ApiError 429 when nothing is left */
  spend(nowMs: number): void {
    this.renew(nowMs);
    if (this.remaining <= 0) throw new ApiError(429, 'Rate Limit Exceeded');
    this.remaining -= 1;
  }

  /** Gives the full allowance again when an hour has passed since its first call. */
  renew(nowMs: number): void {
    if (this.#hourEndsMs !== undefined && nowMs < this.#hourEndsMs) return;
    if (this.#hourEndsMs !== undefined) this.remaining = this.limit;
    this.#hourEndsMs = nowMs + HOUR_MS;
  }
}
