import { beforeAll, expect, jest, test } from '@jest/globals';
import { LENGTH } from './length.ts';
import { checkSelection } from './selection.ts';

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0.5));

test.each([
  ['names the next page', true],
  ['does not name the next page', false],
])(
  'a list that %s and changes while it is read: nothing is left out that matched all along',
  async (_, namesNextPage) => {
    const { sequences, broken } = await checkSelection(LENGTH, namesNextPage);
    expect(broken.slice(0, 5)).toEqual([]);
    expect(sequences).toBeGreaterThan(10 ** LENGTH);
  },
  300_000,
);
