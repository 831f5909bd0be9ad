import { createDefaultEsmPreset } from 'ts-jest';

export default {
  ...createDefaultEsmPreset(),
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  // The sources import each other as .ts, as Node 24 runs them; ts-jest emits .js in these places.
  moduleNameMapper: { '^(\\.{1,2}/.+)\\.js$': '$1' },
  testTimeout: 30_000,
  // Most tests wait for processes and sockets: on two cores, two at a time are faster than one.
  maxWorkers: 2,
};
