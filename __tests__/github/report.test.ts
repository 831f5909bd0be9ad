import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HttpError } from '../../src/api/errors.ts';
import { ACTIVE_STATUSES } from '../../src/api/job.ts';
import { Log } from '../../src/github/log.ts';
import { Report, type ReportOptions, showErrors, showFailure } from '../../src/github/report.ts';
import { Secrets } from '../../src/github/secrets.ts';
import { InvalidInputsError } from '../../src/inputs.ts';
import { JobError, notSelected, stillActive } from '../../src/jobs/job-error.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { aJob, aTrackedJob, unseenJob } from '../a-job.ts';
import { printedBy } from '../printed.ts';

let folder: string;
let outputFile: string;
let summaryFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  outputFile = join(folder, 'output');
  summaryFile = join(folder, 'summary');
  for (const file of [outputFile, summaryFile]) writeFileSync(file, '');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A report of these jobs, twelve seconds after its start if nothing else is said. */
function reportOf(
  jobs: TrackedJob[],
  options: Partial<ReportOptions> = {},
  elapsedMs: () => number = () => 12_000,
): Report {
  const secrets = new Secrets();
  const given = {
    outputFile,
    summaryFile,
    apiUrl: new URL('https://api.xplenty.com'),
    dryRun: false,
    waitForStopped: true,
    ...options,
  };
  const report = new Report(new Log(secrets), secrets, given, elapsedMs);
  printedBy(() => report.start(jobs));
  return report;
}

/** What the runner makes of what a call prints: lines of the log, and commands without their details. */
function shownBy(call: () => void) {
  const { lines, commands } = separate(printedBy(call));
  return { lines, commands: commands.map(({ name, properties, text }) => [name, properties.title, text]) };
}

function outputs(): ReadonlyMap<string, string> {
  return parseOutputsFile(readFileSync(outputFile, 'utf8')).outputs;
}

const jobsOf = (count: number, status: string) => Array.from({ length: count }, (_, at) => aTrackedJob(at + 1, status));

describe('the outputs', () => {
  test('go into the file of the runner, and nothing is printed', () => {
    const report = reportOf([aTrackedJob(305, 'stopped')]);
    expect(shownBy(() => report.onTerminateEnded())).toEqual({ lines: [], commands: [] });
    expect(outputs().get('status')).toBe('stopped');
  });

  test('that cannot be written are a warning, once', () => {
    rmSync(outputFile);
    const tracked = aTrackedJob(305, 'stopping');
    const report = reportOf([tracked]);
    const { commands } = shownBy(() => {
      report.onPolled([tracked]);
      tracked.update(aJob(305, 'stopped'), 1);
      report.onPolled([tracked]);
    });
    expect(commands).toEqual([
      [
        'warning',
        'The outputs could not be written',
        expect.stringMatching(/^The outputs could not be written: .* What was terminated is not affected\.$/),
      ],
    ]);
  });

  test('that had to be shortened are logged', () => {
    const report = reportOf(jobsOf(1_500, 'stopped'));
    expect(shownBy(() => report.endTermination(false)).lines).toContain(
      'Outputs are limited to 120,000 bytes each and 1 MB together: ' +
        'jobs has only id, status, runtime_in_seconds and error.',
    );
  });

  test.each([true, false])('are not printed where there is no file for them, at a terminal: %s', (isTerminal) => {
    const report = reportOf([aTrackedJob(305)], { outputFile: undefined });
    expect(printedBy(() => report.onTerminateEnded(), isTerminal)).toBe('');
  });

  test('are set when the first terminate call has ended, at most once a second after that, and at the end', () => {
    let elapsedMs = 100;
    const jobs = jobsOf(40, 'stopping');
    const report = reportOf(jobs, {}, () => elapsedMs);
    const statusAfter = (call: () => void, ms: number, status: string) => {
      elapsedMs += ms;
      for (const tracked of jobs) tracked.update(aJob(tracked.ref.id, status), elapsedMs);
      printedBy(call);
      return outputs().get('status');
    };
    const callEnds = () => report.onTerminateEnded();
    expect(statusAfter(callEnds, 0, 'one')).toBe('one');
    expect(statusAfter(callEnds, 1, 'two')).toBe('one');
    expect(statusAfter(callEnds, 998, 'three')).toBe('one');
    expect(statusAfter(callEnds, 1, 'four')).toBe('four');
    expect(statusAfter(callEnds, 999, 'five')).toBe('four');
    expect(statusAfter(() => report.endTermination(false), 0, 'six')).toBe('six');
  });

  test('are set at once for the first job, though the selection has set them just before', () => {
    const report = reportOf([]);
    const filter = { packageId: 7, clusterId: undefined, variables: new Map(), statuses: ACTIVE_STATUSES };
    printedBy(() => {
      report.startSelection({ accountId: 'acme', filter: { ...filter, runningLongerThanSeconds: undefined } });
      expect(outputs().get('count')).toBe('0');
      report.endSelection(jobsOf(3, 'stopping'));
      report.onTerminateEnded();
    });
    expect(outputs().get('count')).toBe('3');
  });
});

