import type { Header, HttpRequest } from '../http/message.ts';
import type { LinkHeaderForm } from './link-header.ts';
import type { ListPages } from './list-pages.ts';
import type { MalformedJson } from './malformed-json.ts';

/**
 * What goes wrong. Where a part of a response is sent, it is the service's own response, or what it would respond.
 * Whatever is not said to end keeps the connection open until the client leaves.
 */
export type Fault = LineFault | Broken | Wrong;

/** Applies to a connection before its first request: rules for these have neither method nor path. */
export type LineFault =
  /** Accepted, and not a byte is read or written: a ClientHello is never answered. With `ms` it goes on after that. */
  | { kind: 'silent-line'; ms?: number }
  /** Accepted, and reset at once. */
  | { kind: 'reset-line' };

/** A response that breaks off, stalls, comes too slowly, is no proper HTTP, or never ends. */
export type Broken =
  /** A reset (RST), or an orderly end (FIN) as if the response were whole. */
  | { kind: `${'reset' | 'end'}-${'before-answer' | 'in-headers' | 'in-body' | 'after-answer'}` }
  /** With `ms` the response goes on after that. Behind one that stalled in its headers, the connection ends. */
  | { kind: `stall-${'before-headers' | 'in-headers' | 'in-body'}`; ms?: number }
  /** One byte at a time. Behind headers that trickled, the connection ends. */
  | { kind: `trickle-${'headers' | 'body'}`; intervalMs: number }
  /** Spaces behind the JSON, without end. */
  | { kind: 'endless-body' }
  /** The response's own JSON, and spaces up to a size. */
  | { kind: 'large-body'; bytes: number; framing?: 'length' | 'chunked' | 'until-close' }
  /** `Content-Length` is too small: the rest comes all the same, then the connection ends. */
  | { kind: 'length-too-short'; by: number }
  /** `Content-Length` is too large: the rest never comes, the connection stays open. */
  | { kind: 'length-too-long'; by: number }
  | { kind: 'bad-chunk-size' }
  /** The last chunk is missing, and the connection ends. */
  | { kind: 'end-in-chunks' }
  | { kind: 'not-http'; bytes?: string }
  /** One header of that size. */
  | { kind: 'large-headers'; bytes: number };

/** A response that is whole, but not the service's own, or not true. */
export type Wrong =
  /** `location` is sent as given: of another host, relative, hostile; without it the header is missing. */
  | { kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308; location?: string }
  /** As the API itself sends an error, with `{"message"}` and the rate-limit headers. */
  | { kind: 'refusal'; status: number; message: string; headers?: Headers }
  /** Any status, headers and body, as a proxy may send: node:http adds the date, the length and `Connection`. */
  | { kind: 'answer'; status: number; headers?: Headers; body?: string | Buffer | BodyOf }
  /** Status 200 and `application/json`, but the body is something else. */
  | { kind: 'malformed-json'; form: MalformedJson }
  /** The service's own response with some fields changed, and some left out. */
  | { kind: 'patch'; fields?: Readonly<Record<string, unknown>>; without?: readonly string[] }
  /** Compressed, though nobody asked for it. */
  | { kind: 'encoded-body'; encoding: 'gzip' | 'br' | 'deflate' }
  /** So many requests a second pass; the others get a 429, with `Retry-After` of one second where that is given. */
  | { kind: 'rate-limit'; perSecond: number; retryAfter?: 'seconds' | 'date' }
  /**
   * To a terminate call: 200 with the job shown in that status, and the job goes on as before. With `ms` every caller
   * sees it stopping for that long, and then running again.
   */
  | { kind: 'stop-without-effect'; shown: 'pending_stoppage' | 'running'; ms?: number }
  /** To a GET: the job as a replica shows it that has not heard of its end. */
  | { kind: 'older-status'; shown: string }
  | { kind: 'list-pages'; pages: ListPages }
  | { kind: 'link-header'; form: LinkHeaderForm };

export type Headers = Readonly<Record<string, string>> | readonly Header[];

/** Makes a body from the service's own body and the request: see bodies.ts. */
export type BodyOf = (own: string, request: HttpRequest) => string | Buffer;

/** Which requests a fault applies to, and how often. What is left out leaves them all in. */
export interface FaultRule {
  method?: string;
  /** A string is the whole path without its query; an expression is matched against the path with its query. */
  path?: string | RegExp;
  /** Leaves out the first so many requests that match. */
  after?: number;
  /** Applies to so many requests, then to no more. */
  times?: number;
  /** Applies to a request with this probability, from 0 to 1, drawn from the simulator's `faultSeed`. */
  chance?: number;
  /**
   * Whether the service acts on the request before its response is lost or spoilt. No by default; it always does with
   * faults that deliver its own response (`patch`, `encoded-body`, `trickle-…`, stalls with `ms`, `…-after-answer`).
   */
  acted?: boolean;
  /** The service acts so much later, whatever became of the response. */
  actsAfterMs?: number;
  /** One of a list is drawn each time. */
  fault: Fault | readonly Fault[];
}

export function isLineFault(fault: Fault): fault is LineFault {
  return fault.kind === 'silent-line' || fault.kind === 'reset-line';
}
