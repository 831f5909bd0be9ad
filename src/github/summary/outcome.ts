import { isFinal, isStopping, type Job, type JobRef } from '../../api/job.ts';
import { statusInMarkdown } from './markdown.ts';

/** What became of one job. */
export interface JobReport {
  readonly ref: JobRef;
  /** The job as last seen; undefined where it never was. */
  readonly job: Job | undefined;
  /** Each status as it was first seen, in milliseconds since the run began. */
  readonly history: readonly { readonly status: string; readonly atMs: number }[];
  /** Why it was not stopped, in words. May hold words of the server. */
  readonly error: string | undefined;
  /** Whether it may have been terminated since it was seen: no response says otherwise. */
  readonly isOutcomeUnknown?: boolean;
}

/** What became of a run of the action: all that its summary shows. */
export interface RunReport {
  /** In the order given or found. */
  readonly jobs: readonly JobReport[];
  readonly dryRun: boolean;
  readonly isCancelled: boolean;
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

/** How a job can end, from the best to the worst: its sign, what the heading says of it, and what its row says. */
const OUTCOMES = {
  over: { sign: '➖', says: 'is over already', row: 'STATUS already' },
  planned: { sign: '🔎', says: 'would be terminated', row: 'would be terminated (STATUS)' },
  stopped: { sign: '✅', says: 'has stopped', row: 'STATUS' },
  underWay: { sign: '⏳', says: 'is being stopped', row: 'STATUS' },
  completed: { sign: '⚠️', says: 'completed before it could be stopped', row: 'STATUS before the stop' },
  failed: { sign: '⚠️', says: 'failed before it could be stopped', row: 'STATUS before the stop' },
  notStopped: { sign: '❌', says: 'was not stopped', row: 'still STATUS' },
  // It may have stopped since, or an answer was lost that said so.
  unknown: { sign: '❌', says: 'was not seen to stop', row: 'STATUS when last seen' },
  unseen: { sign: '❌', says: 'could not be looked at', row: 'STATUS when last seen' },
};

const PLURAL: Record<string, string> = { is: 'are', has: 'have', was: 'were', it: 'they' };

type Outcome = keyof typeof OUTCOMES;

/** How many jobs ended in each way, from the best way to the worst. */
export type OutcomeCounts = ReadonlyMap<Outcome, number>;

export function outcomeOf(
  { job, error, isOutcomeUnknown = false }: JobReport,
  { dryRun, isCancelled }: RunReport,
): Outcome {
  if (job !== undefined && isFinal(job)) return dryRun ? 'over' : (job.status as 'stopped' | 'completed' | 'failed');
  if (dryRun) return job === undefined || error !== undefined ? 'unseen' : 'planned';
  if (job === undefined) return 'unknown';
  if (error === undefined || (isCancelled && isStopping(job))) return 'underWay';
  return isStopping(job) || isOutcomeUnknown ? 'unknown' : 'notStopped';
}

/** How one job ended, as a sign and words: `❌ still running`. */
export function outcomeInWords(report: JobReport, run: RunReport): string {
  const { sign, row } = OUTCOMES[outcomeOf(report, run)];
  const { job } = report;
  return `${sign} ${job === undefined ? 'not known' : row.replace('STATUS', () => statusInMarkdown(job.status))}`;
}

export function countOutcomes(run: RunReport): OutcomeCounts {
  const counts = new Map<Outcome, number>();
  for (const outcome in OUTCOMES) counts.set(outcome as Outcome, 0);
  for (const report of run.jobs) {
    const outcome = outcomeOf(report, run);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

/** What became of the whole run, as a sign and a sentence: `❌ 47 of 50 jobs have stopped, 3 were not stopped`. */
export function runInWords(run: RunReport, outcomes: OutcomeCounts): string {
  const all = run.jobs.length;
  const said: string[] = [];
  let worst = 'ℹ️';
  for (const [outcome, count] of outcomes) {
    if (count === 0) continue;
    const { sign, says } = OUTCOMES[outcome];
    worst = sign;
    if (all === 1) said.push(`job ${run.jobs[0]?.ref.id} ${says}`);
    else if (count === all) said.push(`${all === 2 ? 'both' : `all ${all}`} jobs ${inPlural(says)}`);
    else {
      const of = said.length === 0 ? ` of ${all} jobs` : '';
      said.push(`${count}${of} ${count === 1 ? says : inPlural(says)}`);
    }
  }
  if (all === 0) said.push(run.isCancelled ? 'nothing was terminated' : 'no job matched, nothing was terminated');
  const sentence = `${run.isCancelled ? 'Cancelled: ' : run.dryRun ? 'Dry run: ' : ''}${said.join(', ')}`;
  return `${worst} ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function inPlural(says: string): string {
  return says.replace(/\b(is|has|was|it)\b/g, (word) => PLURAL[word] ?? word);
}
