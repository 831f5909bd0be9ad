import * as http from 'node:http';
import * as https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { HttpClient } from '@actions/http-client';
import { nowMs } from './clock.ts';
import { type Credits, readCredits } from './credits.ts';
import { AnswerTooLarge, DeadlinePassed, ExchangeError, Interrupted, NetworkFault } from './errors.ts';

/** A job's answer has some 1 kB; what is larger than this comes from something else. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** A body in more pieces than this comes a byte or two at a time, and would take two hundred times its size in memory. */
const MOST_PIECES = 20_000;

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
    const startedAt = nowMs();
    const tell = (outcome: string) => {
      const elapsedMs = nowMs() - startedAt;
      this.#options.onExchange?.({ method, path, outcome, elapsedMs, credits: this.credits });
    };
    try {
      const answer = await this.#withinDeadline(options, (onRequest) => this.#send(method, path, options, onRequest));
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

  /**
   * The call races its deadline and is not only told of it: the client's callback may never come (an answer of 101 is
   * enough). The timer also keeps the process alive while it does not.
   */
  async #withinDeadline<T>(
    options: ExchangeOptions,
    call: (onRequest: (request: http.ClientRequest) => void) => Promise<T>,
  ): Promise<T> {
    if (options.interrupt?.aborted) throw new Interrupted();
    const timeoutMs = Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, this.#options.requestTimeoutMs);
    let request: http.ClientRequest | undefined;
    const stopped = Promise.withResolvers<never>();
    const stop = (fault: ExchangeError) => {
      stopped.reject(fault);
      request?.destroy();
    };
    const timer = setTimeout(() => stop(new DeadlinePassed(timeoutMs)), timeoutMs);
    const interrupt = () => stop(new Interrupted());
    options.interrupt?.addEventListener('abort', interrupt);
    const onRequest = (sent: http.ClientRequest) => {
      request = sent;
    };
    try {
      return await Promise.race([stopped.promise, call(onRequest)]);
    } finally {
      clearTimeout(timer);
      options.interrupt?.removeEventListener('abort', interrupt);
    }
  }

  async #send(
    method: string,
    path: string,
    options: ExchangeOptions,
    onRequest: (request: http.ClientRequest) => void,
  ): Promise<Answer> {
    const { apiUrl } = this.#options;
    const url = new URL(apiUrl);
    url.pathname = apiUrl.pathname.replace(/\/$/, '') + path;
    url.search = String(options.query ?? '');
    const headers = { ...this.#options.headers, ...options.headers };
    const { request } = url.protocol === 'https:' ? https : http;
    // The client keeps its request to itself, and it has to be broken off. An AbortSignal among the options does that too,
    // but Node compiles a dozen functions for the first of them (bench/README.md).
    const httpModule = {
      request: (...args: Parameters<typeof https.request>) => {
        const sent = request(...args);
        onRequest(sent);
        return sent;
      },
    } as unknown as typeof https;
    const info = {
      options: { ...urlToHttpOptions(url), method, headers, agent: this.#agent },
      parsedUrl: url,
      httpModule,
    };
    const message = await new Promise<http.IncomingMessage>((resolve, reject) => {
      this.#client.requestRawWithCallback(info, null, (error, response) => {
        if (response === undefined) reject(error);
        else resolve(response.message);
      });
    });
    const body = await readBody(message, options.largestBodyBytes ?? LARGEST_BODY_BYTES);
    return { statusCode: message.statusCode ?? 0, headers: message.headers, body };
  }
}

/**
 * Reads a body while it stays small. By events: to iterate a stream Node compiles a dozen functions more. A body that is cut off makes the stream emit an error.
 */
function readBody(message: http.IncomingMessage, largestBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    message.on('error', reject);
    message.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size > largestBytes || pieces.length >= MOST_PIECES) message.destroy(new AnswerTooLarge(largestBytes));
      else pieces.push(piece);
    });
    message.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
  });
}
