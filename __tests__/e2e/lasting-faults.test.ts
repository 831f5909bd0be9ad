import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../tools/simulator/simulator.ts';
import { count, type Ended, playTestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// A few faults that last, one of each sort, at each call. `npm run test:slow` has all of them.

const FAULTS: { name: string; fault: Fault; words: RegExp; inputs?: Record<string, string> }[] = [
  {
    name: 'a connection that is reset',
    fault: { kind: 'reset-before-answer' },
    words: /connection reset/i,
  },
  {
    name: 'a body that comes to a halt',
    fault: { kind: 'stall-in-body' },
    words: /no complete response within (\d+ ms|\d(\.\d)? s)/i,
    // No response has to arrive within it.
    inputs: { 'request-timeout-seconds': '0.3' },
  },
  {
    name: 'a service that is overloaded',
    fault: { kind: 'refusal', status: 503, message: 'Back soon' },
    words: /HTTP 503 "Back soon"/,
  },
];

function attemptsLogged({ step }: Ended): string[] {
  return step.lines.flatMap((line) => /: attempt (\d of 6) failed: /.exec(line)?.[1] ?? []);
}

describe('a fault that lasts', () => {
  test.concurrent.each(FAULTS)(
    'at every call: attempts until the timeout and a status check: $name',
    async ({ fault, words, inputs }) => {
      // The first pause is at most 1 s, the second at least that.
      const timeout = { 'timeout-seconds': '2.2' };
      const ended = await playTestCase({ rules: [{ fault, acted: true }], inputs: { ...WAIT, ...timeout, ...inputs } });
      expect(mistakesOf(ended)).toEqual([]);
      expect(ended.step.exitCode).toBe(1);
      expect(ended.step.errors).toHaveLength(1);
      expect(ended.step.errors[0]).toMatch(
        /^Job 305: outcome unknown, may still be running\. .+ \(\d attempts? in .+\)\. A request may have been delivered\. .*Check the job at Xplenty, or run this step again/,
      );
      expect(ended.step.errors[0]).toMatch(words);
      expect(attemptsLogged(ended)[0]).toBe('1 of 6');
      expect(count(ended, 'DELETE')).toBe(attemptsLogged(ended).length + 1);
      // None where the attempts have taken all the time.
      const gets = count(ended, 'GET');
      expect([0, 1]).toContain(gets);
      expect(ended.step.errors[0]?.includes('Getting the job failed too')).toBe(gets === 1);
    },
  );

  test.concurrent('only at the terminate call: six attempts over 15 s or more, and a status check, which does not settle it', async () => {
    const ended = await playTestCase({ rules: [{ method: 'DELETE', fault: { kind: 'end-before-answer' } }] });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.errors).toEqual([
      expect.stringMatching(
        /^Job 305: outcome unknown, may still be running\. .+ \(6 attempts in \d\d s\)\. .+ Last status: running\./,
      ),
    ]);
    expect([count(ended, 'DELETE'), count(ended, 'GET')]).toEqual([6, 1]);
    expect(attemptsLogged(ended)).toEqual([1, 2, 3, 4, 5].map((number) => `${number} of 6`));
    // 1, 2, 4, 8 and 16 s, of which half is fixed.
    const times = ended.requests.map(({ atMs }) => atMs);
    for (const [index, ms] of [500, 1_000, 2_000, 4_000, 8_000].entries()) {
      expect((times[index + 1] ?? 0) - (times[index] ?? 0)).toBeGreaterThan(ms - 10);
    }
  });

  test.concurrent('only the responses are lost: a status check shows that the job is stopping', async () => {
    const rules = [{ method: 'DELETE', fault: { kind: 'end-before-answer' }, acted: true } as const];
    const ended = await playTestCase({ rules, inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
    expect(ended.step.lines).toContain('Job 305: stopped.');
  });

  test.concurrent.each(FAULTS)(
    'at each status check of a wait: the wait ends with its timeout: $name',
    async ({ fault, words }) => {
      const inputs = { ...WAIT, 'timeout-seconds': '1' };
      const ended = await playTestCase({ rules: [{ method: 'GET', fault }], inputs });
      expect(mistakesOf(ended)).toEqual([]);
      expect(ended.step.errors).toEqual([
        expect.stringMatching(
          /^Job 305: timed out, still stopping\. Not stopped within 1 s; last status: pending_stoppage\. The last poll failed/,
        ),
      ]);
      expect(ended.step.errors[0]).toMatch(words);
    },
  );

  // Else the step would end after an hour, and be killed long before.
  test.concurrent('a status check that comes to a halt does not keep a wait from ending, however long its own timeout', async () => {
    const rules = [{ method: 'GET', fault: { kind: 'stall-before-headers' } } as const];
    const inputs = { ...WAIT, 'timeout-seconds': '0.5', 'request-timeout-seconds': '3600' };
    const ended = await playTestCase({ rules, inputs });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(1);
  });

  // It is what is left of the wait, and no round number.
  test.concurrent('the timeout of the last status check is logged as one would say it', async () => {
    const rules = [{ method: 'GET', fault: { kind: 'stall-before-headers' } } as const];
    const ended = await playTestCase({ rules, inputs: { ...WAIT, 'timeout-seconds': '0.5' } });
    expect(ended.step.errors[0]).toMatch(/no complete response within \d(\.\d)? s/);
  });
});
