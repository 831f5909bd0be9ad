import { beforeAll, expect, jest, test } from '@jest/globals';
import { check, faultsOf } from './check.ts';
import { plansFor } from './plans.ts';

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));

test.each([305, 306])(
  'two jobs at once, of which %i is slower: every sequence of one response each',
  async (slowJobId) => {
    const result = await check(plansFor({ jobIds: [305, 306], length: 1, slowJobId }, 4));
    expect(faultsOf(result)).toEqual([]);
    expect(result.sequences).toBeGreaterThan(5_000);
  },
  300_000,
);
