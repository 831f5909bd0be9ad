import type { Header, HttpRequest, HttpResponse } from '../http/message.ts';
import type { Account } from './account.ts';
import { ApiError, notFound } from './api-error.ts';
import { type ApiRequest, hasKey, understand, type VersionRules } from './api-request.ts';
import type { StoredCluster } from './cluster.ts';
import type { Credits } from './credits.ts';
import { type Listed, linkHeader, listPage, readListRequest } from './list.ts';
import { clusterFields, jobFields, terminatedJob, type View, watched } from './representation.ts';
import { readRunRequest } from './run-request.ts';
import type { StoredJob } from './stored-job.ts';

export interface ApiRules extends VersionRules {
  accountId: string;
  apiKey: string;
  /** The account's URL in the API, and that of its pages for people. */
  addresses: () => { api: string; web: string };
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
    return this.#json({ message }, status, headers);
  }

  /** Answers a terminate call as if it were accepted, and does not stop the job: it only shows a stop for `ms`. */
  stopInVain(request: HttpRequest, status: string, ms: number): HttpResponse {
    return this.#answered(() => {
      const { segments, version } = understand(request, this.rules);
      const [job, view] = [this.#job(segments[3]), this.#view(version)];
      if (ms > 0) job.stopInVain(view.nowMs, ms);
      return this.#json({ ...terminatedJob(job, view), status });
    });
  }

  #answered(answer: () => HttpResponse): HttpResponse {
    try {
      return answer();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.error(error.status, error.message);
    }
  }

  #json(json: unknown, status = 200, headers: readonly Header[] = []): HttpResponse {
    const { limit, remaining } = this.#credits;
    const limits = { 'X-RateLimit-Limit': String(limit), 'X-RateLimit-Remaining': String(remaining) };
    if (json === undefined) return { status, headers: Object.entries(limits), body: '' };
    const type: Header = ['Content-Type', 'application/json; charset=utf-8'];
    return { status, headers: [type, ...headers, ...Object.entries(limits)], body: JSON.stringify(json) };
  }

  #view(version: 1 | 2): View {
    return { version, nowMs: this.#account.now(), counts: this.#account.jobCounts(), ...this.rules.addresses() };
  }

  #route(request: HttpRequest): HttpResponse {
    const { accountId, apiKey } = this.rules;
    if (!hasKey(request, apiKey)) throw new ApiError(401, 'Invalid API key.');
    const path = request.path.split('?')[0] ?? '';
    // The documented path, and the Python client's, which puts the account in front.
    if (request.method === 'GET' && ['/rate_limit_status', `/${accountId}/api/rate_limit_status`].includes(path)) {
      this.#credits.renew(this.#account.now());
      return this.#json({ limits: { limit: this.#credits.limit, remaining: this.#credits.remaining } });
    }
    this.#credits.spend(this.#account.now());
    const understood = understand(request, this.rules);
    const [account, api, collection = '', id, ...parts] = understood.segments;
    if (account !== accountId || api !== 'api') throw notFound();
    const call = [`${understood.method} ${collection}`, id && 'id', ...parts].filter(Boolean).join('/');
    return this.#call(call, understood, id, this.#view(understood.version));
  }

  #call(call: string, request: ApiRequest, id: string | undefined, view: View): HttpResponse {
    const show = (job: StoredJob) => jobFields(job, this.#cluster(String(job.clusterId)), view);
    const showCluster = (cluster: StoredCluster) => clusterFields(cluster, view);
    const list = <T extends Listed>(name: string, all: readonly T[], showItem: (item: T) => unknown) => {
      const asked = readListRequest(request.query, view.version);
      const { page, total } = listPage(all, asked, view.nowMs);
      const link = linkHeader(`${view.api}/${name}`, request.query, asked, total);
      return this.#json(page.map(showItem), 200, link === undefined || view.version === 1 ? [] : [['Link', link]]);
    };
    const calls: Record<string, () => HttpResponse> = {
      'GET jobs': () => list('jobs', this.#account.jobs(), show),
      'GET jobs/id': () => this.#json(show(this.#job(id))),
      'POST jobs': () => this.#json(show(this.#run(request)), 201),
      'DELETE jobs/id': () => this.#json(terminatedJob(this.#stopped(this.#job(id), view.nowMs), view)),
      'GET clusters': () => list('clusters', this.#account.clusters(), showCluster),
      'GET clusters/id': () => this.#json(showCluster(this.#cluster(id))),
      'DELETE clusters/id': () => this.#json(showCluster(this.#cluster(id).terminate(view.nowMs))),
    };
    const answer = calls[call];
    if (answer !== undefined) return answer();
    const [, method, collection] = /^(GET|POST|DELETE) (jobs|clusters)\/id\/watchers$/.exec(call) ?? [];
    if (method === undefined) throw notFound();
    return this.#watch(method, `${collection}/${(collection === 'jobs' ? this.#job(id) : this.#cluster(id)).id}`, view);
  }

  #run(request: ApiRequest): StoredJob {
    const seed = readRunRequest(request);
    const status = this.#account.clusterById.get(seed.cluster_id ?? 0)?.status(this.#account.now());
    if (status?.includes('terminat')) throw new ApiError(422, 'Validation failed: cluster is not available');
    return this.#account.addJob(seed);
  }

  /** Only asks for the stop (terminate-job.md). */
  #stopped(job: StoredJob, nowMs: number): StoredJob {
    if (!job.isActive(nowMs)) throw new ApiError(422, `Job can't be stopped: it is ${job.status(nowMs)}.`);
    return job.stop(nowMs);
  }

  /** Who watches an item, `jobs/305`. Version 2's page has 201 for a job, and 200 for a cluster. */
  #watch(method: string, item: string, view: View): HttpResponse {
    const { unwatched } = this.#account;
    if (method === 'GET') return this.#json(unwatched.has(item) ? [] : [{ id: 1, display_name: 'Xplenty' }]);
    if (method === 'DELETE') unwatched.add(item);
    else unwatched.delete(item);
    if (method === 'DELETE') return this.#json(undefined, 204);
    return this.#json(watched(item, view), view.version === 2 && item.startsWith('jobs') ? 201 : 200);
  }

  #job(id: string | undefined): StoredJob {
    return found(id, this.#account.jobById);
  }

  #cluster(id: string | undefined): StoredCluster {
    return found(id, this.#account.clusterById);
  }
}

/** @throws ApiError 404 for an ID that is no number, or that nothing has */
function found<T>(id: string | undefined, items: ReadonlyMap<number, T>): T {
  const item = /^\d+$/.test(id ?? '') ? items.get(Number(id)) : undefined;
  if (item === undefined) throw notFound();
  return item;
}
