import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StepResult } from '../../tools/runner/run-step.ts';
import { titles } from './step.ts';
import { count, playTestCase, WAIT } from './test-case.ts';

// What later steps get, and what the file of the runner looks like when the step has ended.

const onLinux = process.platform === 'linux' ? test.concurrent : test.skip;
const LIMIT = 'Outputs are limited to 120,000 bytes each and 1 MB together';
const BEFORE = 'earlier<<END\nset before\nEND\n';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A file in which something stands already, as the one of a script that calls the action's own may. */
function outputFile(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, BEFORE);
  return path;
}

/** Arguments that make Node load a script before the action. */
function preload(name: string, script: string): string[] {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(path, script);
  return ['--require', path];
}

/** Whether a step can pass each output on in its `env:`. */
function expectFitsEnvironment({ outputs }: StepResult): void {
  for (const [name, value] of Object.entries(outputs)) {
    expect(Buffer.byteLength(value)).toBeLessThanOrEqual(120_000);
    const { error, status } = spawnSync(process.execPath, ['--version'], { env: { [`INPUT_${name}`]: value } });
    expect({ error, status }).toEqual({ error: undefined, status: 0 });
  }
}

function aPatch(fields: Record<string, unknown>) {
  return { fault: { kind: 'patch', fields } } as const;
}

describe('outputs that are too long to be passed on', () => {
  test.concurrent('of 120 jobs with a dozen variables: jobs has the brief form, and the log says so', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `VARIABLE_${index}`);
    const variables = Object.fromEntries(names.map((name) => [name, `'s3://bucket/${'x'.repeat(50)}/'`]));
    const { step } = await playTestCase({ jobs: Array.from({ length: 120 }, () => ({ variables })) });
    expect(step).toMatchObject({ exitCode: 0, errors: [], runnerErrors: [] });
    expectFitsEnvironment(step);
    const jobs = JSON.parse(step.outputs.jobs ?? '');
    expect(jobs).toHaveLength(120);
    expect(Object.keys(jobs[0])).toEqual(['id', 'status', 'runtime_in_seconds']);
    expect(step.lines.filter((line) => line.includes('120,000'))).toEqual([
      `${LIMIT}: jobs has only id, status, runtime_in_seconds and error.`,
    ]);
  });

  test.concurrent('of one job: variables and errors are empty, jobs and job have the brief form', async () => {
    const fields = { variables: { sql: 'x'.repeat(125_000) }, errors: '…'.repeat(41_000) };
    const { step } = await playTestCase({ rules: [aPatch(fields)] });
    expect(step).toMatchObject({ exitCode: 0, errors: [], runnerErrors: [] });
    expectFitsEnvironment(step);
    expect(step.outputs).toMatchObject({ id: '305', count: '1', variables: '', errors: '', package_id: '1' });
    expect(JSON.parse(step.outputs.job ?? '')).toMatchObject({ id: 305, status: 'pending_stoppage' });
    expect(JSON.parse(step.outputs.jobs ?? '')).toEqual([JSON.parse(step.outputs.job ?? '')]);
    const brief = 'has only id, status, runtime_in_seconds and error';
    expect(step.lines).toContain(`${LIMIT}: jobs ${brief}; job ${brief}; variables is empty; errors is empty.`);
  });

  test.concurrent('together: they stay under 1 MB as UTF-16', async () => {
    const long = 'x'.repeat(119_000);
    const fields = { errors: long, url: long, started_at: long, created_at: long, failed_at: long, updated_at: long };
    const { step } = await playTestCase({ rules: [aPatch(fields)] });
    expect(step).toMatchObject({ exitCode: 0, runnerErrors: [] });
    const sizes = Object.entries(step.outputs).map(([name, value]) => 2 * (name.length + value.length));
    const sum = sizes.reduce((total, size) => total + size, 0);
    expect(sum).toBeLessThan(1_000_000);
    expect(sum).toBeGreaterThan(700_000);
    expect(step.outputs.started_at).toBe(long);
    expect(step.outputs.url).toBe('');
    expect(step.lines.join('\n')).toMatch(/url is empty/);
  });
});