describe('the job summary', () => {
  test('goes into the file of the runner', () => {
    const report = reportOf([aTrackedJob(305, 'stopped')]);
    printedBy(() => report.end(false));
    expect(readFileSync(summaryFile, 'utf8')).toMatch(/^### ✅ Job 305 has stopped\n\nAccount xplenation at api\./);
  });

  test('is left out where nobody asks for it', () => {
    rmSync(summaryFile);
    const report = reportOf([aTrackedJob(305)], { summaryFile: undefined });
    printedBy(() => report.end(false));
    expect(existsSync(summaryFile)).toBe(false);
  });

  test('that cannot be written is a warning, and no more', () => {
    const report = reportOf([aTrackedJob(305, 'stopped')], { summaryFile: folder });
    const { commands } = shownBy(() => expect(report.end(false)).toBe(true));
    expect(commands).toEqual([
      [
        'warning',
        'The job summary could not be written',
        expect.stringMatching(/^The job summary could not be written: .* What was terminated is not affected\.$/),
      ],
    ]);
  });
});

describe('while the step runs', () => {
  test('changes of up to twenty jobs are logged by name, and those of more as counts', () => {
    const shown = (count: number) => {
      const jobs = jobsOf(count, 'stopping');
      const report = reportOf(jobs);
      return shownBy(() => {
        report.onStatusChange(jobs[0] as TrackedJob, aJob(1));
        report.onPolled(jobs);
      }).lines;
    };
    expect(shown(20)).toEqual(['Job 1: pending_stoppage → stopping after 12 s']);
    expect(shown(21)).toEqual(['After 12 s: 21 stopping.']);
  });

  test('a terminate call that was accepted is logged, for up to twenty jobs', () => {
    const shown = (jobs: TrackedJob[]) =>
      shownBy(() => reportOf(jobs).onAccepted(jobs[0] as TrackedJob, undefined)).lines;
    expect(shown(jobsOf(20, 'stopping'))).toEqual(['The API accepted the termination: job 1 is stopping after 12 s.']);
    expect(shown(jobsOf(21, 'stopping'))).toEqual([]);
  });

  test('a dry run of more than twenty jobs folds what it logs of each', () => {
    const { lines, commands } = shownBy(() => reportOf(jobsOf(21, 'running')).endPreview());
    expect(lines).toHaveLength(21);
    expect(commands.map(([name]) => name)).toEqual(['group', 'endgroup']);
    expect(shownBy(() => reportOf([aTrackedJob(1, 'running'), unseenJob(2)]).endPreview())).toEqual({
      lines: ['Dry run: job 1 is running and would be terminated.'],
      commands: [],
    });
  });

  test('every request goes to the debug log, and a rate limit that is used up is a warning, once', () => {
    const report = reportOf([aTrackedJob(305)]);
    const request = { method: 'GET', path: '/acme/api/jobs/305', result: '200', elapsedMs: 12 };
    const { commands } = shownBy(() => {
      report.onRequestEnd({ ...request, rateLimit: undefined });
      for (const remaining of [1, 0, 0]) report.onRequestEnd({ ...request, rateLimit: { remaining, limit: 5_000 } });
    });
    expect(commands.map(([name]) => name)).toEqual(['debug', 'debug', 'debug', 'warning', 'debug']);
    expect(commands[3]).toEqual([
      'warning',
      'The hourly allowance of the Xplenty API is used up',
      'All 5000 credits of this hour are used up. The service refuses requests until there are new ones.',
    ]);
  });

  test('a cancel is followed by what was sent', () => {
    const report = reportOf([aTrackedJob(1), unseenJob(2)]);
    expect(shownBy(() => report.endTermination(true)).lines).toEqual([
      'Terminate calls were sent for job 1.',
      'No terminate call was sent for job 2.',
    ]);
  });
});

describe('in the end', () => {
  test.each(['completed', 'failed'])('a job that %s before the stop is a warning', (status) => {
    const report = reportOf([aTrackedJob(1, status)]);
    expect(shownBy(() => expect(report.end(false)).toBe(true))).toEqual({
      lines: [],
      commands: [['warning', `Job 1 ${status}`, `Job 1 ${status} before it could be stopped.`]],
    });
  });

  test('more such jobs than a step shows warnings are one warning, which names them', () => {
    const jobs = Array.from({ length: 11 }, (_, at) => aTrackedJob(at + 1, at < 5 ? 'failed' : 'completed'));
    const { lines, commands } = shownBy(() => reportOf(jobs).end(false));
    const title = '11 jobs completed or failed before they could be stopped';
    expect(commands).toEqual([['warning', title, `${title}: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11.`]]);
    expect(lines[0]).toBe('Job 1 failed before it could be stopped.');
    expect(shownBy(() => reportOf(jobs.slice(1)).end(false)).commands).toHaveLength(10);
  });

  test('a job that was not stopped is an error, in outputs and summary too', () => {
    const broken = aTrackedJob(2, 'stopping');
    broken.error = new JobError('Job 2 has not stopped yet', 'not in time');
    const report = reportOf([aTrackedJob(1, 'stopped'), broken, unseenJob(3)]);
    expect(shownBy(() => expect(report.end(false)).toBe(false))).toEqual({
      lines: ['Job 1 has stopped, after 12 s.', '3 jobs after 12 s: 1 stopped, 1 stopping, 1 never seen.'],
      commands: [['error', 'Job 2 has not stopped yet', 'not in time']],
    });
    expect(JSON.parse(outputs().get('jobs') ?? '')[1]).toMatchObject({ id: 2, error: 'not in time' });
    expect(readFileSync(summaryFile, 'utf8')).toContain('not in time');
  });

  test('what became of more than twenty jobs is folded away', () => {
    const { lines, commands } = shownBy(() => reportOf(jobsOf(21, 'stopped')).end(false));
    expect(commands).toEqual([
      ['group', undefined, 'What became of each job'],
      ['endgroup', undefined, ''],
    ]);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('21 jobs after 12 s: 21 stopped.');
  });
});

describe('several errors', () => {
  const REFUSED = new HttpError(422, 'Job is not running');
  const errors = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      stillActive({ accountId: 'a', id: at + 1 }, REFUSED, aJob(at + 1, 'idle')),
    );
  const shown = (count: number) => shownBy(() => showErrors(new Log(new Secrets()), errors(count)));

  test('are each an annotation of its own, up to ten', () => {
    expect(shown(10).commands.map(([name, title]) => [name, title])).toEqual(
      Array.from({ length: 10 }, (_, at) => ['error', `Job ${at + 1} was not terminated`]),
    );
  });

  test('past ten are nine and a count, and the log names the others with their reasons', () => {
    const { lines, commands } = shown(12);
    expect(commands.filter(([name]) => name === 'error')).toHaveLength(10);
    expect(commands.at(-1)).toEqual([
      'error',
      '3 more jobs',
      '3 more jobs were not stopped. The log names each with its reason.',
    ]);
    expect(lines.map((line) => /^Job \d+ was not terminated: the API/.test(line))).toEqual([true, true, true]);
    expect(commands).toContainEqual(['group', undefined, 'Why 3 more jobs were not stopped']);
  });
});

