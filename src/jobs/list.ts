import type { Page } from '../api/client.ts';
import { InvalidResponseError } from '../api/errors.ts';
import type { Job } from '../api/job.ts';

/** No account has as many jobs in one status; a list that goes on is made up as it is read. */
const MAX_LISTED = 100_000;
/** How many pages may come without a new job before the list counts as one that repeats itself. */
const MAX_STALE_PAGES = 3;
/** How often in a row the reading may step back to where pages have shifted. */
const MAX_STEPS_BACK = 20;

/**
 * Reads a list to its end, page by page. Jobs leave a list while it is read, and what comes behind them moves up. So each page
 * overlaps with what was read before, by one job; where it does not, the reading steps back until it does.
 *
 * @param getPage gets the page that begins at an offset
 * @returns the jobs that are new on each page. Whatever was in the list all along is among them
 * @throws InvalidResponseError where the list never ends or repeats itself, and whatever `getPage` throws
 */
export async function* readList(getPage: (offset: number) => Promise<Page>): AsyncGenerator<readonly Job[]> {
  const seen = new Set<number>();
  let stalePages = 0;
  let stepsBack = 0;
  for (let offset = 0; ; ) {
    const { jobs, nextOffset } = await getPage(offset);
    const overlaps = offset === 0 || jobs.some(({ id }) => seen.has(id));
    if (!overlaps) {
      if (++stepsBack > MAX_STEPS_BACK) throw new InvalidResponseError('the list changed faster than it could be read');
      offset = jobs.length === 0 ? Math.floor(offset / 2) : Math.max(0, offset - jobs.length);
      continue;
    }
    stepsBack = 0;
    const news = jobs.filter(({ id }) => !seen.has(id));
    for (const { id } of news) seen.add(id);
    if (news.length > 0) yield news;
    if (nextOffset === undefined) return;
    stalePages = news.length > 0 ? 0 : stalePages + 1;
    if (stalePages >= MAX_STALE_PAGES) throw new InvalidResponseError('the list repeats itself');
    if (seen.size >= MAX_LISTED) throw new InvalidResponseError(`the list does not end after ${MAX_LISTED} jobs`);
    // One job of this page is on the next, so that a shift is seen.
    offset = Math.max(nextOffset - 1, offset + 1);
  }
}
