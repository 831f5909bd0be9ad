import { describe, expect, test } from '@jest/globals';
import { explainInvalid, namedJobs } from '../../src/guard/named-jobs.ts';

const API = { apiUrl: new URL('https://api.xplenty.com'), accountId: 'mine' };
const URL_OF_305 = 'https://api.xplenty.com/mine/api/jobs/305';

function idsIn(text: string): number[] {
  return namedJobs(text, API).jobs.map(({ id }) => id);
}

describe('the jobs in a text', () => {
  test.each([
    ['', []],
    [' \t\r\n,', []],
    ['305', [305]],
    ['305 306,307\n308', [305, 306, 307, 308]],
    [`"305" '306'`, [305, 306]],
    ['"305 306"', [305, 306]],
    ['"305,306"', [305, 306]],
    [URL_OF_305, [305]],
    [`"${URL_OF_305}"`, [305]],
    ['https://xplenty.com/mine/jobs/305', [305]],
    [`305 ${URL_OF_305} 305`, [305]],
  ])('%j', (text, ids) => {
    expect(namedJobs(text, API)).toEqual({ jobs: ids.map((id) => ({ accountId: 'mine', id })), invalid: [] });
  });
});

describe('words that name no job', () => {
  test.each([
    ['null', 'null', '"null" stands for a value that was not set'],
    ['""', '', 'there is nothing between the quotes'],
    ["''", '', 'there is nothing between the quotes'],
    ['$JOB_ID', '$JOB_ID', '"$JOB_ID" is a variable that was not expanded'],
    ['0', '0', '"0" is not a job ID'],
    ['1e3', '1e3', '"1e3" is not a job ID'],
    ['306\u200b', '306\u200b', 'the invisible character U+200B'],
    ['9007199254740993', '9007199254740993', 'is past 2^53'],
    ['https://api.xplenty.com/other/api/jobs/306', 'https://api.xplenty.com/other/api/jobs/306', 'not of mine'],
    ['https://evil.example/mine/api/jobs/306', 'https://evil.example/mine/api/jobs/306', 'is not on https://api'],
    ['https://api.xplenty.com/mine/api/jobs/306/../1', 'https://api.xplenty.com/mine/api/jobs/306/../1', 'not the URL'],
    [`${URL_OF_305}?tabs=1,306`, `${URL_OF_305}?tabs=1,306`, 'may be one URL or several'],
  ])('%j spares none beside it, and is explained', (word, invalid, problem) => {
    const named = namedJobs(`304 ${word} 307`, API);
    expect(idsIn(`304 ${word} 307`)).toEqual([304, 307]);
    expect(named.invalid).toEqual([invalid]);
    expect(explainInvalid(named.invalid, API, (text) => `"${text}"`)).toContain(problem);
  });

  test('each kind is explained once, all of them together', () => {
    const { invalid } = namedJobs('null "" null https://api.xplenty.com/other/api/jobs/306 x', API);
    expect(invalid).toHaveLength(4);
    const text = explainInvalid(invalid, API, (word) => `<${word}>`);
    expect(text).toMatch(
      /^there is nothing .* <https:.*> is of another account, not of mine\. <null> stands .* <x> is/,
    );
  });
});
