import { ApiError } from '../api/errors.ts';
import { FINAL_STATUSES, isStopping, type Job } from '../api/job.ts';
import { forEachConcurrently } from '../concurrency.ts';
import { readList } from './list.ts';
import type { RunContext, TrackedJob } from './tracked-job.ts';

/** From this many jobs on, lists cost less than getting each. */
const MIN_JOBS_TO_LIST = 3;
/** After so many lists in a row that failed, the jobs are got one by one, once. */
const MAX_FAILED_LISTS = 2;

/** Gets what a poll shows of a job: the job, or why it was not shown. */
export type OnResult = (tracked: TrackedJob, result: Job | ApiError) => void;

/**
 * Polls many jobs. From three jobs of an account on, they are found by list: those that are still stopping, then those that
 * have finished. Only a job that is in no list is got by itself: waiting for many costs what waiting for two costs.
 */
export class Poller {
  readonly #context: RunContext;
  readonly #timeLeftMs: () => number;
  /** How many lists in a row have failed, by account; Infinity where the service refuses to give any. */
  readonly #failedLists = new Map<string, number>();

  /** @param timeLeftMs how long a request that begins now may take; 0 or less where there is no time for one */
  constructor(context: RunContext, timeLeftMs: () => number) {
    this.#context = context;
    this.#timeLeftMs = timeLeftMs;
  }

  /** Looks for each job once, as far as there is time. Where a list fails, its jobs are not got this time. */
  async poll(jobs: readonly TrackedJob[], onResult: OnResult): Promise<void> {
    const unlisted: TrackedJob[] = [];
    for (const accountId of new Set(jobs.map(({ ref }) => ref.accountId))) {
      const group = jobs.filter(({ ref }) => ref.accountId === accountId);
      unlisted.push(...(await this.#list(accountId, group, onResult)));
    }
    await forEachConcurrently(unlisted, (tracked) => this.#get(tracked, onResult));
  }

  /** Finds jobs of one account by list. Returns those that have to be got by themselves. */
  async #list(accountId: string, group: readonly TrackedJob[], onResult: OnResult): Promise<readonly TrackedJob[]> {
    const failed = this.#failedLists.get(accountId) ?? 0;
    if (group.length < MIN_JOBS_TO_LIST || failed === Number.POSITIVE_INFINITY) return group;
    if (failed >= MAX_FAILED_LISTS) {
      this.#failedLists.delete(accountId);
      return group;
    }
    const missing = new Map(group.map((tracked) => [tracked.ref.id, tracked]));
    const onJobs = (jobs: readonly Job[]) => {
      for (const job of jobs) {
        const tracked = missing.get(job.id);
        if (tracked !== undefined) onResult(tracked, job);
        missing.delete(job.id);
      }
    };
    try {
      await this.#listStopping(accountId, group, onJobs);
      if (missing.size >= MIN_JOBS_TO_LIST) await this.#listFinal(accountId, group, missing, onJobs);
      this.#failedLists.delete(accountId);
      return [...missing.values()];
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.#context.cancellation.requested.aborted) return [];
      this.#failedLists.set(accountId, error.isTransient ? failed + 1 : Number.POSITIVE_INFINITY);
      if (!error.isTransient) return [...missing.values()];
      for (const tracked of missing.values()) onResult(tracked, error);
      return [];
    }
  }

  /** Reads the statuses in the order in which a job goes through them, so that one that moves on meanwhile is still met. */
  async #listStopping(accountId: string, group: readonly TrackedJob[], onJobs: (jobs: readonly Job[]) => void) {
    const lastSeen = group.flatMap(({ job }) => (job !== undefined && isStopping(job) ? [job.status] : []));
    const statuses = new Set([...lastSeen.filter((status) => status !== 'stopping'), 'stopping']);
    for (const status of statuses) {
      for await (const jobs of readList(this.#getPage(accountId, { status }))) onJobs(jobs);
    }
  }

  /** Reads finished jobs, those that changed last first, as far back as any of the missing ones can have finished. */
  async #listFinal(
    accountId: string,
    group: readonly TrackedJob[],
    missing: ReadonlyMap<number, TrackedJob>,
    onJobs: (jobs: readonly Job[]) => void,
  ) {
    const changes = group.map(({ job }) => changedAt(job)).filter((time) => !Number.isNaN(time));
    if (changes.length < group.length) return;
    const earliest = Math.min(...changes);
    for (const status of FINAL_STATUSES) {
      if (missing.size < MIN_JOBS_TO_LIST) return;
      const getPage = this.#getPage(accountId, { status, newestChangeFirst: true });
      for await (const jobs of readList(getPage)) {
        onJobs(jobs);
        if (missing.size === 0 || !(changedAt(jobs.at(-1)) >= earliest)) break;
      }
    }
  }

  #getPage(accountId: string, query: { status: string; newestChangeFirst?: boolean }) {
    const { api, cancellation } = this.#context;
    return (offset: number) =>
      api.list(accountId, query, offset, {
        signal: cancellation.requested,
        timeoutMs: Math.max(0, this.#timeLeftMs()),
      });
  }

  async #get(tracked: TrackedJob, onResult: OnResult): Promise<void> {
    const timeoutMs = this.#timeLeftMs();
    if (timeoutMs <= 0) return;
    const { api, cancellation } = this.#context;
    try {
      onResult(tracked, await api.get(tracked.ref, { signal: cancellation.requested, timeoutMs }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      onResult(tracked, error);
    }
  }
}

/** When a job was last updated, by the service's clock; NaN where it does not say. */
function changedAt(job: Job | undefined): number {
  return Date.parse(String(job?.fields.updated_at));
}
