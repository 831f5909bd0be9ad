import type { Job, JobRef } from '../../../xplenty/job.ts';

/** What became of one job. */
export interface JobReport {
  readonly ref: JobRef;
  /** The job as last seen; undefined where it never was. */
  readonly job: Job | undefined;
  /** Each state as it was first seen, in milliseconds since the run's start. */
  readonly states: readonly { readonly status: string; readonly atMs: number }[];
  /** Why it was not stopped, in words. May hold words of the server. */
  readonly failure: string | undefined;
  /** Whether no answer has told what became of it: it may have been terminated since it was seen. */
  readonly isOpen?: boolean;
}

/** What became of a run of the action: all that its page shows. */
export interface RunReport {
  /** In the order given or found. */
  readonly jobs: readonly JobReport[];
  readonly dryRun: boolean;
  readonly cancelled: boolean;
  /** Whether the step was asked to wait until the jobs have stopped. */
  readonly waited: boolean;
  readonly startedAt: Date;
  readonly elapsedMs: number;
  /** For instance `api.xplenty.com`. */
  readonly apiHost: string;
}

/** Whose jobs they are, where they are all of one account. */
export function oneAccountOf({ jobs }: RunReport): string | undefined {
  const accountId = jobs[0]?.ref.accountId;
  return jobs.every(({ ref }) => ref.accountId === accountId) ? accountId : undefined;
}
