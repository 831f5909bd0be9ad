import { tellRound } from '../../report/journal.ts';
import { duration, log } from '../../report/log.ts';
import type { Target } from '../../target.ts';
import type { ExchangeError } from '../../xplenty/errors.ts';
import type { Job } from '../../xplenty/job.ts';
import { LONGEST_PAUSE_MS } from '../../xplenty/retry.ts';

// What the log tells while jobs are waited for.

export function tellChange(before: Job, now: Job, elapsedMs: number): void {
  log.info(`Job ${now.id}: ${before.status} → ${now.status} after ${duration(elapsedMs)}`);
}

/** So that nobody takes a long wait for a hanging step. */
export function tellSignOfLife(targets: readonly Target[], elapsedMs: number): void {
  const [target] = targets;
  if (targets.length > 1 || target?.job === undefined) tellRound(targets, elapsedMs);
  else log.info(`Job ${target.ref.id} is still ${target.job.status} after ${duration(elapsedMs)}.`);
}

export function tellFailedLook(targets: readonly Target[], fault: ExchangeError): void {
  const what = targets.length === 1 ? `A look at job ${targets[0]?.ref.id}` : `The list of ${targets.length} jobs`;
  const asked = fault.retryAfterMs ?? 0;
  const more = asked > LONGEST_PAUSE_MS ? ` (the service asks for ${duration(asked)})` : '';
  log.info(`${what} failed: ${fault.message}. It will be tried again${more}.`);
}
