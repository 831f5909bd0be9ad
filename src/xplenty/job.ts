import { NotAJob } from './errors.ts';

/** Which job: its number, and the account whose job it is. */
export interface JobRef {
  readonly accountId: string;
  readonly id: number;
}

/** A job as the API last told it. */
export interface Job {
  readonly id: number;
  /** The job's state. A text that `isStopping` and `isOver` do not know is a state like any other: wait on. */
  readonly status: string;
  /** The whole answer, fields that this project has never heard of included. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The documentation of the terminate call names its first state twice: both names mean the same. */
const STOPPING = new Set(['pending_stoppage', 'pending_terminate', 'stopping']);
const FINAL = new Set(['stopped', 'completed', 'failed']);

/** Whether a stop has been asked for and is under way. */
export function isStopping({ status }: Pick<Job, 'status'>): boolean {
  return STOPPING.has(status);
}

/** Whether the job has ended, however it ended. Nothing can change it any more. */
export function isOver({ status }: Pick<Job, 'status'>): boolean {
  return FINAL.has(status);
}

/** How long the job has run so far; NaN where the answer has no number for it. */
export function runtimeSeconds(job: Job): number {
  const runtime = job.fields.runtime_in_seconds;
  return typeof runtime === 'number' || (typeof runtime === 'string' && runtime !== '') ? Number(runtime) : Number.NaN;
}

/**
 * Believes an answer only if it is one: a JSON object whose `id` is the job asked about and whose `status` is a text.
 * All other fields may be what they like.
 *
 * @param answer what JSON.parse made of the answer's body
 * @param id the number of the job that was asked about
 * @throws NotAJob for anything else
 */
export function readJob(answer: unknown, id: number): Job {
  const fields = readFields(answer);
  if (!isNumberOrText(fields.id) || String(fields.id) !== String(id)) {
    throw new NotAJob(fields.id === undefined ? 'the answer has no job ID' : 'the answer is about another job');
  }
  if (typeof fields.status !== 'string') {
    throw new NotAJob('the answer has no status that is a text');
  }
  return { id, status: fields.status, fields };
}

export function isNumberOrText(value: unknown): value is number | string {
  return typeof value === 'number' || typeof value === 'string';
}

export function readFields(answer: unknown): Record<string, unknown> {
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) return answer as Record<string, unknown>;
  throw new NotAJob('the answer is JSON, but not an object');
}
