import { isPlainAscii, unicodePattern } from '../text.ts';
import { ParseError } from './parse-error.ts';

const AROUND = ' \t\r\n';

/** Without the spaces, tabs and line ends around it. Other white space stays: it may be a part of the text. */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && AROUND.includes(text.charAt(start))) start++;
  while (end > start && AROUND.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** What is separated by commas, spaces, tabs or line ends. */
export function words(text: string): string[] {
  return text.split(/[ \t\r\n,]+/).filter(Boolean);
}

/** Any other white space, and what is not seen at all: control and format characters, and those that fonts leave out. */
const HIDDEN = String.raw`(?![ \t\r\n])[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]`;

/** Those that come with copied texts. */
const NAMES: Readonly<Record<string, string>> = {
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u2007': 'figure space',
  '\u2009': 'thin space',
  '\u200b': 'zero-width space',
  '\u200c': 'zero-width non-joiner',
  '\u200d': 'zero-width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u2028': 'line separator',
  '\u202f': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u3000': 'ideographic space',
  '\ufeff': 'byte order mark',
};

/** The first character of a text that is not seen, for instance `U+202F (narrow no-break space)`. */
export function hiddenCharacter(text: string): string | undefined {
  const character = isPlainAscii(text) ? undefined : unicodePattern(HIDDEN).exec(text)?.[0];
  if (character === undefined) return undefined;
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const name = NAMES[character];
  return name === undefined ? code : `${code} (${name})`;
}

/** @throws ParseError for white space that separates nothing, and for characters that are not seen */
export function refuseHidden(text: string): void {
  const hidden = hiddenCharacter(text);
  if (hidden === undefined) return;
  throw new ParseError(
    (quote) =>
      `the invisible character ${hidden} is in ${quote(text)}. Remove it. ` +
      'Only spaces, tabs, line ends and commas separate values.',
  );
}

/** What is wrong with one or more words, as `"x" is …` and `"x", "y" are …`, and what to do about it. */
export interface Problem {
  readonly one: string;
  readonly many: string;
  readonly advice: string;
}

const UNSET = ['undefined', 'null', 'none', 'nil', '<nil', 'nil>', '<nil>', 'nan', '[object object]'];
const NOT_SET: Problem = {
  one: 'stands for a value that was not set',
  many: 'stand for values that were not set',
  advice: 'Check the step, the script or the form that should set it.',
};

const NOT_EXPANDED: Problem = {
  one: 'is a variable that was not expanded',
  many: 'are variables that were not expanded',
  advice: `Write an expression, for instance \${{ env.NAME }} or \${{ steps.ID.outputs.NAME }}.`,
};

/** What scripts and forms put in place of a value that is not there: `null`, `$JOB_ID`, `[object Object]` … */
export function placeholder(text: string): Problem | undefined {
  if (UNSET.includes(text.toLowerCase())) return NOT_SET;
  const isVariable = text.startsWith('$') || text.includes('{{') || /^%\w+%$/.test(text);
  return isVariable ? NOT_EXPANDED : undefined;
}
