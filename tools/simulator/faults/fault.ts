import type { Header } from '../wire/http-message.ts';
import type { MalformedJson } from './malformed-json.ts';

/**
 * What goes wrong on the wire. Where a part of an answer is sent, it is the service's own answer, or what it would
 * answer. Whatever is not said to end keeps the line open until the client leaves.
 */
export type Fault = LineFault | CutOff | Stall | WrongFraming | WrongAnswer | AfterAnswer;

/** Befalls a connection before its first request: rules for these have neither method nor path. */
export type LineFault =
  /** Accepted, and not a byte is read or written: a ClientHello is never answered. With `ms` it goes on after that. */
  | { kind: 'silent-line'; ms?: number }
  /** Accepted, and cut at once. */
  | { kind: 'reset-line' };

/** The answer breaks off: by a reset (RST), or by an orderly end of the line (FIN) as if all had been said. */
export type CutOff =
  | { kind: 'reset-before-answer' }
  | { kind: 'end-before-answer' }
  | { kind: 'reset-in-headers' }
  | { kind: 'end-in-headers' }
  | { kind: 'reset-in-body' }
  | { kind: 'end-in-body' };

/** The answer comes to a halt, or comes too slowly. With `ms` a stalled answer goes on after that. */
export type Stall =
  | { kind: 'stall-before-headers'; ms?: number }
  | { kind: 'stall-in-headers'; ms?: number }
  | { kind: 'stall-in-body'; ms?: number }
  /** One byte at a time. */
  | { kind: 'trickle-headers'; intervalMs: number }
  | { kind: 'trickle-body'; intervalMs: number };

/** The answer is no proper HTTP, or never comes to its end. */
export type WrongFraming =
  /** Spaces behind the JSON, without end. */
  | { kind: 'endless-body' }
  /** The answer's own JSON, and spaces up to a size. */
  | { kind: 'large-body'; bytes: number; framing?: 'length' | 'chunked' | 'until-close' }
  /** `Content-Length` tells too little: the rest comes all the same. */
  | { kind: 'length-too-short'; by: number }
  /** `Content-Length` tells too much: the rest never comes, the line stays open. */
  | { kind: 'length-too-long'; by: number }
  | { kind: 'bad-chunk-size' }
  /** The last chunk is missing, and the line ends. */
  | { kind: 'end-in-chunks' }
  | { kind: 'not-http'; bytes?: string }
  /** One header of that size. */
  | { kind: 'large-headers'; bytes: number };

/** An answer that is whole, but not the service's own. */
export type WrongAnswer =
  /** `location` is sent as given: of another host, relative, hostile; without it the header is missing. */
  | { kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308; location?: string }
  /** As the API itself refuses, with `{"message"}` and the rate-limit headers. */
  | { kind: 'refusal'; status: number; message: string; headers?: Readonly<Record<string, string>> }
  /** Any status, with any headers and body, as a proxy may send: nothing is added but the length. */
  | {
      kind: 'answer';
      status: number;
      headers?: Readonly<Record<string, string>> | readonly Header[];
      body?: string | Buffer;
    }
  /** Status 200 and `application/json`, but it is not what it says. */
  | { kind: 'malformed-json'; form: MalformedJson }
  /** The service's own answer with some fields changed, and some left out. */
  | { kind: 'patch'; fields?: Readonly<Record<string, unknown>>; without?: readonly string[] };

/** The answer is right, and then the line ends though it was to be kept open. */
export type AfterAnswer = { kind: 'end-after-answer' } | { kind: 'reset-after-answer' };

/** Which requests a fault befalls, and how often. What is left out leaves them all in. */
export interface FaultRule {
  method?: string;
  /** A text is the whole path without its query; an expression is matched against the path with its query. */
  path?: string | RegExp;
  /** Spares the first so many requests that match. */
  after?: number;
  /** Befalls so many requests, then no more. */
  times?: number;
  /** Befalls a request with this probability, from 0 to 1, drawn from the simulator's `faultSeed`. */
  chance?: number;
  /**
   * Whether the service acts on the request before its answer is lost or spoilt. No unless told; faults that bring the
   * service's own answer to its end in some way (`patch`, `trickle-…`, stalls with `ms`, `…-after-answer`) always let it.
   */
  acted?: boolean;
  /** One of a list is drawn each time. */
  fault: Fault | readonly Fault[];
}

const LINE_FAULTS: readonly string[] = ['silent-line', 'reset-line'] satisfies LineFault['kind'][];

export function isLineFault(fault: Fault): fault is LineFault {
  return LINE_FAULTS.includes(fault.kind);
}
