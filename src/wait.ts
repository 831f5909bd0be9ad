import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled } from './cancellation.ts';
import type { Client } from './xplenty/client.ts';
import type { Credits } from './xplenty/credits.ts';
import { ExchangeError } from './xplenty/errors.ts';
import { isOver, type Job, type JobRef } from './xplenty/job.ts';
import { LONGEST_PAUSE_MS, pauseBefore } from './xplenty/retry.ts';

/** The look that is under way when the timeout ends may take this much longer. */
const LAST_LOOK_MS = 2_000;

export interface WaitOptions {
  timeoutMs: number;
  pollIntervalMs: number;
  /** Ends the wait at once. */
  cancel: AbortSignal;
  onLook: (job: Job) => void;
  onFailedLook: (fault: ExchangeError) => void;
}

/** The job had not ended when the timeout did. */
export class NotOver extends Error {
  readonly job: Job;
  readonly timeoutMs: number;
  /** What went wrong at the last look, if it did. */
  override readonly cause: ExchangeError | undefined;

  constructor(job: Job, timeoutMs: number, cause: ExchangeError | undefined) {
    super(`job ${job.id} has not ended within ${timeoutMs} ms`);
    this.job = job;
    this.timeoutMs = timeoutMs;
    this.cause = cause;
  }
}

/** The service will not let the job be looked at any more. `job` is as last seen. */
export class OutOfSight extends Error {
  readonly job: Job;
  override readonly cause: ExchangeError;

  constructor(job: Job, cause: ExchangeError) {
    super(cause.message);
    this.job = job;
    this.cause = cause;
  }
}

/**
 * Looks at a job until it is over. Faults are ridden out until the timeout; a refusal that will not pass ends the wait.
 *
 * @param first the job as it was when the wait began
 * @returns the job, stopped, completed or failed
 * @throws NotOver after `timeoutMs`, OutOfSight, Cancelled
 */
export async function untilOver(ref: JobRef, first: Job, client: Client, options: WaitOptions): Promise<Job> {
  const startedAt = performance.now();
  const waitedMs = () => performance.now() - startedAt;
  let job = first;
  let fault: ExchangeError | undefined;
  let failures = 0;
  while (!isOver(job)) {
    const remainingMs = options.timeoutMs - waitedMs();
    if (remainingMs <= 0) throw new NotOver(job, options.timeoutMs, fault);
    const usualMs = pauseBeforeLook(waitedMs(), options.pollIntervalMs, client.credits);
    const pauseMs = fault === undefined ? usualMs : pauseAfterFault(failures, fault, usualMs);
    await sleep(Math.min(pauseMs, remainingMs), undefined, { signal: options.cancel }).catch(() => undefined);
    if (options.cancel.aborted) throw new Cancelled(ref.id, job);
    try {
      const timeoutMs = Math.max(0, options.timeoutMs - waitedMs()) + LAST_LOOK_MS;
      job = await client.look(ref, { interrupt: options.cancel, timeoutMs });
      fault = undefined;
      failures = 0;
      options.onLook(job);
    } catch (error) {
      if (options.cancel.aborted) throw new Cancelled(ref.id, job);
      if (!(error instanceof ExchangeError)) throw error;
      if (!error.retryable) throw new OutOfSight(job, error);
      fault = error;
      failures += 1;
      options.onFailedLook(fault);
    }
  }
  return job;
}

/**
 * When to look again: lateness stays in proportion to the wait, and a ten-minute wait costs some sixty credits of the
 * 5,000 an hour. Four times rarer when less than a tenth of the allowance is left, since users who abuse it are blocked.
 *
 * @param waitedMs how long has been waited so far
 * @param pollIntervalMs the longest time between two looks
 */
export function pauseBeforeLook(waitedMs: number, pollIntervalMs: number, credits: Credits | undefined): number {
  const pauseMs = Math.min(Math.max(1_000, 0.15 * waitedMs), pollIntervalMs);
  const isScarce = credits !== undefined && credits.remaining < credits.limit / 10;
  return isScarce ? 4 * pauseMs : pauseMs;
}

/** Sooner than usual, since the look that failed is still owed, unless the service asked to be left alone. */
function pauseAfterFault(failures: number, fault: ExchangeError, usualMs: number): number {
  const { pauseMs } = pauseBefore(failures, fault);
  return Math.max(Math.min(pauseMs, usualMs), Math.min(fault.retryAfterMs ?? 0, LONGEST_PAUSE_MS));
}
