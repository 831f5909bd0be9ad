import type { Client } from '../../client.ts';
import { NotAJob } from '../../errors.ts';
import { isNumberOrText, type Job, readFields, readJob } from '../../job.ts';

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
 * Lists the jobs of an account, page by page, oldest first. Filters are asked for, not relied on: an old server
 * ignores `package_id`. A job that changes while the list is read may be missing from it.
 *
 * @throws ExchangeError, and what `retry` makes of it
 */
export async function* listJobs(
  client: Client,
  accountId: string,
  asked: ListFilter,
  page: ListOptions,
): AsyncGenerator<Job[]> {
  const seen = new Set<number>();
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const query = new URLSearchParams({ status: asked.status, sort: 'created', direction: 'asc' });
    if (asked.packageId !== undefined) query.set('package_id', String(asked.packageId));
    query.set('offset', String(offset));
    query.set('limit', String(PAGE_SIZE));
    const fixed = { interrupt: page.interrupt, query, headers: VERSION_2, largestBodyBytes: LARGEST_LIST_BYTES };
    const { jobs, next }: ListPage = await page.retry(async () => {
      const timeoutMs = page.timeLeftMs && Math.max(0, page.timeLeftMs());
      const { json, headers } = await client.request('GET', `/${accountId}/api/jobs`, { ...fixed, timeoutMs });
      const listed = readJobs(json);
      return { jobs: listed, next: nextOffset(headers.link?.toString(), offset ?? 0, listed.length) };
    });
    yield jobs;
    // A server that ignores `offset` shows the same page for ever.
    const isNews = jobs.some(({ id }) => !seen.has(id));
    for (const { id } of jobs) seen.add(id);
    offset = isNews && seen.size < MOST_LISTED ? next : undefined;
  }
}

/**
 * Believes an answer only if it is a list of jobs, one by one.
 *
 * @throws NotAJob for anything else
 */
export function readJobs(answer: unknown): Job[] {
  if (!Array.isArray(answer)) throw new NotAJob('the answer is JSON, but not a list of jobs');
  return answer.map((entry) => {
    const { id: told } = readFields(entry);
    const id = isNumberOrText(told) ? Number(told) : Number.NaN;
    if (!(Number.isSafeInteger(id) && id > 0)) throw new NotAJob('the list has an entry without a job ID');
    return readJob(entry, id);
  });
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
