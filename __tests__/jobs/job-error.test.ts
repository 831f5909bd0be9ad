import { expect, test } from '@jest/globals';
import {
  AbortedError,
  HttpError,
  InvalidResponseError,
  NetworkError,
  RetriesExhaustedError,
  TimeoutError,
} from '../../src/api/errors.ts';
import * as jobError from '../../src/jobs/job-error.ts';
import { aJob } from '../a-job.ts';

const REF = { accountId: 'xplenation', id: 305 };
const HOST = 'api.xplenty.com';
const INVALID = new HttpError(422, { apiMessage: 'Job is not running' });
const NOT_FOUND = new HttpError(404, { apiMessage: 'no such job' });
const CHECK_IDS = 'Check job-id and account-id, and that the key belongs to this account.';
const LOST = new RetriesExhaustedError(6, 31_400, new TimeoutError(HOST, 30_000, true));
const UNREACHED = new RetriesExhaustedError(6, 9_000, new NetworkError(HOST, { text: 'connection refused' }, false));
const AGAIN = 'Check the job at Xplenty, or run this step again: terminating a job twice does no harm.';

// Made inside of each test: so Stryker knows which test covers what.
test.each<[string, () => jobError.JobError, string, string]>([
  [
    'a refusal, and the job still runs',
    () => jobError.refused(REF, INVALID, aJob(305, 'running')),
    'refused by the API (422)',
    'HTTP 422 "Job is not running". Not terminated, still running.',
  ],
  [
    'a refusal, and a get that is refused alike',
    () => jobError.refused(REF, NOT_FOUND, undefined, NOT_FOUND),
    'not found (404)',
    `HTTP 404 "no such job". Not terminated. Getting the job failed too. ${CHECK_IDS}`,
  ],
  [
    'a refusal, and a get that is refused otherwise',
    () => jobError.refused(REF, INVALID, undefined, NOT_FOUND),
    'refused by the API (422)',
    'HTTP 422 "Job is not running". Not terminated. Getting the job failed too: HTTP 404 "no such job".',
  ],
  [
    'requests that never arrived',
    () => jobError.notDelivered(REF, UNREACHED),
    'cannot reach api.xplenty.com',
    'Connection refused (6 attempts in 9 s). No request was delivered. Check api-url, DNS and proxy.',
  ],
  [
    'responses that got lost, and a get that shows the job active',
    () => jobError.outcomeUnknown(REF, LOST, aJob(305, 'running')),
    'outcome unknown, may still be running',
    'No complete response within 30 s (6 attempts in 31 s). A request may have been delivered. ' +
      `Last status: running. ${AGAIN}`,
  ],
  [
    'responses that got lost, and a get that failed',
    () => jobError.outcomeUnknown(REF, LOST, undefined, new HttpError(503, { apiMessage: 'busy' })),
    'outcome unknown, may still be running',
    'No complete response within 30 s (6 attempts in 31 s). A request may have been delivered. ' +
      `Getting the job failed too: HTTP 503 "busy". ${AGAIN}`,
  ],
  [
    'a get of a dry run that failed',
    () => jobError.notSeen(REF, NOT_FOUND),
    'not found (404)',
    `HTTP 404 "no such job". ${CHECK_IDS}`,
  ],
  [
    'a timeout',
    () => jobError.timedOut(REF, aJob(305, 'stopping'), 2_000),
    'timed out, still stopping',
    'Not stopped within 2 s; last status: stopping. Xplenty is still stopping it. Raise timeout-seconds to wait longer.',
  ],
  [
    'a timeout after a poll that failed',
    () => jobError.timedOut(REF, aJob(305, 'pending_stoppage'), 2_000, new HttpError(503, { apiMessage: 'busy' })),
    'timed out, still stopping',
    'Not stopped within 2 s; last status: pending_stoppage. The last poll failed: HTTP 503 "busy". ' +
      'Xplenty is still stopping it. Raise timeout-seconds to wait longer.',
  ],
  [
    'a timeout of a job on which the call had no effect',
    () => jobError.timedOut(REF, aJob(305, 'running'), 600_000),
    'timed out, still running',
    `Not stopped within 10 min 0 s; last status: running. The terminate call had no visible effect. ${AGAIN}`,
  ],
  [
    'a timeout of a job in a status that nobody knows',
    () => jobError.timedOut(REF, aJob(305, 'winding_down'), 2_000),
    'timed out, still winding_down',
    `Not stopped within 2 s; last status: winding_down. ${AGAIN}`,
  ],
  [
    'a timeout of a job that was never seen',
    () => jobError.timedOut(REF, undefined, 2_000),
    'timed out, status unknown',
    `Not stopped within 2 s; last status: unknown. ${AGAIN}`,
  ],
  [
    'a timeout before the call',
    () => jobError.timedOutBeforeCall(REF, 2_000),
    'timed out, not terminated',
    'No terminate request was sent within 2 s. Raise timeout-seconds, or run this step again.',
  ],
  [
    'a job that is not shown any more',
    () => jobError.lostWhileWaiting(REF, aJob(305, 'stopping'), NOT_FOUND),
    'not found (404)',
    `Whether the job has stopped cannot be seen: HTTP 404 "no such job". Last status: stopping. ${CHECK_IDS}`,
  ],
  [
    'a cancel during the wait',
    () => jobError.cancelledWhileStopping(REF, aJob(305, 'stopping')),
    'cancelled, still stopping',
    'The step was cancelled, or its timeout-minutes was over, before the job had stopped; last status: stopping.',
  ],
  [
    'a cancel before the call',
    () => jobError.cancelledBeforeCall(REF),
    'cancelled, not terminated',
    'No terminate request was sent. Run this step again.',
  ],
])('%s has a summary that stands alone, and details that say what to do', (_, make, summary, details) => {
  const error = make();
  expect(error).toMatchObject({ summary, details, message: `Job 305: ${summary}. ${details}` });
  expect(error.isOutcomeUnknown).toBe(summary.startsWith('outcome unknown'));
});

test.each([
  [
    'refused',
    () => jobError.notSelected(new HttpError(403, { apiMessage: 'no' }), false),
    'Cannot list jobs: not permitted (403)',
    'HTTP 403 "no". Nothing was terminated. Use the API key of a user who may do this in this account.',
  ],
  [
    'not understood',
    () => jobError.notSelected(new InvalidResponseError('the list repeats itself'), false),
    'Cannot list jobs: response not understood',
    'The list repeats itself. Nothing was terminated.',
  ],
  [
    'read while the step was cancelled',
    () => jobError.notSelected(new AbortedError(), true),
    'Cancelled while jobs were selected',
    'Nothing was terminated.',
  ],
])('a list that was %s says that nothing was terminated', (_, make, summary, details) => {
  expect(make()).toMatchObject({ summary, details, message: `${summary}. ${details}` });
});

test('advice comes also after many attempts', () => {
  const throttled = new RetriesExhaustedError(6, 1_000, new HttpError(429, { apiMessage: 'no' }));
  expect(jobError.refused(REF, throttled).details).toContain('Run this step again later');
});
