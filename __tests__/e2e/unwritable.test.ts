import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { titles } from './step.ts';
import { playTestCase, WAIT } from './test-case.ts';

// The termination went through, whatever becomes of the files in which the step reports it.

const A_FOLDER = import.meta.dirname;
const NOWHERE = join(import.meta.dirname, 'no-such-folder', 'file');

const FOLDER = mkdtempSync(join(tmpdir(), 'unwritable-'));
const PIPE = join(FOLDER, 'pipe');

const PATHS: [name: string, path: string][] = [
  ['is a folder', A_FOLDER],
  ['has no folder to be in', NOWHERE],
];
if (process.platform !== 'win32') {
  execFileSync('mkfifo', [PIPE]);
  PATHS.push(['is a pipe that nobody reads', PIPE]);
}

afterAll(() => rmSync(FOLDER, { recursive: true }));

describe('the outputs file', () => {
  test.concurrent.each(PATHS)('%s: the step succeeds all the same, with a warning', async (_name, outputFile) => {
    const { step, jobs } = await playTestCase({ inputs: WAIT, step: { outputFile } });
    expect(step).toMatchObject({ exitCode: 0, errors: [], stderr: '' });
    expect(jobs[0]?.status).toBe('stopped');
    expect(new Set(titles(step, 'warning'))).toEqual(new Set(['Cannot write the outputs']));
    expect(step.warnings[0]).toMatch(/^Cannot write the outputs: .+\. What was terminated is not affected\.$/);
    expect(step.summary).toContain('stopped');
  });

  test.concurrent.each(PATHS)('%s: a failure stays the failure that it is', async (_name, outputFile) => {
    const rules = [{ method: 'DELETE', fault: { kind: 'refusal', status: 403, message: 'No' } } as const];
    const { step } = await playTestCase({ rules, step: { outputFile } });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toEqual([expect.stringMatching(/^Job 305: not permitted \(403\)\. HTTP 403 "No"/)]);
  });

  test.concurrent.each(PATHS)('%s: there is one warning, however long the wait', async (_name, outputFile) => {
    const { step } = await playTestCase({ inputs: WAIT, step: { outputFile } });
    expect(step.warnings).toHaveLength(1);
  });
});

describe('the summary file', () => {
  test.concurrent.each(PATHS)('%s: the step succeeds all the same, with a warning', async (_name, summaryFile) => {
    const { step, jobs } = await playTestCase({ inputs: WAIT, step: { summaryFile } });
    expect(step).toMatchObject({ exitCode: 0, errors: [], stderr: '' });
    expect(jobs[0]?.status).toBe('stopped');
    expect(step.outputs.status).toBe('stopped');
    expect(titles(step, 'warning')).toEqual(['Cannot write the job summary']);
  });

  test.concurrent.each(PATHS)('%s: a failure stays the failure that it is', async (_name, summaryFile) => {
    const rules = [{ method: 'DELETE', fault: { kind: 'refusal', status: 403, message: 'No' } } as const];
    const { step } = await playTestCase({ rules, step: { summaryFile } });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toEqual([expect.stringMatching(/^Job 305: not permitted \(403\)\. HTTP 403 "No"/)]);
  });
});

test('neither can be written: there is a warning for each, and the step succeeds', async () => {
  const { step } = await playTestCase({ step: { outputFile: A_FOLDER, summaryFile: NOWHERE } });
  expect(step.exitCode).toBe(0);
  expect(new Set(titles(step, 'warning'))).toEqual(
    new Set(['Cannot write the outputs', 'Cannot write the job summary']),
  );
});
