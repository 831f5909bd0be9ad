import { expect, test } from '@jest/globals';
import { parseApiKey } from '../../src/parse/api-key.ts';
import { problemOf } from './problem-of.ts';

test.each([
  'V4eyfgNqYcSasXGhzNxS',
  'a',
  'Basic',
  'bearer-of-news',
  `it's`,
  'a:b',
  '!~',
  'null-and-void',
  '"V4ey"fgNq',
  'V4ey"fgNq"',
  'V4eyfgNqV',
  '"',
  'V4ey$fgNq',
  'V4ey%fgNq%',
])('a key of printable ASCII is a key: %s', (key) => {
  expect(parseApiKey(key)).toBe(key);
});

test.each([
  ['Basic V4eyfgNq', 'the key begins with "Basic". Give the key alone, without the name of a scheme.'],
  ['bearer\tV4eyfgNq', 'the key begins with "bearer". Give the key alone, without the name of a scheme.'],
  ['"V4eyfgNq"', 'the key has quotes around it, at its first and its last character. Remove them.'],
  ["'V4eyfgNq'", 'the key has quotes around it, at its first and its last character. Remove them.'],
  ['V4eyfgNq:', 'the key ends with a colon, as in "curl -u KEY:". Remove the colon.'],
  ['V4ey basic fgNq', 'the key has white space at character 5. Store the key again without it.'],
  ['V4ey fgNq', 'the key has white space at character 5. Store the key again without it.'],
  ['V4ey\nfgNq', 'the key has white space at character 5. Store the key again without it.'],
  ['V4eyfgNq\u00a0', 'the key has white space at character 9. Store the key again without it.'],
  ['\u200bV4eyfgNq', 'the key has an invisible character at character 1. Store the key again without it.'],
  ['V4ey\x07fgNq', 'the key has an invisible character at character 5. Store the key again without it.'],
  ['basicü', 'the key has a non-ASCII character at character 6. Store the key again without it.'],
  ['V4eyfgNü', 'the key has a non-ASCII character at character 8. Store the key again without it.'],
  ['😀ü', 'the key has a non-ASCII character at character 1. Store the key again without it.'],
])('what would end in a 401 is refused, with what is wrong and where: %j', (key, problem) => {
  expect(problemOf(() => parseApiKey(key))).toBe(problem);
});

test('a variable that was not expanded, and one that was not set, are no keys', () => {
  expect(problemOf(() => parseApiKey('$XPLENTY_API_KEY'))).toMatch(/^the key is a variable that was not expanded\./);
  expect(problemOf(() => parseApiKey('undefined'))).toMatch(/^the key stands for a value that was not set\./);
});

test('the variable that the key comes from is named', () => {
  expect(problemOf(() => parseApiKey('a b', 'the key in XPLENTY_API_KEY'))).toMatch(
    /^the key in XPLENTY_API_KEY has white space/,
  );
});
