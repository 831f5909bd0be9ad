import { describe, expect, test } from '@jest/globals';
import { ACTIVE_STATUSES, runtimeSeconds } from '../../src/api/job.ts';
import { hasVariable, type JobFilter, matches } from '../../src/jobs/matches.ts';
import { aJob } from '../a-job.ts';

const ALL: JobFilter = {
  packageId: undefined,
  clusterId: undefined,
  variables: new Map(),
  runningLongerThanSeconds: undefined,
  statuses: ACTIVE_STATUSES,
};

function isMatched(fields: Record<string, unknown>, filter: Partial<JobFilter>): boolean {
  return matches(aJob(305, 'running', fields), { ...ALL, ...filter });
}

describe('by status', () => {
  test.each(ACTIVE_STATUSES)('a job matches in a status that was given: %s', (status) => {
    expect(isMatched({ status }, {})).toBe(true);
    expect(isMatched({ status }, { statuses: [status] })).toBe(true);
    expect(isMatched({ status }, { statuses: ACTIVE_STATUSES.filter((other) => other !== status) })).toBe(false);
  });

  test.each(['pending_stoppage', 'stopping', 'stopped', 'completed', 'failed', 'unheard of', '', 'Running'])(
    'a job never matches in any other: %j',
    (status) => {
      expect(isMatched({ status }, {})).toBe(false);
    },
  );
});

describe.each([
  ['package', 'package_id', 'packageId'],
  ['cluster', 'cluster_id', 'clusterId'],
] as const)('by %s', (_, field, name) => {
  test.each([
    [103, true],
    ['103', true],
    [104, false],
    [1030, false],
    ['0103', false],
    ['1.03e2', false],
    [null, false],
    [undefined, false],
    [true, false],
    [[103], false],
  ])('a job matches with that number only: %j %s', (value, isMatch) => {
    expect(isMatched({ [field]: value }, { [name]: 103 })).toBe(isMatch);
  });
});

describe('by runtime', () => {
  test.each([
    [61, true],
    [60.001, true],
    ['61', true],
    [60, false],
    [0, false],
    ['', false],
    ['an hour', false],
    [null, false],
    [undefined, false],
    [true, false],
  ])('a job matches above the number given, by a number of its own: %j %s', (runtime_in_seconds, isMatch) => {
    expect(isMatched({ runtime_in_seconds }, { runningLongerThanSeconds: 60 })).toBe(isMatch);
  });

  test.each([
    [40, 40],
    ['40.5', 40.5],
    [null, Number.NaN],
    ['', Number.NaN],
    ['soon', Number.NaN],
  ])('the runtime is read as what it is: %j', (runtime_in_seconds, seconds) => {
    expect(runtimeSeconds(aJob(305, 'running', { runtime_in_seconds }))).toBe(seconds);
  });
});

describe('by variables', () => {
  test.each([
    ["'main'", 'main', true],
    ["'main'", "'main'", true],
    ['main', "'main'", true],
    ['main', 'main', true],
    ['main', 'Main', false],
    ['main', 'mai', false],
    [3, '3', true],
    [3, "'3'", true],
    [3, '"3"', true],
    [3, '3.0', true],
    [1000, '1e3', true],
    [15, '1.5E+1', true],
    [0.015, '1.5e-2', true],
    [1e10, '1e10', true],
    [3.25, '3.25', true],
    [-3, '-3', true],
    [3, '+3', false],
    [3, '3.', false],
    [3, '3.0.0', false],
    [3, '0x3', false],
    ['3', '3.0', false],
    ["'3'", '3.0', false],
    [2 ** 53, '9007199254740992', false],
    [2 ** 53, '9007199254740993', false],
    [-(2 ** 53), '-9007199254740992', false],
    [2 ** 53 - 1, '9007199254740991', true],
    ["'9007199254740993'", '9007199254740993', true],
    ["'9007199254740993'", '9007199254740992', false],
    [0, '', false],
    [true, 'true', true],
    [false, 'true', false],
    ['', '', true],
    ["''", '', true],
    ["'", "'", true],
    ["'", '', false],
    ["'main'", "'", false],
    ["'a\nb'", 'a\nb', true],
    ["''main''", 'main', false],
    ["''main''", "'main'", true],
    ["'main'", '"main"', true],
    ['main', '"main"', true],
    ['"main"', '"main"', true],
    ['"main"', 'main', false],
    ['main', `"'main'"`, false],
    ["'main'", `"'main'"`, true],
    ['main', '"main', false],
    ['main', `"main'`, false],
    ['main', '="main"', false],
    ['main', '"main";', false],
    ["='main'", 'main', false],
    ["'main';", 'main', false],
    ['caf\u00e9', 'cafe\u0301', true],
    ["'cafe\u0301'", 'caf\u00e9', true],
    [null, 'null', false],
    [null, '', false],
    [['main'], 'main', false],
    [{ a: 1 }, '[object Object]', false],
  ])('a job matches with that value, whatever quotes are around it: %j given as %j: %s', (kept, value, isMatch) => {
    const filter = { variables: new Map([['Branch', value]]) };
    expect(isMatched({ variables: { Branch: kept } }, filter)).toBe(isMatch);
  });

  test('names are compared in NFC, and both must match where a job has one in two forms', () => {
    const filter = { variables: new Map([['caf\u00e9', '1']]) };
    expect(isMatched({ variables: { 'cafe\u0301': 1 } }, filter)).toBe(true);
    expect(isMatched({ variables: { 'cafe\u0301': 1, 'caf\u00e9': 1 } }, filter)).toBe(true);
    expect(isMatched({ variables: { 'cafe\u0301': 1, 'caf\u00e9': 2 } }, filter)).toBe(false);
  });

  test('a job matches only where all of them do', () => {
    const filter = {
      variables: new Map([
        ['Branch', 'main'],
        ['Day', '3'],
      ]),
    };
    expect(isMatched({ variables: { Branch: 'main', Day: 3, More: 1 } }, filter)).toBe(true);
    expect(isMatched({ variables: { Branch: 'main', Day: 4 } }, filter)).toBe(false);
    expect(isMatched({ variables: { Branch: 'main' } }, filter)).toBe(false);
  });

  test.each([undefined, null, 'Branch=main', 7, ['main'], {}])(
    'a job without variables does not match: %j',
    (variables) => {
      expect(isMatched({ variables }, { variables: new Map([['Branch', 'main']]) })).toBe(false);
      expect(hasVariable(aJob(305, 'running', { variables }), 'Branch')).toBe(false);
    },
  );

  test.each(['toString', 'constructor', '__proto__', 'length'])(
    'a name that every object inherits is no variable: %s',
    (name) => {
      for (const value of ['', '0', 'function', '[object Object]']) {
        expect(isMatched({ variables: {} }, { variables: new Map([[name, value]]) })).toBe(false);
      }
      const variables = JSON.parse(`{"${name}":"x"}`);
      expect(isMatched({ variables }, { variables: new Map([[name, 'x']]) })).toBe(true);
    },
  );
});

test('filters are joined with and', () => {
  const filter = { packageId: 103, clusterId: 176, runningLongerThanSeconds: 30 };
  expect(isMatched({}, filter)).toBe(true);
  expect(isMatched({ package_id: 1 }, filter)).toBe(false);
  expect(isMatched({ cluster_id: 1 }, filter)).toBe(false);
  expect(isMatched({ runtime_in_seconds: 1 }, filter)).toBe(false);
});
