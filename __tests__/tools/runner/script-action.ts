import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { runStep, type StepOptions, type StepResult } from '../../../tools/runner/run-step.ts';
import { HANGS_AFTER_MS } from '../../../tools/runner/step-process.ts';

const ACTION = `
inputs:
  job-id: { description: A job. }
  wait for stopped: { default: false }
runs: { using: node${process.versions.node.split('.')[0]}, main: index.mjs }
`;

/**
 * Gives the tests of one file an action in a folder of its own, whose script each test writes.
 *
 * @returns runs a script as the step of that action
 */
export function useScriptAction(): (script: string, options?: Partial<StepOptions>) => Promise<StepResult> {
  let folder = '';
  let scripts = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'script-action-'));
    writeFileSync(join(folder, 'action.yml'), ACTION);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  return (script, options = {}) => {
    scripts += 1;
    const main = `script-${scripts}.mjs`;
    writeFileSync(join(folder, main), script);
    return runStep({ inputs: {}, actionFolder: folder, main, ...options });
  };
}

/** Waits until a process is gone, which it may be a moment after it was killed. */
export async function expectGone(pid: number): Promise<void> {
  const deadline = performance.now() + HANGS_AFTER_MS;
  while (isRunning(pid) && performance.now() < deadline) {
    await sleep(10);
  }
  expect(isRunning(pid)).toBe(false);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** A process that is dead, but that its parent has not asked after yet, still takes signals. Only Linux tells. */
function isZombie(pid: number): boolean {
  return process.platform === 'linux' && / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
