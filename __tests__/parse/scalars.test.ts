import { describe, expect, test } from '@jest/globals';
import {
  parseAccountId,
  parseBoolean,
  parseId,
  parseIfNoJobsFound,
  parseSeconds,
  parseStatuses,
  parseWaitMs,
} from '../../src/parse/scalars.ts';
import { problemOf } from './problem-of.ts';

describe('a boolean', () => {
  test.each(['true', 'True', 'TRUE'])('is true: %s', (text) => {
    expect(parseBoolean(text)).toBe(true);
  });

  test.each(['false', 'False', 'FALSE'])('is false: %s', (text) => {
    expect(parseBoolean(text)).toBe(false);
  });

  test.each(['', 'yes', 'no', 'on', 'off', '1', '0', 'tRUE', 'true\nfalse', 'true ', 'false ', 'ｔｒｕｅ', 'null'])(
    'is refused unless YAML 1.2 knows it: %j',
    (text) => {
      expect(problemOf(() => parseBoolean(text))).toMatch(/^.+ is neither true nor false\. Write true or false\.$/);
    },
  );
});

describe('a number of seconds', () => {
  test.each([
    ['600', 600],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['.25', 0.25],
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
        /^.+ is not a number of seconds above 0\. Use digits, for example 600 or 0\.5\.$/,
      );
    },
  );

  test.each(['Infinity', '1e400', '９', '1e-400'])('is refused where no clock could count it: %s', (text) => {
    expect(problemOf(() => parseSeconds(text))).toMatch(/is not a number of seconds above 0/);
  });
});

test('a wait is no longer than what the timers of Node can count, twice over', () => {
  expect(parseWaitMs('2.5')).toBe(2_500);
  expect(2 * parseWaitMs('1e300')).toBeLessThan(2 ** 31);
});

describe('the ID of a package or a cluster', () => {
  test.each([
    ['103', 103],
    ['0103', 103],
    ['103.0', 103],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('is a whole number above 0: %s', (text, id) => {
    expect(parseId(text, 'package')).toBe(id);
  });

  test.each([
    '0',
    '-1',
    '+1',
    '1.5',
    '1e3',
    '１',
    '103,104',
    '103 104',
    'x',
    'Any',
    '"103"',
    '+9007199254740993',
    '9e20',
  ])('is refused otherwise: %s', (text) => {
    expect(problemOf(() => parseId(text, 'cluster'))).toMatch(
      /^"+.+"+ is not the ID of a cluster\. Use digits only, above 0\.$/,
    );
  });

  test.each(['9007199254740992', '9007199254740993', '9007199254740993.00'])('is refused past 2^53: %s', (text) => {
    expect(problemOf(() => parseId(text, 'package'))).toMatch(
      `"${text}" is past 2^53, where numbers cannot be told apart.`,
    );
  });

  test('is refused where it was not set, or not expanded', () => {
    expect(problemOf(() => parseId('null', 'package'))).toMatch('"null" stands for a value that was not set.');
    expect(problemOf(() => parseId('$PACKAGE', 'package'))).toMatch('"$PACKAGE" is a variable that was not expanded.');
  });
});

describe('a character that is not seen', () => {
  test.each<[string, (text: string) => unknown, string]>([
    ['a number of seconds', parseSeconds, '6\u202f00'],
    ['an ID', (text) => parseId(text, 'package'), '103\u00a0'],
    ['an account', parseAccountId, 'acme\u200b'],
    ['a status', parseStatuses, 'running,\u00a0idle'],
    ['a boolean', parseBoolean, '\ufefftrue'],
  ])('is refused in %s, and named', (_, parse, text) => {
    expect(problemOf(() => parse(text))).toMatch(/^the invisible character U\+[0-9A-F]{4} \([a-z -]+\) is in /);
  });
});

describe("an account's name", () => {
  test.each(['xplenation', 'Acme-2', '_', '-', '42', 'A_b-C', 'nullable', 'non-null'])(
    'is letters, digits, - and _: %s',
    (text) => {
      expect(parseAccountId(text)).toBe(text);
    },
  );

  test.each(['.', '..', 'a/b', 'a\\b', 'a b', 'a?b', 'a#b', 'a%2fb', 'a\n', 'é', 'ａ', 'a;b', 'a@b'])(
    'is refused where it could change the path: %j',
    (text) => {
      expect(problemOf(() => parseAccountId(text))).toMatch(
        /^".+" is not the ID of an account\. It is the name in the URLs of the API/,
      );
    },
  );

  test('is refused where it was not set, or not expanded', () => {
    expect(problemOf(() => parseAccountId(''))).toMatch(/^no account was given\./);
    expect(problemOf(() => parseAccountId('undefined'))).toMatch('"undefined" stands for a value that was not set.');
    expect(problemOf(() => parseAccountId('$ACCOUNT'))).toMatch('"$ACCOUNT" is a variable that was not expanded.');
  });
});

describe('statuses', () => {
  test.each(['', ',', ' ,\n'])('are refused where there is none: %j', (text) => {
    expect(problemOf(() => parseStatuses(text))).toMatch(/ is not an active status\. Use some of idle, pending/);
  });

  test.each(['running,idle', 'running idle', 'running\nidle\nrunning'])(
    'come out in the order in which a job goes through them, each once: %j',
    (text) => {
      expect(parseStatuses(text)).toEqual(['idle', 'running']);
    },
  );

  test.each(['stopped', 'completed', 'failed', 'pending_stoppage', 'stopping', 'Running', 'all', 'runnin', 'toString'])(
    'are refused where no such job could be terminated: %s',
    (text) => {
      expect(problemOf(() => parseStatuses(`idle, ${text}`))).toBe(
        `"${text}" is not an active status. Use some of idle, pending, queued, running.`,
      );
    },
  );

  test('are all named where several are wrong', () => {
    expect(problemOf(() => parseStatuses('stopped, idle, failed'))).toMatch(
      /^"stopped", "failed" are not active statuses\. /,
    );
  });
});

describe('what happens where no job is found', () => {
  test.each(['ignore', 'warn', 'error'])('is one of three words: %s', (text) => {
    expect(parseIfNoJobsFound(text)).toBe(text);
  });

  test.each(['', 'Warn', 'fail', 'ignore,warn'])('is refused otherwise: %j', (text) => {
    expect(problemOf(() => parseIfNoJobsFound(text))).toMatch(/ was given\. Give ignore, warn or error\.$/);
  });
});
