import { ApiError } from './api-error.ts';
import type { ApiRequest } from './api-request.ts';
import type { JobSeed } from './job.ts';

type Fields = { [name: string]: unknown };

/**
 * What a `POST /jobs` asks to run: JSON (run-job.md of version 2, the Python client; also with `job` around it), a form
 * with `job[cluster_id]=…` (run-job.md of version 1), or the same in the query (the Ruby client).
 *
 * @throws ApiError 400 for what is not JSON, 415 for another type of body, 422 for fields that are missing or wrong
 */
export function readRunRequest(request: ApiRequest): JobSeed {
  const given = { ...nest(request.query), ...readBody(request) };
  const job = isFields(given.job) ? given.job : given;
  const [cluster_id, package_id] = [positiveNumber(job, 'cluster_id'), positiveNumber(job, 'package_id')];
  const { variables = {}, dynamic_variables = {} } = job;
  if (isFields(variables) && isFields(dynamic_variables)) {
    return { cluster_id, package_id, variables: { ...variables }, dynamic_variables: { ...dynamic_variables } };
  }
  throw new ApiError(422, 'Validation failed: variables is invalid');
}

function readBody({ contentType, body }: ApiRequest): Fields {
  if (body.trim() === '') return {};
  if (contentType === 'application/x-www-form-urlencoded') return nest(new URLSearchParams(body));
  if (contentType !== 'application/json' && contentType !== 'application/vnd.xplenty+json') {
    throw new ApiError(415, 'The specified media type is not supported.');
  }
  try {
    const json: unknown = JSON.parse(body);
    if (isFields(json)) return json;
  } catch {}
  throw new ApiError(400, 'The request was invalid: its body is not a JSON object.');
}

/** `job[variables][InputPath]=/today` as `{job: {variables: {InputPath: '/today'}}}`. */
function nest(parameters: URLSearchParams): Fields {
  const job: Fields = {};
  for (const [name, value] of parameters) {
    const [, field = '', variable] = /^job\[(\w+)\](?:\[([^\]]+)\])?$/.exec(name) ?? [];
    const variables = isFields(job[field]) ? job[field] : {};
    if (field !== '') job[field] = variable === undefined ? value : { ...variables, [variable]: value };
  }
  return Object.keys(job).length > 0 ? { job } : {};
}

function positiveNumber(job: Fields, name: string): number {
  const value = job[name] ?? '';
  if (value === '') throw new ApiError(422, `Validation failed: ${name} can't be blank`);
  if (/^[1-9]\d{0,14}$/.test(String(value))) return Number(value);
  throw new ApiError(422, `Validation failed: ${name} is invalid`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
