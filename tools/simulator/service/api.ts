import type { Answer, Header, ReceivedRequest } from '../wire/http-message.ts';
import type { Account } from './account.ts';
import { type ApiRequest, showsKey, understand, type VersionRules } from './api-request.ts';
import type { Credits } from './credits.ts';
import { type Addresses, version1Answer, version2Answer } from './job-answer.ts';
import { linkHeader, readListRequest } from './list-request.ts';
import { answerClusters, answerWatchers } from './neighbours.ts';
import { notFound, Refusal } from './refusal.ts';
import { readRunRequest } from './run-request.ts';
import type { StoredJob } from './stored-job.ts';

export interface ApiRules extends VersionRules {
  accountId: string;
  apiKey: string;
  /** What terminating a job answers that is over or stopping already; 200 answers the job as it is. */
  refusalStatus: 200 | 404 | 409 | 422;
  /** Whether version 2's lists have a `Link` header. */
  linkHeader: boolean;
  addresses: () => Addresses;
  now: () => number;
}

/** An answer before it is framed. */
export interface Reply {
  status: number;
  headers?: Header[];
  json?: unknown;
}

/** The API over one account: what it answers to a request. Knows nothing of sockets. */
export class Api {
  readonly #account: Account;
  readonly #credits: Credits;
  readonly #rules: ApiRules;

  constructor(account: Account, credits: Credits, rules: ApiRules) {
    this.#account = account;
    this.#credits = credits;
    this.#rules = rules;
  }

  /** Acts on a request and answers it. */
  answer(received: ReceivedRequest): Answer {
    try {
      return this.#framed(this.#reply(received));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.refusal(error.status, error.message);
    }
  }

  /** An error as the API tells it (README.md, "Error Responses"). */
  refusal(status: number, message: string): Answer {
    const headers: Header[] = status === 401 ? [['WWW-Authenticate', 'Basic realm="Xplenty"']] : [];
    return this.#framed({ status, headers, json: { message } });
  }

  #framed({ status, headers = [], json }: Reply): Answer {
    const limits: Header[] = [
      ['X-RateLimit-Limit', String(this.#credits.limit)],
      ['X-RateLimit-Remaining', String(this.#credits.remaining)],
    ];
    if (json === undefined) return { status, headers: [...headers, ...limits], body: '' };
    const type: Header = ['Content-Type', 'application/json; charset=utf-8'];
    return { status, headers: [type, ...headers, ...limits], body: JSON.stringify(json) };
  }

  #reply(received: ReceivedRequest): Reply {
    if (!showsKey(received, this.#rules.apiKey)) throw new Refusal(401, 'Invalid API key.');
    const now = this.#rules.now();
    const path = received.target.split('?')[0] ?? '';
    // The documented path, and the Python client's, which puts the account in front.
    const limitsPaths = ['/rate_limit_status', `/${this.#rules.accountId}/api/rate_limit_status`];
    if (received.method === 'GET' && limitsPaths.includes(path)) {
      this.#credits.renew(now);
      return { status: 200, json: { limits: { limit: this.#credits.limit, remaining: this.#credits.remaining } } };
    }
    this.#credits.spend(now);
    return this.#call(understand(received, this.#rules));
  }

  #call(request: ApiRequest): Reply {
    const [account, api, collection, id, part, ...rest] = request.segments;
    if (account !== this.#rules.accountId || api !== 'api' || rest.length > 0) throw notFound();
    if (part === 'watchers') return this.#watchers(request.method, collection, id);
    if (part !== undefined) throw notFound();
    if (collection === 'clusters') return answerClusters(this.#account, request.method, id, this.#rules.now());
    if (collection !== 'jobs') throw notFound();
    const call = `${request.method} ${id === undefined ? 'jobs' : 'job'}`;
    if (call === 'GET jobs') return this.#listJobs(request);
    if (call === 'POST jobs') return this.#runJob(request);
    if (call === 'GET job') return { status: 200, json: this.#show(this.#job(id), request.version) };
    if (call === 'DELETE job') return this.#terminateJob(this.#job(id));
    throw notFound();
  }

  #listJobs({ query, version }: ApiRequest): Reply {
    const asked = readListRequest(query, version, this.#account.extraStates);
    const { page, total } = this.#account.list(asked);
    const jobsUrl = `${this.#rules.addresses().api}/jobs`;
    const linked = version === 2 && this.#rules.linkHeader;
    const link = linked ? linkHeader(jobsUrl, query, asked, total) : undefined;
    const json = page.map((job) => this.#show(job, version));
    return { status: 200, headers: link === undefined ? [] : [['Link', link]], json };
  }

  #runJob(request: ApiRequest): Reply {
    const seed = readRunRequest(request);
    const cluster = this.#account.clusters.find(seed.cluster_id ?? 0, this.#rules.now());
    if (cluster !== undefined && cluster.status !== 'available') {
      throw new Refusal(422, 'Validation failed: cluster is not available');
    }
    return { status: 201, json: this.#show(this.#account.add(seed), request.version) };
  }

  /** Only asks for the stop. The page's example answers version 1's fields in both versions (terminate-job.md). */
  #terminateJob(job: StoredJob): Reply {
    const now = this.#rules.now();
    const { refusalStatus } = this.#rules;
    if (job.isActive(now)) job.stop(now);
    else if (refusalStatus !== 200) throw new Refusal(refusalStatus, `Job can't be stopped: it is ${job.status(now)}.`);
    return { status: 200, json: job.answer(now) };
  }

  #job(id: string | undefined): StoredJob {
    const job = /^\d+$/.test(id ?? '') ? this.#account.find(Number(id)) : undefined;
    if (job === undefined) throw notFound();
    return job;
  }

  #show(job: StoredJob, version: 1 | 2): Record<string, unknown> {
    const truth = job.answer(this.#rules.now());
    return version === 1 ? version1Answer(truth) : version2Answer(truth, job.dynamicVariables, this.#rules.addresses());
  }

  #watchers(method: string, collection: string | undefined, id: string | undefined): Reply {
    const now = this.#rules.now();
    const cluster = collection === 'clusters' ? this.#account.clusters.find(Number(id), now) : undefined;
    const watchable = collection === 'jobs' ? this.#job(id) : cluster;
    if (watchable === undefined) throw notFound();
    const item = `${collection}/${watchable.id}`;
    return answerWatchers(this.#account, method, item, `${this.#rules.addresses().api}/${item}`, now);
  }
}
