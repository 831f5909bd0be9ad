import { describe, expect, test } from '@jest/globals';
import { parseJobIds } from '../../src/parse.ts';
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
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('a whole number above 0 in ASCII digits is a job: %s', (text, id) => {
    expect(parseJobIds(text, API)).toEqual([{ id, accountId: undefined }]);
  });

  test.each([
    '0',
    '000',
    '-1',
    '+5',
    '3.0',
    '1e3',
    '0x131',
    '1_000',
    '305n',
    '9007199254740992',
    '9'.repeat(400),
    '０',
    '３０５',
    '٣٠٥',
    '305?x',
    '305#x',
    '305;306',
    '305%2F..',
    '305\\..\\..\\clusters\\176',
    'NaN',
    'Infinity',
    'true',
    '305.',
    '.305',
    '305\0',
    '305\u200b',
    '%33%30%35',
    '..',
  ])('what only looks like one is refused, and shown: %j', (text) => {
    expect(problemOf(() => parseJobIds(text, API))).toMatch(/^".+" is not a job's number\. Give the number of the job/);
  });

  test.each(['305/../clusters/176', '305/watchers', '../clusters/176', '/', '305/', 'xplenation/api/jobs/305'])(
    'what would change the path is refused: %s',
    (text) => {
      expect(problemOf(() => parseJobIds(text, API))).toMatch(`"${text}" is not the address of a job in the API.`);
    },
  );

  test.each(['', ' ', ',', '\n, \t'])('no job is refused, with all ways to say which jobs: %j', (text) => {
    expect(problemOf(() => parseJobIds(text, API))).toMatch(/^nothing was given\..*package-id, cluster-id, variables/);
  });
});

