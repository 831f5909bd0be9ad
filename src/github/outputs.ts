import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, writeFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { setOutput } from '@actions/core';
import { runtimeSeconds } from '../api/job.ts';
import type { TrackedJob } from '../jobs/tracked-job.ts';
import type { Secrets } from './secrets.ts';

/** The fields of the API's response that are step outputs where there is one job, under the API's own names. */
const FIELDS = [
  'id',
  'variables',
  'owner_id',
  'progress',
  'outputs_count',
  'started_at',
  'created_at',
  'updated_at',
  'failed_at',
  'cluster_id',
  'package_id',
  'errors',
  'url',
  'completed_at',
] as const;

/** A runner cuts the outputs of a job past 1 MiB, which would break the JSON: half of it, for other steps have outputs too. */
const MAX_JSON_BYTES = 512 * 1000;
const MAX_OUTPUTS_BYTES = 1000 * 1000;

type Redact = (text: string) => string;

/** The step's outputs. A later value of the same name wins, so they can be set with every poll. */
export class Outputs {
  readonly #file: string | undefined;
  readonly #redact: Redact;
  #written: ReadonlyMap<string, string> = new Map();
  #shortened = '';

  /** @param file the runner's file for outputs; undefined outside of the runner */
  constructor(file: string | undefined, secrets: Secrets) {
    this.#file = file;
    this.#redact = (text) => secrets.redact(text);
  }

  /**
   * Sets the outputs for the jobs as they are known now. What has not changed is not written again.
   *
   * @returns how `jobs` had to be shortened since the last time, in words
   * @throws Error where they could not be written
   */
  set(jobs: readonly TrackedJob[]): string | undefined {
    const { outputs, shortened } = outputsOf(jobs, this.#redact);
    const changed = [...outputs].filter(([name, text]) => this.#written.get(name) !== text);
    if (this.#file === undefined) for (const [name, text] of changed) setOutput(name, text);
    else if (changed.length > 0) append(changed, this.#file);
    this.#written = outputs;
    const isNew = shortened !== this.#shortened;
    this.#shortened = shortened;
    return isNew && shortened !== '' ? shortened : undefined;
  }
}

/** All outputs by their names, and how `jobs` had to be shortened, in words; empty where it is whole. */
function outputsOf(jobs: readonly TrackedJob[], redact: Redact): { outputs: Map<string, string>; shortened: string } {
  const job = jobs.length === 1 ? jobs[0]?.job?.fields : undefined;
  const { json, shortened } = jobsJson(jobs, redact);
  const outputs = new Map([
    ['status', sharedStatus(jobs, redact)],
    ['runtime_in_seconds', totalRuntime(jobs, redact)],
    ['count', String(jobs.length)],
    ...FIELDS.map((field) => [field, textOf(job?.[field], redact) ?? ''] as const),
    ['jobs', json],
  ]);
  const whole = textOf(job, redact);
  const isTooLong = whole === undefined || bytesOf([...outputs.values(), whole]) > MAX_OUTPUTS_BYTES;
  outputs.set('job', isTooLong ? (textOf(job && brief(job), redact) ?? '') : whole);
  return { outputs, shortened };
}

/**
 * Writes all at once, in the form in which core's `setOutput` writes one by one: nineteen times a file is looked for,
 * opened and closed take as long as the rest of the step. Like it, this makes no file that the runner has not made.
 */
function append(outputs: readonly (readonly [name: string, text: string])[], path: string): void {
  const delimiter = `ghadelimiter_${randomUUID()}`;
  const lines = outputs.map(([name, text]) => `${name}<<${delimiter}${EOL}${text}${EOL}${delimiter}${EOL}`);
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    writeFileSync(file, lines.join(''));
  } finally {
    closeSync(file);
  }
}

/** The status that all jobs have, else `mixed`; empty where there is no job. */
function sharedStatus(jobs: readonly TrackedJob[], redact: Redact): string {
  const statuses = new Set(jobs.map(({ job }) => job?.status ?? ''));
  return statuses.size > 1 ? 'mixed' : redact([...statuses][0] ?? '');
}

/** The sum; for one job what its response says, whatever that is. */
function totalRuntime(jobs: readonly TrackedJob[], redact: Redact): string {
  if (jobs.length === 1) return textOf(jobs[0]?.job?.fields.runtime_in_seconds, redact) ?? '';
  const runtimes = jobs.flatMap(({ job }) => (job === undefined ? [] : [runtimeSeconds(job)]));
  return String(runtimes.filter(Number.isFinite).reduce((sum, runtime) => sum + runtime, 0));
}

/** Every job's response, in order; where it was not terminated, why. Shortened until it fits. */
function jobsJson(jobs: readonly TrackedJob[], redact: Redact): { json: string; shortened: string } {
  const entries: Record<string, unknown>[] = jobs.map(({ ref, job, error, isAccepted }) => ({
    ...(job !== undefined && (error === undefined || isAccepted) ? job.fields : { id: ref.id }),
    ...(error !== undefined && { error: error.message }),
  }));
  const fits = (text: string | undefined) => text !== undefined && bytesOf([text]) <= MAX_JSON_BYTES;
  const whole = textOf(entries, redact);
  if (whole !== undefined && fits(whole)) return { json: whole, shortened: '' };
  const short = textOf(entries.map(brief), redact);
  if (short !== undefined && fits(short)) {
    return { json: short, shortened: 'only id, status, runtime_in_seconds and error of each job' };
  }
  return { json: JSON.stringify(jobs.map(({ ref }) => ref.id)), shortened: 'only the ID of each job' };
}

function brief({ id, status, runtime_in_seconds, error }: Readonly<Record<string, unknown>>): object {
  return { id, status, runtime_in_seconds, error };
}

function bytesOf(texts: readonly string[]): number {
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
}

/**
 * Null becomes empty, a text stays as it is, everything else is JSON. None of them holds a secret. Undefined where it is
 * nested too deep to be written out.
 */
function textOf(value: unknown, redact: Redact): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return redact(value);
  try {
    // Texts and names of fields each by itself, so that the JSON stays JSON.
    return JSON.stringify(value, (_name, field) => redactedField(field, redact));
  } catch {
    return undefined;
  }
}

function redactedField(field: unknown, redact: Redact): unknown {
  if (typeof field === 'string') return redact(field);
  if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
  return Object.fromEntries(Object.entries(field).map(([name, value]) => [redact(name), value]));
}
