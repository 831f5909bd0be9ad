import type { ApiError } from '../api/errors.ts';
import type { RequestLog } from '../api/http.ts';
import { isFinal, isStopping, type Job } from '../api/job.ts';
import { type FailedAttempt, MAX_PAUSE_MS } from '../api/retry.ts';
import type { JobFilter } from '../jobs/select.ts';
import type { TrackedJob } from '../jobs/tracked-job.ts';
import { duration } from '../text.ts';

// What the log says while the step runs: one function for each thing that happens. `elapsedMs` counts from its start.

export function started(jobs: readonly TrackedJob[], host: string, dryRun: boolean): string {
  const accounts = [...new Set(jobs.map(({ ref }) => ref.accountId))].join(', ');
  const what = `${namesOf(idsOf(jobs))} of account ${accounts} at ${host}`;
  return dryRun ? `Dry run: looking at ${what}. Nothing will be terminated.` : `Terminating ${what}.`;
}

export function selecting(accountId: string, host: string, filter: JobFilter): string {
  const { packageId, clusterId, variables, runningLongerThanSeconds, statuses } = filter;
  const conditions = [
    `are ${statuses.join(' or ')}`,
    ...(packageId === undefined ? [] : [`run package ${packageId}`]),
    ...(clusterId === undefined ? [] : [`run on cluster ${clusterId}`]),
    ...(variables.size === 0 ? [] : [`were run with the given ${[...variables.keys()].join(', ')}`]),
    ...(runningLongerThanSeconds === undefined ? [] : [`have run for more than ${runningLongerThanSeconds} s`]),
  ];
  return `Choosing the jobs of account ${accountId} at ${host} that ${conditions.join(' and ')}.`;
}

export function selected(jobs: readonly TrackedJob[], dryRun: boolean, elapsedMs: number): string {
  if (jobs.length === 0) return `No job matches, after ${duration(elapsedMs)}. There is nothing to terminate.`;
  return `${dryRun ? 'Would terminate' : 'Terminating'} ${namesOf(idsOf(jobs))}.`;
}

/** @param refusal why the API did not accept the call, where it did not */
export function accepted(job: Job, refusal: Error | undefined, elapsedMs: number): string {
  const is = `job ${job.id} is ${job.status} after ${duration(elapsedMs)}`;
  if (refusal === undefined) return `The API accepted the termination: ${is}.`;
  return `The termination was not accepted (${refusal.message}), but a look shows that ${is}.`;
}

/** @param subject what was requested, for instance `Job 305` */
export function failedAttempt(subject: string, failed: FailedAttempt): string {
  const { attempt, maxAttempts, error, pauseMs, requestedPauseMs } = failed;
  const more = requestedPauseMs === undefined ? '' : ` (the service asks for ${duration(requestedPauseMs)})`;
  return (
    `${subject}: try ${attempt} of ${maxAttempts} failed: ${error.message}. ` +
    `Next try in ${duration(pauseMs)}${more}.`
  );
}

export function failedPoll(jobs: readonly TrackedJob[], error: ApiError): string {
  const what = jobs.length === 1 ? `A look at job ${jobs[0]?.ref.id}` : `The list of ${jobs.length} jobs`;
  const requested = error.retryAfterMs ?? 0;
  const more = requested > MAX_PAUSE_MS ? ` (the service asks for ${duration(requested)})` : '';
  return `${what} failed: ${error.message}. It will be tried again${more}.`;
}

export function statusChanged(before: Job, now: Job, elapsedMs: number): string {
  return `Job ${now.id}: ${before.status} → ${now.status} after ${duration(elapsedMs)}`;
}

/** So that nobody takes a long wait for a hanging step. */
export function heartbeat(jobs: readonly TrackedJob[], elapsedMs: number): string {
  const [tracked] = jobs;
  if (jobs.length > 1 || tracked?.job === undefined) return statusCounts(jobs, elapsedMs);
  return `Job ${tracked.ref.id} is still ${tracked.job.status} after ${duration(elapsedMs)}.`;
}

export function statusCounts(jobs: readonly TrackedJob[], elapsedMs: number): string {
  return `After ${duration(elapsedMs)}: ${counts(jobs)}.`;
}

/** Which terminate requests went out before the process had to end, and which did not. */
export function sent(jobs: readonly TrackedJob[]): string[] {
  const sentIds = idsOf(jobs.filter(({ isSent }) => isSent));
  const unsentIds = idsOf(jobs.filter(({ isSent }) => !isSent));
  const lines = [`Terminate calls were sent for ${sentIds.length === 0 ? 'no job' : namesOf(sentIds)}.`];
  return unsentIds.length === 0 ? lines : [...lines, `No terminate call was sent for ${namesOf(unsentIds)}.`];
}

/** What would be done with a job in earnest. */
export function previewed(job: Job): string {
  const would = isFinal(job) ? 'is over' : isStopping(job) ? 'is stopping already' : 'would be terminated';
  return `Dry run: job ${job.id} is ${job.status} and ${would}.`;
}

/** What became of a job that was accepted. */
export function ended(job: Job, elapsedMs: number): string {
  if (job.status === 'stopped') return `Job ${job.id} has stopped, after ${duration(elapsedMs)}.`;
  if (isFinal(job)) return `Job ${job.id} ${job.status} before it could be stopped.`;
  if (isStopping(job)) return `The stop of job ${job.id} is under way. It was not waited for.`;
  return `Job ${job.id} is ${job.status}. It was not waited for.`;
}

export function allEnded(jobs: readonly TrackedJob[], elapsedMs: number): string {
  return `${jobs.length} jobs after ${duration(elapsedMs)}: ${counts(jobs)}.`;
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

/** For instance `job 305`, `3 jobs: 305, 306, 307`. */
export function namesOf(ids: readonly number[]): string {
  if (ids.length === 1) return `job ${ids[0]}`;
  const more = ids.length > 100 ? ' and more' : '';
  return `${ids.length} jobs: ${ids.slice(0, 100).join(', ')}${more}`;
}

export function idsOf(jobs: readonly TrackedJob[]): number[] {
  return jobs.map(({ ref }) => ref.id);
}

/** For instance `3 stopped, 1 stopping`. */
function counts(jobs: readonly TrackedJob[]): string {
  const byStatus = new Map<string, number>();
  for (const { job } of jobs) {
    const status = job?.status ?? 'never seen';
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  }
  return [...byStatus].map(([status, count]) => `${count} ${status}`).join(', ');
}
