import type { Fault, LineFault } from '../../tools/simulator/faults/fault.ts';
import { MALFORMED_JSON, type MalformedJson } from '../../tools/simulator/faults/malformed-json.ts';

// Every fault that the simulator knows, by the name under which tests report it.

export type FaultTable = Readonly<Record<string, Exclude<Fault, LineFault>>>;

const PAGE = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';
const HTML = { 'Content-Type': 'text/html' };

/** They apply to a connection, so that a rule for them names no call. */
export const LINE_FAULTS: Readonly<Record<string, LineFault>> = {
  'a line that is silent': { kind: 'silent-line' },
  'a line that is reset': { kind: 'reset-line' },
};

/** The response breaks off, or is no proper HTTP. */
export const BROKEN_RESPONSES: FaultTable = {
  'a reset before the response': { kind: 'reset-before-answer' },
  'an end before the response': { kind: 'end-before-answer' },
  'a reset in the headers': { kind: 'reset-in-headers' },
  'an end in the headers': { kind: 'end-in-headers' },
  'a reset in the body': { kind: 'reset-in-body' },
  'an end in the body': { kind: 'end-in-body' },
  'a body without end': { kind: 'endless-body' },
  'a body of 2 MiB': { kind: 'large-body', bytes: 2 ** 21 },
  'a body of 2 MiB in one chunk': { kind: 'large-body', bytes: 2 ** 21, framing: 'chunked' },
  'a body of 2 MiB until the line ends': { kind: 'large-body', bytes: 2 ** 21, framing: 'until-close' },
  'a length that is too short': { kind: 'length-too-short', by: 20 },
  'a chunk size that is none': { kind: 'bad-chunk-size' },
  'chunks without the last': { kind: 'end-in-chunks' },
  'another protocol': { kind: 'not-http' },
  'headers of 64 kB': { kind: 'large-headers', bytes: 2 ** 16 },
  'nothing but 101': { kind: 'answer', status: 101, headers: { Connection: 'Upgrade', Upgrade: 'websocket' } },
};

/** The response never comes to its end: only the timeout ends it. */
export const UNFINISHED_RESPONSES: FaultTable = {
  'a halt before the headers': { kind: 'stall-before-headers' },
  'a halt in the headers': { kind: 'stall-in-headers' },
  'a halt in the body': { kind: 'stall-in-body' },
  'headers that trickle': { kind: 'trickle-headers', intervalMs: 50 },
  'a body that trickles': { kind: 'trickle-body', intervalMs: 50 },
  'a length that is too long': { kind: 'length-too-long', by: 20 },
  'nothing but 103': { kind: 'answer', status: 103 },
};

/** The response is whole, and reports an error that may pass. */
export const REFUSALS: FaultTable = {
  ...Object.fromEntries(
    [408, 425, 429, 500, 502, 503, 504, 507, 520, 530].map((status) => [
      `a refusal with ${status}`,
      { kind: 'refusal', status, message: 'Not now.' } as const,
    ]),
  ),
  'a page with 502': { kind: 'answer', status: 502, headers: HTML, body: PAGE },
};

/** A success without a body: to a terminate call, an accepted one. */
export const EMPTY_SUCCESSES: FaultTable = {
  'nothing with 200': { kind: 'answer', status: 200 },
  'nothing with 202': { kind: 'answer', status: 202 },
  'nothing with 204': { kind: 'answer', status: 204 },
  spaces: { kind: 'malformed-json', form: 'spaces' },
};

/** The service's own response, in a form that nobody asked for. It always acts. */
export const COMPRESSED: FaultTable = {
  'a body compressed by gzip': { kind: 'encoded-body', encoding: 'gzip' },
  'a body compressed by br': { kind: 'encoded-body', encoding: 'br' },
  'a body compressed by deflate': { kind: 'encoded-body', encoding: 'deflate' },
};

/** Some of the simulator's forms are odd, and jobs all the same; two are no bodies at all. */
const ODD_JOBS = ['deep-field', 'invalid-utf8', 'byte-order-mark', 'empty', 'spaces'];

/** The response is whole and a success, and no job. */
export const NO_JOBS: FaultTable = {
  'a page with 200': { kind: 'answer', status: 200, headers: HTML, body: PAGE },
  ...Object.fromEntries(
    Object.keys(MALFORMED_JSON)
      .filter((form) => !ODD_JOBS.includes(form))
      .map((form) => [`JSON that is wrong: ${form}`, { kind: 'malformed-json', form: form as MalformedJson }]),
  ),
};

/** What a client with some patience does not even notice. */
export const HARMLESS_FAULTS: FaultTable = {
  'a pause before the headers': { kind: 'stall-before-headers', ms: 50 },
  'a pause in the headers': { kind: 'stall-in-headers', ms: 50 },
  'a pause in the body': { kind: 'stall-in-body', ms: 50 },
  'a body of 900 kB': { kind: 'large-body', bytes: 900_000 },
  'a body of 900 kB until the line ends': { kind: 'large-body', bytes: 900_000, framing: 'until-close' },
  'headers of 8 kB': { kind: 'large-headers', bytes: 2 ** 13 },
  'bytes that are no UTF-8': { kind: 'malformed-json', form: 'invalid-utf8' },
  'a byte order mark': { kind: 'malformed-json', form: 'byte-order-mark' },
  'an end after the response': { kind: 'end-after-answer' },
  'a reset after the response': { kind: 'reset-after-answer' },
};
