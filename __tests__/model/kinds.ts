import { type ApiError, HttpError, InvalidResponseError, NetworkError, RedirectError } from '../../src/api/errors.ts';

/** What can come of a request for one job. */
export interface Kind {
  readonly name: string;
  /** The statuses that it may show; empty where it shows none. */
  readonly statuses: readonly string[];
  /** Undefined where the response is a success. */
  readonly error?: ApiError;
  /** Whether the request can have reached the service. */
  readonly isDelivered: boolean;
  /** Whether a terminate call that ended like this can have been carried out, at once or later. */
  readonly canHaveActed: boolean;
  /** Nothing comes until somebody stops waiting for it. */
  readonly hangs?: boolean;
}

function shows(...statuses: readonly string[]): Kind {
  return { name: statuses.join(' or '), statuses, isDelivered: true, canHaveActed: true };
}

function fails(name: string, error: ApiError, canHaveActed: boolean, isDelivered = true): Kind {
  return { name, statuses: [], error, isDelivered, canHaveActed };
}

function refuses(statusCode: number): Kind {
  return fails(String(statusCode), new HttpError(statusCode, { apiMessage: 'no' }), false);
}

const HOST = 'api.example.com';
const problem = { text: 'it broke' };

export const HANGS: Kind = { ...fails('hangs', new NetworkError(HOST, problem, true), true), hangs: true };
/** What the client makes of a request that is aborted before it begins. */
export const NEVER_BEGUN = fails('never begun', new NetworkError(HOST, problem, false), false, false);

/** All kinds there are. Statuses that mean the same take turns. */
export const KINDS: readonly Kind[] = [
  shows('pending_stoppage', 'pending_terminate', 'stopping'),
  shows('running', 'queued', 'pending', 'idle'),
  shows('stopped'),
  shows('completed'),
  shows('failed'),
  shows('a new status'),
  { name: 'no body', statuses: [], isDelivered: true, canHaveActed: true },
  ...[401, 402, 403, 404, 409, 410, 422].map(refuses),
  fails('429', new HttpError(429, { apiMessage: 'no', retryAfterMs: 5_000 }), false),
  fails('500', new HttpError(500, { apiMessage: 'no' }), true),
  fails('not delivered', new NetworkError(HOST, problem, false), false, false),
  fails('not delivered, for good', new NetworkError(HOST, { ...problem, isPermanent: true }, false), false, false),
  fails('lost', new NetworkError(HOST, problem, true), true),
  HANGS,
  fails('redirect', new RedirectError(302, 'elsewhere'), true),
  fails('200 not of the API', new InvalidResponseError('HTTP 200 with an HTML page', false), true),
  fails('404 not of the API', new HttpError(404, { foreignBody: 'an HTML page' }), false),
];
