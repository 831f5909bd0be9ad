import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { FaultRule, Simulator } from '../../tools/simulator/simulator.ts';
import { textOf, titles } from './step.ts';
import { count, type Ended, FIRST_JOB, playTestCase, type TestCase, until, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// What a cancel leaves behind: the truth, and a process that is gone before the runner sends the next signal, after 7.5 s.
// What is not waited for is shown by the requests that follow the cancel, and by what the log says.

// Node can send no signals on Windows: it ends the process at once.
const concurrentOnPosix = process.platform === 'win32' ? test.skip : test.concurrent;

/** How long a terminate call in flight may take until its response has come. */
const GRACE_MS = 4_500;
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

const requested =
  (method: string, times = 1) =>
  (simulator: Simulator) =>
    simulator.requests.filter((request) => request.method === method).length >= times;

/** What the log says once, whichever way the cancel came. */
const CANCELLED = "Cancelled, or the step's timeout-minutes is over.";
const UNKNOWN = /^Job 305: outcome unknown, may still be running\. .+ A request may have been delivered\./;
const STOPPING =
  /^Job 305: cancelled, still stopping\. The step was cancelled, or its timeout-minutes was over, .+ last status: pending_stoppage\./;

const stalled = (method: string, ms?: number): FaultRule => ({
  method,
  fault: { kind: 'stall-before-headers', ...(ms === undefined ? {} : { ms }) },
});

const SELECTION = { 'job-id': '', 'package-id': '7' };

// All at the same time, the slowest first, since they do little but wait.
describe('cancelled', () => {
  // The status check is aborted after the grace: what is left is the refusal, which came of a job that had stopped.
  concurrentOnPosix('during the status check before failing: the refusal is reported', async () => {
    const rules = [stalled('GET')];
    const ended = await cancelWhen(requested('GET'), { jobs: [{ status: 'stopped' }], rules });
    expect(ended.step.errors[0]).toMatch(/^Job 305: refused by the API \(422\)\. .*Getting the job failed too: /);
    expect(ended.step.lines).toContain(`${CANCELLED} Terminate call refused for job 305.`);
  });

  // It was seen in a list before the call, which says nothing of what the call did.
  concurrentOnPosix('while the call for a selected job is in flight: the outcome is unknown', async () => {
    const rules = [{ ...stalled('DELETE'), acted: true }];
    const ended = await cancelWhen(requested('DELETE'), { rules, jobs: [{ package_id: 7 }], inputs: SELECTION });
    expect(ended.step.errors[0]).toMatch(UNKNOWN);
    expect(textOf(ended.step.summary)).toMatch(/^### ❌ Cancelled · Job 305: outcome unknown, may still be running$/m);
  });

  concurrentOnPosix('while the terminate call is in flight: after 4.5 s the outcome is unknown', async () => {
    const ended = await cancelWhen(requested('DELETE'), { rules: [stalled('DELETE')] });
    expect(ended.leftAfterMs).toBeGreaterThan(GRACE_MS - 100);
    expect(ended.step.errors).toEqual([expect.stringMatching(UNKNOWN)]);
    expect(titles(ended.step, 'error')).toEqual(['Job 305: outcome unknown, may still be running']);
    expect(ended.step.lines).toContain(`${CANCELLED} Terminate call sent without a response for job 305.`);
    expect(count(ended, 'DELETE')).toBe(1);
  });

  concurrentOnPosix('while it is in flight, by SIGTERM: the same', async () => {
    const ended = await cancelWhen(requested('DELETE'), { rules: [{ ...stalled('DELETE'), acted: true }] }, 'SIGTERM');
    expect(ended.step.errors[0]).toMatch(UNKNOWN);
  });

  concurrentOnPosix('while many calls are in flight: those sent are unknown, those unsent are left alone', async () => {
    const jobs = Array.from({ length: 12 }, () => ({}));
    const ended = await cancelWhen(requested('DELETE', 8), { jobs, rules: [stalled('DELETE')] });
    const sent = ended.jobs.slice(0, 8).map(({ id }) => id);
    const unsent = ended.jobs.slice(8).map(({ id }) => id);
    const [ids, others] = [sent.join(', '), unsent.join(', ')];
    expect(ended.step.lines).toContain(
      `${CANCELLED} Terminate call sent without a response for 8 jobs (${ids}); not sent for 4 jobs (${others}).`,
    );
    const jobErrors = JSON.parse(ended.step.outputs.jobs ?? '') as { id: number; error: string }[];
    for (const { id, error } of jobErrors) {
      expect(error).toMatch(sent.includes(id) ? /outcome unknown/ : /cancelled, not terminated/);
      expect(count(ended, 'DELETE', id)).toBe(sent.includes(id) ? 1 : 0);
    }
  });

  concurrentOnPosix('while many calls are not yet sent: they are sent, as long as there is time', async () => {
    const jobs = Array.from({ length: 20 }, () => ({}));
    const ended = await cancelWhen(requested('DELETE', 8), { jobs, rules: [stalled('DELETE', 700)], inputs: WAIT });
    for (const { id, status } of ended.jobs) {
      expect(status).toBe('pending_stoppage');
      expect(count(ended, 'DELETE', id)).toBe(1);
    }
    expect(count(ended, 'GET')).toBe(0);
    expect(ended.step.lines.join('\n')).not.toContain('not sent for');
  });

  concurrentOnPosix('while a call is in flight that is answered in time: the response is taken', async () => {
    const ended = await cancelWhen(requested('DELETE'), { rules: [stalled('DELETE', 2_500)], inputs: WAIT });
    expect(ended.step.errors).toEqual([expect.stringMatching(STOPPING)]);
    expect(ended.step.outputs.status).toBe('pending_stoppage');
    expect(count(ended, 'GET')).toBe(0);
  });

  const BETWEEN_ATTEMPTS = (_: Simulator, log: string) => log.includes('attempt 1 of 6 failed');
  const busy: FaultRule = {
    method: 'DELETE',
    times: 1,
    fault: { kind: 'refusal', status: 503, message: 'Busy', headers: { 'Retry-After': '30' } },
  };

  concurrentOnPosix('between two attempts: one more, without the rest of the pause', async () => {
    const ended = await cancelWhen(BETWEEN_ATTEMPTS, { rules: [busy], inputs: WAIT });
    expect(ended.step.errors).toEqual([expect.stringMatching(STOPPING)]);
    expect(count(ended, 'DELETE')).toBe(2);
  });

  concurrentOnPosix('between two attempts, and the last one fails too: a status check, and that is all', async () => {
    const ended = await cancelWhen(BETWEEN_ATTEMPTS, { rules: [{ ...busy, times: 9 }] });
    expect(ended.step.errors).toEqual([
      expect.stringMatching(
        /^Job 305: outcome unknown, may still be running\. HTTP 503 "Busy" \(2 attempts in .+\)\..* Last status: running\./,
      ),
    ]);
    expect([count(ended, 'DELETE'), count(ended, 'GET')]).toEqual([2, 1]);
  });

  concurrentOnPosix('between two attempts, and there is no response any more: the outcome is unknown', async () => {
    const rules = [busy, { fault: { kind: 'reset-before-answer' } } as const];
    const ended = await cancelWhen(BETWEEN_ATTEMPTS, { rules });
    expect(ended.step.errors).toEqual([expect.stringMatching(UNKNOWN)]);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    concurrentOnPosix(`by ${signal} during a wait ends it, with the outputs as last known`, async () => {
      const ended = await cancelWhen(requested('GET', 2), { inputs: WAIT }, signal);
      expect(ended.step.errors).toEqual([expect.stringMatching(STOPPING)]);
      expect(titles(ended.step, 'error')).toEqual(['Job 305: cancelled, still stopping']);
      expect(ended.step.lines).toContain(`${CANCELLED} Terminate call accepted for job 305.`);
      expect(ended.step.outputs).toMatchObject({ status: 'pending_stoppage', id: '305', count: '1' });
      expect(ended.step.summary).toMatch(/^### ❌ Job 305: cancelled, still stopping$/m);
    });
  }

  concurrentOnPosix('while a status check is in flight: its response is not waited for', async () => {
    const ended = await cancelWhen(requested('GET'), { rules: [stalled('GET')], inputs: WAIT });
    expect(ended.step.errors).toEqual([expect.stringMatching(STOPPING)]);
  });

  concurrentOnPosix('while the service is left alone, as it asked to be: without another request', async () => {
    const rules = [{ ...busy, method: 'GET' }];
    const ended = await cancelWhen((_, log) => log.includes('Polling job 305 failed'), { rules, inputs: WAIT });
    expect(count(ended, 'GET')).toBe(1);
  });

  concurrentOnPosix('during a wait for many: it leaves, and each is named', async () => {
    const jobs = [{}, {}, {}, {}];
    const ended = await cancelWhen(requested('GET', 2), { jobs, inputs: WAIT });
    const ids = jobs.map((_, index) => FIRST_JOB + index).join(', ');
    expect(titles(ended.step, 'error')).toEqual([`4 jobs (${ids}): cancelled, still stopping`]);
  });

  concurrentOnPosix('while jobs are being selected: it leaves, and nothing was terminated', async () => {
    const ended = await cancelWhen(requested('GET'), {
      rules: [stalled('GET')],
      jobs: [{ package_id: 7 }],
      inputs: SELECTION,
    });
    expect(ended.step.errors).toEqual([
      expect.stringMatching(/^Cancelled while jobs were selected\. Nothing was terminated\. Help: /),
    ]);
    expect(count(ended, 'DELETE')).toBe(0);
    expect(ended.step.outputs).toMatchObject({ count: '0', jobs: '[]', status: '' });
  });

  concurrentOnPosix('between two attempts of a list: it leaves, and nothing was terminated', async () => {
    const rules = [{ ...busy, method: 'GET', times: 9 }];
    const isSo = (_: Simulator, log: string) => log.includes('failed');
    const ended = await cancelWhen(isSo, { rules, jobs: [{ package_id: 7 }], inputs: SELECTION });
    expect(count(ended, 'DELETE')).toBe(0);
  });

  concurrentOnPosix('during a dry run: it leaves, and nothing is said to be terminated', async () => {
    const ended = await cancelWhen(requested('GET'), { rules: [stalled('GET')], inputs: { 'dry-run': 'true' } });
    expect(ended.step.stdout).not.toMatch(/outcome unknown|may still be running/);
    expect(count(ended, 'DELETE')).toBe(0);
  });

  concurrentOnPosix('while nothing can be delivered: no call is said to have been sent', async () => {
    const cancel = new AbortController();
    const onLogLine = (line: string) => line.includes('attempt 1 of 6 failed') && cancel.abort();
    const ended = await playTestCase({
      meanwhile: (simulator) => simulator.goOffline(),
      step: { cancel: cancel.signal, onLogLine },
    });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.lines).toContain(`${CANCELLED} Terminate call not sent for job 305.`);
    expect(ended.step.errors).toEqual([expect.stringMatching(/^Job 305: cannot reach .+ No request was delivered\./)]);
    expect(ended.step.signals).toEqual(['SIGINT']);
  });

  concurrentOnPosix('while twenty responses of a megabyte are written to the outputs: it leaves in time', async () => {
    const fault = { kind: 'patch', fields: { errors: 'x'.repeat(1_000_000) } } as const;
    const jobs = Array.from({ length: 20 }, () => ({}));
    const ended = await cancelWhen(requested('GET', 3), { jobs, rules: [{ fault }], inputs: WAIT });
    expect(JSON.parse(ended.step.outputs.jobs ?? '')).toHaveLength(20);
  });

  concurrentOnPosix('while the files of the runner are pipes that nobody reads: it leaves in time', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cancel-'));
    const [outputFile, summaryFile] = [join(folder, 'outputs'), join(folder, 'summary')];
    execFileSync('mkfifo', [outputFile, summaryFile]);
    const cancel = new AbortController();
    const onLogLine = (line: string) => line.includes('stop requested') && cancel.abort();
    const step = { outputFile, summaryFile, cancel: cancel.signal, onLogLine };
    const ended = await playTestCase({ simulator: { seconds: LONG }, inputs: WAIT, step });
    rmSync(folder, { recursive: true });
    expect(ended.step).toMatchObject({ exitCode: 1, signal: null, outcome: 'cancelled', signals: ['SIGINT'] });
    expect(ended.step.errors).toEqual([expect.stringMatching(STOPPING)]);
  });
});
