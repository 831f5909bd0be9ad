import { beforeAll, expect, jest, test } from '@jest/globals';
import { check, faultsOf } from './check.ts';
import { plansFor } from './plans.ts';

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));

/** Shorter for mutation testing. */
const LENGTH = Number(process.env.MODEL_LENGTH ?? 3);

test(`one job: every outcome follows from what was seen, for every sequence of ${LENGTH} responses`, async () => {
  const result = await check(plansFor({ jobIds: [305], length: LENGTH }, LENGTH));
  expect(faultsOf(result)).toEqual([]);
  expect(result.sequences).toBeGreaterThan(5 * 10 ** (LENGTH + 1));
}, 300_000);
