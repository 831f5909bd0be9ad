import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, writeFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { setOutput } from '@actions/core';
import type { Target } from '../target.ts';
import { runtimeSeconds } from '../xplenty/filter.ts';
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

/** The step's outputs. A later value of the same name wins, so they can be set with every look. */
export class Outputs {
  readonly #file: string | undefined;
  readonly #set = new Map<string, string>();
  #shortened = '';

  /** @param file the runner's file for outputs; undefined outside of the runner */
  constructor(file: string | undefined) {
    this.#file = file;
  }

  /**
   * Sets the outputs for the jobs as they are known now. What has not changed is not written again.
   *
   * @param inWords why a job was not stopped
   * @returns what had to be shortened since the last time, in words
   * @throws the first error that kept an output from being written; the others are written nevertheless, if they can be
   */
  set(targets: readonly Target[], inWords: (failure: Error) => string): string | undefined {
    const job = targets.length === 1 ? targets[0]?.job : undefined;
    const texts: [name: string, text: string][] = [];
    const errors: unknown[] = [];
    let shortened = '';
    const add = (name: string, textOf: () => string) => {
      try {
        const text = textOf();
        if (this.#set.get(name) !== text) texts.push([name, text]);
      } catch (error) {
        // JSON that is nested too deep for the stack.
        errors.push(error);
      }
    };
    add('status', () => sharedStatus(targets));
    add('runtime_in_seconds', () => totalRuntime(targets));
    add('count', () => String(targets.length));
    for (const field of FIELDS) add(field, () => textOf(job?.fields[field]));
    add('job', () => textOf(job?.fields));
    add('jobs', () => {
      const jobs = jobsJson(targets, inWords);
      shortened = jobs.shortened;
      return jobs.json;
    });
    this.#write(texts);
    if (errors.length > 0) throw errors[0];
    const isNews = shortened !== this.#shortened;
    this.#shortened = shortened;
    return isNews && shortened !== '' ? shortened : undefined;
  }

  /**
   * All at once, in the form that core's `setOutput` writes one by one: nineteen times a file is looked for, opened and
   * closed take as long as the rest of the step. Like it, this makes no file that the runner has not made.
   */
  #write(outputs: readonly (readonly [name: string, text: string])[]): void {
    if (this.#file === undefined) {
      for (const [name, text] of outputs) setOutput(name, text);
    } else if (outputs.length > 0) {
      // No text can hold a delimiter that is made after the text was.
      const delimiter = `ghadelimiter_${randomUUID()}`;
      const lines = outputs.map(([name, text]) => `${name}<<${delimiter}${EOL}${text}${EOL}${delimiter}${EOL}`);
      const file = openSync(this.#file, constants.O_WRONLY | constants.O_APPEND);
      try {
        writeFileSync(file, lines.join(''));
      } finally {
        closeSync(file);
      }
    }
    for (const [name, text] of outputs) this.#set.set(name, text);
  }
}

/** The state that all jobs are in, else `mixed`; empty where there is no job. */
function sharedStatus(targets: readonly Target[]): string {
  const states = new Set(targets.map(({ job }) => job?.status ?? ''));
  return states.size > 1 ? 'mixed' : redact([...states][0] ?? '');
}

/** The sum; for one job what its answer tells, whatever that is. */
function totalRuntime(targets: readonly Target[]): string {
  if (targets.length === 1) return textOf(targets[0]?.job?.fields.runtime_in_seconds);
  const runtimes = targets.flatMap(({ job }) => (job === undefined ? [] : [runtimeSeconds(job)]));
  return String(runtimes.filter(Number.isFinite).reduce((sum, runtime) => sum + runtime, 0));
}

/** Every job's answer, in order; where it was not terminated, why. Shortened until it fits. */
function jobsJson(
  targets: readonly Target[],
  inWords: (failure: Error) => string,
): { json: string; shortened: string } {
  const entries: Record<string, unknown>[] = targets.map(({ ref, job, failure, wasTerminated }) => ({
    ...(job !== undefined && (failure === undefined || wasTerminated) ? job.fields : { id: ref.id }),
    ...(failure && { error: inWords(failure) }),
  }));
  const whole = jsonWithinLimit(entries);
  if (whole !== undefined) return { json: whole, shortened: '' };
  const brief = jsonWithinLimit(
    entries.map(({ id, status, runtime_in_seconds, error }) => ({ id, status, runtime_in_seconds, error })),
  );
  if (brief !== undefined)
    return { json: brief, shortened: 'only id, status, runtime_in_seconds and error of each job' };
  return { json: textOf(targets.map(({ ref }) => ref.id)), shortened: 'only the ID of each job' };
}

/** Undefined where it is too long, or nested too deep to be written out. */
function jsonWithinLimit(value: unknown): string | undefined {
  try {
    const json = textOf(value);
    return Buffer.byteLength(json) <= LARGEST_JSON_BYTES ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Null becomes empty, a text stays as it is, everything else is JSON. None of them holds a secret. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? redact(value) : JSON.stringify(value, redacted);
}

/** For JSON.stringify: the texts and the names of fields, each by itself, so that the JSON stays JSON. */
function redacted(_name: string, value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [redact(name), field]));
}
