import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readActionMetadata } from '../../../tools/runner/action-metadata.ts';

describe('the action.yml of a folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'action-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function read(yaml: string) {
    writeFileSync(join(folder, 'action.yml'), yaml);
    return readActionMetadata(folder);
  }

  const RUNS = 'runs: { using: node24, main: dist/index.js }\n';

  test('tells what it runs and with which Node', () => {
    expect(read(RUNS).runs).toEqual({ using: 'node24', main: 'dist/index.js', post: '' });
  });

  test('tells which script runs after the job', () => {
    expect(read('runs: { using: node24, main: a.js, post: b.js }\n').runs).toMatchObject({
      main: 'a.js',
      post: 'b.js',
    });
  });

  test('tells inputs and outputs in the order written', () => {
    const { inputs, outputs } = read(
      `${RUNS}inputs: { b: { description: The b., required: true }, a: {} }\noutputs: { z: { description: The z. }, y: }\n`,
    );
    expect(Object.entries(inputs)).toEqual([
      ['b', { description: 'The b.', required: true, default: '' }],
      ['a', { description: '', required: false, default: '' }],
    ]);
    expect(Object.entries(outputs)).toEqual([
      ['z', { description: 'The z.' }],
      ['y', { description: '' }],
    ]);
  });

  test.each([
    ['false', 'false'],
    ["'false'", 'false'],
    ['600', '600'],
    ["''", ''],
    ['', ''],
    ['https://api.xplenty.com', 'https://api.xplenty.com'],
  ])('turns the default %s into text', (written, expected) => {
    expect(read(`${RUNS}inputs:\n  a:\n    default: ${written}\n`).inputs.a?.default).toBe(expected);
  });

  test.each(['name: x\n', 'runs: { using: docker, image: x }\n', 'runs: { using: node24 }\n', ''])(
    'is refused when it names no script for Node: %j',
    (yaml) => {
      expect(() => read(yaml)).toThrow('names no script for Node');
    },
  );
});
