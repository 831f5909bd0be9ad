import { describe, expect, jest, test } from '@jest/globals';
import { type ApiError, HttpError, InvalidResponseError, protocolSwitch, RedirectError } from '../../src/api/errors.ts';
import type { HttpResponse } from '../../src/api/http.ts';
import { jsonOf, retryAfterMs } from '../../src/api/response.ts';

/** The error that a response amounts to. */
function errorOf(response: Partial<HttpResponse>, redact: (text: string) => string = String): ApiError {
  try {
    const json = jsonOf({ statusCode: 200, headers: {}, body: '', ...response }, redact);
    throw new Error(`there is no error, but ${JSON.stringify(json)}`);
  } catch (error) {
    return error as ApiError;
  }
}

test.each([200, 202, 299])('a response of success is its JSON, whatever its status code: %i', (statusCode) => {
  expect(jsonOf({ statusCode, headers: {}, body: '{"id":305}' }, String)).toEqual({ id: 305 });
});

test.each([200, 202, 204])('a response of success may have no body: %i', (statusCode) => {
  expect(jsonOf({ statusCode, headers: {}, body: '' }, String)).toBeUndefined();
  expect(jsonOf({ statusCode, headers: {}, body: ' \n' }, String)).toBeUndefined();
});

const PAGE = '<!DOCTYPE html><title>Access denied for SECRET</title>';
/** Bodies that are not the API's JSON, and what they are called: nothing of them is quoted. */
const FOREIGN: [body: string, kind: string][] = [
  [PAGE, 'an HTML page'],
  [' \n<HTML>', 'an HTML page'],
  ['<?xml version="1.0"?>', 'a page of markup, 21 bytes'],
  ['busy\n::error::SECRET', 'a text that is not JSON, 20 bytes'],
  ['{"id":305,"variables":{"password":"SECRET"', 'cut JSON, 42 bytes'],
  ['[{"variables":{"password":"SECRET"', 'cut JSON, 34 bytes'],
  ['NaN', 'a text that is not JSON, 3 bytes'],
  ['SECRET<html>{"id":305', 'a text that is not JSON, 21 bytes'],
  ['SECRET'.repeat(1_000), 'a text that is not JSON, 6000 bytes'],
];

describe('a response of success that is not JSON', () => {
  test.each(FOREIGN)('is an error that says what it is instead: %j', (body, kind) => {
    const error = errorOf({ body });
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ message: `HTTP 200 with ${kind}`, isTransient: true, mayHaveActed: true });
  });

  test('may be a cut response of the API, but a page is none', () => {
    expect(errorOf({ body: '{"id":305' })).toMatchObject({ summary: 'response not understood', advice: '' });
    expect(errorOf({ body: PAGE })).toMatchObject({
      summary: 'response not from the API',
      advice: 'Check api-url and the proxy.',
    });
  });

  test('is refused by the name of its compression', () => {
    const { message } = errorOf({ headers: { 'content-encoding': 'gzip' }, body: '\x1f\ufffd\b' });
    expect(message).toBe('HTTP 200 with a compressed body (gzip), which was not requested');
    const named = errorOf({ headers: { 'content-encoding': 'xSECRETx' }, body: '?' }, (text) =>
      text.replace('SECRET', '***'),
    );
    expect(named.message).toContain('(x***x)');
  });
});

test('an answer of 101 is an error, with the connection left open too', () => {
  expect(errorOf({ statusCode: 101 })).toEqual(protocolSwitch());
});

