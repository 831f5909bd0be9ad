import { createDefaultEsmPreset } from 'ts-jest';

export default {
  ...createDefaultEsmPreset(),
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  // Suites with npm scripts of their own: they take long, or need more than Node.
  testPathIgnorePatterns: ['/__tests__/(browser|proxy|slow|stress)/'],
  // The sources import each other as .ts, as Node 24 runs them; ts-jest emits .js in these places.
  moduleNameMapper: { '^(\\.{1,2}/.+)\\.js$': '$1' },
  testTimeout: 30_000,
  // Most tests wait for processes and sockets: four at a time keep two cores busy.
  maxWorkers: 4,
};
