import { availableParallelism } from 'node:os';
import { createDefaultEsmPreset } from 'ts-jest';

export default {
  ...createDefaultEsmPreset(),
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  // Suites with npm scripts of their own: they take long, or need more than Node.
  testPathIgnorePatterns: ['/__tests__/(act|browser|clients|proxy|slow|stress)/'],
  // The sources import each other as .ts, as Node 24 runs them; ts-jest emits .js in these places.
  moduleNameMapper: { '^(\\.{1,2}/.+)\\.js$': '$1' },
  // Longer than HANGS_AFTER_MS of tools/runner/step-process.ts, which catches a step that hangs and says what it printed.
  testTimeout: 600_000,
  // Most tests wait for processes and sockets: two at a time keep a processor busy.
  maxWorkers: 2 * availableParallelism(),
  maxConcurrency: 2 + 2 * availableParallelism(),
  // A busy machine takes longer than Jest's half a second to end a worker in which nothing is left open.
  workerGracefulExitTimeout: 30_000,
  // Not in the machine's temporary folder, where nothing is to be left.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
};
