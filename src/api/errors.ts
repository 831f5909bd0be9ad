import { printable } from '../text.ts';

/**
 * A request that brought no response to rely on. `isTransient` says whether the same request may succeed a moment later;
 * `retryAfterMs` is how long the service asked to be left alone.
 */
export class ApiError extends Error {
  readonly isTransient: boolean = true;
  readonly retryAfterMs: number | undefined;
}

/** The connection could not be made, or it broke before the response was complete. */
export class NetworkError extends ApiError {
  /** A certificate that is wrong now, or a proxy's password, is wrong in a second too. */
  override readonly isTransient: boolean;

  constructor(cause: Error) {
    const code = codeOf(cause);
    super(describe(code, cause), { cause });
    this.isTransient = !isCertificateError(code) && !isProxyRefusal(cause);
  }
}

/** A proxy answered CONNECT with a status code other than 200: there is no connection to the service. */
export class ProxyRefusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number) {
    super(`statusCode=${statusCode}`);
    this.statusCode = statusCode;
  }
}

/** The request, its response's body included, took longer than its timeout. */
export class TimeoutError extends ApiError {
  constructor(timeoutMs: number) {
    super(`there was no whole answer within ${Number((timeoutMs / 1000).toFixed(timeoutMs < 1_000 ? 2 : 1))} s`);
  }
}

/** The request was aborted because the process has to end. */
export class AbortedError extends ApiError {
  override readonly isTransient = false;

  constructor() {
    super('it was broken off before the answer had come');
  }
}

/** The service answered with success, but not with what was requested. */
export class InvalidResponseError extends ApiError {}

/** The service points elsewhere. That is not followed: the key goes nowhere but to `api-url`. */
export class RedirectError extends ApiError {
  override readonly isTransient = false;

  constructor(statusCode: number, target: string) {
    super(
      `the service answered ${statusCode} and points to ${target}. Redirects are not followed, so that the key goes ` +
        'nowhere else. If the API has moved, set api-url',
    );
  }
}

// https://github.com/xplenty/xplenty-api-doc-v2, "Response Codes"
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);

/** The service answered with a status code that is not success. */
export class HttpError extends ApiError {
  override readonly isTransient: boolean;
  override readonly retryAfterMs: number | undefined;
  readonly statusCode: number;

  /**
   * @param statusCode the response's
   * @param apiMessage the API's own words, as they came
   * @param retryAfterMs what its `Retry-After` asks for
   */
  constructor(statusCode: number, apiMessage: string, retryAfterMs?: number) {
    const words = apiMessage === '' ? 'without a message' : `"${printable(apiMessage)}"`;
    super(`the API answered ${statusCode} ${words}`);
    this.statusCode = statusCode;
    this.isTransient = TRANSIENT.has(statusCode);
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the error is about the caller (key, billing, rights, rate) and says nothing of the job. */
  get isAboutCaller(): boolean {
    return [401, 402, 403, 407, 429].includes(this.statusCode);
  }

  /** Whether the service refused the request, rather than failing at it. 408 only says that time ran out. */
  get isRefusal(): boolean {
    return this.statusCode >= 400 && this.statusCode < 500 && this.statusCode !== 408;
  }
}

/** A request was attempted again and again, and then no more. `cause` is the error of the last attempt. */
export class RetriesExhaustedError extends Error {
  override readonly cause: ApiError;

  constructor(attempts: number, elapsedMs: number, cause: ApiError) {
    const times = attempts === 1 ? 'once' : `${attempts} times`;
    super(`tried ${times} in ${(elapsedMs / 1000).toFixed(1)} s; at the last try ${cause.message}`);
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

export function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

/** The names that OpenSSL and Node give to certificates they do not accept (Node's documentation, TLS, "X509 errors"). */
function isCertificateError(code: string): boolean {
  return /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA/.test(code);
}

/** A proxy that fails with 502 or 503 may have recovered in a second; one that refuses has not. */
function isProxyRefusal(cause: Error): boolean {
  return cause instanceof ProxyRefusal && cause.statusCode >= 400 && cause.statusCode < 500;
}

const CONNECTION_ERRORS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke before the answer was whole',
  EPIPE: 'the connection broke before the request was sent',
  ETIMEDOUT: 'the connection could not be made in time',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
};

function describe(code: string, cause: Error): string {
  if (isCertificateError(code)) {
    return (
      `the certificate of the service is not accepted (${code}). ` +
      'If a private authority signed it, name its file in NODE_EXTRA_CA_CERTS'
    );
  }
  if (cause instanceof ProxyRefusal) {
    const advice = isProxyRefusal(cause) ? '. Check its user and password' : '';
    return `the proxy in HTTPS_PROXY refused the way to the service (${cause.message})${advice}`;
  }
  // Node leaves an error of several addresses at once (AggregateError) without words.
  const words = cause.message === '' ? code : cause.message;
  const detail = printable(words.includes(code) ? words : `${code}: ${words}`, 200);
  return `${CONNECTION_ERRORS[code] ?? 'the exchange failed'} (${detail})`;
}
