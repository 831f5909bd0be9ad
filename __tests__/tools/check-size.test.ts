import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LARGEST } from '../../tools/check-size.ts';

const REPOSITORY = resolve(import.meta.dirname, '..', '..');
/** undici itself, as Node carries it for its own `fetch`. */
const UNDICI = execFileSync(
  process.execPath,
  ['--print', "process.binding('natives')['internal/deps/undici/undici']"],
  { encoding: 'utf8', maxBuffer: 1024 ** 3, stdio: ['ignore', 'pipe', 'ignore'] },
);

let checkout = '';

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'check-size-'));
  write('dist/index.js', 'const small = true;\n');
});

afterEach(() => {
  rmSync(checkout, { recursive: true, force: true, maxRetries: 5 });
});

function write(file: string, content: string | Buffer): void {
  const path = join(checkout, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...identity, ...args], { cwd: checkout, stdio: 'ignore' });
}

function commit(): void {
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--no-verify', '--message', 'A commit');
}

/** Runs the check as `npm run check` does, on this test's own checkout. */
function check(environment: NodeJS.ProcessEnv = process.env) {
  const script = join(REPOSITORY, 'tools', 'check-size.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, checkout], {
    encoding: 'utf8',
    env: { ...environment, NODE_OPTIONS: '' },
  });
  return { status, stdout, stderr };
}

describe('the check of sizes', () => {
  test('passes without a word where everything is small', () => {
    commit();
    expect(check()).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('passes the dist/ of this repository, which has only the stub of undici in it', () => {
    cpSync(join(REPOSITORY, 'dist'), join(checkout, 'dist'), { recursive: true });
    commit();
    expect(check()).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('fails where undici is back in the bundle', () => {
    write('dist/index.js', UNDICI);
    commit();
    expect(check()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^dist\/index\.js contains undici, .*npm run build/m),
    });
  });

  test.each([
    ['its errors', /^.*UND_ERR_SOCKET.*$/m],
    ['its dispatcher', /^.*undici\.globalDispatcher.*$/m],
    ['its channels', /^.*undici:request:create.*$/m],
  ])('fails where only a part of undici is back, %s, in any file', (_, part) => {
    write('dist/255.index.js', part.exec(UNDICI)?.[0] ?? '');
    commit();
    expect(check()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^dist\/255\.index\.js contains undici/),
    });
  });

  test('counts the bytes of all files of dist/, and allows just as many', () => {
    commit();
    write('dist/index.js', 'x'.repeat(LARGEST.dist - 10));
    write('dist/folder/licenses.txt', 'x'.repeat(10));
    expect(check()).toMatchObject({ status: 0, stderr: '' });
    write('dist/folder/licenses.txt', 'x'.repeat(11));
    expect(check()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^dist\/ has 190,001 bytes, at most 190,000 bytes are allowed\. Import less/),
    });
  });

  test('fails where the archive of what is committed is too large, and not for what is marked export-ignore', () => {
    write('large.bin', randomBytes(LARGEST.archive));
    commit();
    expect(check()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /^The archive of HEAD has 60,\d{3} bytes, at most 60,000 bytes are allowed\. .*export-ignore.*commit/,
      ),
    });
    write('.gitattributes', '/large.bin export-ignore\n');
    expect(check()).toMatchObject({ status: 1 });
    commit();
    expect(check()).toMatchObject({ status: 0, stderr: '' });
  });

  test('says what to do where there is no dist/', () => {
    commit();
    rmSync(join(checkout, 'dist'), { recursive: true });
    expect(check()).toMatchObject({ status: 1, stderr: 'There is no dist/. Run "npm run build".\n' });
  });
});

describe('where the archive cannot be made, the check says so and checks the rest:', () => {
  const unchecked = 'The size of the archive was not checked: no clone with a commit, or no git.\n';

  test('no clone', () => {
    expect(check()).toEqual({ status: 0, stdout: unchecked, stderr: '' });
  });

  test('no clone, but inside one', () => {
    commit();
    write('unpacked/dist/index.js', UNDICI);
    checkout = join(checkout, 'unpacked');
    const { status, stdout, stderr } = check();
    checkout = dirname(checkout);
    expect({ status, stdout }).toEqual({ status: 1, stdout: unchecked });
    expect(stderr).toContain('undici');
  });

  test('a clone without a commit', () => {
    git('init', '--quiet');
    expect(check()).toEqual({ status: 0, stdout: unchecked, stderr: '' });
  });

  test('no git', () => {
    commit();
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^path$/i.test(name)));
    const withoutGit = { ...environment, PATH: join(checkout, 'dist') };
    expect(check(withoutGit)).toEqual({ status: 0, stdout: unchecked, stderr: '' });
  });
});
