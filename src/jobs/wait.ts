import { ApiError, asRequestError, hasStatus } from '../api/errors.ts';
import type { RateLimit } from '../api/http.ts';
import { isActive, type Job } from '../api/job.ts';
import { MAX_PAUSE_MS, pauseAfter } from '../api/retry.ts';
import { forEachConcurrently } from '../concurrency.ts';
import { cancelledWhileStopping, lostWhileWaiting, timedOut } from './job-error.ts';
import { Poller } from './poll.ts';
import { sendTerminate } from './terminate.ts';
import { LAST_RESPONSE_MS, type StopContext, type TrackedJob } from './tracked-job.ts';

/** The last poll begins this long before the timeout ends, since no request begins afterwards. */
const LAST_POLL_MS = 250;
const HEARTBEAT_MS = 30_000;
/** A job that is still active this long after an accepted call is terminated once more. */
const NO_EFFECT_MS = 30_000;

/**
 * Polls jobs until all are final. Errors are ridden out until the timeout, since a job that is stopping stops without us; only
 * an answer that will not change ends the wait for its job.
 *
 * @param jobs of which those are waited for whose stop was accepted. One that is not final in the end has an error
 */
export async function waitUntilStopped(
  jobs: readonly TrackedJob[],
  pollIntervalMs: number,
  context: StopContext,
): Promise<void> {
  const { progress } = context;
  const accepted = jobs.filter(({ isAccepted }) => isAccepted);
  const heartbeat = setInterval(() => progress.onHeartbeat(accepted), HEARTBEAT_MS);
  try {
    await new Wait(accepted, pollIntervalMs, context).run();
  } finally {
    clearInterval(heartbeat);
  }
}

class Wait {
  readonly #jobs: readonly TrackedJob[];
  readonly #pollIntervalMs: number;
  readonly #context: StopContext;
  readonly #startedAtMs: number;
  readonly #poller: Poller;
  readonly #repeated = new Set<TrackedJob>();
  /** What the last poll met, by the job that met it. */
  #errors = new Map<TrackedJob, ApiError>();
  #notFoundBefore: ReadonlySet<TrackedJob> = new Set();
  #failedPolls = 0;

  constructor(jobs: readonly TrackedJob[], pollIntervalMs: number, context: StopContext) {
    this.#jobs = jobs;
    this.#pollIntervalMs = pollIntervalMs;
    this.#context = context;
    this.#startedAtMs = context.clock.nowMs();
    this.#poller = new Poller(context, () => (this.#remainingMs > 0 ? this.#remainingMs + LAST_RESPONSE_MS : 0));
  }

  async run(): Promise<void> {
    const { cancellation, clock, timeoutMs } = this.#context;
    const lastPollMs = Math.min(LAST_POLL_MS, timeoutMs / 10);
    for (let waiting = this.#waiting(); waiting.length > 0; waiting = this.#waiting()) {
      const remainingMs = this.#remainingMs - lastPollMs;
      if (cancellation.requested.aborted || remainingMs <= 0) {
        for (const tracked of waiting) tracked.error = this.#endOf(tracked);
        return;
      }
      await clock.sleep(Math.min(this.#pauseMs(), remainingMs), cancellation.requested);
      if (!cancellation.requested.aborted) await this.#poll(waiting);
    }
  }

  get #remainingMs(): number {
    return this.#context.deadlineMs - this.#context.clock.nowMs();
  }

  #waiting(): TrackedJob[] {
    return this.#jobs.filter((tracked) => tracked.error === undefined && !tracked.isFinal);
  }

  #endOf(tracked: TrackedJob) {
    const { ref, job } = tracked;
    const { cancellation, timeoutMs } = this.#context;
    if (cancellation.requested.aborted) return cancelledWhileStopping(ref, job);
    return timedOut(ref, job, timeoutMs, this.#errors.get(tracked));
  }

