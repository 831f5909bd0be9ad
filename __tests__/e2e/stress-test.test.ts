import { expect, test } from '@jest/globals';
import { stressTest } from '../stress/terminations.ts';

// The short form of `npm run stress`.

test('thirty terminations at a service that breaks one response in five all end, and with the truth', async () => {
  const figures = await stressTest({ runs: 30, seed: 1, longestStateSeconds: 0.4 });
  expect(figures).toMatchObject({ runs: 30, wrong: [], hangs: [], leaks: [], leftOpen: 0 });
  expect(figures.broken).toBeGreaterThan(5);
});
