import { describe, expect, test } from '@jest/globals';
import { parseJobIds } from '../../src/parse/job-ids.ts';
import { problemOf } from './problem-of.ts';

const API = new URL('https://api.xplenty.com');

describe('URLs of the API', () => {
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
    ['an account that was not set', 'https://api.xplenty.com/undefined/api/jobs/305'],
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
    ['a scheme that ends in https', 'xhttps://api.xplenty.com/xplenation/api/jobs/305'],
    ['a user', 'https://me@api.xplenty.com/xplenation/api/jobs/305'],
    ['a password', 'https://:hidden@api.xplenty.com/xplenation/api/jobs/305'],
    ['a user and a password', 'https://me:hidden@api.xplenty.com/xplenation/api/jobs/305'],
    ['a host that is a user', 'https://api.xplenty.com@evil.example/xplenation/api/jobs/305'],
    ['a host with a space', 'https://api.%20xplenty.com/xplenation/api/jobs/305'],
    ['an impossible port', 'https://api.xplenty.com:99999/xplenation/api/jobs/305'],
  ])('with %s are refused', (_, text) => {
    expect(problemOf(() => parseJobIds(text, API))).toMatch(
      / is not the URL of a job\. Give the job ID, or a URL like/,
    );
  });

  test.each(['\t', '\n', '\r', ' '])('with %j inside are two words, and both are wrong', (space) => {
    const problem = problemOf(() => parseJobIds(`https://api.xplenty.com/xplenation/api/jo${space}bs/305`, API));
    expect(problem).toMatch('"https://api.xplenty.com/xplenation/api/jo", "bs/305" are not URLs of jobs.');
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
      /is not on https:\/\/api\.xplenty\.com\. The key is sent to api-url alone/,
    );
  });

  test.each([
    ['https://proxy.example/xplenation/api/jobs/305', 'the path is missing'],
    ['https://proxy.example/xplentyxplenation/api/jobs/305', 'the path runs into the account'],
    ['https://proxy.example/other/xplenation/api/jobs/305', 'the path is another'],
    ['https://proxy.example/XPLENTY/xplenation/api/jobs/305', 'the path is in capitals'],
  ])('on the host of an api-url with a path are refused outside of that path: %s (%s)', (text) => {
    expect(problemOf(() => parseJobIds(text, new URL('https://proxy.example/xplenty')))).toMatch(
      /is not the URL of a job/,
    );
  });

  test('with a number that is too large are refused', () => {
    expect(problemOf(() => parseJobIds(`https://api.xplenty.com/xplenation/api/jobs/${'9'.repeat(17)}`, API))).toMatch(
      /is not the URL of a job/,
    );
    expect(problemOf(() => parseJobIds('https://api.xplenty.com/xplenation/api/jobs/0', API))).toMatch(
      /is not the URL of a job/,
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
      '"***@api.xplenty.com/xplenation/api/jobs/305" is not the URL',
    );
  });
});

describe('URLs of pages', () => {
  test.each([
    'https://xplenty.com/acme/jobs/305',
    'https://www.xplenty.com/acme/jobs/305',
    'https://dashboard.integrate.io/acme/jobs/305',
    'HTTPS://XPLENTY.COM:443/acme/jobs/305',
    'https://xplenty.com/acme/jobs/305?tab=log&x=/other/jobs/306',
    'https://xplenty.com/acme/jobs/305#/other/jobs/306',
    'https://xplenty.com/acme/jobs/305?@evil.example/',
  ])('name the job and its account: %s', (text) => {
    expect(parseJobIds(text, API)).toEqual([{ id: 305, accountId: 'acme' }]);
  });

  test('name the job also where it is not known whether api-url is the default', () => {
    expect(parseJobIds('https://xplenty.com/acme/jobs/305', undefined)).toEqual([{ id: 305, accountId: 'acme' }]);
  });

  test.each([
    'http://xplenty.com/acme/jobs/305',
    'https://xplenty.com:8443/acme/jobs/305',
    'https://xplenty.com./acme/jobs/305',
    'https://evil.example/acme/jobs/305',
    'https://notxplenty.com/acme/jobs/305',
    'https://xplenty.com.evil.example/acme/jobs/305',
    'https://xplenty.com@evil.example/acme/jobs/305',
    'https://me@xplenty.com/acme/jobs/305',
    'https://evil.example\\@xplenty.com/acme/jobs/305',
    'https://xplenty.com/acme/../other/jobs/305',
    'https://xplenty.com/acme/jobs/305/log',
    'https://xplenty.com/acme/packages/305',
    'https://xplenty.com/jobs/305',
    'https://xplenty.com/null/jobs/305',
    'xplenty.com/acme/jobs/305',
  ])('are refused where they are none of the service, or not of a job: %s', (text) => {
    expect(problemOf(() => parseJobIds(text, API))).toMatch(/is not the URL of a job/);
  });

  test.each(['https://proxy.example', 'https://api.xplenty.com/v2', 'http://127.0.0.1:8080'])(
    'are refused where api-url is not the default: %s',
    (apiUrl) => {
      const problem = problemOf(() => parseJobIds('https://xplenty.com/acme/jobs/305', new URL(apiUrl)));
      expect(problem).toMatch(`is not on ${new URL(apiUrl).origin}. The key is sent to api-url alone.`);
    },
  );
});
