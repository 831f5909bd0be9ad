import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Header, HttpRequest, HttpResponse } from '../http/message.ts';
import type { Api } from '../service/api.ts';
import type { Broken, Headers, Wrong } from './fault.ts';
import { rewriteLinkHeader } from './link-header.ts';
import { wrongPage } from './list-pages.ts';
import { MALFORMED_JSON } from './malformed-json.ts';

const COMPRESS = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync };

/** A response that is whole, but wrong; undefined for a fault of another kind. @param own the service's own response */
export function wrongResponse(fault: Broken | Wrong, request: HttpRequest, own: HttpResponse, api: Api) {
  const text = own.body.toString();
  switch (fault.kind) {
    case 'redirect':
      return {
        status: fault.status,
        headers: listed(fault.location === undefined ? {} : { Location: fault.location }),
        body: '',
      };
    case 'refusal':
      return withHeaders(api.error(fault.status, fault.message), fault.headers);
    case 'answer': {
      const { status, headers, body = '' } = fault;
      return { status, headers: listed(headers), body: typeof body === 'function' ? body(text, request) : body };
    }
    case 'malformed-json':
      return { ...own, status: 200, body: MALFORMED_JSON[fault.form](text) };
    case 'patch':
      return patched(own, fault.fields, fault.without);
    case 'rate-limit': {
      const error = api.error(429, 'Rate Limit Exceeded');
      if (fault.retryAfter === undefined) return error;
      const date = new Date(Date.now() + 1000).toUTCString();
      return withHeaders(error, { 'Retry-After': fault.retryAfter === 'date' ? date : '1' });
    }
    case 'encoded-body':
      return withHeaders({ ...own, body: COMPRESS[fault.encoding](own.body) }, { 'Content-Encoding': fault.encoding });
    case 'stop-without-effect':
      return api.stopInVain(request, fault.shown, fault.ms ?? 0);
    case 'older-status':
      return patched(own, { status: fault.shown, failed_at: null, completed_at: null });
    case 'list-pages':
      return wrongPage(request, api, fault.pages);
    case 'link-header':
      return { ...own, headers: rewriteLinkHeader(own.headers, fault.form) };
    default:
      return undefined;
  }
}

function listed(headers: Headers = {}): readonly Header[] {
  return Array.isArray(headers) ? headers : Object.entries(headers);
}

function withHeaders(response: HttpResponse, headers: Headers | undefined): HttpResponse {
  return { ...response, headers: [...response.headers, ...listed(headers)] };
}

/** A job with other fields, or each job of a list. */
function patched(own: HttpResponse, fields: object = {}, without: readonly string[] = []): HttpResponse {
  if (own.status >= 300) return own;
  const patch = (job: object) =>
    Object.fromEntries(Object.entries({ ...job, ...fields }).filter(([name]) => !without.includes(name)));
  const json = JSON.parse(own.body.toString()) as object;
  return { ...own, body: JSON.stringify(Array.isArray(json) ? json.map(patch) : patch(json)) };
}
