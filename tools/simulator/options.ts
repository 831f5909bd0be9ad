import type { RecordedRequest } from './recorded-request.ts';
import type { JobSeed, StateSeconds } from './service/job.ts';
import type { TlsIdentity } from './wire/listener.ts';

/** How a simulator is set up. Everything may be left out. */
export interface SimulatorOptions {
  /** Where to listen: `127.0.0.1` unless told. */
  host?: string | undefined;
  /** 0, the default, takes a free one. */
  port?: number | undefined;
  /** https with this identity in place of http. */
  tls?: TlsIdentity | undefined;
  /** `xplenation`, the documentation's example, unless told. */
  accountId?: string | undefined;
  /** The only key that is accepted. A random one unless told. */
  apiKey?: string | undefined;
  /** The jobs to begin with. */
  jobs?: readonly JobSeed[] | undefined;

  /** How long jobs stay in each state, in seconds, over DEFAULT_SECONDS of service/lifecycle.ts. */
  seconds?: Partial<StateSeconds> | undefined;
  /** The state in which jobs wait for their run: `pending` unless told. */
  waitsAs?: 'pending' | 'queued' | undefined;
  /** What a terminated job is first: the page of the terminate call names it in both ways. `pending_stoppage` unless told. */
  stoppingStates?: 'pending_stoppage' | 'pending_terminate' | undefined;
  /** What terminating a job answers that is over or stopping already: 422 unless told; 200 answers the job as it is. */
  refusalStatus?: 200 | 404 | 409 | 422 | undefined;

  /** `false` for an old server, which answers version 1 whatever it is asked for. */
  version2?: boolean | undefined;
  /** The version of a request that names none: 1 unless told. */
  unversioned?: 1 | 2 | undefined;
  /** `false` leaves the `Link` header out of version 2's lists. */
  linkHeader?: boolean | undefined;

  /** The hourly allowance: 5,000 unless told. */
  creditsPerHour?: number | undefined;
  /** What is left of it at the beginning: all of it unless told. */
  creditsLeft?: number | undefined;

  /** The time that the simulator has when it starts, in milliseconds or as ISO 8601: the real one unless told. */
  startsAt?: number | string | undefined;
  /** Where the API says that it is, in the addresses it tells: its own `url` unless told. */
  publicUrl?: string | undefined;
  /** Where the pages for people are, in `html_url`: `https://xplenty.com`, as documented, unless told. */
  webUrl?: string | undefined;

  /** Makes the faults that come by chance the same in every run: 1 unless told. */
  faultSeed?: number | undefined;
  /** Told of each request when its answer is over, for whoever keeps a log. */
  onRequest?: ((request: RecordedRequest) => void) | undefined;
}
