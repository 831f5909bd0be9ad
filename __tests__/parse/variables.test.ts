import { describe, expect, test } from '@jest/globals';
import { parseVariables } from '../../src/parse/variables.ts';
import { problemOf } from './problem-of.ts';

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
    ['#a=1\n  # b=2\nc=3', [['c', '3']]],
    ['a=#1 # no comment', [['a', '#1 # no comment']]],
    ['a=\u00a0x\u00a0', [['a', '\u00a0x\u00a0']]],
    ['title=Größe 😀\u200d🔥 – neu', [['title', 'Größe 😀\u200d🔥 – neu']]],
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

  test.each(['# a=1', '#', '\n# a=1\n  # b=2\n', ' \n '])('are refused where there is none: %j', (text) => {
    expect(problemOf(() => parseVariables(text))).toBe(
      'there is no variable in it, only comments. Write a line of name=value.',
    );
  });

  test('have names in NFC, so that one name cannot stand twice', () => {
    expect([...parseVariables('cafe\u0301=1').keys()]).toEqual(['caf\u00e9']);
    expect(problemOf(() => parseVariables('cafe\u0301=1\ncaf\u00e9=2'))).toMatch(/^line 2 names a variable/);
  });

  test.each(['a\u200b=1', '\ufeffa=1', 'a\u00a0b=1', 'a\u202f = 1'])(
    'are refused with a name in which a character is not seen: %j',
    (text) => {
      expect(problemOf(() => parseVariables(text))).toMatch(
        /^line 1 has the invisible character U\+.* in the name\. Remove it\.$/,
      );
    },
  );

  test.each([
    'stage=test owner=jo',
    'stage=test, owner=jo',
    'stage=test,owner=jo',
    'stage=test owner2=jo',
    'stage=test\towner = jo',
    'stage=test\\nowner=jo',
    'stage=test\\r\\nowner=jo',
    'stage=test%0Aowner=jo',
    'stage=test%0d%0aowner=jo',
    'stage=test\u2028owner=jo',
    'stage=test\u0085owner=jo',
    'stage="test" owner="jo"',
    "stage='test', owner='jo'",
    `stage="it's" owner='jo'`,
    "stage=it's owner=jo",
    'stage="test owner=jo',
    'stage= owner=jo',
    'a=1\nstage=test größe=jo',
  ])('are refused where a line seems to hold several: %j', (text) => {
    expect(problemOf(() => parseVariables(text))).toMatch(
      /^line \d seems to hold several variables\. Write a line for each, below "variables: \|"\. If it is one value, write it in quotes: name="value"\.$/,
    );
  });

  test.each([
    'https://h/x?a=1&b=2',
    '/data/dt=2024-01-01/hr=05',
    'YWJjZA==',
    'a;b=c',
    '1 2=3',
    '"stage=test, owner=jo"',
    "'x y=1'",
    `"it's x=1"`,
    'say "a b=1" twice',
    'C:\\new\\table',
    '100%0',
    '--flag=1',
    'a, b, c',
  ])('may have values with a = in them: %s', (value) => {
    expect(parseVariables(`name=${value}`).get('name')).toBe(value);
  });

  test('are never shown, for they may hold secrets', () => {
    expect(problemOf(() => parseVariables('hidden'))).not.toMatch('hidden');
    expect(problemOf(() => parseVariables('hidden=hidden\nhidden=hidden'))).not.toMatch('hidden');
    expect(problemOf(() => parseVariables('hidden=hidden, hidden=hidden'))).not.toMatch('hidden');
  });
});
