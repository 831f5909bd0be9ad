import type { ApiError } from '../api/errors.ts';
import type { RequestLog } from '../api/http.ts';
import { ACTIVE_STATUSES, type Job } from '../api/job.ts';
import { type FailedAttempt, MAX_PAUSE_MS } from '../api/retry.ts';
import type { JobFilter } from '../jobs/matches.ts';
import type { SelectedJobs, Selection } from '../jobs/select.ts';
import type { TrackedJob } from '../jobs/tracked-job.ts';
import { duration } from '../text.ts';

// What the log says while the step runs: one function for each thing that happens.

export function started(jobs: readonly TrackedJob[], host: string, isDryRun: boolean): string {
  const accounts = [...new Set(jobs.map(({ ref }) => ref.accountId))].join(', ');
  const what = `${namesOf(jobs)} of account ${accounts} at ${host}`;
  return isDryRun ? `Dry run: getting ${what}. Nothing will be terminated.` : `Terminating ${what}.`;
}

export function selecting({ accountId, filter }: Selection, host: string): string {
  return `Selecting jobs of account ${accountId} at ${host}: ${filterWords(filter)}.`;
}

/** Names of variables, never their values. */
export function filterWords({
  packageId,
  clusterId,
  variables,
  runningLongerThanSeconds,
  statuses,
}: JobFilter): string {
  const words = [
    packageId === undefined ? '' : `package ${packageId}`,
    clusterId === undefined ? '' : `cluster ${clusterId}`,
    variables.size === 0 ? '' : `variables ${[...variables.keys()].join(', ')}`,
    runningLongerThanSeconds === undefined ? '' : `running longer than ${runningLongerThanSeconds} s`,
    statuses.length === ACTIVE_STATUSES.length ? '' : `status ${statuses.join(' or ')}`,
  ];
  return words.filter(Boolean).join('; ');
}

export function selected({ jobs }: SelectedJobs, isDryRun: boolean): string {
  return `${isDryRun ? 'Would terminate' : 'Terminating'} ${namesOf(jobs)}.`;
}

/** How far each filter let the jobs through: `5 active jobs of package 103: 2 on cluster 7, 0 of them with variable stage.` */
export function nothingMatched({ counts, unknownVariables }: SelectedJobs, statuses: JobFilter['statuses']): string {
  const [listed, ...others] = counts;
  const all = listed?.count ?? 0;
  const status = statuses.length === ACTIVE_STATUSES.length ? 'active' : statuses.join(' or ');
  const jobs = `${all} ${status} ${all === 1 ? 'job' : 'jobs'}${listed?.filter ? ` ${listed.filter}` : ''}`;
  if (all === 0) return `${jobs}. Nothing to terminate.`;
  const left = others.map(({ filter, count }, index) => `${count} ${index === 0 ? '' : 'of them '}${filter}`);
  const unknown = unknownVariables.map((name) => ` No job has a variable ${name}.`).join('');
  return `${[jobs, left.join(', ')].filter(Boolean).join(': ')}.${unknown} Nothing to terminate.`;
}

/** The same words as the `error` of one job in the output `jobs`. */
export function outcome(jobs: readonly TrackedJob[], summary: string, details: string): string {
  return [`${title(jobs, summary)}.`, details].filter(Boolean).join(' ');
}

/** For instance `Job 305: not found (404)`, `2 jobs (305, 306): not found (404)`. */
export function title(jobs: readonly TrackedJob[], summary: string): string {
  const names = namesOf(jobs);
  return `${names.charAt(0).toUpperCase()}${names.slice(1)}: ${summary}`;
}

/** @param subject what was requested, for instance `Job 305` */
export function failedAttempt(subject: string, failed: FailedAttempt): string {
  const { attempt, maxAttempts, error, pauseMs } = failed;
  const next = `Next attempt in ${duration(pauseMs)}${longer(error)}`;
  return `${subject}: attempt ${attempt} of ${maxAttempts} failed: ${error.message}. ${next}.`;
}

export function failedPoll(jobs: readonly TrackedJob[], error: ApiError): string {
  return `Polling ${namesOf(jobs)} failed: ${error.message}. It will be repeated${longer(error)}.`;
}

function longer({ retryAfterMs = 0 }: ApiError): string {
  return retryAfterMs > MAX_PAUSE_MS ? ` (the service asks for ${duration(retryAfterMs)})` : '';
}

export function repeatedCall({ ref, job }: TrackedJob): string {
  return `Job ${ref.id} is still ${job?.status} 30 s after the accepted call. Terminating it once more.`;
}

export function statusChanged({ ref }: TrackedJob, before: Job | undefined, now: Job, elapsedMs: number): string {
  return `Job ${ref.id}: ${before === undefined ? '' : `${before.status} → `}${now.status} after ${duration(elapsedMs)}`;
}

/** So that nobody takes a long wait for a hanging step. */
export function heartbeat(jobs: readonly TrackedJob[], elapsedMs: number): string {
  const [tracked] = jobs;
  if (jobs.length > 1 || tracked?.job === undefined) return statusCounts(jobs, elapsedMs);
  return `Job ${tracked.ref.id} is still ${tracked.job.status} after ${duration(elapsedMs)}.`;
}

/** For instance `After 20 s: 3 stopped, 1 stopping.` */
export function statusCounts(jobs: readonly TrackedJob[], elapsedMs: number): string {
  const counts = new Map<string, number>();
  for (const { job } of jobs) {
    const status = job?.status ?? 'status unknown';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return `After ${duration(elapsedMs)}: ${[...counts].map(([status, count]) => `${count} ${status}`).join(', ')}.`;
}

/** How far each terminate call had come when the step was cancelled. */
export function cancelled(jobs: readonly TrackedJob[]): string {
  const states = [
    ['accepted', jobs.filter(({ isAccepted }) => isAccepted)],
    ['sent without a response', jobs.filter(({ call, isAccepted }) => call === 'sent' && !isAccepted)],
    ['refused', jobs.filter(({ call, isAccepted }) => call === 'refused' && !isAccepted)],
    ['not sent', jobs.filter(({ call, isAccepted }) => call === 'unsent' && !isAccepted)],
  ] as const;
  const words = states.flatMap(([state, some]) => (some.length === 0 ? [] : `${state} for ${namesOf(some)}`));
  return `Cancelled, or the step's timeout-minutes is over. Terminate call ${words.join('; ')}.`;
}

export function noCreditsLeft(limit: number): string {
  return `All ${limit} credits of this hour are used up. The service refuses requests until there are new ones.`;
}

export function requestEnded({ method, path, result, elapsedMs, rateLimit }: RequestLog): string {
  const left = rateLimit === undefined ? '' : `, ${rateLimit.remaining} of ${rateLimit.limit} credits left`;
  return `${method} ${path}: ${result} in ${Math.round(elapsedMs)} ms${left}`;
}

/** @param how for instance `jobs has only the ID; variables is empty` */
export function shortened(how: string): string {
  return `Outputs are limited to 120,000 bytes each and 1 MB together: ${how}.`;
}

/** For instance `job 305`, `3 jobs (305, 306, 307)`. */
export function namesOf(jobs: readonly TrackedJob[]): string {
  return jobs.length === 1 ? `job ${jobs[0]?.ref.id}` : `${jobs.length} jobs (${idsOf(jobs)})`;
}

function idsOf(jobs: readonly TrackedJob[]): string {
  const ids = jobs.slice(0, 100).map(({ ref }) => ref.id);
  return `${ids.join(', ')}${jobs.length > 100 ? ' and more' : ''}`;
}
