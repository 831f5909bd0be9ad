import * as http from 'node:http';
import * as https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { HttpClient } from '@actions/http-client';
import { systemClock } from '../clock.ts';
import {
  AbortedError,
  ApiError,
  codeOf,
  InvalidResponseError,
  NetworkError,
  ProxyRefusal,
  TimeoutError,
} from './errors.ts';
import { ProxyAgent, type ProxySettings } from './proxy.ts';

/** A job's response has some 1 kB; what is larger than this comes from something else. */
const MAX_BODY_BYTES = 1024 * 1024;
/** A body in more chunks than this comes a byte or two at a time, and would take two hundred times its size in memory. */
const MAX_CHUNKS = 20_000;

export interface HttpOptions {
  /** The address of the API. Its path, if it has one, comes before every path that is requested. */
  readonly apiUrl: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The timeout of one request: connecting, headers and body. */
  readonly requestTimeoutMs: number;
  /** How many connections are open at once at most. */
  readonly maxSockets: number;
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
    // The client's idle timeout of three minutes must not come before ours.
    this.#client = new HttpClient(undefined, [], { socketTimeout: options.requestTimeoutMs * 2 });
    this.#agent = agentFor(options);
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
      const response = await this.#withinTimeout(options, (signal) => this.#send(method, path, options, signal));
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
  async #withinTimeout<T>(options: RequestOptions, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const timeoutMs = Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, this.#options.requestTimeoutMs);
    const controller = new AbortController();
    const abort = () => controller.abort(new AbortedError());
    if (options.signal?.aborted) throw new AbortedError();
    options.signal?.addEventListener('abort', abort);
    const timer = setTimeout(() => controller.abort(new TimeoutError(timeoutMs)), timeoutMs);
    const { signal } = controller;
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    try {
      return await Promise.race([aborted, call(signal)]);
    } catch (error) {
      throw signal.aborted ? signal.reason : asApiError(error);
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', abort);
    }
  }

  async #send(method: string, path: string, options: RequestOptions, signal: AbortSignal): Promise<HttpResponse> {
    const { apiUrl } = this.#options;
    const url = new URL(apiUrl);
    url.pathname = apiUrl.pathname.replace(/\/$/, '') + path;
    url.search = String(options.query ?? '');
    const request = { method, headers: { ...this.#options.headers, ...options.headers }, agent: this.#agent, signal };
    // An agent's createConnection() does not see `signal`: the request to a proxy is aborted by this one.
    const info = {
      options: { ...urlToHttpOptions(url), ...request, proxySignal: signal },
      parsedUrl: url,
      httpModule: url.protocol === 'https:' ? https : http,
    };
    const { message } = await this.#client.requestRaw(info, null as never);
    const body = await readBody(message, options.maxBodyBytes ?? MAX_BODY_BYTES);
    return { statusCode: message.statusCode ?? 0, headers: message.headers, body };
  }
}

function agentFor({ apiUrl, maxSockets, proxy }: HttpOptions): http.Agent {
  const options = { keepAlive: true, maxSockets };
  if (apiUrl.protocol !== 'https:') return new http.Agent(options);
  // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
  const tls = { ...options, rejectUnauthorized: true };
  return proxy === undefined ? new https.Agent(tls) : new ProxyAgent(proxy, tls);
}

/** Reads a body while it stays small. */
async function readBody(message: http.IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > maxBytes || chunks.length >= MAX_CHUNKS) {
      throw new InvalidResponseError(
        `the answer is larger than ${maxBytes} bytes, or in smaller pieces, than any job's is`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What the network, TLS, the HTTP parser or a proxy report has a code. Anything else is a programming error, and stays one. */
function asApiError(error: unknown): unknown {
  if (error instanceof ApiError || error instanceof TypeError) return error;
  // Not `instanceof Error`: Jest runs tests with an Error of their own, which Node's errors are none of.
  const cause = error as Error;
  return codeOf(cause) !== '' || cause instanceof ProxyRefusal ? new NetworkError(cause) : error;
}

/** Reads `X-RateLimit-Limit` and `X-RateLimit-Remaining`; undefined where either is missing or not a number. */
function parseRateLimit(headers: http.IncomingHttpHeaders): RateLimit | undefined {
  const remaining = Number.parseInt(String(headers['x-ratelimit-remaining']), 10);
  const limit = Number.parseInt(String(headers['x-ratelimit-limit']), 10);
  return remaining >= 0 && limit > 0 ? { remaining, limit } : undefined;
}
