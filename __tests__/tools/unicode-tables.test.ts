import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

// V8 does so as soon as it meets a `\p` in a regular expression of a script, though nobody uses it: 4 million instructions
// of a start-up. Biome turns `new RegExp(String.raw…)` into such an expression, unless the text is a constant.
test('no script of dist/ has V8 read the tables of Unicode as it is loaded', () => {
  const scripts = readdirSync(DIST).filter((name) => name.endsWith('.js'));
  const lines = scripts.flatMap((name) => readFileSync(join(DIST, name), 'utf8').split('\n'));
  const withTables = lines.filter((line) => line.includes('\\p{'));
  expect(withTables.length).toBeGreaterThan(0);
  expect(withTables.filter((line) => !line.includes('String.raw`'))).toEqual([]);
});
