import { MAX_CONCURRENCY } from '../concurrency.ts';
import { Http, type HttpOptions, type RateLimit, type RequestLog, type RequestOptions } from './http.ts';
import { type Job, type JobRef, parseJob, parseJobs } from './job.ts';
import { jsonOf } from './response.ts';

/** The version of package.json, which a test holds it to: the bundle brings no package.json of ours. */
export const VERSION = '1.0.0';

export const PAGE_SIZE = 100;
/** A hundred jobs, whose variables may be long. */
const MAX_LIST_BYTES = 16 * 1024 * 1024;
/** Version 1 knows neither `package_id` nor the `Link` header. */
const VERSION_2 = { Accept: 'application/vnd.xplenty+json; version=2' };

export type CallOptions = Pick<RequestOptions, 'signal' | 'timeoutMs'>;

/** What a list is asked to show. An old server ignores `packageId`. */
export interface ListQuery {
  readonly status: string;
  readonly packageId?: number | undefined;
}

/** A part of a list, oldest job first. */
export interface Page {
  readonly jobs: readonly Job[];
  /** Where the next page begins; undefined behind the last one. */
  readonly nextOffset: number | undefined;
}

/** The API's calls about jobs, one method a call, one attempt a call. All of them throw ApiError. */
export interface JobsApi {
  /** What is left of the hourly allowance, as the last response told it. */
  readonly rateLimit: RateLimit | undefined;
  /** Requests the stop of a job. The job that comes back has not stopped yet: get it until it has. */
  terminate(ref: JobRef, options?: CallOptions): Promise<Job>;
  get(ref: JobRef, options?: CallOptions): Promise<Job>;
  list(accountId: string, query: ListQuery, offset: number, options?: CallOptions): Promise<Page>;
}

/** https://github.com/xplenty/xplenty-api-doc-v2, "Job" */
export class Client implements JobsApi {
  readonly #http: Http;
  readonly #redact: (text: string) => string;

  /** @param redact takes secrets out of what errors quote of a response, before it is cut */
  constructor(http: Http, redact: (text: string) => string = String) {
    this.#http = http;
    this.#redact = redact;
  }

  get rateLimit(): RateLimit | undefined {
    return this.#http.rateLimit;
  }

  terminate(ref: JobRef, options?: CallOptions): Promise<Job> {
    return this.#job('DELETE', ref, options);
  }

  get(ref: JobRef, options?: CallOptions): Promise<Job> {
    return this.#job('GET', ref, options);
  }

  async list(accountId: string, asked: ListQuery, offset: number, options?: CallOptions): Promise<Page> {
    const query = new URLSearchParams({ status: asked.status, sort: 'created', direction: 'asc' });
    if (asked.packageId !== undefined) query.set('package_id', String(asked.packageId));
    query.set('offset', String(offset));
    query.set('limit', String(PAGE_SIZE));
    const request = { ...options, query, headers: VERSION_2, maxBodyBytes: MAX_LIST_BYTES };
    const response = await this.#http.request('GET', `/${accountId}/api/jobs`, request);
    const jobs = parseJobs(jsonOf(response, this.#redact));
    return { jobs, nextOffset: nextOffset(response.headers.link?.toString(), offset, jobs.length) };
  }

  async #job(method: string, ref: JobRef, options?: CallOptions): Promise<Job> {
    const response = await this.#http.request(method, `/${ref.accountId}/api/jobs/${ref.id}`, options);
    return parseJob(jsonOf(response, this.#redact), ref.id);
  }
}

/**
 * @param redact takes secrets out of what errors quote of a response, before it is cut
 * @param onRequestEnd called for every request that ended, however it ended
 */
export function connect(
  options: Pick<HttpOptions, 'apiUrl' | 'requestTimeoutMs' | 'proxy'> & { readonly apiKey: string },
  redact: (text: string) => string,
  onRequestEnd: (request: RequestLog) => void,
): Client {
  const { apiUrl, apiKey, requestTimeoutMs, proxy } = options;
  const headers = {
    Accept: 'application/vnd.xplenty+json',
    // As documented: the key is the user name, the password is empty.
    Authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
    'User-Agent': `terminate-xplenty-job/${VERSION}`,
  };
  const http = new Http({ apiUrl, headers, requestTimeoutMs, maxSockets: MAX_CONCURRENCY, proxy, onRequestEnd });
  return new Client(http, redact);
}

/**
 * Where the next page begins: as the `Link` header says, and where none speaks of pages, behind a page that was full. Of
 * the header only the offset is taken: its address is the server's to write, and the key goes nowhere else.
 */
export function nextOffset(link: string | undefined, offset: number, count: number): number | undefined {
  if (!/\brel="?(next|prev|previous|first|last)\b/i.test(link ?? ''))
    return count >= PAGE_SIZE ? offset + count : undefined;
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1];
  if (target === undefined) return undefined;
  const next = Number(/[?&]offset=(\d+)/.exec(target)?.[1] ?? offset + count);
  return next > offset && count > 0 ? next : undefined;
}

/** No account has as many jobs in one status; a list that goes on is made up as it is read. */
const MAX_LISTED = 100_000;

/**
 * Reads a list page by page. A job that changes while the list is read may be missing from it.
 *
 * @param getPage gets the page that begins at an offset
 * @throws whatever `getPage` throws
 */
export async function* listJobs(getPage: (offset: number) => Promise<Page>): AsyncGenerator<readonly Job[]> {
  const seen = new Set<number>();
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const { jobs, nextOffset }: Page = await getPage(offset);
    yield jobs;
    // A server that ignores `offset` shows the same page for ever.
    const isNew = jobs.some(({ id }) => !seen.has(id));
    for (const { id } of jobs) seen.add(id);
    offset = isNew && seen.size < MAX_LISTED ? nextOffset : undefined;
  }
}
