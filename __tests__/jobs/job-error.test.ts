import { expect, test } from '@jest/globals';
import { AbortedError, HttpError, RetriesExhaustedError, TimeoutError } from '../../src/api/errors.ts';
import * as jobError from '../../src/jobs/job-error.ts';
import { aJob } from '../a-job.ts';

const REF = { accountId: 'xplenation', id: 305 };
const REFUSED = new HttpError(422, 'Job is not running');
const LOST = new RetriesExhaustedError(6, 31_400, new TimeoutError(30_000));
const LOST_IN_WORDS = 'tried 6 times in 31.4 s; at the last try there was no whole answer within 30 s';
const AGAIN = 'Look at the job at the service, or run this step again: terminating a job twice does no harm.';

test.each<[string, jobError.JobError, string, string]>([
  [
    'a refusal, and the job still runs',
    jobError.stillActive(REF, REFUSED, aJob(305, 'running')),
    'Job 305 was not terminated',
    'Job 305 was not terminated: the API answered 422 "Job is not running". A look shows that it is still running.',
  ],
  [
    'a refusal, and the job cannot be seen',
    jobError.notTerminated(REF, new HttpError(404, 'no such job'), new HttpError(404, 'no such job'), false),
    'Job 305 was not terminated',
    'Job 305 was not terminated: the API answered 404 "no such job". A look does not show the job: the API answered 404 ' +
      '"no such job". Check job-id and account-id: with this key no such job can be seen in the account.',
  ],
  [
    'responses that got lost',
    jobError.notTerminated(REF, LOST, new TimeoutError(30_000), true),
    'Job 305 may still be running',
    `It is not known whether job 305 was terminated: ${LOST_IN_WORDS}. A look at it failed as well: there was no whole ` +
      `answer within 30 s. ${AGAIN}`,
  ],
  [
    'a refusal, and a get that is refused as well',
    jobError.notTerminated(REF, REFUSED, new HttpError(400, 'odd'), true),
    'Job 305 may still be running',
    'It is not known whether job 305 was terminated: the API answered 422 "Job is not running". A look does not show the ' +
      `job: the API answered 400 "odd". ${AGAIN}`,
  ],
  [
    'a get of a dry run that failed',
    jobError.notSeen(REF, LOST),
    'Job 305 could not be looked at',
    `Job 305 could not be looked at: ${LOST_IN_WORDS}.`,
  ],
  [
    'a timeout',
    jobError.timedOut(aJob(305, 'stopping'), 600_000, undefined),
    'Job 305 has not stopped yet',
    'Job 305 has not stopped within 10 min 0 s: when last seen it was stopping. ' +
      'The termination goes on at the service. If its jobs take longer to stop, raise timeout-seconds.',
  ],
  [
    'a timeout after a poll that failed',
    jobError.timedOut(aJob(305, 'stopping'), 600_000, new HttpError(503, 'busy')),
    'Job 305 has not stopped yet',
    'Job 305 has not stopped within 10 min 0 s: when last seen it was stopping. The last look failed: ' +
      'the API answered 503 "busy". The termination goes on at the service. If its jobs take longer to stop, raise ' +
      'timeout-seconds.',
  ],
  [
    'a job that cannot be seen any more',
    jobError.lostSight(aJob(305, 'stopping'), new HttpError(401, 'no')),
    'Job 305 cannot be seen any more',
    'The termination of job 305 is under way, but whether it has stopped is not known: the API answered 401 "no". ' +
      'When last seen it was stopping. Check api-key: the service does not know this key.',
  ],
  [
    'a cancel during the wait',
    jobError.cancelledWhileStopping(aJob(305, 'stopping')),
    'The termination of job 305 is under way',
    'Cancelled. The termination of job 305 is under way: when last seen it was stopping. It was not waited for.',
  ],
  [
    'a cancel before the request',
    jobError.cancelledBeforeRequest(REF),
    'Job 305 was not terminated',
    'Cancelled before there was time for it: job 305 was not terminated.',
  ],
  [
    'a cancel during the request',
    jobError.cancelledDuringRequest(REF, new AbortedError()),
    'Job 305 may still be running',
    'Cancelled before the API had answered: it is not known whether job 305 was terminated (it was broken off before the ' +
      `answer had come). ${AGAIN}`,
  ],
  [
    'a list that was refused',
    jobError.notSelected(new HttpError(403, 'no'), false),
    'Nothing was terminated: the jobs could not be chosen',
    'The jobs could not be chosen: the API answered 403 "no". The user of this key may not do this in this account. ' +
      'Use the key of a user who may. Nothing was terminated.',
  ],
  [
    'a cancel while jobs were selected',
    jobError.notSelected(new AbortedError(), true),
    'Nothing was terminated: the jobs could not be chosen',
    'Cancelled while the jobs were being chosen. Nothing was terminated.',
  ],
])('%s has a title that stands alone, and a message that says what to do', (_, error, title, message) => {
  expect(error).toMatchObject({ title, message });
  expect(error.isOutcomeUnknown).toBe(title.endsWith('may still be running'));
});

test.each([
  [401, 'Check api-key'],
  [402, 'billing'],
  [403, 'Use the key of a user who may'],
  [404, 'Check job-id and account-id'],
  [429, 'hourly allowance'],
])('a refusal with %i comes with advice, also after many attempts', (statusCode, advice) => {
  const refusal = new HttpError(statusCode, 'no');
  for (const cause of [refusal, new RetriesExhaustedError(6, 1_000, refusal)]) {
    expect(jobError.notTerminated(REF, cause, undefined, false).message).toContain(advice);
  }
});

test.each([422, 503])('a refusal with %i comes without', (statusCode) => {
  const { message } = jobError.stillActive(REF, new HttpError(statusCode, 'no'), aJob(305, 'running'));
  expect(message).toMatch(/it is still running\.$/);
});