  async #poll(waiting: readonly TrackedJob[]): Promise<void> {
    const { cancellation, progress } = this.#context;
    this.#errors = new Map();
    const notFound = new Set<TrackedJob>();
    await this.#poller.poll(waiting, (tracked, result) => {
      if (!(result instanceof ApiError)) {
        this.#update(tracked, result);
        return;
      }
      if (cancellation.requested.aborted) return;
      const isNotFound = hasStatus(result, 404, 410);
      if (isNotFound) notFound.add(tracked);
      // A replica that lags behind gives one 404; two in a row are believed.
      const isCertain = hasStatus(result, 401, 402) || (isNotFound && this.#notFoundBefore.has(tracked));
      if (isCertain) tracked.error = lostWhileWaiting(tracked.ref, tracked.job, result);
      else this.#errors.set(tracked, result);
    });
    this.#notFoundBefore = notFound;
    for (const error of new Set(this.#errors.values())) {
      progress.onFailedPoll(
        [...this.#errors].flatMap(([tracked, met]) => (met === error ? tracked : [])),
        error,
      );
    }
    this.#failedPolls = this.#errors.size === 0 ? 0 : this.#failedPolls + 1;
    progress.onPolled(this.#jobs);
    await forEachConcurrently(this.#waiting(), (tracked) => this.#repeatIfWithoutEffect(tracked));
  }

  #update(tracked: TrackedJob, job: Job): void {
    const { progress, elapsedMs } = this.#context;
    const before = tracked.update(job, elapsedMs());
    if (before?.status !== job.status) progress.onStatusChange(tracked, before);
  }

  /** Once for each job. What comes of it the next polls show. */
  async #repeatIfWithoutEffect(tracked: TrackedJob): Promise<void> {
    const { cancellation, progress, elapsedMs } = this.#context;
    const isDue = elapsedMs() - (tracked.acceptedAtMs ?? 0) >= NO_EFFECT_MS && this.#remainingMs > 0;
    const isWithoutEffect = tracked.job !== undefined && isActive(tracked.job) && !this.#errors.has(tracked);
    if (!isDue || !isWithoutEffect || this.#repeated.has(tracked) || cancellation.requested.aborted) return;
    this.#repeated.add(tracked);
    progress.onRepeatedCall(tracked);
    try {
      const job = await sendTerminate(tracked, this.#context, []);
      if (job !== undefined) this.#update(tracked, job);
    } catch (error) {
      asRequestError(error);
    }
  }

  #pauseMs(): number {
    const { api, clock } = this.#context;
    const usualMs = pauseBeforePoll(clock.nowMs() - this.#startedAtMs, this.#pollIntervalMs, api.rateLimit);
    return pauseAfterErrors(this.#failedPolls, new Set(this.#errors.values()), usualMs);
  }
}

/**
 * When to poll again: lateness stays in proportion to the wait, and a ten-minute wait costs some sixty credits of the
 * 5,000 an hour. Four times rarer when less than a tenth of the allowance is left, since users who abuse it are blocked.
 *
 * @param waitedMs how long has been waited so far
 * @param pollIntervalMs the longest time between two polls; past it, and past a minute, only where credits are scarce
 */
export function pauseBeforePoll(waitedMs: number, pollIntervalMs: number, rateLimit: RateLimit | undefined): number {
  const pauseMs = Math.min(Math.max(1_000, 0.15 * waitedMs), pollIntervalMs);
  const isScarce = rateLimit !== undefined && rateLimit.remaining < rateLimit.limit / 10;
  return isScarce ? Math.min(4 * pauseMs, Math.max(pollIntervalMs, 60_000)) : pauseMs;
}

/**
 * Sooner than usual, since the polls that failed are still owed; unless the service asks for patience, by `Retry-After`
 * or because it throttles.
 */
function pauseAfterErrors(failures: number, errors: ReadonlySet<ApiError>, usualMs: number): number {
  const pauses = [...errors].map((error) => {
    const soonestMs = error.isThrottled ? usualMs : Math.min(pauseAfter(failures, error), usualMs);
    return Math.max(soonestMs, Math.min(error.retryAfterMs ?? 0, MAX_PAUSE_MS));
  });
  return pauses.length === 0 ? usualMs : Math.max(...pauses);
}