describe('the file of the outputs', () => {
  test.concurrent('keeps what stood there, and does not grow with each poll', async () => {
    const file = outputFile('polls');
    const jobs = [{}, {}, {}].map(() => ({ simulate: { seconds: { pending_stoppage: 1, stopping: 2 } } }));
    const ended = await playTestCase({ jobs, inputs: WAIT, step: { outputFile: file } });
    expect(ended.step).toMatchObject({ exitCode: 0, runnerErrors: [] });
    expect(count(ended, 'GET')).toBeGreaterThan(2);
    expect(ended.step.outputs).toMatchObject({ earlier: 'set before', status: 'stopped', count: '3' });
    const text = readFileSync(file, 'utf8');
    expect(text.startsWith(BEFORE)).toBe(true);
    expect(text.match(/^(status|jobs|count)<</gm)).toHaveLength(3);
  });

  // The operating system refuses to let files grow past 4 kB: as on a full disk, a part is written before that.
  onLinux('holds no half a block when the disk is full: the runner reads what stood there', async () => {
    const file = outputFile('full');
    const limit = `require('node:child_process').execFileSync('prlimit', ['--pid', process.pid, '--fsize=4096']);`;
    const { step, jobs } = await playTestCase({
      rules: [aPatch({ errors: 'x'.repeat(3_000) })],
      inputs: WAIT,
      step: { outputFile: file, nodeArguments: preload('limit', limit) },
    });
    expect(step).toMatchObject({ exitCode: 0, errors: [], runnerErrors: [], outputs: { earlier: 'set before' } });
    expect(jobs[0]?.status).toBe('stopped');
    expect(readFileSync(file, 'utf8')).toBe(BEFORE);
    expect(titles(step, 'warning')).toEqual(['Cannot write the outputs']);
  });

  test.concurrent('is not written again for each of twenty responses of a megabyte', async () => {
    const counts = join(folder, 'counts');
    const script = `
      const fs = require('node:fs');
      const { ftruncateSync } = fs;
      let writes = 0;
      fs.ftruncateSync = (...all) => { writes++; return ftruncateSync(...all); };
      process.on('exit', () => fs.writeFileSync(${JSON.stringify(counts)}, String(writes)));`;
    const { step } = await playTestCase({
      jobs: Array.from({ length: 20 }, () => ({})),
      rules: [aPatch({ errors: 'x'.repeat(1_000_000) })],
      step: { nodeArguments: preload('count', script) },
    });
    expect(step).toMatchObject({ exitCode: 0, errors: [] });
    expect(JSON.parse(step.outputs.jobs ?? '')).toHaveLength(20);
    // At once, at most once a second, and at the end; and the job summary.
    const writes = Number(readFileSync(counts, 'utf8'));
    expect(writes).toBeGreaterThanOrEqual(2);
    expect(writes).toBeLessThanOrEqual(3 + step.milliseconds / 1_000);
  });

  test.concurrent('is not there: no output is printed in its place', async () => {
    const jobs = [{ variables: { token: 'ValueOfAVariable' } }];
    const { step } = await playTestCase({ jobs, inputs: WAIT, step: { outputFile: '' } });
    expect(step).toMatchObject({ exitCode: 0, errors: [], warnings: [], outputs: {} });
    expect(step.stdout).not.toContain('ValueOfAVariable');
    expect(step.commands.filter(({ name }) => name === 'set-output')).toEqual([]);
  });
});

describe('html_url', () => {
  // Version 2 of the API has it in every response. Of version 1 only lists are requested as version 2.
  test.concurrent.each([
    ['of every response', { inputs: WAIT, simulator: { unversioned: 2 } } as const],
    [
      'of the list that the job was found in',
      { jobs: [{ package_id: 7 }], inputs: { ...WAIT, 'job-id': '', 'package-id': '7' } },
    ],
  ])('is that %s', async (_name, testCase) => {
    const { step } = await playTestCase(testCase);
    expect(step).toMatchObject({ exitCode: 0, outputs: { status: 'stopped' } });
    expect(step.outputs.html_url).toBe('https://xplenty.com/xplenation/jobs/305');
    expect(step.summary).toContain('[305](https://xplenty.com/xplenation/jobs/305)');
  });

  test.concurrent.each([
    'http://xplenty.com/xplenation/jobs/305',
    'https://xplenty.com.example/xplenation/jobs/305',
    'https://example/xplenty.com/',
    'javascript:alert(1)//https://xplenty.com/',
    305,
    null,
  ])('is empty where the response has %j', async (html_url) => {
    const { step } = await playTestCase({ rules: [aPatch({ html_url })] });
    expect(step).toMatchObject({ exitCode: 0, outputs: { id: '305', html_url: '' } });
    expect(step.summary).not.toContain('](');
  });
});

// GitHub drops an output that holds a secret, and some keep the account's name as one.
describe("the account's name", () => {
  const refusal = { method: 'DELETE', fault: { kind: 'refusal', status: 403, message: 'No' } } as const;
  test.concurrent.each([
    ['one job that has stopped', { inputs: WAIT }],
    ['several jobs', { jobs: [{}, {}], inputs: WAIT }],
    ['a job that was not terminated', { rules: [refusal] }],
    ['jobs of which some were not terminated', { jobs: [{}, {}], rules: [{ ...refusal, times: 1 }] }],
  ])('is in none of the plain outputs: %s', async (_name, testCase) => {
    const { step } = await playTestCase(testCase);
    const { status, id, runtime_in_seconds, count, jobs } = step.outputs;
    expect([status, id, runtime_in_seconds, count].join()).not.toContain('xplenation');
    if (step.exitCode === 0) expect(jobs).toContain('xplenation');
  });
});
