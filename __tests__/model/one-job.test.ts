import { beforeAll, expect, jest, test } from '@jest/globals';
import { check, faultsOf } from './check.ts';
import { plansFor } from './plans.ts';

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));

test('one job: every outcome follows from what was seen, for every sequence of three responses', async () => {
  const result = await check(plansFor({ jobIds: [305], length: 3 }, 3));
  expect(faultsOf(result)).toEqual([]);
  expect(result.sequences).toBeGreaterThan(50_000);
}, 300_000);
