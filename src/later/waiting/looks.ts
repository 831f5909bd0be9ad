import { AT_ONCE, concurrently } from '../../concurrently.ts';
import type { Target } from '../../target.ts';
import type { Client } from '../../xplenty/client.ts';
import { ExchangeError } from '../../xplenty/errors.ts';
import { isStopping, type Job } from '../../xplenty/job.ts';
import { listJobs } from '../../xplenty/later/listing/listing.ts';

/** From this many jobs on, lists cost less than a look at each. */
const WORTH_LISTING = 3;
/** After so many lists in a row that failed, the jobs are looked at one by one, once. */
const MOST_FAILED_LISTS = 2;

export interface LookOptions {
  readonly interrupt: AbortSignal;
  /** How long an exchange that begins now may take, in milliseconds; 0 or less where there is no time for one. */
  readonly timeLeftMs: () => number;
  readonly onLook: (target: Target, job: Job) => void;
  /** A look failed, or a list that was to show all of these jobs. */
  readonly onFault: (targets: readonly Target[], fault: ExchangeError) => void;
}

/**
 * Looks at many jobs, round by round. From three jobs of an account on, those that are still stopping are found by list,
 * and only a job that is in no list is looked at by itself: waiting for many costs what waiting for two costs.
 */
export class Looks {
  readonly #client: Client;
  /** How many lists in a row have failed, by account; Infinity where the service refuses to give any. */
  readonly #failedLists = new Map<string, number>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** One look at each job, as far as there is time. Where a list fails, its jobs are not looked at in this round. */
  async round(targets: readonly Target[], options: LookOptions): Promise<void> {
    const unseen: Target[] = [];
    for (const [accountId, group] of Map.groupBy(targets, (target) => target.ref.accountId)) {
      unseen.push(...(await this.#unlisted(accountId, group, options)));
    }
    await concurrently(unseen, AT_ONCE, (target) => this.#look(target, options));
  }

  /** Finds jobs of one account by list. Returns those that have to be looked at by themselves. */
  async #unlisted(accountId: string, group: readonly Target[], options: LookOptions): Promise<readonly Target[]> {
    const failed = this.#failedLists.get(accountId) ?? 0;
    if (group.length < WORTH_LISTING || failed === Number.POSITIVE_INFINITY) return group;
    if (failed >= MOST_FAILED_LISTS) {
      this.#failedLists.delete(accountId);
      return group;
    }
    try {
      const stopping = await this.#listStopping(accountId, group, options);
      this.#failedLists.delete(accountId);
      return group.filter((target) => {
        const job = stopping.get(target.ref.id);
        if (job !== undefined) options.onLook(target, job);
        return job === undefined;
      });
    } catch (error) {
      const fault = exchangeError(error);
      if (options.interrupt.aborted) return [];
      this.#failedLists.set(accountId, fault.retryable ? failed + 1 : Number.POSITIVE_INFINITY);
      if (!fault.retryable) return group;
      options.onFault(group, fault);
      return [];
    }
  }

  async #look(target: Target, options: LookOptions): Promise<void> {
    const timeoutMs = options.timeLeftMs();
    if (timeoutMs <= 0) return;
    try {
      options.onLook(target, await this.#client.look(target.ref, { interrupt: options.interrupt, timeoutMs }));
    } catch (error) {
      options.onFault([target], exchangeError(error));
    }
  }

  /** Reads the states in the order in which a job goes through them, so that one that moves on meanwhile is still met. */
  async #listStopping(accountId: string, group: readonly Target[], options: LookOptions): Promise<Map<number, Job>> {
    const lastSeen = group.flatMap(({ job }) => (job !== undefined && isStopping(job) ? [job.status] : []));
    const states = new Set([...lastSeen.filter((status) => status !== 'stopping'), 'stopping']);
    const { interrupt, timeLeftMs } = options;
    const page = { interrupt, timeLeftMs, retry: <T>(call: () => Promise<T>) => call() };
    const stopping = new Map<number, Job>();
    for (const status of states) {
      for await (const jobs of listJobs(this.#client, accountId, { status }, page)) {
        for (const job of jobs) stopping.set(job.id, job);
      }
    }
    return stopping;
  }
}

function exchangeError(error: unknown): ExchangeError {
  if (error instanceof ExchangeError) return error;
  throw error;
}
