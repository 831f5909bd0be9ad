import { KNOWN_STATES } from './job.ts';
import { Refusal } from './refusal.ts';

/** Which part of a collection is asked for, and in what order (list-jobs.md; README.md, "Collection Resources"). */
export interface ListRequest {
  status: string;
  packageId: number | undefined;
  sinceMs: number;
  sort: 'created' | 'updated';
  direction: 'asc' | 'desc';
  offset: number;
  limit: number;
}

const DEFAULT_LIMIT = 20;
const LARGEST_LIMIT = 100;

/**
 * @param extraStates states besides the documented ones that jobs of this account may have
 * @throws Refusal 422 for a parameter that makes no sense
 */
export function readListRequest(query: URLSearchParams, version: 1 | 2, extraStates: Iterable<string>): ListRequest {
  const status = query.get('status') ?? 'all';
  if (status !== 'all' && !KNOWN_STATES.includes(status) && !new Set(extraStates).has(status)) throw invalid('status');
  // A limit above the largest is cut to it: the documentation only says that the maximum is 100.
  const limit = Math.min(LARGEST_LIMIT, whole(query, 'limit', 1) ?? DEFAULT_LIMIT);
  const page = whole(query, 'page', 1);
  return {
    status,
    packageId: version === 2 ? whole(query, 'package_id', 1) : undefined,
    sinceMs: time(query.get('since')),
    sort: oneOf(query, 'sort', ['created', 'updated']),
    direction: oneOf(query, 'direction', ['desc', 'asc']),
    offset: whole(query, 'offset', 0) ?? (page === undefined ? 0 : (page - 1) * limit),
    limit,
  };
}

/**
 * The `Link` header of a page (RFC 8288), undefined where one page holds everything.
 *
 * @param url where the collection answers
 * @param total how many there are behind the filters
 */
export function linkHeader(url: string, query: URLSearchParams, page: ListRequest, total: number): string | undefined {
  const { offset, limit } = page;
  const links: string[] = [];
  const link = (rel: string, at: number) => {
    const target = new URLSearchParams(query);
    for (const name of ['page', 'key']) target.delete(name);
    target.set('offset', String(at));
    target.set('limit', String(limit));
    links.push(`<${url}?${target}>; rel="${rel}"`);
  };
  if (offset > 0) {
    link('first', 0);
    link('prev', Math.max(0, offset - limit));
  }
  if (offset + limit < total) {
    link('next', offset + limit);
    link('last', offset + Math.floor((total - 1 - offset) / limit) * limit);
  }
  return links.length > 0 ? links.join(', ') : undefined;
}

function whole(query: URLSearchParams, name: string, least: number): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^\d{1,15}$/.test(text) || Number(text) < least) throw invalid(name);
  return Number(text);
}

function oneOf<T extends string>(query: URLSearchParams, name: string, values: readonly [T, ...T[]]): T {
  const text = query.get(name) ?? values[0];
  const value = values.find((known) => known === text);
  if (value === undefined) throw invalid(name);
  return value;
}

function time(text: string | null): number {
  if (text === null || text === '') return Number.NEGATIVE_INFINITY;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || Number.isNaN(Date.parse(text))) throw invalid('since');
  return Date.parse(text);
}

function invalid(name: string): Refusal {
  return new Refusal(422, `Validation failed: ${name} is invalid`);
}
