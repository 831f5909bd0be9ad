import * as http from 'node:http';
import * as https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { HttpClient } from '@actions/http-client';
import { systemClock } from '../clock.ts';
import { agentFor } from './agent.ts';
import { networkProblem } from './connection-errors.ts';
import { AbortedError, ApiError, InvalidResponseError, NetworkError, protocolSwitch, TimeoutError } from './errors.ts';
import { type ProxySettings, proxyName } from './proxy.ts';
import { RequestState } from './request-state.ts';

/** A job's response has some 1 kB; what is larger than this comes from something else. */
const MAX_BODY_BYTES = 1024 * 1024;
/** A body in more chunks than this comes a byte or two at a time, and would take two hundred times its size in memory. */
const MAX_CHUNKS = 20_000;
/** The longest that Node's timers can wait: 24 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface HttpOptions {
  /** The address of the API. Its path, if it has one, comes before every path that is requested. */
  readonly apiUrl: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The timeout of one request: connecting, headers and body. */
  readonly requestTimeoutMs: number;
  readonly proxy?: ProxySettings | undefined;
  /** Called for every request that ended, however it ended. */
  readonly onRequestEnd?: ((request: RequestLog) => void) | undefined;
}

/** One request, for the log. */
export interface RequestLog {
  readonly method: string;
  readonly path: string;
  /** The response's status code, or the error's message. */
  readonly result: string;
  readonly elapsedMs: number;
  /** As the last response that told it. */
  readonly rateLimit: RateLimit | undefined;
}

