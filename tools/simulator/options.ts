import type { RecordedRequest } from './http/recorded-request.ts';
import type { ServerOptions } from './http/server.ts';
import type { ClusterSeed } from './service/cluster.ts';
import type { JobSeed, StateSeconds } from './service/job.ts';

/** How a simulator is set up. Everything may be left out. */
export interface SimulatorOptions {
  /** Where to listen: `127.0.0.1` by default. */
  host?: string | undefined;
  /** 0, the default, takes a free one. */
  port?: number | undefined;
  /** https with this identity in place of http. */
  tls?: ServerOptions['tls'];
  /** `xplenation`, the documentation's example by default. */
  accountId?: string | undefined;
  /** The only key that is accepted. A random one by default. */
  apiKey?: string | undefined;
  /** The jobs to begin with. */
  jobs?: readonly JobSeed[] | undefined;
  /** The clusters to begin with. A cluster that a job names is there anyway. */
  clusters?: readonly ClusterSeed[] | undefined;

  /** How long jobs stay in each state, in seconds, over DEFAULT_SECONDS of service/lifecycle.ts. */
  seconds?: Partial<StateSeconds> | undefined;
  /** What a terminated job is first; version 1's terminate-job.md has both. `pending_stoppage` by default. */
  stoppingStates?: 'pending_stoppage' | 'pending_terminate' | undefined;

  /** The version of a request that names none: 2, the latest by default (README.md, "Mime Types"). */
  unversioned?: 1 | 2 | undefined;
  /** `false` for an old server, which answers version 1 whatever it is asked for. */
  version2?: boolean | undefined;

  /** The hourly allowance: 5,000 by default. */
  creditsPerHour?: number | undefined;
  /** What is left of it at the beginning: all of it by default. */
  creditsLeft?: number | undefined;

  /** The time that the simulator has when it starts, in milliseconds or as ISO 8601: the real one by default. */
  startsAt?: number | string | undefined;
  /** The URL that the API has in its responses: its own `url` by default. */
  publicUrl?: string | undefined;
  /** Makes the faults that come by chance the same in every run: 1 by default. */
  faultSeed?: number | undefined;
  /** Called with each request when its response is over. */
  onRequest?: ((request: RecordedRequest) => void) | undefined;
}
