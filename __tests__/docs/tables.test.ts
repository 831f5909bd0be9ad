import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withTables } from '../../tools/docs.ts';
import { readActionMetadata } from '../../tools/runner/action-metadata.ts';
import { page, REPOSITORY } from './markdown.ts';

const ACTION_YML = readFileSync(join(REPOSITORY, 'action.yml'), 'utf8');
const { inputs, outputs } = readActionMetadata(REPOSITORY);

describe("README's tables", () => {
  const readme = page('README.md').text;

  test('are what action.yml says', () => {
    expect(readme).toBe(withTables(readme, ACTION_YML));
  });

  test('have a row for each input and each output', () => {
    const rows = [...readme.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual([...Object.keys(inputs), ...Object.keys(outputs)]);
  });

  test('keep a description in its cell', () => {
    const actionYml = 'inputs: {a: {description: "One |\\n  two", default: "x"}}';
    const places = readme.replace(/(written by[^\n]*-->)[\s\S]*?(<!-- end of)/g, '$1\n$2');
    expect(withTables(places, actionYml)).toContain('\n| `a` | `x` | One \\| two |\n');
  });

  test('need a place that is marked', () => {
    expect(() => withTables('# No place', ACTION_YML)).toThrow('README.md has no place for the inputs');
  });
});

describe('action.yml', () => {
  test('describes itself in what a marketplace shows', () => {
    const { description } = readActionMetadata(REPOSITORY);
    expect(description.length).toBeLessThanOrEqual(125);
  });

  test('describes each input and output, and asks for none', () => {
    expect(
      [...Object.values(inputs), ...Object.values(outputs)].filter(({ description }) => description === ''),
    ).toEqual([]);
    expect(Object.values(inputs).filter(({ required }) => required)).toEqual([]);
  });
});
