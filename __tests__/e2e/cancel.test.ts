import { describe, expect, test } from '@jest/globals';
import type { FaultRule, Simulator } from '../../tools/simulator/simulator.ts';
import { titles } from './step.ts';
import { count, type Ended, FIRST_JOB, playTestCase, type TestCase, until, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// What a cancel leaves behind: the truth, and a process that is gone before the runner sends the next signal, after 7.5 s.
// What is not waited for is told by the requests that follow the cancel, and by what the log says.

// Node can send no signals on Windows: it ends the process at once.
const concurrentOnPosix = process.platform === 'win32' ? test.skip : test.concurrent;

/** What a terminate call in flight is given to be answered. */
const GRACE_MS = 5_000;
const LONG = { pending_stoppage: 600, stopping: 600 };

/** A test case whose step is cancelled as soon as something is so. What every cancelled run has to keep to is checked. */
async function cancelWhen(
  isSo: (simulator: Simulator, log: string) => boolean,
  testCase: TestCase = {},
  signal: NodeJS.Signals = 'SIGINT',
): Promise<Ended & { leftAfterMs: number }> {
  const cancel = new AbortController();
  let [log, cancelledAt] = ['', Number.NaN];
  const meanwhile = async (simulator: Simulator, stepEnded: AbortSignal) => {
    await until(() => isSo(simulator, log), stepEnded);
    cancelledAt = performance.now();
    cancel.abort();
  };
  const onLogLine = (line: string) => {
    log += `${line}\n`;
  };
  const step = { cancel: cancel.signal, signal, onLogLine };
  const ended = await playTestCase({ simulator: { seconds: LONG }, ...testCase, meanwhile, step });
  const leftAfterMs = performance.now() - cancelledAt;
  expect(mistakesOf(ended)).toEqual([]);
  // One signal: it left by itself, before the runner's SIGTERM.
  expect(ended.step).toMatchObject({ exitCode: 1, signal: null, outcome: 'cancelled', signals: [signal] });
  return { ...ended, leftAfterMs };
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
  // The status check is cut off after the grace; what is told then is the refusal alone, which came from a job that had stopped.
  concurrentOnPosix('during the status check before failing: it is not known', async () => {
    const rules = [stalled('GET')];
    const ended = await cancelWhen(askedFor('GET'), { jobs: [{ status: 'stopped' }], rules });
    expect(ended.step.errors[0]).toMatch(/not known whether job 305 was terminated/);
  });

  // A chosen job was seen in a list before the call: the page takes that for news of it, "was not stopped, still running".
  concurrentOnPosix('while the call for a chosen job is in flight: the page says that it is not known', async () => {
    const rules = [{ ...stalled('DELETE'), acted: true }];
    const ended = await cancelWhen(askedFor('DELETE'), { rules, jobs: [{ package_id: 7 }], inputs: CHOICE });
    expect(ended.step.errors[0]).toMatch(/not known whether job 305 was terminated/);
    expect(ended.step.summary).toMatch(/not known/);
  });

  concurrentOnPosix(
    'while the terminate call is in flight: it is given five seconds, then it is not known',
    async () => {
      const ended = await cancelWhen(askedFor('DELETE'), { rules: [stalled('DELETE')] });
      expect(ended.leftAfterMs).toBeGreaterThan(GRACE_MS - 100);
      expect(ended.step.errors).toEqual([
        expect.stringMatching(/^Cancelled before the API had answered: it is not known whether job 305 was terminated/),
      ]);
      expect(titles(ended.step, 'error')).toEqual(['Job 305 may still be running']);
      expect(count(ended, 'DELETE')).toBe(1);
    },
  );

  concurrentOnPosix('while it is in flight, by SIGTERM: the same', async () => {
    const ended = await cancelWhen(askedFor('DELETE'), { rules: [{ ...stalled('DELETE'), acted: true }] }, 'SIGTERM');
    expect(ended.step.errors[0]).toMatch(/not known whether job 305 was terminated/);
  });

  concurrentOnPosix(
    'while many calls are in flight: those sent are not known, those unsent are left alone',
    async () => {
      const jobs = Array.from({ length: 12 }, () => ({}));
      const ended = await cancelWhen(askedFor('DELETE', 8), { jobs, rules: [stalled('DELETE')] });
      const sent = ended.jobs.slice(0, 8).map(({ id }) => id);
      const unsent = ended.jobs.slice(8).map(({ id }) => id);
      expect(ended.step.lines).toContain(`Terminate calls were sent for 8 jobs: ${sent.join(', ')}.`);
      expect(ended.step.lines).toContain(`No terminate call was sent for 4 jobs: ${unsent.join(', ')}.`);
      const told = JSON.parse(ended.step.outputs.jobs ?? '') as { id: number; error: string }[];
      for (const { id, error } of told) {
        expect(error).toMatch(sent.includes(id) ? /not known whether/ : /was not terminated/);
        expect(count(ended, 'DELETE', id)).toBe(sent.includes(id) ? 1 : 0);
      }
    },
  );

  concurrentOnPosix('while many calls are not yet sent: they are sent, as long as there is time', async () => {
    const jobs = Array.from({ length: 20 }, () => ({}));
    const ended = await cancelWhen(askedFor('DELETE', 8), { jobs, rules: [stalled('DELETE', 700)], inputs: WAIT });
    for (const { id, status } of ended.jobs) {
      expect(status).toBe('pending_stoppage');
      expect(count(ended, 'DELETE', id)).toBe(1);
    }
    expect(count(ended, 'GET')).toBe(0);
    expect(ended.step.lines.join('\n')).not.toContain('No terminate call was sent');
  });

  concurrentOnPosix('while a call is in flight that is answered in time: the response is taken', async () => {
    const ended = await cancelWhen(askedFor('DELETE'), { rules: [stalled('DELETE', 2_500)], inputs: WAIT });
    expect(ended.step.errors).toEqual([
      expect.stringMatching(/^Cancelled\. The termination of job 305 is under way: /),
    ]);
    expect(ended.step.outputs.status).toBe('pending_stoppage');
    expect(count(ended, 'GET')).toBe(0);
  });

  const BETWEEN_ATTEMPTS = (_: Simulator, log: string) => log.includes('try 1 of 6 failed');
  const busy: FaultRule = {
    method: 'DELETE',
    times: 1,
    fault: { kind: 'refusal', status: 503, message: 'Busy', headers: { 'Retry-After': '30' } },
  };

  concurrentOnPosix('between two attempts: one more, without the rest of the pause', async () => {
    const ended = await cancelWhen(BETWEEN_ATTEMPTS, { rules: [busy], inputs: WAIT });
    expect(ended.step.errors).toEqual([
      expect.stringMatching(/^Cancelled\. The termination of job 305 is under way: /),
    ]);
    expect(count(ended, 'DELETE')).toBe(2);
  });

  concurrentOnPosix('between two attempts, and the last one fails too: a status check, and that is all', async () => {
    const ended = await cancelWhen(BETWEEN_ATTEMPTS, { rules: [{ ...busy, times: 9 }] });
    expect(ended.step.errors).toEqual([
      expect.stringMatching(/^Job 305 was not terminated: tried 2 times in .+ A look shows that it is still running/),
    ]);
    expect([count(ended, 'DELETE'), count(ended, 'GET')]).toEqual([2, 1]);
  });

  concurrentOnPosix('between two attempts, and nothing is answered any more: it is not known', async () => {
    const rules = [busy, { fault: { kind: 'reset-before-answer' } } as const];
    const ended = await cancelWhen(BETWEEN_ATTEMPTS, { rules });
    expect(ended.step.errors).toEqual([expect.stringMatching(/it is not known whether job 305 was terminated/i)]);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    concurrentOnPosix(`by ${signal} during a wait ends it, with the outputs as last known`, async () => {
      const ended = await cancelWhen(askedFor('GET', 2), { inputs: WAIT }, signal);
      expect(ended.step.errors).toEqual([
        'Cancelled. The termination of job 305 is under way: when last seen it was pending_stoppage. It was not waited for.',
      ]);
      expect(titles(ended.step, 'error')).toEqual(['The termination of job 305 is under way']);
      expect(ended.step.outputs).toMatchObject({ status: 'pending_stoppage', id: '305', count: '1' });
      expect(ended.step.summary).toMatch(/^### ⏳? ?.*Cancelled: /);
    });
  }

  concurrentOnPosix('while a status check is in flight: its response is not waited for', async () => {
    const ended = await cancelWhen(askedFor('GET'), { rules: [stalled('GET')], inputs: WAIT });
    expect(ended.step.errors).toEqual([
      expect.stringMatching(/^Cancelled\. The termination of job 305 is under way: /),
    ]);
  });

  concurrentOnPosix('while the service is left alone, as it asked: without another request', async () => {
    const rules = [{ ...busy, method: 'GET' }];
    const ended = await cancelWhen((_, log) => log.includes('A look at job 305 failed'), { rules, inputs: WAIT });
    expect(count(ended, 'GET')).toBe(1);
  });

  concurrentOnPosix('during a wait for many: it leaves, and each is named', async () => {
    const jobs = [{}, {}, {}, {}];
    const ended = await cancelWhen(askedFor('GET', 2), { jobs, inputs: WAIT });
    expect(ended.step.errors.map((error) => /job (\d+) is under way/.exec(error)?.[1])).toEqual(
      jobs.map((_, index) => String(FIRST_JOB + index)),
    );
  });

  concurrentOnPosix('while jobs are being chosen: it leaves, and nothing was terminated', async () => {
    const ended = await cancelWhen(askedFor('GET'), {
      rules: [stalled('GET')],
      jobs: [{ package_id: 7 }],
      inputs: CHOICE,
    });
    expect(ended.step.errors).toEqual(['Cancelled while the jobs were being chosen. Nothing was terminated.']);
    expect(count(ended, 'DELETE')).toBe(0);
    expect(ended.step.outputs).toMatchObject({ count: '0', jobs: '[]', status: '' });
  });

  concurrentOnPosix('between two attempts of a list: it leaves, and nothing was terminated', async () => {
    const rules = [{ ...busy, method: 'GET', times: 9 }];
    const isSo = (_: Simulator, log: string) => log.includes('failed');
    const ended = await cancelWhen(isSo, { rules, jobs: [{ package_id: 7 }], inputs: CHOICE });
    expect(count(ended, 'DELETE')).toBe(0);
  });

  concurrentOnPosix('during a dry run: it leaves, and nothing is said to be terminated', async () => {
    const ended = await cancelWhen(askedFor('GET'), { rules: [stalled('GET')], inputs: { 'dry-run': 'true' } });
    expect(ended.step.stdout).not.toMatch(/not known whether|may still be running/);
    expect(count(ended, 'DELETE')).toBe(0);
  });
});
