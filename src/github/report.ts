import type { ApiError } from '../api/errors.ts';
import type { RequestLog } from '../api/http.ts';
import type { Job } from '../api/job.ts';
import type { FailedAttempt } from '../api/retry.ts';
import { InvalidInputsError } from '../inputs.ts';
import { JobError } from '../jobs/job-error.ts';
import type { Selection } from '../jobs/select.ts';
import type { Progress, TrackedJob } from '../jobs/tracked-job.ts';
import { type Log, MAX_ANNOTATIONS } from './log.ts';
import * as messages from './messages.ts';
import { Outputs } from './outputs.ts';
import type { Secrets } from './secrets.ts';
import { writeSummary } from './summary/summary.ts';

/** With more jobs than this, changes are logged as counts: nobody reads a thousand lines. */
const MAX_NAMED_JOBS = 20;
/** While calls end, outputs are set no more often: twenty responses of a megabyte would be written twenty times. */
const MIN_OUTPUTS_INTERVAL_MS = 1_000;

export interface ReportOptions {
  /** Where outputs and the job summary are written; undefined outside of the runner. */
  readonly outputFile: string | undefined;
  readonly summaryFile: string | undefined;
  readonly apiUrl: URL;
  readonly dryRun: boolean;
  readonly waitForStopped: boolean;
}

/**
 * What people and later steps see of a run: the log with its annotations, the outputs and the job summary. Where a file
 * cannot be written that is logged, and no more: what was terminated is terminated.
 */
export class Report implements Progress {
  readonly #log: Log;
  readonly #secrets: Secrets;
  readonly #options: ReportOptions;
  readonly #elapsedMs: () => number;
  readonly #outputs: Outputs;
  #jobs: readonly TrackedJob[] = [];
  #nextOutputsMs = 0;
  #isUnwritableLogged = false;
  #isUsedUpLogged = false;

  /** @param elapsedMs milliseconds since the run began */
  constructor(log: Log, secrets: Secrets, options: ReportOptions, elapsedMs: () => number) {
    this.#log = log;
    this.#secrets = secrets;
    this.#options = options;
    this.#elapsedMs = elapsedMs;
    this.#outputs = new Outputs(options.outputFile, secrets);
  }

  /** The jobs that were named. */
  start(jobs: TrackedJob[]): TrackedJob[] {
    this.#jobs = jobs;
    this.#log.info(messages.started(jobs, this.#options.apiUrl.host, this.#options.dryRun));
    return jobs;
  }

  startSelection({ accountId, filter }: Selection): void {
    this.#setOutputs();
    this.#log.info(messages.selecting(accountId, this.#options.apiUrl.host, filter));
  }

  endSelection(jobs: TrackedJob[]): TrackedJob[] {
    this.#jobs = jobs;
    this.#log.info(messages.selected(jobs, this.#options.dryRun, this.#elapsedMs()));
    return jobs;
  }

  onRequestEnd(request: RequestLog): void {
    this.#log.debug(messages.requestEnded(request));
    if (request.rateLimit?.remaining !== 0 || this.#isUsedUpLogged) return;
    this.#isUsedUpLogged = true;
    this.#log.warning(
      messages.noCreditsLeft(request.rateLimit.limit),
      'The hourly allowance of the Xplenty API is used up',
    );
  }

  onFailedAttempt(subject: string, failed: FailedAttempt): void {
    this.#log.info(messages.failedAttempt(subject, failed));
  }

