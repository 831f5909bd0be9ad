import { printable } from './remote-text.ts';

/**
 * One exchange with the service that brought no answer to believe. `retryable` says whether the same request may fare
 * better a moment later; `retryAfterMs` is how long the service asked to be left alone.
 */
export class ExchangeError extends Error {
  readonly retryable: boolean = true;
  readonly retryAfterMs: number | undefined;
}

/** The connection could not be made, or it broke before the answer was whole. */
export class NetworkFault extends ExchangeError {
  /** A certificate that is wrong now, or a proxy's password, is wrong in a second too. */
  override readonly retryable: boolean;

  constructor(cause: Error) {
    const code = codeOf(cause);
    super(describe(code, cause), { cause });
    this.retryable = !isCertificateFault(code) && !isProxyRefusal(cause);
  }
}

/** The exchange, its body included, took longer than it was given. */
export class DeadlinePassed extends ExchangeError {
  constructor(deadlineMs: number) {
    super(`there was no whole answer within ${Number((deadlineMs / 1000).toFixed(deadlineMs < 1_000 ? 2 : 1))} s`);
  }
}

/** The exchange was broken off because the process has to leave. */
export class Interrupted extends ExchangeError {
  override readonly retryable = false;

  constructor() {
    super('it was broken off before the answer had come');
  }
}

/** The body grew past what any job's answer can be. It was not read to its end. */
export class AnswerTooLarge extends ExchangeError {
  constructor(limitBytes: number) {
    super(`the answer is larger than ${limitBytes} bytes, or in smaller pieces, than any job's is`);
  }
}

/** The service answered with success, but not with the job that was asked about. */
export class NotAJob extends ExchangeError {}

/** The service points elsewhere. It is not followed: the key goes nowhere but to `api-url`. */
export class Redirected extends ExchangeError {
  override readonly retryable = false;

  constructor(statusCode: number, target: string) {
    super(
      `the service answered ${statusCode} and points to ${target}. Redirects are not followed, so that the key goes ` +
        'nowhere else. If the API has moved, set api-url',
    );
  }
}

// https://github.com/xplenty/xplenty-api-doc-v2, "Response Codes"
const PASSING_TROUBLE = new Set([408, 429, 500, 502, 503, 504]);

/** The service answered with a status code that is not success. */
export class ApiRefusal extends ExchangeError {
  override readonly retryable: boolean;
  override readonly retryAfterMs: number | undefined;
  readonly statusCode: number;

  /**
   * @param statusCode the answer's
   * @param apiMessage the API's own words, as they came
   * @param retryAfterMs what its `Retry-After` asks for
   */
  constructor(statusCode: number, apiMessage: string, retryAfterMs?: number) {
    const words = apiMessage === '' ? 'without a message' : `"${printable(apiMessage)}"`;
    super(`the API answered ${statusCode} ${words}`);
    this.statusCode = statusCode;
    this.retryable = PASSING_TROUBLE.has(statusCode);
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the refusal is about the caller (key, billing, rights, rate) and says nothing of the job. */
  get isAboutTheCaller(): boolean {
    return [401, 402, 403, 407, 429].includes(this.statusCode);
  }

  /** Whether the service refused what it was asked, rather than failing at it. 408 says that time ran out, no more. */
  get isRefusal(): boolean {
    return this.statusCode >= 400 && this.statusCode < 500 && this.statusCode !== 408;
  }
}

/** A request was tried again and again, and then no more. `cause` is what the last try met. */
export class GaveUp extends Error {
  override readonly cause: ExchangeError;
  readonly tries: number;

  constructor(tries: number, elapsedMs: number, last: ExchangeError) {
    const times = tries === 1 ? 'once' : `${tries} times`;
    super(`tried ${times} in ${(elapsedMs / 1000).toFixed(1)} s; at the last try ${last.message}`);
    this.cause = last;
    this.tries = tries;
  }
}

/** What stood in the way of an answer: one fault that a further try cannot mend, or the last of many tries. */
export type Failure = ExchangeError | GaveUp;

/** What stood in the way in the end, whether at the only try or at the last of many. */
export function lastFault(failure: Failure): ExchangeError {
  return failure instanceof GaveUp ? failure.cause : failure;
}

function codeOf(cause: Error): string {
  return (cause as NodeJS.ErrnoException).code ?? '';
}

/** The names that OpenSSL and Node give to certificates they do not accept (Node's documentation, TLS, "X509 errors"). */
function isCertificateFault(code: string): boolean {
  return /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA/.test(code);
}

/** The words of `tunnel`, the proxy library under @actions/http-client, for a proxy's answer of 4xx to CONNECT. */
function isProxyRefusal(cause: Error): boolean {
  return /^tunneling socket .*statusCode=4\d\d/.test(cause.message);
}

function describe(code: string, cause: Error): string {
  if (isCertificateFault(code)) {
    return (
      `the certificate of the service is not accepted (${code}). ` +
      'If a private authority signed it, name its file in NODE_EXTRA_CA_CERTS'
    );
  }
  if (isProxyRefusal(cause)) {
    return `the proxy in HTTPS_PROXY refused the way to the service (${printable(cause.message, 200)}). Check its user and password`;
  }
  const told = new Map([
    ['ECONNREFUSED', 'the connection was refused'],
    ['ECONNRESET', 'the connection broke before the answer was whole'],
    ['EPIPE', 'the connection broke before the request was sent'],
    ['ETIMEDOUT', 'the connection could not be made in time'],
    ['ENOTFOUND', 'the host name is not known'],
    ['EAI_AGAIN', 'the host name could not be looked up'],
  ]).get(code);
  // Node leaves an error of several addresses at once (AggregateError) without words.
  const words = cause.message === '' ? code : cause.message;
  const detail = printable(words.includes(code) ? words : `${code}: ${words}`, 200);
  return `${told ?? 'the exchange failed'} (${detail})`;
}
