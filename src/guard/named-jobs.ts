import type { JobRef } from '../api/job.ts';
import { parseJobIds, refuseCommaInUrl } from '../parse/job-ids.ts';
import { ParseError, type Quote } from '../parse/parse-error.ts';
import { words } from '../parse/words.ts';
import type { GuardInputs } from './guard-inputs.ts';

type Place = Pick<GuardInputs, 'apiUrl' | 'accountId'>;

/** The jobs in a text, and the words in it that name none. A valid ID counts whatever stands beside it. */
export interface NamedJobs {
  /** Each once. */
  readonly jobs: readonly JobRef[];
  /** Each once, without quotes around it. */
  readonly invalid: readonly string[];
}

/** Parses IDs and URLs of jobs. Quotes around them are not a part of them. An empty text names none. */
export function namedJobs(text: string, { apiUrl, accountId }: Place): NamedJobs {
  const jobs = new Map<number, JobRef>();
  const invalid = new Set<string>();
  for (const word of wordsOf(text).map(withoutQuotes)) {
    const given = parse(word, apiUrl);
    if (given === undefined || (given.accountId ?? accountId) !== accountId) invalid.add(word);
    else jobs.set(given.id, { accountId, id: given.id });
  }
  return { jobs: [...jobs.values()], invalid: [...invalid] };
}

/**
 * What is wrong with words that name no job.
 *
 * @param quote shows a text inside of a message
 */
export function explainInvalid(invalid: readonly string[], { apiUrl, accountId }: Place, quote: Quote): string {
  const foreign = invalid.filter((word) => parse(word, apiUrl) !== undefined);
  const wrong = invalid.filter((word) => word !== '' && !foreign.includes(word));
  const error = wrong.length === 0 ? undefined : attempt(() => parseJobIds(wrong.join(' '), apiUrl));
  const sentences = [
    invalid.includes('') ? 'there is nothing between the quotes. Check the step that writes it.' : '',
    foreign.length === 0 ? '' : `${foreign.map(quote).join(', ')} is of another account, not of ${accountId}.`,
    error instanceof ParseError ? error.explain(quote) : '',
  ];
  return sentences.filter(Boolean).join(' ');
}

/** In `https://…/jobs/305?tabs=1,2` the comma may belong to the URL: then all of it is one word, which names no job. */
function wordsOf(text: string): string[] {
  return text
    .split(/[ \t\r\n]+/)
    .flatMap((part) => (attempt(() => refuseCommaInUrl(part)) instanceof ParseError ? [part] : words(part)));
}

function withoutQuotes(word: string): string {
  return word.replace(/^["']+|["']+$/g, '');
}

function parse(word: string, apiUrl: URL) {
  const given = attempt(() => parseJobIds(word, apiUrl));
  return given instanceof ParseError ? undefined : given[0];
}

function attempt<T>(parsing: () => T): T | ParseError {
  try {
    return parsing();
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
}
