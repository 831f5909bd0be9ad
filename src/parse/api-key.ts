import { unicodePattern } from '../text.ts';
import { ParseError } from './parse-error.ts';
import { placeholder } from './words.ts';

const SCHEMES = ['basic', 'bearer'];
const QUOTES = ['"', "'", '`'];

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
  const wrongAt = key.search(/[^!-~]/);
  const scheme = key.slice(0, Math.max(wrongAt, 0));
  if (SCHEMES.includes(scheme.toLowerCase()) && /\s/.test(key.charAt(wrongAt))) {
    return `begins with "${scheme}". Give the key alone, without the name of a scheme.`;
  }
  const first = key.charAt(0);
  if (key.length > 1 && QUOTES.includes(first) && key.endsWith(first)) {
    return 'has quotes around it, at its first and its last character. Remove them.';
  }
  if (key.endsWith(':')) return 'ends with a colon, as in "curl -u KEY:". Remove the colon.';
  const unset = placeholder(key);
  if (unset !== undefined) return `${unset.one}. ${unset.advice}`;
  if (wrongAt < 0) return undefined;
  const character = String.fromCodePoint(key.codePointAt(wrongAt) ?? 0);
  return `has ${kindOf(character)} at character ${wrongAt + 1}. Store the key again without it.`;
}

function kindOf(character: string): string {
  if (/\s/.test(character)) return 'white space';
  return unicodePattern(String.raw`^[\p{C}\p{Default_Ignorable_Code_Point}]$`).test(character)
    ? 'an invisible character'
    : 'a non-ASCII character';
}
