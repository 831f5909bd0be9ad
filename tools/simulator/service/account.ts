import { Clusters } from './clusters.ts';
import type { Job, JobSeed } from './job.ts';
import type { ListRequest } from './list-request.ts';
import { type JobRules, StoredJob } from './stored-job.ts';

/** The jobs and clusters of one account, and its clock. */
export class Account {
  readonly clusters: Clusters;
  /** What the user no longer watches, as `jobs/305`: whoever made a job or cluster watches it (watch-clusters-and-jobs.md). */
  readonly unwatched = new Set<string>();
  /** States besides the documented ones that some job was seeded with. */
  readonly extraStates = new Set<string>();
  readonly #jobs = new Map<number, StoredJob>();
  readonly #rules: JobRules;
  readonly #now: () => number;
  #byCreation: StoredJob[] | undefined;
  #nextId = 1;

  /** @param now the time in milliseconds since 1970, as the service has it */
  constructor(rules: JobRules, clustersUrl: () => string, now: () => number) {
    this.#rules = rules;
    this.#now = now;
    this.clusters = new Clusters(clustersUrl);
  }

  /** @throws Error when the ID is taken, or no whole number above 0 */
  add(seed: JobSeed): StoredJob {
    const id = seed.id ?? this.#nextId;
    if (!Number.isSafeInteger(id) || id < 1) throw new Error(`A job's id is a whole number above 0, not ${id}`);
    if (this.#jobs.has(id)) throw new Error(`There is a job ${id} already`);
    const job = new StoredJob(id, seed, this.#rules, this.#now());
    this.#jobs.set(id, job);
    this.#nextId = Math.max(this.#nextId, id + 1);
    this.#byCreation = undefined;
    this.clusters.mention(seed.cluster_id ?? 1, this.#now());
    for (const state of [seed.status, seed.simulate?.detour?.status, seed.simulate?.answers?.status]) {
      if (typeof state === 'string') this.extraStates.add(state);
    }
    return job;
  }

  find(id: number): StoredJob | undefined {
    return this.#jobs.get(id);
  }

  truth(job: StoredJob): Job {
    return job.answer(this.#now());
  }

  /** All jobs, oldest first. */
  all(): StoredJob[] {
    this.#byCreation ??= [...this.#jobs.values()].sort((a, b) => a.createdMs - b.createdMs || a.id - b.id);
    return this.#byCreation;
  }

  /** One page of the jobs that pass the filters, and how many pass them. */
  list(asked: ListRequest): { page: StoredJob[]; total: number } {
    const nowMs = this.#now();
    const passing = this.all().filter(
      (job) =>
        (asked.packageId === undefined || job.packageId === asked.packageId) &&
        (asked.status === 'all' || job.status(nowMs) === asked.status) &&
        (asked.sinceMs === Number.NEGATIVE_INFINITY || job.updatedMs(nowMs) >= asked.sinceMs),
    );
    const sorted = asked.sort === 'updated' ? byUpdate(passing, nowMs) : passing;
    if (asked.direction === 'desc') sorted.reverse();
    return { page: sorted.slice(asked.offset, asked.offset + asked.limit), total: sorted.length };
  }
}

function byUpdate(jobs: StoredJob[], nowMs: number): StoredJob[] {
  const dated = jobs.map((job) => ({ job, updatedMs: job.updatedMs(nowMs) }));
  return dated.sort((a, b) => a.updatedMs - b.updatedMs || a.job.id - b.job.id).map(({ job }) => job);
}
