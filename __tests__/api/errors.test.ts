import { describe, expect, test } from '@jest/globals';
import {
  AbortedError,
  ApiError,
  asRequestError,
  HttpError,
  hasStatus,
  InvalidResponseError,
  lastError,
  NetworkError,
  protocolSwitch,
  RedirectError,
  RetriesExhaustedError,
  TimeoutError,
} from '../../src/api/errors.ts';

describe('a network error', () => {
  const problem = { text: 'connection refused' };

  test('before a connection stood delivered nothing', () => {
    expect(new NetworkError('api.xplenty.com', problem, false)).toMatchObject({
      summary: 'cannot reach api.xplenty.com',
      message: 'connection refused',
      advice: 'Check api-url, DNS and proxy.',
      isTransient: true,
      mayHaveActed: false,
      isUndelivered: true,
    });
  });

  test('on a connection may have delivered the request', () => {
    expect(new NetworkError('api.xplenty.com', problem, true)).toMatchObject({
      summary: 'connection lost',
      message: 'connection refused',
      advice: '',
      isTransient: true,
      mayHaveActed: true,
      isUndelivered: false,
    });
  });

  test('may be one that will be the same in a second, with advice of its own', () => {
    const permanent = { ...problem, isPermanent: true, advice: 'Check the certificate.' };
    const error = new NetworkError('x', permanent, false);
    expect(error).toMatchObject({ isTransient: false, advice: 'Check the certificate.' });
  });

  test('keeps what caused it', () => {
    const cause = new Error('EPIPE');
    expect(new NetworkError('x', problem, true, cause).cause).toBe(cause);
  });
});

describe('an HTTP error', () => {
  test.each([
    // [status code, transient, the service may have acted, summary]
    [400, false, false, 'refused by the API (400)'],
    [401, false, false, 'API key rejected (401)'],
    [402, false, false, 'billing problem (402)'],
    [403, false, false, 'not permitted (403)'],
    [404, false, false, 'not found (404)'],
    [408, true, true, 'refused by the API (408)'],
    [409, false, false, 'refused by the API (409)'],
    [410, false, false, 'not found (410)'],
    [422, false, false, 'refused by the API (422)'],
    [425, true, false, 'refused by the API (425)'],
    [429, true, false, 'rate limit reached (429)'],
    ...[500, 501, 502, 503, 504, 505, 507, 520, 521, 522, 523, 524, 525, 526, 527, 530, 599].map(
      (statusCode) => [statusCode, true, true, `the API failed (${statusCode})`] as const,
    ),
  ])('%i: transient %s, may have acted %s', (statusCode, isTransient, mayHaveActed, summary) => {
    const error = new HttpError(statusCode, { apiMessage: 'words' });
    expect(error).toMatchObject({
      statusCode,
      summary,
      message: `HTTP ${statusCode} "words"`,
      isTransient,
      mayHaveActed,
    });
    expect(error.isUndelivered).toBe(false);
  });

  test('quotes the words of the API without the full stop at their end', () => {
    const { message } = new HttpError(422, { apiMessage: 'Job 305 runs on 3.5 nodes.' });
    expect(message).toBe('HTTP 422 "Job 305 runs on 3.5 nodes"');
  });

  test('says where there are no words', () => {
    expect(new HttpError(404).message).toBe('HTTP 404 without a message');
  });

  test.each([401, 403, 404, 429, 503])(
    'that is not of the API has none of the hints for its errors: %i',
    (statusCode) => {
      expect(new HttpError(statusCode, { foreignBody: 'an HTML page' })).toMatchObject({
        summary: `HTTP ${statusCode}, not from the API`,
        message: `HTTP ${statusCode} with an HTML page`,
        advice: 'Check api-url and the proxy.',
        isFromApi: false,
      });
    },
  );

  test('quotes the words of the API so that they neither act nor hide, and cuts them', () => {
    const { message } = new HttpError(422, { apiMessage: `a\n::error::x\u202e ##[error]y ${'z'.repeat(600)}` });
    expect(message).not.toMatch(/[\n\u202e]|##\[/);
    expect(message).toMatch(/… \(cut, \d+ characters in all\)"$/);
  });

  test('keeps how long the service asks to be left alone, and what is left of the rate limit', () => {
    expect(new HttpError(503, { retryAfterMs: 7_000 }).retryAfterMs).toBe(7_000);
    expect(new HttpError(503).retryAfterMs).toBeUndefined();
    expect(new HttpError(429, { rateLimit: '7 credits left' }).message).toBe(
      'HTTP 429 without a message; 7 credits left',
    );
  });

  test.each([
    [404, undefined, true],
    [410, undefined, true],
    [403, undefined, false],
    [404, 'an HTML page', false],
  ])('has the status asked for only in the own words of the API: %i, %s', (statusCode, foreignBody, expected) => {
    const error = new HttpError(statusCode, { foreignBody });
    expect(hasStatus(error, 404, 410)).toBe(expected);
    expect(hasStatus(new RetriesExhaustedError(6, 1, error), 404, 410)).toBe(expected);
  });
});

test.each([
  // [error, transient, may have acted, undelivered, summary, message]
  [new TimeoutError('x', 1_500, true), true, true, false, 'connection lost', 'no complete response within 1.5 s'],
  [new TimeoutError('x', 1_500, false), true, false, true, 'cannot reach x', 'no connection within 1.5 s'],
  [
    new TimeoutError('x', 50, false, 'p (from P)'),
    true,
    false,
    true,
    'cannot reach x',
    'no connection through the proxy p (from P) within 50 ms',
  ],
  [new AbortedError(), false, true, false, 'cancelled', 'the request was aborted before the response had come'],
  [new AbortedError(true), false, true, false, 'cancelled', 'the request was aborted before the response had come'],
  [new AbortedError(false), false, false, true, 'cancelled', 'the request was aborted before the response had come'],
  [new InvalidResponseError('no job ID'), true, true, false, 'response not understood', 'no job ID'],
  [new InvalidResponseError('a page', false), true, true, false, 'response not from the API', 'a page'],
  [
    protocolSwitch(),
    true,
    true,
    false,
    'response not from the API',
    'HTTP 101, a switch of protocols that was not requested',
  ],
  [
    new RedirectError(302, 'the host x'),
    false,
    true,
    false,
    'redirected (302)',
    'HTTP 302, which points to the host x',
  ],
])(
  '%s: transient %s, may have acted %s, undelivered %s',
  (error, isTransient, mayHaveActed, isUndelivered, summary, message) => {
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ isTransient, mayHaveActed, isUndelivered, summary, message });
    expect(error.retryAfterMs).toBeUndefined();
  },
);

test.each<ApiError>([
  new HttpError(401, { apiMessage: 'words' }),
  new HttpError(403, { foreignBody: 'an HTML page' }),
  new HttpError(500),
  new InvalidResponseError('the response has no job ID'),
  new RedirectError(302, 'the host x'),
  new NetworkError('x', { text: 'connection refused' }, false),
  new TimeoutError('x', 1_500, true),
  new AbortedError(),
])('no message begins with its own summary: $summary', ({ summary, message }) => {
  expect(message.startsWith(summary)).toBe(false);
});

describe('retries that are exhausted', () => {
  const last = new HttpError(503, { apiMessage: 'busy' });

  test('say what the last attempt met, how often it was attempted, and how long', () => {
    expect(new RetriesExhaustedError(6, 31_449, last).message).toBe('HTTP 503 "busy" (6 attempts in 31 s)');
    expect(new RetriesExhaustedError(1, 40, last).message).toBe('HTTP 503 "busy" (1 attempt in 40 ms)');
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
