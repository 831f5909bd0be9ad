import { listJobs } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { isStopping, type Job } from '../api/job.ts';
import { forEachConcurrently } from '../concurrency.ts';
import type { RunContext, TrackedJob } from './tracked-job.ts';

/** From this many jobs on, lists cost less than getting each. */
const MIN_JOBS_TO_LIST = 3;
/** After so many lists in a row that failed, the jobs are got one by one, once. */
const MAX_FAILED_LISTS = 2;

export interface PollOptions {
  /** How long a request that begins now may take, in milliseconds; 0 or less where there is no time for one. */
  readonly timeLeftMs: () => number;
  readonly onJob: (tracked: TrackedJob, job: Job) => void;
  /** Getting a job failed, or a list that was to show all of these jobs. */
  readonly onError: (jobs: readonly TrackedJob[], error: ApiError) => void;
}

/**
 * Polls many jobs. From three jobs of an account on, those that are still stopping are found by list, and only a job that
 * is in no list is got by itself: waiting for many costs what waiting for two costs.
 */
export class Poller {
  readonly #context: RunContext;
  /** How many lists in a row have failed, by account; Infinity where the service refuses to give any. */
  readonly #failedLists = new Map<string, number>();

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** Gets each job once, as far as there is time. Where a list fails, its jobs are not got this time. */
  async poll(jobs: readonly TrackedJob[], options: PollOptions): Promise<void> {
    const unlisted: TrackedJob[] = [];
    for (const accountId of new Set(jobs.map(({ ref }) => ref.accountId))) {
      const group = jobs.filter(({ ref }) => ref.accountId === accountId);
      unlisted.push(...(await this.#list(accountId, group, options)));
    }
    await forEachConcurrently(unlisted, (tracked) => this.#get(tracked, options));
  }

  /** Finds jobs of one account by list. Returns those that have to be got by themselves. */
  async #list(accountId: string, group: readonly TrackedJob[], options: PollOptions): Promise<readonly TrackedJob[]> {
    const failed = this.#failedLists.get(accountId) ?? 0;
    if (group.length < MIN_JOBS_TO_LIST || failed === Number.POSITIVE_INFINITY) return group;
    if (failed >= MAX_FAILED_LISTS) {
      this.#failedLists.delete(accountId);
      return group;
    }
    try {
      const stopping = await this.#listStopping(accountId, group, options);
      this.#failedLists.delete(accountId);
      return group.filter((tracked) => {
        const job = stopping.get(tracked.ref.id);
        if (job !== undefined) options.onJob(tracked, job);
        return job === undefined;
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.#context.cancellation.requested.aborted) return [];
      this.#failedLists.set(accountId, error.isTransient ? failed + 1 : Number.POSITIVE_INFINITY);
      if (!error.isTransient) return group;
      options.onError(group, error);
      return [];
    }
  }

  async #get(tracked: TrackedJob, options: PollOptions): Promise<void> {
    const timeoutMs = options.timeLeftMs();
    if (timeoutMs <= 0) return;
    const { api, cancellation } = this.#context;
    try {
      options.onJob(tracked, await api.get(tracked.ref, { signal: cancellation.requested, timeoutMs }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      options.onError([tracked], error);
    }
  }

  /** Reads the statuses in the order in which a job goes through them, so that one that moves on meanwhile is still met. */
  async #listStopping(
    accountId: string,
    group: readonly TrackedJob[],
    { timeLeftMs }: PollOptions,
  ): Promise<Map<number, Job>> {
    const { api, cancellation } = this.#context;
    const lastSeen = group.flatMap(({ job }) => (job !== undefined && isStopping(job) ? [job.status] : []));
    const statuses = new Set([...lastSeen.filter((status) => status !== 'stopping'), 'stopping']);
    const stopping = new Map<number, Job>();
    for (const status of statuses) {
      const getPage = (offset: number) =>
        api.list(accountId, { status }, offset, {
          signal: cancellation.requested,
          timeoutMs: Math.max(0, timeLeftMs()),
        });
      for await (const jobs of listJobs(getPage)) {
        for (const job of jobs) stopping.set(job.id, job);
      }
    }
    return stopping;
  }
}
