import { describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../tools/simulator/simulator.ts';
import { count, playTestCase, WAIT } from '../e2e/test-case.ts';
import { mistakesOf } from '../e2e/verdict.ts';

// A job that stays active 30 s after an accepted call is terminated once more.

describe('an accepted call without effect', () => {
  const withoutEffect: FaultRule = { method: 'DELETE', fault: { kind: 'stop-without-effect', shown: 'running' } };
  const again = 'Job 305 is still running 30 s after the accepted call. Terminating it once more.';

  test.concurrent('is repeated after 30 s, and the job stops', async () => {
    const ended = await playTestCase({ rules: [{ ...withoutEffect, times: 1 }], inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, errors: [], outputs: { status: 'stopped' } });
    expect(ended.step.lines).toContain(again);
    expect(count(ended, 'DELETE')).toBe(2);
  });

  test.concurrent('is repeated where the job falls back to running', async () => {
    const fault = { kind: 'stop-without-effect', shown: 'pending_stoppage', ms: 2_000 } as const;
    const ended = await playTestCase({ rules: [{ ...withoutEffect, times: 1, fault }], inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, outputs: { status: 'stopped' } });
    expect(ended.step.lines).toContain(again);
  });

  test.concurrent('is repeated once and no more, and reported after the timeout', async () => {
    const inputs = { ...WAIT, 'timeout-seconds': '34' };
    const ended = await playTestCase({ rules: [withoutEffect], inputs });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.errors).toEqual([
      expect.stringMatching(/^Job 305: timed out, still running\. .+ The terminate call had no visible effect\./),
    ]);
    expect(count(ended, 'DELETE')).toBe(2);
  });
});
