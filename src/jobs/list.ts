import type { Page } from '../api/client.ts';
import { InvalidResponseError } from '../api/errors.ts';
import type { Job } from '../api/job.ts';

/** Some 99,000 jobs, more than any account has in one status: a list that goes on is made up as it is read. */
const MAX_REQUESTS = 1_000;
/** How many requests in a row may bring no new job. */
const MAX_IN_VAIN = 20;

/**
 * Reads a list to its end, page by page. Jobs leave a list while it is read, and what comes behind them moves up. So each
 * page overlaps with what was read before, by one job at first; where it does not, the reading steps back until it does,
 * and overlaps by more while jobs go on leaving.
 *
 * @param getPage gets the page that begins at an offset
 * @returns the jobs that are new on each page. Whatever is in the list from the first request to the last is among them
 * @throws InvalidResponseError where the list never ends or repeats itself, and whatever `getPage` throws
 */
export async function* readList(getPage: (offset: number) => Promise<Page>): AsyncGenerator<readonly Job[]> {
  const seen = new Set<number>();
  let overlap = 1;
  let inVain = 0;
  let offset = 0;
  for (let requests = 1; requests <= MAX_REQUESTS; requests++) {
    const { jobs, nextOffset } = await getPage(offset);
    const overlaps = offset === 0 || jobs.some(({ id }) => seen.has(id));
    const news = overlaps ? jobs.filter(({ id }) => !seen.has(id)) : [];
    for (const { id } of news) seen.add(id);
    if (news.length > 0) yield news;
    if (overlaps && nextOffset === undefined) return;
    inVain = news.length > 0 ? 0 : inVain + 1;
    if (inVain >= MAX_IN_VAIN) {
      throw new InvalidResponseError('the list repeats itself, or changed faster than it could be read');
    }
    if (overlaps && nextOffset !== undefined) {
      // Where no job has left since, less will do. Never more than half a page, so that each brings the reading forward.
      if (jobs.length - news.length >= overlap) overlap = Math.ceil(overlap / 2);
      overlap = Math.min(overlap, Math.ceil(jobs.length / 2));
      offset = Math.max(nextOffset - overlap, offset + 1);
    } else {
      overlap *= 2;
      offset = Math.max(0, offset - overlap);
    }
  }
  throw new InvalidResponseError(`the list does not end within ${MAX_REQUESTS} requests`);
}
