import type { IncomingHttpHeaders } from 'node:http';

/** A user's hourly allowance: 5,000 calls, as a rule. Past it, the service answers 429. */
export interface Credits {
  readonly remaining: number;
  readonly limit: number;
}

/** Reads `X-RateLimit-Limit` and `X-RateLimit-Remaining`; undefined where either is missing or no number. */
export function readCredits(headers: IncomingHttpHeaders): Credits | undefined {
  const remaining = Number.parseInt(String(headers['x-ratelimit-remaining']), 10);
  const limit = Number.parseInt(String(headers['x-ratelimit-limit']), 10);
  return remaining >= 0 && limit > 0 ? { remaining, limit } : undefined;
}
