import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { median, milliseconds, type Row, rowsOf, seconds } from './figures.ts';
import { inTurn } from './one-call.ts';
import { REPOSITORY } from './run.ts';

/** How long the parts of `npm cit` take in a fresh clone of HEAD. Figures only: no test depends on them. */
export async function tests(pairs: number): Promise<Row[]> {
  const { floor } = await inTurn(pairs);
  const clone = mkdtempSync(join(tmpdir(), 'bench-tests-'));
  try {
    execFileSync('git', ['clone', '--quiet', REPOSITORY, clone]);
    const { scripts } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));
    const parts = ['npm ci', ...scripts.check.split(' && '), 'npm run jest'].map((command) => timed(command, clone));
    const all = parts.reduce((sum, part) => sum + part.took, 0);
    return rowsOf('Tests', {
      [`a bare https script, median of ${pairs}`]: { measured: milliseconds(median(floor)) },
      ...Object.fromEntries(parts.map(({ command, measured }) => [command, { measured }])),
      'npm cit, in all': { measured: seconds(all), target: '100 s at 60 ms, Jest 60 s of it' },
    });
  } finally {
    rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
  }
}

function timed(command: string, cwd: string) {
  const startedAt = performance.now();
  const PATH = [join(cwd, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const { status } = spawnSync(command, { cwd, shell: true, env: { ...process.env, PATH }, stdio: 'ignore' });
  const took = (performance.now() - startedAt) / 1000;
  return { command, took, measured: `${seconds(took)}${status === 0 ? '' : ', FAILED'}` };
}
