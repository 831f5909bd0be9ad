import { describe, expect, test } from '@jest/globals';
import type { FaultRule, RecordedRequest } from '../../tools/simulator/simulator.ts';
import { count, type Ended, FIRST_JOB, pathOf, playTestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// Which responses are followed by another attempt, and how long the service is left alone before. Where a test has a table, its run has a
// job for each row.

function refusal(status: number, headers: Record<string, string> = {}, rule: Partial<FaultRule> = {}): FaultRule {
  return { method: 'DELETE', times: 1, fault: { kind: 'refusal', status, message: 'Not now.', headers }, ...rule };
}

const ofJob = (index: number) => ({ path: pathOf(FIRST_JOB + index) });

/** How long it took from the first request to the second, in milliseconds. */
function firstPauseMs({ requests: [first, second] }: Ended): number {
  return (second?.atMs ?? Number.NaN) - (first?.atMs ?? Number.NaN);
}

describe('the terminate call', () => {
  const TRANSIENT = [408, 425, 429, 500, 502, 503, 504, 507, 520, 530];
  test.concurrent(`is attempted again after ${TRANSIENT.join(', ')}`, async () => {
    const rules = TRANSIENT.map((status, index) => refusal(status, {}, ofJob(index)));
    const ended = await playTestCase({ jobs: TRANSIENT.map(() => ({})), rules });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
    for (const [index, { id }] of ended.jobs.entries()) {
      expect(count(ended, 'DELETE', id)).toBe(2);
      const status = TRANSIENT[index];
      // A service that throttles is given more time.
      const attempts = status === 429 ? 10 : 6;
      const words = `Job ${id}: attempt 1 of ${attempts} failed: HTTP ${status} "Not now"`;
      expect(ended.step.lines.filter((line) => line.startsWith(words))).toEqual([
        expect.stringMatching(/ Next attempt in (\d+ ms|\d(\.\d)? s)\.$/),
      ]);
    }
  });

  const REFUSALS = [400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 415, 418, 422, 431, 451, 499];
  test.concurrent(`is not attempted again after ${REFUSALS.join(', ')}`, async () => {
    const rules = REFUSALS.map((status, index) => refusal(status, {}, { times: 6, ...ofJob(index) }));
    const ended = await playTestCase({ jobs: REFUSALS.map(() => ({})), rules });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(1);
    const jobs = JSON.parse(ended.step.outputs.jobs ?? '') as { error: string }[];
    for (const [index, { id }] of ended.jobs.entries()) {
      expect(count(ended, 'DELETE', id)).toBe(1);
      const words = `(${REFUSALS[index]}). HTTP ${REFUSALS[index]} "Not now"`;
      expect(jobs[index]?.error).toContain(words);
      expect(jobs[index]?.error).toContain('Not terminated');
    }
  });

  test.concurrent('waits for as many seconds as Retry-After asks for', async () => {
    const ended = await playTestCase({ rules: [refusal(503, { 'Retry-After': '1' })] });
    expect(ended.step.exitCode).toBe(0);
    expect(ended.step.lines.join('\n')).toMatch(/attempt 1 of 6 failed: .+ Next attempt in 1 s\.$/m);
    expect(firstPauseMs(ended)).toBeGreaterThan(990);
  });

  test.concurrent('waits until the date that Retry-After asks for', async () => {
    // Such a date has whole seconds.
    const date = Math.ceil(Date.now() / 1_000 + 1) * 1_000;
    const askedAt: number[] = [];
    const onRequest = () => askedAt.push(Date.now());
    const rules = [refusal(503, { 'Retry-After': new Date(date).toUTCString() })];
    const ended = await playTestCase({ rules, simulator: { onRequest } });
    expect(ended.step.exitCode).toBe(0);
    expect(askedAt).toHaveLength(2);
    expect(askedAt[1]).toBeGreaterThan(date - 20);
  });

  const NONE = ['soon', '-1', '0', '1.5.2', '', 'Thu, 01 Jan 1970 00:00:00 GMT'];
  test.concurrent(`pauses as usual after a Retry-After of ${NONE.map((value) => `"${value}"`).join(', ')}`, async () => {
    const rules = NONE.map((value, index) => refusal(503, { 'Retry-After': value }, ofJob(index)));
    const ended = await playTestCase({ jobs: NONE.map(() => ({})), rules });
    expect(ended.step.exitCode).toBe(0);
    // A second, half of it random.
    const pauses = ended.step.lines.filter((line) => /Next attempt in ([5-9]\d\d ms|1 s)\.$/.test(line));
    expect(pauses).toHaveLength(NONE.length);
  });

  test.concurrent('logs a Retry-After above a minute, and waits for a minute', async () => {
    const line = await firstFailedAttempt({ 'Retry-After': '3600' });
    expect(line).toMatch(/Next attempt in 60 s \(the service asks for 60 min 0 s\)\.$/);
  });

  test.concurrent('logs a Retry-After beyond all bounds in words that make sense', async () => {
    const line = await firstFailedAttempt({ 'Retry-After': '9'.repeat(400) });
    expect(line).toMatch(/Next attempt in 60 s/);
    expect(line).not.toMatch(/Infinity|NaN|e\+/);
  });
});

describe('a status check of a wait', () => {
  const failedCheck = (headers: Record<string, string>, times: number): FaultRule => ({
    ...refusal(503, headers),
    method: 'GET',
    times,
  });

  test.concurrent('waits for as long as Retry-After asks', async () => {
    const ended = await playTestCase({ rules: [failedCheck({ 'Retry-After': '1' }, 1)], inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    const [first, second] = ended.requests.filter(({ method }: RecordedRequest) => method === 'GET');
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(990);
  });

  test.concurrent('does not wait beyond its timeout for that', async () => {
    const inputs = { ...WAIT, 'timeout-seconds': '0.5' };
    const ended = await playTestCase({ rules: [failedCheck({ 'Retry-After': '30' }, 99)], inputs });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(1);
    // The last one at the timeout: after 30 s there would be no time for it.
    expect(count(ended, 'GET')).toBe(2);
  });

  test.concurrent('logs a Retry-After above a minute', async () => {
    const inputs = { ...WAIT, 'timeout-seconds': '0.5' };
    const ended = await playTestCase({ rules: [failedCheck({ 'Retry-After': '3600' }, 99)], inputs });
    expect(ended.step.lines.join('\n')).toMatch(/Polling job 305 failed: .*the service asks for 60 min 0 s/);
  });
});

/** The run is cancelled then: nobody waits for a minute. */
async function firstFailedAttempt(headers: Record<string, string>): Promise<string> {
  const cancel = new AbortController();
  let logged = '';
  const onLogLine = (line: string) => {
    if (!line.includes('attempt 1 of 6')) return;
    logged = line;
    cancel.abort();
  };
  const step = { cancel: cancel.signal, onLogLine };
  await playTestCase({ rules: [refusal(503, headers)], inputs: { 'timeout-seconds': '600' }, step });
  return logged;
}
