import { ACTIVE_STATUSES, type JobRef } from '../api/job.ts';
import { namesOf } from '../github/messages.ts';
import type { Problem, Report } from '../github/report.ts';
import { SelectionError } from '../jobs/job-error.ts';
import { selectJobs } from '../jobs/select.ts';
import { terminateAll } from '../jobs/terminate.ts';
import { type StopContext, TrackedJob } from '../jobs/tracked-job.ts';
import { waitUntilStopped } from '../jobs/wait.ts';
import type { GuardInputs } from './guard-inputs.ts';

/** A start that was under way when the workflow job was cancelled may run a job that much later: its children live on. */
const LATE_START_MS = 15_000;

/** The variable that jobs were run with, and its value. */
export interface Tag {
  readonly variable: string;
  readonly value: string;
}

/** The jobs that a guard stops: those whose IDs are known, and those that are found by their tag. */
export class GuardedJobs {
  /** Found ones are added. */
  readonly jobs: TrackedJob[];
  /** Why tagged jobs could not be found when they were last looked for. */
  #problem: Problem | undefined;
  readonly #inputs: GuardInputs;
  readonly #tag: Tag | undefined;
  readonly #context: StopContext;
  readonly #report: Report;

  /** @param tag undefined where jobs have none */
  constructor(
    refs: readonly JobRef[],
    tag: Tag | undefined,
    inputs: GuardInputs,
    context: StopContext,
    report: Report,
  ) {
    this.jobs = refs.map((ref) => new TrackedJob(ref));
    this.#tag = tag;
    this.#inputs = inputs;
    this.#context = context;
    this.#report = report;
  }

  get problems(): readonly Problem[] {
    return this.#problem === undefined ? [] : [this.#problem];
  }

  /** Terminates all of them before it waits for any, and looks once more for those that were started late. */
  async stop(): Promise<void> {
    const { cancellation, clock, deadlineMs } = this.#context;
    // Neither waits for the other: both may have to repeat their requests.
    await Promise.all([terminateAll([...this.jobs], this.#context), this.#terminateTagged()]);
    await this.#wait();
    if (this.#tag === undefined) return;
    await clock.sleep(this.#untilLateStartMs(), cancellation.requested);
    if (cancellation.requested.aborted) this.#problem ??= NOT_LOOKED_FOR_AGAIN;
    else if (clock.nowMs() >= deadlineMs) this.#report.log('timeout-seconds is over: jobs that started late are left.');
    else {
      await this.#terminateTagged();
      await this.#wait();
    }
  }

  /** No longer than until the timeout, after which nothing is looked for. */
  #untilLateStartMs(): number {
    const { clock, deadlineMs, elapsedMs } = this.#context;
    return Math.max(0, Math.min(LATE_START_MS - elapsedMs(), deadlineMs - clock.nowMs()));
  }

  /** Terminates active jobs that carry the tag and are not known yet. */
  async #terminateTagged(): Promise<void> {
    if (this.#tag === undefined) return;
    const { variable, value } = this.#tag;
    const selection = {
      accountId: this.#inputs.accountId,
      filter: { ...ANY_JOB, variables: new Map([[variable, value]]) },
    };
    try {
      const { jobs } = await selectJobs(selection, this.#context);
      const known = new Set(this.jobs.map(({ ref }) => ref.id));
      const found = jobs.filter(({ ref }) => !known.has(ref.id));
      this.#problem = undefined;
      if (found.length === 0) return;
      this.#report.log(`Terminating ${namesOf(found)}, found by ${variable} = ${value}.`);
      this.jobs.push(...found);
      await terminateAll(found, this.#context);
    } catch (error) {
      if (!(error instanceof SelectionError)) throw error;
      // Jobs whose IDs are known are stopped all the same.
      const which = `${this.jobs.length === 0 ? 'Jobs' : 'Other jobs'} with ${variable} = ${value}`;
      this.#problem = { summary: error.summary, details: `${which}: ${error.details}` };
    }
  }

  async #wait(): Promise<void> {
    const { waitForStopped, pollIntervalMs } = this.#inputs;
    if (waitForStopped) await waitUntilStopped(this.jobs, pollIntervalMs, this.#context);
  }
}

const NOT_LOOKED_FOR_AGAIN: Problem = {
  summary: 'Cancelled before jobs that started late were looked for',
  details: 'Check the jobs of this run at Xplenty.',
};

const ANY_JOB = {
  packageId: undefined,
  clusterId: undefined,
  runningLongerThanSeconds: undefined,
  statuses: ACTIVE_STATUSES,
};
