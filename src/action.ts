import type { Cancellation } from './cancellation.ts';
import { AT_ONCE, concurrently } from './concurrently.ts';
import { connect } from './connect.ts';
import { Cancelled, Failed, NotTerminated } from './errors.ts';
import type { Inputs } from './inputs.ts';
import * as journal from './report/journal.ts';
import { Results } from './report/results.ts';
import { Target } from './target.ts';
import { terminate } from './termination.ts';
import type { Client } from './xplenty/client.ts';
import { nowMs } from './xplenty/clock.ts';
import { isOver, type Job } from './xplenty/job.ts';
import type { FailedTry } from './xplenty/retry.ts';

const SIGN_OF_LIFE_MS = 30_000;

/**
 * What the step does: terminates the jobs that were named or chosen, waits until they are over if asked to, and tells
 * what became of them.
 *
 * @throws Failed where a job was not stopped, NotChosen; `failing.ts` puts both into words
 */
export async function run(inputs: Inputs, cancellation: Cancellation): Promise<void> {
  const step = new Step(inputs, cancellation);
  await step.findTargets();
  if (inputs.dryRun) await step.lookOnly();
  else await step.terminateAll();
  if (inputs.waitForStopped && !inputs.dryRun) await step.waitForAll();
  await step.end();
}

class Step {
  readonly #inputs: Inputs;
  readonly #cancellation: Cancellation;
  readonly #client: Client;
  readonly #results: Results;
  readonly #startedAt = nowMs();
  #targets: readonly Target[] = [];

  constructor(inputs: Inputs, cancellation: Cancellation) {
    this.#inputs = inputs;
    this.#cancellation = cancellation;
    this.#client = connect(inputs);
    this.#results = new Results(inputs);
  }

