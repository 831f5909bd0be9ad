import type { ReceivedRequest } from '../wire/http-message.ts';
import { Refusal } from './refusal.ts';

/** A request as the API understands it. */
export interface ApiRequest {
  method: string;
  /** The path's segments, decoded: `['xplenation', 'api', 'jobs', '305']`. */
  segments: string[];
  query: URLSearchParams;
  version: 1 | 2;
  contentType: string;
  body: string;
}

export interface VersionRules {
  /** Off: an old server, which answers version 1 whatever it is asked for. */
  version2: boolean;
  /** The version of a request that names none. */
  unversioned: 1 | 2;
}

/** @throws Refusal 400 for a path that is none, 404 or 406 for the `Accept` header */
export function understand(request: ReceivedRequest, rules: VersionRules): ApiRequest {
  const url = parseTarget(request.target);
  return {
    method: request.method,
    segments: url.pathname.split('/').filter(Boolean).map(decode),
    query: url.searchParams,
    version: versionOf(header(request, 'accept'), rules),
    contentType: (header(request, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    body: request.body.toString('utf8'),
  };
}

/**
 * Whether the request shows the key: as Basic user name, with or without the colon behind it (the Python and Ruby
 * clients send none), or as the parameter `key` (README.md, "Authentication").
 */
export function showsKey(request: ReceivedRequest, apiKey: string): boolean {
  const [scheme, credentials = ''] = (header(request, 'authorization') ?? '').split(/ +/);
  const given = Buffer.from(credentials, 'base64').toString('utf8');
  if (scheme?.toLowerCase() === 'basic' && (given === apiKey || given === `${apiKey}:`)) return true;
  return new URLSearchParams(request.target.split('?')[1] ?? '').get('key') === apiKey;
}

/**
 * The version that is asked for. Seen in documentation and clients: `; version=2`, `, version=2` and ` version=2`.
 * Without the API's own type "requests may be routed incorrectly and return 404" (Integrate.io's API reference); another
 * type is "not acceptable" (README.md, 406).
 */
function versionOf(accept: string | undefined, { version2, unversioned }: VersionRules): 1 | 2 {
  if (accept === undefined || accept.trim() === '' || accept.trim() === '*/*') {
    throw new Refusal(404, 'Not found. Is the header Accept: application/vnd.xplenty+json missing?');
  }
  const asked = /application\/vnd\.xplenty\+json(?:\s*[;,]?\s*version\s*=\s*"?([^",;\s]+))?/i.exec(accept);
  if (asked === null) throw new Refusal(406, 'The requested mime-type is not acceptable.');
  const version = asked[1] ?? String(unversioned);
  if (version !== '1' && version !== '2') throw new Refusal(406, 'The requested version is not acceptable.');
  return version === '2' && version2 ? 2 : 1;
}

function header({ headers }: ReceivedRequest, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function parseTarget(target: string): URL {
  if (target.startsWith('/') && URL.canParse(`http://api${target}`)) return new URL(`http://api${target}`);
  if (/^https?:/i.test(target) && URL.canParse(target)) return new URL(target);
  throw new Refusal(400, 'The request was invalid: its path is none.');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, 'The request was invalid: its path is not URL encoded.');
  }
}
