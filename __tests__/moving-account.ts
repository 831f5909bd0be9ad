import { jobFields } from './a-job.ts';
import type { Behaviour, Call, Reply } from './api-server.ts';

/** An account whose jobs can change between any two requests, as those of a real one do. */
export interface MovingAccount {
  /** The jobs by ID, with their fields as they are now. */
  readonly jobs: Map<number, Record<string, unknown>>;
  readonly behave: Behaviour;
  /** The jobs as the last response showed each, in a list or by itself. */
  readonly shown: Map<number, Record<string, unknown>>;
}

export interface AccountOptions {
  /** How many jobs a page has at most. */
  readonly pageSize?: number;
  /** Whether a Link header names the next page, as in version 2. */
  readonly links?: boolean;
  /** Whether `status` and `package_id` are ignored, as an old server ignores the latter. */
  readonly ignoresFilters?: boolean;
  /** Called after each response, with how many there have been: here jobs move. */
  readonly afterResponse?: (responses: number, jobs: Map<number, Record<string, unknown>>) => void;
}

/** Lists, shows and moves these jobs. The list is in the order of their IDs, which is that of their creation. */
export function movingAccount(jobs: readonly Record<string, unknown>[], options: AccountOptions = {}): MovingAccount {
  const { pageSize = 100, links = false, ignoresFilters = false, afterResponse } = options;
  const byId = new Map(jobs.map((fields) => [Number(fields.id), fields]));
  const shown = new Map<number, Record<string, unknown>>();
  let responses = 0;

  function list({ query }: Call): Reply {
    const [offset, limit] = [Number(query.get('offset')), Math.min(Number(query.get('limit')), pageSize)];
    const listed = [...byId.values()]
      .filter((job) => ignoresFilters || job.status === query.get('status'))
      .filter((job) => ignoresFilters || [null, String(job.package_id)].includes(query.get('package_id')))
      .sort((one, other) => Number(one.id) - Number(other.id));
    const page = listed.slice(offset, offset + limit);
    for (const job of page) shown.set(Number(job.id), { ...job });
    const next =
      offset + limit < listed.length ? `<https://api.xplenty.com/?offset=${offset + limit}>; rel="next"` : '';
    return { headers: links ? { Link: `<https://api.xplenty.com/>; rel="first", ${next}` } : {}, body: page };
  }

  function show(id: number): Reply {
    const job = byId.get(id);
    if (job === undefined) return { statusCode: 404 };
    shown.set(id, { ...job });
    return { body: job };
  }

  const behave: Behaviour = (call) => {
    const id = /\/jobs\/(\d+)$/.exec(call.path)?.[1];
    const reply = id === undefined ? list(call) : show(Number(id));
    const sent = { ...reply, body: reply.body && JSON.stringify(reply.body) };
    afterResponse?.(++responses, byId);
    return sent;
  };
  return { jobs: byId, behave, shown };
}

/** `count` jobs of one status, with IDs from `first` on. */
export function jobsFrom(first: number, count: number, status: string, more: Record<string, unknown> = {}) {
  return Array.from({ length: count }, (_, index) => jobFields(first + index, status, more));
}

export function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
