import { describe, expect, test } from '@jest/globals';
import {
  HttpError,
  InvalidResponseError,
  NetworkError,
  RedirectError,
  RetriesExhaustedError,
} from '../../src/api/errors.ts';
import * as jobErrors from '../../src/jobs/job-error.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { aJob, aTrackedJob, unseenJob } from '../a-job.ts';
import { AReport, DOCS, shownBy } from './a-report.ts';
import { seen } from './summary/a-run-report.ts';

const REF = { accountId: 'xplenation', id: 305 };
const HOST = 'api.xplenty.com';
const RUNNING = aJob(305, 'running');
const refusedBy = (statusCode: number, apiMessage: string) => new HttpError(statusCode, { apiMessage });
const LOST = new RetriesExhaustedError(6, 9_000, new NetworkError(HOST, { text: 'connection reset' }, true));
const UNREACHED = new RetriesExhaustedError(6, 9_000, new NetworkError(HOST, { text: 'connection refused' }, false));
const HTML = new HttpError(403, { foreignBody: 'an HTML page' });

function failed(error: jobErrors.JobError, status?: string): TrackedJob {
  const tracked = status === undefined ? unseenJob(305) : aTrackedJob(305, status);
  tracked.error = error;
  return tracked;
}

/** A job whose terminate call was refused, for it was stopping already. */
function stoppingAlready(): TrackedJob {
  const tracked = aTrackedJob(305, 'stopping');
  tracked.call = 'refused';
  tracked.isStoppedByOthers = true;
  return tracked;
}

/** A job whose call was accepted without a body, and which no get has shown. */
function acceptedUnseen(): TrackedJob {
  const tracked = unseenJob(305);
  tracked.call = 'accepted';
  return tracked;
}

function finishedBefore(status: string): TrackedJob {
  const tracked = aTrackedJob(305, status, { completed_at: '2013-03-04T08:03:00Z' });
  tracked.hadFinished = true;
  return tracked;
}

type Failure = readonly [kind: string, summary: string, help: string, tracked: TrackedJob];

const FAILURES: readonly Failure[] = [
  [
    'the key is rejected',
    'API key rejected (401)',
    'api-key-rejected',
    failed(jobErrors.refused(REF, refusedBy(401, 'Unauthorized'))),
  ],
  [
    'the account is not paid for',
    'billing problem (402)',
    'billing-problem',
    failed(jobErrors.refused(REF, refusedBy(402, 'Please upgrade'))),
  ],
  [
    'the user may not',
    'not permitted (403)',
    'not-permitted',
    failed(jobErrors.refused(REF, refusedBy(403, 'No'), RUNNING), 'running'),
  ],
  [
    'there is no such job',
    'not found (404)',
    'not-found',
    failed(jobErrors.refused(REF, refusedBy(404, 'No such job'), undefined, refusedBy(404, 'No such job'))),
  ],
  [
    'the service throttles',
    'rate limit reached (429)',
    'rate-limit-reached',
    failed(jobErrors.refused(REF, refusedBy(429, 'Slow down'))),
  ],
  [
    'the API refuses in another way',
    'refused by the API (422)',
    'refused-by-the-api',
    failed(jobErrors.refused(REF, refusedBy(422, 'Busy'), RUNNING), 'running'),
  ],
  [
    'a firewall answers',
    'HTTP 403, not from the API',
    'not-from-the-api',
    failed(jobErrors.refused(REF, HTML, undefined, HTML)),
  ],
  [
    'the service points elsewhere',
    'redirected (302)',
    'redirected',
    failed(jobErrors.refused(REF, new RedirectError(302, 'the host example.com'))),
  ],
  [
    'no request was delivered',
    `cannot reach ${HOST}`,
    'cannot-reach-the-api',
    failed(jobErrors.notDelivered(REF, UNREACHED)),
  ],
  [
    'a request may have been delivered',
    'outcome unknown, may still be running',
    'outcome-unknown',
    failed(jobErrors.outcomeUnknown(REF, LOST, undefined, LOST)),
  ],
  [
    'it does not stop in time',
    'timed out, still stopping',
    'timed-out',
    failed(jobErrors.timedOut(REF, aJob(305, 'stopping'), 2_000), 'stopping'),
  ],
  [
    'the call had no effect',
    'timed out, still running',
    'timed-out',
    failed(jobErrors.timedOut(REF, RUNNING, 2_000), 'running'),
  ],
  [
    'it disappears during the wait',
    'not found (404)',
    'not-found',
    failed(jobErrors.lostWhileWaiting(REF, aJob(305, 'stopping'), refusedBy(404, 'Gone')), 'stopping'),
  ],
  [
    'the step is cancelled during the wait',
    'cancelled, still stopping',
    'cancelled',
    failed(jobErrors.cancelledWhileStopping(REF, aJob(305, 'stopping')), 'stopping'),
  ],
  [
    'the step is cancelled before the call',
    'cancelled, not terminated',
    'cancelled',
    failed(jobErrors.cancelledBeforeCall(REF)),
  ],
];

const FINISHED = 'It finished at 2013-03-04 08:03 UTC. Nothing to stop.';

type Success = readonly [
  kind: string,
  annotation: string,
  icon: string,
  summary: string,
  details: string,
  tracked: TrackedJob,
];

