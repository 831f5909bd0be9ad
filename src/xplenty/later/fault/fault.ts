import { ApiRefusal, type ExchangeError, NotAJob, Redirected } from '../../errors.ts';
import { printable } from '../../remote-text.ts';
import type { Answer } from '../../transport.ts';

/**
 * What an answer means that is no success, or not JSON.
 *
 * @param conceal takes secrets out of what is quoted of it, before it is cut
 */
export function faultOf(answer: Answer, conceal: (text: string) => string): ExchangeError {
  const { statusCode, headers, body } = answer;
  if (statusCode >= 300 && statusCode < 400)
    return new Redirected(statusCode, redirectTarget(headers.location && conceal(headers.location)));
  if (statusCode < 200 || statusCode >= 300)
    return new ApiRefusal(statusCode, apiMessage(body, conceal), retryAfterMs(headers['retry-after']));
  return new NotAJob(`the answer is not JSON, but ${kindOf(conceal(body))}`);
}

/** The `message` of an error's body. A proxy's body may be HTML or nothing: then that is told. */
function apiMessage(body: string, conceal: (text: string) => string): string {
  const json = parseJson(body) as { message?: unknown } | null | undefined;
  return typeof json?.message === 'string' ? conceal(json.message) : body === '' ? '' : kindOf(conceal(body));
}

function kindOf(body: string): string {
  if (body.trim() === '') return 'empty';
  if (/^\s*</.test(body)) return 'a page of HTML or XML';
  return `the text ${printable(body, 100)}`;
}

/** Only the host is told: the rest of the address is the server's to write. */
function redirectTarget(location: string | undefined): string {
  if (location === undefined) return 'no address';
  const here = 'https://here.invalid';
  const url = URL.canParse(location, here) ? new URL(location, here) : undefined;
  if (url === undefined || url.origin === here) return 'another path on the same host, or to no valid address';
  return url.host === '' ? 'an address without a host' : `the host ${printable(url.host, 100)}`;
}

/** A year. It is told as a length of time, and nobody waits for it. */
const LONGEST_RETRY_AFTER_MS = 365 * 24 * 3_600_000;

/** `Retry-After` in both its forms, seconds and a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Math.min(Number(header) * 1000, LONGEST_RETRY_AFTER_MS);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
