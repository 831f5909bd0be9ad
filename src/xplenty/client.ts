import type { Credits } from './credits.ts';
import { type Job, type JobRef, readJob } from './job.ts';
import type { Answer, ExchangeOptions, Transport } from './transport.ts';

/** What an answer says that is a success. */
interface Success {
  readonly json: unknown;
  readonly headers: Answer['headers'];
}

/**
 * The API, one method a call, one try a call. Every method throws an ExchangeError where there is no job to return.
 * https://github.com/xplenty/xplenty-api-doc-v2, "Job"
 */
export class Client {
  readonly #transport: Transport;
  readonly #conceal: (text: string) => string;

  /** @param conceal takes secrets out of what errors quote of an answer, before it is cut */
  constructor(transport: Transport, conceal: (text: string) => string = String) {
    this.#transport = transport;
    this.#conceal = conceal;
  }

  /** What is left of the hourly allowance, as the last answer told it. */
  get credits(): Credits | undefined {
    return this.#transport.credits;
  }

  /** Asks for the stop of a job. The job that comes back has not stopped yet: look at it until it has. */
  terminate(ref: JobRef, options?: ExchangeOptions): Promise<Job> {
    return this.#job('DELETE', ref, options);
  }

  /** Looks at a job. */
  look(ref: JobRef, options?: ExchangeOptions): Promise<Job> {
    return this.#job('GET', ref, options);
  }

  async #job(method: string, ref: JobRef, options?: ExchangeOptions): Promise<Job> {
    const { json } = await this.request(method, `/${ref.accountId}/api/jobs/${ref.id}`, options);
    return readJob(json, ref.id);
  }

  /**
   * Any call, for those that are not about one job.
   *
   * @returns what the answer's body says, and its headers
   */
  async request(method: string, path: string, options?: ExchangeOptions): Promise<Success> {
    const answer = await this.#transport.exchange(method, path, options);
    const { statusCode, headers, body } = answer;
    if (statusCode >= 200 && statusCode < 300) {
      try {
        return { json: JSON.parse(body), headers };
      } catch {
        // It is told below what it is in place of JSON.
      }
    }
    const { faultOf } = await import('./later/fault/fault.ts');
    throw faultOf(answer, this.#conceal);
  }
}
