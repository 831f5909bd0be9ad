import { ACTIVE_STATUSES, type ActiveStatus } from './api/job.ts';
import type { ProxySettings } from './api/proxy.ts';
import { printable } from './text.ts';

// What the texts of inputs mean. Each function takes one text, and throws ParseError where it cannot be meant.

/** Shows a text inside of a message. */
type Quote = (text: string) => string;

/** What is wrong with a text. Wrong texts are shown without secrets, which whoever parses does not know. */
export class ParseError extends Error {
  /** Makes the message: what is wrong, and what to write. */
  readonly explain: (quote: Quote) => string;

  constructor(explain: (quote: Quote) => string) {
    super(explain(() => 'a text'));
    this.explain = explain;
  }
}

/** In quotes, on one line, cut, and without what may be the user and password of an address, however that is written. */
export function quoted(text: string, redact: (text: string) => string): string {
  if (text === '') return 'nothing';
  const at = text.lastIndexOf('@');
  return `"${printable(redact(at < 0 ? text : `***${text.slice(at)}`), 200)}"`;
}

/** A job as it was given: by its ID, or by its address, which names the account too. */
export interface GivenJob {
  readonly id: number;
  readonly accountId: string | undefined;
}

/**
 * Parses jobs that are named, separated by commas, spaces or lines: each by its ID or by its address in the API. What
 * comes out can never change the path that is requested: one segment beside it are calls that tear down a cluster.
 *
 * @param apiUrl the only place whose addresses are taken; undefined where that is not known
 * @throws ParseError where any is neither a whole number above 0 in ASCII digits nor an address of `apiUrl` that ends in
 *   `/<account>/api/jobs/<number>`, with all that are wrong; or where there is none
 */
export function parseJobIds(text: string, apiUrl: URL | undefined): GivenJob[] {
  const errors: ParseError[] = [];
  const given: GivenJob[] = [];
  for (const word of words(text)) {
    try {
      given.push(word.includes('/') ? parseJobUrl(word, apiUrl) : { id: parseJobId(word), accountId: undefined });
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 0) {
    throw new ParseError((quote) => [...new Set(errors.map(({ explain }) => explain(quote)))].join(' '));
  }
  if (given.length > 0) return given;
  throw new ParseError(
    () =>
      'nothing was given. Give the number of the job to terminate (digits only, above 0) or its address in the API, ' +
      'or choose jobs with package-id, cluster-id, variables or running-longer-than-seconds.',
  );
}

function parseJobId(text: string): number {
  const id = wholeNumber(text);
  if (id !== undefined) return id;
  throw new ParseError(
    (quote) =>
      `${quote(text)} is not a job's number. ` +
      'Give the number of the job (digits only, above 0) or its address in the API.',
  );
}

function parseJobUrl(text: string, apiUrl: URL | undefined): GivenJob {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const base = apiUrl?.pathname.replace(/\/$/, '') ?? '';
  // The path as it was written: URL resolves dots, slashes and escapes on its own.
  const path = /^https?:\/\/[^/?#\\]+(\/[^?#\\]*)$/i.exec(text)?.[1] ?? '';
  const match = /^\/([A-Za-z0-9_-]+)\/api\/jobs\/([0-9]+)$/.exec(path.startsWith(base) ? path.slice(base.length) : '');
  if (url === undefined || url.pathname !== path || url.username !== '' || url.password !== '' || match === null) {
    throw new ParseError(
      (quote) =>
        `${quote(text)} is not the address of a job in the API. Give the number of the job, or an address like ` +
        "https://api.xplenty.com/ACCOUNT/api/jobs/305 (the answer's url).",
    );
  }
  if (apiUrl !== undefined && url.origin !== apiUrl.origin) {
    throw new ParseError(
      (quote) =>
        `${quote(text)} is not on ${apiUrl.origin}, the place that api-url names. The key is sent nowhere else.`,
    );
  }
  return { id: parseJobId(match[2] ?? ''), accountId: match[1] };
}

/**
 * @param what whose ID it is, for instance `package`
 * @returns undefined where nothing was given
 * @throws ParseError unless it is a whole number above 0 in ASCII digits
 */
export function parseOptionalId(text: string, what: string): number | undefined {
  if (text === '') return undefined;
  const id = wholeNumber(text);
  if (id !== undefined) return id;
  throw new ParseError((quote) => `${quote(text)} is not the number of a ${what}. Give digits only, above 0.`);
}

/** @throws ParseError unless it can stand as one segment of a path and cannot change the path */
export function parseAccountId(text: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(text)) return text;
  throw new ParseError(
    (quote) =>
      `${quote(text)} was given. Give the account's name as it stands in the API's addresses ` +
      '(https://api.xplenty.com/ACCOUNT/api/jobs/305): letters, digits, - and _. Or set XPLENTY_ACCOUNT_ID.',
  );
}

/**
 * Lines of `name=value`. An error names the line, never its text: a variable may hold a secret.
 *
 * @throws ParseError where a line has no name or no `=`, or a name stands twice
 */
export function parseVariables(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const equals = line.indexOf('=');
    const [name, value] = [line.slice(0, Math.max(equals, 0)).trim(), line.slice(equals + 1).trim()];
    if (name === '') throw new ParseError(() => `line ${index + 1} is not of the form name=value.`);
    if (variables.has(name)) throw new ParseError(() => `line ${index + 1} names a variable for the second time.`);
    variables.set(name, value);
  }
  return variables;
}

