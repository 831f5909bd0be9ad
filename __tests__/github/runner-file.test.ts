import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RunnerFile } from '../../src/github/runner-file.ts';

const testOnPosix = process.platform === 'win32' ? test.skip : test;
const BEFORE = 'what=stood there before\n';

let folder: string;
let path: string;
let file: RunnerFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-file-'));
  path = join(folder, 'file');
  writeFileSync(path, BEFORE);
  file = new RunnerFile(path);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function content(): string {
  return readFileSync(path, 'utf8');
}

describe('what a run writes', () => {
  test('stands behind what stood there before', () => {
    file.replace('one');
    expect(content()).toBe(`${BEFORE}one`);
  });

  test.each([
    ['longer', 'one', 'three'],
    ['shorter', 'three', 'one'],
    ['of more bytes, and no more characters', 'one', 'öñë'],
    ['nothing', 'one', ''],
  ])('is replaced by a text that is %s', (_name, before, after) => {
    file.replace(before);
    file.replace(after);
    expect(content()).toBe(`${BEFORE}${after}`);
  });

  test('stands behind what something else has written meanwhile, and is replaced there', () => {
    file.replace('one ');
    appendFileSync(path, 'other=1\n');
    file.replace('two');
    file.replace('three');
    expect(content()).toBe(`${BEFORE}one other=1\nthree`);
  });

  test('may be large', () => {
    const text = 'ä'.repeat(1_000_000);
    file.replace(text);
    expect(content()).toBe(BEFORE + text);
  });
});

describe('a file that cannot be written', () => {
  test('is not made', () => {
    rmSync(path);
    expect(() => file.replace('one')).toThrow('ENOENT');
    expect(existsSync(path)).toBe(false);
  });

  test('is written once it is there', () => {
    rmSync(path);
    expect(() => file.replace('one')).toThrow('ENOENT');
    writeFileSync(path, '');
    file.replace('one');
    expect(content()).toBe('one');
  });

  test('is an error where a folder stands in its place', () => {
    expect(() => new RunnerFile(folder).replace('one')).toThrow(`${folder} is not a regular file`);
  });

  testOnPosix('is an error where a device stands in its place', () => {
    expect(() => new RunnerFile('/dev/null').replace('one')).toThrow('/dev/null is not a regular file');
  });

  testOnPosix('is an error, without waiting, where a pipe stands in its place that nobody reads', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    // In a process of its own: what waits for a pipe cannot be ended from within.
    const { stderr, signal } = runScript(`new RunnerFile(${JSON.stringify(pipe)}).replace('one');`);
    expect(signal).toBeNull();
    expect(stderr).toContain(`${pipe} is not a regular file`);
  });
});

// The operating system lets the file grow to 8 KiB, and then refuses, as a full disk does: after a part is written.
describe('a text that cannot be written whole', () => {
  const ATTEMPT = `
    const file = new RunnerFile(process.argv[1]);
    const write = (length) => {
      try { file.replace('x'.repeat(length)); } catch (error) { console.log(error.code); }
    };`;

  testOnPosix('is taken back', () => {
    const { stdout } = runScript(`${ATTEMPT} write(9000);`, 8);
    expect(stdout).toBe('EFBIG\n');
    expect(content()).toBe(BEFORE);
  });

  testOnPosix('is taken back with the one that it was to replace, of which it has overwritten a part', () => {
    const { stdout } = runScript(`${ATTEMPT} write(5000); write(9000);`, 8);
    expect(stdout).toBe('EFBIG\n');
    expect(content()).toBe(BEFORE);
  });

  testOnPosix('leaves room for the next one', () => {
    runScript(`${ATTEMPT} write(5000); write(9000); write(5000);`, 8);
    expect(content()).toBe(BEFORE + 'x'.repeat(5_000));
  });
});

/** @param maxKib how large a file can become */
function runScript(script: string, maxKib = 1_000) {
  const source = JSON.stringify(resolve('src/github/runner-file.ts'));
  const node = ['--input-type=module', '--eval', `import { RunnerFile } from ${source}; ${script}`, path];
  return spawnSync('bash', ['-c', `ulimit -f ${maxKib} && exec "$0" "$@"`, process.execPath, ...node], {
    encoding: 'utf8',
    timeout: 20_000,
  });
}
