import type { HttpRequest, HttpResponse } from '../http/message.ts';
import type { Api } from '../service/api.ts';
import { pageLink } from '../service/list.ts';

/** How pages go wrong: the offset that is answered in place of `at`, and the next one that is promised. */
const LIST_PAGES = {
  /** The offset of the next page is one more than that of this one, as in the README's own example. */
  'next-offset-plus-one': (at: number) => ({ answered: at, next: at + 1 }),
  /** Whatever offset is asked for, the first page comes, and promises another. */
  repeated: (at: number, limit: number) => ({ answered: 0, next: at + limit }),
  /** Every page is full of jobs with new IDs, and promises another. */
  endless: (at: number, limit: number) => ({ answered: 0, next: at + limit }),
  /** Every page promises another, also the last one and the empty ones behind it. */
  'always-next': (at: number, limit: number) => ({ answered: at, next: at + limit }),
  /** Every page but the first repeats the last job of the page before, as if a job had been added meanwhile. */
  'shifted-back': (at: number) => ({ answered: Math.max(0, at - 1), next: undefined }),
  /** Every page but the first leaves out a job, as if one had been removed meanwhile. */
  'shifted-forward': (at: number) => ({ answered: at === 0 ? 0 : at + 1, next: undefined }),
};

export type ListPages = keyof typeof LIST_PAGES;

/** A list as one of these faults has it. A page that is promised and fails takes a rule for its path instead. */
export function wrongPage(request: HttpRequest, api: Api, pages: ListPages): HttpResponse {
  const [path = '', search] = request.path.split('?');
  const query = new URLSearchParams(search);
  const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 20)];
  const { answered, next } = LIST_PAGES[pages](offset, limit);
  const { method, body } = request;
  const asked = new URLSearchParams([...query].filter(([name]) => name !== 'offset'));
  const actual = `${path}?${asked}&offset=${answered}`;
  const own = api.respond({ method, body, path: actual, header: (name) => request.header(name) });
  const isLast = !own.headers.some(([name, value]) => name === 'Link' && value.includes('rel="next"'));
  if (next === undefined || (pages === 'next-offset-plus-one' && isLast)) return own;
  const link = pageLink(`${api.rules.addresses().api}/${path.split('/').at(-1)}`, query, next, limit, 'next');
  const headers = [...own.headers.filter(([name]) => name !== 'Link'), ['Link', link] as const];
  if (pages !== 'endless') return { ...own, headers };
  const [like] = JSON.parse(own.body.toString()) as object[];
  const jobs = Array.from({ length: limit }, (_, index) => ({ ...like, id: 1_000_000 + offset + index }));
  return { ...own, headers, body: JSON.stringify(jobs) };
}
