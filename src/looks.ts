import { concurrently } from './concurrently.ts';
import type { Target } from './target.ts';
import type { Client } from './xplenty/client.ts';
import { ExchangeError } from './xplenty/errors.ts';
import { isStopping, type Job } from './xplenty/job.ts';

/** From this many jobs on, lists cost less than a look at each. */
const WORTH_LISTING = 3;
const AT_ONCE = 8;

export interface LookOptions {
  readonly interrupt: AbortSignal;
  /** The longest that one exchange may take. */
  readonly timeoutMs: number;
  readonly onLook: (target: Target, job: Job) => void;
  readonly onFault: (target: Target, fault: ExchangeError) => void;
}

/**
 * Looks at many jobs, round by round. From three jobs of an account on, those that are still stopping are found by list,
 * and only a job that is in no list is looked at by itself: waiting for many costs what waiting for two costs.
 */
export class Looks {
  readonly #client: Client;
  /** Accounts whose lists the service refuses to give. */
  readonly #unlisted = new Set<string>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** One look at each job. A fault of a list stands for all jobs of the account: they are not looked at in this round. */
  async round(targets: readonly Target[], options: LookOptions): Promise<void> {
    const unseen: Target[] = [];
    for (const [accountId, group] of Map.groupBy(targets, (target) => target.ref.accountId)) {
      if (group.length < WORTH_LISTING || this.#unlisted.has(accountId)) {
        unseen.push(...group);
        continue;
      }
      try {
        const stopping = await this.#listStopping(accountId, group, options);
        for (const target of group) {
          const job = stopping.get(target.ref.id);
          if (job === undefined) unseen.push(target);
          else options.onLook(target, job);
        }
      } catch (error) {
        const fault = exchangeError(error);
        if (fault.retryable) options.onFault(group[0] as Target, fault);
        else {
          this.#unlisted.add(accountId);
          unseen.push(...group);
        }
      }
    }
    await concurrently(unseen, AT_ONCE, (target) => this.#look(target, options));
  }

  async #look(target: Target, options: LookOptions): Promise<void> {
    try {
      options.onLook(target, await this.#client.look(target.ref, options));
    } catch (error) {
      options.onFault(target, exchangeError(error));
    }
  }

  /** Reads the states in the order in which a job goes through them, so that one that moves on meanwhile is still met. */
  async #listStopping(accountId: string, group: readonly Target[], options: LookOptions): Promise<Map<number, Job>> {
    const lastSeen = group.flatMap(({ job }) => (job !== undefined && isStopping(job) ? [job.status] : []));
    const states = new Set([...lastSeen.filter((status) => status !== 'stopping'), 'stopping']);
    const page = {
      interrupt: options.interrupt,
      timeoutMs: options.timeoutMs,
      retry: <T>(call: () => Promise<T>) => call(),
    };
    const stopping = new Map<number, Job>();
    for (const status of states) {
      for await (const jobs of this.#client.list(accountId, { status }, page)) {
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
