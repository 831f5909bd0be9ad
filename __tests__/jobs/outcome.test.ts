import { describe, expect, test } from '@jest/globals';
import { HttpError } from '../../src/api/errors.ts';
import { refused } from '../../src/jobs/job-error.ts';
import { groupByOutcome, outcomeOf } from '../../src/jobs/outcome.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { aTrackedJob, unseenJob } from '../a-job.ts';

const COMPLETED_AT = { completed_at: '2013-03-04T08:03:27Z' };
const AT = 'It finished at 2013-03-04 08:03 UTC. Nothing to stop.';

function had(tracked: TrackedJob): TrackedJob {
  return Object.assign(tracked, { call: 'refused', isStoppedByOthers: true, hadFinished: true });
}

function failed(id: number, statusCode: number, apiMessage = 'no'): TrackedJob {
  const tracked = unseenJob(id);
  tracked.error = refused(tracked.ref, new HttpError(statusCode, { apiMessage }));
  return tracked;
}

describe('how a job ended', () => {
  test.each<[string, TrackedJob, string, string, string]>([
    ['stopped', aTrackedJob(1, 'stopped'), 'success', 'stopped', ''],
    [
      'completed after an accepted call',
      aTrackedJob(1, 'completed', COMPLETED_AT),
      'warning',
      'completed before it could be stopped',
      '',
    ],
    ['failed after an accepted call', aTrackedJob(1, 'failed'), 'warning', 'failed before it could be stopped', ''],
    ['had completed before', had(aTrackedJob(1, 'completed', COMPLETED_AT)), 'notice', 'had already completed', AT],
    ['had stopped before', had(aTrackedJob(1, 'stopped', COMPLETED_AT)), 'notice', 'had already stopped', AT],
    [
      'had failed before',
      had(aTrackedJob(1, 'failed', { failed_at: '2013-03-04T08:03:27Z' })),
      'notice',
      'had already failed',
      AT,
    ],
    [
      'had finished at a time that nobody knows',
      had(aTrackedJob(1, 'failed', { failed_at: 'x' })),
      'notice',
      'had already failed',
      'Nothing to stop.',
    ],
    ['was not waited for', aTrackedJob(1), 'pending', 'stop requested', 'Status: pending_stoppage.'],
    [
      'was stopping already',
      Object.assign(aTrackedJob(1, 'stopping'), { isStoppedByOthers: true }),
      'pending',
      'already stopping',
      'Status: stopping.',
    ],
    [
      'was accepted and never shown',
      Object.assign(unseenJob(1), { call: 'accepted' }),
      'pending',
      'stop requested',
      'Its status is not known.',
    ],
    [
      'was refused',
      failed(1, 401),
      'failure',
      'API key rejected (401)',
      'HTTP 401 "no". Not terminated. Check api-key: the service does not know this key.',
    ],
  ])('%s', (_, tracked, severity, summary, details) => {
    expect(outcomeOf(tracked, false)).toEqual({ severity, summary, details });
  });

  test.each([
    [aTrackedJob(1, 'running'), 'would be terminated', 'Status: running.'],
    [aTrackedJob(1, 'stopping'), 'already stopping', 'Status: stopping.'],
    [aTrackedJob(1, 'completed', COMPLETED_AT), 'had already completed', AT],
  ])('in a dry run', (tracked, summary, details) => {
    expect(outcomeOf(tracked, true)).toEqual({ severity: 'planned', summary, details });
  });

  test('in a dry run that did not see it', () => {
    expect(outcomeOf(unseenJob(1), true)).toMatchObject({ severity: 'failure', summary: 'not seen' });
  });
});

describe('jobs that ended alike', () => {
  test('are one group, though their messages name each by its ID', () => {
    const jobs = Array.from({ length: 15 }, (_, index) => failed(index + 1, 404, `job ${index + 1} unknown`));
    expect(groupByOutcome(jobs, false)).toMatchObject([{ summary: 'not found (404)', jobs }]);
  });

  test('are two groups where they failed for reasons that differ in more than numbers', () => {
    const jobs = [failed(1, 422, 'job 1 is paused'), failed(2, 422, 'job 2 is locked')];
    expect(groupByOutcome(jobs, false).map(({ jobs }) => jobs)).toEqual(jobs.map((job) => [job]));
  });

  test('are one group where they did not fail, though each is in another status', () => {
    const jobs = [aTrackedJob(1, 'pending_stoppage'), aTrackedJob(2, 'stopping')];
    expect(groupByOutcome(jobs, false)).toMatchObject([{ summary: 'stop requested', jobs }]);
  });

  test('come with the worst first', () => {
    const jobs = [
      aTrackedJob(1, 'stopped'),
      aTrackedJob(2),
      had(aTrackedJob(3, 'stopped')),
      aTrackedJob(4, 'failed'),
      failed(5, 404),
      failed(6, 403),
      failed(7, 404),
    ];
    const groups = groupByOutcome(jobs, false);
    expect(groups.map(({ jobs }) => jobs.map(({ ref }) => ref.id))).toEqual([[5, 7], [6], [4], [3], [2], [1]]);
  });
});
