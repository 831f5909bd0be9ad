import { printable, utc } from '../text.ts';
import { type ApiError, HttpError, InvalidResponseError, protocolSwitch, RedirectError } from './errors.ts';
import type { HttpResponse } from './http.ts';

/**
 * What a response says that is a success. Nothing of a body is ever quoted but the API's `message`: anywhere else may be the
 * values of variables, or what a proxy shows of the request.
 *
 * @param redact takes secrets out of what errors quote, before it is cut
 * @returns what JSON.parse makes of the body; undefined where there is none
 * @throws ApiError for any other response
 */
export function jsonOf(response: HttpResponse, redact: (text: string) => string): unknown {
  const { statusCode, body } = response;
  if (statusCode < 200 || statusCode >= 300) throw errorOf(response, redact);
  if (body.trim() === '') return undefined;
  const json = parsed(body);
  if (json !== undefined) return json;
  throw new InvalidResponseError(`HTTP ${statusCode} with ${kindOf(response, redact)}`, isCutJson(body));
}

function errorOf(response: HttpResponse, redact: (text: string) => string): ApiError {
  const { statusCode, headers, body } = response;
  if (statusCode < 200) return protocolSwitch();
  if (statusCode >= 300 && statusCode < 400) {
    return new RedirectError(statusCode, redirectTarget(headers.location && redact(headers.location)));
  }
  const json = parsed(body);
  const isFromApi = body.trim() === '' || (typeof json === 'object' && json !== null);
  const message = (json as { message?: unknown } | null | undefined)?.message;
  return new HttpError(statusCode, {
    apiMessage: typeof message === 'string' ? redact(message) : undefined,
    foreignBody: isFromApi ? undefined : kindOf(response, redact),
    retryAfterMs: retryAfterMs(headers['retry-after'], headers.date),
    rateLimit: statusCode === 429 ? rateLimitWords(headers) : undefined,
  });
}

/** What a body is that is not the API's JSON, without a word of it. */
function kindOf({ headers, body }: HttpResponse, redact: (text: string) => string): string {
  const encoding = headers['content-encoding'] ?? 'identity';
  const size = `${Buffer.byteLength(body)} bytes`;
  if (encoding !== 'identity') return `a compressed body (${printable(redact(encoding), 20)}), which was not requested`;
  if (/^\s*<(!doctype html|html)/i.test(body)) return 'an HTML page';
  if (/^\s*</.test(body)) return `a page of markup, ${size}`;
  if (parsed(body) !== undefined) return `JSON that is not an object, ${size}`;
  return isCutJson(body) ? `cut JSON, ${size}` : `a text that is not JSON, ${size}`;
}

function isCutJson(body: string): boolean {
  return /^\s*[{[]/.test(body);
}

/** Only the host is named: the rest of the address is the server's to write. */
function redirectTarget(location: string | undefined): string {
  if (location === undefined) return 'no address';
  const here = 'https://here.invalid';
  const url = URL.canParse(location, here) ? new URL(location, here) : undefined;
  if (url === undefined || url.origin === here) return 'another path on the same host, or to no valid address';
  return url.host === '' ? 'an address without a host' : `the host ${printable(url.host, 100)}`;
}

/** What the headers of a 429 say. The API documents no header for the time when the allowance returns; some proxies send one. */
function rateLimitWords(headers: HttpResponse['headers']): string {
  const header = (name: string) => /^\d{1,15}(?=$|,)/.exec(String(headers[name] ?? ''))?.[0];
  const [remaining, limit] = [header('x-ratelimit-remaining'), header('x-ratelimit-limit')];
  if (remaining === undefined) return '';
  if (Number(remaining) > 0) return `${remaining}${limit ? ` of ${limit}` : ''} credits of this hour are left`;
  const reset = Number(header('x-ratelimit-reset') ?? Number.NaN) * 1000;
  const returns = reset > 1e12 && reset < 1e13 ? `, until ${utc(new Date(reset))}` : '';
  return `the hourly allowance${limit ? ` of ${limit} credits` : ''} is used up${returns}`;
}

/** A year. It is shown as a length of time, and nobody waits for it. */
const MAX_RETRY_AFTER_MS = 365 * 24 * 3_600_000;

/**
 * `Retry-After` in both its forms, seconds and a date (RFC 9110, 10.2.3).
 *
 * @param date the service's `Date`: the runner's clock may be an hour off
 * @returns milliseconds
 */
export function retryAfterMs(header: string | undefined, date: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Math.min(Number(header) * 1000, MAX_RETRY_AFTER_MS);
  const now = Date.parse(date ?? '');
  const pauseMs = Date.parse(header) - (Number.isNaN(now) ? Date.now() : now);
  return Number.isNaN(pauseMs) ? undefined : Math.min(Math.max(0, pauseMs), MAX_RETRY_AFTER_MS);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