/** A user's hourly allowance of credits: 5,000 requests, as a rule. Past it, the service answers 429. */
export interface RateLimit {
  readonly remaining: number;
  readonly limit: number;
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface RequestOptions {
  /** The part of the address behind the path. */
  readonly query?: URLSearchParams | undefined;
  /** Headers of this request, over those of all. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly maxBodyBytes?: number | undefined;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
  /** A timeout shorter than that of all requests. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Bounded requests over @actions/http-client: a timeout that covers the body, a limit on what is read, no redirects.
 *
 * Of the client only `requestRaw` is used. `request()` would follow redirects, `readBody()` never settles when the
 * connection breaks inside the body, and neither can be aborted.
 */
export class Http {
  /** As the last response that told it. */
  rateLimit: RateLimit | undefined;
  readonly #options: HttpOptions;
  readonly #client: HttpClient;
  readonly #agent: http.Agent;

  constructor(options: HttpOptions) {
    this.#options = options;
    // The client's own idle timeout must never come before ours. Node may run timers late, and then a longer one first.
    this.#client = new HttpClient(undefined, [], { socketTimeout: MAX_TIMER_MS });
    this.#agent = agentFor(options.apiUrl.protocol, options.proxy);
  }

  /**
   * Sends one request and reads its response to the end.
   *
   * @param method GET or DELETE
   * @param path what comes after `apiUrl`, made only of segments that were checked
   * @throws ApiError, never for a status code
   */
  async request(method: string, path: string, options: RequestOptions = {}): Promise<HttpResponse> {
    const startedAt = systemClock.nowMs();
    const logEnd = (result: string) => {
      const elapsedMs = systemClock.nowMs() - startedAt;
      this.#options.onRequestEnd?.({ method, path, result, elapsedMs, rateLimit: this.rateLimit });
    };
    try {
      const response = await this.#withinTimeout(options, (signal, state) =>
        this.#send(method, path, options, signal, state),
      );
      this.rateLimit = parseRateLimit(response.headers) ?? this.rateLimit;
      logEnd(String(response.statusCode));
      return response;
    } catch (error) {
      logEnd((error as Error).message);
      throw error;
    }
  }

  /** Closes every connection, though the server would keep them open for minutes. */
  close(): void {
    this.#agent.destroy();
  }

  /**
   * The call races the signal that aborts it, since `requestRaw` never settles on an answer of 101 or an abort before
   * CONNECT is answered. The timer also keeps the process alive meanwhile: a Node that runs out of work ends.
   */
  async #withinTimeout<T>(
    options: RequestOptions,
    call: (signal: AbortSignal, state: RequestState) => Promise<T>,
  ): Promise<T> {
    if (options.signal?.aborted) throw new AbortedError(false);
    const { apiUrl, requestTimeoutMs, proxy } = this.#options;
    const timeoutMs = Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, requestTimeoutMs);
    const controller = new AbortController();
    const { signal } = controller;
    const state = new RequestState(() => controller.abort(protocolSwitch()));
    const onAbort = () => controller.abort(new AbortedError(state.isConnected));
    const onTimeout = () => {
      const name = proxy && proxyName(proxy);
      controller.abort(new TimeoutError(apiUrl.host, timeoutMs, state.isConnected, name));
    };
    const timer = setTimeout(onTimeout, timeoutMs);
    options.signal?.addEventListener('abort', onAbort);
    try {
      return await untilAborted(signal, call(signal, state));
    } catch (error) {
      throw signal.aborted ? signal.reason : this.#asApiError(error, state);
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
    }
  }

  async #send(
    method: string,
    path: string,
    options: RequestOptions,
    signal: AbortSignal,
    state: RequestState,
  ): Promise<HttpResponse> {
    const { apiUrl, headers } = this.#options;
    const query = options.query === undefined ? '' : `?${options.query}`;
    const base = apiUrl.pathname.endsWith('/') ? apiUrl.pathname.slice(0, -1) : apiUrl.pathname;
    const { hostname, port } = urlToHttpOptions(apiUrl);
    // Without `href`: early releases of Node 20 take options with one for a URL, and leave out `path` (nodejs/node #48921).
    const request = {
      protocol: apiUrl.protocol,
      hostname,
      port,
      path: `${base}${path}${query}`,
      method,
      headers: { ...headers, ...options.headers },
      agent: this.#agent,
      signal,
      tunnelSignal: signal,
    };
    const httpModule = state.follow(apiUrl.protocol === 'https:' ? https : http);
    const info = { options: request, parsedUrl: apiUrl, httpModule };
    const { message } = await this.#client.requestRaw(info, null as never);
    const body = await readBody(message, options.maxBodyBytes ?? MAX_BODY_BYTES);
    return { statusCode: message.statusCode ?? 0, headers: message.headers, body };
  }

  /** What the network, TLS, the HTTP parser or a proxy reports. Anything else is a programming error, and stays one. */
  #asApiError(error: unknown, { isConnected }: RequestState): unknown {
    if (error instanceof ApiError) return error;
    const problem = networkProblem(error);
    return problem === undefined
      ? error
      : new NetworkError(this.#options.apiUrl.host, problem, isConnected, error as Error);
  }
}

/**
 * Settles as `promise` does, or rejects with the signal's reason. With `Promise.race` the signal would hold the response for
 * as long as anything holds the signal, and V8 holds what each `requestRaw` is given until a full collection.
 */
function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Reads a body while it stays small. */
async function readBody(message: http.IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes || chunks.length > MAX_CHUNKS) {
      throw new InvalidResponseError(`the body is larger than ${maxBytes} bytes, or in smaller chunks, than any job's`);
    }
  }
  const body = Buffer.concat(chunks).toString();
  // JSON.parse does not take a byte order mark.
  return body.startsWith('\uFEFF') ? body.slice(1) : body;
}

/** Reads `X-RateLimit-Limit` and `X-RateLimit-Remaining`; undefined where either is missing or not a number. */
function parseRateLimit(headers: http.IncomingHttpHeaders): RateLimit | undefined {
  const remaining = Number.parseInt(String(headers['x-ratelimit-remaining']), 10);
  const limit = Number.parseInt(String(headers['x-ratelimit-limit']), 10);
  return remaining >= 0 && limit > 0 ? { remaining, limit } : undefined;
}
