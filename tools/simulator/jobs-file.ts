import { readFile } from 'node:fs/promises';
import type { JobSeed } from './service/job.ts';
import { DEFAULT_SECONDS } from './service/lifecycle.ts';

/** The file with the jobs to begin with cannot be used. Its message is one line. */
export class JobsFileError extends Error {}

type Check = { expected: string; passes: (value: unknown) => boolean };

const number: Check = { expected: 'a number, 0 or above', passes: (value) => typeof value === 'number' && value >= 0 };
const count: Check = {
  expected: 'a whole number, 0 or above',
  passes: (value) => number.passes(value) && isWhole(value),
};
const id: Check = { expected: 'a whole number above 0', passes: (value) => count.passes(value) && value !== 0 };
const text: Check = { expected: 'a text', passes: (value) => typeof value === 'string' };
const object: Check = { expected: 'an object', passes: isObject };
const time: Check = {
  expected: 'a time such as 2013-03-04T08:10:48Z',
  passes: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
};

/** Other fields of the API's answers may stand in the file: they are made up anew. */
const FIELDS: Record<string, Check> = {
  ...{ id, owner_id: id, cluster_id: id, package_id: id },
  ...{ progress: number, runtime_in_seconds: number, outputs_count: count },
  ...{ status: text, variables: object, dynamic_variables: object },
  ...{ created_at: time, started_at: time, updated_at: time, failed_at: time, completed_at: time },
  ...{ errors: text, simulate: object },
};

const BEHAVIOUR: Record<string, Check> = {
  seconds: {
    expected: `an object of numbers, one for each of ${Object.keys(DEFAULT_SECONDS).join(', ')}`,
    passes: (value) =>
      isObject(value) &&
      Object.entries(value).every(([state, given]) => Object.hasOwn(DEFAULT_SECONDS, state) && number.passes(given)),
  },
  waitsAs: oneOf('pending', 'queued'),
  ends: oneOf('completed', 'failed'),
  stopEnds: oneOf('stopped', 'completed', 'failed'),
  detour: {
    expected: 'an object of status, seconds and after',
    passes: (value) =>
      isObject(value) && text.passes(value.status) && number.passes(value.seconds) && text.passes(value.after),
  },
  answers: object,
};

/**
 * Reads jobs from a JSON file: an array of jobs in the API's own form, each with `simulate` for what is the
 * simulator's own. What a list call of the API answers can be used as it is.
 *
 * @throws JobsFileError
 */
export async function readJobsFile(path: string): Promise<JobSeed[]> {
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new JobsFileError(`The jobs file ${path} cannot be read: ${error.code}`);
  });
  let jobs: unknown;
  try {
    jobs = JSON.parse(content);
  } catch {
    throw new JobsFileError(`The jobs file ${path} is not JSON`);
  }
  if (!Array.isArray(jobs)) throw new JobsFileError(`The jobs file ${path} holds no array of jobs`);
  const ids = jobs.map((job) => job?.id);
  const wrong = jobs.flatMap((job, index) => {
    const taken =
      typeof job?.id === 'number' && ids.indexOf(job.id) < index ? [`there is a job ${job.id} before it`] : [];
    return [...mistakesIn(job), ...taken].map((mistake) => `job ${index + 1}: ${mistake}`);
  })[0];
  if (wrong !== undefined) throw new JobsFileError(`The jobs file ${path} cannot be used: ${wrong}`);
  return jobs as JobSeed[];
}

function mistakesIn(job: unknown): string[] {
  if (!isObject(job)) return ['it is not an object'];
  const simulate = isObject(job.simulate) ? job.simulate : {};
  const unknown = Object.keys(simulate).filter((name) => !Object.hasOwn(BEHAVIOUR, name));
  return [
    ...check(job, FIELDS, ''),
    ...check(simulate, BEHAVIOUR, 'simulate.'),
    ...unknown.map((name) => `there is no simulate.${JSON.stringify(name)}`),
  ];
}

/** A null is what the API answers for what is not there. */
function check(given: Record<string, unknown>, checks: Record<string, Check>, prefix: string): string[] {
  return Object.entries(checks)
    .filter(([name, { passes }]) => given[name] !== undefined && given[name] !== null && !passes(given[name]))
    .map(([name, { expected }]) => `${prefix}${name} must be ${expected}`);
}

function oneOf(...values: string[]): Check {
  return { expected: values.join(' or '), passes: (value) => typeof value === 'string' && values.includes(value) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value);
}
