import { isFinal, isStopping, type Job } from '../api/job.ts';
import { utc } from '../text.ts';
import type { TrackedJob } from './tracked-job.ts';

/** From the best to the worst. A `notice` and a `warning` are successes that people should know of. */
export type Severity = 'planned' | 'success' | 'pending' | 'notice' | 'warning' | 'failure';

/** How one job ended, in the words that log, annotation, job summary and outputs share. */
export interface Outcome {
  readonly severity: Severity;
  /** Stands alone behind the job's name, for instance `stopped` or `API key rejected (401)`. */
  readonly summary: string;
  /** What happened in detail, and what to do; may be empty. */
  readonly details: string;
}

export function outcomeOf(tracked: TrackedJob, isDryRun: boolean): Outcome {
  const { job, error, hadFinished } = tracked;
  if (error !== undefined) return { severity: 'failure', summary: error.summary, details: error.details };
  if (isDryRun) return plannedOutcome(job);
  if (job === undefined) return { severity: 'pending', summary: 'stop requested', details: 'Its status is not known.' };
  const { status } = job;
  if (isFinal(job)) {
    if (hadFinished) return { severity: 'notice', summary: `had already ${status}`, details: nothingToStop(job) };
    if (status === 'stopped') return { severity: 'success', summary: 'stopped', details: '' };
    return { severity: 'warning', summary: `${status} before it could be stopped`, details: '' };
  }
  if (tracked.isStoppedByOthers) return { severity: 'pending', summary: 'already stopping', details: statusIs(status) };
  return { severity: 'pending', summary: 'stop requested', details: statusIs(status) };
}

function plannedOutcome(job: Job | undefined): Outcome {
  if (job === undefined) return { severity: 'failure', summary: 'not seen', details: '' };
  if (isFinal(job)) return { severity: 'planned', summary: `had already ${job.status}`, details: nothingToStop(job) };
  if (isStopping(job)) return { severity: 'planned', summary: 'already stopping', details: statusIs(job.status) };
  return { severity: 'planned', summary: 'would be terminated', details: statusIs(job.status) };
}

function statusIs(status: string): string {
  return `Status: ${status}.`;
}

function nothingToStop({ fields }: Job): string {
  const time = Date.parse(String(fields.completed_at ?? fields.failed_at ?? ''));
  if (Number.isNaN(time)) return 'Nothing to stop.';
  return `It finished at ${utc(new Date(time))}. Nothing to stop.`;
}

/** Jobs that ended alike. */
export interface OutcomeGroup extends Outcome {
  readonly jobs: readonly TrackedJob[];
}

/** Groups jobs that ended alike, the worst first: fifteen unknown jobs are one group. Their details are those of the first. */
export function groupByOutcome(jobs: readonly TrackedJob[], isDryRun: boolean): OutcomeGroup[] {
  const groups = new Map<string, Outcome & { jobs: TrackedJob[] }>();
  for (const tracked of jobs) {
    const outcome = outcomeOf(tracked, isDryRun);
    // Lengths of time differ from job to job, and are no difference.
    const key = `${outcome.summary}\n${outcome.severity === 'failure' ? outcome.details.replace(/\d+/g, '') : ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ...outcome, jobs: [tracked] });
    else group.jobs.push(tracked);
  }
  const order: readonly Severity[] = ['failure', 'warning', 'notice', 'pending', 'success', 'planned'];
  return [...groups.values()].sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}
