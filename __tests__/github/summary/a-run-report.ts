import { helpLink } from '../../../src/github/links.ts';
import type { RunReport } from '../../../src/github/summary/run-report.ts';
import { JobError } from '../../../src/jobs/job-error.ts';
import { TrackedJob } from '../../../src/jobs/tracked-job.ts';

/** The statuses that a job went through, the last one being its status now. */
export type Steps = readonly (readonly [status: string, atMs: number])[];

/** An error in these words. */
export type Why = readonly [summary: string, details: string];

/** A job whose stop was accepted. */
export function job(id: number, steps: Steps, fields: Record<string, unknown> = {}, why?: Why): TrackedJob {
  const tracked = unseen(id, why);
  tracked.call = 'accepted';
  for (const [status, atMs] of steps) tracked.update({ id, status, fields: { ...fields, id, status } }, atMs);
  return tracked;
}

/** A job that no response has shown. */
export function unseen(id: number, why?: Why, accountId = 'xplenation'): TrackedJob {
  const tracked = new TrackedJob({ accountId, id });
  if (why !== undefined) tracked.error = new JobError(tracked.ref, why[0], [why[1]]);
  return tracked;
}

/** A run that waited for these jobs, and took 24.6 s. */
export function runReport(jobs: readonly TrackedJob[], more: Partial<RunReport> = {}): RunReport {
  return {
    jobs,
    isDryRun: false,
    isCancelled: false,
    waited: true,
    startedAt: new Date('2013-03-04T08:10:48Z'),
    elapsedMs: 24_600,
    apiHost: 'api.xplenty.com',
    filters: undefined,
    accountId: undefined,
    nothingMatched: undefined,
    ifNoJobsFound: 'ignore',
    problems: [],
    redact: String,
    help: (summary) => helpLink(summary, 'https://github.com/octocat/action/blob/v1/docs/'),
    ...more,
  };
}

/** What a reader sees of Markdown in which characters are written as references. */
export function seen(markdown: string): string {
  return markdown
    .replace(/<\/?span>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
