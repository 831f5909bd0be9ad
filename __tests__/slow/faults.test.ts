import { describe, expect, test } from '@jest/globals';
import type { Fault, FaultRule, Simulator } from '../../tools/simulator/simulator.ts';
import {
  BROKEN_ANSWERS,
  HARMLESS_FAULTS,
  LINE_FAULTS,
  NO_JOBS,
  REFUSALS,
  UNFINISHED_ANSWERS,
} from '../e2e/fault-table.ts';
import {
  count,
  type Ending,
  FIRST_JOB,
  pathOf,
  playScene,
  type Scene,
  SHORT_DEADLINE,
  until,
  WAIT,
} from '../e2e/scene.ts';
import { mistakesOf } from '../e2e/verdict.ts';

// Every fault at every call, where it passes: whole runs of dist/ on real sockets. Faults that last are in
// __tests__/e2e/lasting-faults.test.ts and __tests__/stress/.

/** A busy machine starts processes slowly. The rest is a few deadlines of 0.3 s, and pauses of 3.5 s. */
const LONGEST_MS = 10_000;
const MOST_MEMORY_KB = 60 * 1024;

const floor = play({ inputs: WAIT });

async function play(scene: Scene): Promise<Ending> {
  return playScene({ ...scene, step: { measureMemory: true, ...scene.step } });
}

/** What every run has to keep to, whatever went wrong. */
async function expectInOrder(ending: Ending): Promise<void> {
  expect(mistakesOf(ending)).toEqual([]);
  expect(ending.step.exitCode).toBe(0);
  expect(ending.step.milliseconds).toBeLessThan(LONGEST_MS);
  const { peakMemoryKb = Number.NaN } = (await floor).step;
  expect(ending.step.peakMemoryKb).toBeLessThan(peakMemoryKb + MOST_MEMORY_KB);
}

function failedTries({ step }: Ending, id = FIRST_JOB): number {
  const failed = new RegExp(`job ${id}: try \\d of 6 failed: .+\\. Next try in \\d`, 'i');
  return step.lines.filter((line) => failed.test(line)).length;
}

function failedLooks({ step }: Ending): number {
  return step.lines.filter((line) => /^A look at job \d+ failed: .+/.test(line)).length;
}

const each = (method: string, id: number, faults: readonly Fault[], times: number): FaultRule[] =>
  faults.map((fault) => ({ method, path: pathOf(id), fault, times }));

const ended = Object.entries({ ...BROKEN_ANSWERS, ...REFUSALS }).map(([name, fault]) => ({ name, faults: [fault] }));
const unfinished = Object.entries(UNFINISHED_ANSWERS).map(([name, fault]) => ({
  name,
  faults: [fault],
  deadline: SHORT_DEADLINE,
}));
// By threes: they all go the same way.
const forms = Object.entries(NO_JOBS);
const noJobs = Array.from({ length: Math.ceil(forms.length / 3) }, (_, index) => {
  const three = forms.slice(3 * index, 3 * index + 3);
  return { name: three.map(([name]) => name).join(', '), faults: three.map(([, fault]) => fault) };
});
const rows: { name: string; faults: Fault[]; deadline?: Record<string, string> }[] = [
  ...unfinished,
  ...ended,
  ...noJobs,
];

