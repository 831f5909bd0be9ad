import { asRequestError } from '../api/errors.ts';
import { ACTIVE_STATUSES, type Job } from '../api/job.ts';
import { withRetries } from '../api/retry.ts';
import { notSelected } from './job-error.ts';
import { readList } from './list.ts';
import { conditionsOf, hasVariable, type JobFilter } from './matches.ts';
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
 * rather than missed. Filters are asked of the service and checked here: an old server ignores `package_id`.
 *
 * @throws SelectionError
 */
export async function selectJobs({ accountId, filter }: Selection, context: RunContext): Promise<SelectedJobs> {
  const { api, cancellation, clock, progress, elapsedMs, deadlineMs = Number.POSITIVE_INFINITY } = context;
  const signal = cancellation.requested;
  const onFailedAttempt = progress.onFailedAttempt.bind(progress, 'The list of jobs');
  const conditions = conditionsOf(filter);
  const counts = conditions.map(() => 0);
  const listed = new Set<number>();
  const unknown = new Set(filter.variables.keys());
  const selected = new Map<number, TrackedJob>();
  const add = (job: Job) => {
    // The later sight of a job counts: it may have become one that does not match.
    const passed = conditions.findIndex(({ matches }) => !matches(job));
    const isMatch = passed < 0;
    const tracked = selected.get(job.id) ?? new TrackedJob({ accountId, id: job.id });
    tracked.update(job, elapsedMs());
    if (isMatch) selected.set(job.id, tracked);
    else selected.delete(job.id);
    for (const name of unknown) if (hasVariable(job, name)) unknown.delete(name);
    if (listed.has(job.id)) return;
    listed.add(job.id);
    for (const index of conditions.keys()) if (isMatch || index < passed) counts[index] = (counts[index] ?? 0) + 1;
  };
  try {
    for (const status of ACTIVE_STATUSES.filter((one) => filter.statuses.includes(one))) {
      const getPage = (offset: number) =>
        withRetries(() => api.list(accountId, { status, packageId: filter.packageId }, offset, { signal }), {
          signal,
          clock,
          deadlineMs,
          onFailedAttempt,
        });
      for await (const jobs of readList(getPage)) for (const job of jobs) add(job);
    }
  } catch (error) {
    throw notSelected(asRequestError(error), signal.aborted);
  }
  return {
    jobs: [...selected.values()],
    counts: conditions.map(({ filter: words }, index) => ({ filter: words, count: counts[index] ?? 0 })),
    unknownVariables: [...unknown],
  };
}
