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
  /** Sorts by the time of the last change, newest first. Otherwise the oldest job comes first. */
  readonly newestChangeFirst?: boolean;
}

/** A part of a list. */
export interface Page {
  readonly jobs: readonly Job[];
  /** Where the next page begins; undefined behind the last one. */
  readonly nextOffset: number | undefined;
}

/** The API's calls about jobs, one method a call, one attempt a call. All of them throw ApiError. */
export interface JobsApi {
  /** What is left of the hourly allowance, as the last response told it. */
  readonly rateLimit: RateLimit | undefined;
  /**
   * Requests the stop of a job. The job that comes back has not stopped yet: get it until it has.
   *
   * @returns undefined where the call was accepted without a body (202, 204)
   */
  terminate(ref: JobRef, options?: CallOptions): Promise<Job | undefined>;
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

  async terminate(ref: JobRef, options?: CallOptions): Promise<Job | undefined> {
    const json = await this.#request('DELETE', ref, options);
    return json === undefined ? undefined : parseJob(json, ref.id);
  }

  async get(ref: JobRef, options?: CallOptions): Promise<Job> {
    return parseJob(await this.#request('GET', ref, options), ref.id);
  }

  async list(accountId: string, asked: ListQuery, offset: number, options?: CallOptions): Promise<Page> {
    const order = asked.newestChangeFirst
      ? { sort: 'updated', direction: 'desc' }
      : { sort: 'created', direction: 'asc' };
    const query = new URLSearchParams({ status: asked.status, ...order });
    if (asked.packageId !== undefined) query.set('package_id', String(asked.packageId));
    query.set('offset', String(offset));
    query.set('limit', String(PAGE_SIZE));
    const request = { ...options, query, headers: VERSION_2, maxBodyBytes: MAX_LIST_BYTES };
    const response = await this.#http.request('GET', `/${accountId}/api/jobs`, request);
    const jobs = parseJobs(jsonOf(response, this.#redact));
    return { jobs, nextOffset: nextOffset(response.headers.link?.toString(), offset, jobs.length) };
  }

  async #request(method: string, { accountId, id }: JobRef, options?: CallOptions): Promise<unknown> {
    return jsonOf(await this.#http.request(method, `/${accountId}/api/jobs/${id}`, options), this.#redact);
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
    'Accept-Encoding': 'identity',
    'User-Agent': `terminate-xplenty-job/${VERSION}`,
  };
  const http = new Http({ apiUrl, headers, requestTimeoutMs, proxy, onRequestEnd });
  return new Client(http, redact);
}

/**
 * Where the next page begins. Of the `Link` header (RFC 8288) only counts whether it names a next page: its offsets are not
 * reliable (the documentation's own example counts oddly), and its address is the server's to write. Version 1 has none:
 * there, another page may follow one that was full.
 */
export function nextOffset(link: string | undefined, offset: number, count: number): number | undefined {
  // `<address>; name=token; name="text"`, of which a header has several, separated by commas.
  const links = /<[^<>]*>((?:"(?:[^"\\]|\\.)*"|[^,"])*)/g;
  const parameter = /;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g;
  const relations = [...(link ?? '').matchAll(links)].flatMap(([, parameters = '']) => {
    // Of several parameters `rel`, the first counts.
    const [, , quoted, token] =
      [...parameters.matchAll(parameter)].find(([, name]) => name?.toLowerCase() === 'rel') ?? [];
    return (quoted ?? token ?? '').toLowerCase().split(/\s+/);
  });
  const speaksOfPages = relations.some((relation) => /^(next|prev|previous|first|last)$/.test(relation));
  const hasNext = speaksOfPages ? relations.includes('next') : count >= PAGE_SIZE;
  return hasNext ? offset + count : undefined;
}
