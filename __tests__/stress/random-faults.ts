import { echoedRequest, ownBody } from '../../tools/simulator/faults/bodies.ts';
import type { Fault, FaultRule } from '../../tools/simulator/simulator.ts';
import {
  BROKEN_RESPONSES,
  COMPRESSED,
  EMPTY_SUCCESSES,
  HARMLESS_FAULTS,
  LINE_FAULTS,
  NO_JOBS,
  REFUSALS,
  UNFINISHED_RESPONSES,
} from '../e2e/fault-table.ts';

/** How many responses are broken: one in five. */
const BROKEN = 0.2;
/** How many terminate calls are answered without a body, have no effect, or act late: each. */
const EMPTY = 0.02;
/** How many status checks show an older state. */
const LAGGING_RESPONSES = 0.02;
/** How many connections are. */
const BROKEN_LINES = 0.03;

/** A refusal that a further attempt cannot fix. The service has not acted where it says so. */
function lastWords(key: string): Fault[] {
  return [
    ...[400, 403, 404, 409, 422].map(
      (status): Fault => ({ kind: 'refusal', status, message: `No, ${key}\n::error::no` }),
    ),
    { kind: 'redirect', status: 307, location: 'https://elsewhere.example/' },
  ];
}

function oddFields(key: string): Fault {
  return {
    kind: 'patch',
    fields: { runtime_in_seconds: null, progress: 1.5, errors: `\r::error::${key}`, [key]: [key] },
  };
}

/** Errors that repeat the request or the job: nothing of that may be seen. */
const ECHOES: readonly Fault[] = [
  { kind: 'answer', status: 500, body: ownBody },
  { kind: 'answer', status: 422, body: ownBody },
  { kind: 'answer', status: 400, body: echoedRequest },
];

/** What a replica that lags behind, or a service that forgets, shows to one request. */
const LAGGING: readonly Fault[] = [
  { kind: 'older-status', shown: 'running' },
  { kind: 'refusal', status: 404, message: 'Item not found.' },
];

/**
 * The rules by which a service breaks one response in five, in every way that there is: half of them after it has acted on
 * the call, half of them before.
 *
 * @param key is sent back in some responses
 */
export function randomFaults(key: string): FaultRule[] {
  const faults = (...tables: Readonly<Record<string, Fault>>[]) => tables.flatMap((table) => Object.values(table));
  const broken = faults(BROKEN_RESPONSES, UNFINISHED_RESPONSES, REFUSALS, NO_JOBS);
  // A service that has acted does not say that the call was wrong.
  const acted = broken.filter((fault) => !('status' in fault && fault.status >= 400 && fault.status < 500));
  return [
    { fault: Object.values(LINE_FAULTS), chance: BROKEN_LINES },
    { method: 'GET', fault: LAGGING, chance: LAGGING_RESPONSES },
    { method: 'DELETE', fault: faults(EMPTY_SUCCESSES), acted: true, chance: EMPTY },
    { method: 'DELETE', fault: { kind: 'stop-without-effect', shown: 'pending_stoppage', ms: 300 }, chance: EMPTY },
    { method: 'DELETE', actsAfterMs: 400, fault: { kind: 'reset-before-answer' }, chance: EMPTY },
    { fault: [...acted, ...faults(HARMLESS_FAULTS, COMPRESSED), oddFields(key)], acted: true, chance: BROKEN / 2 },
    { fault: [...broken, ...ECHOES, ...lastWords(key)], chance: BROKEN / 2 / (1 - BROKEN / 2) },
  ];
}
