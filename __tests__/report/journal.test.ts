import { describe, expect, test } from '@jest/globals';
import * as choosing from '../../src/later/choosing/journal.ts';
import { tellDryRun } from '../../src/later/dry-run/dry-run.ts';
import * as waiting from '../../src/later/waiting/journal.ts';
import * as steps from '../../src/report/journal.ts';
import { Target } from '../../src/target.ts';
import { ApiRefusal, DeadlinePassed } from '../../src/xplenty/errors.ts';
import { ACTIVE_STATES } from '../../src/xplenty/filter.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { aJob, aTarget } from '../a-job.ts';
import { printedBy } from '../printed.ts';

const journal = { ...steps, ...choosing, ...waiting, tellDryRun };

/** The lines of the log that come of it. */
function linesOf(call: () => void): string[] {
  return separate(printedBy(call)).lines;
}

function commandsOf(call: () => void) {
  return separate(printedBy(call)).commands.map(({ name, properties, text }) => [name, properties.title, text]);
}

const FAULT = new ApiRefusal(503, 'busy');

test.each<[string, () => void, string]>([
  [
    'the start with one job',
    () => journal.tellStart([{ accountId: 'acme', id: 305 }], 'api.xplenty.com', false),
    'Terminating job 305 of account acme at api.xplenty.com.',
  ],
  [
    'the start of a dry run',
    () => journal.tellStart([{ accountId: 'acme', id: 305 }], 'api.xplenty.com', true),
    'Dry run: looking at job 305 of account acme at api.xplenty.com. Nothing will be terminated.',
  ],
  [
    'the start with jobs of two accounts',
    () =>
      journal.tellStart(
        [1, 2, 3].map((id) => ({ accountId: id < 3 ? 'acme' : 'other', id })),
        'localhost:8080',
        false,
      ),
    'Terminating 3 jobs: 1, 2, 3 of account acme, other at localhost:8080.',
  ],
  [
    'nothing found',
    () => journal.tellChosen([], false, 40),
    'No job matches, after 40 ms. There is nothing to terminate.',
  ],
  ['what was found', () => journal.tellChosen([aJob(1), aJob(2)], false, 40), 'Terminating 2 jobs: 1, 2.'],
  ['what a dry run found', () => journal.tellChosen([aJob(1)], true, 40), 'Would terminate job 1.'],
  [
    'a job in a dry run',
    () => journal.tellDryRun([aTarget(1, 'running')]),
    'Dry run: job 1 is running and would be terminated.',
  ],
  [
    'one that is stopping',
    () => journal.tellDryRun([aTarget(1, 'stopping')]),
    'Dry run: job 1 is stopping and is stopping already.',
  ],
  [
    'one that is over, and nothing of one that was never seen',
    () => journal.tellDryRun([aTarget(1, 'failed'), new Target({ accountId: 'a', id: 2 })]),
    'Dry run: job 1 is failed and is over.',
  ],
  [
    'a call that was accepted',
    () => journal.tellTermination(aJob(1), undefined, 40),
    'The API accepted the termination: job 1 is pending_stoppage after 40 ms.',
  ],
  [
    'a call that was not',
    () => journal.tellTermination(aJob(1, 'stopped'), FAULT, 40),
    'The termination was not accepted (the API answered 503 "busy"), but a look shows that job 1 is stopped after 40 ms.',
  ],
  [
    'a change of state',
    () => journal.tellChange(aJob(1), aJob(1, 'stopping'), 12_000),
    'Job 1: pending_stoppage → stopping after 12 s',
  ],
  [
    'a sign of life of one job',
    () => journal.tellSignOfLife([aTarget(1, 'stopping')], 30_000),
    'Job 1 is still stopping after 30 s.',
  ],
  [
    'a sign of life of several',
    () => journal.tellSignOfLife([aTarget(1, 'stopping'), aTarget(2, 'stopping')], 30_000),
    'After 30 s: 2 stopping.',
  ],
  [
    'a round',
    () =>
      journal.tellRound([aTarget(1), aTarget(2, 'stopped'), aTarget(3), new Target({ accountId: 'a', id: 4 })], 9_000),
    'After 9 s: 2 pending_stoppage, 1 stopped, 1 never seen.',
  ],
  [
    'a try that failed',
    () => journal.tellFailedTry('Job 1', { number: 2, tries: 6, fault: FAULT, pauseMs: 700, askedForMs: undefined }),
    'Job 1: try 2 of 6 failed: the API answered 503 "busy". Next try in 700 ms.',
  ],
  [
    'what the service asked for beyond that',
    () => journal.tellFailedTry('Job 1', { number: 1, tries: 6, fault: FAULT, pauseMs: 60_000, askedForMs: 3_600_000 }),
    'Job 1: try 1 of 6 failed: the API answered 503 "busy". Next try in 60 s (the service asks for 60 min 0 s).',
  ],
  [
    'a look that failed',
    () => journal.tellFailedLook([aTarget(1)], new DeadlinePassed(30_000)),
    'A look at job 1 failed: there was no whole answer within 30 s. It will be tried again.',
  ],
  [
    'what was shortened',
    () => journal.tellShortened('only the ID of each job'),
    'The output jobs would be too long for the runner: it has only the ID of each job.',
  ],
])('the log tells %s', (_, tell, line) => {
  expect(linesOf(tell)).toEqual([line]);
});

