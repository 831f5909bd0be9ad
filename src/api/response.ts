import { printable } from '../text.ts';
import { type ApiError, HttpError, InvalidResponseError, RedirectError } from './errors.ts';
import type { HttpResponse } from './http.ts';

/**
 * What a response says that is a success.
 *
 * @param redact takes secrets out of what errors quote, before it is cut
 * @returns what JSON.parse makes of the body
 * @throws ApiError for any other response
 */
export function jsonOf(response: HttpResponse, redact: (text: string) => string): unknown {
  const { statusCode, body } = response;
  if (statusCode < 200 || statusCode >= 300) throw errorOf(response, redact);
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidResponseError(`the answer is not JSON, but ${kindOf(redact(body))}`);
  }
}

function errorOf({ statusCode, headers, body }: HttpResponse, redact: (text: string) => string): ApiError {
  if (statusCode >= 300 && statusCode < 400) {
    return new RedirectError(statusCode, redirectTarget(headers.location && redact(headers.location)));
  }
  return new HttpError(statusCode, apiMessage(body, redact), retryAfterMs(headers['retry-after']));
}

/** The `message` of an error's body. A proxy's body may be HTML or nothing: then that is said. */
function apiMessage(body: string, redact: (text: string) => string): string {
  const json = parsed(body) as { message?: unknown } | null | undefined;
  return typeof json?.message === 'string' ? redact(json.message) : body === '' ? '' : kindOf(redact(body));
}

function kindOf(body: string): string {
  if (body.trim() === '') return 'empty';
  if (/^\s*</.test(body)) return 'a page of HTML or XML';
  return `the text ${printable(body, 100)}`;
}

/** Only the host is named: the rest of the address is the server's to write. */
function redirectTarget(location: string | undefined): string {
  if (location === undefined) return 'no address';
  const here = 'https://here.invalid';
  const url = URL.canParse(location, here) ? new URL(location, here) : undefined;
  if (url === undefined || url.origin === here) return 'another path on the same host, or to no valid address';
  return url.host === '' ? 'an address without a host' : `the host ${printable(url.host, 100)}`;
}

/** A year. It is shown as a length of time, and nobody waits for it. */
const MAX_RETRY_AFTER_MS = 365 * 24 * 3_600_000;

/** `Retry-After` in both its forms, seconds and a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Math.min(Number(header) * 1000, MAX_RETRY_AFTER_MS);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
