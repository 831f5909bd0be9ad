import type { ExchangeError, GaveUp } from '../xplenty/errors.ts';
import { isOver, isStopping, type Job, type JobRef } from '../xplenty/job.ts';
import type { FailedTry } from '../xplenty/retry.ts';
import type { Exchange } from '../xplenty/transport.ts';
import { duration, log } from './log.ts';

// What the log tells while the step runs: one function for each thing that happens. `elapsedMs` counts from its start.

export function tellStart(ref: JobRef, host: string): void {
  log.info(`Terminating job ${ref.id} of account ${ref.accountId} at ${host}.`);
}

/** @param refusal why the API did not accept the call, where it did not */
export function tellTermination(job: Job, refusal: ExchangeError | GaveUp | undefined, elapsedMs: number): void {
  const is = `job ${job.id} is ${job.status} after ${duration(elapsedMs)}`;
  if (refusal === undefined) log.info(`The API accepted the termination: ${is}.`);
  else log.info(`The termination was not accepted (${refusal.message}), but a look shows that ${is}.`);
}

export function tellChange(before: Job, now: Job, elapsedMs: number): void {
  log.info(`Job ${now.id}: ${before.status} → ${now.status} after ${duration(elapsedMs)}`);
}

export function tellSignOfLife(job: Job, elapsedMs: number): void {
  log.info(`Job ${job.id} is still ${job.status} after ${duration(elapsedMs)}.`);
}

export function tellEnd(job: Job, elapsedMs: number): void {
  if (job.status === 'stopped') log.info(`Job ${job.id} has stopped, after ${duration(elapsedMs)}.`);
  else if (isOver(job))
    log.warning(`Job ${job.id} ${job.status} before it could be stopped.`, `Job ${job.id} ${job.status}`);
  else if (isStopping(job)) log.info(`The stop of job ${job.id} is under way. It was not waited for.`);
  else log.info(`Job ${job.id} is ${job.status}. It was not waited for.`);
}

export function tellFailedTry(failed: FailedTry): void {
  const { number, tries, fault, pauseMs, askedForMs } = failed;
  const more = askedForMs === undefined ? '' : ` (the service asks for ${duration(askedForMs)})`;
  log.info(`Try ${number} of ${tries} failed: ${fault.message}. Next try in ${duration(pauseMs)}${more}.`);
}

export function tellFailedLook(job: Job, fault: ExchangeError): void {
  log.info(`A look at job ${job.id} failed: ${fault.message}. It will be looked at again.`);
}

export function tellNoCredits(limit: number): void {
  log.warning(
    `All ${limit} credits of this hour are used up. The service refuses requests until there are new ones.`,
    'The hourly allowance of the Xplenty API is used up',
  );
}

export function tellExchange(exchange: Exchange): void {
  const { method, path, outcome, elapsedMs, credits } = exchange;
  const left = credits === undefined ? '' : `, ${credits.remaining} of ${credits.limit} credits left`;
  log.debug(`${method} ${path}: ${outcome} in ${Math.round(elapsedMs)} ms${left}`);
}

/** @returns whether it could; the termination went through all the same */
export function tellUnwritable(what: string, error: unknown): void {
  log.warning(
    `${what} could not be written: ${(error as Error).message}. The termination itself is not affected.`,
    what,
  );
}
