import type { Target } from '../target.ts';
import type { ExchangeError } from '../xplenty/errors.ts';
import type { JobFilter } from '../xplenty/filter.ts';
import { isOver, isStopping, type Job, type JobRef } from '../xplenty/job.ts';
import { type FailedTry, LONGEST_PAUSE_MS } from '../xplenty/retry.ts';
import type { Exchange } from '../xplenty/transport.ts';
import { duration, log, MOST_ANNOTATIONS } from './log.ts';

// What the log tells while the step runs: one function for each thing that happens. `elapsedMs` counts from its start.

/** With more jobs than this, changes are told as counts: nobody reads a thousand lines. */
const TOLD_BY_NAME = 20;

export function tellStart(refs: readonly JobRef[], host: string, dryRun: boolean): void {
  const accounts = [...new Set(refs.map(({ accountId }) => accountId))].join(', ');
  const what = `${jobs(refs.map(({ id }) => id))} of account ${accounts} at ${host}`;
  log.info(dryRun ? `Dry run: looking at ${what}. Nothing will be terminated.` : `Terminating ${what}.`);
}

export function tellChoosing(accountId: string, host: string, filter: JobFilter): void {
  const { packageId, clusterId, variables, runningLongerThanSeconds, states } = filter;
  const conditions = [
    `are ${states.join(' or ')}`,
    ...(packageId === undefined ? [] : [`run package ${packageId}`]),
    ...(clusterId === undefined ? [] : [`run on cluster ${clusterId}`]),
    ...(variables.size === 0 ? [] : [`were run with the given ${[...variables.keys()].join(', ')}`]),
    ...(runningLongerThanSeconds === undefined ? [] : [`have run for more than ${runningLongerThanSeconds} s`]),
  ];
  log.info(`Choosing the jobs of account ${accountId} at ${host} that ${conditions.join(' and ')}.`);
}

export function tellChosen(chosen: readonly Job[], dryRun: boolean, elapsedMs: number): void {
  if (chosen.length === 0) log.info(`No job matches, after ${duration(elapsedMs)}. There is nothing to terminate.`);
  else log.info(`${dryRun ? 'Would terminate' : 'Terminating'} ${jobs(chosen.map(({ id }) => id))}.`);
}

/** What a dry run would have done with each job, folded away where there are many. */
export function tellDryRun(targets: readonly Target[]): void {
  foldedIfMany(targets, 'What would be done with each job', () => {
    for (const { job } of targets) {
      if (job === undefined) continue;
      const would = isOver(job) ? 'is over' : isStopping(job) ? 'is stopping already' : 'would be terminated';
      log.info(`Dry run: job ${job.id} is ${job.status} and ${would}.`);
    }
  });
}

/** @param refusal why the API did not accept the call, where it did not */
export function tellTermination(job: Job, refusal: Error | undefined, elapsedMs: number): void {
  const is = `job ${job.id} is ${job.status} after ${duration(elapsedMs)}`;
  if (refusal === undefined) log.info(`The API accepted the termination: ${is}.`);
  else log.info(`The termination was not accepted (${refusal.message}), but a look shows that ${is}.`);
}

export function tellChange(before: Job, now: Job, elapsedMs: number): void {
  log.info(`Job ${now.id}: ${before.status} → ${now.status} after ${duration(elapsedMs)}`);
}

/** So that nobody takes a long wait for a hanging step. */
export function tellSignOfLife(targets: readonly Target[], elapsedMs: number): void {
  const [target] = targets;
  if (targets.length > 1 || target?.job === undefined) tellRound(targets, elapsedMs);
  else log.info(`Job ${target.ref.id} is still ${target.job.status} after ${duration(elapsedMs)}.`);
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

export function tellFailedLook(targets: readonly Target[], fault: ExchangeError): void {
  const what = targets.length === 1 ? `A look at job ${targets[0]?.ref.id}` : `The list of ${targets.length} jobs`;
  const asked = fault.retryAfterMs ?? 0;
  const more = asked > LONGEST_PAUSE_MS ? ` (the service asks for ${duration(asked)})` : '';
  log.info(`${what} failed: ${fault.message}. It will be tried again${more}.`);
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
  log.info(`Terminate calls were sent for ${sent.length === 0 ? 'no job' : jobs(sent)}.`);
  if (unsent.length > 0) log.info(`No terminate call was sent for ${jobs(unsent)}.`);
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
function jobs(ids: readonly number[]): string {
  if (ids.length === 1) return `job ${ids[0]}`;
  const more = ids.length > 100 ? ' and more' : '';
  return `${ids.length} jobs: ${ids.slice(0, 100).join(', ')}${more}`;
}

/** For instance `3 stopped, 1 stopping`. */
function counts(targets: readonly Target[]): string {
  const byState = Map.groupBy(targets, ({ job }) => job?.status ?? 'never seen');
  return [...byState].map(([state, group]) => `${group.length} ${state}`).join(', ');
}

function foldedIfMany(targets: readonly Target[], title: string, tell: () => void): void {
  if (isToldByName(targets)) tell();
  else log.group(title, tell);
}

export function isToldByName(targets: readonly Target[]): boolean {
  return targets.length <= TOLD_BY_NAME;
}
