import type { ApiError } from '../api/errors.ts';
import type { RequestLog } from '../api/http.ts';
import { type Job, pageUrl } from '../api/job.ts';
import type { FailedAttempt } from '../api/retry.ts';
import type { Clock } from '../clock.ts';
import type { Inputs, Runner } from '../inputs.ts';
import { groupByOutcome, type OutcomeGroup } from '../jobs/outcome.ts';
import type { SelectedJobs, Selection } from '../jobs/select.ts';
import type { Progress, TrackedJob } from '../jobs/tracked-job.ts';
import { troubleshootingEntry, troubleshootingUrl } from './links.ts';
import { type Log, MAX_ANNOTATIONS } from './log.ts';
import * as messages from './messages.ts';
import { Outputs } from './outputs.ts';
import { RunnerFile } from './runner-file.ts';
import type { Secrets } from './secrets.ts';
import { renderFailure, renderSummary } from './summary/summary.ts';

/** With more jobs than this, changes are logged as counts: nobody reads a thousand lines. */
const MAX_NAMED_JOBS = 20;
/** While calls end, outputs are set no more often: twenty responses of a megabyte would be written twenty times. */
const MIN_OUTPUTS_INTERVAL_MS = 1_000;

/** What went wrong besides the jobs. */
export interface Problem {
  /** Stands in a list of annotations, without context. */
  readonly summary: string;
  /** What happened in detail, and what to do. */
  readonly details: string;
}

/**
 * What people and later steps see of a run: the log with its annotations, the outputs and the job summary. Where a file
 * cannot be written that is logged, and no more: what was terminated is terminated.
 */
export class Report implements Progress {
  readonly #log: Log;
  readonly #secrets: Secrets;
  readonly #runner: Runner;
  readonly #clock: Clock;
  readonly #startedAtMs: number;
  readonly #outputs: Outputs;
  #inputs: Inputs | undefined;
  #jobs: readonly TrackedJob[] = [];
  #nothingMatched: string | undefined;
  #nextOutputsMs = 0;
  #isUnwritableLogged = false;
  #isUsedUpLogged = false;

  constructor(log: Log, secrets: Secrets, runner: Runner, clock: Clock) {
    this.#log = log;
    this.#secrets = secrets;
    this.#runner = runner;
    this.#clock = clock;
    this.#startedAtMs = clock.nowMs();
    this.#outputs = new Outputs(runner.outputFile, secrets);
  }

  /** Milliseconds since the run began. */
  elapsedMs(): number {
    return this.#clock.nowMs() - this.#startedAtMs;
  }

  log(text: string): void {
    this.#log.info(text);
  }

  /** @param title as it is for inputs that were changed */
  warn(warnings: readonly string[], title = 'Input changed'): void {
    for (const warning of warnings) this.#log.warning(warning, title);
  }

  /** Jobs were named. */
  start(inputs: Inputs, jobs: TrackedJob[]): TrackedJob[] {
    this.#inputs = inputs;
    this.#jobs = jobs;
    if (jobs.length > 0) this.#log.info(messages.started(jobs, inputs.apiUrl.host, inputs.dryRun));
    return jobs;
  }

  startSelection(inputs: Inputs, selection: Selection): void {
    this.#inputs = inputs;
    this.#setOutputs();
    this.#log.info(messages.selecting(selection, inputs.apiUrl.host));
  }

  endSelection(selected: SelectedJobs): TrackedJob[] {
    this.#jobs = selected.jobs;
    if (selected.jobs.length > 0) this.#log.info(messages.selected(selected, this.#isDryRun));
    else this.#nothingMatched = messages.nothingMatched(selected);
    return selected.jobs;
  }

