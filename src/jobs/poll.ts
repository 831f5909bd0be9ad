import type { ListQuery, Page } from '../api/client.ts';
import { AbortedError, ApiError, hasStatus } from '../api/errors.ts';
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

  /** @param timeLeftMs how long a request that begins now may take; 0 or less where none may begin */
  constructor(context: RunContext, timeLeftMs: () => number) {
    this.#context = context;
    this.#timeLeftMs = timeLeftMs;
  }

  /** Polls each job once, as far as there is time. Where a list fails, its jobs are not got this time. */
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
    const search = new ListSearch(group, (query, offset) => this.#getPage(accountId, query, offset), onResult);
    try {
      await search.run();
      this.#failedLists.delete(accountId);
      return search.missing;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error instanceof AbortedError) return [];
      // What is about the caller (key, billing) each get would meet too.
      const holdsForAll = error.isTransient || hasStatus(error, 401, 402);
      this.#failedLists.set(accountId, holdsForAll ? failed + 1 : Number.POSITIVE_INFINITY);
      if (!holdsForAll) return search.missing;
      for (const tracked of search.missing) onResult(tracked, error);
      return [];
    }
  }

  async #getPage(accountId: string, query: ListQuery, offset: number): Promise<Page> {
    const timeoutMs = this.#timeLeftMs();
    if (timeoutMs <= 0) throw new AbortedError(false);
    const { api, cancellation } = this.#context;
    return api.list(accountId, query, offset, { signal: cancellation.requested, timeoutMs });
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

/** Looks for jobs of one account in lists, on no more pages than there are jobs: then getting each costs less. */
class ListSearch {
  readonly #missing: Map<number, TrackedJob>;
  readonly #getPage: (query: ListQuery, offset: number) => Promise<Page>;
  readonly #onResult: OnResult;
  #pagesLeft: number;

  constructor(
    jobs: readonly TrackedJob[],
    getPage: (query: ListQuery, offset: number) => Promise<Page>,
    onResult: OnResult,
  ) {
    this.#missing = new Map(jobs.map((tracked) => [tracked.ref.id, tracked]));
    this.#getPage = getPage;
    this.#onResult = onResult;
    this.#pagesLeft = jobs.length;
  }

  /** The jobs that no list has shown. */
  get missing(): TrackedJob[] {
    return [...this.#missing.values()];
  }

  async run(): Promise<void> {
    // In the order in which a job goes through them, so that one that moves on meanwhile is still met.
    const lastSeen = this.missing.flatMap(({ job }) => (job !== undefined && isStopping(job) ? [job.status] : []));
    for (const status of new Set([...lastSeen.filter((status) => status !== 'stopping'), 'stopping'])) {
      await this.#read({ status });
    }
    const changes = this.missing.map(({ job }) => changedAt(job)).filter((time) => !Number.isNaN(time));
    for (const status of FINAL_STATUSES) {
      if (this.#missing.size < MIN_JOBS_TO_LIST) return;
      await this.#read({ status, newestChangeFirst: true }, Math.min(...changes));
    }
  }

  /** @param earliest none of the missing jobs has changed before this; the list is read no further back */
  async #read(query: ListQuery, earliest?: number): Promise<void> {
    if (this.#pagesLeft <= 0 || this.#missing.size === 0) return;
    for await (const jobs of readList((offset) => this.#getPage(query, offset))) {
      for (const job of jobs) {
        const tracked = this.#missing.get(job.id);
        this.#missing.delete(job.id);
        if (tracked !== undefined) this.#onResult(tracked, job);
      }
      const isFarBack = earliest !== undefined && !(changedAt(jobs.at(-1)) >= earliest);
      if (--this.#pagesLeft <= 0 || this.#missing.size === 0 || isFarBack) return;
    }
  }
}

/** When a job was last updated, by the service's clock; NaN where it does not say. */
function changedAt(job: Job | undefined): number {
  return Date.parse(String(job?.fields.updated_at));
}
