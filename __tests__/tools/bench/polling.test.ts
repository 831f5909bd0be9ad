import { describe, expect, test } from '@jest/globals';
import { judge } from '../../../tools/bench/polling.ts';

const every = (seconds: number) => Array.from({ length: 120 }, (_, index) => seconds * (index + 1));

describe('polls at a fixed interval', () => {
  test('are late by their interval at worst, and by half of it on average in a long wait', () => {
    const { worstLate, meanLate } = judge(every(1));
    expect(worstLate).toBeCloseTo(1, 1);
    expect(meanLate).toBeCloseTo(0.5, 1);
  });

  test('are later than 15 % of the wait where they are rarer than that', () => {
    expect(judge(every(1)).worstShare).toBeLessThanOrEqual(1);
    // A job that stops after 1 s is seen at 10 s.
    expect(judge(every(10)).worstShare).toBeCloseTo(9);
  });

  test('take a request each, besides the terminate call', () => {
    // Only one poll, and it comes after all stops.
    expect(judge([1_000]).meanRequests).toBe(2);
    expect(judge([0.1, 0.2, 1_000]).meanRequests).toBe(4);
  });
});
