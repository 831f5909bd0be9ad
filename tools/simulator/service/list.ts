import { ApiError } from './api-error.ts';

export type ListRequest = ReturnType<typeof readListRequest>;

/** What a list needs to know of its items. */
export interface Listed {
  readonly id: number;
  readonly createdMs: number;
  readonly packageId?: number;
  status(nowMs: number): string;
  updatedMs(nowMs: number): number;
}

/**
 * Which part of a collection is asked for, and in what order (list-jobs.md, list-clusters.md; README.md, "Collection").
 *
 * @throws ApiError 422 for a parameter that makes no sense
 */
export function readListRequest(query: URLSearchParams, version: 1 | 2) {
  const text = (name: string, form: RegExp): string | undefined => {
    const value = query.get(name) || undefined;
    if (value !== undefined && !form.test(value)) throw new ApiError(422, `Validation failed: ${name} is invalid`);
    return value;
  };
  const packageId = version === 2 ? text('package_id', /^\d+$/) : undefined;
  const since = text('since', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  return {
    status: text('status', /^\w+$/) ?? 'all',
    packageId: packageId === undefined ? undefined : Number(packageId),
    sinceMs: since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since),
    sort: text('sort', /^(created|updated)$/) ?? 'created',
    direction: text('direction', /^(asc|desc)$/) ?? 'desc',
    offset: Number(text('offset', /^\d{1,15}$/) ?? 0),
    // A limit above the largest is cut to it: the documentation only says that the maximum is 100.
    limit: Math.min(100, Number(text('limit', /^[1-9]\d{0,14}$/) ?? 20)),
  };
}

/** One page of the items that pass the filters, and how many pass them. @param items by creation, oldest first */
export function listPage<T extends Listed>(items: readonly T[], asked: ListRequest, nowMs: number) {
  const passing = items.filter(
    (item) =>
      (asked.packageId === undefined || item.packageId === asked.packageId) &&
      (asked.status === 'all' || item.status(nowMs) === asked.status) &&
      (asked.sinceMs === Number.NEGATIVE_INFINITY || item.updatedMs(nowMs) >= asked.sinceMs),
  );
  if (asked.sort === 'updated') {
    const updated = new Map(passing.map((item) => [item.id, item.updatedMs(nowMs)]));
    passing.sort((a, b) => Number(updated.get(a.id)) - Number(updated.get(b.id)) || a.id - b.id);
  }
  if (asked.direction === 'desc') passing.reverse();
  return { page: passing.slice(asked.offset, asked.offset + asked.limit), total: passing.length };
}

/** Orders items by their creation, oldest first. */
export function byCreation(one: Listed, other: Listed): number {
  return one.createdMs - other.createdMs || one.id - other.id;
}

/** The `Link` header of a page (RFC 8288); undefined where one page holds all `total`. @param url the collection's */
export function linkHeader(url: string, query: URLSearchParams, asked: ListRequest, total: number): string | undefined {
  const { offset, limit } = asked;
  const links: string[] = [];
  if (offset + limit < total) links.push(pageLink(url, query, offset + limit, limit, 'next'));
  if (offset > 0) links.push(pageLink(url, query, Math.max(0, offset - limit), limit, 'prev'));
  return links.length > 0 ? links.join(', ') : undefined;
}

/** One link of a `Link` header, with the parameters of the request that it answers. */
export function pageLink(url: string, query: URLSearchParams, offset: number, limit: number, rel: string): string {
  const parameters = new URLSearchParams(query);
  parameters.set('offset', String(offset));
  parameters.set('limit', String(limit));
  return `<${url}?${parameters}>; rel="${rel}"`;
}
