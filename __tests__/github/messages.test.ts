import { describe, expect, test } from '@jest/globals';
import { HttpError, NetworkError, TimeoutError } from '../../src/api/errors.ts';
import { ACTIVE_STATUSES } from '../../src/api/job.ts';
import * as messages from '../../src/github/messages.ts';
import { aJob, aTrackedJob, unseenJob } from '../a-job.ts';

const BUSY = new HttpError(503, { apiMessage: 'busy' });
const PATIENCE = new HttpError(503, { apiMessage: 'busy', retryAfterMs: 3_600_000 });
const FAILED = { attempt: 2, maxAttempts: 6, error: BUSY, pauseMs: 700 };
const REQUEST = { method: 'GET', path: '/acme/api/jobs/305', result: '200', elapsedMs: 12.4 };
const FILTER = {
  packageId: undefined,
  clusterId: undefined,
  variables: new Map<string, string>(),
  runningLongerThanSeconds: undefined,
  statuses: ACTIVE_STATUSES,
};

test.each([
  [
    'the start with one job',
    messages.started([unseenJob(305)], 'api.xplenty.com', false),
    'Terminating job 305 of account xplenation at api.xplenty.com.',
  ],
  [
    'the start of a dry run',
    messages.started([unseenJob(305)], 'api.xplenty.com', true),
    'Dry run: getting job 305 of account xplenation at api.xplenty.com. Nothing will be terminated.',
  ],
  [
    'the start with jobs of two accounts',
    messages.started([unseenJob(1), unseenJob(2), unseenJob(3, 'other')], 'localhost:8080', false),
    'Terminating 3 jobs (1, 2, 3) of account xplenation, other at localhost:8080.',
  ],
  [
    'what was selected',
    messages.selected({ jobs: [aTrackedJob(1), aTrackedJob(2)], counts: [], unknownVariables: [] }, false),
    'Terminating 2 jobs (1, 2).',
  ],
  [
    'what a dry run selected',
    messages.selected({ jobs: [aTrackedJob(1)], counts: [], unknownVariables: [] }, true),
    'Would terminate job 1.',
  ],
  [
    'a new status',
    messages.statusChanged(aTrackedJob(1, 'stopping'), aJob(1), aJob(1, 'stopping'), 12_000),
    'Job 1: pending_stoppage → stopping after 12 s',
  ],
  [
    'a first status',
    messages.statusChanged(aTrackedJob(1, 'stopping'), undefined, aJob(1, 'stopping'), 12_000),
    'Job 1: stopping after 12 s',
  ],
  [
    'a call that is repeated',
    messages.repeatedCall(aTrackedJob(1, 'running')),
    'Job 1 is still running 30 s after the accepted call. Terminating it once more.',
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
    'After 9 s: 2 pending_stoppage, 1 stopped, 1 status unknown.',
  ],
  [
    'a failed attempt',
    messages.failedAttempt('Job 1', FAILED),
    'Job 1: attempt 2 of 6 failed: HTTP 503 "busy". Next attempt in 700 ms.',
  ],
  [
    'a failed attempt to connect',
    messages.failedAttempt('Job 1', {
      ...FAILED,
      error: new NetworkError('api.xplenty.com', { text: 'connection refused' }, false),
    }),
    'Job 1: attempt 2 of 6 failed: connection refused. Next attempt in 700 ms.',
  ],
  [
    'a failed attempt after which the service asks for more',
    messages.failedAttempt('Job 1', { ...FAILED, error: PATIENCE, pauseMs: 60_000 }),
    'Job 1: attempt 2 of 6 failed: HTTP 503 "busy". Next attempt in 60 s (the service asks for 60 min 0 s).',
  ],
  [
    'a failed poll of one job',
    messages.failedPoll([aTrackedJob(1)], new TimeoutError('api.xplenty.com', 30_000, true)),
    'Polling job 1 failed: no complete response within 30 s. It will be repeated.',
  ],
  [
    'a failed poll of several, after which the service asks for more',
    messages.failedPoll([aTrackedJob(1), aTrackedJob(2), aTrackedJob(3)], PATIENCE),
    'Polling 3 jobs (1, 2, 3) failed: HTTP 503 "busy". It will be repeated (the service asks for 60 min 0 s).',
  ],
  [
    'outputs that were shortened',
    messages.shortened('variables is empty'),
    'Outputs are limited to 120,000 bytes each and 1 MB together: variables is empty.',
  ],
  [
    'a request',
    messages.requestEnded({ ...REQUEST, rateLimit: { remaining: 4_999, limit: 5_000 } }),
    'GET /acme/api/jobs/305: 200 in 12 ms, 4999 of 5000 credits left',
  ],
  [
    'a request before the rate limit is known',
    messages.requestEnded({ ...REQUEST, rateLimit: undefined }),
    'GET /acme/api/jobs/305: 200 in 12 ms',
  ],
])('the message about %s', (_, message, expected) => {
  expect(message).toBe(expected);
});

