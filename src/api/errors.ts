import { duration, printable } from '../text.ts';

/** A request that brought no response to rely on. */
export class ApiError extends Error {
  /** A name for the error that stands alone, for instance `API key rejected (401)`. */
  readonly summary: string;
  /** Whether the same request may succeed a moment later. */
  readonly isTransient: boolean = true;
  /** Whether the service may have done what was requested. */
  readonly mayHaveActed: boolean = true;
  /** Whether the request never reached the service. */
  readonly isUndelivered: boolean = false;
  /** Whether the service turned the request away because there are too many. */
  readonly isThrottled: boolean = false;
  /** How long the service asked to be left alone. */
  readonly retryAfterMs: number | undefined;
  /** What to do about it; empty where waiting is all there is. */
  readonly advice: string = '';

  constructor(summary: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.summary = summary;
  }
}

/** The connection could not be made, or it broke before the response was complete. */
export class NetworkError extends ApiError {
  override readonly isTransient: boolean;
  override readonly mayHaveActed: boolean;
  override readonly isUndelivered: boolean;
  override readonly advice: string;

  /**
   * @param host where the request was to go
   * @param problem what went wrong, in words; `isPermanent` where it will be the same in a second
   * @param wasConnected whether a connection to the service stood when it happened
   */
  constructor(host: string, problem: NetworkProblem, wasConnected: boolean, cause?: Error) {
    super(wasConnected ? 'connection lost' : `cannot reach ${host}`, problem.text, { cause });
    this.isTransient = !problem.isPermanent;
    this.mayHaveActed = wasConnected;
    this.isUndelivered = !wasConnected;
    this.advice = problem.advice ?? (wasConnected ? '' : 'Check api-url, DNS and proxy.');
  }
}

export interface NetworkProblem {
  readonly text: string;
  readonly isPermanent?: boolean;
  readonly advice?: string;
}

/** The request, its response's body included, took longer than its timeout. */
export class TimeoutError extends NetworkError {
  /** @param proxy what a message calls the proxy that it went through */
  constructor(host: string, timeoutMs: number, wasConnected: boolean, proxy?: string) {
    const route = proxy === undefined ? '' : ` through the proxy ${proxy}`;
    const text = wasConnected ? 'no complete response' : `no connection${route}`;
    super(host, { text: `${text} within ${duration(timeoutMs)}` }, wasConnected);
  }
}

/** The request was aborted because the process has to end. */
export class AbortedError extends ApiError {
  override readonly isTransient = false;
  override readonly isUndelivered: boolean;
  override readonly mayHaveActed: boolean;

  constructor(wasConnected = true) {
    super('cancelled', 'the request was aborted before the response had come');
    this.mayHaveActed = wasConnected;
    this.isUndelivered = !wasConnected;
  }
}

const CHECK_SENDER = 'Check api-url and the proxy.';

/** The service answered with success, but not with what was requested. */
export class InvalidResponseError extends ApiError {
  override readonly advice: string;

  /** @param isFromApi whether it looks like the API's own, though it is not what was requested */
  constructor(problem: string, isFromApi = true) {
    super(isFromApi ? 'response not understood' : 'response not from the API', problem);
    this.advice = isFromApi ? '' : CHECK_SENDER;
  }
}

/** An answer of 101 to a request that asked for no other protocol. */
export function protocolSwitch(): InvalidResponseError {
  return new InvalidResponseError('HTTP 101, a switch of protocols that was not requested', false);
}

/** The service points elsewhere. That is not followed: the key goes nowhere but to `api-url`. */
export class RedirectError extends ApiError {
  override readonly isTransient = false;
  override readonly advice =
    'Redirects are not followed, so that the key goes nowhere else. If the API has moved, set api-url.';

  constructor(statusCode: number, target: string) {
    super(`redirected (${statusCode})`, `HTTP ${statusCode}, which points to ${target}`);
  }
}

