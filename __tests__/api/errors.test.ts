import { describe, expect, test } from '@jest/globals';
import {
  AbortedError,
  ApiError,
  asRequestError,
  HttpError,
  InvalidResponseError,
  lastError,
  NetworkError,
  ProxyRefusal,
  RedirectError,
  RetriesExhaustedError,
  TimeoutError,
} from '../../src/api/errors.ts';

function networkError(code: string | undefined, message = 'words of Node'): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

describe('a network error', () => {
  test.each([
    ['ECONNREFUSED', 'the connection was refused'],
    ['ECONNRESET', 'the connection broke before the answer was whole'],
    ['EPIPE', 'the connection broke before the request was sent'],
    ['ETIMEDOUT', 'the connection could not be made in time'],
    ['ENOTFOUND', 'the host name is not known'],
    ['EAI_AGAIN', 'the host name could not be looked up'],
    ['HPE_INVALID_CONSTANT', 'the exchange failed'],
  ])('is explained in plain words, with its code: %s', (code, words) => {
    const error = new NetworkError(networkError(code));
    expect(error.message).toBe(`${words} (${code}: words of Node)`);
    expect(error.isTransient).toBe(true);
  });

  test('is explained without a code where there is none', () => {
    expect(new NetworkError(networkError(undefined, 'aborted')).message).toBe('the exchange failed (aborted)');
  });

  test('of several addresses of a host at once is explained by its code alone', () => {
    const several = Object.assign(new AggregateError([networkError('ECONNREFUSED')]), { code: 'ECONNREFUSED' });
    expect(new NetworkError(several).message).toBe('the connection was refused (ECONNREFUSED)');
  });

  test.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
  ])('of a certificate does not pass by itself, and says what to do: %s', (code) => {
    const error = new NetworkError(networkError(code));
    expect(error.isTransient).toBe(false);
    expect(error.message).toContain(`the certificate of the service is not accepted (${code})`);
    expect(error.message).toContain('NODE_EXTRA_CA_CERTS');
  });

  test.each([403, 407])('of a proxy that refuses with %i does not pass by itself, and says what to check', (code) => {
    const error = new NetworkError(new ProxyRefusal(code));
    expect(error.isTransient).toBe(false);
    expect(error.message).toBe(
      `the proxy in HTTPS_PROXY refused the way to the service (statusCode=${code}). Check its user and password`,
    );
  });

  test.each([502, 503])('of a proxy that fails with %i may pass', (code) => {
    const error = new NetworkError(new ProxyRefusal(code));
    expect(error.isTransient).toBe(true);
    expect(error.message).toBe(`the proxy in HTTPS_PROXY refused the way to the service (statusCode=${code})`);
  });

  test('keeps what caused it', () => {
    const cause = networkError('EPIPE');
    expect(new NetworkError(cause).cause).toBe(cause);
  });

  test('quotes words from elsewhere so that they neither act nor hide', () => {
    const hostile = networkError('X', 'a\n::error::x\u202e ##[error]y');
    expect(new NetworkError(hostile).message).not.toMatch(/[\n\u202e]|##\[/);
  });
});

describe('an HTTP error', () => {
  test.each([
    // [status code, transient, about the caller, a refusal rather than a failure]
    [400, false, false, true],
    [401, false, true, true],
    [402, false, true, true],
    [403, false, true, true],
    [404, false, false, true],
    [406, false, false, true],
    [407, false, true, true],
    [408, true, false, false],
    [409, false, false, true],
    [415, false, false, true],
    [422, false, false, true],
    [429, true, true, true],
    [500, true, false, false],
    [501, false, false, false],
    [502, true, false, false],
    [503, true, false, false],
    [504, true, false, false],
    [505, false, false, false],
  ])('%i: transient %s, about the caller %s, a refusal %s', (statusCode, isTransient, isAboutCaller, isRefusal) => {
    const error = new HttpError(statusCode, 'words');
    expect(error.isTransient).toBe(isTransient);
    expect(error.isAboutCaller).toBe(isAboutCaller);
    expect(error.isRefusal).toBe(isRefusal);
    expect(error.message).toBe(`the API answered ${statusCode} "words"`);
  });

  test('says where there are no words', () => {
    expect(new HttpError(404, '').message).toBe('the API answered 404 without a message');
  });

  test('quotes the words of the API so that they neither act nor hide, and cuts them', () => {
    const { message } = new HttpError(422, `a\n::error::x\u202e ##[error]y ${'z'.repeat(600)}`);
    expect(message).not.toMatch(/[\n\u202e]|##\[/);
    expect(message).toMatch(/… \(cut, \d+ characters in all\)"$/);
  });

  test('keeps how long the service asks to be left alone', () => {
    expect(new HttpError(503, '', 7_000).retryAfterMs).toBe(7_000);
    expect(new HttpError(503, '').retryAfterMs).toBeUndefined();
  });
});

test.each([
  [new TimeoutError(1_500), true, 'there was no whole answer within 1.5 s'],
  [new InvalidResponseError('the answer has no job ID'), true, 'the answer has no job ID'],
  [new AbortedError(), false, 'it was broken off before the answer had come'],
  [
    new RedirectError(302, 'the host x'),
    false,
    'the service answered 302 and points to the host x. Redirects are not followed',
  ],
])('%s is an error of a request; transient: %s', (error, isTransient, words) => {
  expect(error).toBeInstanceOf(ApiError);
  expect(error.isTransient).toBe(isTransient);
  expect(error.retryAfterMs).toBeUndefined();
  expect(error.message).toContain(words);
});

test.each([
  [50, '0.05 s'],
  [2_004.7310000000002, '2 s'],
  [45_500, '45.5 s'],
  [125_000, '125 s'],
])('a timeout of %d ms is shown as %s', (ms, text) => {
  expect(new TimeoutError(ms).message).toBe(`there was no whole answer within ${text}`);
});

describe('retries that are exhausted', () => {
  const last = new HttpError(503, 'busy');

  test('say how often it was attempted, how long, and what the last attempt met', () => {
    const error = new RetriesExhaustedError(6, 31_449, last);
    expect(error.message).toBe('tried 6 times in 31.4 s; at the last try the API answered 503 "busy"');
    expect(new RetriesExhaustedError(1, 40, last).message).toMatch(/^tried once in 0\.0 s; /);
  });

  test('are as good as the error of the last attempt', () => {
    expect(lastError(new RetriesExhaustedError(6, 1, last))).toBe(last);
    expect(lastError(last)).toBe(last);
  });
});

test('a programming error is not taken for a failed request', () => {
  const [failed, defect] = [new AbortedError(), new TypeError('x is not a function')];
  expect(asRequestError(failed)).toBe(failed);
  expect(() => asRequestError(defect)).toThrow(defect);
});