describe('the message about a selection', () => {
  const selecting = (filter: Partial<typeof FILTER> | object) =>
    messages.selecting({ accountId: 'acme', filter: { ...FILTER, ...filter } }, 'api.xplenty.com');

  test('has every filter, and never the value of a variable', () => {
    const variables = new Map([
      ['Branch', 'hidden'],
      ['Day', 'hidden'],
    ]);
    expect(selecting({ packageId: 103, clusterId: 176, variables, runningLongerThanSeconds: 3_600 })).toBe(
      'Selecting jobs of account acme at api.xplenty.com: ' +
        'package 103; cluster 176; variables Branch, Day; running longer than 3600 s.',
    );
  });

  test('names the statuses where they are fewer than all', () => {
    expect(selecting({ packageId: 103, statuses: ['queued', 'running'] })).toMatch(
      /: package 103; status queued or running\.$/,
    );
  });
});

describe('the message about a selection without a match', () => {
  const nothing = (...counts: [string, number][]) =>
    messages.nothingMatched(
      { jobs: [], counts: counts.map(([filter, count]) => ({ filter, count })), unknownVariables: ['stage'] },
      ['running'],
    );

  test('says how far each filter let the jobs through, and names a variable that no job has', () => {
    expect(nothing(['of package 103', 5], ['on cluster 7', 2], ['with variable stage', 0])).toBe(
      '5 running jobs of package 103: 2 on cluster 7, 0 of them with variable stage. ' +
        'No job has a variable stage. Nothing to terminate.',
    );
  });

  test('says no more where there was no job to begin with', () => {
    expect(nothing(['', 0], ['with variable stage', 0])).toBe('0 running jobs. Nothing to terminate.');
    expect(nothing(['', 1], ['with variable stage', 0])).toMatch(/^1 running job: 0 with variable stage\. No job/);
  });
});

test('a title names up to a hundred jobs', () => {
  const jobs = Array.from({ length: 101 }, (_, index) => unseenJob(index + 1));
  expect(messages.title(jobs.slice(0, 1), 'stopped')).toBe('Job 1: stopped');
  expect(messages.title(jobs, 'stopped')).toMatch(/^101 jobs \(1, .*, 99, 100 and more\): stopped$/);
  expect(messages.title(jobs.slice(1), 'stopped')).toMatch(/, 100, 101\): stopped$/);
});

test('after a cancel, the message says how far each terminate call has come', () => {
  const refused = unseenJob(3);
  refused.call = 'refused';
  const found = aTrackedJob(4, 'stopping');
  found.call = 'refused';
  found.isStoppedByOthers = true;
  expect(messages.cancelled([aTrackedJob(1), unseenJob(2), refused, found])).toBe(
    "Cancelled, or the step's timeout-minutes is over. " +
      'Terminate call accepted for 2 jobs (1, 4); refused for job 3; not sent for job 2.',
  );
});