const SUCCESSES: readonly Success[] = [
  ['it stops', 'none', '✅', 'stopped', '', aTrackedJob(305, 'stopped')],
  ['it completes first', 'warning', '⚠️', 'completed before it could be stopped', '', aTrackedJob(305, 'completed')],
  ['it fails first', 'warning', '⚠️', 'failed before it could be stopped', '', aTrackedJob(305, 'failed')],
  ['it had completed', 'notice', '➖', 'had already completed', FINISHED, finishedBefore('completed')],
  ['it had failed', 'notice', '➖', 'had already failed', FINISHED, finishedBefore('failed')],
  ['it had stopped', 'notice', '➖', 'had already stopped', FINISHED, finishedBefore('stopped')],
  ['nobody waits', 'none', '⏳', 'stop requested', 'Status: pending_stoppage.', aTrackedJob(305)],
  ['it is stopping already', 'none', '⏳', 'already stopping', 'Status: stopping.', stoppingAlready()],
  ['its status is not shown', 'none', '⏳', 'stop requested', 'Its status is not known.', acceptedUnseen()],
];

describe('log, annotation, summary and outputs agree where', () => {
  test.each(FAILURES)('%s', (_, summary, help, tracked) => {
    const run = new AReport().with(tracked);
    const { message = '', details } = tracked.error ?? {};
    expect(message).toBe(`Job 305: ${summary}. ${details}`);
    expect(shownBy(() => expect(run.report.end(false)).toBe(false)).commands).toEqual([
      ['error', `Job 305: ${summary}`, `${message} Help: ${DOCS}troubleshooting.md#${help}`],
    ]);
    expect(JSON.parse(run.outputs().get('jobs') ?? '')[0].error).toBe(message);
    const page = seen(run.summary());
    expect(page).toContain(`### ❌ Job 305: ${summary}\n`);
    expect(page).toContain(`| 305 | ❌ ${summary} |`);
    expect(page).toContain(`- **Job 305: ${summary}.** ${details} [Help: `);
    expect(page).toContain(`](${DOCS}troubleshooting.md#${help})`);
    run.remove();
  });

  test.each(SUCCESSES)('%s', (_, annotation, icon, summary, details, tracked) => {
    const run = new AReport().with(tracked);
    const message = [`Job 305: ${summary}.`, details].filter(Boolean).join(' ');
    const shown = shownBy(() => expect(run.report.end(false)).toBe(true));
    expect(shown).toEqual(
      annotation === 'none'
        ? { lines: [message], commands: [] }
        : { lines: [], commands: [[annotation, `Job 305: ${summary}`, message]] },
    );
    expect(JSON.parse(run.outputs().get('jobs') ?? '')[0]).not.toHaveProperty('error');
    const page = seen(run.summary());
    expect(page).toContain(`### ${icon} Job 305: ${summary}\n`);
    expect(page).toContain(`| 305 | ${icon} ${summary} |`);
    run.remove();
  });
});

describe('equal outcomes', () => {
  test('of fifteen jobs are one annotation, one line and one reason', () => {
    const jobs = Array.from({ length: 15 }, (_, index) => {
      const tracked = unseenJob(index + 1);
      tracked.error = jobErrors.refused(tracked.ref, refusedBy(404, 'No such job'));
      return tracked;
    });
    const run = new AReport().with(...jobs);
    const { commands } = shownBy(() => run.report.end(false));
    const names = '15 jobs (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)';
    expect(commands).toEqual([
      ['error', `${names}: not found (404)`, expect.stringContaining(`${names}: not found (404). HTTP 404 "No such`)],
    ]);
    const page = seen(run.summary());
    expect(page).toContain('### ❌ 15 jobs: all not found (404)\n');
    expect(page.match(/^- /gm)).toHaveLength(1);
    run.remove();
  });

  test('past ten kinds are logged without an annotation', () => {
    const jobs = Array.from({ length: 12 }, (_, index) => {
      const tracked = unseenJob(index + 1);
      tracked.error = jobErrors.refused(tracked.ref, new InvalidResponseError(`problem ${'x'.repeat(index)}`));
      return tracked;
    });
    const run = new AReport().with(...jobs);
    const { lines, commands } = shownBy(() => run.report.end(false));
    expect(commands).toHaveLength(10);
    expect(lines.filter((line) => line.includes('response not understood'))).toHaveLength(2);
    run.remove();
  });
});

describe("a failure's annotation", () => {
  test("names the job's page where a response gave its address", () => {
    const tracked = failed(jobErrors.timedOut(REF, RUNNING, 2_000));
    tracked.htmlUrl = 'https://dashboard.xplenty.com/xplenation/jobs/305';
    const run = new AReport().with(tracked);
    const [[, , text] = []] = shownBy(() => run.report.end(false)).commands;
    expect(text).toContain(' Job: https://dashboard.xplenty.com/xplenation/jobs/305 Help: https:');
    run.remove();
  });

  test('names the entry where the address of the documentation is not known', () => {
    const run = new AReport({}, { docsUrl: undefined }).with(failed(jobErrors.timedOut(REF, RUNNING, 2_000)));
    const [[, , text] = []] = shownBy(() => run.report.end(false)).commands;
    expect(text).toMatch(/ Help: "Timed out" in docs\/troubleshooting\.md$/);
    expect(seen(run.summary())).toContain('Help: “Timed out” in docs/troubleshooting.md');
    run.remove();
  });
});
