import { unicodePattern } from '../text.ts';
import { ParseError } from './parse-error.ts';
import { hiddenCharacter, trimmed } from './words.ts';

/**
 * Lines of `name=value`. A name is in NFC. A line that begins with `#` is a comment. A value keeps every character, quotes too. An
 * error names the line, never its text: a variable may hold a secret.
 *
 * @throws ParseError where a line has no name or no `=`, a name stands twice, a value seems to hold another variable, or
 *   there is no variable at all
 */
export function parseVariables(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [index, untrimmed] of text.split(/\r\n|\r|\n/).entries()) {
    const line = trimmed(untrimmed);
    if (line === '' || line.startsWith('#')) continue;
    const [name, value] = parseLine(line, `line ${index + 1}`);
    if (variables.has(name)) throw new ParseError(() => `line ${index + 1} names a variable for the second time.`);
    variables.set(name, value);
  }
  if (variables.size > 0) return variables;
  throw new ParseError(() => 'there is no variable in it, only comments. Write a line of name=value.');
}

function parseLine(line: string, where: string): [name: string, value: string] {
  const equals = line.indexOf('=');
  const name = trimmed(line.slice(0, Math.max(equals, 0))).normalize('NFC');
  const value = trimmed(line.slice(equals + 1));
  if (name === '') throw new ParseError(() => `${where} is not of the form name=value.`);
  const hidden = hiddenCharacter(name);
  if (hidden !== undefined) {
    throw new ParseError(() => `${where} has the invisible character ${hidden} in the name. Remove it.`);
  }
  // With the white space before it: `stage= owner=jo` is two, of which one is empty.
  if (seemsToHoldAnother(line.slice(equals + 1))) {
    throw new ParseError(
      () =>
        `${where} seems to hold several variables. Write a line for each, below "variables: |". ` +
        'If it is one value, write it in quotes: name="value".',
    );
  }
  return [name, value];
}

/**
 * A form loses line ends: `stage=test owner=jo` is what is left of two lines. Inside quotes it is one value.
 */
function seemsToHoldAnother(value: string): boolean {
  const outsideOfQuotes = value.replace(/"[^"]*"|'[^']*'/g, '""');
  const another = unicodePattern(String.raw`(?:[\s\x85,]|\\n|%0a)[\p{L}_][\p{L}\p{N}_.-]*\s*=`, 'i');
  return another.test(outsideOfQuotes);
}