describe('a fault that passes is ridden out', () => {
  const [active, over] = [FIRST_JOB, FIRST_JOB + 1];

  test.concurrent.each(rows)('at each call: $name', async ({ faults, deadline }) => {
    const rules = [
      ...each('DELETE', active, faults, 1),
      ...each('GET', active, faults, 2),
      // The call for a job that is over is refused; this is the look before failing.
      ...each('GET', over, faults, 1),
    ];
    const ending = await play({ jobs: [{}, { status: 'stopped' }], rules, inputs: { ...WAIT, ...deadline } });
    await expectInOrder(ending);
    expect(ending.step.outputs.status).toBe('stopped');
    expect(count(ending, 'DELETE', active)).toBeGreaterThan(faults.length);
    // A call that was acted on though its answer came too slowly is refused the next time: then a look follows at once.
    expect(failedTries(ending, active)).toBeGreaterThanOrEqual(count(ending, 'DELETE', active) - 1);
    expect(failedTries(ending, active) + failedLooks(ending)).toBeGreaterThanOrEqual(3 * faults.length);
    expect(failedTries(ending, over)).toBeGreaterThanOrEqual(faults.length);
  });

  const inputs = { ...WAIT, ...SHORT_DEADLINE };

  test.concurrent.each(Object.entries(LINE_FAULTS))('at the terminate call: %s', async (_name, fault) => {
    const ending = await play({ rules: [{ fault, times: 2 }], inputs });
    await expectInOrder(ending);
    expect(count(ending, 'DELETE')).toBe(1);
    expect(failedTries(ending)).toBeGreaterThanOrEqual(2);
  });

  // So that the next call needs a line of its own.
  const lineEnds: FaultRule = { method: 'DELETE', fault: { kind: 'end-after-answer' } };

  test.concurrent.each(Object.entries(LINE_FAULTS))('at the look before failing: %s', async (_name, fault) => {
    const ending = await play({
      jobs: [{ status: 'stopped' }],
      rules: [lineEnds, { fault, after: 1, times: 1 }],
      inputs,
    });
    await expectInOrder(ending);
    expect(failedTries(ending)).toBeGreaterThanOrEqual(1);
  });

  test.concurrent.each(Object.entries(LINE_FAULTS))('at the looks of a wait: %s', async (_name, fault) => {
    const ending = await play({ rules: [lineEnds, { fault, after: 1, times: 2 }], inputs });
    await expectInOrder(ending);
    expect(failedLooks(ending)).toBeGreaterThanOrEqual(2);
  });

  test.concurrent('at the terminate call: nobody listens', async () => {
    const ending = await play({ inputs: WAIT, ...offlineUntilTold('from the beginning') });
    await expectInOrder(ending);
    expect(failedTries(ending)).toBeGreaterThanOrEqual(1);
  });

  test.concurrent('at the look before failing: nobody listens', async () => {
    const ending = await play({ jobs: [{ status: 'stopped' }], ...offlineUntilTold('after the call') });
    await expectInOrder(ending);
    expect(failedTries(ending)).toBeGreaterThanOrEqual(1);
  });

  test.concurrent('at the looks of a wait: nobody listens', async () => {
    const ending = await play({ inputs: WAIT, ...offlineUntilTold('after the call') });
    await expectInOrder(ending);
    expect(failedLooks(ending)).toBeGreaterThanOrEqual(1);
  });

  test.concurrent.each(Object.entries(HARMLESS_FAULTS))('not even noticed: %s', async (_name, fault) => {
    // A line that is reset between two looks is news only to a look that is under way.
    const inputs = { ...WAIT, 'poll-interval-seconds': '0.2' };
    const ending = await play({ rules: [{ fault, acted: true }], inputs });
    await expectInOrder(ending);
    expect(count(ending, 'DELETE')).toBe(1);
    expect(failedTries(ending) + failedLooks(ending)).toBe(0);
  });
});

/** Nobody listens, from the beginning or from the answer to the terminate call on, until the step tells of a fault. */
function offlineUntilTold(since: 'from the beginning' | 'after the call'): Scene {
  let service: Simulator | undefined;
  let isTold = false;
  return {
    simulator: {
      onRequest: ({ method }) => {
        if (method === 'DELETE' && since === 'after the call') void service?.goOffline();
      },
    },
    step: {
      onLogLine: (line) => {
        isTold ||= line.includes(' failed: ');
      },
    },
    meanwhile: async (simulator) => {
      service = simulator;
      if (since === 'from the beginning') await simulator.goOffline();
      await until(() => isTold);
      await simulator.goOnline();
    },
  };
}
