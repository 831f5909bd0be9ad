import { describe, expect, test } from '@jest/globals';
import type { FaultRule, Simulator } from '../../tools/simulator/simulator.ts';
import { count, type Ending, FIRST_JOB, playScene, type Scene, until, WAIT } from './scene.ts';
import { titles } from './step.ts';
import { mistakesOf } from './verdict.ts';

// What a cancel leaves behind: the truth, and a process that is gone before the runner kills it.

// Node can send no signals on Windows: it ends the process at once.
const concurrentOnPosix = process.platform === 'win32' ? test.skip : test.concurrent;

const GRACE_MS = 5_000;
/** Five seconds, and what a busy machine takes to end a process. The runner sends SIGTERM after 7.5 s. */
const LONGEST_MS = 6_500;
const AT_ONCE_MS = 1_000;
const LONG = { pending_stoppage: 60, stopping: 60 };

/** A scene whose step is cancelled as soon as something is so. Tells how long it took to leave. */
async function cancelWhen(
  isSo: (simulator: Simulator, log: string) => boolean,
  scene: Scene = {},
  signal: NodeJS.Signals = 'SIGINT',
): Promise<Ending & { leftAfterMs: number }> {
  const cancel = new AbortController();
  let [log, cancelledAt] = ['', Number.NaN];
  const meanwhile = async (simulator: Simulator) => {
    await until(() => isSo(simulator, log));
    cancelledAt = performance.now();
    cancel.abort();
  };
  const onLogLine = (line: string) => {
    log += `${line}\n`;
  };
  const step = { cancel: cancel.signal, signal, onLogLine };
  const ending = await playScene({ simulator: { seconds: LONG }, ...scene, meanwhile, step });
  return { ...ending, leftAfterMs: performance.now() - cancelledAt };
}

/** What every cancelled run has to keep to. */
function expectLeft(ending: Ending & { leftAfterMs: number }, withinMs: number): void {
  expect(mistakesOf(ending)).toEqual([]);
  expect(ending.step).toMatchObject({ exitCode: 1, signal: null, outcome: 'cancelled', killedBy: undefined });
  expect(ending.leftAfterMs).toBeLessThan(withinMs);
}

const askedFor =
  (method: string, times = 1) =>
  (simulator: Simulator) =>
    simulator.requests.filter((request) => request.method === method).length >= times;

const stalled = (method: string, ms?: number): FaultRule => ({
  method,
  fault: { kind: 'stall-before-headers', ...(ms === undefined ? {} : { ms }) },
});

const CHOICE = { 'job-id': '', 'package-id': '7' };

