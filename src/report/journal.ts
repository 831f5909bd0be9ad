import type { Target } from '../target.ts';
import { isOver, isStopping, type Job, type JobRef } from '../xplenty/job.ts';
import type { FailedTry } from '../xplenty/retry.ts';
import type { Exchange } from '../xplenty/transport.ts';
import { duration, log, MOST_ANNOTATIONS } from './log.ts';

// What the log tells while the step runs: one function for each thing that happens. `elapsedMs` counts from its start.

/** With more jobs than this, changes are told as counts: nobody reads a thousand lines. */
const TOLD_BY_NAME = 20;

export function tellStart(refs: readonly JobRef[], host: string, dryRun: boolean): void {
  const accounts = [...new Set(refs.map(({ accountId }) => accountId))].join(', ');
  const what = `${namesOf(refs.map(({ id }) => id))} of account ${accounts} at ${host}`;
  log.info(dryRun ? `Dry run: looking at ${what}. Nothing will be terminated.` : `Terminating ${what}.`);
}

/** @param refusal why the API did not accept the call, where it did not */
export function tellTermination(job: Job, refusal: Error | undefined, elapsedMs: number): void {
  const is = `job ${job.id} is ${job.status} after ${duration(elapsedMs)}`;
  if (refusal === undefined) log.info(`The API accepted the termination: ${is}.`);
  else log.info(`The termination was not accepted (${refusal.message}), but a look shows that ${is}.`);
}

export function tellRound(targets: readonly Target[], elapsedMs: number): void {
  log.info(`After ${duration(elapsedMs)}: ${counts(targets)}.`);
}

/** What became of each job that was terminated, folded away where there are many. */
export function tellEnds(targets: readonly Target[], elapsedMs: number): void {
  const ended = targets.flatMap(({ job, failure, wasTerminated }) => (job && wasTerminated && !failure ? [job] : []));
  const tooSoon = ended.filter((job) => isOver(job) && job.status !== 'stopped');
  const warnOfEach = tooSoon.length <= MOST_ANNOTATIONS;
  foldedIfMany(targets, 'What became of each job', () => {
    for (const job of ended) tellEnd(job, elapsedMs, warnOfEach);
  });
  if (!warnOfEach) {
    const title = `${tooSoon.length} jobs completed or failed before they could be stopped`;
    log.warning(`${title}: ${tooSoon.map(({ id }) => id).join(', ')}.`, title);
  }
  if (targets.length > 1) log.info(`${targets.length} jobs after ${duration(elapsedMs)}: ${counts(targets)}.`);
}

function tellEnd(job: Job, elapsedMs: number, warn: boolean): void {
  if (job.status === 'stopped') log.info(`Job ${job.id} has stopped, after ${duration(elapsedMs)}.`);
  else if (isOver(job)) {
    const text = `Job ${job.id} ${job.status} before it could be stopped.`;
    if (warn) log.warning(text, `Job ${job.id} ${job.status}`);
    else log.info(text);
  } else if (isStopping(job)) log.info(`The stop of job ${job.id} is under way. It was not waited for.`);
  else log.info(`Job ${job.id} is ${job.status}. It was not waited for.`);
}

/** @param subject what was asked for, for instance `Job 305` */
export function tellFailedTry(subject: string, failed: FailedTry): void {
  const { number, tries, fault, pauseMs, askedForMs } = failed;
  const more = askedForMs === undefined ? '' : ` (the service asks for ${duration(askedForMs)})`;
  log.info(`${subject}: try ${number} of ${tries} failed: ${fault.message}. Next try in ${duration(pauseMs)}${more}.`);
}

export function tellNoCredits(limit: number): void {
  log.warning(
    `All ${limit} credits of this hour are used up. The service refuses requests until there are new ones.`,
    'The hourly allowance of the Xplenty API is used up',
  );
}

/** Which terminate calls went out before the process had to leave, and which did not. */
export function tellSent(targets: readonly Target[]): void {
  const sent = targets.filter(({ wasSent }) => wasSent).map(({ ref }) => ref.id);
  const unsent = targets.filter(({ wasSent }) => !wasSent).map(({ ref }) => ref.id);
  log.info(`Terminate calls were sent for ${sent.length === 0 ? 'no job' : namesOf(sent)}.`);
  if (unsent.length > 0) log.info(`No terminate call was sent for ${namesOf(unsent)}.`);
}

export function tellExchange(exchange: Exchange): void {
  const { method, path, outcome, elapsedMs, credits } = exchange;
  const left = credits === undefined ? '' : `, ${credits.remaining} of ${credits.limit} credits left`;
  log.debug(`${method} ${path}: ${outcome} in ${Math.round(elapsedMs)} ms${left}`);
}

export function tellShortened(shortened: string): void {
  log.info(`The output jobs would be too long for the runner: it has ${shortened}.`);
}

/** Told, and no more: the termination went through all the same. */
export function tellUnwritable(what: string, error: unknown): void {
  const reason = (error as Error).message;
  log.warning(
    `${what} could not be written: ${reason}. What was terminated is not affected.`,
    `${what} could not be written`,
  );
}

/** For instance `job 305`, `3 jobs: 305, 306, 307`. */
export function namesOf(ids: readonly number[]): string {
  if (ids.length === 1) return `job ${ids[0]}`;
  const more = ids.length > 100 ? ' and more' : '';
  return `${ids.length} jobs: ${ids.slice(0, 100).join(', ')}${more}`;
}

/** For instance `3 stopped, 1 stopping`. */
function counts(targets: readonly Target[]): string {
  const byState = Map.groupBy(targets, ({ job }) => job?.status ?? 'never seen');
  return [...byState].map(([state, group]) => `${group.length} ${state}`).join(', ');
}

export function foldedIfMany(targets: readonly Target[], title: string, tell: () => void): void {
  if (isToldByName(targets)) tell();
  else log.group(title, tell);
}

export function isToldByName(targets: readonly Target[]): boolean {
  return targets.length <= TOLD_BY_NAME;
}
