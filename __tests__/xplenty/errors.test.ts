import { describe, expect, test } from '@jest/globals';
import {
  AnswerTooLarge,
  ApiRefusal,
  DeadlinePassed,
  ExchangeError,
  GaveUp,
  Interrupted,
  NetworkFault,
  NotAJob,
  Redirected,
} from '../../src/xplenty/errors.ts';

function networkError(code: string | undefined, message = 'words of Node'): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

describe('a network fault', () => {
  test.each([
    ['ECONNREFUSED', 'the connection was refused'],
    ['ECONNRESET', 'the connection broke before the answer was whole'],
    ['EPIPE', 'the connection broke before the request was sent'],
    ['ETIMEDOUT', 'the connection could not be made in time'],
    ['ENOTFOUND', 'the host name is not known'],
    ['EAI_AGAIN', 'the host name could not be looked up'],
    ['HPE_INVALID_CONSTANT', 'the exchange failed'],
  ])('is told in plain words, with its code: %s', (code, words) => {
    const fault = new NetworkFault(networkError(code));
    expect(fault.message).toBe(`${words} (${code}: words of Node)`);
    expect(fault.retryable).toBe(true);
  });

  test('is told without a code where there is none', () => {
    expect(new NetworkFault(networkError(undefined, 'aborted')).message).toBe('the exchange failed (aborted)');
  });

  test('of several addresses of a host at once is told by its code alone', () => {
    const several = Object.assign(new AggregateError([networkError('ECONNREFUSED')]), { code: 'ECONNREFUSED' });
    expect(new NetworkFault(several).message).toBe('the connection was refused (ECONNREFUSED)');
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
  ])('of a certificate will not mend itself, and says what could: %s', (code) => {
    const fault = new NetworkFault(networkError(code));
    expect(fault.retryable).toBe(false);
    expect(fault.message).toContain(`the certificate of the service is not accepted (${code})`);
    expect(fault.message).toContain('NODE_EXTRA_CA_CERTS');
  });

  test.each([403, 407])(
    "of a proxy that says no with %i will not mend itself, and is told as the proxy's",
    (statusCode) => {
      const words = `tunneling socket could not be established, statusCode=${statusCode}`;
      const fault = new NetworkFault(networkError('ECONNRESET', words));
      expect(fault.retryable).toBe(false);
      expect(fault.message).toBe(
        `the proxy in HTTPS_PROXY refused the way to the service (${words}). Check its user and password`,
      );
    },
  );

  test.each(['statusCode=502', 'cause=connect ECONNREFUSED 127.0.0.1:3128'])(
    'of a proxy that is in trouble may pass: %s',
    (words) => {
      const fault = new NetworkFault(networkError('ECONNRESET', `tunneling socket could not be established, ${words}`));
      expect(fault.retryable).toBe(true);
      expect(fault.message).toContain(words);
    },
  );

  test('keeps what caused it', () => {
    const cause = networkError('EPIPE');
    expect(new NetworkFault(cause).cause).toBe(cause);
  });

  test('tells words from elsewhere as words', () => {
    const hostile = 'a\n::error::x\u202e ##[error]y';
    for (const message of [hostile, `tunneling socket ${hostile} statusCode=407`]) {
      expect(new NetworkFault(networkError('X', message)).message).not.toMatch(/[\n\u202e]|##\[/);
    }
  });
});

describe('a refusal of the API', () => {
  test.each([
    // [status code, tried again, about the caller, a refusal rather than a failure]
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
  ])('%i: tried again %s, about the caller %s, a refusal %s', (statusCode, retryable, aboutTheCaller, isRefusal) => {
    const refusal = new ApiRefusal(statusCode, 'words');
    expect(refusal.retryable).toBe(retryable);
    expect(refusal.isAboutTheCaller).toBe(aboutTheCaller);
    expect(refusal.isRefusal).toBe(isRefusal);
    expect(refusal.message).toBe(`the API answered ${statusCode} "words"`);
  });

  test('says where there are no words', () => {
    expect(new ApiRefusal(404, '').message).toBe('the API answered 404 without a message');
  });

  test('tells the words of the API as words, and cuts them', () => {
    const { message } = new ApiRefusal(422, `a\n::error::x\u202e ##[error]y ${'z'.repeat(600)}`);
    expect(message).not.toMatch(/[\n\u202e]|##\[/);
    expect(message).toMatch(/… \(cut, \d+ characters in all\)"$/);
  });

  test('keeps how long the service asks to be left alone', () => {
    expect(new ApiRefusal(503, '', 7_000).retryAfterMs).toBe(7_000);
    expect(new ApiRefusal(503, '').retryAfterMs).toBeUndefined();
  });
});

test.each([
  [new DeadlinePassed(1_500), true, 'there was no whole answer within 1.5 s'],
  [
    new AnswerTooLarge(1_048_576),
    true,
    "the answer is larger than 1048576 bytes, or in smaller pieces, than any job's is",
  ],
  [new NotAJob('the answer has no job ID'), true, 'the answer has no job ID'],
  [new Interrupted(), false, 'it was broken off before the answer had come'],
  [
    new Redirected(302, 'the host x'),
    false,
    'the service answered 302 and points to the host x. Redirects are not followed',
  ],
])('%s is a fault of the exchange; tried again: %s', (fault, retryable, words) => {
  expect(fault).toBeInstanceOf(ExchangeError);
  expect(fault.retryable).toBe(retryable);
  expect(fault.retryAfterMs).toBeUndefined();
  expect(fault.message).toContain(words);
});

test('what was given up tells how often it was tried, how long, and what the last try met', () => {
  const last = new ApiRefusal(503, 'busy');
  const gaveUp = new GaveUp(6, 31_449, last);
  expect(gaveUp.message).toBe('tried 6 times in 31.4 s; at the last try the API answered 503 "busy"');
  expect(gaveUp.cause).toBe(last);
  expect(new GaveUp(1, 40, last).message).toMatch(/^tried once in 0\.0 s; /);
});
