import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { forEachConcurrently, MAX_CONCURRENCY } from '../src/concurrency.ts';

test.each([
  [0, 0],
  [2, 2],
  [3 * MAX_CONCURRENCY, MAX_CONCURRENCY],
])('of %i items, at most %i run at once, in the order given', async (count, max) => {
  const items = Array.from({ length: count }, (_, index) => index);
  const [begun, ended]: [number[], number[]] = [[], []];
  let [running, maxRunning] = [0, 0];
  await forEachConcurrently(items, async (item) => {
    begun.push(item);
    maxRunning = Math.max(maxRunning, ++running);
    await sleep(item % 3);
    running--;
    ended.push(item);
  });
  expect(maxRunning).toBe(max);
  expect(begun).toEqual(items);
  expect(ended.sort((a, b) => a - b)).toEqual(items);
});

test('a slow item delays no other', async () => {
  const others = Array.from({ length: 2 * MAX_CONCURRENCY }, (_, index) => String(index));
  const ended: string[] = [];
  await forEachConcurrently(['slow', ...others], async (item) => {
    while (item === 'slow' && ended.length < others.length) await sleep(1);
    ended.push(item);
  });
  expect(ended).toEqual([...others, 'slow']);
});
