import { describe, expect, test } from '@jest/globals';
import { type ApiError, HttpError, InvalidResponseError, RedirectError } from '../../src/api/errors.ts';
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

describe('a response of success that is not JSON', () => {
  test.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['<!DOCTYPE html><title>Welcome</title>', 'a page of HTML or XML'],
    ['\n <?xml version="1.0"?>', 'a page of HTML or XML'],
    ['busy\n::error::x', 'the text busy ::error::x'],
    ['{"id":305,"status":"stopped"', 'the text {"id":305,"status":"stopped"'],
    ['NaN', 'the text NaN'],
    ['x'.repeat(5_000), `the text ${'x'.repeat(100)}… (cut, 5000 characters in all)`],
  ])('is an error that says what it is instead: %j', (body, kind) => {
    const error = errorOf({ body });
    expect(error).toEqual(new InvalidResponseError(`the answer is not JSON, but ${kind}`));
    expect(error.isTransient).toBe(true);
  });
});

describe('an HTTP error', () => {
  test.each([
    ['{"message":"Job was not found"}', '"Job was not found"'],
    ['{"message":"a\\nb"}', '"a b"'],
    ['{"message":""}', 'without a message'],
    ['', 'without a message'],
    ['<html>502</html>', '"a page of HTML or XML"'],
    ['Bad Gateway', '"the text Bad Gateway"'],
    ['{"message":7}', '"the text {"message":7}"'],
    ['{"error":"x"}', '"the text {"error":"x"}"'],
    ['null', '"the text null"'],
  ])("quotes the API's own message where there is one: %j", (body, words) => {
    const error = errorOf({ statusCode: 404, body });
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ statusCode: 404, message: `the API answered 404 ${words}` });
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
  ['an error page', { statusCode: 502, body: `${'x'.repeat(81)}SECRETKEY and more` }],
  ['what should have been a job', { body: `${'x'.repeat(81)}SECRETKEY and more` }],
  ['a host', { statusCode: 302, headers: { location: `https://${'x'.repeat(91)}SECRETKEY.example/` } }],
])('a secret is taken out of %s before that is cut', (_, response) => {
  const { message } = errorOf(response, (text) => text.replace(/SECRETKEY/i, '***'));
  expect(message).not.toMatch(/SECRET/i);
  expect(message).toContain('***');
});

describe('Retry-After', () => {
  const now = Date.parse('2026-03-04T08:00:00Z');

  test.each([
    ['0', 0],
    ['7', 7_000],
    ['Wed, 04 Mar 2026 08:00:30 GMT', 30_000],
    ['Wednesday, 04-Mar-26 08:00:30 GMT', 30_000],
    ['Wed, 04 Mar 2026 07:59:00 GMT', 0],
    ['9'.repeat(400), 365 * 24 * 3_600_000],
  ])('is seconds, up to a year, or a date: %s', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  test.each([undefined, '', 'soon', '1e3', '60s', 'NaN'])('is nothing where it is neither: %j', (header) => {
    expect(retryAfterMs(header, now)).toBeUndefined();
  });
});
