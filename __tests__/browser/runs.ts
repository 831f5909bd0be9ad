import type { RunReport } from '../../src/github/summary/run-report.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import * as made from '../github/summary/a-run-report.ts';
import { runReport, type Steps, unseen, type Why } from '../github/summary/a-run-report.ts';

// The kinds of summary there are, one run of the action for each.

/** A job that went through these statuses, the last one being its status now. */
export function job(id: number, steps: Steps, fields: Record<string, unknown> = {}, why?: Why): TrackedJob {
  const given = {
    runtime_in_seconds: 40 + ((id * 7_919) % 4_000),
    progress: ((id * 29) % 100) / 100,
    package_id: 103 + (id % 4),
    cluster_id: 176,
    variables: { InputPath: "'/not/for/the/page'" },
    html_url: `https://dashboard.xplenty.com/xplenation/jobs/${id}`,
  };
  return made.job(id, steps, { ...given, ...fields }, why);
}

export function run(jobs: readonly TrackedJob[], more: Partial<RunReport> = {}): RunReport {
  return runReport(jobs, { elapsedMs: 48_300, ...more });
}

/** A stop as it goes when all is well, a little different for each job. */
function stop(id: number): Steps {
  const atMs = 400 + 90 * (id % 7);
  const last = atMs + 9_000 + ((id * 7_919) % 38_000);
  return [
    ['pending_stoppage', atMs],
    ['stopping', atMs + 3_000 + 400 * (id % 5)],
    ['stopped', last],
  ];
}

const stopped = (count: number) => Array.from({ length: count }, (_, index) => job(305 + index, stop(305 + index)));

const NOT_FOUND: Why = ['not found (404)', 'HTTP 404 "No such job". Not terminated. Check job-id and account-id.'];

export const one = run([
  job(305, [
    ['pending_stoppage', 420],
    ['stopping', 12_600],
    ['stopped', 48_100],
  ]),
]);

export const several = run(
  [
    ...stopped(3),
    job(308, [
      ['pending_stoppage', 500],
      ['completed', 6_200],
    ]),
    job(309, [['running', 700]], {}, [
      'not permitted (403)',
      'HTTP 403 "You are not permitted to stop jobs of package nightly_load". Not terminated, still running. ' +
        'Use the API key of a user who may do this in this account.',
    ]),
    job(
      310,
      [
        ['pending_stoppage', 450],
        ['stopping', 2_900],
      ],
      {},
      [
        'timed out, still stopping',
        'Not stopped within 60 s; last status: stopping. Xplenty is still stopping it. Raise timeout-seconds to wait longer.',
      ],
    ),
  ],
  { elapsedMs: 60_200 },
);

export const fifty = run([
  ...stopped(48),
  job(353, [
    ['pending_stoppage', 500],
    ['failed', 4_000],
  ]),
  job(354, [
    ['pending_stoppage', 500],
    ['completed', 9_000],
  ]),
]);

export const notWaited = run([job(305, [['pending_stoppage', 420]])], { waited: false, elapsedMs: 610 });

export const dryRun = run(
  [job(305, [['running', 300]]), job(306, [['queued', 300]]), job(307, [['pending', 300]], { progress: 0 })],
  { isDryRun: true, waited: false, elapsedMs: 950 },
);

export const nothing = run([], {
  elapsedMs: 730,
  waited: false,
  accountId: 'xplenation',
  filters: 'package 103; variables stage',
  nothingMatched: '5 active jobs of package 103: 0 with variable stage. Nothing to terminate.',
});

export const error = run([unseen(305, NOT_FOUND)], { elapsedMs: 1_200 });

export const cancelled = run(
  [
    job(
      305,
      [
        ['pending_stoppage', 420],
        ['stopping', 8_000],
      ],
      {},
      ['cancelled, still stopping', 'The call was accepted. Then the step was cancelled.'],
    ),
    unseen(306, ['cancelled, not terminated', 'No terminate request was sent. Run this step again.']),
  ],
  { isCancelled: true, elapsedMs: 21_000 },
);

export const many = run([...stopped(148), unseen(901, NOT_FOUND), unseen(902, NOT_FOUND)]);
