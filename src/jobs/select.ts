import { listJobs } from '../api/client.ts';
import { asRequestError, HttpError, type RequestError } from '../api/errors.ts';
import { ACTIVE_STATUSES, type ActiveStatus, type Job, runtimeSeconds } from '../api/job.ts';
import { MAX_ATTEMPTS, withRetries } from '../api/retry.ts';
import { notSelected } from './job-error.ts';
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

/** Enough for jobs that move while the list is read; an account that moves faster than this cannot be listed. */
const MAX_PASSES = 5;

type Retry = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * Selects jobs, each once, in the order in which they were found.
 *
 * The list is a moving target: jobs change their status, and pages shift under whoever reads them. So the statuses are read
 * in the order in which a job goes through them, again and again until a pass shows what the pass before showed; a job that
 * the last pass did not show is got by itself, for it may have become one that the filter excludes.
 *
 * @throws SelectionError
 */
export async function selectJobs(selection: Selection, context: RunContext): Promise<TrackedJob[]> {
  const { cancellation, clock, progress, elapsedMs } = context;
  const onFailedAttempt = progress.onFailedAttempt.bind(progress, 'The list of jobs');
  const options = { maxAttempts: MAX_ATTEMPTS, signal: cancellation.requested, clock, onFailedAttempt };
  const jobs = await select(selection, context, (call) => withRetries(call, options)).catch((error) => {
    throw notSelected(asRequestError(error), cancellation.requested.aborted);
  });
  return jobs.map((job) => {
    const tracked = new TrackedJob({ accountId: selection.accountId, id: job.id });
    tracked.update(job, elapsedMs());
    return tracked;
  });
}

async function select(selection: Selection, context: RunContext, retry: Retry): Promise<Job[]> {
  const { accountId, filter } = selection;
  const selected = new Map<number, Job>();
  let matching: ReadonlyMap<number, Job> = new Map();
  let shownBefore = '';
  for (let number = 1; number <= MAX_PASSES; number++) {
    const pass = await onePass(selection, context, retry);
    matching = pass.matching;
    for (const job of matching.values()) selected.set(job.id, job);
    if (number > 1 && pass.shown === shownBefore) break;
    shownBefore = pass.shown;
  }
  for (const id of selected.keys()) {
    if (matching.has(id)) continue;
    const get = () => context.api.get({ accountId, id }, { signal: context.cancellation.requested });
    const job = await retry(get).catch(undefinedIfNotFound);
    if (job !== undefined && matches(job, filter)) selected.set(id, job);
    else selected.delete(id);
  }
  return [...selected.values()];
}

interface Pass {
  /** The jobs that match, as last shown. */
  readonly matching: ReadonlyMap<number, Job>;
  /** Which jobs each list has shown, matching or not: any of them shifts the pages when it leaves. */
  readonly shown: string;
}

async function onePass(
  { accountId, filter }: Selection,
  { api, cancellation }: RunContext,
  retry: Retry,
): Promise<Pass> {
  const matching = new Map<number, Job>();
  const shown: string[] = [];
  for (const status of ACTIVE_STATUSES.filter((one) => filter.statuses.includes(one))) {
    const getPage = (offset: number) =>
      retry(() =>
        api.list(accountId, { status, packageId: filter.packageId }, offset, { signal: cancellation.requested }),
      );
    for await (const jobs of listJobs(getPage)) {
      // The later sight of a job counts: it may have become one that does not match.
      for (const job of jobs) {
        shown.push(`${status} ${job.id}`);
        if (matches(job, filter)) matching.set(job.id, job);
        else matching.delete(job.id);
      }
    }
  }
  return { matching, shown: shown.join() };
}

function undefinedIfNotFound(error: RequestError): undefined {
  if (error instanceof HttpError && error.statusCode === 404) return undefined;
  throw error;
}

/** Whether a filter matches a job, by what its own response shows. A field that is missing matches nothing. */
export function matches(job: Job, filter: JobFilter): boolean {
  const { packageId, clusterId, runningLongerThanSeconds } = filter;
  return (
    (filter.statuses as readonly string[]).includes(job.status) &&
    (packageId === undefined || isNumber(job.fields.package_id, packageId)) &&
    (clusterId === undefined || isNumber(job.fields.cluster_id, clusterId)) &&
    (runningLongerThanSeconds === undefined || runtimeSeconds(job) > runningLongerThanSeconds) &&
    [...filter.variables].every(([name, value]) => hasVariable(job, name, value))
  );
}

function isNumber(field: unknown, number: number): boolean {
  return field === number || field === String(number);
}

function hasVariable(job: Job, name: string, value: string): boolean {
  const { variables } = job.fields;
  if (typeof variables !== 'object' || variables === null) return false;
  // Two names may differ in nothing but how their accents are encoded.
  const stored = Object.entries(variables).filter(([key]) => key.normalize('NFC') === name.normalize('NFC'));
  const given = value.normalize('NFC');
  const wanted = [given, ...withoutQuotes(given, /^(["'])(.*)\1$/s)];
  return stored.length > 0 && stored.every(([, field]) => wanted.some((text) => isSame(field, text)));
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
