import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const BENCH = resolve(import.meta.dirname, '../../../tools/bench/bench.ts');

function bench(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BENCH, ...argv], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('the benchmark measures the groups that it is asked for, and no other', () => {
  const { status, stdout, stderr } = bench('--only', 'sizes');
  expect([status, stderr]).toEqual([0, 'Measuring: sizes …\n']);
  const rows = stdout.split('\n').filter((line) => line.startsWith('| '));
  expect(rows).toHaveLength(2 + 3);
  expect(rows[2]).toMatch(/^\| Download: dist\/ .+ bytes .+ at most 190,000 bytes/);
});

test.each([
  [['--only', 'speed'], /^There is no group speed\. There are start-up, .+\.\n$/],
  [['--pairs', '3'], /^--pairs takes a number from 25 on\.\n$/],
  [['--pair', '30'], /^Unknown option '--pair'/],
])('the benchmark refuses %j, and measures nothing', (argv, message) => {
  expect(bench(...argv)).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(message) });
});
