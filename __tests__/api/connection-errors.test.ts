import { describe, expect, test } from '@jest/globals';
import { networkProblem, ProxyError } from '../../src/api/connection-errors.ts';

function errorWith(code: string, more: object = {}): Error {
  return Object.assign(new Error('words of Node'), { code, ...more });
}

describe('a network error', () => {
  test.each([
    ['ECONNREFUSED', 'connection refused'],
    ['ECONNRESET', 'connection reset'],
    ['EPIPE', 'connection broken'],
    ['ETIMEDOUT', 'connection timed out'],
    ['EHOSTUNREACH', 'host unreachable'],
    ['ENOTFOUND', 'unknown host name'],
    ['EAI_AGAIN', 'host name lookup failed'],
    ['HPE_INVALID_CONSTANT', 'the response is not valid HTTP (HPE_INVALID_CONSTANT)'],
    ['EPROTO', 'the TLS handshake failed (EPROTO)'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'the TLS handshake failed (ERR_SSL_WRONG_VERSION_NUMBER)'],
    ['EX', 'network error (EX)'],
    ['EPROTONOSUPPORT', 'network error (EPROTONOSUPPORT)'],
  ])('is put in plain words: %s', (code, text) => {
    expect(networkProblem(errorWith(code))).toEqual({ text });
  });

  test('of several addresses of a host at once is put in words by its code', () => {
    const several = Object.assign(new AggregateError([errorWith('ECONNREFUSED')]), { code: 'ECONNREFUSED' });
    expect(networkProblem(several)).toEqual({ text: 'connection refused' });
  });

  test('has a code that can neither act nor hide', () => {
    expect(networkProblem(errorWith('a\n::error::x\u202e ##[error]y'))?.text).not.toMatch(/[\n\u202e]|##\[/);
  });

  test.each([
    new TypeError('x is not a function'),
    new Error('no code'),
    errorWith('ERR_INVALID_ARG_TYPE', { name: 'TypeError' }),
    errorWith('ERR_OUT_OF_RANGE', { name: 'RangeError' }),
  ])('is not what a programming error is: %s', (error) => {
    expect(networkProblem(error)).toBeUndefined();
  });
});

describe('a certificate', () => {
  test.each([
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['CERT_NOT_YET_VALID', 'is not valid yet'],
  ])("that is not valid now is named as that, with the runner's clock: %s", (code, problem) => {
    const clock = /^the certificate (.*); the runner's clock says \d{4}-\d\d-\d\d \d\d:\d\d UTC$/;
    const { text = '', ...rest } = networkProblem(errorWith(code)) ?? {};
    expect(clock.exec(text)?.[1]).toBe(problem);
    expect(rest).toEqual({ isPermanent: true, advice: "Check the runner's clock and the certificate." });
  });

  test.each([
    [{ subjectaltname: 'DNS:a.example, DNS:*.b.example, IP Address:127.0.0.1' }, 'a.example, *.b.example, 127.0.0.1'],
    [{ subject: { CN: 'a.example' } }, 'a.example'],
    [{}, 'no name'],
    [undefined, 'no name'],
  ])('for other names is named with both: %j', (cert, names) => {
    expect(networkProblem(errorWith('ERR_TLS_CERT_ALTNAME_INVALID', { host: 'api.example', cert }))).toEqual({
      text: `the certificate is for ${names}, not for api.example`,
      isPermanent: true,
      advice: 'Check the address.',
    });
  });

  test.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  ])('of an unknown authority can be accepted by NODE_EXTRA_CA_CERTS: %s', (code) => {
    expect(networkProblem(errorWith(code))).toEqual({
      text: `the authority of the certificate is not known (${code})`,
      isPermanent: true,
      advice: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });

  test.each(['CERT_REVOKED', 'CERT_SIGNATURE_FAILURE', 'INVALID_CA', 'HOSTNAME_MISMATCH'])(
    'that is not accepted for another reason is not helped by it: %s',
    (code) => {
      const problem = networkProblem(errorWith(code));
      expect(problem).toMatchObject({ text: `the certificate is not accepted (${code})`, isPermanent: true });
      expect(problem?.advice).not.toContain('NODE_EXTRA_CA_CERTS');
    },
  );
});

describe('a proxy', () => {
  const NAME = 'proxy.example:3128 (from HTTPS_PROXY)';

  test('that cannot be reached may be there in a second', () => {
    expect(networkProblem(new ProxyError(NAME, undefined, errorWith('ENOTFOUND')))).toEqual({
      text: `the proxy ${NAME} cannot be reached: unknown host name`,
      advice: 'Check the proxy, or name the host in NO_PROXY.',
    });
  });

  test('whose connection broke without a word may be there in a second', () => {
    expect(networkProblem(new ProxyError(NAME, undefined))).toEqual({
      text: `the proxy ${NAME} cannot be reached: no connection`,
      advice: 'Check the proxy, or name the host in NO_PROXY.',
    });
  });

  test.each([
    [403, true],
    [407, true],
    [408, false],
    [429, false],
    [499, true],
    [500, false],
  ])('that answers %i does so again in a second: %s', (statusCode, isPermanent) => {
    expect(networkProblem(new ProxyError(NAME, statusCode))).toMatchObject({ isPermanent });
  });

  test('whose own certificate is wrong has the same one in a second, and the advice is about that', () => {
    expect(networkProblem(new ProxyError(NAME, undefined, errorWith('CERT_HAS_EXPIRED')))).toEqual({
      text: expect.stringContaining(`the proxy ${NAME} cannot be reached: the certificate has expired`),
      advice: "Check the runner's clock and the certificate.",
      isPermanent: true,
    });
    const elsewhere = errorWith('ERR_TLS_CERT_ALTNAME_INVALID', { host: 'proxy.example', cert: {} });
    expect(networkProblem(new ProxyError(NAME, undefined, elsewhere))?.advice).not.toContain('api-url');
  });
});
