import type { Header, HttpRequest, HttpResponse } from '../http/message.ts';
import type { Api } from '../service/api.ts';
import { pageLink } from '../service/list.ts';

/** How the pages of a list go wrong. */
export type ListPages =
  /** The offset of the next page is one more than that of this one, as in the README's own example. */
  | 'next-offset-plus-one'
  /** Whatever offset is asked for, the first page comes, and promises another. */
  | 'repeated'
  /** Every page is full of jobs with new IDs, and promises another. */
  | 'endless'
  /** Every page promises another, also the last one and the empty ones behind it. */
  | 'always-next'
  /** Every page but the first repeats the last job of the page before, as if a job had been added meanwhile. */
  | 'shifted-back'
  /** Every page but the first leaves out a job, as if one had been removed meanwhile. */
  | 'shifted-forward';

/** A list as one of these faults has it. A page that is promised and fails takes a rule for its path instead. */
export function wrongPage(request: HttpRequest, api: Api, pages: ListPages): HttpResponse {
  const [path = '', search] = request.path.split('?');
  const query = new URLSearchParams(search);
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? 20);
  const respondAt = (at: number) => {
    const shifted = new URLSearchParams(query);
    shifted.set('offset', String(Math.max(0, at)));
    const { method, body } = request;
    return api.respond({ method, body, path: `${path}?${shifted}`, header: (name) => request.header(name) });
  };
  const withNext = (response: HttpResponse, at: number): HttpResponse => {
    const url = `${api.rules.addresses().api}/${path.split('/').at(-1)}`;
    const next: Header = ['Link', pageLink(url, query, at, limit, 'next')];
    return { ...response, headers: [...response.headers.filter(([name]) => name !== 'Link'), next] };
  };
  switch (pages) {
    case 'next-offset-plus-one': {
      const response = respondAt(offset);
      const hasNext = response.headers.some(([name, value]) => name === 'Link' && value.includes('rel="next"'));
      return hasNext ? withNext(response, offset + 1) : response;
    }
    case 'repeated':
      return withNext(respondAt(0), offset + limit);
    case 'endless':
      return withNext(numbered(respondAt(0), offset, limit), offset + limit);
    case 'always-next':
      return withNext(respondAt(offset), offset + limit);
    case 'shifted-back':
      return respondAt(offset - 1);
    case 'shifted-forward':
      return respondAt(offset === 0 ? 0 : offset + 1);
  }
}

/** A full page of jobs that do not exist, each like the first one that does. */
function numbered(response: HttpResponse, offset: number, limit: number): HttpResponse {
  const [like] = JSON.parse(response.body.toString()) as Record<string, unknown>[];
  const jobs = Array.from({ length: limit }, (_, index) => ({ ...like, id: 1_000_000 + offset + index }));
  return { ...response, body: JSON.stringify(jobs) };
}
