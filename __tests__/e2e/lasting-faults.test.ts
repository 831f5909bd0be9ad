import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../tools/simulator/simulator.ts';
import { count, type Ending, playScene, SHORT_DEADLINE, WAIT } from './scene.ts';
import { mistakesOf } from './verdict.ts';

// A few faults that last, one of each sort, at each call. `npm run test:slow` has all of them.

const DEADLINE_MS = 300;
const PAUSES_MS = 500 + 1_000 + 2_000 + 4_000 + 8_000;
/** Looks that are under way when the wait's timeout ends may take this much longer. */
const LAST_LOOK_MS = 2_000;
/** A busy machine starts processes slowly. */
const START_MS = 3_000;

const FAULTS: [name: string, fault: Fault, words: RegExp][] = [
  ['a line that is reset', { kind: 'reset-before-answer' }, /the connection broke before the answer was whole/],
  ['a body that comes to a halt', { kind: 'stall-in-body' }, /there was no whole answer within 0\.3 s/],
  ['a service that is overloaded', { kind: 'refusal', status: 503, message: 'Back soon' }, /answered 503 "Back soon"/],
];

function triesTold({ step }: Ending): string[] {
  return step.lines.flatMap((line) => / try (\d of 6) failed: /i.exec(line)?.[1] ?? []);
}

describe('a fault that lasts', () => {
  test.concurrent.each(FAULTS)(
    'at every call: six tries and a look, then it is told: %s',
    async (_name, fault, words) => {
      const ending = await playScene({ rules: [{ fault, acted: true }], inputs: { ...WAIT, ...SHORT_DEADLINE } });
      expect(mistakesOf(ending)).toEqual([]);
      expect(ending.step.exitCode).toBe(1);
      expect(ending.step.errors).toHaveLength(1);
      expect(ending.step.errors[0]).toMatch(
        /^It is not known whether job 305 was terminated: tried 6 times in \d+\.\d s; at the last try .+\. A look at it failed as well: tried once in \d\.\d s; at the last try .+\. .*Look at the job at the service, or run this step again/,
      );
      expect(ending.step.errors[0]).toMatch(words);
      expect(triesTold(ending)).toEqual([1, 2, 3, 4, 5].map((number) => `${number} of 6`));
      expect([count(ending, 'DELETE'), count(ending, 'GET')]).toEqual([6, 1]);
      expect(ending.step.milliseconds).toBeLessThan(START_MS + 7 * DEADLINE_MS + PAUSES_MS);
    },
  );

  test.concurrent('only at the terminate call: a look tells that the job still runs', async () => {
    const ending = await playScene({ rules: [{ method: 'DELETE', fault: { kind: 'end-before-answer' } }] });
    expect(mistakesOf(ending)).toEqual([]);
    expect(ending.step.errors).toEqual([
      expect.stringMatching(/^Job 305 was not terminated: tried 6 times in .+ A look shows that it is still running\./),
    ]);
    expect(count(ending, 'DELETE')).toBe(6);
  });

  test.concurrent('only the answers are lost: a look tells that the job is stopping', async () => {
    const rules = [{ method: 'DELETE', fault: { kind: 'end-before-answer' }, acted: true } as const];
    const ending = await playScene({ rules, inputs: WAIT });
    expect(mistakesOf(ending)).toEqual([]);
    expect(ending.step).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
    expect(ending.step.lines.join('\n')).toMatch(
      /not accepted \(tried 6 times in .+\), but a look shows that job 305 is/,
    );
  });

  test.concurrent.each(FAULTS)(
    'at each look of a wait: the wait ends with its timeout: %s',
    async (_name, fault, words) => {
      const ending = await playScene({
        rules: [{ method: 'GET', fault }],
        inputs: { ...WAIT, ...SHORT_DEADLINE, 'timeout-seconds': '1' },
      });
      expect(mistakesOf(ending)).toEqual([]);
      expect(ending.step.errors).toEqual([
        expect.stringMatching(
          /^Job 305 has not stopped within 1 s: when last seen it was pending_stoppage\. .*last look/,
        ),
      ]);
      expect(ending.step.errors[0]).toMatch(words);
      expect(ending.step.milliseconds).toBeGreaterThan(1_000);
      expect(ending.step.milliseconds).toBeLessThan(START_MS + 1_000 + DEADLINE_MS);
    },
  );

  test.concurrent('a look that comes to a halt does not keep a wait from ending, however long its own deadline', async () => {
    const rules = [{ method: 'GET', fault: { kind: 'stall-before-headers' } } as const];
    const inputs = { ...WAIT, 'timeout-seconds': '0.5', 'request-timeout-seconds': '60' };
    const ending = await playScene({ rules, inputs });
    expect(mistakesOf(ending)).toEqual([]);
    expect(ending.step.exitCode).toBe(1);
    expect(ending.step.milliseconds).toBeLessThan(START_MS + 500 + LAST_LOOK_MS);
  });

  // It is what is left of the wait, and no round number.
  test.concurrent('the deadline of the last look is told as one would say it', async () => {
    const rules = [{ method: 'GET', fault: { kind: 'stall-before-headers' } } as const];
    const ending = await playScene({ rules, inputs: { ...WAIT, 'timeout-seconds': '0.5' } });
    expect(ending.step.errors[0]).toMatch(/no whole answer within \d(\.\d)? s/);
  });
});
