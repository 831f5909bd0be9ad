import type { HttpRequest } from '../http/message.ts';
import { ApiError } from './api-error.ts';

export type ApiRequest = ReturnType<typeof understand>;

export interface VersionRules {
  /** False for an old server, which answers version 1 whatever it is asked for. */
  version2: boolean;
  /** The version of a request that names none. */
  unversioned: 1 | 2;
}

/**
 * A request as the API understands it: `segments` are the path's, decoded, as `['xplenation', 'api', 'jobs', '305']`.
 *
 * @throws ApiError 400 for a path that is none, 404 or 406 for the `Accept` header
 */
export function understand(request: HttpRequest, rules: VersionRules) {
  const { method, path, body } = request;
  const version = versionOf(request.header('accept') ?? '', rules);
  const contentType = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  try {
    const url = new URL(path, 'http://api');
    const segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    // HEAD is GET without the body, which node:http leaves out (README.md: `curl -I` shows the Link header).
    return {
      method: method === 'HEAD' ? 'GET' : method,
      segments,
      query: url.searchParams,
      version,
      contentType,
      body,
    };
  } catch {
    throw new ApiError(400, 'The request was invalid: its path is not URL encoded.');
  }
}

/**
 * Whether the request has the key as Basic user name, with the colon behind it (README.md, "Authentication") or without
 * (the Python and Ruby clients). The parameter `key` was withdrawn in 2020.
 */
export function hasKey(request: HttpRequest, apiKey: string): boolean {
  const [scheme, credentials = ''] = (request.header('authorization') ?? '').split(/ +/);
  const given = Buffer.from(credentials, 'base64').toString('utf8');
  return scheme?.toLowerCase() === 'basic' && (given === apiKey || given === `${apiKey}:`);
}

/**
 * The version that is asked for. Seen in documentation and clients: `; version=2` and ` version=2`. Without the API's
 * own type "requests may be routed incorrectly and return 404" (Integrate.io's API reference); another type is "not
 * acceptable" (README.md, 406).
 */
function versionOf(accept: string, { version2, unversioned }: VersionRules): 1 | 2 {
  if (/^\s*(\*\/\*\s*)?$/.test(accept)) {
    throw new ApiError(404, 'Not found. Is the header Accept: application/vnd.xplenty+json missing?');
  }
  const asked = /application\/vnd\.xplenty\+json(?:\s*[;,]?\s*version\s*=\s*"?([^",;\s]+))?/i.exec(accept);
  if (asked === null) throw new ApiError(406, 'The requested mime-type is not acceptable.');
  const version = asked[1] ?? String(unversioned);
  if (version !== '1' && version !== '2') throw new ApiError(406, 'The requested version is not acceptable.');
  return version === '2' && version2 ? 2 : 1;
}
