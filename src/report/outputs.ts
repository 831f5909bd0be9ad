import { closeSync, constants, openSync, writeFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { setOutput } from '@actions/core';
import type { Target } from '../target.ts';
import { runtimeSeconds } from '../xplenty/job.ts';
import { redact } from './secrets.ts';

/** The fields of the API's answer that are step outputs where there is one job, under the API's own names. */
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
const LARGEST_JSON_BYTES = 512 * 1000;
const LARGEST_OUTPUTS_BYTES = 1000 * 1000;

/** The step's outputs. A later value of the same name wins, so they can be set with every look. */
export class Outputs {
  readonly #file: string | undefined;
  #set: ReadonlyMap<string, string> = new Map();
  #shortened = '';

  /** @param file the runner's file for outputs; undefined outside of the runner */
  constructor(file: string | undefined) {
    this.#file = file;
  }

  /**
   * Sets the outputs for the jobs as they are known now. What has not changed is not written again.
   *
   * @returns how `jobs` had to be shortened since the last time, in words
   * @throws Error where they could not be written
   */
  set(targets: readonly Target[]): string | undefined {
    const { texts, shortened } = textsOf(targets);
    const news = [...texts].filter(([name, text]) => this.#set.get(name) !== text);
    if (this.#file === undefined) for (const [name, text] of news) setOutput(name, text);
    else if (news.length > 0) append(news, this.#file);
    this.#set = texts;
    const isNews = shortened !== this.#shortened;
    this.#shortened = shortened;
    return isNews && shortened !== '' ? shortened : undefined;
  }
}

/** All outputs by their names, and how `jobs` had to be shortened, in words; empty where it is whole. */
function textsOf(targets: readonly Target[]): { texts: Map<string, string>; shortened: string } {
  const job = targets.length === 1 ? targets[0]?.job?.fields : undefined;
  const { json, shortened } = jobsJson(targets);
  const texts = new Map([
    ['status', sharedStatus(targets)],
    ['runtime_in_seconds', totalRuntime(targets)],
    ['count', String(targets.length)],
    ...FIELDS.map((field) => [field, textOf(job?.[field]) ?? ''] as const),
    ['jobs', json],
  ]);
  const whole = textOf(job);
  const isTooLong = whole === undefined || sizeOf([...texts.values(), whole]) > LARGEST_OUTPUTS_BYTES;
  texts.set('job', isTooLong ? (textOf(job && brief(job)) ?? '') : whole);
  return { texts, shortened };
}

/**
 * Writes all at once, in the form in which core's `setOutput` writes one by one: nineteen times a file is looked for,
 * opened and closed take as long as the rest of the step. Like it, this makes no file that the runner has not made.
 */
function append(outputs: readonly (readonly [name: string, text: string])[], path: string): void {
  const delimiter = delimiterFor(outputs.map(([, text]) => text).join(EOL));
  const lines = outputs.map(([name, text]) => `${name}<<${delimiter}${EOL}${text}${EOL}${delimiter}${EOL}`);
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    writeFileSync(file, lines.join(''));
  } finally {
    closeSync(file);
  }
}

/**
 * A line that none of the texts holds, made by chance: of lines that are tried in order a hostile text could hold all.
 * randomUUID() would need no look, but has Node compile more than the rest of the outputs is worth (bench/README.md).
 */
function delimiterFor(texts: string): string {
  for (;;) {
    const delimiter = `ghadelimiter_${Math.random()}`;
    if (!texts.includes(delimiter)) return delimiter;
  }
}

/** The state that all jobs are in, else `mixed`; empty where there is no job. */
function sharedStatus(targets: readonly Target[]): string {
  const states = new Set(targets.map(({ job }) => job?.status ?? ''));
  return states.size > 1 ? 'mixed' : redact([...states][0] ?? '');
}

/** The sum; for one job what its answer tells, whatever that is. */
function totalRuntime(targets: readonly Target[]): string {
  if (targets.length === 1) return textOf(targets[0]?.job?.fields.runtime_in_seconds) ?? '';
  const runtimes = targets.flatMap(({ job }) => (job === undefined ? [] : [runtimeSeconds(job)]));
  return String(runtimes.filter(Number.isFinite).reduce((sum, runtime) => sum + runtime, 0));
}

/** Every job's answer, in order; where it was not terminated, why. Shortened until it fits. */
function jobsJson(targets: readonly Target[]): { json: string; shortened: string } {
  const entries: Record<string, unknown>[] = targets.map(({ ref, job, reason, wasTerminated }) => ({
    ...(job !== undefined && (reason === undefined || wasTerminated) ? job.fields : { id: ref.id }),
    ...(reason !== undefined && { error: reason }),
  }));
  const isFit = (text: string | undefined) => text !== undefined && sizeOf([text]) <= LARGEST_JSON_BYTES;
  const whole = textOf(entries);
  if (whole !== undefined && isFit(whole)) return { json: whole, shortened: '' };
  const short = textOf(entries.map(brief));
  if (short !== undefined && isFit(short)) {
    return { json: short, shortened: 'only id, status, runtime_in_seconds and error of each job' };
  }
  return { json: JSON.stringify(targets.map(({ ref }) => ref.id)), shortened: 'only the ID of each job' };
}

function brief({ id, status, runtime_in_seconds, error }: Readonly<Record<string, unknown>>): object {
  return { id, status, runtime_in_seconds, error };
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);
}

/**
 * Null becomes empty, a text stays as it is, everything else is JSON. None of them holds a secret. Undefined where it is
 * nested too deep to be written out.
 */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return redact(value);
  try {
    return JSON.stringify(value, redacted);
  } catch {
    return undefined;
  }
}

/** For JSON.stringify: the texts and the names of fields, each by itself, so that the JSON stays JSON. */
function redacted(_name: string, value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [redact(name), field]));
}
