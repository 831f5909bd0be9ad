import { type ClusterSeed, StoredCluster } from './cluster.ts';
import type { JobSeed } from './job.ts';
import { isPendingStop } from './lifecycle.ts';
import { byCreation } from './list.ts';
import type { View } from './representation.ts';
import { type JobRules, StoredJob } from './stored-job.ts';

/** The jobs and clusters of one account, and its clock. */
export class Account {
  /** What the user no longer watches, as `jobs/305`: who makes an item watches it (watch-clusters-and-jobs.md). */
  readonly unwatched = new Set<string>();
  /** The service's time in milliseconds since 1970. */
  readonly now: () => number;
  readonly jobById = new Map<number, StoredJob>();
  readonly clusterById = new Map<number, StoredCluster>();
  readonly #rules: JobRules;
  #byCreation: StoredJob[] | undefined;
  #nextId = 1;

  constructor(rules: JobRules, now: () => number) {
    this.#rules = rules;
    this.now = now;
  }

  /** @throws Error when the ID is taken, or no whole number above 0 */
  addJob(seed: JobSeed): StoredJob {
    const id = seed.id ?? this.#nextId;
    if (!Number.isSafeInteger(id) || id < 1) throw new Error(`A job's id is a whole number above 0, not ${id}`);
    if (this.jobById.has(id)) throw new Error(`There is a job ${id} already`);
    const job = new StoredJob(id, seed, this.#rules, this.now());
    this.jobById.set(id, job);
    this.#nextId = Math.max(this.#nextId, id + 1);
    this.#byCreation = undefined;
    if (!this.clusterById.has(job.clusterId)) this.addCluster({ id: job.clusterId });
    return job;
  }

  addCluster(seed: ClusterSeed): void {
    this.clusterById.set(seed.id, new StoredCluster(seed, this.now()));
  }

  /** All jobs, oldest first. */
  jobs(): readonly StoredJob[] {
    this.#byCreation ??= [...this.jobById.values()].sort(byCreation);
    return this.#byCreation;
  }

  /** All clusters, oldest first. */
  clusters(): readonly StoredCluster[] {
    return [...this.clusterById.values()].sort(byCreation);
  }

  /** How many jobs each cluster has now. They are counted when somebody asks, and once: ten thousand take a millisecond. */
  jobCounts(): View['counts'] {
    const counts = new Map<number, { running: number; queued: number }>();
    const countJobs = (nowMs: number) => {
      for (const job of this.jobs()) {
        const status = job.status(nowMs);
        const count = counts.get(job.clusterId) ?? { running: 0, queued: 0 };
        if (status === 'queued') count.queued += 1;
        else if (status === 'running' || status === 'stopping' || isPendingStop(status)) count.running += 1;
        counts.set(job.clusterId, count);
      }
    };
    return (clusterId) => {
      if (counts.size === 0) countJobs(this.now());
      return counts.get(clusterId) ?? { running: 0, queued: 0 };
    };
  }
}
