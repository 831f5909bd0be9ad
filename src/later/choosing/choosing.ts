import type { Cancellation } from '../../cancellation.ts';
import { NotChosen } from '../../errors.ts';
import { TRIES } from '../../termination.ts';
import type { Client } from '../../xplenty/client.ts';
import { ApiRefusal, ExchangeError, GaveUp } from '../../xplenty/errors.ts';
import { ACTIVE_STATES, type JobFilter } from '../../xplenty/filter.ts';
import type { Job } from '../../xplenty/job.ts';
import { listJobs } from '../../xplenty/later/listing/listing.ts';
import { type FailedTry, withRetries } from '../../xplenty/retry.ts';
import { matches } from './matches.ts';

export * from './journal.ts';

/** Enough for jobs that move while the list is read; an account that moves faster than this cannot be listed. */
const MOST_PASSES = 5;

interface Means {
  readonly client: Client;
  readonly interrupt: AbortSignal;
  readonly retry: <T>(call: () => Promise<T>) => Promise<T>;
}

/**
 * Chooses the jobs of an account that a filter means, each once, in the order in which they were found.
 *
 * The list is a moving target: jobs change state, and pages shift under whoever reads them. So the states are read in
 * the order in which a job goes through them, again and again until a pass shows what the pass before showed; a job that
 * the last pass did not show is looked at by itself, for it may have become one that the filter excludes.
 *
 * @throws NotChosen
 */
export async function chooseJobs(
  accountId: string,
  filter: JobFilter,
  client: Client,
  cancellation: Cancellation,
  onFailedTry: (failed: FailedTry) => void,
): Promise<Job[]> {
  const interrupt = cancellation.requested;
  const retry: Means['retry'] = (call) => withRetries(call, { tries: TRIES, hurry: interrupt, onFailedTry });
  try {
    return await choose(accountId, filter, { client, interrupt, retry });
  } catch (error) {
    if (!(error instanceof ExchangeError || error instanceof GaveUp)) throw error;
    throw new NotChosen(error, interrupt.aborted);
  }
}

async function choose(accountId: string, filter: JobFilter, means: Means): Promise<Job[]> {
  const chosen = new Map<number, Job>();
  let found: ReadonlyMap<number, Job> = new Map();
  let shownBefore = '';
  for (let number = 1; number <= MOST_PASSES; number++) {
    const pass = await onePass(accountId, filter, means);
    found = pass.found;
    for (const job of found.values()) chosen.set(job.id, job);
    if (number > 1 && pass.shown === shownBefore) break;
    shownBefore = pass.shown;
  }
  for (const id of chosen.keys()) {
    if (found.has(id)) continue;
    const job = await means.retry(() => means.client.look({ accountId, id }, means)).catch(gone);
    if (job !== undefined && matches(job, filter)) chosen.set(id, job);
    else chosen.delete(id);
  }
  return [...chosen.values()];
}

interface Pass {
  /** The jobs that match, as last shown. */
  readonly found: ReadonlyMap<number, Job>;
  /** Which jobs each list has shown, matching or not: any of them shifts the pages when it leaves. */
  readonly shown: string;
}

async function onePass(accountId: string, filter: JobFilter, means: Means): Promise<Pass> {
  const found = new Map<number, Job>();
  const shown: string[] = [];
  for (const status of ACTIVE_STATES.filter((state) => filter.states.includes(state))) {
    for await (const page of listJobs(means.client, accountId, { status, packageId: filter.packageId }, means)) {
      // The later sight of a job counts: it may have become one that is not meant.
      for (const job of page) {
        shown.push(`${status} ${job.id}`);
        if (matches(job, filter)) found.set(job.id, job);
        else found.delete(job.id);
      }
    }
  }
  return { found, shown: shown.join() };
}

function gone(error: unknown): undefined {
  if (error instanceof ApiRefusal && error.statusCode === 404) return undefined;
  throw error;
}
