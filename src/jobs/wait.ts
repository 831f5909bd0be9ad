import { type ApiError, HttpError } from '../api/errors.ts';
import type { RateLimit } from '../api/http.ts';
import type { Job } from '../api/job.ts';
import { MAX_PAUSE_MS, pauseAfter } from '../api/retry.ts';
import { cancelledWhileStopping, lostSight, timedOut } from './job-error.ts';
import { Poller } from './poll.ts';
import type { RunContext, TrackedJob } from './tracked-job.ts';

/** The polls that are under way when the timeout ends may take this much longer. */
const LAST_POLL_MS = 2_000;
const HEARTBEAT_MS = 30_000;

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
}

/** An accepted job that has been seen, and is neither final nor given up. */
type WaitingJob = TrackedJob & { job: Job };

/**
 * Polls jobs until all are final. Errors are ridden out until the timeout; one that will not pass ends the wait for its job.
 *
 * @param jobs of which those are waited for whose stop was accepted. One that is not final in the end has an error
 */
export async function waitUntilStopped(
  jobs: readonly TrackedJob[],
  { timeoutMs, pollIntervalMs }: WaitOptions,
  context: RunContext,
): Promise<void> {
  const { cancellation, clock, progress, api } = context;
  const accepted = jobs.filter(({ isAccepted }) => isAccepted);
  const heartbeat = setInterval(() => progress.onHeartbeat(accepted), HEARTBEAT_MS);
  const startedAt = clock.nowMs();
  const waitedMs = () => clock.nowMs() - startedAt;
  const poller = new Poller(context);
  /** What the last poll met, by the job that met it. */
  let errors = new Map<TrackedJob, ApiError>();
  let failedPolls = 0;
  try {
    for (let active = waiting(accepted); active.length > 0; active = waiting(accepted)) {
      const remainingMs = timeoutMs - waitedMs();
      if (cancellation.requested.aborted || remainingMs <= 0) {
        for (const tracked of active) {
          tracked.error = cancellation.requested.aborted
            ? cancelledWhileStopping(tracked.job)
            : timedOut(tracked.job, timeoutMs, errors.get(tracked));
        }
        return;
      }
      const usualMs = pauseBeforePoll(waitedMs(), pollIntervalMs, api.rateLimit);
      const pauseMs = pauseAfterErrors(failedPolls, [...new Set(errors.values())], usualMs);
      await clock.sleep(Math.min(pauseMs, remainingMs), cancellation.requested);
      if (cancellation.requested.aborted) continue;

      errors = new Map();
      await poller.poll(active, {
        timeLeftMs: () => timeoutMs - waitedMs() + LAST_POLL_MS,
        onJob: (tracked, job) => {
          const before = tracked.update(job, context.elapsedMs());
          if (before !== undefined && before.status !== job.status) progress.onStatusChange(tracked, before);
        },
        onError: (met, error) => {
          if (cancellation.requested.aborted) return;
          for (const tracked of met) {
            if (error.isTransient) errors.set(tracked, error);
            else tracked.error = lostSight(tracked.job as Job, error);
          }
          if (error.isTransient) progress.onFailedPoll(met, error);
        },
      });
      failedPolls = errors.size === 0 ? 0 : failedPolls + 1;
      progress.onPolled(accepted);
    }
  } finally {
    clearInterval(heartbeat);
  }
}

function waiting(jobs: readonly TrackedJob[]): WaitingJob[] {
  const isWaiting = (tracked: TrackedJob): tracked is WaitingJob =>
    tracked.job !== undefined && tracked.error === undefined && !tracked.isFinal;
  return jobs.filter(isWaiting);
}

/**
 * When to poll again: lateness stays in proportion to the wait, and a ten-minute wait costs some sixty credits of the
 * 5,000 an hour. Four times rarer when less than a tenth of the allowance is left, since users who abuse it are blocked.
 *
 * @param waitedMs how long has been waited so far
 * @param pollIntervalMs the longest time between two polls
 */
export function pauseBeforePoll(waitedMs: number, pollIntervalMs: number, rateLimit: RateLimit | undefined): number {
  const pauseMs = Math.min(Math.max(1_000, 0.15 * waitedMs), pollIntervalMs);
  const isScarce = rateLimit !== undefined && rateLimit.remaining < rateLimit.limit / 10;
  return isScarce ? 4 * pauseMs : pauseMs;
}

/**
 * Sooner than usual, since the polls that failed are still owed; unless the service asks for patience, by `Retry-After`
 * or because the allowance is used up.
 */
function pauseAfterErrors(failures: number, errors: readonly ApiError[], usualMs: number): number {
  const pauses = errors.map((error) => {
    const { pauseMs } = pauseAfter(failures, error);
    const isThrottled = error instanceof HttpError && error.statusCode === 429;
    const soonestMs = isThrottled ? usualMs : Math.min(pauseMs, usualMs);
    return Math.max(soonestMs, Math.min(error.retryAfterMs ?? 0, MAX_PAUSE_MS));
  });
  return pauses.length === 0 ? usualMs : Math.max(...pauses);
}
