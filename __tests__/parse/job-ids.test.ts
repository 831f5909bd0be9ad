import { describe, expect, test } from '@jest/globals';
import { parseJobIds } from '../../src/parse/job-ids.ts';
import { problemOf } from './problem-of.ts';

const API = new URL('https://api.xplenty.com');

function idsIn(text: string, apiUrl: URL = API): number[] {
  return parseJobIds(text, apiUrl).map(({ id }) => id);
}

describe('IDs', () => {
  test.each([
    ['305', 305],
    ['1', 1],
    ['0305', 305],
    ['305.0', 305],
    ['305.00', 305],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('a whole number above 0 in ASCII digits is a job: %s', (text, id) => {
    expect(parseJobIds(text, API)).toEqual([{ id, accountId: undefined }]);
  });

  test.each([
    '0',
    '000',
    '-1',
    '+5',
    '1e3',
    '0x131',
    '1_000',
    '305n',
    '０',
    '３０５',
    '٣٠٥',
    '305?x',
    '305#x',
    '305;306',
    '305%2F..',
    '305\\..\\..\\clusters\\176',
    'Infinity',
    'true',
    '305.',
    '305.5',
    '305.0.0',
    '.305',
    '%33%30%35',
    '..',
    '"30"5',
    '3"05"',
    'job-null',
    '+9007199254740993',
    '9e20',
  ])('what only looks like one is refused, and shown: %j', (text) => {
    expect(problemOf(() => parseJobIds(text, API))).toMatch(
      /^".+" is not a job ID\. Give digits only, above 0, or the job's URL\.$/,
    );
  });

  test.each(['305/../clusters/176', '305/watchers', '../clusters/176', '/', '305/', 'xplenation/api/jobs/305'])(
    'what would change the path is refused: %s',
    (text) => {
      expect(problemOf(() => parseJobIds(text, API))).toMatch(`"${text}" is not the URL of a job.`);
    },
  );

  test.each(['', ' ', ',', '\n, \t'])('no job is refused, with all ways to say which jobs: %j', (text) => {
    expect(problemOf(() => parseJobIds(text, API))).toMatch(/^nothing was given\..*package-id, cluster-id, variables/);
  });
});

describe('several', () => {
  test.each(['305,306,307', '305 306 307', '305\n306\n307', '305\r\n306\r307', ' ,305,\t306 ,, \n 307,'])(
    'are separated by commas, spaces or lines: %j',
    (text) => {
      expect(idsIn(text)).toEqual([305, 306, 307]);
    },
  );

  test('keep the order in which they were given', () => {
    expect(idsIn('9 1 5')).toEqual([9, 1, 5]);
  });

  test('may be IDs and URLs', () => {
    expect(parseJobIds('305, https://api.xplenty.com/acme/api/jobs/306', API)).toEqual([
      { id: 305, accountId: undefined },
      { id: 306, accountId: 'acme' },
    ]);
  });

  test('are all refused for one that is wrong, with every wrong one and the advice once', () => {
    expect(problemOf(() => parseJobIds('305, 306x, 307, 1e3, 1e3', API))).toBe(
      '"306x", "1e3" are not job IDs. Give digits only, above 0, or the job\'s URL.',
    );
  });

  test('are shown by kinds, with an advice for each', () => {
    expect(problemOf(() => parseJobIds('x, null, y', API))).toMatch(/^"x", "y" are not job IDs\. .* "null" stands for/);
  });

  test('are shown up to ten', () => {
    const text = Array.from({ length: 12 }, (_, index) => `x${index}`).join();
    expect(problemOf(() => parseJobIds(text, API))).toMatch(/"x9" and 2 more are not job IDs/);
    expect(problemOf(() => parseJobIds('x0 x1 x2 x3 x4 x5 x6 x7 x8 x9', API))).toMatch(/"x9" are not job IDs/);
  });
});

test.each([
  ['\u202f', 'U+202F (narrow no-break space)'],
  ['\u00a0', 'U+00A0 (no-break space)'],
  ['\u2009', 'U+2009 (thin space)'],
  ['\u2028', 'U+2028 (line separator)'],
  ['\u1680', 'U+1680'],
  ['\v', 'U+000B'],
  ['\u0085', 'U+0085'],
  ['\u200b', 'U+200B (zero-width space)'],
  ['\u00ad', 'U+00AD (soft hyphen)'],
  ['\0', 'U+0000'],
  ['\u3164', 'U+3164'],
  ['\ufe0f', 'U+FE0F'],
  ['\ufeff', 'U+FEFF (byte order mark)'],
])('an invisible character does not separate, and is named: 12%j345', (character, name) => {
  for (const text of [`12${character}345`, `${character}305`, `305${character}`]) {
    expect(problemOf(() => parseJobIds(text, API))).toMatch(`the invisible character ${name} is in "`);
  }
});

describe('what stands in place of an ID', () => {
  test.each(['undefined', 'null', 'NULL', 'None', 'NaN', 'nil', '<nil>', '[object Object]'])(
    'is refused as a value that was not set: %s',
    (text) => {
      expect(problemOf(() => parseJobIds(text, API))).toMatch(
        `"${text}" stands for a value that was not set. Check the`,
      );
    },
  );

  test.each(['$JOB_ID', `$\{JOB_ID}`, '%JOB_ID%', '$env:JOB_ID', '{{JOB_ID}}'])(
    'is refused as a variable that was not expanded: %s',
    (text) => {
      expect(problemOf(() => parseJobIds(text, API))).toMatch(
        `"${text}" is a variable that was not expanded. Write an`,
      );
    },
  );

  test.each([`"305"`, `'305'`, '`305`', '“305”'])('is refused in quotes, which are shown once: %s', (text) => {
    expect(problemOf(() => parseJobIds(text, API))).toBe('"305" stands in quotes. Remove the quotes.');
  });

  test.each(['9007199254740992', '9007199254740993', '9'.repeat(400), '9007199254740993.0', '9007199254740993.00'])(
    'is refused past 2^53: %s',
    (text) => {
      expect(problemOf(() => parseJobIds(text, API))).toMatch(/is past 2\^53, where numbers cannot be told apart/);
    },
  );

  test('is refused as a comment, for only variables may have one', () => {
    expect(problemOf(() => parseJobIds('#306', API))).toBe(
      '"#306" looks like a comment. Only variables may have comments.',
    );
  });
});

describe('a comma behind the "?" or "#" of a URL', () => {
  const PAGE = 'https://xplenty.com/acme/jobs/305';

  test.each([`${PAGE}?tabs=1,2`, `${PAGE}#1,306`, `7 ${PAGE}?a,${PAGE}?b`])(
    'is refused, for what follows may be an ID or a part of the URL: %s',
    (text) => {
      expect(problemOf(() => parseJobIds(text, API))).toMatch(
        /" may be one URL or several\. Give each on a line of its own/,
      );
    },
  );

  test('separates where there is no doubt', () => {
    expect(idsIn(`7,${PAGE},8,${PAGE}?tab=1 9`)).toEqual([7, 305, 8, 305, 9]);
    expect(idsIn(`${PAGE},306`)).toEqual([305, 306]);
    expect(problemOf(() => parseJobIds('305?a,b/c', API))).toMatch('"305?a" is not a job ID.');
  });
});
