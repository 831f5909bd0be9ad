import type { JobReport, RunReport } from '../../src/github/summary/outcome.ts';

// The kinds of summary there are, one run of the action for each.

const STARTED = new Date('2026-03-04T08:11:05Z');

type Steps = readonly (readonly [status: string, atMs: number])[];

/** A job that went through these statuses, the last one being its status now. */
export function job(id: number, steps: Steps, fields: Record<string, unknown> = {}, error?: string): JobReport {
  const status = steps.at(-1)?.[0] ?? 'running';
  return {
    ref: { accountId: 'xplenation', id },
    job: {
      id,
      status,
      fields: {
        id,
        status,
        runtime_in_seconds: 40 + ((id * 7_919) % 4_000),
        progress: ((id * 29) % 100) / 100,
        package_id: 103 + (id % 4),
        cluster_id: 176,
        variables: { InputPath: "'/not/for/the/page'" },
        html_url: `https://dashboard.xplenty.com/xplenation/jobs/${id}`,
        ...fields,
      },
    },
    history: steps.map(([status, atMs]) => ({ status, atMs })),
    error,
  };
}

/** A job of which nothing was ever seen. */
export function unseen(id: number, error?: string): JobReport {
  return { ref: { accountId: 'xplenation', id }, job: undefined, history: [], error };
}

export function run(jobs: readonly JobReport[], more: Partial<RunReport> = {}): RunReport {
  return {
    jobs,
    dryRun: false,
    isCancelled: false,
    waited: true,
    startedAt: STARTED,
    elapsedMs: 48_300,
    apiHost: 'api.xplenty.com',
    ...more,
  };
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

export const one = run([
  job(
    305,
    [
      ['pending_stoppage', 420],
      ['stopping', 12_600],
      ['stopped', 48_100],
    ],
    { runtime_in_seconds: 2_532, progress: 0.64 },
  ),
]);

export const several = run(
  [
    ...stopped(3),
    job(
      308,
      [
        ['pending_stoppage', 500],
        ['completed', 6_200],
      ],
      { progress: 1 },
    ),
    job(
      309,
      [['running', 700]],
      {},
      'Job 309 was not terminated: the API answered 403 "You are not permitted to stop jobs of package nightly_load". ' +
        'A look shows that it is still running. The user of this key may not do this in this account. ' +
        'Use the key of a user who may.',
    ),
    job(
      310,
      [
        ['pending_stoppage', 450],
        ['stopping', 2_900],
      ],
      {},
      'Job 310 has not stopped within 60 s: when last seen it was stopping. The termination goes on at the service. ' +
        'If its jobs take longer to stop, raise timeout-seconds.',
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
  { dryRun: true, waited: false, elapsedMs: 950 },
);

export const nothing = run([], { elapsedMs: 730, waited: false });

export const error = run(
  [
    unseen(
      305,
      'Job 305 was not terminated: the API answered 404 "No such job". A look does not show the job: the API answered ' +
        '404 "No such job". Check job-id and account-id: with this key no such job can be seen in the account.',
    ),
  ],
  { elapsedMs: 1_200 },
);

export const cancelled = run(
  [
    job(
      305,
      [
        ['pending_stoppage', 420],
        ['stopping', 8_000],
      ],
      {},
      'Cancelled. The termination of job 305 is under way: when last seen it was stopping. It was not waited for.',
    ),
    job(306, [['pending_stoppage', 430]]),
    unseen(307, 'Cancelled before the API had answered: it is not known whether job 307 was terminated (reset).'),
  ],
  { isCancelled: true, elapsedMs: 21_000 },
);

export const many = run([...stopped(148), unseen(901, 'First reason.'), unseen(902, 'Second reason.')]);
