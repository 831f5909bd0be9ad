import { describe, expect, test } from '@jest/globals';
import { parseAccountId, parseBoolean, parseSeconds, parseWaitMs, quoted } from '../../src/parse.ts';
import { problemOf } from './problem-of.ts';

describe('a boolean', () => {
  test.each(['true', 'True', 'TRUE'])('is true: %s', (text) => {
    expect(parseBoolean(text)).toBe(true);
  });

  test.each(['false', 'False', 'FALSE'])('is false: %s', (text) => {
    expect(parseBoolean(text)).toBe(false);
  });

  test.each(['', 'yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'true\nfalse', 'true ', 'ｔｒｕｅ', 'null'])(
    'is refused unless YAML 1.2 knows it: %j',
    (text) => {
      expect(problemOf(() => parseBoolean(text))).toMatch(/was given\. Give true or false\./);
    },
  );
});

describe('a number of seconds', () => {
  test.each([
    ['600', 600],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['007', 7],
    ['1e3', 1_000],
    ['2.5E-1', 0.25],
  ])('is a decimal number above 0: %s', (text, seconds) => {
    expect(parseSeconds(text)).toBe(seconds);
  });

  test.each(['0', '0.0', '0e5', '-1', '+1', '', ' 1', '1 ', '1s', '1,5', '0x10', '1_000', '.', 'e3', '1e', 'NaN'])(
    'is refused where it is none: %j',
    (text) => {
      expect(problemOf(() => parseSeconds(text))).toMatch(
        /was given\. Give a number of seconds above 0, for instance 30 or 0\.5\./,
      );
    },
  );

  test.each(['Infinity', '1e400', '９', '1e-400'])('is refused where no clock could count it: %s', (text) => {
    expect(problemOf(() => parseSeconds(text))).toMatch(/Give a number of seconds above 0/);
  });
});

test('a wait is no longer than what the timers of Node can count, twice over', () => {
  expect(parseWaitMs('2.5')).toBe(2_500);
  expect(2 * parseWaitMs('1e300')).toBeLessThan(2 ** 31);
});

describe("an account's name", () => {
  test.each(['xplenation', 'Acme-2', '_', '-', '42', 'A_b-C'])('is letters, digits, - and _: %s', (text) => {
    expect(parseAccountId(text)).toBe(text);
  });

  test.each(['', '.', '..', 'a/b', 'a\\b', 'a b', 'a?b', 'a#b', 'a%2fb', 'a\n', 'é', 'ａ', 'a;b', 'a@b', 'a\0'])(
    'is refused where it could change the path: %j',
    (text) => {
      expect(problemOf(() => parseAccountId(text))).toMatch(
        /was given\. Give the account's name as it stands in the API's addresses/,
      );
    },
  );
});

describe('a text that a message shows', () => {
  test.each([
    ['', 'nothing'],
    ['x', '"x"'],
    ['two\nlines', '"two lines"'],
    ['\x1b[2J\u202egnp', '"\uFFFD[2J\uFFFDgnp"'],
    ['##[error]x', '"# #[error]x"'],
    ['https://api.xplenty.com/xplenation', '"https://api.xplenty.com/xplenation"'],
  ])('is in quotes, on one line, and neither acts nor hides: %j', (text, expected) => {
    expect(quoted(text, String)).toBe(expected);
  });

  test('is cut, and said to be', () => {
    expect(quoted('x'.repeat(201), String)).toBe(`"${'x'.repeat(200)}… (cut, 201 characters in all)"`);
  });

  test.each(['https://me:hidden@host/path', 'https://me:hid@hidden@host/path', 'a://b:hidden@host e://f:hidden@host'])(
    'is without the password of an address: %s',
    (text) => {
      expect(quoted(text, String)).toMatch(/\*\*\*@host/);
      expect(quoted(text, String)).not.toContain('hidden');
    },
  );

  test.each([
    'https:\\\\me:hidden@api.xplenty.com',
    'https:me:hidden@api.xplenty.com',
    'https:/me:hidden@api.xplenty.com',
    'https://me:\thidden@api.xplenty.com',
    'https://me:/hidden@api.xplenty.com',
    'https://me:#hidden@api.xplenty.com',
  ])('is without the password of an address, however that is written: %j', (text) => {
    expect(quoted(text, String)).not.toContain('hidden');
  });
});
