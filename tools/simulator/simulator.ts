import { randomBytes } from 'node:crypto';
import { Faults } from './faults/faults.ts';
import type { SimulatorOptions } from './options.ts';
import { Reception } from './reception.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { Account } from './service/account.ts';
import { Api } from './service/api.ts';
import { Credits } from './service/credits.ts';
import type { Job, JobSeed } from './service/job.ts';
import { DEFAULT_SECONDS } from './service/lifecycle.ts';
import { Listener } from './wire/listener.ts';

export type { Fault, FaultRule } from './faults/fault.ts';
export type { SimulatorOptions } from './options.ts';
export type { RecordedRequest } from './recorded-request.ts';
export type { Behaviour, Job, JobSeed, StateSeconds } from './service/job.ts';

/**
 * Starts a twin of the Xplenty API for one account. It goes by the documentation, on real sockets.
 *
 * @throws Error when it cannot listen, or a job seed makes no sense
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = new Simulator(options);
  await simulator.goOnline();
  return simulator;
}

/** A running twin. */
export class Simulator {
  readonly accountId: string;
  readonly apiKey: string;
  /** What goes wrong. */
  readonly faults: Faults;
  /** The user's hourly allowance. */
  readonly credits: Credits;
  readonly #options: SimulatorOptions;
  readonly #account: Account;
  readonly #reception: Reception;
  readonly #listener: Listener;
  readonly #startedAt = performance.now();
  readonly #startMs: number;
  /** The service's time, which no change of the machine's clock moves. */
  readonly #now = () => this.#startMs + (performance.now() - this.#startedAt);
  #comeBack: NodeJS.Timeout | undefined;

  constructor(options: SimulatorOptions) {
    const { accountId = 'xplenation', apiKey = randomBytes(16).toString('hex'), creditsPerHour = 5000 } = options;
    this.accountId = accountId;
    this.apiKey = apiKey;
    this.#options = options;
    this.#startMs = new Date(options.startsAt ?? Date.now()).getTime();
    this.faults = new Faults(options.faultSeed ?? 1);
    this.credits = new Credits(creditsPerHour, options.creditsLeft ?? creditsPerHour);
    const jobRules = {
      seconds: { ...DEFAULT_SECONDS, ...options.seconds },
      waitsAs: options.waitsAs ?? 'pending',
      stoppingStates: options.stoppingStates ?? 'pending_stoppage',
      jobsUrl: () => `${this.#addresses.api}/jobs`,
    };
    this.#account = new Account(jobRules, () => `${this.#addresses.api}/clusters`, this.#now);
    const api = new Api(this.#account, this.credits, {
      accountId,
      apiKey,
      refusalStatus: options.refusalStatus ?? 422,
      version2: options.version2 ?? true,
      unversioned: options.unversioned ?? 1,
      linkHeader: options.linkHeader ?? true,
      addresses: () => this.#addresses,
      now: this.#now,
    });
    this.#reception = new Reception(api, this.faults, options.onRequest);
    this.#listener = new Listener({
      host: options.host ?? '127.0.0.1',
      port: options.port ?? 0,
      tls: options.tls,
      admit: (line) => this.#reception.admit(line),
      serve: (line) => this.#reception.serve(line),
    });
    for (const seed of options.jobs ?? []) this.#account.add(seed);
  }

  /** All requests since the start, in the order in which they were read. */
  get requests(): readonly RecordedRequest[] {
    return this.#reception.requests;
  }

  /** Forgets the requests so far, for tests that share a simulator. */
  forgetRequests(): void {
    this.#reception.requests.length = 0;
  }

  get port(): number {
    return this.#listener.port;
  }

  /** Where it answers, without a slash at its end. */
  get url(): string {
    const { tls, host = '127.0.0.1' } = this.#options;
    return `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${this.port}`;
  }

  /** How many connections were accepted so far. */
  get connections(): number {
    return this.#listener.accepted;
  }

  /** How many connections are open now. */
  get openConnections(): number {
    return this.#listener.open;
  }

  /** Adds a job, as `POST` does, but in any state. @throws Error when its ID is taken */
  addJob(seed: JobSeed = {}): Job {
    return this.#account.truth(this.#account.add(seed));
  }

  /** The present truth about a job, whatever answers say. */
  job(id: number): Job | undefined {
    const job = this.#account.find(id);
    return job === undefined ? undefined : this.#account.truth(job);
  }

  /** The present truth about all jobs, oldest first. */
  jobs(): Job[] {
    return this.#account.all().map((job) => this.#account.truth(job));
  }

  /** Refuses connections, and cuts those that are open. With `ms` it comes back by itself. */
  async goOffline(ms?: number): Promise<void> {
    clearTimeout(this.#comeBack);
    await this.#listener.close();
    if (ms !== undefined) this.#comeBack = setTimeout(() => void this.goOnline(), ms);
  }

  /** Listens again, on the same port. */
  async goOnline(): Promise<void> {
    clearTimeout(this.#comeBack);
    await this.#listener.listen();
  }

  /** Ends at once, open connections included. Nothing keeps running. */
  async close(): Promise<void> {
    clearTimeout(this.#comeBack);
    await this.#listener.close();
  }

  get #addresses() {
    const { publicUrl = this.url, webUrl = 'https://xplenty.com' } = this.#options;
    return { api: `${publicUrl}/${this.accountId}/api`, web: `${webUrl}/${this.accountId}` };
  }
}
