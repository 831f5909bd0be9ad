import { ACTIVE_STATUSES, type ActiveStatus, type Job, runtimeSeconds } from '../api/job.ts';

/** Which jobs are selected. What is undefined or empty leaves them all in; the rest is joined with *and*. */
export interface JobFilter {
  readonly packageId: number | undefined;
  readonly clusterId: number | undefined;
  /** Names and values, all of which must match. */
  readonly variables: ReadonlyMap<string, string>;
  readonly runningLongerThanSeconds: number | undefined;
  readonly statuses: readonly ActiveStatus[];
}

/** One condition of a filter. */
export interface Condition {
  readonly filter: string;
  readonly matches: (job: Job) => boolean;
}

/**
 * Each filter by itself, those first that the service applies. They are checked all the same: an old server ignores
 * `package_id`. A field that is missing matches nothing.
 */
export function conditionsOf(filter: JobFilter): Condition[] {
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
    conditions.push({ filter: `with variable ${name}`, matches: (job) => isVariable(job, name, value) });
  }
  return conditions;
}

/** Whether a filter matches a job, by what its own response shows. */
export function matches(job: Job, filter: JobFilter): boolean {
  return conditionsOf(filter).every((condition) => condition.matches(job));
}

function isId(field: unknown, id: number): boolean {
  return field === id || field === String(id);
}

/** Whether a job was run with a variable of that name. */
export function hasVariable(job: Job, name: string): boolean {
  return storedVariables(job, name).length > 0;
}

function isVariable(job: Job, name: string, value: string): boolean {
  const stored = storedVariables(job, name);
  const given = value.normalize('NFC');
  const wanted = [given, ...withoutQuotes(given, /^(["'])(.*)\1$/s)];
  return stored.length > 0 && stored.every((field) => wanted.some((text) => isSame(field, text)));
}

/** Two names may differ in nothing but how their accents are encoded: then a job has both. */
function storedVariables({ fields: { variables } }: Job, name: string): unknown[] {
  if (typeof variables !== 'object' || variables === null) return [];
  const wanted = name.normalize('NFC');
  return Object.entries(variables).flatMap(([key, value]) => (key.normalize('NFC') === wanted ? [value] : []));
}

/** The service keeps a text as a quoted string expression, `'/today'`. Of a number past 2^53, JSON.parse shows another. */
function isSame(field: unknown, text: string): boolean {
  if (typeof field === 'number') return isDecimal(text) && Number(text) === field && Math.abs(field) < 2 ** 53;
  if (typeof field === 'boolean') return String(field) === text;
  if (typeof field !== 'string') return false;
  const stored = field.normalize('NFC');
  return [stored, ...withoutQuotes(stored, /^(')(.*)'$/s)].includes(text);
}

function withoutQuotes(text: string, quotes: RegExp): string[] {
  return quotes.exec(text)?.slice(2) ?? [];
}

function isDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
}
