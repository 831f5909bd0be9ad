import type { ApiRequest } from './api-request.ts';
import type { JobSeed } from './job.ts';
import { Refusal } from './refusal.ts';

type Fields = { [name: string]: Fields | string | unknown };

/**
 * What a `POST /jobs` asks to run. Three forms are in use: JSON, with or without `job` around it (README.md, the Java
 * client), a form with `job[cluster_id]=…` (run-job.md, the Python client, which names the package `job_id`), and the
 * same in the query (the Ruby client).
 *
 * @throws Refusal 400 for what is not JSON, 415 for another type of body, 422 for fields that are missing or wrong
 */
export function readRunRequest(request: ApiRequest): JobSeed {
  const given = { ...nest(request.query), ...readBody(request) };
  const job = isFields(given.job) ? given.job : given;
  return {
    cluster_id: positiveNumber(job, 'cluster_id'),
    package_id: positiveNumber(job, job.package_id === undefined ? 'job_id' : 'package_id', 'package_id'),
    variables: variables(job, 'variables'),
    dynamic_variables: variables(job, 'dynamic_variables'),
  };
}

function readBody({ contentType, body }: ApiRequest): Fields {
  if (body.trim() === '') return {};
  if (contentType === 'application/x-www-form-urlencoded') return nest(new URLSearchParams(body));
  if (contentType !== 'application/json' && contentType !== 'application/vnd.xplenty+json') {
    throw new Refusal(415, 'The specified media type is not supported.');
  }
  try {
    const json: unknown = JSON.parse(body);
    if (isFields(json)) return json;
  } catch {}
  throw new Refusal(400, 'The request was invalid: its body is not a JSON object.');
}

/** `job[variables][InputPath]=/today` as `{job: {variables: {InputPath: '/today'}}}`. */
function nest(parameters: URLSearchParams): Fields {
  const fields: Fields = Object.create(null);
  for (const [name, value] of parameters) {
    const path = name.split(/\]?\[|\]$/).filter((part, index) => index === 0 || part !== '');
    const last = path.pop() as string;
    let at = fields;
    for (const part of path) {
      if (!isFields(at[part])) at[part] = Object.create(null);
      at = at[part] as Fields;
    }
    at[last] = value;
  }
  return fields;
}

function positiveNumber(job: Fields, name: string, told = name): number {
  const value = job[name];
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (value === undefined || value === '') throw new Refusal(422, `Validation failed: ${told} can't be blank`);
  if (Number.isSafeInteger(number) && Number(number) > 0) return Number(number);
  throw new Refusal(422, `Validation failed: ${told} is invalid`);
}

function variables(job: Fields, name: string): Record<string, unknown> {
  const value = job[name] ?? {};
  if (isFields(value)) return { ...value };
  throw new Refusal(422, `Validation failed: ${name} is invalid`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
