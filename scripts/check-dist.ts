// Fails when dist/ is not what its source builds: dist/ is what runs, and what nobody reads in a review.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const built = mkdtempSync(join(tmpdir(), 'dist-'));
try {
  const ncc = join('node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
  const build = [
    'build',
    join('src', 'index.ts'),
    '--out',
    built,
    '--license',
    'licenses.txt',
    '--no-cache',
    '--quiet',
  ];
  execFileSync(process.execPath, [ncc, ...build], { stdio: ['ignore', 'ignore', 'inherit'] });

  const files = new Set([...readdirSync('dist'), ...readdirSync(built)]);
  const different = [...files].filter((file) => read('dist', file) !== read(built, file));
  if (different.length > 0) {
    console.error(
      `dist/ is not what src/ builds (${different.sort().join(', ')}). Run "npm run build" and commit dist/.`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(built, { recursive: true, force: true });
}

function read(folder: string, file: string): string | undefined {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return undefined;
  }
}
