import { type GivenJob, parseJobUrl } from './job-urls.ts';
import { ParseError, type Quote } from './parse-error.ts';
import { isTooLarge, wholeNumber } from './scalars.ts';
import { type Problem, placeholder, refuseHidden, words } from './words.ts';

const NOT_AN_ID: Problem = {
  one: 'is not a job ID',
  many: 'are not job IDs',
  advice: "Give digits only, above 0, or the job's URL.",
};
const IN_QUOTES: Problem = {
  one: 'stands in quotes',
  many: 'stand in quotes',
  advice: 'Remove the quotes.',
};
const TOO_LARGE: Problem = {
  one: 'is past 2^53, where numbers cannot be told apart',
  many: 'are past 2^53, where numbers cannot be told apart',
  advice: 'Check the ID.',
};
const COMMENT: Problem = {
  one: 'looks like a comment',
  many: 'look like comments',
  advice: 'Only variables may have comments.',
};

const MAX_SHOWN = 10;

/**
 * Parses jobs that are named, separated by commas, spaces or lines: each by its ID or by its URL. What comes out can never
 * change the path that is requested: one segment beside it are calls that tear down a cluster.
 *
 * @param apiUrl the only place whose URLs are taken; undefined where that is not known
 * @throws ParseError where any is neither a whole number above 0 in ASCII digits nor the URL of a job, with all that are
 *   wrong; or where there is none
 */
export function parseJobIds(text: string, apiUrl: URL | undefined): GivenJob[] {
  refuseHidden(text);
  refuseCommaInUrl(text);
  const given: GivenJob[] = [];
  const wrong: [problem: Problem, word: string][] = [];
  // One placeholder has a space in it.
  for (const word of placeholder(text) === undefined ? words(text) : [text]) {
    const result = parseJob(word, apiUrl);
    if ('id' in result) given.push(result);
    else wrong.push([result, word]);
  }
  if (wrong.length > 0) throw new ParseError((quote) => explain(wrong, quote));
  if (given.length > 0) return given;
  throw new ParseError(
    () =>
      "nothing was given. Give the job's ID (digits only, above 0) or its URL. " +
      'Or select jobs with package-id, cluster-id, variables or running-longer-than-seconds.',
  );
}

function parseJob(word: string, apiUrl: URL | undefined): GivenJob | Problem {
  const id = wholeNumber(word);
  if (id !== undefined) return { id, accountId: undefined };
  const unset = placeholder(word);
  if (unset !== undefined) return unset;
  if (isTooLarge(word)) return TOO_LARGE;
  if (isInQuotes(word)) return IN_QUOTES;
  if (word.startsWith('#')) return COMMENT;
  return word.includes('/') ? parseJobUrl(word, apiUrl) : NOT_AN_ID;
}

function isInQuotes(word: string): boolean {
  return word.length > 1 && /^["'`“‘].*["'`”’]$/.test(word);
}

/** Words with the same problem are listed together, so that each advice is given once. */
function explain(wrong: readonly [Problem, string][], quote: Quote): string {
  const kinds = new Map(wrong.map(([problem]) => [problem.one, problem]));
  const sentences = [...kinds.values()].map(({ one, many, advice }) => {
    const list = [...new Set(wrong.filter(([problem]) => problem.one === one).map(([, word]) => shown(word, quote)))];
    const more = list.length > MAX_SHOWN ? ` and ${list.length - MAX_SHOWN} more` : '';
    return `${list.slice(0, MAX_SHOWN).join(', ')}${more} ${list.length === 1 ? one : many}. ${advice}`;
  });
  return sentences.join(' ');
}

/** Every text is shown in quotes: those that it has would come out twice. */
function shown(word: string, quote: Quote): string {
  return quote(isInQuotes(word) ? word.slice(1, -1) : word);
}

/**
 * In `https://…/jobs/305?tabs=1,2` the comma may belong to the URL: job 2 must not be terminated for it.
 *
 * @throws ParseError
 */
export function refuseCommaInUrl(text: string): void {
  // Most are plain IDs, with which the patterns need not be compiled.
  if (!text.includes('/')) return;
  const url = text.split(/[ \t\r\n]+/).find((part) => {
    const end = part.search(/[?#]/);
    return part.slice(0, Math.max(end, 0)).includes('/') && part.includes(',', end);
  });
  if (url === undefined) return;
  throw new ParseError(
    (quote) =>
      `${quote(url)} may be one URL or several. Give each on a line of its own, without what follows "?" or "#".`,
  );
}