describe('what ends the whole run', () => {
  const shown = (failure: unknown) => shownBy(() => showFailure(new Log(new Secrets()), failure));

  test('is each problem of the inputs, as an annotation of its own', () => {
    const title = 'Nothing was terminated: an input is wrong';
    expect(shown(new InvalidInputsError(['job-id: x', 'api-key: y'])).commands).toEqual([
      ['error', title, 'job-id: x'],
      ['error', title, 'api-key: y'],
    ]);
  });

  test('is a selection that failed', () => {
    const error = notSelected(new HttpError(403, 'no'), false);
    expect(shown(error).commands).toEqual([['error', error.title, error.message]]);
  });

  test('is quoted as text only, whatever the service says', () => {
    const hostile = 'a"\n::error::x ##[error]y \u202e';
    const { lines, commands } = shown(notSelected(new HttpError(422, hostile), false));
    expect(lines).toEqual([]);
    expect(commands).toHaveLength(1);
    expect(commands[0]?.[2]).not.toMatch(/\n|##\[|\u202e/);
  });

  test.each([new TypeError('x is not a function'), 'a text that was thrown', undefined])(
    'is a defect where nobody thought of it, its stack in the debug log only: %s',
    (thrown) => {
      const { lines, commands } = shown(thrown);
      expect(lines).toEqual([]);
      expect(new Set(commands.map(([name]) => name))).toEqual(new Set(['debug', 'error']));
      expect(commands.at(-1)?.[1]).toBe('The action has a defect');
      expect(commands.at(-1)?.[2]).toContain(thrown instanceof Error ? thrown.message : String(thrown));
    },
  );
});
