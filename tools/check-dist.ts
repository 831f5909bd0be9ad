// Fails when dist/ is not what its source builds: dist/ is what runs, and what nobody reads in a review.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';

const built = mkdtempSync(join(tmpdir(), 'dist-'));
try {
  await build(built);
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