// All at the same time, the slowest first, since they do little but wait.
describe('cancelled', () => {
  // The look is cut off after the grace; what is told then is the refusal alone, which came from a job that had stopped.
  concurrentOnPosix('during the look before failing: it is not known', async () => {
    const rules = [stalled('GET')];
    const ending = await cancelWhen(askedFor('GET'), { jobs: [{ status: 'stopped' }], rules });
    expectLeft(ending, LONGEST_MS);
    expect(ending.step.errors[0]).toMatch(/not known whether job 305 was terminated/);
  });

  // A chosen job was seen in a list before the call: the page takes that for news of it, "was not stopped, still running".
  concurrentOnPosix('while the call for a chosen job is in flight: the page says that it is not known', async () => {
    const rules = [{ ...stalled('DELETE'), acted: true }];
    const ending = await cancelWhen(askedFor('DELETE'), { rules, jobs: [{ package_id: 7 }], inputs: CHOICE });
    expect(ending.step.errors[0]).toMatch(/not known whether job 305 was terminated/);
    expectLeft(ending, LONGEST_MS);
    expect(ending.step.summary).toMatch(/not known/);
  });

  concurrentOnPosix(
    'while the terminate call is in flight: it is given five seconds, then it is not known',
    async () => {
      const ending = await cancelWhen(askedFor('DELETE'), { rules: [stalled('DELETE')] });
      expectLeft(ending, LONGEST_MS);
      expect(ending.leftAfterMs).toBeGreaterThan(GRACE_MS - 100);
      expect(ending.step.errors).toEqual([
        expect.stringMatching(/^Cancelled before the API had answered: it is not known whether job 305 was terminated/),
      ]);
      expect(titles(ending.step, 'error')).toEqual(['Job 305 may still be running']);
      expect(count(ending, 'DELETE')).toBe(1);
    },
  );

  concurrentOnPosix('while it is in flight, by SIGTERM: the same', async () => {
    const ending = await cancelWhen(askedFor('DELETE'), { rules: [{ ...stalled('DELETE'), acted: true }] }, 'SIGTERM');
    expectLeft(ending, LONGEST_MS);
    expect(ending.step.errors[0]).toMatch(/not known whether job 305 was terminated/);
  });

  concurrentOnPosix(
    'while many calls are in flight: those sent are not known, those unsent are left alone',
    async () => {
      const jobs = Array.from({ length: 12 }, () => ({}));
      const ending = await cancelWhen(askedFor('DELETE', 8), { jobs, rules: [stalled('DELETE')] });
      expectLeft(ending, LONGEST_MS);
      const sent = ending.jobs.slice(0, 8).map(({ id }) => id);
      const unsent = ending.jobs.slice(8).map(({ id }) => id);
      expect(ending.step.lines).toContain(`Terminate calls were sent for 8 jobs: ${sent.join(', ')}.`);
      expect(ending.step.lines).toContain(`No terminate call was sent for 4 jobs: ${unsent.join(', ')}.`);
      const told = JSON.parse(ending.step.outputs.jobs ?? '') as { id: number; error: string }[];
      for (const { id, error } of told) {
        expect(error).toMatch(sent.includes(id) ? /not known whether/ : /was not terminated/);
        expect(count(ending, 'DELETE', id)).toBe(sent.includes(id) ? 1 : 0);
      }
    },
  );

  concurrentOnPosix('while many calls are not yet sent: they are sent, as long as there is time', async () => {
    const jobs = Array.from({ length: 20 }, () => ({}));
    const ending = await cancelWhen(askedFor('DELETE', 8), { jobs, rules: [stalled('DELETE', 700)], inputs: WAIT });
    expectLeft(ending, LONGEST_MS);
    for (const { id, status } of ending.jobs) {
      expect(status).toBe('pending_stoppage');
      expect(count(ending, 'DELETE', id)).toBe(1);
    }
    expect(count(ending, 'GET')).toBe(0);
    expect(ending.step.lines.join('\n')).not.toContain('No terminate call was sent');
  });

  concurrentOnPosix('while a call is in flight that is answered a second later: the answer is taken', async () => {
    const ending = await cancelWhen(askedFor('DELETE'), { rules: [stalled('DELETE', 1_000)], inputs: WAIT });
    expectLeft(ending, 1_000 + AT_ONCE_MS);
    expect(ending.step.errors).toEqual([
      expect.stringMatching(/^Cancelled\. The termination of job 305 is under way: /),
    ]);
    expect(ending.step.outputs.status).toBe('pending_stoppage');
    expect(count(ending, 'GET')).toBe(0);
  });

  const BETWEEN_TRIES = (_: Simulator, log: string) => log.includes('try 1 of 6 failed');
  const busy: FaultRule = {
    method: 'DELETE',
    times: 1,
    fault: { kind: 'refusal', status: 503, message: 'Busy', headers: { 'Retry-After': '30' } },
  };

  concurrentOnPosix('between two tries: one more, at once', async () => {
    const ending = await cancelWhen(BETWEEN_TRIES, { rules: [busy], inputs: WAIT });
    expectLeft(ending, AT_ONCE_MS);
    expect(ending.step.errors).toEqual([
      expect.stringMatching(/^Cancelled\. The termination of job 305 is under way: /),
    ]);
    expect(count(ending, 'DELETE')).toBe(2);
  });

  concurrentOnPosix('between two tries, and the last one fails too: a look, and that is all', async () => {
    const ending = await cancelWhen(BETWEEN_TRIES, { rules: [{ ...busy, times: 9 }] });
    expectLeft(ending, AT_ONCE_MS);
    expect(ending.step.errors).toEqual([
      expect.stringMatching(/^Job 305 was not terminated: tried 2 times in .+ A look shows that it is still running/),
    ]);
    expect([count(ending, 'DELETE'), count(ending, 'GET')]).toEqual([2, 1]);
  });

  concurrentOnPosix('between two tries, and nothing is answered any more: it is not known', async () => {
    const rules = [busy, { fault: { kind: 'reset-before-answer' } } as const];
    const ending = await cancelWhen(BETWEEN_TRIES, { rules });
    expectLeft(ending, AT_ONCE_MS);
    expect(ending.step.errors).toEqual([expect.stringMatching(/it is not known whether job 305 was terminated/i)]);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    concurrentOnPosix(`by ${signal} during a wait: at once, with the outputs as last known`, async () => {
      const ending = await cancelWhen(askedFor('GET', 2), { inputs: WAIT }, signal);
      expectLeft(ending, AT_ONCE_MS);
      expect(ending.step.errors).toEqual([
        'Cancelled. The termination of job 305 is under way: when last seen it was pending_stoppage. It was not waited for.',
      ]);
      expect(titles(ending.step, 'error')).toEqual(['The termination of job 305 is under way']);
      expect(ending.step.outputs).toMatchObject({ status: 'pending_stoppage', id: '305', count: '1' });
      expect(ending.step.summary).toMatch(/^### ⏳? ?.*Cancelled: /);
    });
  }

  concurrentOnPosix('while a look is in flight: at once', async () => {
    const ending = await cancelWhen(askedFor('GET'), { rules: [stalled('GET')], inputs: WAIT });
    expectLeft(ending, AT_ONCE_MS);
    expect(ending.step.errors).toEqual([
      expect.stringMatching(/^Cancelled\. The termination of job 305 is under way: /),
    ]);
  });

  concurrentOnPosix('while the service is left alone, as it asked: at once', async () => {
    const rules = [{ ...busy, method: 'GET' }];
    const ending = await cancelWhen((_, log) => log.includes('A look at job 305 failed'), { rules, inputs: WAIT });
    expectLeft(ending, AT_ONCE_MS);
  });

  concurrentOnPosix('during a wait for many: at once, and each is named', async () => {
    const jobs = [{}, {}, {}, {}];
    const ending = await cancelWhen(askedFor('GET', 2), { jobs, inputs: WAIT });
    expectLeft(ending, AT_ONCE_MS);
    expect(ending.step.errors.map((error) => /job (\d+) is under way/.exec(error)?.[1])).toEqual(
      jobs.map((_, index) => String(FIRST_JOB + index)),
    );
  });

  concurrentOnPosix('while jobs are being chosen: at once, and nothing was terminated', async () => {
    const ending = await cancelWhen(askedFor('GET'), {
      rules: [stalled('GET')],
      jobs: [{ package_id: 7 }],
      inputs: CHOICE,
    });
    expectLeft(ending, AT_ONCE_MS);
    expect(ending.step.errors).toEqual(['Cancelled while the jobs were being chosen. Nothing was terminated.']);
    expect(count(ending, 'DELETE')).toBe(0);
    expect(ending.step.outputs).toMatchObject({ count: '0', jobs: '[]', status: '' });
  });

  concurrentOnPosix('between two tries of a list: at once, and nothing was terminated', async () => {
    const rules = [{ ...busy, method: 'GET', times: 9 }];
    const isSo = (_: Simulator, log: string) => log.includes('failed');
    const ending = await cancelWhen(isSo, { rules, jobs: [{ package_id: 7 }], inputs: CHOICE });
    expectLeft(ending, AT_ONCE_MS);
    expect(count(ending, 'DELETE')).toBe(0);
  });

  concurrentOnPosix('during a dry run: at once, and nothing is said to be terminated', async () => {
    const ending = await cancelWhen(askedFor('GET'), { rules: [stalled('GET')], inputs: { 'dry-run': 'true' } });
    expectLeft(ending, AT_ONCE_MS);
    expect(ending.step.stdout).not.toMatch(/not known whether|may still be running/);
    expect(count(ending, 'DELETE')).toBe(0);
  });
});
