import { expect, test } from '@jest/globals';
import { readCredits } from '../../src/xplenty/credits.ts';

test.each([
  ['5000', '4999', { limit: 5_000, remaining: 4_999 }],
  ['5000', '0', { limit: 5_000, remaining: 0 }],
  ['5000, 5000', '12, 12', { limit: 5_000, remaining: 12 }],
  [' 5000', ' 7', { limit: 5_000, remaining: 7 }],
])('credits are read from the headers of an answer: %j %j', (limit, remaining, credits) => {
  expect(readCredits({ 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining })).toEqual(credits);
});

test.each([
  [undefined, undefined],
  ['5000', undefined],
  [undefined, '4999'],
  ['5000', ''],
  ['5000', 'many'],
  ['5000', '-1'],
  ['0', '0'],
  ['-5', '1'],
  ['NaN', 'NaN'],
])('where a header is missing or no number, nothing is known: %j %j', (limit, remaining) => {
  expect(readCredits({ 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining })).toBeUndefined();
});
