import type { Page } from '../api/client.ts';

/** How many pages are requested before they are needed, at most. */
const MAX_PAGES_AHEAD = 3;

/**
 * The pages of a list, of which the next few are requested while one is awaited. For a list of two pages one of these
 * requests is in vain, for a long one three.
 *
 * A page may so be older than the one before it. Where the two share a job, there is no gap between them all the same, since
 * jobs never change places in a list.
 */
export class PagesAhead {
  readonly #getPage: (offset: number) => Promise<Page>;
  /** By offset. */
  readonly #requested = new Map<number, Promise<Page>>();
  #offset = 0;
  #count = 0;

  /** @param getPage gets the page that begins at an offset */
  constructor(getPage: (offset: number) => Promise<Page>) {
    this.#getPage = getPage;
  }

  /**
   * Gets a page, and requests those that follow it as this one follows the page before.
   *
   * @throws whatever `getPage` throws; called again, it requests the page anew
   */
  get(offset: number): Promise<Page> {
    const page = this.#requested.get(offset) ?? this.#getPage(offset);
    this.#requested.delete(offset);
    const step = offset - this.#offset;
    const ahead = step > 0 ? Math.min(this.#count, MAX_PAGES_AHEAD) : 0;
    for (let pages = 1; pages <= ahead; pages++) this.#request(offset + pages * step);
    this.#offset = offset;
    this.#count += 1;
    return page;
  }

  /** Waits for what was requested in vain, lest it add to the requests that come next. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#requested.values());
  }

  #request(offset: number): void {
    if (this.#requested.has(offset)) return;
    const page = this.#getPage(offset);
    // The error of a page that is not needed does not matter.
    page.catch(() => undefined);
    this.#requested.set(offset, page);
  }
}
