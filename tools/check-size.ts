// Fails when what a runner downloads before every job has grown too large, or has undici in it:
// `node tools/check-size.ts`, or with the folder of another checkout behind it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** In bytes. */
export const LARGEST = { dist: 190_000, archive: 60_000 };

/** What only undici itself says: codes of its errors, its place on globalThis, its channels. No bundler changes these. */
const UNDICI = /UND_ERR_|undici\.globalDispatcher|undici:request/;

export interface Sizes {
  /** The bytes of all files of dist/. */
  readonly dist: number;
  /** The bytes of `git archive HEAD | gzip`, what a runner downloads; undefined where there is no clone or no git. */
  readonly archive: number | undefined;
  /** The files of dist/ that undici is in. */
  readonly undici: readonly string[];
}

/** @param checkout a folder that holds dist/, and the .git of what is committed */
export function sizesOf(checkout: string): Sizes {
  const dist = join(checkout, 'dist');
  const entries = existsSync(dist) ? readdirSync(dist, { recursive: true, withFileTypes: true }) : [];
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, content: readFileSync(join(parentPath, name)) }));
  return {
    dist: files.reduce((sum, { content }) => sum + content.length, 0),
    archive: archiveBytes(checkout),
    undici: files.filter(({ content }) => UNDICI.test(content.toString('utf8'))).map(({ name }) => name),
  };
}

function archiveBytes(checkout: string): number | undefined {
  // Without this git would look for a clone further up.
  if (!existsSync(join(checkout, '.git'))) return undefined;
  const { status, stdout } = spawnSync('git', ['archive', 'HEAD'], { cwd: checkout, maxBuffer: 1024 ** 3 });
  return status === 0 ? gzipSync(stdout).length : undefined;
}

/** @returns what is wrong, and what to do about it */
function mistakesOf({ dist, archive = 0, undici }: Sizes): string[] {
  const count = (bytes: number) => `${bytes.toLocaleString('en-US')} bytes`;
  const mistakes = undici.map((file) => {
    return `dist/${file} contains undici, which no run uses. Have the build use tools/stubs/ and run "npm run build".`;
  });
  if (dist === 0) mistakes.push('There is no dist/. Run "npm run build".');
  if (dist > LARGEST.dist) {
    mistakes.push(`dist/ has ${count(dist)}, at most ${count(LARGEST.dist)} are allowed. Import less.`);
  }
  if (archive > LARGEST.archive) {
    const too = `The archive of HEAD has ${count(archive)}, at most ${count(LARGEST.archive)} are allowed.`;
    mistakes.push(`${too} Mark what no run needs with export-ignore in .gitattributes, and commit.`);
  }
  return mistakes;
}

if (import.meta.main) {
  const sizes = sizesOf(process.argv[2] ?? '.');
  if (sizes.archive === undefined)
    console.log('The size of the archive was not checked: no clone with a commit, or no git.');
  for (const mistake of mistakesOf(sizes)) {
    console.error(mistake);
    process.exitCode = 1;
  }
}
