import type { ApiError } from '../api/errors.ts';
import type { RequestLog } from '../api/http.ts';
import type { Job } from '../api/job.ts';
import type { FailedAttempt } from '../api/retry.ts';
import type { Clock } from '../clock.ts';
import type { Inputs, Runner } from '../inputs.ts';
import { groupByOutcome } from '../jobs/outcome.ts';
import type { SelectedJobs, Selection } from '../jobs/select.ts';
import type { Progress, TrackedJob } from '../jobs/tracked-job.ts';
import { helpLink, helpText } from './links.ts';
import type { Log } from './log.ts';
import * as messages from './messages.ts';
import { logOutcomes } from './outcome-log.ts';
import { Results } from './results.ts';
import type { Secrets } from './secrets.ts';
import type { RunReport } from './summary/run-report.ts';
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

/** What people and later steps see of a run: the log with its annotations, the outputs and the job summary. */
export class Report implements Progress {
  readonly #log: Log;
  readonly #secrets: Secrets;
  readonly #runner: Runner;
  readonly #clock: Clock;
  readonly #startedAtMs: number;
  readonly #results: Results;
  readonly #redact = (text: string): string => this.#secrets.redact(text);
  readonly #help = (summary: string): string => helpLink(summary, this.#runner.docsUrl);
  #inputs: Inputs | undefined;
  #jobs: readonly TrackedJob[] = [];
  /** Jobs whose pending stop was logged when the call was accepted. */
  readonly #logged = new Set<TrackedJob>();
  #nothingMatched: string | undefined;
  #nextOutputsMs = 0;
  #isUsedUpLogged = false;

  constructor(log: Log, secrets: Secrets, runner: Runner, clock: Clock) {
    this.#log = log;
    this.#secrets = secrets;
    this.#runner = runner;
    this.#clock = clock;
    this.#startedAtMs = clock.nowMs();
    this.#results = new Results(runner, log, secrets);
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
    this.#results.setOutputs(this.#jobs);
    this.#log.info(messages.selecting(selection, inputs.apiUrl.host));
  }

  endSelection(selected: SelectedJobs): TrackedJob[] {
    this.#jobs = selected.jobs;
    if (selected.jobs.length > 0) this.#log.info(messages.selected(selected, this.#isDryRun));
    else this.#nothingMatched = messages.nothingMatched(selected, this.#inputs?.selection?.filter.statuses ?? []);
    return selected.jobs;
  }

  onRequestEnd(request: RequestLog): void {
    this.#log.debug(() => messages.requestEnded(request));
    if (request.rateLimit?.remaining !== 0 || this.#isUsedUpLogged) return;
    this.#isUsedUpLogged = true;
    this.#log.warning(messages.noCreditsLeft(request.rateLimit.limit), 'Hourly allowance of the Xplenty API used up');
  }

  onFailedAttempt(subject: string, failed: FailedAttempt): void {
    this.#log.info(messages.failedAttempt(subject, failed));
  }

  /** Outputs are set at once for the first job, so that they are there whatever comes. */
  onCallEnded(tracked: TrackedJob): void {
    if (this.#namesJobs && isPending(tracked)) {
      this.#logOutcomes([tracked]);
      this.#logged.add(tracked);
    }
    if (this.elapsedMs() < this.#nextOutputsMs) return;
    this.#results.setOutputs(this.#jobs);
    this.#nextOutputsMs = this.elapsedMs() + MIN_OUTPUTS_INTERVAL_MS;
  }

  endTermination(): void {
    this.onPolled(this.#jobs);
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
    this.#results.setOutputs(this.#jobs);
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
    this.#results.setOutputs(this.#jobs);
    this.#results.writeSummary(() => renderSummary(this.#runReport(isCancelled, problems)));
    if (isCancelled && this.#jobs.length > 0) this.#log.info(messages.cancelled(this.#jobs));
    if (this.#nothingMatched !== undefined) this.#logNothingMatched(this.#nothingMatched);
    for (const { summary, details } of problems) this.#logFailure(summary, `${summary}. ${details}`);
    this.#logOutcomes(this.#jobs.filter((tracked) => !this.#logged.has(tracked) || !isPending(tracked)));
    if (this.#jobs.length > 1) this.#log.info(messages.statusCounts(this.#jobs, this.elapsedMs()));
    const isMissing = this.#nothingMatched !== undefined && this.#ifNoJobsFound === 'error';
    return !isMissing && problems.length === 0 && this.#jobs.every(({ error }) => error === undefined);
  }

  /** Shows which inputs are wrong. Each problem begins with the input's name. */
  failInputs(problems: readonly string[]): void {
    this.#fail('Invalid input: nothing was terminated', problems, problems);
  }

  /**
   * Shows why the run came to nothing.
   *
   * @param summary stands in a list of annotations, without context
   */
  fail(summary: string, details: string): void {
    this.#fail(summary, [details], [`${summary}. ${details}`]);
  }

  #fail(heading: string, problems: readonly string[], texts: readonly string[]): void {
    for (const text of texts) this.#logFailure(heading, text);
    this.#results.writeSummary(() => renderFailure(heading, problems, { redact: this.#redact, help: this.#help }));
  }

  #logFailure(summary: string, text: string): void {
    this.#log.error(`${text} ${helpText(summary, this.#runner.docsUrl)}`, summary);
  }

  #runReport(isCancelled: boolean, problems: readonly Problem[]): RunReport {
    const { waitForStopped = false, apiUrl, selection } = this.#inputs ?? {};
    const elapsedMs = this.elapsedMs();
    return {
      jobs: this.#jobs,
      isDryRun: this.#isDryRun,
      isCancelled,
      waited: waitForStopped && !this.#isDryRun,
      startedAt: new Date(Date.now() - elapsedMs),
      elapsedMs,
      apiHost: apiUrl?.host ?? '',
      filters: selection && messages.filterWords(selection.filter),
      accountId: selection?.accountId,
      nothingMatched: this.#nothingMatched,
      ifNoJobsFound: this.#ifNoJobsFound,
      problems,
      redact: this.#redact,
      help: this.#help,
    };
  }

  get #namesJobs(): boolean {
    return this.#jobs.length <= MAX_NAMED_JOBS;
  }

  get #isDryRun(): boolean {
    return this.#inputs?.dryRun ?? false;
  }

  get #ifNoJobsFound(): Inputs['ifNoJobsFound'] {
    return this.#inputs?.ifNoJobsFound ?? 'ignore';
  }

  #logNothingMatched(details: string): void {
    const text = `No job matched. ${details}`;
    if (this.#ifNoJobsFound === 'ignore') this.#log.info(text);
    else if (this.#ifNoJobsFound === 'warn') this.#log.warning(text, 'No job matched');
    else this.#log.error(`${text} ${helpText('No job matched', this.#runner.docsUrl)}`, 'No job matched');
  }

  #logOutcomes(jobs: readonly TrackedJob[]): void {
    logOutcomes(groupByOutcome(jobs, this.#isDryRun), this.#log, this.#runner.docsUrl);
  }
}

function isPending({ error, isFinal }: TrackedJob): boolean {
  return error === undefined && !isFinal;
}
