import type { Credits } from './credits.ts';
import { ApiRefusal, NotAJob, Redirected } from './errors.ts';
import { type Job, type JobRef, readJob, readJobs } from './job.ts';
import { printable } from './remote-text.ts';
import type { Answer, ExchangeOptions, Transport } from './transport.ts';

const PAGE_SIZE = 100;
/** No account has as many jobs in one state; a list that goes on is made up as it is read. */
const MOST_LISTED = 100_000;
/** A hundred jobs, whose variables may be long. */
const LARGEST_LIST_BYTES = 16 * 1024 * 1024;
/** Version 1 knows neither `package_id` nor the `Link` header. */
const VERSION_2 = { Accept: 'application/vnd.xplenty+json; version=2' };

export interface ListFilter {
  status: string;
  packageId?: number | undefined;
}

export interface ListOptions {
  interrupt: AbortSignal;
  /** How long a page that is asked for now may take, in milliseconds; the transport's own deadline unless told. */
  timeLeftMs?: (() => number) | undefined;
  /** Put around the call of each page. */
  retry: <T>(call: () => Promise<T>) => Promise<T>;
}

interface ListPage {
  jobs: Job[];
  next: number | undefined;
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

  /**
   * Lists the jobs of an account, page by page, oldest first. Filters are asked for, not relied on: an old server
   * ignores `package_id`. A job that changes while the list is read may be missing from it.
   *
   * @throws ExchangeError, and what `retry` makes of it
   */
  async *list(accountId: string, asked: ListFilter, page: ListOptions): AsyncGenerator<Job[]> {
    const seen = new Set<number>();
    for (let offset: number | undefined = 0; offset !== undefined; ) {
      const query = new URLSearchParams({ status: asked.status, sort: 'created', direction: 'asc' });
      if (asked.packageId !== undefined) query.set('package_id', String(asked.packageId));
      query.set('offset', String(offset));
      query.set('limit', String(PAGE_SIZE));
      const fixed = { interrupt: page.interrupt, query, headers: VERSION_2, largestBodyBytes: LARGEST_LIST_BYTES };
      const { jobs, next }: ListPage = await page.retry(async () => {
        const timeoutMs = page.timeLeftMs && Math.max(0, page.timeLeftMs());
        const answer = await this.#transport.exchange('GET', `/${accountId}/api/jobs`, { ...fixed, timeoutMs });
        const listed = readJobs(parseSuccess(answer, this.#conceal));
        return { jobs: listed, next: nextOffset(answer.headers.link?.toString(), offset ?? 0, listed.length) };
      });
      yield jobs;
      // A server that ignores `offset` shows the same page for ever.
      const isNews = jobs.some(({ id }) => !seen.has(id));
      for (const { id } of jobs) seen.add(id);
      offset = isNews && seen.size < MOST_LISTED ? next : undefined;
    }
  }

  async #job(method: string, ref: JobRef, options?: ExchangeOptions): Promise<Job> {
    const answer = await this.#transport.exchange(method, `/${ref.accountId}/api/jobs/${ref.id}`, options);
    return readJob(parseSuccess(answer, this.#conceal), ref.id);
  }
}

function parseSuccess(answer: Answer, conceal: (text: string) => string): unknown {
  const { statusCode, headers, body } = answer;
  if (statusCode >= 300 && statusCode < 400)
    throw new Redirected(statusCode, redirectTarget(headers.location && conceal(headers.location)));
  if (statusCode < 200 || statusCode >= 300) {
    throw new ApiRefusal(statusCode, apiMessage(body, conceal), retryAfterMs(headers['retry-after']));
  }
  const json = parseJson(body);
  if (json === undefined) throw new NotAJob(`the answer is not JSON, but ${kindOf(conceal(body))}`);
  return json;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The `message` of an error's body. A proxy's body may be HTML or nothing: then that is told. */
function apiMessage(body: string, conceal: (text: string) => string): string {
  const json = parseJson(body) as { message?: unknown } | null | undefined;
  return typeof json?.message === 'string' ? conceal(json.message) : body === '' ? '' : kindOf(conceal(body));
}

function kindOf(body: string): string {
  if (body.trim() === '') return 'empty';
  if (/^\s*</.test(body)) return 'a page of HTML or XML';
  return `the text ${printable(body, 100)}`;
}

/** Only the host is told: the rest of the address is the server's to write. */
function redirectTarget(location: string | undefined): string {
  if (location === undefined) return 'no address';
  const here = 'https://here.invalid';
  const url = URL.canParse(location, here) ? new URL(location, here) : undefined;
  if (url === undefined || url.origin === here) return 'another path on the same host, or to no valid address';
  return url.host === '' ? 'an address without a host' : `the host ${printable(url.host, 100)}`;
}

/** A year. It is told as a length of time, and nobody waits for it. */
const LONGEST_RETRY_AFTER_MS = 365 * 24 * 3_600_000;

/** `Retry-After` in both its forms, seconds and a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Math.min(Number(header) * 1000, LONGEST_RETRY_AFTER_MS);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Where the next page begins: as the `Link` header says, and where none speaks of pages, behind a page that was full. Of the
 * header only the offset is taken: its address is the server's to write, and the key goes nowhere else.
 */
export function nextOffset(link: string | undefined, offset: number, count: number): number | undefined {
  if (!/\brel="?(next|prev|previous|first|last)\b/i.test(link ?? ''))
    return count >= PAGE_SIZE ? offset + count : undefined;
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1];
  if (target === undefined) return undefined;
  const next = Number(/[?&]offset=(\d+)/.exec(target)?.[1] ?? offset + count);
  return next > offset && count > 0 ? next : undefined;
}