describe('several', () => {
  test.each([
    '305,306,307',
    '305 306 307',
    '305\n306\n307',
    '305\r\n306\r307',
    ' ,305,\t306 ,, \n 307,',
    '305\u00a0306,307',
  ])('are separated by commas, spaces or lines: %j', (text) => {
    expect(idsIn(text)).toEqual([305, 306, 307]);
  });

  test('keep the order in which they were given', () => {
    expect(idsIn('9 1 5')).toEqual([9, 1, 5]);
  });

  test('may be IDs and addresses', () => {
    expect(parseJobIds('305, https://api.xplenty.com/acme/api/jobs/306', API)).toEqual([
      { id: 305, accountId: undefined },
      { id: 306, accountId: 'acme' },
    ]);
  });

  test('are all refused for one that is wrong, and each wrong one is shown', () => {
    const problem = problemOf(() => parseJobIds('305, 306x, 307, 1e3', API));
    expect(problem).toMatch('"306x" is not a job\'s number.');
    expect(problem).toMatch('"1e3" is not a job\'s number.');
    expect(problem).not.toMatch('"305"');
  });

  test('show the same problem once', () => {
    expect(problemOf(() => parseJobIds('x x x', API))).toMatch(/^"x" is not a job's number[^"]*$/);
  });
});

describe('addresses', () => {
  test.each([
    ['https://api.xplenty.com/xplenation/api/jobs/305', API],
    ['HTTPS://API.XPLENTY.COM/xplenation/api/jobs/305', API],
    ['https://api.xplenty.com:443/xplenation/api/jobs/305', API],
    ['https://api.xplenty.com/xplenation/api/jobs/0305', API],
    ['http://127.0.0.1:8080/xplenation/api/jobs/305', new URL('http://127.0.0.1:8080')],
    ['http://[::1]:8080/xplenation/api/jobs/305', new URL('http://[::1]:8080/')],
    ['https://proxy.example/api-of/xplenty/xplenation/api/jobs/305', new URL('https://proxy.example/api-of/xplenty')],
    ['https://proxy.example/xplenty/xplenation/api/jobs/305', new URL('https://proxy.example/xplenty/')],
  ])('name the job and its account: %s', (text, apiUrl) => {
    expect(parseJobIds(text, apiUrl)).toEqual([{ id: 305, accountId: 'xplenation' }]);
  });

  test.each([
    ['a trailing slash', 'https://api.xplenty.com/xplenation/api/jobs/305/'],
    ['a query', 'https://api.xplenty.com/xplenation/api/jobs/305?x'],
    ['an empty query', 'https://api.xplenty.com/xplenation/api/jobs/305?'],
    ['a fragment', 'https://api.xplenty.com/xplenation/api/jobs/305#x'],
    ['a deeper path', 'https://api.xplenty.com/xplenation/api/jobs/305/watchers'],
    ['another call', 'https://api.xplenty.com/xplenation/api/clusters/176'],
    ['no account', 'https://api.xplenty.com//api/jobs/305'],
    ['no number', 'https://api.xplenty.com/xplenation/api/jobs/'],
    ['a number in other digits', 'https://api.xplenty.com/xplenation/api/jobs/３０５'],
    ['a number with an escape', 'https://api.xplenty.com/xplenation/api/jobs/30%35'],
    ['a negative number', 'https://api.xplenty.com/xplenation/api/jobs/-305'],
    ['two dots', 'https://api.xplenty.com/other/../xplenation/api/jobs/305'],
    ['two dots at the end', 'https://api.xplenty.com/xplenation/api/jobs/305/..'],
    ['escaped dots', 'https://api.xplenty.com/other/%2e%2e/xplenation/api/jobs/305'],
    ['one dot', 'https://api.xplenty.com/./xplenation/api/jobs/305'],
    ['an escape in the account', 'https://api.xplenty.com/%78plenation/api/jobs/305'],
    ['an escaped slash', 'https://api.xplenty.com/xplenation%2fapi/jobs/305'],
    ['an account outside of ASCII', 'https://api.xplenty.com/xplénation/api/jobs/305'],
    ['a doubled slash', 'https://api.xplenty.com/xplenation/api//jobs/305'],
    ['more in front', 'https://api.xplenty.com/v2/xplenation/api/jobs/305'],
    ['capitals in the path', 'https://api.xplenty.com/xplenation/API/jobs/305'],
    ['backslashes', 'https:\\\\api.xplenty.com\\xplenation\\api\\jobs\\305/'],
    ['a backslash in the path', 'https://api.xplenty.com/xplenation\\api/jobs/305'],
    ['a backslash behind the host', 'https://api.xplenty.com\\@evil.example/xplenation/api/jobs/305'],
    ['one slash', 'https:/api.xplenty.com/xplenation/api/jobs/305'],
    ['no slash', 'https:api.xplenty.com/xplenation/api/jobs/305'],
    ['no scheme', 'api.xplenty.com/xplenation/api/jobs/305'],
    ['no host', '/xplenation/api/jobs/305'],
    ['any host', '//api.xplenty.com/xplenation/api/jobs/305'],
    ['another scheme', 'ftp://api.xplenty.com/xplenation/api/jobs/305'],
    ['a user', 'https://me@api.xplenty.com/xplenation/api/jobs/305'],
    ['a user and a password', 'https://me:hidden@api.xplenty.com/xplenation/api/jobs/305'],
    ['a host that is a user', 'https://api.xplenty.com@evil.example/xplenation/api/jobs/305'],
    ['a control character', 'https://api.xplenty.com/xplenation/api/jobs/305\x01'],
    ['a host with a space', 'https://api.%20xplenty.com/xplenation/api/jobs/305'],
    ['an impossible port', 'https://api.xplenty.com:99999/xplenation/api/jobs/305'],
  ])('with %s are refused', (_, text) => {
    expect(problemOf(() => parseJobIds(text, API))).toMatch(/is not the address of a job in the API/);
  });

  test.each(['\t', '\n', '\r', ' '])('with %j inside are two words, and both are wrong', (space) => {
    const problem = problemOf(() => parseJobIds(`https://api.xplenty.com/xplenation/api/jo${space}bs/305`, API));
    expect(problem).toMatch('"https://api.xplenty.com/xplenation/api/jo" is not the address of a job');
    expect(problem).toMatch('"bs/305" is not the address of a job');
  });

  test.each([
    'http://api.xplenty.com/xplenation/api/jobs/305',
    'https://api.xplenty.com:8443/xplenation/api/jobs/305',
    'https://api.xplenty.com./xplenation/api/jobs/305',
    'https://evil.example/xplenation/api/jobs/305',
    'https://api.xplenty.com.evil.example/xplenation/api/jobs/305',
    'https://аpi.xplenty.com/xplenation/api/jobs/305', // a Cyrillic а
    'https://127.0.0.1/xplenation/api/jobs/305',
  ])('of another origin are refused: %s', (text) => {
    expect(problemOf(() => parseJobIds(text, API))).toMatch(
      /is not on https:\/\/api\.xplenty\.com, the place that api-url names/,
    );
  });

  test.each([
    ['https://proxy.example/xplenation/api/jobs/305', 'the path is missing'],
    ['https://proxy.example/xplentyxplenation/api/jobs/305', 'the path runs into the account'],
    ['https://proxy.example/other/xplenation/api/jobs/305', 'the path is another'],
    ['https://proxy.example/XPLENTY/xplenation/api/jobs/305', 'the path is in capitals'],
  ])('on the host of an api-url with a path are refused outside of that path: %s (%s)', (text) => {
    expect(problemOf(() => parseJobIds(text, new URL('https://proxy.example/xplenty')))).toMatch(
      /is not the address of a job/,
    );
  });

  test('with a number that is too large are refused', () => {
    expect(problemOf(() => parseJobIds(`https://api.xplenty.com/xplenation/api/jobs/${'9'.repeat(17)}`, API))).toMatch(
      /is not a job's number/,
    );
    expect(problemOf(() => parseJobIds('https://api.xplenty.com/xplenation/api/jobs/0', API))).toMatch(
      /is not a job's number/,
    );
  });

  test('are checked for their form also where it is not known which place they must be on', () => {
    expect(parseJobIds('https://anywhere.example/xplenation/api/jobs/305', undefined)).toEqual([
      { id: 305, accountId: 'xplenation' },
    ]);
    expect(
      problemOf(() => parseJobIds('https://anywhere.example/xplenation/api/clusters/305', undefined)),
    ).toBeDefined();
  });

  test('are shown without their password', () => {
    expect(problemOf(() => parseJobIds('https://me:hidden@api.xplenty.com/xplenation/api/jobs/305', API))).toMatch(
      '"***@api.xplenty.com/xplenation/api/jobs/305" is not the address',
    );
  });
});
