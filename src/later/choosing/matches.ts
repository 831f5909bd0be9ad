import type { JobFilter } from '../../xplenty/filter.ts';
import { type Job, runtimeSeconds } from '../../xplenty/job.ts';

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
