import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../tools/simulator/simulator.ts';
import { count, type Ended, playTestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// A few faults that last, one of each sort, at each call. `npm run test:slow` has all of them.

const FAULTS: { name: string; fault: Fault; words: RegExp; inputs?: Record<string, string> }[] = [
  {
    name: 'a line that is reset',
    fault: { kind: 'reset-before-answer' },
    words: /the connection broke before the answer was whole/,
  },
  {
    name: 'a body that comes to a halt',
    fault: { kind: 'stall-in-body' },
    words: /there was no whole answer within \d(\.\d)? s/,
    // No response has to arrive within it.
    inputs: { 'request-timeout-seconds': '0.3' },
  },
  {
    name: 'a service that is overloaded',
    fault: { kind: 'refusal', status: 503, message: 'Back soon' },
    words: /answered 503 "Back soon"/,
  },
];

function attemptsLogged({ step }: Ended): string[] {
  return step.lines.flatMap((line) => / try (\d of 6) failed: /i.exec(line)?.[1] ?? []);
}

describe('a fault that lasts', () => {
  test.concurrent.each(FAULTS)(
    'at every call: six attempts and a status check, then it is told: $name',
    async ({ fault, words, inputs }) => {
      const ended = await playTestCase({ rules: [{ fault, acted: true }], inputs: { ...WAIT, ...inputs } });
      expect(mistakesOf(ended)).toEqual([]);
      expect(ended.step.exitCode).toBe(1);
      expect(ended.step.errors).toHaveLength(1);
      expect(ended.step.errors[0]).toMatch(
        /^It is not known whether job 305 was terminated: tried 6 times in \d+\.\d s; at the last try .+\. A look at it failed as well: tried once in .+; at the last try .+\. .*Look at the job at the service, or run this step again/,
      );
      expect(ended.step.errors[0]).toMatch(words);
      expect(attemptsLogged(ended)).toEqual([1, 2, 3, 4, 5].map((number) => `${number} of 6`));
      // With the short timeout, a busy machine may not even have sent the request.
      if (inputs === undefined) expect([count(ended, 'DELETE'), count(ended, 'GET')]).toEqual([6, 1]);
    },
  );

  test.concurrent('only at the terminate call: a status check tells that the job still runs', async () => {
    const ended = await playTestCase({ rules: [{ method: 'DELETE', fault: { kind: 'end-before-answer' } }] });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.errors).toEqual([
      expect.stringMatching(/^Job 305 was not terminated: tried 6 times in .+ A look shows that it is still running\./),
    ]);
    expect(count(ended, 'DELETE')).toBe(6);
  });

  test.concurrent('only the responses are lost: a status check tells that the job is stopping', async () => {
    const rules = [{ method: 'DELETE', fault: { kind: 'end-before-answer' }, acted: true } as const];
    const ended = await playTestCase({ rules, inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
    expect(ended.step.lines.join('\n')).toMatch(
      /not accepted \(tried 6 times in .+\), but a look shows that job 305 is/,
    );
  });

  test.concurrent.each(FAULTS)(
    'at each status check of a wait: the wait ends with its timeout: $name',
    async ({ fault, words }) => {
      const inputs = { ...WAIT, 'timeout-seconds': '1' };
      const ended = await playTestCase({ rules: [{ method: 'GET', fault }], inputs });
      expect(mistakesOf(ended)).toEqual([]);
      expect(ended.step.errors).toEqual([
        expect.stringMatching(
          /^Job 305 has not stopped within 1 s: when last seen it was pending_stoppage\. .*last look/,
        ),
      ]);
      expect(ended.step.errors[0]).toMatch(words);
      expect(ended.step.milliseconds).toBeGreaterThan(1_000);
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
  test.concurrent('the timeout of the last status check is told as one would say it', async () => {
    const rules = [{ method: 'GET', fault: { kind: 'stall-before-headers' } } as const];
    const ended = await playTestCase({ rules, inputs: { ...WAIT, 'timeout-seconds': '0.5' } });
    expect(ended.step.errors[0]).toMatch(/no whole answer within \d(\.\d)? s/);
  });
});
