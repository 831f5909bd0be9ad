import type { Header, HttpRequest, HttpResponse } from '../http/message.ts';
import type { Account } from './account.ts';
import { ApiError, notFound } from './api-error.ts';
import { type ApiRequest, hasKey, understand, type VersionRules } from './api-request.ts';
import type { StoredCluster } from './cluster.ts';
import type { Credits } from './credits.ts';
import { type Listed, linkHeader, listPage, readListRequest } from './list.ts';
import { type Addresses, clusterFields, terminatedJob, version1Job, version2Job, watched } from './representation.ts';
import { readRunRequest } from './run-request.ts';
import type { StoredJob } from './stored-job.ts';

export interface ApiRules extends VersionRules {
  accountId: string;
  apiKey: string;
  addresses: () => Addresses;
}

/** A response before it is JSON. */
interface Reply {
  status: number;
  headers?: Header[];
  json?: unknown;
}

/** The API over one account: what it answers to a request. Knows nothing of sockets. */
export class Api {
  readonly rules: ApiRules;
  readonly #account: Account;
  readonly #credits: Credits;

  constructor(account: Account, credits: Credits, rules: ApiRules) {
    this.#account = account;
    this.#credits = credits;
    this.rules = rules;
  }

  /** Acts on a request and answers it. */
  respond(request: HttpRequest): HttpResponse {
    return this.#answered(() => this.#route(request));
  }

  /** An error as the API sends it (README.md, "Error Responses"). */
  error(status: number, message: string): HttpResponse {
    const headers: Header[] = status === 401 ? [['WWW-Authenticate', 'Basic realm="Xplenty"']] : [];
    return this.#json({ status, headers, json: { message } });
  }

