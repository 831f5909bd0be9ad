import { describe, expect, test } from '@jest/globals';
import { parseOptionalId, parseStatuses, parseVariables } from '../../src/parse.ts';
import { problemOf } from './problem-of.ts';

describe('package-id and cluster-id', () => {
  test('are a whole number above 0', () => {
    expect(parseOptionalId('103', 'package')).toBe(103);
  });

  test('select any where nothing was given', () => {
    expect(parseOptionalId('', 'package')).toBeUndefined();
  });

  test.each(['0', '-1', '+1', '1.0', '1e3', '１', '103,104', '103 104', 'x', '9007199254740992'])(
    'are refused otherwise: %s',
    (text) => {
      expect(problemOf(() => parseOptionalId(text, 'cluster'))).toMatch(
        `"${text}" is not the number of a cluster. Give digits only`,
      );
    },
  );
});

describe('variables', () => {
  test.each([
    ['a=1', [['a', '1']]],
    [
      'a=1\nb=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'a=1\r\nb=2\rc=3',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ],
    ],
    ['\n\n  a = 1  \n \t\n', [['a', '1']]],
    ['a=', [['a', '']]],
    ['a=b=c', [['a', 'b=c']]],
    ["a='/today '", [['a', "'/today '"]]],
    ['with space = two words', [['with space', 'two words']]],
    ['__proto__=x', [['__proto__', 'x']]],
    ['', []],
  ])('are lines of name=value: %j', (text, variables) => {
    expect([...parseVariables(text)]).toEqual(variables);
  });

  test.each([
    ['a', 1],
    ['=x', 1],
    [' = x', 1],
    ['a=1\nhidden', 2],
    ['a=1\n\nhidden\n', 3],
  ])('are refused without a name or a =, by the number of the line: %j', (text, line) => {
    expect(problemOf(() => parseVariables(text))).toMatch(`line ${line} is not of the form name=value.`);
  });

  test('are refused where a name stands twice, since no job could have both values', () => {
    expect(problemOf(() => parseVariables('a=1\nb=2\n a = 3'))).toMatch('line 3 names a variable for the second time.');
  });

  test('are read in one pass, however much white space a line has', () => {
    expect(parseVariables(`a=x${' '.repeat(1_000_000)}y`).size).toBe(1);
  });

  test('are never shown, for they may hold secrets', () => {
    expect(problemOf(() => parseVariables('hidden'))).not.toMatch('hidden');
    expect(problemOf(() => parseVariables('hidden=hidden\nhidden=hidden'))).not.toMatch('hidden');
  });
});

describe('statuses', () => {
  test('are all four where nothing was given', () => {
    expect(parseStatuses('')).toEqual(['idle', 'pending', 'queued', 'running']);
  });

  test.each(['running,idle', 'running idle', 'running\nidle\nrunning'])(
    'come out in the order in which a job goes through them, each once: %j',
    (text) => {
      expect(parseStatuses(text)).toEqual(['idle', 'running']);
    },
  );

  test.each(['stopped', 'completed', 'failed', 'pending_stoppage', 'stopping', 'Running', 'all', 'runnin', 'toString'])(
    'are refused where no such job could be terminated: %s',
    (text) => {
      expect(problemOf(() => parseStatuses(`idle, ${text}`))).toMatch(
        `"${text}" was given. Give some of idle, pending, queued, running.`,
      );
    },
  );
});
