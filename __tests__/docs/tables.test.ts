import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withTables } from '../../tools/docs.ts';
import { readActionMetadata } from '../../tools/runner/action-metadata.ts';
import { page, REPOSITORY } from './markdown.ts';

const { inputs, outputs } = readActionMetadata(REPOSITORY);
const GUARD = readActionMetadata(join(REPOSITORY, 'guard'));

const place = (kind: string, path: string) =>
  `<!-- ${kind}: written by "npm run docs" from ${path} -->\nOld\n<!-- end of ${kind} -->`;

describe("README's tables", () => {
  const readme = page('README.md').text;

  test('are what action.yml says', () => {
    expect(readme).toBe(withTables(readme, (path) => readFileSync(join(REPOSITORY, path), 'utf8')));
  });

  test.each([
    ['inputs', 'action.yml', Object.keys(inputs)],
    ['outputs', 'action.yml', Object.keys(outputs)],
    ['inputs', 'guard/action.yml', Object.keys(GUARD.inputs)],
    ['outputs', 'guard/action.yml', Object.keys(GUARD.outputs)],
  ])('have a row for each of the %s in %s', (kind, path, names) => {
    const [, behind = ''] = readme.split(`<!-- ${kind}: written by "npm run docs" from ${path} -->`);
    const table = behind.split(`<!-- end of ${kind} -->`)[0] ?? '';
    expect([...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name)).toEqual(names);
  });
});

describe('a table', () => {
  test('keeps a description in its cell', () => {
    const actionYml = 'inputs: {a: {description: "One |\\n  two", default: "x"}}';
    expect(withTables(place('inputs', 'action.yml'), () => actionYml)).toContain('\n| `a` | `x` | One \\| two |\n');
  });

  test('comes from the action.yml that its mark names', () => {
    const texts: Record<string, string> = {
      'action.yml': 'inputs: {a: {description: One}}\noutputs: {b: {description: Two}}',
      'guard/action.yml': 'inputs: {c: {description: Three}}',
    };
    const places = [place('inputs', 'action.yml'), place('outputs', 'action.yml'), place('inputs', 'guard/action.yml')];
    const written = withTables(places.join('\n\nBetween\n\n'), (path) => texts[path] ?? '');
    expect(written.match(/\| `.*|Between|Old/g)).toEqual([
      '| `a` |  | One |',
      'Between',
      '| `b` | Two |',
      'Between',
      '| `c` |  | Three |',
    ]);
  });

  test('needs a place that is marked, from its start to its end', () => {
    expect(() => withTables('# No place', () => '')).toThrow('The page has no mark');
    const withoutEnd = place('outputs', 'action.yml').replace('end of', '');
    expect(() => withTables(place('inputs', 'action.yml') + withoutEnd, () => '{}')).toThrow('A table lacks its end');
  });
});

describe.each(['.', 'guard'])('action.yml in %s', (folder) => {
  const { description, inputs, outputs } = readActionMetadata(join(REPOSITORY, folder));

  test('describes itself in what a marketplace shows', () => {
    expect(description.length).toBeLessThanOrEqual(125);
  });

  test('describes each input and output, and asks for none', () => {
    expect(
      [...Object.values(inputs), ...Object.values(outputs)].filter(({ description }) => description === ''),
    ).toEqual([]);
    expect(Object.values(inputs).filter(({ required }) => required)).toEqual([]);
  });
});
