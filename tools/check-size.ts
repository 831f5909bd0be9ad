// Fails when what a runner downloads before every job has grown too large, or has undici in it again:
// `node tools/check-size.ts`, or with the folder of another checkout behind it.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const LARGEST_DIST_BYTES = 150_000;
export const LARGEST_ARCHIVE_BYTES = 60_000;

/**
 * What only undici itself says: the codes of its errors, its place on globalThis, its diagnostics channels. They are
 * texts that it works with, so no bundler takes them out, and the one in tools/stubs/ has none of them.
 */
const UNDICI = /UND_ERR_|undici\.globalDispatcher|undici:request/;

/** The archive cannot be made here. The message says why. */
export class NoArchive extends Error {}

/** What is wrong, and what to do about it; and what could not be checked. */
export interface Findings {
  readonly mistakes: readonly string[];
  readonly unchecked: readonly string[];
}

/** @param checkout a folder that holds dist/, and the .git of what is committed */
export function checkSizes(checkout: string): Findings {
  const mistakes: string[] = [];
  const unchecked: string[] = [];
  if (!existsSync(join(checkout, 'dist', 'index.js'))) {
    mistakes.push('There is no dist/index.js. Run "npm run build".');
  } else {
    const dist = distBytes(checkout);
    if (dist > LARGEST_DIST_BYTES) {
      mistakes.push(
        `dist/ has ${count(dist)} bytes, ${count(LARGEST_DIST_BYTES)} at most. Look at what has come into ` +
          'dist/index.js, and import less, or leave it out as tools/stubs/ does.',
      );
    }
    for (const file of filesWithUndici(checkout)) {
      mistakes.push(
        `dist/${file} has undici in it, a megabyte that no run uses. See "overrides" in package.json: run ` +
          '"rm -rf node_modules && npm ci", then "npm run build".',
      );
    }
  }
  try {
    const archive = archiveBytes(checkout);
    if (archive > LARGEST_ARCHIVE_BYTES) {
      mistakes.push(
        `The archive of HEAD has ${count(archive)} bytes, ${count(LARGEST_ARCHIVE_BYTES)} at most. Mark what no run ` +
          'needs with export-ignore in .gitattributes, and commit: only what is committed is in the archive.',
      );
    }
  } catch (error) {
    if (!(error instanceof NoArchive)) throw error;
    unchecked.push(`The size of the archive was not checked: ${error.message}`);
  }
  return { mistakes, unchecked };
}

/** @returns the bytes of all files of dist/ */
export function distBytes(checkout: string): number {
  return distFiles(checkout).reduce((sum, file) => sum + statSync(join(checkout, 'dist', file)).size, 0);
}

/** @returns the files of dist/ that undici is in */
export function filesWithUndici(checkout: string): string[] {
  return distFiles(checkout).filter((file) => UNDICI.test(readFileSync(join(checkout, 'dist', file), 'utf8')));
}

/**
 * What `git archive HEAD | gzip | wc -c` says: the archive as a runner downloads it, of what is committed.
 *
 * @throws NoArchive where there is no git, no clone or no commit
 */
export function archiveBytes(checkout: string): number {
  // Without this git would look for a clone further up.
  if (!existsSync(join(checkout, '.git'))) throw new NoArchive('this is no clone, there is no .git.');
  try {
    const tar = execFileSync('git', ['archive', '--format=tar', 'HEAD'], {
      cwd: checkout,
      maxBuffer: 1024 ** 3,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return gzipSync(tar).length;
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    if (code === 'ENOENT') throw new NoArchive('there is no git on this machine.');
    const complaint = stderr?.toString('utf8').trim().split('\n')[0] ?? '';
    throw new NoArchive(`git cannot make it here (${complaint || (error as Error).message}).`);
  }
}

function distFiles(checkout: string): string[] {
  const entries = readdirSync(join(checkout, 'dist'), { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => statSync(join(checkout, 'dist', entry)).isFile());
}

function count(bytes: number): string {
  return bytes.toLocaleString('en-US');
}

if (import.meta.main) {
  const { mistakes, unchecked } = checkSizes(process.argv[2] ?? '.');
  for (const line of unchecked) console.log(line);
  for (const line of mistakes) console.error(line);
  if (mistakes.length > 0) process.exitCode = 1;
}
