import { type Creator, isoTime } from './job.ts';
import type { Listed } from './list.ts';

/** A cluster to begin with: any fields of resources/cluster.md. What is left out is made up. */
export type ClusterSeed = {
  id: number;
  status?: string;
  created_at?: string;
  creator?: Creator;
  [field: string]: unknown;
};

const PENDING_MS = 2000;
const TERMINATING_MS = 3000;

/** A cluster that is kept. Its state is looked up when somebody asks. */
export class StoredCluster implements Listed {
  readonly id: number;
  readonly createdMs: number;
  readonly creator: Creator;
  readonly #seed: ClusterSeed;
  #terminatedMs: number | undefined;

  constructor(seed: ClusterSeed, nowMs: number) {
    this.id = seed.id;
    this.createdMs = seed.created_at === undefined ? nowMs : Date.parse(seed.created_at);
    this.creator = seed.creator ?? { type: 'User', id: 1 };
    this.#seed = seed;
  }

  /** Begins the end of the cluster, whatever runs on it. */
  terminate(nowMs: number): this {
    this.#terminatedMs ??= nowMs;
    return this;
  }

  /** `pending_terminate` is what the terminate call answers (terminate-cluster.md). */
  status(nowMs: number): string {
    const forMs = nowMs - (this.#terminatedMs ?? nowMs);
    if (this.#terminatedMs === undefined) return this.#seed.status ?? 'available';
    if (forMs < PENDING_MS) return 'pending_terminate';
    return forMs < PENDING_MS + TERMINATING_MS ? 'terminating' : 'terminated';
  }

  updatedMs(nowMs: number): number {
    const endMs = (this.#terminatedMs ?? 0) + PENDING_MS + TERMINATING_MS;
    return this.#terminatedMs !== undefined && nowMs >= endMs ? endMs : (this.#terminatedMs ?? this.createdMs);
  }

  /** Version 1's fields, in the order of its list-clusters.md. */
  fields(nowMs: number, running: number, url: string): Record<string, unknown> {
    const status = this.status(nowMs);
    const updatedAt = isoTime(this.updatedMs(nowMs));
    const { creator: _creator, ...seeded } = this.#seed;
    return {
      ...{ id: this.id, name: `Cluster ${this.id}`, description: null, status, owner_id: 1, plan_id: null, nodes: 2 },
      ...{ type: 'production', created_at: isoTime(this.createdMs), updated_at: updatedAt },
      available_since: ['pending', 'creating', 'error'].includes(status) ? null : isoTime(this.createdMs),
      terminated_at: status === 'terminated' ? updatedAt : null,
      ...{ running_jobs_count: running, url },
      ...{ terminate_on_idle: false, time_to_idle: 3600, terminated_on_idle: false },
      ...{ region: 'amazon-web-services::us-east-1', zone: 'us-east-1b' },
      ...seeded,
      status,
    };
  }
}
