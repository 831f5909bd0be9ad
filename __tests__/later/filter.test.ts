import { describe, expect, test } from '@jest/globals';
import { matches } from '../../src/later/choosing/matches.ts';
import { ACTIVE_STATES, type JobFilter } from '../../src/xplenty/filter.ts';
import { runtimeSeconds } from '../../src/xplenty/job.ts';
import { aJob } from '../a-job.ts';

const ALL: JobFilter = {
  packageId: undefined,
  clusterId: undefined,
  variables: new Map(),
  runningLongerThanSeconds: undefined,
  states: ACTIVE_STATES,
};

function isMeant(fields: Record<string, unknown>, filter: Partial<JobFilter>): boolean {
  return matches(aJob(305, 'running', fields), { ...ALL, ...filter });
}

describe('by state', () => {
  test.each(ACTIVE_STATES)('a job is meant in a state that was given: %s', (status) => {
    expect(isMeant({ status }, {})).toBe(true);
    expect(isMeant({ status }, { states: [status] })).toBe(true);
    expect(isMeant({ status }, { states: ACTIVE_STATES.filter((state) => state !== status) })).toBe(false);
  });

  test.each(['pending_stoppage', 'stopping', 'stopped', 'completed', 'failed', 'unheard of', '', 'Running'])(
    'a job is never meant in any other: %j',
    (status) => {
      expect(isMeant({ status }, {})).toBe(false);
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
    ['103 ', false],
    ['1.03e2', false],
    [103.5, false],
    [null, false],
    [undefined, false],
    [true, false],
    [[103], false],
    [{ id: 103 }, false],
  ])('a job is meant with that number only: %j %s', (value, isMeantToo) => {
    expect(isMeant({ [field]: value }, { [name]: 103 })).toBe(isMeantToo);
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
    [' ', false],
    ['an hour', false],
    [null, false],
    [undefined, false],
    [true, false],
    [[61], false],
  ])('a job is meant above the number given, by a number of its own: %j %s', (runtime_in_seconds, isMeantToo) => {
    expect(isMeant({ runtime_in_seconds }, { runningLongerThanSeconds: 60 })).toBe(isMeantToo);
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
    ['main', 'main2', false],
    [3, '3', true],
    [3, "'3'", true],
    [3, '3.0', false],
    [3, '4', false],
    [0, '', false],
    [true, 'true', true],
    [false, 'true', false],
    ['', '', true],
    ["''", '', true],
    ["'", "'", true],
    ["'", '', false],
    ["'a\nb'", 'a\nb', true],
    ["''main''", 'main', false],
    [null, 'null', false],
    [null, '', false],
    [['main'], 'main', false],
    [{ a: 1 }, '[object Object]', false],
  ])('a job is meant with that value, whatever quotes are around it: %j given as %j: %s', (kept, value, isMeantToo) => {
    const filter = { variables: new Map([['Branch', value]]) };
    expect(isMeant({ variables: { Branch: kept } }, filter)).toBe(isMeantToo);
  });

  test('a job is meant only where all of them match', () => {
    const filter = {
      variables: new Map([
        ['Branch', 'main'],
        ['Day', '3'],
      ]),
    };
    expect(isMeant({ variables: { Branch: 'main', Day: 3, More: 1 } }, filter)).toBe(true);
    expect(isMeant({ variables: { Branch: 'main', Day: 4 } }, filter)).toBe(false);
    expect(isMeant({ variables: { Branch: 'main' } }, filter)).toBe(false);
  });

  test.each([undefined, null, 'Branch=main', 7, ['main'], {}])(
    'a job without variables is not meant: %j',
    (variables) => {
      expect(isMeant({ variables }, { variables: new Map([['Branch', 'main']]) })).toBe(false);
    },
  );

  test.each(['toString', 'constructor', '__proto__', 'length'])(
    'a name that every object inherits is no variable: %s',
    (name) => {
      for (const value of ['', '0', 'function', '[object Object]']) {
        expect(isMeant({ variables: {} }, { variables: new Map([[name, value]]) })).toBe(false);
      }
      const variables = JSON.parse(`{"${name}":"x"}`);
      expect(isMeant({ variables }, { variables: new Map([[name, 'x']]) })).toBe(true);
    },
  );
});

test('filters are joined with and', () => {
  const filter = { packageId: 103, clusterId: 176, runningLongerThanSeconds: 30 };
  expect(isMeant({}, filter)).toBe(true);
  expect(isMeant({ package_id: 1 }, filter)).toBe(false);
  expect(isMeant({ cluster_id: 1 }, filter)).toBe(false);
  expect(isMeant({ runtime_in_seconds: 1 }, filter)).toBe(false);
});