  /** The jobs that were named, or those that the filters mean. */
  async findTargets(): Promise<void> {
    const { jobs, choice, apiUrl, dryRun } = this.#inputs;
    if (choice === undefined) {
      journal.tellStart(jobs, apiUrl.host, dryRun);
      this.#targets = jobs.map((ref) => new Target(ref));
      return;
    }
    const { accountId, filter } = choice;
    this.#results.setOutputs(this.#targets);
    const { chooseJobs, tellChoosing, tellChosen } = await import('./later/choosing/choosing.ts');
    tellChoosing(accountId, apiUrl.host, filter);
    const chosen = await chooseJobs(accountId, filter, ...this.#meansFor('The list of jobs'));
    tellChosen(chosen, dryRun, this.#elapsedMs);
    this.#targets = chosen.map((job) => {
      const target = new Target({ accountId, id: job.id });
      target.see(job, this.#elapsedMs);
      return target;
    });
  }

  /** A dry run does everything but the deed. */
  async lookOnly(): Promise<void> {
    const { look, tellDryRun } = await import('./later/dry-run/dry-run.ts');
    await concurrently(this.#targets, AT_ONCE, async (target) => {
      try {
        if (target.job === undefined)
          this.#see(target, await look(target.ref, ...this.#meansFor(`Job ${target.ref.id}`)));
      } catch (error) {
        await this.#fail(target, error as Error);
      }
    });
    tellDryRun(this.#targets);
    this.#results.setOutputs(this.#targets);
  }

  /** Also when the step is cancelled meanwhile: the calls are the point, and are sent while there is time. */
  async terminateAll(): Promise<void> {
    const calls = concurrently(this.#targets, AT_ONCE, async (target) => {
      if (this.#cancellation.graceOver.aborted) {
        return this.#fail(target, new Cancelled(target.ref.id, undefined));
      }
      target.wasSent = true;
      try {
        const { job, refusal } = await terminate(target.ref, ...this.#meansFor(`Job ${target.ref.id}`));
        target.wasTerminated = true;
        this.#see(target, job);
        if (journal.isToldByName(this.#targets)) journal.tellTermination(job, refusal, this.#elapsedMs);
      } catch (error) {
        if (error instanceof NotTerminated && error.job !== undefined) this.#see(target, error.job);
        await this.#failToTerminate(target, error as Error);
      }
      // At once, so that they are there whatever comes. For many jobs that would be as many megabytes.
      if (journal.isToldByName(this.#targets)) this.#results.setOutputs(this.#targets);
    });
    this.#results.loadPage();
    await calls;
    if (!journal.isToldByName(this.#targets)) {
      this.#results.setOutputs(this.#targets);
      journal.tellRound(this.#targets, this.#elapsedMs);
    }
    if (this.#cancellation.requested.aborted) journal.tellSent(this.#targets);
  }

  async waitForAll(): Promise<void> {
    const { timeoutMs, pollIntervalMs } = this.#inputs;
    const terminated = this.#targets.filter(({ wasTerminated }) => wasTerminated);
    const { untilOver, tellChange, tellFailedLook, tellSignOfLife } = await import('./later/waiting/waiting.ts');
    const { inWords } = await import('./later/failing/failing.ts');
    const signOfLife = setInterval(() => tellSignOfLife(terminated, this.#elapsedMs), SIGN_OF_LIFE_MS);
    await untilOver(terminated, this.#client, {
      timeoutMs,
      pollIntervalMs,
      cancel: this.#cancellation.requested,
      onLook: (target, job) => {
        const before = this.#see(target, job);
        const isNews = before !== undefined && before.status !== job.status && journal.isToldByName(terminated);
        if (isNews) tellChange(before, job, this.#elapsedMs);
      },
      onFault: tellFailedLook,
      onRound: () => {
        this.#results.setOutputs(this.#targets);
        if (!journal.isToldByName(terminated)) journal.tellRound(terminated, this.#elapsedMs);
      },
      inWords,
    }).finally(() => clearInterval(signOfLife));
  }

  /**
   * Says what became of the jobs, in the log and on the page of the run.
   *
   * @throws Failed
   */
  async end(): Promise<void> {
    for (const target of this.#targets) {
      const isUnderWay = target.wasTerminated && target.job !== undefined && !isOver(target.job);
      if (this.#cancellation.requested.aborted && isUnderWay && target.failure === undefined)
        await this.#fail(target, new Cancelled(target.ref.id, target.job));
    }
    journal.tellEnds(this.#targets, this.#elapsedMs);
    const failures = this.#targets.flatMap(({ failure }) => failure ?? []);
    if (failures.length > 0) this.#results.setOutputs(this.#targets);
    await this.#results.writePage(this.#targets, {
      dryRun: this.#inputs.dryRun,
      cancelled: this.#cancellation.requested.aborted,
      waited: this.#inputs.waitForStopped && !this.#inputs.dryRun,
      elapsedMs: this.#elapsedMs,
      apiHost: this.#inputs.apiUrl.host,
    });
    if (failures.length > 0) throw new Failed(failures);
  }

  get #elapsedMs(): number {
    return nowMs() - this.#startedAt;
  }

  /** What it takes to get an answer that may take several tries. */
  #meansFor(subject: string) {
    const onFailedTry = (failed: FailedTry) => journal.tellFailedTry(subject, failed);
    return [this.#client, this.#cancellation, onFailedTry] as const;
  }

  #see(target: Target, job: Job): Job | undefined {
    return target.see(job, this.#elapsedMs);
  }

  /** What leaves open what became of the job is the cancel's doing, where there was one. */
  #failToTerminate(target: Target, error: Error): Promise<void> {
    target.isOpen = error instanceof NotTerminated && error.isOpen;
    const isCut = target.isOpen && this.#cancellation.requested.aborted;
    return this.#fail(target, isCut ? new Cancelled(target.ref.id, undefined, error.cause) : error);
  }

  /** What puts failures into words is loaded with the first of them. */
  async #fail(target: Target, failure: Error): Promise<void> {
    const { inWords } = await import('./later/failing/failing.ts');
    target.fail(failure, inWords(failure));
  }
}
