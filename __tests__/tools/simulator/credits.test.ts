import { expect, test } from '@jest/globals';
import { Credits } from '../../../tools/simulator/service/credits.ts';

const HOUR_MS = 3_600_000;

test('an hour after the first call the allowance is whole again', () => {
  const credits = new Credits(2, 2);
  credits.spend(0);
  credits.spend(1000);
  expect(() => credits.spend(HOUR_MS - 1)).toThrow('Rate Limit Exceeded');
  credits.spend(HOUR_MS);
  expect(credits.remaining).toBe(1);
});

test('an allowance that was partly used in the beginning is whole after the hour', () => {
  const credits = new Credits(10, 3);
  credits.spend(0);
  expect(credits.remaining).toBe(2);
  credits.renew(HOUR_MS);
  expect(credits.remaining).toBe(10);
});
