import { existsSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { HttpError } from '../../src/api/errors.ts';
import type { Inputs, Runner } from '../../src/inputs.ts';
import { JobError, notSelected } from '../../src/jobs/job-error.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { aJob, aTrackedJob, unseenJob } from '../a-job.ts';
import { printedBy } from '../printed.ts';
import { AReport, DOCS, shownBy } from './a-report.ts';

const reports: AReport[] = [];
afterEach(() => {
  for (const one of reports.splice(0)) one.remove();
});

function aReport(inputs?: Partial<Inputs>, runner?: Partial<Runner>): AReport {
  const made = new AReport(inputs, runner);
  reports.push(made);
  return made;
}

const jobsOf = (count: number, status: string) => Array.from({ length: count }, (_, at) => aTrackedJob(at + 1, status));

function failedJob(id: number): TrackedJob {
  const tracked = unseenJob(id);
  tracked.error = new JobError(tracked.ref, 'not found (404)', ['HTTP 404.']);
  return tracked;
}

describe('the outputs', () => {
  test('go into the file of the runner, and nothing is printed', () => {
    const tracked = aTrackedJob(305, 'stopped');
    const run = aReport().with(tracked);
    expect(shownBy(() => run.report.onCallEnded(tracked))).toEqual({ lines: [], commands: [] });
    expect(run.outputs().get('status')).toBe('stopped');
  });

  test('that cannot be written are a warning, once', () => {
    const tracked = aTrackedJob(305, 'stopping');
    const run = aReport().with(tracked);
    rmSync(run.outputFile);
    const { commands } = shownBy(() => {
      run.report.onPolled([tracked]);
      tracked.update(aJob(305, 'stopped'), 1);
      run.report.onPolled([tracked]);
    });
    const title = 'Cannot write the outputs';
    const text = expect.stringMatching(/^Cannot write the outputs: .* What was terminated is not affected\.$/);
    expect(commands).toEqual([['warning', title, text]]);
  });

  test('are not shown to a person at a terminal', () => {
    const tracked = aTrackedJob(305, 'stopped');
    const run = aReport({}, { outputFile: undefined }).with(tracked);
    expect(printedBy(() => run.report.onCallEnded(tracked), true)).toBe('');
  });

  test('are set as the first call ends, then at most once a second, and when all have ended', () => {
    const jobs = jobsOf(40, 'zero');
    const run = aReport().with(...jobs);
    const statusAfter = (ms: number, status: string, call: () => void) => {
      run.clock.advance(ms);
      for (const tracked of jobs) tracked.update(aJob(tracked.ref.id, status), run.report.elapsedMs());
      printedBy(call);
      return run.outputs().get('status');
    };
    const callEnds = () => run.report.onCallEnded(jobs[0] as TrackedJob);
    expect(statusAfter(0, 'one', callEnds)).toBe('one');
    expect(statusAfter(999, 'two', callEnds)).toBe('one');
    expect(statusAfter(1, 'three', callEnds)).toBe('three');
    expect(statusAfter(0, 'four', () => run.report.endTermination())).toBe('four');
  });

  test('are there, and empty, before a selection has found a job', () => {
    const run = aReport().selecting({ packageId: 103 });
    expect(run.outputs().get('count')).toBe('0');
  });
});

describe('the job summary', () => {
  test('goes into the file of the runner', () => {
    const run = aReport().with(aTrackedJob(305, 'stopped'));
    printedBy(() => run.report.end(false));
    expect(run.summary()).toMatch(/^### ✅ Job 305: stopped\n\nAccount xplenation at api\./);
  });

  test('is left out where nobody asks for it', () => {
    const run = aReport({}, { summaryFile: undefined }).with(aTrackedJob(305));
    rmSync(run.summaryFile);
    printedBy(() => run.report.end(false));
    expect(existsSync(run.summaryFile)).toBe(false);
  });

  test('that cannot be written is a warning, and no more', () => {
    const run = aReport({}, { summaryFile: '/' }).with(aTrackedJob(305, 'stopped'));
    const { commands } = shownBy(() => expect(run.report.end(false)).toBe(true));
    const text = expect.stringMatching(/^Cannot write the job summary: .* What was terminated is not affected\.$/);
    expect(commands).toEqual([['warning', 'Cannot write the job summary', text]]);
  });
});

describe('while the step runs', () => {
  test('changes of up to twenty jobs are logged by name, and those of more as counts', () => {
    const shown = (count: number) => {
      const jobs = jobsOf(count, 'stopping');
      const { report } = aReport().with(...jobs);
      return shownBy(() => {
        report.onStatusChange(jobs[0] as TrackedJob, aJob(1));
        report.onPolled(jobs);
      }).lines;
    };
    expect(shown(20)).toEqual(['Job 1: pending_stoppage → stopping after 12 s']);
    expect(shown(21)).toEqual(['After 12 s: 21 stopping.']);
  });

  test('an accepted call is logged at once, and not again in the end', () => {
    const tracked = aTrackedJob(305);
    const { report } = aReport({ waitForStopped: false }).with(tracked);
    const line = 'Job 305: stop requested. Status: pending_stoppage.';
    expect(shownBy(() => report.onCallEnded(tracked)).lines).toEqual([line]);
    expect(shownBy(() => report.end(false))).toEqual({ lines: [], commands: [] });
  });

  test('the accepted calls of more than twenty jobs are one line in the end', () => {
    const jobs = jobsOf(21, 'stopping');
    const { report } = aReport({ waitForStopped: false }).with(...jobs);
    expect(shownBy(() => report.onCallEnded(jobs[0] as TrackedJob)).lines).toEqual([]);
    expect(shownBy(() => report.end(false)).lines).toEqual([
      expect.stringMatching(/^21 jobs \(1, 2, .*, 21\): stop requested\. Status: stopping\.$/),
      'After 12 s: 21 stopping.',
    ]);
  });

  test('every request goes to the debug log, and an allowance that is used up is a warning, once', () => {
    const { report } = aReport().with(aTrackedJob(305));
    process.env.RUNNER_DEBUG = '1';
    const request = { method: 'GET', path: '/acme/api/jobs/305', result: '200', elapsedMs: 12 };
    const { commands } = shownBy(() => {
      report.onRequestEnd({ ...request, rateLimit: undefined });
      for (const remaining of [1, 0, 0]) report.onRequestEnd({ ...request, rateLimit: { remaining, limit: 5_000 } });
    });
    delete process.env.RUNNER_DEBUG;
    expect(commands.map(([name]) => name)).toEqual(['debug', 'debug', 'debug', 'warning', 'debug']);
    expect(commands[3]).toEqual([
      'warning',
      'Hourly allowance of the Xplenty API used up',
      'All 5000 credits of this hour are used up. The service refuses requests until there are new ones.',
    ]);
  });
});

describe('in the end', () => {
  test('one failure fails the step, and every outcome is logged', () => {
    const { report } = aReport().with(aTrackedJob(1, 'stopped'), failedJob(2));
    expect(shownBy(() => expect(report.end(false)).toBe(false))).toEqual({
      lines: ['Job 1: stopped.', 'After 12 s: 1 stopped, 1 status unknown.'],
      commands: [
        ['error', 'Job 2: not found (404)', expect.stringMatching(/^Job 2: not found \(404\)\. HTTP 404\. H/)],
      ],
    });
  });

  test('a cancel is followed by how far each call has come, wherever in the run it came', () => {
    const sent = unseenJob(2);
    sent.call = 'sent';
    const { report } = aReport().with(aTrackedJob(1, 'stopped'), sent, unseenJob(3));
    expect(shownBy(() => report.end(true)).lines[0]).toBe(
      "Cancelled, or the step's timeout-minutes is over. " +
        'Terminate call accepted for job 1; sent without a response for job 2; not sent for job 3.',
    );
  });

  test('a dry run shows what it would terminate', () => {
    const run = aReport({ dryRun: true }).with(aTrackedJob(1, 'running'));
    expect(shownBy(() => expect(run.report.end(false)).toBe(true)).lines).toEqual([
      'Job 1: would be terminated. Status: running.',
    ]);
    expect(run.summary()).toMatch(/^### 🔎 Dry run · Job 1: would be terminated\n/);
  });
});

describe('where no job matches', () => {
  const FOUND = {
    jobs: [],
    counts: [
      { filter: 'of package 103', count: 5 },
      { filter: 'on cluster 7', count: 2 },
      { filter: 'with variable stage', count: 0 },
    ],
    unknownVariables: ['stage'],
  };
  const WHY =
    '5 active jobs of package 103: 2 on cluster 7, 0 of them with variable stage. ' +
    'No job has a variable stage. Nothing to terminate.';

  test.each([
    ['ignore', true, { lines: [`No job matched. ${WHY}`], commands: [] }, 'ℹ️'],
    ['warn', true, { lines: [], commands: [['warning', 'No job matched', `No job matched. ${WHY}`]] }, '⚠️'],
    [
      'error',
      false,
      {
        lines: [],
        commands: [
          ['error', 'No job matched', `No job matched. ${WHY} Help: ${DOCS}troubleshooting.md#no-job-matched`],
        ],
      },
      '❌',
    ],
  ] as const)('if-no-jobs-found says what that is: %s', (ifNoJobsFound, isSuccess, shown, icon) => {
    const variables = new Map([['stage', 'value-of-stage']]);
    const run = aReport({ ifNoJobsFound }).selecting({ packageId: 103, clusterId: 7, variables });
    expect(run.report.endSelection(FOUND)).toEqual([]);
    expect(shownBy(() => expect(run.report.end(false)).toBe(isSuccess))).toEqual(shown);
    expect(run.outputs().get('count')).toBe('0');
    expect(run.summary()).toMatch(new RegExp(`^### ${icon} No job matched\n\nAccount acme at api`));
    expect(run.summary()).toMatch(/^Filters.* package 103.* cluster 7.* variables stage\.$/m);
    expect(run.summary()).not.toContain('value');
  });
});

describe('what ends the whole run', () => {
  test('is each problem of the inputs, as an annotation of its own, and a summary', () => {
    const run = aReport();
    const { commands } = shownBy(() => run.report.failInputs(['job-id: x', 'api-key: y']));
    const title = 'Invalid input: nothing was terminated';
    const help = `Help: ${DOCS}troubleshooting.md#invalid-input`;
    expect(commands).toEqual([
      ['error', title, `job-id: x ${help}`],
      ['error', title, `api-key: y ${help}`],
    ]);
    expect(run.summary()).toMatch(/^### ❌ Invalid input.* nothing was terminated\n\n- job.*\n- api.*\n\n\[Help: /);
  });

  test('is a selection that failed, in the same words everywhere', () => {
    const run = aReport();
    const { summary, details, message } = notSelected(new HttpError(403, { apiMessage: 'no' }), false);
    const { commands } = shownBy(() => run.report.fail(summary, details));
    expect(commands).toEqual([['error', summary, `${message} Help: ${DOCS}troubleshooting.md#not-permitted`]]);
    expect(message).toMatch(/^Cannot list jobs: not permitted \(403\)\. HTTP 403 "no"\. Nothing was terminated\. /);
    expect(run.summary()).toMatch(/^### ❌ Cannot list jobs.* not permitted/);
  });

  test('is quoted as text only, whatever the service says', () => {
    const run = aReport();
    const hostile = 'a"\n::error::x ##[error]y \u202e <img src=x>';
    const { summary, details } = notSelected(new HttpError(422, { apiMessage: hostile }), false);
    const { lines, commands } = shownBy(() => run.report.fail(summary, details));
    expect(lines).toEqual([]);
    expect(commands).toHaveLength(1);
    expect(commands[0]?.[2]).not.toMatch(/\n|##\[|\u202e/);
    expect(run.summary()).not.toContain('<img');
  });
});
