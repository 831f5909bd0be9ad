import type { ListQuery, Page } from '../../src/api/client.ts';
import { type ApiError, HttpError } from '../../src/api/errors.ts';
import type { Job } from '../../src/api/job.ts';
import { aJob } from '../a-job.ts';

/** What a job of the account is now. */
export interface Truth {
  readonly id: number;
  status: string;
  readonly clusterId: number;
  /** When it changed last, in changes of the account. */
  changed: number;
}

const PAGE_SIZE = 2;

/** What happens before a request. */
export type Move =
  | { readonly what: 'nothing' }
  /** These jobs take a status, one after the other. */
  | { readonly what: 'status'; readonly ids: readonly number[]; readonly status: string }
  | { readonly what: 'new job'; readonly clusterId: number }
  | { readonly what: 'error'; readonly error: ApiError };

/** An account whose jobs move while its lists are read, in small pages. */
export class MovingList {
  readonly jobs: Truth[];
  requests = 0;
  readonly #moveBefore: (request: number) => Move;
  readonly #onMoved: () => void;
  readonly #namesNextPage: boolean;
  #changes = 0;

  /**
   * @param namesNextPage whether a page says if there is another one; version 1 of the API does not
   * @param moveBefore what happens before a request, counted from 0
   * @param onMoved called before each request, when that has happened
   */
  constructor(
    jobs: readonly Truth[],
    namesNextPage: boolean,
    moveBefore: (request: number) => Move,
    onMoved: () => void = () => undefined,
  ) {
    this.#namesNextPage = namesNextPage;
    this.jobs = jobs.map((job) => ({ ...job }));
    this.#moveBefore = moveBefore;
    this.#onMoved = onMoved;
  }

  list({ status, newestChangeFirst }: ListQuery, offset: number): Page {
    this.#move();
    const listed = this.jobs.filter((job) => job.status === status);
    if (newestChangeFirst) listed.sort((one, other) => other.changed - one.changed);
    const jobs = listed.slice(offset, offset + PAGE_SIZE).map(shown);
    const hasNext = this.#namesNextPage ? offset + PAGE_SIZE < listed.length : jobs.length === PAGE_SIZE;
    return { jobs, nextOffset: hasNext ? offset + PAGE_SIZE : undefined };
  }

  get(id: number): Job {
    this.#move();
    const job = this.jobs.find((one) => one.id === id);
    if (job === undefined) throw new HttpError(404);
    return shown(job);
  }

  #move(): void {
    const move = this.#moveBefore(this.requests++);
    if (move.what === 'status') for (const id of move.ids) this.#change(id, move.status);
    if (move.what === 'new job') {
      const id = this.jobs.length + 1;
      this.jobs.push({ id, status: 'running', clusterId: move.clusterId, changed: ++this.#changes });
    }
    this.#onMoved();
    if (move.what === 'error') throw move.error;
  }

  #change(id: number, status: string): void {
    const job = this.jobs.find((one) => one.id === id);
    if (job === undefined || ['stopped', 'completed', 'failed'].includes(job.status)) return;
    Object.assign(job, { status, changed: ++this.#changes });
  }
}

function shown({ id, status, clusterId, changed }: Truth): Job {
  const updated = new Date(Date.UTC(2026, 0, 1) + changed * 1_000).toISOString();
  return aJob(id, status, { cluster_id: clusterId, updated_at: updated });
}
