import { InvalidResponseError } from './errors.ts';

/** Which job: its ID, and the account that it belongs to. */
export interface JobRef {
  readonly accountId: string;
  readonly id: number;
}

/** A job as the API last showed it. */
export interface Job {
  readonly id: number;
  /** A text that `isStopping` and `isFinal` do not know is a status like any other: wait on. */
  readonly status: string;
  /** The whole response, fields that this project has never heard of included. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The statuses of a job that has neither finished nor been asked to stop, in the order in which a job goes through them. */
export const ACTIVE_STATUSES = ['idle', 'pending', 'queued', 'running'] as const;
export type ActiveStatus = (typeof ACTIVE_STATUSES)[number];

/** The documentation of the terminate call names its first status twice: both names mean the same. */
const STOPPING_STATUSES = ['pending_stoppage', 'pending_terminate', 'stopping'];
export const FINAL_STATUSES: readonly string[] = ['stopped', 'completed', 'failed'];

/** Whether the job has neither finished nor been asked to stop. */
export function isActive({ status }: Pick<Job, 'status'>): boolean {
  return (ACTIVE_STATUSES as readonly string[]).includes(status);
}

/** Whether a stop has been requested and is under way. */
export function isStopping({ status }: Pick<Job, 'status'>): boolean {
  return STOPPING_STATUSES.includes(status);
}

/** Whether the job has ended, however it ended. Nothing can change it any more. */
export function isFinal({ status }: Pick<Job, 'status'>): boolean {
  return FINAL_STATUSES.includes(status);
}

/** How long the job has run so far; NaN where the response has no number for it. */
export function runtimeSeconds(job: Job): number {
  const runtime = job.fields.runtime_in_seconds;
  return typeof runtime === 'number' || (typeof runtime === 'string' && runtime !== '') ? Number(runtime) : Number.NaN;
}

/** https, a host of the service as the service writes it, and no character that means something to Markdown. */
const PAGE_URL = /^https:\/\/([a-z0-9-]+\.)*(xplenty\.com|integrate\.io)\/[\w\-./?=&%#~]*$/;
const MAX_LENGTH_OF_PAGE_URL = 320;

/** The job's page for people, from the `html_url` of a response; undefined where that is not an address of the service. */
export function pageUrl(htmlUrl: unknown): string | undefined {
  if (typeof htmlUrl !== 'string' || htmlUrl.length > MAX_LENGTH_OF_PAGE_URL) return undefined;
  return PAGE_URL.test(htmlUrl) ? htmlUrl : undefined;
}

/**
 * Accepts a response only if it is a JSON object whose `id` is that of the requested job and whose `status` is a text.
 * All other fields may be what they like.
 *
 * @param json what JSON.parse made of the response's body; undefined where it has none
 * @param id the ID of the requested job
 * @throws InvalidResponseError for anything else
 */
export function parseJob(json: unknown, id: number): Job {
  const fields = asObject(json);
  if (!isNumberOrText(fields.id) || String(fields.id) !== String(id)) {
    throw new InvalidResponseError(
      fields.id === undefined ? 'the response has no job ID' : 'the response is about another job',
    );
  }
  if (typeof fields.status !== 'string') {
    throw new InvalidResponseError('the response has no status that is a text');
  }
  return { id, status: fields.status, fields };
}

/**
 * Accepts a response only if it is a list of jobs.
 *
 * @throws InvalidResponseError for anything else
 */
export function parseJobs(json: unknown): Job[] {
  if (json === undefined) throw noBody();
  if (!Array.isArray(json)) throw new InvalidResponseError('the response is JSON, but not a list of jobs');
  return json.map((entry) => {
    const { id: listed } = asObject(entry);
    const id = isNumberOrText(listed) ? Number(listed) : Number.NaN;
    if (!(Number.isSafeInteger(id) && id > 0)) throw new InvalidResponseError('the list has an entry without a job ID');
    return parseJob(entry, id);
  });
}

function isNumberOrText(value: unknown): value is number | string {
  return typeof value === 'number' || typeof value === 'string';
}

function asObject(json: unknown): Record<string, unknown> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  throw json === undefined ? noBody() : new InvalidResponseError('the response is JSON, but not an object');
}

function noBody(): InvalidResponseError {
  return new InvalidResponseError('the response has no body');
}
