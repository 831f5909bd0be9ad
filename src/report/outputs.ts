import { setOutput } from '@actions/core';
import type { Job } from '../xplenty/job.ts';
import { redact } from './secrets.ts';

/** The fields of the API's answer that are step outputs, under the API's own names. */
const FIELDS = [
  'status',
  'runtime_in_seconds',
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

/** The step's outputs. A later value of the same name wins, so they can be set with every look. */
export class Outputs {
  readonly #set = new Map<string, string>();

  /**
   * Sets every field of the job, and the whole answer as `job`. What has not changed is not written again.
   *
   * @throws the first error that kept an output from being written; the others are written nevertheless
   */
  setJob(job: Job): void {
    const errors: unknown[] = [];
    const set = (name: string, value: unknown) => {
      try {
        this.#setOutput(name, textOf(value));
      } catch (error) {
        errors.push(error);
      }
    };
    for (const field of FIELDS) set(field, job.fields[field]);
    set('job', job.fields);
    if (errors.length > 0) throw errors[0];
  }

  #setOutput(name: string, text: string): void {
    if (this.#set.get(name) === text) return;
    setOutput(name, text);
    this.#set.set(name, text);
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
