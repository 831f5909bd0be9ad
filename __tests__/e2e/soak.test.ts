import { expect, test } from '@jest/globals';
import { soak } from '../stress/terminations.ts';

// The short form of `npm run stress`.

test('thirty terminations at a service that breaks one answer in five end with the truth, and in time', async () => {
  const figures = await soak({ runs: 30, atOnce: 8, seed: 1, longestStateSeconds: 0.4 });
  expect(figures).toMatchObject({ runs: 30, wrong: [], hangs: [], leaks: [], leftOpen: 0 });
  expect(figures.broken).toBeGreaterThan(5);
}, 90_000);
