import { describe, expect, test } from '@jest/globals';
import type { Fault, FaultRule, Simulator } from '../../tools/simulator/simulator.ts';
import {
  BROKEN_RESPONSES,
  HARMLESS_FAULTS,
  LINE_FAULTS,
  NO_JOBS,
  REFUSALS,
  UNFINISHED_RESPONSES,
} from '../e2e/fault-table.ts';
import {
  count,
  type Ended,
  FIRST_JOB,
  pathOf,
  playTestCase,
  SHORT_TIMEOUT,
  type TestCase,
  until,
  WAIT,
} from '../e2e/test-case.ts';
import { mistakesOf } from '../e2e/verdict.ts';

// Every fault at every call, where it passes: whole runs of dist/ on real sockets. Faults that last are in
// __tests__/e2e/lasting-faults.test.ts and __tests__/stress/.

const MOST_MEMORY_KB = 60 * 1024;

const floor = play({ inputs: WAIT });

async function play(testCase: TestCase): Promise<Ended> {
  return playTestCase({ ...testCase, step: { measureMemory: true, ...testCase.step } });
}

/** What every run has to keep to, whatever went wrong. */
async function expectInOrder(ended: Ended): Promise<void> {
  expect(mistakesOf(ended)).toEqual([]);
  expect(ended.step.exitCode).toBe(0);
  const { peakMemoryKb = Number.NaN } = (await floor).step;
  expect(ended.step.peakMemoryKb).toBeLessThan(peakMemoryKb + MOST_MEMORY_KB);
}

function failedAttempts({ step }: Ended, id = FIRST_JOB): number {
  const failed = new RegExp(`job ${id}: attempt \\d+ of \\d+ failed: .+\\. Next attempt in \\d`, 'i');
  return step.lines.filter((line) => failed.test(line)).length;
}

function failedChecks({ step }: Ended): number {
  return step.lines.filter((line) => /^Polling job \d+ failed: .+/.test(line)).length;
}

const each = (method: string, id: number, faults: readonly Fault[], times: number): FaultRule[] =>
  faults.map((fault) => ({ method, path: pathOf(id), fault, times }));

const ended = Object.entries({ ...BROKEN_RESPONSES, ...REFUSALS }).map(([name, fault]) => ({ name, faults: [fault] }));
const unfinished = Object.entries(UNFINISHED_RESPONSES).map(([name, fault]) => ({
  name,
  faults: [fault],
  timeout: SHORT_TIMEOUT,
}));
// By threes: they all go the same way.
const forms = Object.entries(NO_JOBS);
const noJobs = Array.from({ length: Math.ceil(forms.length / 3) }, (_, index) => {
  const three = forms.slice(3 * index, 3 * index + 3);
  return { name: three.map(([name]) => name).join(', '), faults: three.map(([, fault]) => fault) };
});
const rows: { name: string; faults: Fault[]; timeout?: Record<string, string> }[] = [
  ...unfinished,
  ...ended,
  ...noJobs,
];

describe('a fault that passes is ridden out', () => {
  const [active, over] = [FIRST_JOB, FIRST_JOB + 1];

  test.concurrent.each(rows)('at each call: $name', async ({ faults, timeout }) => {
    const rules = [
      ...each('DELETE', active, faults, 1),
      ...each('GET', active, faults, 2),
      // The call for a job that has ended is refused; this is the status check before failing.
      ...each('GET', over, faults, 1),
    ];
    const ended = await play({ jobs: [{}, { status: 'stopped' }], rules, inputs: { ...WAIT, ...timeout } });
    await expectInOrder(ended);
    expect(ended.step.outputs.status).toBe('stopped');
    expect(count(ended, 'DELETE', active)).toBeGreaterThan(faults.length);
    // A call that was acted on though its response came too slowly is refused the next time: then a status check follows at once.
    expect(failedAttempts(ended, active)).toBeGreaterThanOrEqual(count(ended, 'DELETE', active) - 1);
    expect(failedAttempts(ended, active) + failedChecks(ended)).toBeGreaterThanOrEqual(3 * faults.length);
    expect(failedAttempts(ended, over)).toBeGreaterThanOrEqual(faults.length);
  });

  const inputs = { ...WAIT, ...SHORT_TIMEOUT };

  test.concurrent.each(Object.entries(LINE_FAULTS))('at the terminate call: %s', async (_name, fault) => {
    const ended = await play({ rules: [{ fault, times: 2 }], inputs });
    await expectInOrder(ended);
    expect(count(ended, 'DELETE')).toBe(1);
    expect(failedAttempts(ended)).toBeGreaterThanOrEqual(2);
  });

  // So that the next call needs a line of its own.
  const lineEnds: FaultRule = { method: 'DELETE', fault: { kind: 'end-after-answer' } };

  test.concurrent.each(Object.entries(LINE_FAULTS))('at the status check before failing: %s', async (_name, fault) => {
    const ended = await play({
      jobs: [{ status: 'stopped' }],
      rules: [lineEnds, { fault, after: 1, times: 1 }],
      inputs,
    });
    await expectInOrder(ended);
    expect(failedAttempts(ended)).toBeGreaterThanOrEqual(1);
  });

  test.concurrent.each(Object.entries(LINE_FAULTS))('at the status checks of a wait: %s', async (_name, fault) => {
    const ended = await play({ rules: [lineEnds, { fault, after: 1, times: 2 }], inputs });
    await expectInOrder(ended);
    expect(failedChecks(ended)).toBeGreaterThanOrEqual(2);
  });

  test.concurrent('at the terminate call: nobody listens', async () => {
    const ended = await play({ inputs: WAIT, ...offlineUntilReported('from the beginning') });
    await expectInOrder(ended);
    expect(failedAttempts(ended)).toBeGreaterThanOrEqual(1);
  });

  test.concurrent('at the status check before failing: nobody listens', async () => {
    const ended = await play({ jobs: [{ status: 'stopped' }], ...offlineUntilReported('after the call') });
    await expectInOrder(ended);
    expect(failedAttempts(ended)).toBeGreaterThanOrEqual(1);
  });

  test.concurrent('at the status checks of a wait: nobody listens', async () => {
    const ended = await play({ inputs: WAIT, ...offlineUntilReported('after the call') });
    await expectInOrder(ended);
    expect(failedChecks(ended)).toBeGreaterThanOrEqual(1);
  });

  test.concurrent.each(Object.entries(HARMLESS_FAULTS))('not noticed: %s', async (_name, fault) => {
    // A line that is reset between two status checks is news only to one that is under way: so much a busy machine is not late.
    const inputs = { ...WAIT, 'poll-interval-seconds': '2' };
    const ended = await play({ rules: [{ fault, acted: true }], inputs });
    await expectInOrder(ended);
    expect(count(ended, 'DELETE')).toBe(1);
    expect(failedAttempts(ended) + failedChecks(ended)).toBe(0);
  });
});

/** Nobody listens, from the beginning or from the response to the terminate call on, until the step reports a failed request. */
function offlineUntilReported(since: 'from the beginning' | 'after the call'): TestCase {
  let service: Simulator | undefined;
  let isReported = false;
  return {
    simulator: {
      onRequest: ({ method }) => {
        if (method === 'DELETE' && since === 'after the call') void service?.goOffline();
      },
    },
    step: {
      onLogLine: (line) => {
        isReported ||= line.includes(' failed: ');
      },
    },
    meanwhile: async (simulator, stepEnded) => {
      service = simulator;
      if (since === 'from the beginning') await simulator.goOffline();
      await until(() => isReported, stepEnded);
      await simulator.goOnline();
    },
  };
}
