import type { CallOptions, JobsApi, Page } from '../../src/api/client.ts';
import { AbortedError, InvalidResponseError, TimeoutError } from '../../src/api/errors.ts';
import type { Job, JobRef } from '../../src/api/job.ts';
import { aJob } from '../a-job.ts';
import type { EventClock } from '../event-clock.ts';
import { HANGS, type Kind, NEVER_BEGUN } from './kinds.ts';

/** One request and what came of it. */
export interface Exchange {
  readonly jobId: number;
  readonly method: 'DELETE' | 'GET';
  /** Whether it was sent while jobs were waited for. */
  readonly isInWait: boolean;
  readonly startedAtMs: number;
  /** False where it was aborted before it began. */
  readonly isBegun: boolean;
  kind: Kind;
  /** The status that it showed, once it has. */
  status: string | undefined;
  /** Whether somebody stopped waiting before anything came. */
  isAborted: boolean;
  isEnded: boolean;
}

const RESPONSE_MS = 100;
const REQUEST_TIMEOUT_MS = 30_000;
/** More requests than any run has use for. */
const MAX_REQUESTS = 1_000;

export interface Behaviour {
  /** What comes of the next request for a job. */
  readonly kindFor: (jobId: number) => Kind;
  /** Called as a request begins. Returns how much longer than usual it takes, in milliseconds. */
  readonly onRequest: (exchange: Exchange, index: number) => number;
}

/** The API below the retries, which plays what it is given. */
export class ModelApi implements JobsApi {
  readonly rateLimit = undefined;
  readonly exchanges: Exchange[] = [];
  isWaiting = false;
  readonly #clock: EventClock;
  readonly #behaviour: Behaviour;

  constructor(clock: EventClock, behaviour: Behaviour) {
    this.#clock = clock;
    this.#behaviour = behaviour;
  }

  terminate(ref: JobRef, options?: CallOptions): Promise<Job | undefined> {
    return this.#request('DELETE', ref, options);
  }

  async get(ref: JobRef, options?: CallOptions): Promise<Job> {
    const job = await this.#request('GET', ref, options);
    if (job === undefined) throw new InvalidResponseError('the response is JSON, but not an object');
    return job;
  }

  list(): Promise<Page> {
    throw new Error('two jobs are not listed');
  }

  #request(method: 'DELETE' | 'GET', { id }: JobRef, options: CallOptions = {}): Promise<Job | undefined> {
    const { signal } = options;
    const { exchanges } = this;
    if (exchanges.length >= MAX_REQUESTS) throw new Error('there is no end to the requests');
    const begin = (kind: Kind): Exchange => {
      const startedAtMs = this.#clock.nowMs();
      const rest = { status: undefined, isAborted: false, isEnded: false };
      const exchange: Exchange = {
        jobId: id,
        method,
        isInWait: this.isWaiting,
        startedAtMs,
        isBegun: kind !== NEVER_BEGUN,
        kind,
        ...rest,
      };
      exchanges.push(exchange);
      return exchange;
    };
    if (signal?.aborted) {
      begin(NEVER_BEGUN).isEnded = true;
      return Promise.reject(new AbortedError(false));
    }
    const exchange = begin(this.#behaviour.kindFor(id));
    const delayMs = this.#behaviour.onRequest(exchange, exchanges.length - 1);
    const timeoutMs = Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, REQUEST_TIMEOUT_MS);
    const responseMs = exchange.kind.hangs ? Number.POSITIVE_INFINITY : RESPONSE_MS + delayMs;
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        stop();
        exchange.isAborted = true;
        reject(new AbortedError(true));
      };
      const onEnd = () => {
        signal?.removeEventListener('abort', onAbort);
        exchange.isEnded = true;
        if (timeoutMs < responseMs) {
          exchange.kind = HANGS;
          reject(new TimeoutError('api.example.com', timeoutMs, true));
        } else if (exchange.kind.error !== undefined) {
          reject(exchange.kind.error);
        } else {
          const { statuses } = exchange.kind;
          exchange.status = statuses[exchanges.length % statuses.length];
          resolve(exchange.status === undefined ? undefined : aJob(id, exchange.status));
        }
      };
      const stop = this.#clock.after(Math.min(responseMs, timeoutMs), onEnd);
      signal?.addEventListener('abort', onAbort);
    });
  }
}
