import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { Fault, FaultRule } from '../../tools/simulator/simulator.ts';
import { count, playTestCase, WAIT } from '../e2e/test-case.ts';
import { mistakesOf } from '../e2e/verdict.ts';

// Several jobs, and lists that never end: nothing hangs, and nothing floods the service.

const ONE_BY_ONE = /^\/xplenation\/api\/jobs\/\d+$/;
const LISTED = /^\/xplenation\/api\/jobs\?/;
const AT_ONCE = { seconds: { pending_stoppage: 0.01, stopping: 0.01 } };
const LONG = { seconds: { pending_stoppage: 60 } };
const SELECTION = { 'job-id': '', 'package-id': '7' };
const jobs = (count: number, simulate = {}) => Array.from({ length: count }, () => ({ package_id: 7, simulate }));

/** The same full page, whatever is asked for: a server that knows no `offset`. */
function samePage(status: string): FaultRule {
  const page = Array.from({ length: 100 }, (_, index) => ({ id: 1_000 + index, status, package_id: 7 }));
  const headers = { 'Content-Type': 'application/json' };
  const fault: Fault = { kind: 'answer', status: 200, headers, body: JSON.stringify(page) };
  return { method: 'GET', path: LISTED, fault };
}

describe('a list whose pages never end', () => {
  // Such a list was once read 2,000 times a second, until the runner's own timeout.
  test.concurrent('ends the selection with an error', async () => {
    const inputs = { ...SELECTION, 'dry-run': 'true' };
    const ended = await playTestCase({
      jobs: jobs(1),
      rules: [samePage('running')],
      inputs,
    });
    expect(ended.step.errors).toEqual([
      expect.stringMatching(/^Cannot list jobs: response not understood\. The list repeats itself, or /),
    ]);
    expect(ended.requests.length).toBeLessThan(100);
  });

  test.concurrent('of jobs that are all new ends the selection with an error', async () => {
    const rules: FaultRule[] = [{ method: 'GET', path: LISTED, fault: { kind: 'list-pages', pages: 'endless' } }];
    const ended = await playTestCase({ jobs: jobs(1), rules, inputs: { ...SELECTION, statuses: 'running' } });
    expect(ended.step.errors).toEqual([
      expect.stringMatching(
        /^Cannot list jobs: response not understood\. The list does not end within 1000 requests\./,
      ),
    ]);
    expect(count(ended, 'DELETE')).toBe(0);
  });

  test.concurrent('does not keep a wait from ending with its timeout', async () => {
    const inputs = { ...WAIT, 'timeout-seconds': '1' };
    const testCase = { jobs: jobs(3, LONG), rules: [samePage('pending_stoppage')], inputs };
    const ended = await playTestCase(testCase);
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.requests.length).toBeLessThan(500);
  });
});

describe('a wait for many', () => {
  // Six times eight status checks: if each had its own timeout alone, they would add up.
  test.concurrent('whose status checks all come to a halt ends with its timeout', async () => {
    const inputs = { ...WAIT, 'timeout-seconds': '1', 'request-timeout-seconds': '1' };
    const rules: FaultRule[] = [{ method: 'GET', path: ONE_BY_ONE, fault: { kind: 'stall-before-headers' } }];
    const ended = await playTestCase({ jobs: jobs(48, AT_ONCE), rules, inputs });
    expect(mistakesOf(ended)).toEqual([]);
    // Not every job had its turn: a status check whose time has run out is not begun.
    const checks = ended.requests.filter(({ method, path }) => method === 'GET' && ONE_BY_ONE.test(path));
    expect(checks.length).toBeLessThan(48);
  });

  test.concurrent('whose lists are refused gets each job by itself', async () => {
    const rules: FaultRule[] = [
      { method: 'GET', path: LISTED, fault: { kind: 'refusal', status: 403, message: 'No' } },
    ];
    const ended = await playTestCase({ jobs: jobs(3), rules, inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
  });

  test.concurrent('whose lists always fail gets each job by itself', async () => {
    const rules: FaultRule[] = [
      { method: 'GET', path: LISTED, fault: { kind: 'refusal', status: 500, message: 'Oh' } },
    ];
    const ended = await playTestCase({ jobs: jobs(3), rules, inputs: { ...WAIT, 'timeout-seconds': '3' } });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
  });

  test.concurrent('reports the last error of each job, and of no other', async () => {
    const rules: FaultRule[] = [{ method: 'GET', path: /306$/, fault: { kind: 'reset-before-answer' } }];
    const ended = await playTestCase({ jobs: jobs(2, LONG), rules, inputs: { ...WAIT, 'timeout-seconds': '0.5' } });
    const [one, other] = JSON.parse(ended.step.outputs.jobs ?? '') as { error: string }[];
    expect(one?.error).not.toContain('The last poll failed');
    expect(other?.error).toContain('The last poll failed: connection reset');
  });
});

test('a wait for three jobs keeps three jobs, not the thousands that others are stopping', async () => {
  const waitForThree = (others: number) =>
    playTestCase({
      jobs: jobs(3, { seconds: { pending_stoppage: 1, stopping: 1 } }),
      inputs: WAIT,
      step: { measureMemory: true },
      meanwhile: (simulator) => {
        const variables = { text: 'x'.repeat(5_000) };
        const simulate = { seconds: { pending_stoppage: 600, stopping: 600 } };
        for (let index = 0; index < others; index++) simulator.addJob({ status: 'stopping', variables, simulate });
      },
    });
  const floor = await waitForThree(0);
  const { step } = await waitForThree(4_000);
  expect(step).toMatchObject({ exitCode: 0, outputs: { status: 'stopped' } });
  // Twenty megabytes of others are in the lists.
  expect(step.peakMemoryKb).toBeLessThan((floor.step.peakMemoryKb ?? Number.NaN) + 40 * 1024);
});

// Node makes an object of each piece before anybody can refuse it: some 110 MB for the pieces that one read brings (seen
// with Node 24.21), however many there are to come.
test('a body in pieces of one byte is refused, at a cost in memory that is bounded', async () => {
  const floor = await playTestCase({ step: { measureMemory: true } });
  let connections = 0;
  const service = createServer((socket) => {
    connections += 1;
    const inPieces = connections <= 2;
    socket.on('error', () => undefined);
    socket.on('data', () => {
      if (!inPieces) return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      for (let sent = 0; sent < 1_000_000; sent += 10_000) socket.write('1\r\nx\r\n'.repeat(10_000));
      socket.end('0\r\n\r\n');
    });
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const inputs = { 'api-url': `http://127.0.0.1:${(service.address() as AddressInfo).port}` };
  const { step } = await playTestCase({ inputs, step: { measureMemory: true } });
  service.close();
  expect(step.errors[0]).toContain('HTTP 403');
  expect(step.peakMemoryKb).toBeLessThan((floor.step.peakMemoryKb ?? Number.NaN) + 160 * 1024);
});

test('a selection that fails terminates nothing', async () => {
  const rules: FaultRule[] = [
    // The first page is read, the second, which overlaps by one job, never.
    { method: 'GET', path: /status=running.*offset=99&/, fault: { kind: 'refusal', status: 403, message: 'No' } },
  ];
  const ended = await playTestCase({ jobs: jobs(101), rules, inputs: SELECTION });
  expect(ended.step.exitCode).toBe(1);
  expect(ended.step.errors).toEqual([
    expect.stringMatching(/^Cannot list jobs: not permitted \(403\)\. .+ Nothing was terminated\./),
  ]);
  expect(count(ended, 'DELETE')).toBe(0);
});