describe('an HTTP error', () => {
  test.each([
    ['{"message":"Job was not found"}', '"Job was not found"'],
    ['{"message":"a\\nb"}', '"a b"'],
    ['{"message":""}', '""'],
    ['', 'without a message'],
    [' \n', 'without a message'],
    ['{"message":{"password":"SECRET"}}', 'without a message'],
    ['{"message":["SECRET"]}', 'without a message'],
    ['{"id":305,"status":"running","variables":{"password":"SECRET"}}', 'without a message'],
  ])("quotes the API's own message where there is one, and nothing else: %j", (body, words) => {
    const error = errorOf({ statusCode: 404, body });
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({
      statusCode: 404,
      summary: 'not found (404)',
      message: `HTTP 404 ${words}`,
      isFromApi: true,
      advice: expect.stringContaining('job-id'),
    });
  });

  test.each([
    ...FOREIGN,
    ['null', 'JSON that is not an object, 4 bytes'],
    ['"SECRET"', 'JSON that is not an object, 8 bytes'],
  ])('whose body is not of the API says so, without its hints: %j', (body, kind) => {
    for (const statusCode of [401, 403, 404, 429, 502]) {
      expect(errorOf({ statusCode, body })).toMatchObject({
        summary: `HTTP ${statusCode}, not from the API`,
        message: `HTTP ${statusCode} with ${kind}`,
        advice: 'Check api-url and the proxy.',
        isFromApi: false,
      });
    }
  });

  test('of the rate limit says what the headers say', () => {
    const words = (headers: Record<string, string>) =>
      errorOf({ statusCode: 429, headers, body: '{"message":"slow down"}' }).message.replace(
        'HTTP 429 "slow down"',
        '',
      );
    const limit = { 'x-ratelimit-limit': '5000' };
    expect(words({})).toBe('');
    expect(words({ ...limit, 'x-ratelimit-remaining': '4321' })).toBe('; 4321 of 5000 credits of this hour are left');
    expect(words({ 'x-ratelimit-remaining': '4321, 4321' })).toBe('; 4321 credits of this hour are left');
    expect(words({ ...limit, 'x-ratelimit-remaining': '0' })).toBe('; the hourly allowance of 5000 credits is used up');
    expect(words({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1772611200' })).toBe(
      '; the hourly allowance is used up, until 2026-03-04 08:00 UTC',
    );
    expect(words({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '60' })).toBe(
      '; the hourly allowance is used up',
    );
    // Milliseconds, or a time in a far century.
    for (const reset of ['1772611200000', '17726112000']) {
      expect(words({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })).toBe(
        '; the hourly allowance is used up',
      );
    }
    expect(words({ 'x-ratelimit-remaining': 'SECRET' })).toBe('');
    expect(words({ 'x-ratelimit-remaining': 'about 12' })).toBe('');
  });

  test('of another kind says nothing of the rate limit', () => {
    const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0' };
    expect(errorOf({ statusCode: 503, headers }).message).toBe('HTTP 503 without a message');
  });

  test('keeps Retry-After', () => {
    expect(errorOf({ statusCode: 503, headers: { 'retry-after': '7' } }).retryAfterMs).toBe(7_000);
    expect(errorOf({ statusCode: 503 }).retryAfterMs).toBeUndefined();
  });
});

describe('a redirect', () => {
  test.each([
    ['https://evil.example/steal?key=1', 'the host evil.example'],
    ['https://me:word@evil.example:8443/', 'the host evil.example:8443'],
    ['//evil.example/x', 'the host evil.example'],
    ['/elsewhere', 'another path on the same host, or to no valid address'],
    ['http://', 'another path on the same host, or to no valid address'],
    ['mailto:someone', 'an address without a host'],
    [undefined, 'no address'],
  ])('is an error that names the host only: %s', (location, target) => {
    const error = errorOf({ statusCode: 302, headers: location === undefined ? {} : { location } });
    expect(error).toEqual(new RedirectError(302, target));
  });

  test.each([300, 304, 307, 399])('is any status code from 300 to 399: %i', (statusCode) => {
    expect(errorOf({ statusCode })).toBeInstanceOf(RedirectError);
  });
});

test.each<[string, Partial<HttpResponse>]>([
  ['a message', { statusCode: 400, body: JSON.stringify({ message: `${'x'.repeat(481)}SECRETKEY and more` }) }],
  ['a host', { statusCode: 302, headers: { location: `https://${'x'.repeat(91)}SECRETKEY.example/` } }],
])('a secret is taken out of %s before that is cut', (_, response) => {
  const { message } = errorOf(response, (text) => text.replace(/SECRETKEY/i, '***'));
  expect(message).not.toMatch(/SECRET/i);
  expect(message).toContain('***');
});

describe('Retry-After', () => {
  const SERVICE_CLOCK = 'Wed, 04 Mar 2026 08:00:00 GMT';

  test.each([
    ['0', 0],
    ['7', 7_000],
    ['Wed, 04 Mar 2026 08:00:30 GMT', 30_000],
    ['Wednesday, 04-Mar-26 08:00:30 GMT', 30_000],
    ['Wed, 04 Mar 2026 07:59:00 GMT', 0],
    ['9'.repeat(400), 365 * 24 * 3_600_000],
  ])("is seconds, up to a year, or a date by the service's clock: %s", (header, ms) => {
    expect(retryAfterMs(header, SERVICE_CLOCK)).toBe(ms);
  });

  test.each([undefined, 'noon'])("is read by the runner's clock where the service's is not known: %j", (date) => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-04T08:00:10Z'));
    expect(retryAfterMs('Wed, 04 Mar 2026 08:00:30 GMT', date)).toBe(20_000);
    now.mockRestore();
  });

  test.each([undefined, '', 'soon', '1e3', '60s', 'NaN'])('is nothing where it is neither: %j', (header) => {
    expect(retryAfterMs(header, SERVICE_CLOCK)).toBeUndefined();
  });
});
