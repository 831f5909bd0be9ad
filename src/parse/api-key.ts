import { unicodePattern } from '../text.ts';
import { ParseError } from './parse-error.ts';
import { placeholder } from './words.ts';

/**
 * What would end in a 401 that says nothing, for a masked secret cannot be looked at. An error says what is wrong and
 * where, never the characters.
 *
 * @param name how the error calls the key
 * @throws ParseError unless it is printable ASCII, without white space, without what belongs to a header or to curl
 */
export function parseApiKey(text: string, name = 'the key'): string {
  const problem = problemOf(text);
  if (problem !== undefined) throw new ParseError(() => `${name} ${problem}`);
  return text;
}

function problemOf(key: string): string | undefined {
  const scheme = /^(basic|bearer)\s/i.exec(key)?.[1];
  if (scheme !== undefined) return `begins with "${scheme}". Give the key alone, without the name of a scheme.`;
  if (/^(["'`]).*\1$/s.test(key)) return 'has quotes around it, at its first and its last character. Remove them.';
  if (key.endsWith(':')) return 'ends with a colon, as in "curl -u KEY:". Remove the colon.';
  const unset = placeholder(key);
  if (unset !== undefined) return `${unset.one}. ${unset.advice}`;
  const wrong = /[^!-~]/u.exec(key);
  if (wrong === null) return undefined;
  const position = Array.from(key.slice(0, wrong.index)).length + 1;
  return `has ${kindOf(wrong[0])} at character ${position}. Store the key again without it.`;
}

function kindOf(character: string): string {
  if (/^\s$/.test(character)) return 'white space';
  return unicodePattern(String.raw`^[\p{C}\p{Default_Ignorable_Code_Point}]$`).test(character)
    ? 'an invisible character'
    : 'a non-ASCII character';
}
