import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Header, HttpRequest, HttpResponse } from '../http/message.ts';
import type { Api } from '../service/api.ts';
import type { Broken, Headers, Wrong } from './fault.ts';
import { rewriteLinkHeader } from './link-header.ts';
import { wrongPage } from './list-pages.ts';
import { MALFORMED_JSON } from './malformed-json.ts';

const WRONG: readonly string[] = [
  ...(['redirect', 'refusal', 'answer', 'malformed-json', 'patch', 'encoded-body', 'rate-limit'] as const),
  ...(['stop-without-effect', 'older-status', 'list-pages', 'link-header'] as const),
] satisfies Wrong['kind'][];

export function isWrong(fault: Broken | Wrong): fault is Wrong {
  return WRONG.includes(fault.kind);
}

const COMPRESS = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync };

/** A response that is whole, but wrong. @param own the service's own response */
export function wrongResponse(fault: Wrong, request: HttpRequest, own: HttpResponse, api: Api): HttpResponse {
  const text = own.body.toString();
  switch (fault.kind) {
    case 'redirect': {
      const location: Header[] = fault.location === undefined ? [] : [['Location', fault.location]];
      return { status: fault.status, headers: location, body: '' };
    }
    case 'refusal': {
      const error = api.error(fault.status, fault.message);
      return { ...error, headers: [...error.headers, ...listed(fault.headers)] };
    }
    case 'answer': {
      const { status, headers, body = '' } = fault;
      return { status, headers: listed(headers), body: typeof body === 'function' ? body(text, request) : body };
    }
    case 'malformed-json':
      return { ...own, status: 200, body: MALFORMED_JSON[fault.form](text) };
    case 'patch':
      return own.status >= 300 ? own : { ...own, body: patched(text, fault.fields, fault.without) };
    case 'rate-limit': {
      const error = api.error(429, 'Rate Limit Exceeded');
      if (fault.retryAfter === undefined) return error;
      const value = fault.retryAfter === 'date' ? new Date(Date.now() + 1000).toUTCString() : '1';
      return { ...error, headers: [...error.headers, ['Retry-After', value]] };
    }
    case 'encoded-body':
      return {
        ...own,
        headers: [...own.headers, ['Content-Encoding', fault.encoding]],
        body: COMPRESS[fault.encoding](own.body),
      };
    case 'stop-without-effect':
      return api.stopInVain(request, fault.shown, fault.ms ?? 0);
    case 'older-status': {
      if (own.status >= 300) return own;
      return { ...own, body: patched(text, { status: fault.shown, failed_at: null, completed_at: null }) };
    }
    case 'list-pages':
      return wrongPage(request, api, fault.pages);
    case 'link-header': {
      const rewritten = own.headers.flatMap(([name, value]): Header[] =>
        name === 'Link' ? rewriteLinkHeader(value, fault.form).map((link) => [name, link]) : [[name, value]],
      );
      return { ...own, headers: rewritten };
    }
  }
}

function listed(headers: Headers = []): readonly Header[] {
  return Array.isArray(headers) ? headers : Object.entries(headers);
}

/** A job with other fields, or each job of a list. */
function patched(
  body: string,
  fields: Readonly<Record<string, unknown>> = {},
  without: readonly string[] = [],
): string {
  const patch = (job: object) =>
    Object.fromEntries(Object.entries({ ...job, ...fields }).filter(([name]) => !without.includes(name)));
  const json = JSON.parse(body) as object;
  return JSON.stringify(Array.isArray(json) ? json.map(patch) : patch(json));
}
