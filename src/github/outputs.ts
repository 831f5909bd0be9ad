import { EOL } from 'node:os';
import { pageUrl, runtimeSeconds } from '../api/job.ts';
import type { TrackedJob } from '../jobs/tracked-job.ts';
import { RunnerFile } from './runner-file.ts';
import type { Secrets } from './secrets.ts';

/** The fields of the API's response that are step outputs where there is one job, under the API's own names. */
const FIELDS = [
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

/** Linux takes 128 KiB for one environment variable, and a step hands outputs to scripts through these. */
const MAX_BYTES = 120_000;
/** The runner takes 1 MB for all outputs, as UTF-16. */
const MAX_BYTES_OF_ALL = 1_000_000;
/** What is left of an output that has several forms, from the whole to the shortest. */
const SHORTENED = ['', 'has only id, status, runtime_in_seconds and error', 'has only the ID', 'is empty'];

type Fields = Readonly<Record<string, unknown>>;
type Redact = (text: string) => string;
/** An output, with the values of its forms from the whole to the shortest. */
type Output = readonly [name: string, ...forms: unknown[]];

/** The step's outputs. They can be set again and again. */
export class Outputs {
  readonly #file: RunnerFile | undefined;
  readonly #redact: Redact;
  #delimiter = newDelimiter();
  #shortened = '';
  /** What the outputs were last made of. */
  #seen: readonly unknown[] | undefined;

  /** @param file the runner's file for outputs; undefined outside of the runner, where nothing is written */
  constructor(file: string | undefined, secrets: Secrets) {
    this.#file = file === undefined ? undefined : new RunnerFile(file);
    this.#redact = (text) => secrets.redact(text);
  }

  /**
   * Sets the outputs for the jobs as they are known now.
   *
   * @returns which outputs had to be shortened and how, in words; undefined where none was, or the same as the last time
   * @throws Error where they could not be written
   */
  set(jobs: readonly TrackedJob[]): string | undefined {
    if (this.#file === undefined) return undefined;
    const seen = jobs.flatMap(({ job, error, isAccepted, htmlUrl }) => [job, error, isAccepted, htmlUrl]);
    // A response and an error never change, and outputs are set also where nothing is new.
    if (seen.length === this.#seen?.length && seen.every((one, index) => one === this.#seen?.[index])) return undefined;
    const { outputs, shortened } = outputsOf(jobs, this.#redact);
    // Whatever the service has sent, the line that ends an output is in none of them: none can end early.
    while ([...outputs.values()].some((text) => text.includes(this.#delimiter))) this.#delimiter = newDelimiter();
    // All at once, in the form in which core's `setOutput` writes one by one: twenty times a file is looked for, opened
    // and closed take as long as the rest of the step.
    const blocks = [...outputs].map(
      ([name, text]) => `${name}<<${this.#delimiter}${EOL}${text}${EOL}${this.#delimiter}${EOL}`,
    );
    this.#file.replace(blocks.join(''));
    this.#seen = seen;
    const isNew = shortened !== this.#shortened;
    this.#shortened = shortened;
    return isNew && shortened !== '' ? shortened : undefined;
  }
}

function newDelimiter(): string {
  return `ghadelimiter_${Math.random()}`;
}

/** All outputs by their names, each in the longest of its forms that fits; and which were shortened and how, in words. */
function outputsOf(jobs: readonly TrackedJob[], redact: Redact): { outputs: Map<string, string>; shortened: string } {
  const outputs = new Map<string, string>();
  const shortened: string[] = [];
  let bytesLeft = MAX_BYTES_OF_ALL;
  for (const [name, ...forms] of formsOf(jobs, redact)) {
    const [text, index] = firstThatFits(forms, bytesLeft / 2 - name.length, redact);
    outputs.set(name, text);
    bytesLeft -= 2 * (name.length + text.length);
    if (index !== 0) shortened.push(`${name} ${SHORTENED.at(index)}`);
  }
  return { outputs, shortened: shortened.join('; ') };
}

/** The text of the first form that fits, and the form's index; empty and -1 where none does. */
function firstThatFits(
  forms: readonly unknown[],
  maxLength: number,
  redact: Redact,
): readonly [text: string, index: number] {
  for (const [index, form] of forms.entries()) {
    const text = textOf(form, redact);
    const fits = text !== undefined && text.length <= maxLength && Buffer.byteLength(text) <= MAX_BYTES;
    if (fits) return [text, index];
  }
  return ['', -1];
}

/** Those that matter most come first, and are cut last. */
function formsOf(jobs: readonly TrackedJob[], redact: Redact): Output[] {
  const only = jobs.length === 1 ? jobs[0] : undefined;
  const job = only?.job?.fields;
  const entries = jobs.map(entryOf);
  return [
    ['count', jobs.length],
    ['id', job?.id],
    ['runtime_in_seconds', only === undefined ? totalRuntime(jobs) : job?.runtime_in_seconds],
    ['status', sharedStatus(jobs)],
    ['jobs', entries, entries.map(brief), jobs.map(({ ref }) => ref.id)],
    job === undefined ? ['job', job] : ['job', job, brief(job), job.id],
    // Without secrets first: an address with a gap leads nowhere.
    ['html_url', pageUrl(textOf(only?.htmlUrl, redact))],
    ...FIELDS.map((field): Output => [field, job?.[field]]),
  ];
}

/** The job's response; where it was not terminated, why. */
function entryOf({ ref, job, error, isAccepted }: TrackedJob): Fields {
  const fields = job !== undefined && (error === undefined || isAccepted) ? job.fields : { id: ref.id };
  return error === undefined ? fields : { ...fields, error: error.message };
}

function brief({ id, status, runtime_in_seconds, error }: Fields): Fields {
  return { id, status, runtime_in_seconds, error };
}

/** The status that all jobs have, else `mixed`; empty where there is no job. */
function sharedStatus(jobs: readonly TrackedJob[]): string {
  const statuses = new Set(jobs.map(({ job }) => job?.status ?? ''));
  return statuses.size > 1 ? 'mixed' : ([...statuses][0] ?? '');
}

/** The sum of those that are numbers. */
function totalRuntime(jobs: readonly TrackedJob[]): number {
  const runtimes = jobs.flatMap(({ job }) => (job === undefined ? [] : [runtimeSeconds(job)]));
  return runtimes.filter(Number.isFinite).reduce((sum, runtime) => sum + runtime, 0);
}

/** Null becomes empty, a text stays as it is, everything else is JSON. None of them holds a secret. */
function textOf(value: unknown, redact: Redact): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return redact(value);
  return Array.isArray(value) ? listText(value, redact) : jsonText(value, redact);
}

/** Undefined as soon as it is too long, which the responses of a thousand jobs are after the first hundred. */
function listText(values: readonly unknown[], redact: Redact): string | undefined {
  const texts: string[] = [];
  let length = 0;
  for (const value of values) {
    const text = jsonText(value, redact);
    if (text === undefined) return undefined;
    length += text.length;
    if (length > MAX_BYTES) return undefined;
    texts.push(text);
  }
  return `[${texts.join(',')}]`;
}

/** Undefined where it is nested too deep to be written out. */
function jsonText(value: unknown, redact: Redact): string | undefined {
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
  if (Object.keys(field).every((name) => redact(name) === name)) return field;
  return Object.fromEntries(Object.entries(field).map(([name, value]) => [redact(name), value]));
}
