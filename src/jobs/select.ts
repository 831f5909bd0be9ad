import { asRequestError } from '../api/errors.ts';
import { ACTIVE_STATUSES, type Job } from '../api/job.ts';
import { withRetries } from '../api/retry.ts';
import { notSelected } from './job-error.ts';
import { readList } from './list.ts';
import { type Condition, conditionsOf, hasVariable, type JobFilter } from './matches.ts';
import { type RunContext, TrackedJob } from './tracked-job.ts';

/** The jobs of an account that a filter matches. */
export interface Selection {
  readonly accountId: string;
  readonly filter: JobFilter;
}

/** How many jobs were left by a filter and all those before it. */
export interface FilterCount {
  /** For instance `on cluster 7`. */
  readonly filter: string;
  readonly count: number;
}

export interface SelectedJobs {
  readonly jobs: TrackedJob[];
  /** How far each filter let the jobs through, beginning with those that the service listed. */
  readonly counts: readonly FilterCount[];
  /** Names of variables in the filter that no listed job has. */
  readonly unknownVariables: readonly string[];
}

/**
 * Selects jobs, each once, in the order in which they were found.
 *
 * The lists are read in the order in which a job goes through its statuses, so that one that moves on meanwhile is met twice
 * rather than missed.
 *
 * @throws SelectionError
 */
export async function selectJobs({ accountId, filter }: Selection, context: RunContext): Promise<SelectedJobs> {
  const { api, cancellation, clock, progress, elapsedMs, deadlineMs = Number.POSITIVE_INFINITY } = context;
  const signal = cancellation.requested;
  const onFailedAttempt = progress.onFailedAttempt.bind(progress, 'The list of jobs');
  const options = { signal, clock, deadlineMs, onFailedAttempt };
  const selecting = new Selecting(accountId, filter);
  try {
    for (const status of ACTIVE_STATUSES.filter((one) => filter.statuses.includes(one))) {
      const query = { status, packageId: filter.packageId };
      const getPage = (offset: number) => withRetries(() => api.list(accountId, query, offset, { signal }), options);
      for await (const jobs of readList(getPage)) {
        for (const job of jobs) selecting.add(job, elapsedMs());
      }
    }
  } catch (error) {
    throw notSelected(asRequestError(error), signal.aborted);
  }
  return selecting.result();
}

/** Takes in the jobs that lists show, and keeps those that match. */
class Selecting {
  readonly #accountId: string;
  readonly #conditions: readonly Condition[];
  readonly #selected = new Map<number, TrackedJob>();
  /** How many conditions each listed job met, one after the other, when it was last shown. */
  readonly #met = new Map<number, number>();
  readonly #unknownVariables: Set<string>;

  constructor(accountId: string, filter: JobFilter) {
    this.#accountId = accountId;
    this.#conditions = conditionsOf(filter);
    this.#unknownVariables = new Set(filter.variables.keys());
  }

  /** What a job is when it is shown last counts: it may have become one that does not match. */
  add(job: Job, atMs: number): void {
    const failed = this.#conditions.findIndex(({ matches }) => !matches(job));
    this.#met.set(job.id, failed < 0 ? this.#conditions.length : failed);
    if (failed < 0) this.#select(job, atMs);
    else this.#selected.delete(job.id);
    for (const name of this.#unknownVariables) {
      if (hasVariable(job, name)) this.#unknownVariables.delete(name);
    }
  }

  #select(job: Job, atMs: number): void {
    const tracked = this.#selected.get(job.id) ?? new TrackedJob({ accountId: this.#accountId, id: job.id });
    tracked.update(job, atMs);
    this.#selected.set(job.id, tracked);
  }

  result(): SelectedJobs {
    const met = [...this.#met.values()];
    return {
      jobs: [...this.#selected.values()],
      counts: this.#conditions.map(({ filter }, index) => ({
        filter,
        count: met.filter((count) => count > index).length,
      })),
      unknownVariables: [...this.#unknownVariables],
    };
  }
}
