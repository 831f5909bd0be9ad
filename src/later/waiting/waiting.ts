import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled, NotOver, OutOfSight } from '../../errors.ts';
import type { Target } from '../../target.ts';
import type { Client } from '../../xplenty/client.ts';
import { nowMs } from '../../xplenty/clock.ts';
import type { Credits } from '../../xplenty/credits.ts';
import { ApiRefusal, type ExchangeError } from '../../xplenty/errors.ts';
import { isOver, type Job } from '../../xplenty/job.ts';
import { LONGEST_PAUSE_MS, pauseBefore } from '../../xplenty/retry.ts';
import { Looks } from './looks.ts';

export * from './journal.ts';

/** The looks that are under way when the timeout ends may take this much longer. */
const LAST_LOOK_MS = 2_000;

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  /** Ends the wait at once. */
  readonly cancel: AbortSignal;
  readonly onLook: (target: Target, job: Job) => void;
  /** A look failed, or a list that was to show all of these jobs. */
  readonly onFault: (targets: readonly Target[], fault: ExchangeError) => void;
  /** Called after every round of looks. */
  readonly onRound: () => void;
  /** Why a job is waited for no longer. */
  readonly inWords: (failure: Error) => string;
}

/**
 * Looks at jobs, round by round, until all are over. Faults are ridden out until the timeout; a refusal that will not
 * pass ends the wait for its job.
 *
 * @param targets jobs that have been seen. One that is not over in the end has failed: with NotOver, OutOfSight or
 *   Cancelled
 */
export async function untilOver(targets: readonly Target[], client: Client, options: WaitOptions): Promise<void> {
  const { timeoutMs, pollIntervalMs, cancel } = options;
  const startedAt = nowMs();
  const waitedMs = () => nowMs() - startedAt;
  const looks = new Looks(client);
  /** What the last round met, by the job that met it. */
  let faults = new Map<Target, ExchangeError>();
  let failedRounds = 0;
  const giveUp = (target: Target, failure: Error) => target.fail(failure, options.inWords(failure));
  for (let active = stillActive(targets); active.length > 0; active = stillActive(targets)) {
    const remainingMs = timeoutMs - waitedMs();
    if (cancel.aborted || remainingMs <= 0) {
      for (const target of active) {
        const { ref, job } = target;
        giveUp(target, cancel.aborted ? new Cancelled(ref.id, job) : new NotOver(job, timeoutMs, faults.get(target)));
      }
      return;
    }
    const usualMs = pauseBeforeLook(waitedMs(), pollIntervalMs, client.credits);
    const pauseMs = pauseAfterFaults(failedRounds, [...new Set(faults.values())], usualMs);
    await sleep(Math.min(pauseMs, remainingMs), undefined, { signal: cancel }).catch(() => undefined);
    if (cancel.aborted) continue;

    faults = new Map();
    await looks.round(active, {
      interrupt: cancel,
      timeLeftMs: () => timeoutMs - waitedMs() + LAST_LOOK_MS,
      onLook: options.onLook,
      onFault: (met, fault) => {
        if (cancel.aborted) return;
        for (const target of met) {
          if (fault.retryable) faults.set(target, fault);
          else giveUp(target, new OutOfSight(target.job as Job, fault));
        }
        if (fault.retryable) options.onFault(met, fault);
      },
    });
    failedRounds = faults.size === 0 ? 0 : failedRounds + 1;
    options.onRound();
  }
}

function stillActive(targets: readonly Target[]): (Target & { job: Job })[] {
  const isActive = (target: Target): target is Target & { job: Job } =>
    target.job !== undefined && target.failure === undefined && !isOver(target.job);
  return targets.filter(isActive);
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

/**
 * Sooner than usual, since the looks that failed are still owed; unless the service asks for patience, by `Retry-After`
 * or because the allowance is used up.
 */
function pauseAfterFaults(failures: number, faults: readonly ExchangeError[], usualMs: number): number {
  const pauses = faults.map((fault) => {
    const { pauseMs } = pauseBefore(failures, fault);
    const isAskedTooOften = fault instanceof ApiRefusal && fault.statusCode === 429;
    const soonestMs = isAskedTooOften ? usualMs : Math.min(pauseMs, usualMs);
    return Math.max(soonestMs, Math.min(fault.retryAfterMs ?? 0, LONGEST_PAUSE_MS));
  });
  return pauses.length === 0 ? usualMs : Math.max(...pauses);
}
