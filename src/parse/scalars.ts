import { ACTIVE_STATUSES, type ActiveStatus } from '../api/job.ts';
import { ParseError } from './parse-error.ts';
import { placeholder, refuseHidden, words } from './words.ts';

// What the texts of inputs mean that hold one value. Each function throws ParseError where it cannot be meant.

/** @throws ParseError unless it is a boolean of YAML 1.2's core schema, as `core.getBooleanInput` takes them */
export function parseBoolean(text: string): boolean {
  if (['true', 'True', 'TRUE'].includes(text)) return true;
  if (['false', 'False', 'FALSE'].includes(text)) return false;
  refuseHidden(text);
  throw new ParseError((quote) => `${quote(text)} is neither true nor false. Write true or false.`);
}

/** Longer than any workflow may run, and short enough for Node's timers, which end after 2^31 ms. */
const MAX_SECONDS = 1_000_000;

/**
 * @returns milliseconds, no more than a timer can wait
 * @throws ParseError unless it is a decimal number of seconds above 0
 */
export function parseWaitMs(text: string): number {
  return Math.min(parseSeconds(text), MAX_SECONDS) * 1000;
}

/**
 * @returns seconds, fractions included
 * @throws ParseError unless it is a decimal number above 0
 */
export function parseSeconds(text: string): number {
  const seconds = /^[\d.][\d.eE+-]*$/.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  refuseHidden(text);
  throw new ParseError(
    (quote) => `${quote(text)} is not a number of seconds above 0. Use digits, for example 600 or 0.5.`,
  );
}

/**
 * A whole number above 0 in ASCII digits. `305.0` is one too: forms send it for a field of type `number`.
 *
 * @returns undefined for anything else, and for a number past 2^53, of which JSON cannot tell two neighbours apart
 */
export function wholeNumber(text: string): number | undefined {
  const number = /^[0-9]+(\.0+)?$/.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** Whether it would be a whole number, were it not past 2^53. */
export function isTooLarge(text: string): boolean {
  return /^[0-9]+(\.0+)?$/.test(text) && Number(text) > Number.MAX_SAFE_INTEGER;
}

/**
 * @param what whose ID it is, for instance `package`
 * @throws ParseError unless it is a whole number above 0, in ASCII digits, up to 2^53 - 1
 */
export function parseId(text: string, what: string): number {
  const id = wholeNumber(text);
  if (id !== undefined) return id;
  refuseHidden(text);
  refusePlaceholder(text);
  if (isTooLarge(text)) {
    throw new ParseError((quote) => `${quote(text)} is past 2^53, where numbers cannot be told apart. Check the ID.`);
  }
  throw new ParseError((quote) => `${quote(text)} is not the ID of a ${what}. Use digits only, above 0.`);
}

/** @throws ParseError unless it can stand as one segment of a path and cannot change the path */
export function parseAccountId(text: string): string {
  refuseHidden(text);
  refusePlaceholder(text);
  if (/^[A-Za-z0-9_-]+$/.test(text)) return text;
  throw new ParseError(
    (quote) =>
      `${text === '' ? 'no account was given' : `${quote(text)} is not the ID of an account`}. ` +
      'It is the name in the URLs of the API: https://api.xplenty.com/ACCOUNT/api/jobs/305. ' +
      'Use letters, digits, - and _, or set XPLENTY_ACCOUNT_ID.',
  );
}

/** @throws ParseError for a status that is none of the four of a job that has neither finished nor been asked to stop */
export function parseStatuses(text: string): readonly ActiveStatus[] {
  refuseHidden(text);
  const given = words(text);
  const others = given.filter((word) => !(ACTIVE_STATUSES as readonly string[]).includes(word));
  const wrong = given.length === 0 ? [text] : [...new Set(others)];
  if (wrong.length > 0) {
    const are = wrong.length === 1 ? 'is not an active status' : 'are not active statuses';
    throw new ParseError(
      (quote) => `${wrong.map(quote).join(', ')} ${are}. Use some of ${ACTIVE_STATUSES.join(', ')}.`,
    );
  }
  return ACTIVE_STATUSES.filter((status) => given.includes(status));
}

export function refusePlaceholder(text: string): void {
  const problem = placeholder(text);
  if (problem !== undefined) throw new ParseError((quote) => `${quote(text)} ${problem.one}. ${problem.advice}`);
}

/** @throws ParseError unless it is one of the words that actions/upload-artifact has for `if-no-files-found` */
export function parseIfNoJobsFound(text: string): 'ignore' | 'warn' | 'error' {
  if (text === 'ignore' || text === 'warn' || text === 'error') return text;
  throw new ParseError((quote) => `${quote(text)} was given. Give ignore, warn or error.`);
}
