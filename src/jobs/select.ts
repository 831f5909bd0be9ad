import { asRequestError } from '../api/errors.ts';
import { ACTIVE_STATUSES, type ActiveStatus, type Job, runtimeSeconds } from '../api/job.ts';
import { withRetries } from '../api/retry.ts';
import { notSelected } from './job-error.ts';
import { readList } from './list.ts';
import { type RunContext, TrackedJob } from './tracked-job.ts';

/** Which jobs are selected. What is undefined or empty leaves them all in; the rest is joined with *and*. */
export interface JobFilter {
  readonly packageId: number | undefined;
  readonly clusterId: number | undefined;
  /** Names and values, all of which must match. */
  readonly variables: ReadonlyMap<string, string>;
  readonly runningLongerThanSeconds: number | undefined;
  readonly statuses: readonly ActiveStatus[];
}

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
  const { api, cancellation, clock, progress, elapsedMs } = context;
  const signal = cancellation.requested;
  const onFailedAttempt = progress.onFailedAttempt.bind(progress, 'The list of jobs');
  const selecting = new Selecting(accountId, filter);
  try {
    for (const status of ACTIVE_STATUSES.filter((one) => filter.statuses.includes(one))) {
      const query = { status, packageId: filter.packageId };
      const getPage = (offset: number) =>
        withRetries(() => api.list(accountId, query, offset, { signal }), { signal, clock, onFailedAttempt });
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
      if (variableOf(job, name) !== undefined) this.#unknownVariables.delete(name);
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

interface Condition {
  readonly filter: string;
  readonly matches: (job: Job) => boolean;
}

/**
 * Each filter by itself, those first that the service applies. They are checked all the same: an old server ignores
 * `package_id`. A field that is missing matches nothing.
 */
function conditionsOf(filter: JobFilter): Condition[] {
  const { packageId, clusterId, variables, runningLongerThanSeconds, statuses } = filter;
  const isListed = ({ status, fields }: Job) =>
    (statuses as readonly string[]).includes(status) && (packageId === undefined || isId(fields.package_id, packageId));
  const words = [
    ...(packageId === undefined ? [] : [`of package ${packageId}`]),
    ...(statuses.length === ACTIVE_STATUSES.length ? [] : [`in status ${statuses.join(' or ')}`]),
  ];
  const conditions = [{ filter: words.join(' '), matches: isListed }];
  if (clusterId !== undefined) {
    conditions.push({ filter: `on cluster ${clusterId}`, matches: ({ fields }) => isId(fields.cluster_id, clusterId) });
  }
  if (runningLongerThanSeconds !== undefined) {
    const matches = (job: Job) => runtimeSeconds(job) > runningLongerThanSeconds;
    conditions.push({ filter: `running longer than ${runningLongerThanSeconds} s`, matches });
  }
  for (const [name, value] of variables) {
    conditions.push({ filter: `with variable ${name}`, matches: (job) => isValue(variableOf(job, name), value) });
  }
  return conditions;
}

/** Whether a filter matches a job, by what its own response shows. */
export function matches(job: Job, filter: JobFilter): boolean {
  return conditionsOf(filter).every((condition) => condition.matches(job));
}

function isId(field: unknown, id: number): boolean {
  return (typeof field === 'number' || typeof field === 'string') && String(field) === String(id);
}

function variableOf({ fields: { variables } }: Job, name: string): unknown {
  if (typeof variables !== 'object' || variables === null || !Object.hasOwn(variables, name)) return undefined;
  return (variables as Record<string, unknown>)[name];
}

function isValue(kept: unknown, value: string): boolean {
  return ['string', 'number', 'boolean'].includes(typeof kept) && unquoted(String(kept)) === unquoted(value);
}

/** The service keeps a text as a quoted string expression, `'/today'`. */
function unquoted(text: string): string {
  return /^'.*'$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}
