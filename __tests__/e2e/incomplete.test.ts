import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runStep } from '../../tools/runner/run-step.ts';

// What is needed only when something fails is a file of its own in dist/. A download that lost it must not fail in silence.

test('a step whose words for failures are missing fails, and says that they are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'incomplete-'));
  try {
    cpSync('dist', folder, { recursive: true });
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
    // The title of a refused input, which no other file has.
    const isWords = (name: string) => readFileSync(join(folder, name), 'utf8').includes('an input is wrong');
    const lost = scripts.filter(isWords);
    expect(lost).toHaveLength(1);
    expect(lost).not.toContain('index.js');
    for (const name of lost) rmSync(join(folder, name));
    const step = await runStep({ main: join(folder, 'index.js'), inputs: { 'job-id': 'none' } });
    expect(step).toMatchObject({ exitCode: 1, stderr: '' });
    expect(step.errors).toEqual([expect.stringMatching(/^Why the step failed cannot be told: Cannot find module/)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
