import type * as http from 'node:http';
import type * as https from 'node:https';
import { HttpClient } from '@actions/http-client';
import { nowMs } from './clock.ts';
import { type Credits, readCredits } from './credits.ts';
import { ExchangeError, NetworkFault } from './errors.ts';
import { readBody, send, withinDeadline } from './exchange.ts';

/** A job's answer has some 1 kB; what is larger than this comes from something else. */
const LARGEST_BODY_BYTES = 1024 * 1024;

export interface TransportOptions {
  /** Where the API is. Its path, if it has one, comes before every path that is called. */
  apiUrl: URL;
  headers: Record<string, string>;
  /** The deadline of one exchange: connecting, headers and body. */
  requestTimeoutMs: number;
  /** How many connections are open at once at most. */
  connections: number;
  /** Told of every exchange that ended, however it ended. */
  onExchange?: (exchange: Exchange) => void;
}

/** What one exchange was about, for whoever keeps a log. */
export interface Exchange {
  method: string;
  path: string;
  /** The answer's status code, or the fault in words. */
  outcome: string;
  elapsedMs: number;
  /** What is left of the hourly allowance, as far as any answer has told. */
  credits: Credits | undefined;
}

export interface Answer {
  statusCode: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface ExchangeOptions {
  /** The part of the address behind the path. */
  query?: URLSearchParams | undefined;
  /** Headers of this exchange, over those of all. */
  headers?: Record<string, string> | undefined;
  largestBodyBytes?: number | undefined;
  /** Breaks the exchange off, at once. */
  interrupt?: AbortSignal | undefined;
  /** A deadline shorter than the transport's own. */
  timeoutMs?: number | undefined;
}

/**
 * One HTTP exchange at a time over @actions/http-client: with a deadline, a bound on what is read, and no redirects.
 *
 * Only the client's agents (keep-alive, proxies) and its plain request are used. `request()` would follow redirects,
 * `readBody()` never settles when the connection breaks inside the body, and neither can be stopped from outside.
 */
export class Transport {
  /** As the last answer that spoke of them told it. */
  credits: Credits | undefined;
  readonly #options: TransportOptions;
  readonly #client: HttpClient;
  readonly #agent: http.Agent;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#client = new HttpClient(undefined, [], {
      keepAlive: true,
      maxSockets: options.connections,
      // The client's own idle timeout of three minutes must not come before our deadline.
      socketTimeout: options.requestTimeoutMs * 2,
    });
    this.#agent = this.#client.getAgent(options.apiUrl.href);
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says. The tunnel through a proxy takes TLS options from the agent alone.
    (this.#agent as https.Agent).options.rejectUnauthorized = true;
  }

  /**
   * Sends one request and reads its answer to the end.
   *
   * @param method GET or DELETE
   * @param path what comes after `apiUrl`, made only of segments that were checked
   * @throws NetworkFault, DeadlinePassed, AnswerTooLarge or Interrupted; never for a status code
   */
  async exchange(method: string, path: string, options: ExchangeOptions = {}): Promise<Answer> {
    const { apiUrl, headers, requestTimeoutMs } = this.#options;
    const request = { method, headers: { ...headers, ...options.headers }, agent: this.#agent };
    const timeoutMs = Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, requestTimeoutMs);
    const startedAt = nowMs();
    const tell = (outcome: string) => {
      const elapsedMs = nowMs() - startedAt;
      this.#options.onExchange?.({ method, path, outcome, elapsedMs, credits: this.credits });
    };
    try {
      const answer = await withinDeadline(timeoutMs, options.interrupt, async (onRequest) => {
        const message = await send(this.#client, addressOf(apiUrl, path, options.query), request, onRequest);
        const body = await readBody(message, options.largestBodyBytes ?? LARGEST_BODY_BYTES);
        return { statusCode: message.statusCode ?? 0, headers: message.headers, body };
      });
      this.credits = readCredits(answer.headers) ?? this.credits;
      tell(String(answer.statusCode));
      return answer;
    } catch (error) {
      const fault = error instanceof ExchangeError ? error : new NetworkFault(error as Error);
      tell(fault.message);
      throw fault;
    }
  }

  /** Closes every connection, though the server would keep them open for minutes. */
  close(): void {
    this.#client.dispose();
  }
}

function addressOf(apiUrl: URL, path: string, query: URLSearchParams | undefined): URL {
  const url = new URL(apiUrl);
  url.pathname = apiUrl.pathname.replace(/\/$/, '') + path;
  url.search = String(query ?? '');
  return url;
}
