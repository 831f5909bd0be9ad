/**
 * Mutation testing of what decides: the API's client, jobs, inputs and outputs. One folder alone:
 * `npm run test:mutation -- --mutate "src/jobs/*.ts"`.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  mutate: ['src/{api,jobs,parse}/*.ts', 'src/{inputs,input-reader,access-inputs}.ts', 'src/github/outputs.ts'],
  // Wording is a matter of the tests of messages, and what is only logged is no behaviour.
  mutator: { excludedMutations: ['StringLiteral'] },
  plugins: ['@stryker-mutator/jest-runner', './tools/mutation/ignore-log.js'],
  ignorers: ['log'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { configFile: 'jest.mutation.config.js' },
  coverageAnalysis: 'perTest',
  ignorePatterns: ['dist', 'docs', 'examples'],
  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, reportTests: false },
  concurrency: 2,
  // Jest's ES modules are never freed: after a hundred mutants a process has gigabytes, and is slow.
  maxTestRunnerReuse: 25,
  timeoutMS: 5_000,
  thresholds: { high: 95, low: 92, break: 92 },
};
