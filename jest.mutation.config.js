import config from './jest.config.js';

// Longer sequences find hardly a mutant more, and every one that survives would play them all.
process.env.MODEL_LENGTH = '1';

// Of src/api the tests of that folder say enough, and those of src/jobs take long: `MUTATION_TESTS=api npm run test:mutation …`.
const folders = process.env.MUTATION_TESTS ?? 'api|jobs|parse|model';

// Unit tests and the model check. What starts the built action does not see a mutant.
export default {
  ...config,
  testMatch: [
    `<rootDir>/__tests__/@(${folders})/**/*.test.ts`,
    '<rootDir>/__tests__/{inputs,input-reader,github/outputs}.test.ts',
  ],
  // They take seconds, for what tests with few jobs find as well.
  testPathIgnorePatterns: ['/model/two-jobs', '/jobs/many-jobs'],
  // Some mutants have a test wait for ever.
  testTimeout: 10_000,
};
