import { isoTime } from './job.ts';

/** A cluster in short (resources/cluster.md): enough to see whether somebody tore it down. */
export interface Cluster {
  id: number;
  name: string;
  status: string;
  owner_id: number;
  nodes: number;
  type: string;
  created_at: string;
  updated_at: string;
  terminated_at: string | null;
  url: string;
}

const PENDING_MS = 2000;
const TERMINATING_MS = 3000;

/** The clusters of an account. A cluster is there as soon as a job names it. */
export class Clusters {
  readonly #clusters = new Map<number, { createdMs: number; terminatedMs: number | undefined }>();
  readonly #url: () => string;

  constructor(url: () => string) {
    this.#url = url;
  }

  mention(id: number, nowMs: number): void {
    if (!this.#clusters.has(id)) this.#clusters.set(id, { createdMs: nowMs, terminatedMs: undefined });
  }

  /** Begins the end of a cluster, whatever runs on it. */
  terminate(id: number, nowMs: number): void {
    const cluster = this.#clusters.get(id);
    if (cluster !== undefined) cluster.terminatedMs ??= nowMs;
  }

  find(id: number, nowMs: number): Cluster | undefined {
    const cluster = this.#clusters.get(id);
    if (cluster === undefined) return undefined;
    const { createdMs, terminatedMs } = cluster;
    const status = statusAfter(terminatedMs === undefined ? undefined : nowMs - terminatedMs);
    const overMs = (terminatedMs ?? 0) + PENDING_MS + TERMINATING_MS;
    return {
      id,
      name: `Cluster ${id}`,
      status,
      owner_id: 1,
      nodes: 1,
      type: 'production',
      created_at: isoTime(createdMs),
      updated_at: isoTime(status === 'terminated' ? overMs : (terminatedMs ?? createdMs)),
      terminated_at: status === 'terminated' ? isoTime(overMs) : null,
      url: `${this.#url()}/${id}`,
    };
  }

  all(nowMs: number): Cluster[] {
    return [...this.#clusters.keys()].map((id) => this.find(id, nowMs) as Cluster);
  }
}

/** `pending_terminate` is what the call answers (terminate-cluster.md); the others are in list-clusters.md. */
function statusAfter(terminatedForMs: number | undefined): string {
  if (terminatedForMs === undefined) return 'available';
  if (terminatedForMs < PENDING_MS) return 'pending_terminate';
  return terminatedForMs < PENDING_MS + TERMINATING_MS ? 'terminating' : 'terminated';
}
