import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CERTIFICATE_FILE, LOCALHOST } from '../../tools/simulator/certificate/localhost.ts';
import { count, type Ended, playTestCase, SHORT_TIMEOUT, type TestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// Certificates are always checked, and a private authority works the way Node has for it.

/** Not every machine has IPv6. */
const HOSTS = [
  'localhost',
  ...(Object.values(networkInterfaces())
    .flat()
    .some((net) => net?.address === '::1')
    ? ['::1']
    : []),
];
const TRUSTED = { NODE_EXTRA_CA_CERTS: CERTIFICATE_FILE };

/**
 * A certificate for elsewhere.example alone, good for a hundred years, and its key. Both protect nothing.
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=elsewhere.example
 *   -addext subjectAltName=DNS:elsewhere.example
 */
const ELSEWHERE = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgX/xL53xw63V41T36
sC3m5hROCtOHUxm5EkOej+BjKKahRANCAAQNu+O+dEY6N9Nze/kQIO6EfHxlaOs3
nau4kyjejOn1coir4TSulwjnQZ49pqpaUfmlMu3h08G7wcIW7Xlr9vmn
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBrTCCAVOgAwIBAgIURXtFq2znS2lnKpl6S6DYavaV80UwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRZWxzZXdoZXJlLmV4YW1wbGUwIBcNMjYxMTIzMjI1MDM2WhgP
MjEyNjEwMzAyMjUwMzZaMBwxGjAYBgNVBAMMEWVsc2V3aGVyZS5leGFtcGxlMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDbvjvnRGOjfTc3v5ECDuhHx8ZWjrN52r
uJMo3ozp9XKIq+E0rpcI50GePaaqWlH5pTLt4dPBu8HCFu15a/b5p6NxMG8wHQYD
VR0OBBYEFMfcJ/7/h/RlUvr2A8jT+5p0BQpJMB8GA1UdIwQYMBaAFMfcJ/7/h/Rl
Uvr2A8jT+5p0BQpJMA8GA1UdEwEB/wQFMAMBAf8wHAYDVR0RBBUwE4IRZWxzZXdo
ZXJlLmV4YW1wbGUwCgYIKoZIzj0EAwIDSAAwRQIgCPftnwcK8YshZPF+Kd/qVPbG
kKDIfknqjnZI85pMUhwCIQCtG7RJYDztAT1ABarRYoDMA2XhgeFHKBecJr8i2n+W
xQ==
-----END CERTIFICATE-----`,
};

const folder = mkdtempSync(join(tmpdir(), 'tls-'));
const elsewhereFile = join(folder, 'elsewhere.pem');
writeFileSync(elsewhereFile, ELSEWHERE.cert);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function playOverTls(env: Record<string, string>, testCase: TestCase = {}): Promise<Ended> {
  return playTestCase({
    ...testCase,
    simulator: { tls: LOCALHOST, ...testCase.simulator },
    step: { env, ...testCase.step },
  });
}

const UNKNOWN_AUTHORITY =
  /The authority of the certificate is not known \(.+\).* If a private authority signed it, name its file in NODE_EXTRA_CA_CERTS\./;
const FOR_ANOTHER_HOST =
  /The certificate is for elsewhere\.example, not for (localhost|127\.0\.0\.1)\..* Check api-url\./;

function expectRefused({ step, requests, connections }: Ended, words: RegExp): void {
  expect(step.exitCode).toBe(1);
  expect(step.errors).toEqual([
    expect.stringMatching(/^Job 305: cannot reach (localhost|127\.0\.0\.1):\d+\. .+\. No request was delivered\./),
  ]);
  expect(step.errors[0]).toMatch(words);
  expect(requests).toEqual([]);
  // It would be no other in a second.
  expect(connections).toBe(1);
}

describe('over https', () => {
  test.concurrent('a certificate of a private authority is accepted where NODE_EXTRA_CA_CERTS names it', async () => {
    const ended = await playOverTls(TRUSTED, { inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
    expect(ended.step.outputs.status).toBe('stopped');
    expect(ended.connections).toBe(1);
  });

  test.concurrent.each(HOSTS)('a certificate for %s is accepted there', async (host) => {
    const ended = await playOverTls(TRUSTED, { simulator: { host } });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
  });

  test.concurrent('a certificate of an unknown authority is refused at once, and not a request is sent', async () => {
    const ended = await playOverTls({});
    expect(mistakesOf(ended)).toEqual([]);
    expectRefused(ended, UNKNOWN_AUTHORITY);
  });

  test.concurrent('it is refused though NODE_TLS_REJECT_UNAUTHORIZED says otherwise', async () => {
    const ended = await playOverTls({ NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expectRefused(ended, UNKNOWN_AUTHORITY);
  });

  test.concurrent('a certificate for another host is refused, however much it is trusted', async () => {
    const testCase = { simulator: { tls: ELSEWHERE } };
    expectRefused(await playOverTls({ NODE_EXTRA_CA_CERTS: elsewhereFile }, testCase), FOR_ANOTHER_HOST);
  });

  test.concurrent('a certificate for another host is refused, with NODE_TLS_REJECT_UNAUTHORIZED=0 too', async () => {
    const env = { NODE_EXTRA_CA_CERTS: elsewhereFile, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expectRefused(await playOverTls(env, { simulator: { tls: ELSEWHERE } }), FOR_ANOTHER_HOST);
  });

  test.concurrent('a handshake that never ends times out, and another attempt follows', async () => {
    const rules = [{ fault: { kind: 'silent-line' }, times: 2 } as const];
    const inputs = { ...WAIT, ...SHORT_TIMEOUT };
    const ended = await playOverTls(TRUSTED, { rules, inputs });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
    expect(ended.connections).toBeGreaterThanOrEqual(3);
    expect(ended.step.lines.join('\n')).toMatch(/attempt 1 of 6 failed: no connection within 2 s/);
  });

  test.concurrent.each([
    { kind: 'reset-before-answer' },
    { kind: 'end-in-body' },
    { kind: 'end-in-chunks' },
    { kind: 'not-http' },
    { kind: 'reset-line' },
    { kind: 'endless-body' },
  ] as const)('a transient fault is ridden out: $kind', async (fault) => {
    const ended = await playOverTls(TRUSTED, { rules: [{ fault, times: 1 }], inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
    expect(count(ended, 'DELETE')).toBeLessThanOrEqual(2);
  });
});