  onRequestEnd(request: RequestLog): void {
    this.#log.debug(messages.requestEnded(request));
    if (request.rateLimit?.remaining !== 0 || this.#isUsedUpLogged) return;
    this.#isUsedUpLogged = true;
    this.#log.warning(messages.noCreditsLeft(request.rateLimit.limit), 'Hourly allowance of the Xplenty API used up');
  }

  onFailedAttempt(subject: string, failed: FailedAttempt): void {
    this.#log.info(messages.failedAttempt(subject, failed));
  }

  /** Outputs are set at once for the first job, so that they are there whatever comes. */
  onCallEnded(tracked: TrackedJob): void {
    if (this.#namesJobs && tracked.error === undefined && !tracked.isFinal) this.#logOutcomes([tracked]);
    if (this.elapsedMs() < this.#nextOutputsMs) return;
    this.#setOutputs();
    this.#nextOutputsMs = this.elapsedMs() + MIN_OUTPUTS_INTERVAL_MS;
  }

  endTermination(isCancelled: boolean): void {
    this.onPolled(this.#jobs);
    if (isCancelled) this.#log.info(messages.cancelled(this.#jobs));
  }

  onRepeatedCall(tracked: TrackedJob): void {
    this.#log.info(messages.repeatedCall(tracked));
  }

  onStatusChange(tracked: TrackedJob, before: Job | undefined): void {
    if (tracked.job === undefined || !this.#namesJobs) return;
    this.#log.info(messages.statusChanged(tracked, before, tracked.job, this.elapsedMs()));
  }

  onFailedPoll(jobs: readonly TrackedJob[], error: ApiError): void {
    this.#log.info(messages.failedPoll(jobs, error));
  }

  onPolled(jobs: readonly TrackedJob[]): void {
    this.#setOutputs();
    if (!this.#namesJobs) this.#log.info(messages.statusCounts(jobs, this.elapsedMs()));
  }

  onHeartbeat(jobs: readonly TrackedJob[]): void {
    this.#log.info(messages.heartbeat(jobs, this.elapsedMs()));
  }

  /**
   * Shows what became of the jobs.
   *
   * @param problems what went wrong besides
   * @returns whether that is a success
   */
  end(isCancelled: boolean, problems: readonly Problem[] = []): boolean {
    this.#setOutputs();
    const { waitForStopped = false, apiUrl, selection, ifNoJobsFound = 'ignore' } = this.#inputs ?? {};
    const [redact, help] = [this.#redact, this.#help];
    this.#writeSummary(() =>
      renderSummary({
        jobs: this.#jobs,
        isDryRun: this.#isDryRun,
        isCancelled,
        waited: waitForStopped && !this.#isDryRun,
        startedAt: new Date(Date.now() - this.elapsedMs()),
        elapsedMs: this.elapsedMs(),
        apiHost: apiUrl?.host ?? '',
        selection: selection && messages.filterWords(selection.filter),
        accountId: selection?.accountId,
        nothingMatched: this.#nothingMatched,
        problems,
        redact,
        help,
      }),
    );
    if (this.#nothingMatched !== undefined) this.#logNothingMatched(this.#nothingMatched, ifNoJobsFound);
    for (const { summary, details } of problems) {
      this.#log.error(`${summary}. ${details} ${this.#helpUrl(summary)}`, summary);
    }
    this.#logOutcomes(this.#jobs);
    if (this.#jobs.length > 1) this.#log.info(messages.statusCounts(this.#jobs, this.elapsedMs()));
    const isMissing = this.#nothingMatched !== undefined && ifNoJobsFound === 'error';
    return !isMissing && problems.length === 0 && this.#jobs.every(({ error }) => error === undefined);
  }

  /**
   * Shows why the whole run came to nothing.
   *
   * @param heading stands in a list of annotations, without context
   * @param problems each becomes an annotation of its own
   */
  fail(heading: string, problems: readonly string[]): void {
    const [redact, help] = [this.#redact, this.#help];
    for (const problem of problems) this.#log.error(`${problem} ${this.#helpUrl(heading)}`, heading);
    this.#writeSummary(() => renderFailure(heading, problems, { redact, help }));
  }

  get #namesJobs(): boolean {
    return this.#jobs.length <= MAX_NAMED_JOBS;
  }

  get #isDryRun(): boolean {
    return this.#inputs?.dryRun ?? false;
  }

  #logNothingMatched(text: string, ifNoJobsFound: Inputs['ifNoJobsFound']): void {
    if (ifNoJobsFound === 'ignore') this.#log.info(text);
    else this.#log[ifNoJobsFound === 'warn' ? 'warning' : 'error'](text, 'No job matched');
  }

  /** A line or an annotation for each way in which jobs ended. */
  #logOutcomes(jobs: readonly TrackedJob[]): void {
    const shown = { failure: 0, warning: 0, notice: 0 };
    for (const group of groupByOutcome(jobs, this.#isDryRun)) {
      const { severity } = group;
      const text = messages.outcome(group.jobs, group);
      const isAnnotation = severity === 'failure' || severity === 'warning' || severity === 'notice';
      if (!isAnnotation || ++shown[severity] > MAX_ANNOTATIONS) this.#log.info(text);
      else if (severity === 'failure') this.#log.error(`${text}${this.#whereToLook(group)}`, this.#title(group));
      else this.#log[severity](text, this.#title(group));
    }
  }

  #title({ jobs, summary }: OutcomeGroup): string {
    return messages.title(jobs, summary);
  }

  /** The job's page, and the entry about what happened. */
  #whereToLook({ jobs, summary }: OutcomeGroup): string {
    const page = jobs.length === 1 ? pageUrl(jobs[0]?.htmlUrl) : undefined;
    return `${page === undefined ? '' : ` Job: ${page}`} ${this.#helpUrl(summary)}`;
  }

  #helpUrl(summary: string): string {
    const entry = troubleshootingEntry(summary);
    return `Help: ${troubleshootingUrl(entry, this.#runner.docsUrl) ?? `"${entry}" in docs/troubleshooting.md`}`;
  }

  readonly #redact = (text: string): string => this.#secrets.redact(text);

  readonly #help = (summary: string): string => {
    const entry = troubleshootingEntry(summary);
    const url = troubleshootingUrl(entry, this.#runner.docsUrl);
    return url === undefined ? `Help: “${entry}” in docs/troubleshooting.md` : `[Help: ${entry}](${url})`;
  };

  #setOutputs(): void {
    try {
      const shortened = this.#outputs.set(this.#jobs);
      if (shortened !== undefined) this.#log.info(messages.shortened(shortened));
    } catch (error) {
      // Once: with every poll it would be the same.
      if (!this.#isUnwritableLogged) this.#logUnwritable('outputs', error);
      this.#isUnwritableLogged = true;
    }
  }

  #writeSummary(render: () => string): void {
    const { summaryFile } = this.#runner;
    if (summaryFile === undefined) return;
    try {
      new RunnerFile(summaryFile).replace(render());
    } catch (error) {
      this.#logUnwritable('job summary', error);
    }
  }

  #logUnwritable(what: string, error: unknown): void {
    const title = `Cannot write the ${what}`;
    this.#log.warning(`${title}: ${(error as Error).message}. What was terminated is not affected.`, title);
  }
}
