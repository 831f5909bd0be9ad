import { describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../tools/simulator/simulator.ts';
import { count, playTestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// What a service that turns requests away says of it, and how long it is left alone.

const ONE_ATTEMPT = { 'timeout-seconds': '0.4' };

function throttled(headers: Record<string, string>, rule: Partial<FaultRule> = {}): FaultRule {
  return { ...rule, fault: { kind: 'answer', status: 429, headers, body: '{"message":"Slow down"}' } };
}

describe('a 429', () => {
  test.concurrent('while credits are left does not say that they are used up', async () => {
    const rules = [throttled({ 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '4321' })];
    const ended = await playTestCase({ rules, inputs: ONE_ATTEMPT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.errors[0]).toMatch(
      /^Job 305: rate limit reached \(429\)\. HTTP 429 "Slow down"; 4321 of 5000 credits of this hour are left /,
    );
    expect(ended.step.stdout).not.toContain('used up');
  });

  test.concurrent('where none is left says so, and when there are new ones', async () => {
    const headers = { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1893456000' };
    const ended = await playTestCase({ rules: [throttled(headers)], inputs: ONE_ATTEMPT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.errors[0]).toContain(
      'the hourly allowance of 5000 credits is used up, until 2030-01-01 00:00 UTC',
    );
    expect(ended.step.warnings).toEqual([expect.stringMatching(/^All 5000 credits of this hour are used up\./)]);
  });

  test.concurrent('without headers says nothing of credits', async () => {
    const ended = await playTestCase({ rules: [throttled({})], inputs: ONE_ATTEMPT });
    expect(ended.step.errors[0]).toMatch(/HTTP 429 "Slow down" \(1 attempt in /);
  });
});

test.concurrent('a date in Retry-After is read by the clock of the service, an hour behind', async () => {
  const service = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
  const headers = { Date: new Date(service).toUTCString(), 'Retry-After': new Date(service + 2_000).toUTCString() };
  const ended = await playTestCase({ rules: [throttled(headers, { times: 1 })] });
  expect(ended.step.exitCode).toBe(0);
  expect(ended.step.lines.join('\n')).toMatch(/Job 305: attempt 1 of 10 failed: .+ Next attempt in 2 s\.$/m);
});

test.concurrent('everything but 401 and 402 is ridden out during a wait', async () => {
  const statuses = [400, 403, 404, 405, 409, 410, 422, 425, 429, 500, 507, 520];
  const rules = statuses.map(
    (status): FaultRule => ({ method: 'GET', times: 1, fault: { kind: 'refusal', status, message: 'Not now' } }),
  );
  const ended = await playTestCase({ rules, inputs: WAIT });
  expect(mistakesOf(ended)).toEqual([]);
  expect(ended.step).toMatchObject({ exitCode: 0, errors: [], outputs: { status: 'stopped' } });
  expect(count(ended, 'GET')).toBeGreaterThan(statuses.length);
});
