import { redact } from '../report/secrets.ts';
import { printable } from '../xplenty/remote-text.ts';

/**
 * A value as an error shows it: in quotes, on one line, cut, and without what may be the user and password of an address,
 * however that is written.
 */
export function shown(text: string): string {
  if (text === '') return 'nothing';
  const at = text.lastIndexOf('@');
  return `"${printable(redact(at < 0 ? text : `***${text.slice(at)}`), 200)}"`;
}

/** @throws Error unless it is a boolean of YAML 1.2's core schema, as `core.getBooleanInput` takes them */
export function parseBoolean(text: string): boolean {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  throw new Error(`${shown(text)} was given. Give true or false.`);
}

/** @returns a whole number above 0, written in ASCII digits; undefined for anything else */
export function wholeNumber(text: string): number | undefined {
  const number = /^[0-9]+$/.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** Longer than any workflow may run, and short enough for Node's timers, which end after 2^31 ms. */
const LONGEST_SECONDS = 1_000_000;

/**
 * @returns seconds, fractions included, no more than a timer can wait
 * @throws Error unless it is a decimal number above 0
 */
export function parseWait(text: string): number {
  return Math.min(parseSeconds(text), LONGEST_SECONDS);
}

/**
 * @returns seconds, fractions included
 * @throws Error unless it is a decimal number above 0
 */
export function parseSeconds(text: string): number {
  const seconds = /^(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(seconds > 0 && Number.isFinite(seconds))) {
    throw new Error(`${shown(text)} was given. Give a number of seconds above 0, for instance 30 or 0.5.`);
  }
  return seconds;
}

/** @throws Error unless it can stand as one segment of a path and cannot change the path */
export function parseAccountId(text: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(text)) return text;
  throw new Error(
    `${shown(text)} was given. Give the account's name as it stands in the API's addresses ` +
      '(https://api.xplenty.com/ACCOUNT/api/jobs/305): letters, digits, - and _. Or set XPLENTY_ACCOUNT_ID.',
  );
}

/** What is separated by commas, spaces or lines. */
export function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}
