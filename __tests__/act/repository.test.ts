import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { killGroup } from './act.ts';
import { ACTION_FILES, REPOSITORY, runWorkflow } from './run-workflow.ts';

interface Step {
  readonly run?: string;
}

interface Job {
  readonly strategy?: object;
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

test('README: the first example stops the job that it names, and no other', async () => {
  const [, yaml = ''] = /^```yaml\n([\s\S]*?)^```/m.exec(read('README.md')) ?? [];
  const example = parse(yaml);
  // A step alone, or a whole workflow that takes the job ID as an input.
  const workflow = Array.isArray(example)
    ? stringify({ on: 'workflow_dispatch', jobs: { stop: { 'runs-on': 'ubuntu-latest', steps: example } } })
    : yaml;
  const result = await runWorkflow(workflow, { payload: { inputs: { 'job-id': '305' } }, jobs: [{}, {}] });
  assert.equal(result.exitCode, 0, result.output);
  assert.deepEqual(
    result.jobs.map(({ status }) => status),
    ['stopped', 'running'],
  );
  assert.ok(!result.output.includes(result.apiKey), result.output);
});

describe('ci.yml: the job "action"', () => {
  const { strategy: _, ...job }: Job = parse(read('.github/workflows/ci.yml')).jobs.action;
  const starts = ({ run = '' }: Step) => run.includes('simulator');
  // act ends what a step leaves in the background, so the test starts the simulator, with the script of that step.
  const workflow = stringify({
    on: 'push',
    jobs: { action: { ...job, 'runs-on': 'ubuntu-latest', steps: job.steps.filter((step) => !starts(step)) } },
  });
  let folder: string;
  let start: ChildProcess;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ci-'));
    const script = job.steps.find(starts)?.run ?? '';
    const env = { ...process.env, ...job.env, RUNNER_TEMP: folder };
    start = spawn('bash', ['-e', '-c', script], { cwd: REPOSITORY, env, stdio: 'inherit', detached: true });
    assert.deepEqual(await once(start, 'exit'), [0, null], 'the simulator did not start');
  });

  afterEach(async () => {
    killGroup(start.pid);
    while (await isListening()) await sleep(20);
    rmSync(folder, { recursive: true });
  });

  test('fails with an action that does nothing', async () => {
    const dist = join(folder, 'dist');
    mkdirSync(dist);
    writeFileSync(join(dist, 'index.js'), '');
    const result = await runWorkflow(workflow, { event: 'push', files: { ...ACTION_FILES, dist } });
    assert.equal(result.exitCode, 1, result.output);
    assert.ok((await statuses()).every((status) => status !== 'stopped'));
  });

  test('succeeds with dist/ and stops every job', async () => {
    const result = await runWorkflow(workflow, { event: 'push', files: ACTION_FILES });
    assert.equal(result.exitCode, 0, result.output);
    assert.deepEqual(new Set(await statuses()), new Set(['stopped']), result.output);
  });

  function isListening(): Promise<boolean> {
    return fetch(job.env.API_URL ?? '').then(
      () => true,
      () => false,
    );
  }

  async function statuses(): Promise<string[]> {
    const { API_URL, ACCOUNT_ID, API_KEY } = job.env;
    const headers = {
      Accept: 'application/vnd.xplenty+json; version=2',
      Authorization: `Basic ${btoa(`${API_KEY}:`)}`,
    };
    const response = await fetch(`${API_URL}/${ACCOUNT_ID}/api/jobs`, { headers });
    return ((await response.json()) as { status: string }[]).map(({ status }) => status);
  }
});

function read(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}
