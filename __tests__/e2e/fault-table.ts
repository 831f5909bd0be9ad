import type { Fault, LineFault } from '../../tools/simulator/faults/fault.ts';
import { MALFORMED_JSON, type MalformedJson } from '../../tools/simulator/faults/malformed-json.ts';

// Every fault that the simulator knows, by the name under which tests tell of it.

export type FaultTable = Readonly<Record<string, Exclude<Fault, LineFault>>>;

const PAGE = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';
const HTML = { 'Content-Type': 'text/html' };

/** They befall a connection, so that a rule for them names no call. */
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
};

/** The response never comes to its end: only the timeout ends it. */
export const UNFINISHED_RESPONSES: FaultTable = {
  'a halt before the headers': { kind: 'stall-before-headers' },
  'a halt in the headers': { kind: 'stall-in-headers' },
  'a halt in the body': { kind: 'stall-in-body' },
  'headers that trickle': { kind: 'trickle-headers', intervalMs: 50 },
  'a body that trickles': { kind: 'trickle-body', intervalMs: 50 },
  'a length that is too long': { kind: 'length-too-long', by: 20 },
  'nothing but 101': { kind: 'answer', status: 101, headers: { Connection: 'Upgrade', Upgrade: 'websocket' } },
  'nothing but 103': { kind: 'answer', status: 103 },
};

/** The response is whole, and reports an error that may pass. */
export const REFUSALS: FaultTable = {
  ...Object.fromEntries(
    [408, 429, 500, 502, 503, 504].map((status) => [
      `a refusal with ${status}`,
      { kind: 'refusal', status, message: 'Not now.' } as const,
    ]),
  ),
  'a page with 502': { kind: 'answer', status: 502, headers: HTML, body: PAGE },
};

/** The response is whole and a success, and no job. (Two of the simulator's forms are odd, and jobs all the same.) */
export const NO_JOBS: FaultTable = {
  'a page with 200': { kind: 'answer', status: 200, headers: HTML, body: PAGE },
  'nothing with 204': { kind: 'answer', status: 204 },
  ...Object.fromEntries(
    Object.keys(MALFORMED_JSON)
      .filter((form) => !['deep-field', 'invalid-utf8'].includes(form))
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
  'an end after the response': { kind: 'end-after-answer' },
  'a reset after the response': { kind: 'reset-after-answer' },
};
