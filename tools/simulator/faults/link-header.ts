import type { Header } from '../http/message.ts';

type Link = { url: string; rel: string };

/** Legal forms of the `Link` header (RFC 8288) besides the service's own: the values of one or more headers. */
const LINK_HEADERS = {
  /** Every link is the last page's, too. */
  'relations-together': (links) => links.map(({ url, rel }) => `<${url}>; rel="last ${rel}"`).join(', '),
  unquoted: (links) => links.map(({ url, rel }) => `<${url}>; rel=${rel}`).join(','),
  'quoted-comma': (links) =>
    links.map(({ url, rel }) => `<${url}>; title="a, <b>; rel=\\"prev\\""; rel="${rel}"`).join(', '),
  'several-headers': (links) => links.map(({ url, rel }) => `<${url}>; rel="${rel}"`),
  'other-parameters': (links) =>
    links.map(({ url, rel }) => `<${url}>; type="application/json"; rel="${rel}"; title=page`).join(', '),
  'upper-case': (links) => links.map(({ url, rel }) => `<${url}>;REL="${rel.toUpperCase()}"`).join(', '),
  spaces: (links) => links.map(({ url, rel }) => ` <${url}> ; rel = "${rel}" `).join(' , '),
  'relative-path': (links) => links.map(({ url, rel }) => `<${pathOf(url)}>; rel="${rel}"`).join(', '),
  'relative-query': (links) => links.map(({ url, rel }) => `<${new URL(url).search}>; rel="${rel}"`).join(', '),
  'another-host': (links) =>
    links.map(({ url, rel }) => `<https://elsewhere.example${pathOf(url)}>; rel="${rel}"`).join(', '),
} as const satisfies Record<string, (links: readonly Link[]) => string | string[]>;

export type LinkHeaderForm = keyof typeof LINK_HEADERS;

export const LINK_HEADER_FORMS = Object.keys(LINK_HEADERS) as LinkHeaderForm[];

/** A response's headers with the service's own `Link` header in another form. */
export function rewriteLinkHeader(headers: readonly Header[], form: LinkHeaderForm): readonly Header[] {
  return headers.flatMap(([header, value]): Header[] => {
    if (header !== 'Link') return [[header, value]];
    const links = [...value.matchAll(/<([^>]*)>; rel="(\w+)"/g)].map(([, url = '', rel = '']) => ({ url, rel }));
    return [LINK_HEADERS[form](links)].flat().map((link) => [header, link]);
  });
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
