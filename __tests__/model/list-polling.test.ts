import { beforeAll, expect, jest, test } from '@jest/globals';
import { checkListPolling } from './list-polling.ts';

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));

test('jobs that are waited for by list, while they move: each is seen final once it is, and no sooner', async () => {
  const { sequences, broken } = await checkListPolling(3);
  expect(broken.slice(0, 5)).toEqual([]);
  expect(sequences).toBeGreaterThan(4_000);
}, 300_000);
