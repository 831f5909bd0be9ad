import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CERTIFICATE_FILE, LOCALHOST } from '../../tools/simulator/certificate/localhost.ts';
import { ELSEWHERE, EXPIRED, NOT_YET_VALID } from './certificates.ts';
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

const folder = mkdtempSync(join(tmpdir(), 'tls-'));
const elsewhereFile = fileOf('elsewhere', ELSEWHERE);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The file of a certificate, for NODE_EXTRA_CA_CERTS. */
function fileOf(name: string, { cert }: { cert: string }): string {
  const path = join(folder, `${name}.pem`);
  writeFileSync(path, cert);
  return path;
}

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
  /The certificate is for elsewhere\.example, not for (localhost|127\.0\.0\.1)\..* Check the address\./;

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

  test.concurrent.each([
    ['has expired', EXPIRED],
    ['is not valid yet', NOT_YET_VALID],
  ])('a certificate that %s is refused as that, with the time of the runner', async (what, tls) => {
    const env = { NODE_EXTRA_CA_CERTS: fileOf(what, tls) };
    const ended = await playOverTls(env, { simulator: { tls } });
    const words = `The certificate ${what}; the runner's clock says \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\.`;
    expectRefused(ended, new RegExp(`${words} .*Check the runner's clock and the certificate\\.`));
    expect(ended.step.errors[0]).not.toContain('NODE_EXTRA_CA_CERTS');
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
