import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault, FaultRule } from '../../tools/simulator/simulator.ts';
import { count, FIRST_JOB, KEY, pathOf, playTestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// A redirect is where clients lose keys. It is refused, whatever its kind and wherever it points. Where a test has a
// table, its run has a job for each row.

const KINDS = [301, 302, 303, 307, 308] as const;

/** Another host, as far as a client can tell: it listens, and counts who comes. */
let visits = 0;
const elsewhere = createServer((socket) => {
  visits += 1;
  socket.destroy();
});
let elsewhereHost = '';

beforeAll(async () => {
  elsewhere.listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  elsewhereHost = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});
afterAll(() => {
  expect(visits).toBe(0);
  elsewhere.close();
});

function redirect(status: (typeof KINDS)[number], location?: string): Fault {
  return { kind: 'redirect', status, ...(location === undefined ? {} : { location }) };
}

/** A job for each fault, which befalls its terminate call. */
function playEach(faults: readonly Fault[]) {
  const rules = faults.map((fault, index) => ({ path: pathOf(FIRST_JOB + index), fault }));
  return playTestCase({ jobs: rules.map(() => ({})), rules });
}

describe('the terminate call', () => {
  const PLACES: { name: string; location: () => string | undefined; named: () => string }[] = [
    {
      name: 'another host',
      location: () => `http://${elsewhereHost}/xplenation/api/jobs/305?from=here`,
      named: () => `the host ${elsewhereHost}`,
    },
    {
      name: 'another path',
      location: () => '/xplenation/api/clusters/176',
      named: () => 'another path on the same host, or to no valid address',
    },
    { name: 'nowhere', location: () => undefined, named: () => 'no address' },
  ];
  test.concurrent.each(PLACES)(
    `redirected with ${KINDS.join(', ')} to $name is not attempted again, and reported`,
    async (place) => {
      const ended = await playEach(KINDS.map((status) => redirect(status, place.location())));
      expect(mistakesOf(ended)).toEqual([]);
      expect(ended.step.exitCode).toBe(1);
      const jobs = JSON.parse(ended.step.outputs.jobs ?? '') as { error: string }[];
      for (const [index, status] of KINDS.entries()) {
        const id = FIRST_JOB + index;
        const { error } = jobs[index] ?? {};
        expect(error).toContain(
          `Job ${id}: outcome unknown, may still be running. HTTP ${status}, which points to ${place.named()}.`,
        );
        expect(error).toContain('Redirects are not followed');
        expect([count(ended, 'DELETE', id), count(ended, 'GET', id)]).toEqual([1, 1]);
      }
      expect(ended.step.stdout).not.toContain('from=here');
      expect(visits).toBe(0);
    },
  );

  test.concurrent('answered with 300, 304, 305 or 399, which nobody follows, is not attempted again', async () => {
    const ended = await playEach([300, 304, 305, 399].map((status) => ({ kind: 'answer', status })));
    expect(ended.step.exitCode).toBe(1);
    expect(
      JSON.parse(ended.step.outputs.jobs ?? '').every(({ error }: { error?: string }) => error !== undefined),
    ).toBe(true);
    expect([count(ended, 'DELETE'), count(ended, 'GET')]).toEqual([4, 4]);
  });

  test.concurrent('redirected to what is no address, or hostile, is reported in words that do nothing', async () => {
    const locations = [
      'http://[',
      'https://user:pa55word@elsewhere.example/',
      'https://elsewhere.example/::error::pwned',
      'https://::error::pwned/',
      'https://##[error]pwned/',
      'https://xn--pple-43d.example/',
      'http://0x7f000001/',
      `https://${'a'.repeat(5_000)}.example/`,
      'https://elsewhere.example/\u202egpj.exe',
      '',
    ];
    const ended = await playEach(locations.map((location) => redirect(302, location)));
    expect(mistakesOf(ended)).toEqual([]);
    const jobs = JSON.parse(ended.step.outputs.jobs ?? '') as { error: string }[];
    for (const error of [...jobs.map((job) => job.error), ...ended.step.errors]) {
      expect(error).toMatch(/HTTP 302, which points to /);
      expect(error).not.toMatch(/[\p{Cc}\p{Cf}]|##\[|pa55word|pwned/u);
      expect(error.length).toBeLessThan(1_000);
    }
    expect(count(ended, 'DELETE')).toBe(locations.length);
  });

  // The rest of an address is the server's to write.
  test.concurrent('redirected to an address without a host does not show it as one', async () => {
    const locations = ['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'file:///etc/alert'];
    const ended = await playEach(locations.map((location) => redirect(302, location)));
    for (const error of ended.step.errors) expect(error).not.toContain('alert');
  });

  test.concurrent('redirected to //host is reported with that host', async () => {
    const { step } = await playEach([redirect(302, '//elsewhere.example/api')]);
    expect(step.errors[0]).toContain('points to the host elsewhere.example');
  });

  // A host is in small letters once it was parsed, and then is no longer the key that is looked for.
  test.concurrent('redirected to a host with the key in its name does not show it', async () => {
    const { step } = await playEach([redirect(302, `https://${KEY}.elsewhere.example/`)]);
    expect(step.errors[0]?.toLowerCase()).not.toContain(KEY.toLowerCase());
  });
});

describe('a status check', () => {
  test.concurrent.each(KINDS)('redirected with %d, before failing or in a wait, is not followed', async (status) => {
    const fault = redirect(status, `http://${elsewhereHost}/`);
    const jobs = [{}, { status: 'stopped' }];
    const inputs = { ...WAIT, 'timeout-seconds': '3' };
    const ended = await playTestCase({ jobs, rules: [{ method: 'GET', fault }], inputs });
    expect(ended.step.exitCode).toBe(1);
    const words = `HTTP ${status}, which points to the host ${elsewhereHost}`;
    expect(ended.step.errors).toEqual([
      expect.stringContaining(`The last poll failed: ${words}.`),
      expect.stringContaining(`Getting the job failed too: ${words}.`),
    ]);
    expect(visits).toBe(0);
  });
});

test('an address in a Link header is not followed either: only its offset counts', async () => {
  const headers = { 'Content-Type': 'application/json', Link: `<http://${elsewhereHost}/?offset=1>; rel="next"` };
  const body = JSON.stringify([{ id: 305, status: 'running', package_id: 7 }]);
  const fault: Fault = { kind: 'answer', status: 200, headers, body };
  const first: FaultRule = { method: 'GET', path: /offset=0/, times: 1, fault };
  const inputs = { 'job-id': '', 'package-id': '7', statuses: 'running' };
  const ended = await playTestCase({ jobs: [{ package_id: 7 }], rules: [first], inputs });
  expect(mistakesOf(ended)).toEqual([]);
  expect(ended.step.exitCode).toBe(0);
  expect(ended.requests[1]?.path).toContain('offset=1&');
  expect(visits).toBe(0);
});
