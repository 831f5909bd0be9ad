import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { concurrently } from '../src/concurrently.ts';

test.each([
  [1, 5, 1],
  [3, 10, 3],
  [8, 2, 2],
  [8, 0, 0],
])('with a limit of %i, of %i items %i run at once', async (limit, count, most) => {
  const items = Array.from({ length: count }, (_, index) => index);
  const [begun, ended]: [number[], number[]] = [[], []];
  let [running, mostRunning] = [0, 0];
  await concurrently(items, limit, async (item) => {
    begun.push(item);
    mostRunning = Math.max(mostRunning, ++running);
    await sleep(item % 3);
    running--;
    ended.push(item);
  });
  expect(mostRunning).toBe(most);
  expect(begun).toEqual(items);
  expect(ended.sort((a, b) => a - b)).toEqual(items);
});

test('a slow item holds up no other', async () => {
  const ended: string[] = [];
  const { promise: allOthersEnded, resolve: goOn } = Promise.withResolvers<void>();
  await concurrently(['slow', 'a', 'b', 'c'], 2, async (item) => {
    if (item === 'slow') await allOthersEnded;
    ended.push(item);
    if (item === 'c') goOn();
  });
  expect(ended).toEqual(['a', 'b', 'c', 'slow']);
});