  /** Answers a terminate call as if it were accepted, and does not stop the job: it only shows a stop for `ms`. */
  stopInVain(request: HttpRequest, status: string, ms: number): HttpResponse {
    return this.#answered(() => {
      const { segments, version } = understand(request, this.rules);
      const job = this.#job(segments[3]);
      const now = this.#account.now();
      if (ms > 0) job.stopInVain(now, ms);
      return { status: 200, json: { ...terminatedJob(job, version, now, this.rules.addresses()), status } };
    });
  }

  #answered(reply: () => Reply): HttpResponse {
    try {
      return this.#json(reply());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.error(error.status, error.message);
    }
  }

  #json({ status, headers = [], json }: Reply): HttpResponse {
    const { limit, remaining } = this.#credits;
    const type: Header[] = json === undefined ? [] : [['Content-Type', 'application/json; charset=utf-8']];
    const limits: Header[] = [
      ['X-RateLimit-Limit', String(limit)],
      ['X-RateLimit-Remaining', String(remaining)],
    ];
    return { status, headers: [...type, ...headers, ...limits], body: json === undefined ? '' : JSON.stringify(json) };
  }

  #route(request: HttpRequest): Reply {
    const { accountId, apiKey } = this.rules;
    if (!hasKey(request, apiKey)) throw new ApiError(401, 'Invalid API key.');
    const path = request.path.split('?')[0] ?? '';
    // The documented path, and the Python client's, which puts the account in front.
    if (request.method === 'GET' && ['/rate_limit_status', `/${accountId}/api/rate_limit_status`].includes(path)) {
      this.#credits.renew(this.#account.now());
      return { status: 200, json: { limits: { limit: this.#credits.limit, remaining: this.#credits.remaining } } };
    }
    this.#credits.spend(this.#account.now());
    const understood = understand(request, this.rules);
    const [account, api, collection = '', id, part, ...rest] = understood.segments;
    if (account !== accountId || api !== 'api' || rest.length > 0) throw notFound();
    if (part === 'watchers') return this.#watchers(understood, collection, id);
    if (part !== undefined) throw notFound();
    return this.#call(`${understood.method} ${collection}${id === undefined ? '' : '/id'}`, understood, id);
  }

  #call(call: string, request: ApiRequest, id: string | undefined): Reply {
    const { version } = request;
    switch (call) {
      case 'GET jobs':
        return this.#list(request, 'jobs', this.#account.jobs(), (jobs) => this.#showJobs(jobs, version));
      case 'POST jobs':
        return this.#runJob(request);
      case 'GET jobs/id':
        return { status: 200, json: this.#showJobs([this.#job(id)], version)[0] };
      case 'DELETE jobs/id':
        return this.#terminateJob(this.#job(id), version);
      case 'GET clusters':
        return this.#list(request, 'clusters', this.#account.clusters(), (clusters) =>
          this.#showClusters(clusters, version),
        );
      case 'GET clusters/id':
        return { status: 200, json: this.#showClusters([this.#cluster(id)], version)[0] };
      case 'DELETE clusters/id':
        this.#cluster(id).terminate(this.#account.now());
        return { status: 200, json: this.#showClusters([this.#cluster(id)], version)[0] };
      default:
        throw notFound();
    }
  }

  #list<T extends Listed>(request: ApiRequest, name: string, all: readonly T[], show: (page: T[]) => unknown): Reply {
    const asked = readListRequest(request.query, request.version);
    const { page, total } = listPage(all, asked, this.#account.now());
    const url = `${this.rules.addresses().api}/${name}`;
    const link = request.version === 2 ? linkHeader(url, request.query, asked, total) : undefined;
    return { status: 200, headers: link === undefined ? [] : [['Link', link]], json: show(page) };
  }

  #runJob(request: ApiRequest): Reply {
    const seed = readRunRequest(request);
    const cluster = this.#account.cluster(seed.cluster_id ?? 0);
    if (cluster !== undefined && /terminat/.test(cluster.status(this.#account.now()))) {
      throw new ApiError(422, 'Validation failed: cluster is not available');
    }
    return { status: 201, json: this.#showJobs([this.#account.addJob(seed)], request.version)[0] };
  }

  /** Only asks for the stop (terminate-job.md). */
  #terminateJob(job: StoredJob, version: 1 | 2): Reply {
    const now = this.#account.now();
    if (!job.isActive(now)) throw new ApiError(422, `Job can't be stopped: it is ${job.status(now)}.`);
    job.stop(now);
    return { status: 200, json: terminatedJob(job, version, now, this.rules.addresses()) };
  }

  #job(id: string | undefined): StoredJob {
    return found(id, (number) => this.#account.job(number));
  }

  #cluster(id: string | undefined): StoredCluster {
    return found(id, (number) => this.#account.cluster(number));
  }

  #showJobs(jobs: readonly StoredJob[], version: 1 | 2): unknown[] {
    const now = this.#account.now();
    if (version === 1) return jobs.map((job) => version1Job(job, now));
    const clusters = this.#showClusters(
      jobs.map(({ clusterId }) => this.#cluster(String(clusterId))),
      version,
    );
    return jobs.map((job, index) => version2Job(job, now, clusters[index] ?? {}, this.rules.addresses()));
  }

  #showClusters(clusters: readonly StoredCluster[], version: 1 | 2): Record<string, unknown>[] {
    const [counts, now, addresses] = [this.#account.jobCounts(), this.#account.now(), this.rules.addresses()];
    return clusters.map((cluster) => clusterFields(cluster, version, counts(cluster.id), now, addresses));
  }

  /** Who watches a job or a cluster (watch-clusters-and-jobs.md). Version 2 answers 201 for a job, as its page has it. */
  #watchers({ method, version }: ApiRequest, collection: string, id: string | undefined): Reply {
    if (collection !== 'jobs' && collection !== 'clusters') throw notFound();
    const item = `${collection}/${(collection === 'jobs' ? this.#job(id) : this.#cluster(id)).id}`;
    const { unwatched, now } = this.#account;
    if (method === 'GET') return { status: 200, json: unwatched.has(item) ? [] : [{ id: 1, display_name: 'Xplenty' }] };
    if (method === 'DELETE') {
      unwatched.add(item);
      return { status: 204 };
    }
    if (method !== 'POST') throw notFound();
    unwatched.delete(item);
    const json = watched(`${this.rules.addresses().api}/${item}`, collection, now());
    return { status: version === 2 && collection === 'jobs' ? 201 : 200, json };
  }
}

/** @throws ApiError 404 for an ID that is no number, or that nothing has */
function found<T>(id: string | undefined, find: (id: number) => T | undefined): T {
  const item = /^\d+$/.test(id ?? '') ? find(Number(id)) : undefined;
  if (item === undefined) throw notFound();
  return item;
}
