import { describe, expect, test } from '@jest/globals';
import { atMost, halfOf, markdownTable, median, milliseconds, quantile, rowsOf } from '../../../tools/bench/figures.ts';

describe('the figures of many runs', () => {
  test('have the middle one as median, or what is between the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 2, 10, 11])).toBe(6);
    expect(median([7])).toBe(7);
  });

  test('lie by half between the quartiles, and are left in their order', () => {
    const samples = [5, 1, 4, 2, 3];
    expect(halfOf(samples, milliseconds)).toBe('2.0 ms to 4.0 ms');
    expect(quantile(samples, 0.1)).toBeCloseTo(1.4);
    expect(samples).toEqual([5, 1, 4, 2, 3]);
  });

  test('are refused where there are none', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('the table', () => {
  test('is Markdown, with columns that stand below each other', () => {
    const table = markdownTable([
      ...rowsOf('Start-up', { action: { ...atMost(66.14, 60, milliseconds), half: '64.0 ms to 69.0 ms' } }),
      { what: 'curl', measured: '12.0 ms' },
    ]);
    expect(table.split('\n')).toEqual([
      '| What             | Measured | Half of the runs   | Target          | Met |',
      '| ---------------- | -------- | ------------------ | --------------- | --- |',
      '| Start-up: action | 66.1 ms  | 64.0 ms to 69.0 ms | at most 60.0 ms | NO  |',
      '| curl             | 12.0 ms  |                    |                 |     |',
    ]);
  });

  test('says that a target is met by what is just as much', () => {
    expect(atMost(60, 60, milliseconds).met).toBe(true);
    expect(atMost(60.01, 60, milliseconds).met).toBe(false);
  });
});