test('the log tells by which conditions jobs are chosen, and never the value of a variable', () => {
  const filter = {
    packageId: 103,
    clusterId: 176,
    variables: new Map([
      ['Branch', 'hidden'],
      ['Day', 'hidden'],
    ]),
    runningLongerThanSeconds: 3_600,
    states: ACTIVE_STATES,
  };
  expect(linesOf(() => journal.tellChoosing('acme', 'api.xplenty.com', filter))).toEqual([
    'Choosing the jobs of account acme at api.xplenty.com that are idle or pending or queued or running and run package 103 ' +
      'and run on cluster 176 and were run with the given Branch, Day and have run for more than 3600 s.',
  ]);
});

test('the log names no more than a hundred jobs at once', () => {
  const jobs = Array.from({ length: 101 }, (_, index) => aJob(index + 1));
  expect(linesOf(() => journal.tellChosen(jobs, false, 0))[0]).toMatch(
    /^Terminating 101 jobs: 1, .*, 99, 100 and more\.$/,
  );
  expect(linesOf(() => journal.tellChosen(jobs.slice(1), false, 0))[0]).toMatch(/, 100, 101\.$/);
});

describe('in the end, the log tells of each job', () => {
  test.each([
    ['stopped', 'Job 1 has stopped, after 12 s.'],
    ['pending_stoppage', 'The stop of job 1 is under way. It was not waited for.'],
    ['stopping', 'The stop of job 1 is under way. It was not waited for.'],
    ['running', 'Job 1 is running. It was not waited for.'],
  ])('%s', (status, line) => {
    expect(linesOf(() => journal.tellEnds([aTarget(1, status)], 12_000))).toEqual([line]);
  });

  test.each(['completed', 'failed'])('%s, as a warning', (status) => {
    expect(commandsOf(() => journal.tellEnds([aTarget(1, status)], 12_000))).toEqual([
      ['warning', `Job 1 ${status}`, `Job 1 ${status} before it could be stopped.`],
    ]);
  });

  test('that was terminated, and of none that was not: that is an error', () => {
    const [broken, unseen] = [aTarget(2, 'stopping'), new Target({ accountId: 'a', id: 3 })];
    broken.fail(new Error('a cause'), 'not in time');
    expect(linesOf(() => journal.tellEnds([aTarget(1, 'stopped'), broken, unseen], 1_000))).toEqual([
      'Job 1 has stopped, after 1 s.',
      '3 jobs after 1 s: 1 stopped, 1 stopping, 1 never seen.',
    ]);
  });

  test('folded away where there are more than twenty', () => {
    const targets = Array.from({ length: 21 }, (_, index) => aTarget(index + 1, 'stopped'));
    const { lines, commands } = separate(printedBy(() => journal.tellEnds(targets, 1_000)));
    expect(commands.map(({ name, text }) => [name, text])).toEqual([
      ['group', 'What became of each job'],
      ['endgroup', ''],
    ]);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('21 jobs after 1 s: 21 stopped.');
    expect(journal.isToldByName(targets)).toBe(false);
    expect(journal.isToldByName(targets.slice(1))).toBe(true);
  });
});

test('in the end, more jobs that ended too soon than a page shows warnings are one warning, and named by it', () => {
  const targets = Array.from({ length: 11 }, (_, index) => aTarget(index + 1, index < 5 ? 'failed' : 'completed'));
  expect(commandsOf(() => journal.tellEnds(targets, 1_000))).toEqual([
    [
      'warning',
      '11 jobs completed or failed before they could be stopped',
      '11 jobs completed or failed before they could be stopped: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11.',
    ],
  ]);
  expect(linesOf(() => journal.tellEnds(targets, 1_000))[0]).toBe('Job 1 failed before it could be stopped.');
  expect(commandsOf(() => journal.tellEnds(targets.slice(1), 1_000))).toHaveLength(10);
});

test('a dry run of more than twenty jobs folds what it tells of each', () => {
  const targets = Array.from({ length: 21 }, (_, index) => aTarget(index + 1, 'running'));
  const { lines, commands } = separate(printedBy(() => journal.tellDryRun(targets)));
  expect(lines).toHaveLength(21);
  expect(commands.map(({ name }) => name)).toEqual(['group', 'endgroup']);
});

test('after a cancel the log tells which calls went out and which did not', () => {
  const [unsent, alsoUnsent] = [2, 3].map((id) => new Target({ accountId: 'a', id })) as [Target, Target];
  expect(linesOf(() => journal.tellSent([aTarget(1), unsent, alsoUnsent]))).toEqual([
    'Terminate calls were sent for job 1.',
    'No terminate call was sent for 2 jobs: 2, 3.',
  ]);
  expect(linesOf(() => journal.tellSent([aTarget(1)]))).toEqual(['Terminate calls were sent for job 1.']);
  expect(linesOf(() => journal.tellSent([unsent]))[0]).toBe('Terminate calls were sent for no job.');
});

test('the debug log has a line for every request', () => {
  const exchange = { method: 'GET', path: '/acme/api/jobs/305', outcome: '200', elapsedMs: 12.4 };
  const credits = { remaining: 4_999, limit: 5_000 };
  expect(
    commandsOf(() => {
      journal.tellExchange({ ...exchange, credits });
      journal.tellExchange({ ...exchange, credits: undefined });
    }),
  ).toEqual([
    ['debug', undefined, 'GET /acme/api/jobs/305: 200 in 12 ms, 4999 of 5000 credits left'],
    ['debug', undefined, 'GET /acme/api/jobs/305: 200 in 12 ms'],
  ]);
});

test('an allowance that is used up is a warning', () => {
  expect(commandsOf(() => journal.tellNoCredits(5_000))).toEqual([
    [
      'warning',
      'The hourly allowance of the Xplenty API is used up',
      'All 5000 credits of this hour are used up. The service refuses requests until there are new ones.',
    ],
  ]);
});
