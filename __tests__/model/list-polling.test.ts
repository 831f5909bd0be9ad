import { beforeAll, expect, jest, test } from '@jest/globals';
import { LENGTH } from './length.ts';
import { checkListPolling } from './list-polling.ts';

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));

test('jobs that are waited for by list, while they move: each is seen final once it is, and no sooner', async () => {
  const { sequences, broken } = await checkListPolling(LENGTH);
  expect(broken.slice(0, 5)).toEqual([]);
  expect(sequences).toBeGreaterThan(10 ** LENGTH);
}, 300_000);
