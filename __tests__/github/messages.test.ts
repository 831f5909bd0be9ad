import { describe, expect, test } from '@jest/globals';
import { HttpError, TimeoutError } from '../../src/api/errors.ts';
import { ACTIVE_STATUSES } from '../../src/api/job.ts';
import * as messages from '../../src/github/messages.ts';
import { aJob, aTrackedJob, unseenJob } from '../a-job.ts';

const BUSY = new HttpError(503, 'busy');
const FAILED = { attempt: 2, maxAttempts: 6, error: BUSY, pauseMs: 700, requestedPauseMs: undefined };

test.each([
  [
    'the start with one job',
    messages.started([unseenJob(305)], 'api.xplenty.com', false),
    'Terminating job 305 of account xplenation at api.xplenty.com.',
  ],
  [
    'the start of a dry run',
    messages.started([unseenJob(305)], 'api.xplenty.com', true),
    'Dry run: looking at job 305 of account xplenation at api.xplenty.com. Nothing will be terminated.',
  ],
  [
    'the start with jobs of two accounts',
    messages.started([unseenJob(1), unseenJob(2), unseenJob(3, 'other')], 'localhost:8080', false),
    'Terminating 3 jobs: 1, 2, 3 of account xplenation, other at localhost:8080.',
  ],
  [
    'a selection that matches nothing',
    messages.selected([], false, 40),
    'No job matches, after 40 ms. There is nothing to terminate.',
  ],
  ['what was selected', messages.selected([aTrackedJob(1), aTrackedJob(2)], false, 40), 'Terminating 2 jobs: 1, 2.'],
  ['what a dry run selected', messages.selected([aTrackedJob(1)], true, 40), 'Would terminate job 1.'],
  ['a job in a dry run', messages.previewed(aJob(1, 'running')), 'Dry run: job 1 is running and would be terminated.'],
  [
    'one that is stopping',
    messages.previewed(aJob(1, 'stopping')),
    'Dry run: job 1 is stopping and is stopping already.',
  ],
  ['one that is final', messages.previewed(aJob(1, 'failed')), 'Dry run: job 1 is failed and is over.'],
  [
    'a call that was accepted',
    messages.accepted(aJob(1), undefined, 40),
    'The API accepted the termination: job 1 is pending_stoppage after 40 ms.',
  ],
  [
    'a call that was not',
    messages.accepted(aJob(1, 'stopped'), BUSY, 40),
    'The termination was not accepted (the API answered 503 "busy"), but a look shows that job 1 is stopped after 40 ms.',
  ],
  [
    'a new status',
    messages.statusChanged(aJob(1), aJob(1, 'stopping'), 12_000),
    'Job 1: pending_stoppage → stopping after 12 s',
  ],
  [
    'the heartbeat of one job',
    messages.heartbeat([aTrackedJob(1, 'stopping')], 30_000),
    'Job 1 is still stopping after 30 s.',
  ],
  [
    'the heartbeat of several',
    messages.heartbeat([aTrackedJob(1, 'stopping'), aTrackedJob(2, 'stopping')], 30_000),
    'After 30 s: 2 stopping.',
  ],
  [
    'a poll of many jobs',
    messages.statusCounts([aTrackedJob(1), aTrackedJob(2, 'stopped'), aTrackedJob(3), unseenJob(4)], 9_000),
    'After 9 s: 2 pending_stoppage, 1 stopped, 1 never seen.',
  ],
  [
    'a failed attempt',
    messages.failedAttempt('Job 1', FAILED),
    'Job 1: try 2 of 6 failed: the API answered 503 "busy". Next try in 700 ms.',
  ],
  [
    'a failed attempt after which the service asks for more',
    messages.failedAttempt('Job 1', { ...FAILED, pauseMs: 60_000, requestedPauseMs: 3_600_000 }),
    'Job 1: try 2 of 6 failed: the API answered 503 "busy". Next try in 60 s (the service asks for 60 min 0 s).',
  ],
  [
    'a failed poll of one job',
    messages.failedPoll([aTrackedJob(1)], new TimeoutError(30_000)),
    'A look at job 1 failed: there was no whole answer within 30 s. It will be tried again.',
  ],
  [
    'a failed list, after which the service asks for more',
    messages.failedPoll([aTrackedJob(1), aTrackedJob(2), aTrackedJob(3)], new HttpError(503, 'busy', 3_600_000)),
    'The list of 3 jobs failed: the API answered 503 "busy". It will be tried again (the service asks for 60 min 0 s).',
  ],
  [
    'outputs that were shortened',
    messages.shortened('jobs has only the ID; variables is empty'),
    'Outputs are limited to 120,000 bytes each and 1 MB together: jobs has only the ID; variables is empty.',
  ],
  [
    'a request',
    messages.requestEnded({
      method: 'GET',
      path: '/acme/api/jobs/305',
      result: '200',
      elapsedMs: 12.4,
      rateLimit: { remaining: 4_999, limit: 5_000 },
    }),
    'GET /acme/api/jobs/305: 200 in 12 ms, 4999 of 5000 credits left',
  ],
  [
    'a request before the rate limit is known',
    messages.requestEnded({
      method: 'GET',
      path: '/acme/api/jobs/305',
      result: '200',
      elapsedMs: 12.4,
      rateLimit: undefined,
    }),
    'GET /acme/api/jobs/305: 200 in 12 ms',
  ],
])('the message about %s', (_, message, expected) => {
  expect(message).toBe(expected);
});

test('the message about a selection has its conditions, and never the value of a variable', () => {
  const filter = {
    packageId: 103,
    clusterId: 176,
    variables: new Map([
      ['Branch', 'hidden'],
      ['Day', 'hidden'],
    ]),
    runningLongerThanSeconds: 3_600,
    statuses: ACTIVE_STATUSES,
  };
  expect(messages.selecting('acme', 'api.xplenty.com', filter)).toBe(
    'Choosing the jobs of account acme at api.xplenty.com that are idle or pending or queued or running and run package 103 ' +
      'and run on cluster 176 and were run with the given Branch, Day and have run for more than 3600 s.',
  );
});

test('no more than a hundred jobs are named at once', () => {
  const ids = Array.from({ length: 101 }, (_, index) => index + 1);
  expect(messages.namesOf(ids)).toMatch(/^101 jobs: 1, .*, 99, 100 and more$/);
  expect(messages.namesOf(ids.slice(1))).toMatch(/, 100, 101$/);
});

describe('in the end, the message about a job', () => {
  test.each([
    ['stopped', 'Job 1 has stopped, after 12 s.'],
    ['completed', 'Job 1 completed before it could be stopped.'],
    ['failed', 'Job 1 failed before it could be stopped.'],
    ['pending_stoppage', 'The stop of job 1 is under way. It was not waited for.'],
    ['stopping', 'The stop of job 1 is under way. It was not waited for.'],
    ['running', 'Job 1 is running. It was not waited for.'],
  ])('%s', (status, expected) => {
    expect(messages.ended(aJob(1, status), 12_000)).toBe(expected);
  });
});

test('after a cancel, the messages say which terminate calls were sent and which were not', () => {
  expect(messages.sent([aTrackedJob(1), unseenJob(2), unseenJob(3)])).toEqual([
    'Terminate calls were sent for job 1.',
    'No terminate call was sent for 2 jobs: 2, 3.',
  ]);
  expect(messages.sent([aTrackedJob(1)])).toEqual(['Terminate calls were sent for job 1.']);
  expect(messages.sent([unseenJob(2)])[0]).toBe('Terminate calls were sent for no job.');
});
