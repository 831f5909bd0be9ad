import { beforeAll, expect, jest, test } from '@jest/globals';
import { check, faultsOf } from './check.ts';
import { LENGTH } from './length.ts';
import { plansFor } from './plans.ts';

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));

test(`one job: every outcome follows from what was seen, for every sequence of ${LENGTH} responses`, async () => {
  const result = await check(plansFor({ jobIds: [305], length: LENGTH }, LENGTH));
  expect(faultsOf(result)).toEqual([]);
  expect(result.sequences).toBeGreaterThan(10 ** LENGTH);
}, 300_000);
