import { afterEach, describe, expect, test } from '@jest/globals';
import { InputReader } from '../src/input-reader.ts';

const KNOWN = { 'dry-run': { default: 'false' }, wait: { default: 'true' }, variables: { default: 'any' } };

/** A reader of these variables, and of the defaults for all others. */
function readerOf(environment: Record<string, string>): InputReader {
  return new InputReader(KNOWN, String, {
    'INPUT_DRY-RUN': 'false',
    INPUT_WAIT: 'true',
    INPUT_VARIABLES: 'any',
    ...environment,
  });
}

describe("the case of a variable's name", () => {
  const { platform } = process;
  afterEach(() => runOn(platform));

  function runOn(value: NodeJS.Platform): void {
    Object.defineProperty(process, 'platform', { value });
  }

  function problemsOn(value: NodeJS.Platform): readonly string[] {
    runOn(value);
    const reader = readerOf({ 'Input_Dry-Run': 'true' });
    reader.checkNames();
    return reader.problems;
  }

  test('means nothing on Windows', () => {
    expect(problemsOn('win32')).toEqual([]);
  });

  test.each(['linux', 'darwin'] as const)('makes it another variable on %s, and the input is not that', (value) => {
    expect(problemsOn(value)).toEqual([expect.stringMatching(/^dry-run: this is not an input\. Write dry-run\./)]);
  });
});

test.each(['dry-run', 'wait'])('a boolean that arrives empty is to be written as an expression: %s', (name) => {
  const reader = readerOf({ [`INPUT_${name.toUpperCase()}`]: '' });
  reader.checkEmpty();
  expect(reader.problems).toEqual([expect.stringContaining(`workflow_dispatch' && inputs.${name} }}`)]);
});

test('an input that action.yml does not have is empty, and not given', () => {
  const reader = readerOf({ 'INPUT_JOB-ID': '' });
  expect(reader.text('job-id')).toBe('');
  expect(reader.isGiven('job-id')).toBe(false);
});

test('an error that does not say what is wrong with a text is no problem of an input', () => {
  const reader = readerOf({});
  const fault = new RangeError('out of memory');
  expect(() =>
    reader.read('variables', () => {
      throw fault;
    }),
  ).toThrow(fault);
  expect(reader.problems).toEqual([]);
});
