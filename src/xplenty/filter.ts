import type { Job } from './job.ts';

/** The states of a job that has neither ended nor been asked to stop, in the order in which a job goes through them. */
export const ACTIVE_STATES = ['idle', 'pending', 'queued', 'running'] as const;
export type ActiveState = (typeof ACTIVE_STATES)[number];

/** Which jobs are meant. What is undefined or empty leaves them all in; the rest is joined with *and*. */
export interface JobFilter {
  readonly packageId: number | undefined;
  readonly clusterId: number | undefined;
  /** Names and values, all of which must match. */
  readonly variables: ReadonlyMap<string, string>;
  readonly runningLongerThanSeconds: number | undefined;
  readonly states: readonly ActiveState[];
}

/** Whether a job is meant, by what its own answer tells. A field that is missing matches nothing. */
export function matches(job: Job, filter: JobFilter): boolean {
  const { packageId, clusterId, runningLongerThanSeconds } = filter;
  return (
    (filter.states as readonly string[]).includes(job.status) &&
    (packageId === undefined || isNumber(job.fields.package_id, packageId)) &&
    (clusterId === undefined || isNumber(job.fields.cluster_id, clusterId)) &&
    (runningLongerThanSeconds === undefined || runtimeSeconds(job) > runningLongerThanSeconds) &&
    [...filter.variables].every(([name, value]) => hasVariable(job, name, value))
  );
}

/** How long the job has run so far; NaN where the answer has no number for it. */
export function runtimeSeconds(job: Job): number {
  const runtime = job.fields.runtime_in_seconds;
  return typeof runtime === 'number' || (typeof runtime === 'string' && runtime !== '') ? Number(runtime) : Number.NaN;
}

function isNumber(field: unknown, number: number): boolean {
  return (typeof field === 'number' || typeof field === 'string') && String(field) === String(number);
}

function hasVariable(job: Job, name: string, value: string): boolean {
  const variables = job.fields.variables;
  if (typeof variables !== 'object' || variables === null || !Object.hasOwn(variables, name)) return false;
  const kept = (variables as Record<string, unknown>)[name];
  if (!['string', 'number', 'boolean'].includes(typeof kept)) return false;
  return unquoted(String(kept)) === unquoted(value);
}

/** The service keeps a text as a quoted string expression, `'/today'`. */
function unquoted(text: string): string {
  return /^'.*'$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}