  onAccepted({ job }: TrackedJob, refusal: Error | undefined): void {
    if (job !== undefined && this.#namesJobs) this.#log.info(messages.accepted(job, refusal, this.#elapsedMs()));
  }

  /** Outputs are set at once for the first job, so that they are there whatever comes. */
  onTerminateEnded(): void {
    if (this.#elapsedMs() < this.#nextOutputsMs) return;
    this.#setOutputs();
    this.#nextOutputsMs = this.#elapsedMs() + MIN_OUTPUTS_INTERVAL_MS;
  }

  endTermination(isCancelled: boolean): void {
    this.onPolled(this.#jobs);
    if (isCancelled) for (const line of messages.sent(this.#jobs)) this.#log.info(line);
  }

  endPreview(): void {
    this.#foldedIfMany('What would be done with each job', () => {
      for (const { job } of this.#jobs) if (job !== undefined) this.#log.info(messages.previewed(job));
    });
    this.#setOutputs();
  }

  onStatusChange({ job }: TrackedJob, before: Job): void {
    if (job !== undefined && this.#namesJobs) this.#log.info(messages.statusChanged(before, job, this.#elapsedMs()));
  }

  onFailedPoll(jobs: readonly TrackedJob[], error: ApiError): void {
    this.#log.info(messages.failedPoll(jobs, error));
  }

  onPolled(jobs: readonly TrackedJob[]): void {
    this.#setOutputs();
    if (!this.#namesJobs) this.#log.info(messages.statusCounts(jobs, this.#elapsedMs()));
  }

  onHeartbeat(jobs: readonly TrackedJob[]): void {
    this.#log.info(messages.heartbeat(jobs, this.#elapsedMs()));
  }

  /**
   * Shows what became of the jobs.
   *
   * @returns whether none has an error
   */
  end(isCancelled: boolean): boolean {
    const { apiUrl, dryRun, waitForStopped, summaryFile } = this.#options;
    this.#logEnds();
    const errors = this.#jobs.flatMap(({ error }) => error ?? []);
    if (errors.length > 0) this.#setOutputs();
    try {
      const waited = waitForStopped && !dryRun;
      const facts = { dryRun, isCancelled, waited, elapsedMs: this.#elapsedMs(), apiHost: apiUrl.host };
      if (summaryFile !== undefined) writeSummary(summaryFile, this.#jobs, facts, (text) => this.#secrets.redact(text));
    } catch (error) {
      this.#logUnwritable('The job summary', error);
    }
    showErrors(this.#log, errors);
    return errors.length === 0;
  }

  get #namesJobs(): boolean {
    return this.#jobs.length <= MAX_NAMED_JOBS;
  }

  /** What became of each job that was accepted, folded away where there are many. */
  #logEnds(): void {
    const elapsedMs = this.#elapsedMs();
    const ended = this.#jobs.flatMap(({ job, error, isAccepted }) => (job && isAccepted && !error ? [job] : []));
    const finished = ended.filter(({ status }) => status === 'completed' || status === 'failed');
    const warnOfEach = finished.length <= MAX_ANNOTATIONS;
    this.#foldedIfMany('What became of each job', () => {
      for (const job of ended) {
        const text = messages.ended(job, elapsedMs);
        if (warnOfEach && finished.includes(job)) this.#log.warning(text, `Job ${job.id} ${job.status}`);
        else this.#log.info(text);
      }
    });
    if (!warnOfEach) {
      const title = `${finished.length} jobs completed or failed before they could be stopped`;
      this.#log.warning(`${title}: ${finished.map(({ id }) => id).join(', ')}.`, title);
    }
    if (this.#jobs.length > 1) this.#log.info(messages.allEnded(this.#jobs, elapsedMs));
  }

  #setOutputs(): void {
    try {
      const shortened = this.#outputs.set(this.#jobs);
      if (shortened !== undefined) this.#log.info(messages.shortened(shortened));
    } catch (error) {
      // Once: with every poll it would be the same.
      if (!this.#isUnwritableLogged) this.#logUnwritable('The outputs', error);
      this.#isUnwritableLogged = true;
    }
  }

  #logUnwritable(what: string, error: unknown): void {
    const title = `${what} could not be written`;
    this.#log.warning(`${title}: ${(error as Error).message}. What was terminated is not affected.`, title);
  }

  #foldedIfMany(title: string, write: () => void): void {
    if (this.#namesJobs) write();
    else this.#log.group(title, write);
  }
}

/** Shows each error as an annotation of its own, as far as the runner shows them. */
export function showErrors(log: Log, errors: readonly JobError[]): void {
  const shown = errors.length > MAX_ANNOTATIONS ? errors.slice(0, MAX_ANNOTATIONS - 1) : errors;
  for (const { title, message } of shown) log.error(message, title);
  if (shown.length === errors.length) return;
  const rest = errors.slice(shown.length);
  log.group(`Why ${rest.length} more jobs were not stopped`, () => {
    for (const { message } of rest) log.info(message);
  });
  log.error(
    `${rest.length} more jobs were not stopped. The log names each with its reason.`,
    `${rest.length} more jobs`,
  );
}

/**
 * Shows what ended the whole run: wrong inputs, jobs that could not be selected, or an error that nobody thought of. The stack of that
 * helps whoever fixes it, and goes where debug logs go.
 */
export function showFailure(log: Log, failure: unknown): void {
  if (failure instanceof InvalidInputsError) {
    for (const problem of failure.problems) log.error(problem, 'Nothing was terminated: an input is wrong');
    return;
  }
  if (failure instanceof JobError) {
    showErrors(log, [failure]);
    return;
  }
  const { message, stack } = failure instanceof Error ? failure : new Error(String(failure));
  for (const line of (stack ?? '').split('\n')) log.debug(line);
  log.error(
    `This should not have happened: ${message}. What was terminated until then is told above. ` +
      'Please report it, with the debug log.',
    'The action has a defect',
  );
}