/** What the API says of its own errors: a name, and what to do. https://github.com/xplenty/xplenty-api-doc-v2, "Response Codes" */
const API_ERRORS: Readonly<Record<number, readonly [summary: string, advice: string]>> = {
  401: ['API key rejected', 'Check api-key: the service does not know this key.'],
  402: ['billing problem', "Put the account's billing in order first, on its page at the service."],
  403: ['not permitted', 'Use the API key of a user who may do this in this account.'],
  404: ['not found', 'Check job-id and account-id, and that the key belongs to this account.'],
  410: ['not found', 'Check job-id and account-id, and that the key belongs to this account.'],
  429: ['rate limit reached', 'Run this step again later, or use the key of another user.'],
};

export interface HttpErrorDetails {
  /** The API's own words; undefined where its body has none. */
  readonly apiMessage?: string | undefined;
  /** What the body is where it is not the API's, for instance `an HTML page`. */
  readonly foreignBody?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** What the headers say of the rate limit, for a 429. */
  readonly rateLimit?: string | undefined;
}

/** The service, or something in front of it, answered with a status code that is not success. */
export class HttpError extends ApiError {
  readonly statusCode: number;
  override readonly isTransient: boolean;
  override readonly mayHaveActed: boolean;
  override readonly isThrottled: boolean;
  override readonly retryAfterMs: number | undefined;
  override readonly advice: string;
  /** Whether the response is the API's own, and not that of a firewall or a web server. */
  readonly isFromApi: boolean;

  constructor(statusCode: number, details: HttpErrorDetails = {}) {
    const { apiMessage, foreignBody, retryAfterMs, rateLimit } = details;
    const failed = statusCode >= 500 ? 'the API failed' : 'refused by the API';
    const [name, advice] = API_ERRORS[statusCode] ?? [failed, ''];
    const isFromApi = foreignBody === undefined;
    // Without its full stop: the sentence around it has one.
    const words = apiMessage === undefined ? 'without a message' : `"${printable(apiMessage).replace(/\.$/, '')}"`;
    super(
      isFromApi ? `${name} (${statusCode})` : `HTTP ${statusCode}, not from the API`,
      `HTTP ${statusCode} ${isFromApi ? words : `with ${foreignBody}`}${rateLimit ? `; ${rateLimit}` : ''}`,
    );
    this.statusCode = statusCode;
    this.isFromApi = isFromApi;
    this.isTransient = statusCode >= 500 || [408, 425, 429].includes(statusCode);
    // A refusal says that nothing was done. 408 only says that time ran out.
    this.mayHaveActed = statusCode >= 500 || statusCode === 408;
    this.isThrottled = statusCode === 429;
    this.retryAfterMs = retryAfterMs;
    this.advice = isFromApi ? advice : CHECK_SENDER;
  }
}

/** A request was attempted again and again, and then no more. `cause` is the error of the last attempt. */
export class RetriesExhaustedError extends Error {
  override readonly cause: ApiError;

  constructor(attempts: number, elapsedMs: number, cause: ApiError) {
    super(`${cause.message} (${attempts === 1 ? '1 attempt' : `${attempts} attempts`} in ${duration(elapsedMs)})`);
    this.cause = cause;
  }
}

/** Why there is no response: one error that a further attempt cannot help, or the last of many. */
export type RequestError = ApiError | RetriesExhaustedError;

/** @throws the error itself where it is neither: a programming error is not a failed request */
export function asRequestError(error: unknown): RequestError {
  if (error instanceof ApiError || error instanceof RetriesExhaustedError) return error;
  throw error;
}

/** The error of the only attempt, or of the last of many. */
export function lastError(error: RequestError): ApiError {
  return error instanceof RetriesExhaustedError ? error.cause : error;
}

/** Whether the service answered with one of these status codes, in its own words. */
export function hasStatus(error: RequestError, ...statusCodes: readonly number[]): boolean {
  const last = lastError(error);
  return last instanceof HttpError && last.isFromApi && statusCodes.includes(last.statusCode);
}