/** @throws ParseError for a status that is none of the four of a job that has neither finished nor been asked to stop */
export function parseStatuses(text: string): readonly ActiveStatus[] {
  const given = words(text);
  const wrong = given.filter((word) => !(ACTIVE_STATUSES as readonly string[]).includes(word));
  if (wrong.length > 0) {
    throw new ParseError(
      (quote) => `${wrong.map(quote).join(', ')} was given. Give some of ${ACTIVE_STATUSES.join(', ')}.`,
    );
  }
  return given.length === 0 ? ACTIVE_STATUSES : ACTIVE_STATUSES.filter((status) => given.includes(status));
}

/** @throws ParseError unless it is a boolean of YAML 1.2's core schema, as `core.getBooleanInput` takes them */
export function parseBoolean(text: string): boolean {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  throw new ParseError((quote) => `${quote(text)} was given. Give true or false.`);
}

/** @throws ParseError unless it is one of the words that actions/upload-artifact has for `if-no-files-found` */
export function parseIfNoJobsFound(text: string): 'ignore' | 'warn' | 'error' {
  if (text === 'ignore' || text === 'warn' || text === 'error') return text;
  throw new ParseError((quote) => `${quote(text)} was given. Give ignore, warn or error.`);
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
  const seconds = /^(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new ParseError(
    (quote) => `${quote(text)} was given. Give a number of seconds above 0, for instance 30 or 0.5.`,
  );
}

/**
 * The address of the API, without anything that could carry a secret or change a path.
 *
 * @throws ParseError unless it is an https address (http for this machine itself) without user, password, query or fragment
 */
export function parseApiUrl(text: string): URL {
  if (!URL.canParse(text)) {
    throw new ParseError((quote) => `${quote(text)} is not an address. Give one like https://api.xplenty.com.`);
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    throw new ParseError(
      (quote) => `${quote(text)} has a user, a password, a query or a fragment. Give the address without them.`,
    );
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new ParseError(
      (quote) => `${quote(text)} is not https. The key is sent only over https, except to this machine itself.`,
    );
  }
  return url;
}

/** A host name can begin with `127.`; only an address of that range is this machine. URL has written it out in full. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * @param text the address of a proxy, with or without `http://`
 * @param variable the environment variable that has it
 * @throws ParseError, without the text: it may hold a password
 */
export function parseProxy(text: string, variable: string): ProxySettings {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  try {
    const url = new URL(address);
    if (/^https?:$/.test(url.protocol)) {
      const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
      return { url, credentials: credentials === ':' ? undefined : credentials, variable };
    }
  } catch {
    // No address, or a `%` that encodes nothing. It has to be written as %25.
  }
  throw new ParseError(() => 'it is set, but not to the address of a proxy, like http://proxy.example:3128.');
}

/** @returns a whole number above 0, written in ASCII digits; undefined for anything else */
function wholeNumber(text: string): number | undefined {
  const number = /^[0-9]+$/.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** What is separated by commas, spaces or lines. */
function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}
