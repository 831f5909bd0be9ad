import { expect, test } from '@jest/globals';
import { count, playTestCase } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// timeout-seconds counts from the first terminate call and bounds terminating too, also without a wait.

test.concurrent('many jobs at a service that does not answer: no request begins after the timeout, and each job is named', async () => {
  const inputs = { 'timeout-seconds': '1', 'request-timeout-seconds': '1.5' };
  const rules = [{ fault: { kind: 'stall-before-headers' } } as const];
  const ended = await playTestCase({ jobs: Array.from({ length: 40 }, () => ({})), rules, inputs });
  expect(mistakesOf(ended)).toEqual([]);
  const jobs = JSON.parse(ended.step.outputs.jobs ?? '') as { id: number; error: string }[];
  const unsent = jobs.filter(({ id }) => count(ended, 'DELETE', id) === 0);
  expect(unsent).toHaveLength(32);
  for (const { id, error } of unsent) {
    expect(error).toBe(
      `Job ${id}: timed out, not terminated. No terminate request was sent within 1 s. ` +
        'Raise timeout-seconds, or run this step again.',
    );
  }
  expect(count(ended, 'GET')).toBe(0);
  expect(ended.step.errors).toContainEqual(
    expect.stringContaining(`32 jobs (${unsent.map(({ id }) => id).join(', ')}): timed out, not terminated`),
  );
});
