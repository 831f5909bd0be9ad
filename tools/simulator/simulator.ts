import { randomBytes } from 'node:crypto';
import { Faults } from './faults/rules.ts';
import type { RecordedRequest } from './http/recorded-request.ts';
import { HttpServer } from './http/server.ts';
import type { SimulatorOptions } from './options.ts';
import { admit, requestHandler } from './request-handler.ts';
import { Account } from './service/account.ts';
import { Api } from './service/api.ts';
import { Credits } from './service/credits.ts';
import type { Job, JobSeed } from './service/job.ts';
import { DEFAULT_SECONDS } from './service/lifecycle.ts';

export type { Fault, FaultRule } from './faults/fault.ts';
export type { RecordedRequest } from './http/recorded-request.ts';
export type { SimulatorOptions } from './options.ts';
export type { Behaviour, Job, JobSeed, StateSeconds } from './service/job.ts';

/** Simulates the Xplenty API for one account. @throws Error when it cannot listen, or a job seed makes no sense */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = new Simulator(options);
  await simulator.goOnline();
  return simulator;
}

/** A running simulator. */
export class Simulator {
  readonly accountId: string;
  readonly apiKey: string;
  /** What goes wrong: rules of faults. */
  readonly faults: Faults;
  /** The user's hourly allowance. */
  readonly credits: Credits;
  /** All requests since the start, in the order in which they were read. */
  readonly requests: RecordedRequest[] = [];
  readonly #origin: string;
  readonly #account: Account;
  readonly #server: HttpServer;
  #comeBack: NodeJS.Timeout | undefined;

  constructor(options: SimulatorOptions) {
    const { accountId = 'xplenation', apiKey = randomBytes(16).toString('hex'), creditsPerHour = 5000 } = options;
    const { host = '127.0.0.1', port = 0, tls, version2 = true, unversioned = 2 } = options;
    this.accountId = accountId;
    this.apiKey = apiKey;
    this.#origin = `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}`;
    this.faults = new Faults(options.faultSeed ?? 1);
    this.credits = new Credits(creditsPerHour, options.creditsLeft ?? creditsPerHour);
    const apiUrl = () => `${options.publicUrl ?? this.url}/${accountId}/api`;
    const addresses = () => ({ api: apiUrl(), web: `https://xplenty.com/${accountId}` });
    const seconds = { ...DEFAULT_SECONDS, ...options.seconds };
    const jobRules = { seconds, stoppingStates: options.stoppingStates ?? 'pending_stoppage', apiUrl };
    // The service's time, which no change of the machine's clock moves.
    const offsetMs = new Date(options.startsAt ?? Date.now()).getTime() - performance.now();
    this.#account = new Account(jobRules, () => offsetMs + performance.now());
    const api = new Api(this.#account, this.credits, { accountId, apiKey, version2, unversioned, addresses });
    const serve = requestHandler(api, this.faults, this.requests, options.onRequest);
    this.#server = new HttpServer({ host, port, tls, serve, admit: (connection) => admit(this.faults, connection) });
    for (const seed of options.clusters ?? []) this.#account.addCluster(seed);
    for (const seed of options.jobs ?? []) this.#account.addJob(seed);
  }

  /** Forgets the requests so far, for tests that share a simulator. */
  forgetRequests(): void {
    this.requests.length = 0;
  }

  get port(): number {
    return this.#server.port;
  }

  /** Where it answers, without a slash at its end. */
  get url(): string {
    return `${this.#origin}:${this.port}`;
  }

  /** How many connections were accepted so far. */
  get connections(): number {
    return this.#server.accepted;
  }

  /** How many connections are open now. */
  get openConnections(): number {
    return this.#server.open;
  }

  /** Adds a job, as `POST` does, but in any state. @throws Error when its ID is taken */
  addJob(seed: JobSeed = {}): Job {
    return this.#account.addJob(seed).fields(this.#account.now());
  }

  /** A job as it is now, whatever responses say. */
  job(id: number): Job | undefined {
    return this.#account.jobById.get(id)?.fields(this.#account.now());
  }

  /** All jobs as they are now, oldest first. */
  jobs(): Job[] {
    return this.#account.jobs().map((job) => job.fields(this.#account.now()));
  }

  /** Refuses connections, and closes those that are open. With `ms` it comes back by itself. */
  async goOffline(ms?: number): Promise<void> {
    await this.close();
    if (ms !== undefined) this.#comeBack = setTimeout(() => void this.goOnline(), ms);
  }

  /** Listens again, on the same port. */
  async goOnline(): Promise<void> {
    clearTimeout(this.#comeBack);
    await this.#server.listen();
  }

  /** Ends at once, open connections included. Nothing keeps running. */
  async close(): Promise<void> {
    clearTimeout(this.#comeBack);
    await this.#server.close();
  }
}
