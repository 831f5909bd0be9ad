import { describe, expect, test } from '@jest/globals';
import { duration, printable, utc } from '../src/text.ts';

describe('a text from elsewhere', () => {
  test.each([
    ['Job was not found', 'Job was not found'],
    ['  around  ', 'around'],
    ['two\r\nlines\n\nand\tmore', 'two lines and more'],
    ['line\u2028paragraph\u2029end', 'line paragraph end'],
    ['Über 漢字 emoji 👩‍💻', 'Über 漢字 emoji 👩\uFFFD💻'],
    ['', ''],
  ])('comes out on one line: %j', (text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test.each([
    ['null', '\0'],
    ['escape', '\x1b'],
    ['bell', '\x07'],
    ['delete', '\x7f'],
    ['next line', '\x85'],
    ['control sequence introducer', '\x9b'],
    ['soft hyphen', '\u00ad'],
    ['Arabic letter mark', '\u061c'],
    ['zero-width space', '\u200b'],
    ['left-to-right mark', '\u200e'],
    ['right-to-left mark', '\u200f'],
    ['right-to-left embedding', '\u202b'],
    ['pop directional formatting', '\u202c'],
    ['right-to-left override', '\u202e'],
    ['word joiner', '\u2060'],
    ['left-to-right isolate', '\u2066'],
    ['pop directional isolate', '\u2069'],
    ['tag', '\u{e0041}'],
    ['half of a pair', '\ud83d'],
  ])('cannot act or hide by a character: %s', (_, character) => {
    expect(printable(`a${character}b`)).toBe('a\uFFFDb');
  });

  test.each([
    ['##[error]x', '# #[error]x'],
    ['####[error]x', '### #[error]x'],
    ['a ##[add-mask]e ##[group]', 'a # #[add-mask]e # #[group]'],
  ])("cannot be the runner's older kind of command: %s", (text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test('is cut at a length, and marked where it is cut', () => {
    expect(printable('abcdef', 6)).toBe('abcdef');
    expect(printable('abcdefg', 6)).toBe('abcdef… (cut, 7 characters in all)');
    expect(printable('x'.repeat(1e6))).toBe(`${'x'.repeat(500)}… (cut, 1000000 characters in all)`);
  });

  test('is marked as cut also where only white space comes before the cut', () => {
    expect(printable(`${' '.repeat(100)}end`, 5)).toBe('… (cut, 103 characters in all)');
  });

  test('is cut between characters, not inside one', () => {
    expect(printable('👩'.repeat(10), 3)).toBe('👩👩👩… (cut, 20 characters in all)');
  });
});

test.each([
  [0, '0 ms'],
  [949, '949 ms'],
  [1_000, '1 s'],
  [2_500, '2.5 s'],
  [9_940, '9.9 s'],
  [9_960, '10 s'],
  [119_000, '119 s'],
  [120_000, '2 min 0 s'],
  [7_199_000, '119 min 59 s'],
  [7_200_000, '2 h 0 min'],
  [86_400_000, '24 h 0 min'],
])('a length of time is shown for people: %i ms as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test.each([
  [Date.UTC(2026, 0, 5, 7, 9, 59), '2026-01-05 07:09 UTC'],
  [Date.UTC(2026, 10, 25, 20, 34), '2026-11-25 20:34 UTC'],
])('shows %d ms since 1970 to the minute, as %s', (ms, text) => {
  expect(utc(new Date(ms))).toBe(text);
});
