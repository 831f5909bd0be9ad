import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runWorkflow, type WorkflowOptions, type WorkflowResult } from './run-workflow.ts';

// Nothing is terminated that was not asked for: inputs as they come out of expressions, of act and of shells.

const JOBS = [
  { package_id: 103, cluster_id: 176 },
  { package_id: 104, cluster_id: 176 },
  { variables: { stage: 'test' } },
];

/** Runs a workflow of one step. */
function runStep(inputs: readonly string[], options: WorkflowOptions = {}): Promise<WorkflowResult> {
  const workflow = `
on:
  workflow_dispatch:
    inputs:
      dry-run: { type: boolean }
  schedule:
    - cron: '17 * * * *'
env:
  XPLENTY_API_KEY: \${{ secrets.XPLENTY_API_KEY }}
  XPLENTY_ACCOUNT_ID: \${{ vars.XPLENTY_ACCOUNT_ID }}
jobs:
  stop:
    runs-on: ubuntu-latest
    steps:
      - uses: OWNER/terminate-xplenty-job@v1
        with:
${inputs.map((line) => `          ${line}\n`).join('')}`;
  return runWorkflow(workflow, { jobs: JOBS, ...options });
}

/** What the step printed is not read: act may lose the last lines of a step that fails. */
function assertRefused(result: WorkflowResult): void {
  assert.equal(result.exitCode, 1, result.output);
  assert.match(result.output, /Failure - Main OWNER\/terminate-xplenty-job/);
  assert.equal(result.requests.length, 0, result.output);
}

function assertStopped(result: WorkflowResult, ...ids: number[]): void {
  assert.equal(result.exitCode, 0, result.output);
  const active = result.jobs.filter(({ status }) => status === 'running').map(({ id }) => id);
  assert.deepEqual(
    active,
    [305, 306, 307].filter((id) => !ids.includes(id)),
    result.output,
  );
}

describe('an input whose name is close to a known one is refused', { concurrency: 3 }, () => {
  for (const inputs of [
    ['job-id: 305', 'dry_run: true'],
    ['cluster-id: 176', 'package_id: 103'],
    ['job-id: 305', 'wait_for_stopped: true'],
    ['cluster-id: 176', 'package: 103'],
    ['job-id: 305', 'timeout: 5'],
  ]) {
    test(inputs.join(', '), async () => {
      assertRefused(await runStep(inputs));
    });
  }

  test('and no other is', async () => {
    assertStopped(await runStep(['job-id: 305', 'token: x']), 305);
  });
});

describe('an expression that comes to nothing', { concurrency: 3 }, () => {
  const EMPTY: readonly [string, string[]][] = [
    ['package-id', ['cluster-id: 176', `package-id: \${{ vars.PACKGE }}`]],
    ['cluster-id', ['package-id: 103', `cluster-id: \${{ matrix.cluster }}`]],
    ['variables', ['package-id: 103', `variables: \${{ inputs.variables }}`]],
    ['statuses', ['package-id: 103', `statuses: \${{ env.STATUSES }}`]],
    ['dry-run', ['job-id: 305', `dry-run: \${{ inputs.dry_run }}`]],
    ['wait-for-stopped', ['job-id: 305', `wait-for-stopped: \${{ steps.none.outputs.wait }}`]],
  ];
  for (const [name, inputs] of EMPTY) {
    test(`is refused in ${name}`, async () => {
      assertRefused(await runStep(inputs));
    });
  }

  test('is not what was never given', async () => {
    assertStopped(await runStep(['package-id: 103']), 305);
  });

  const DRY_RUN = `dry-run: \${{ github.event_name == 'workflow_dispatch' && inputs.dry-run }}`;
  test('a dry run is false on a schedule', async () => {
    assertStopped(await runStep(['package-id: 103', DRY_RUN], { event: 'schedule' }), 305);
  });

  test('a dry run is what was ticked in the form', async () => {
    assertStopped(await runStep(['package-id: 103', DRY_RUN], { payload: { inputs: { 'dry-run': 'true' } } }));
    assertStopped(await runStep(['package-id: 103', DRY_RUN], { payload: { inputs: { 'dry-run': 'false' } } }), 305);
  });

  test('a dry run with a misspelt name is refused where it is started by hand', async () => {
    const misspelt = DRY_RUN.replace('inputs.dry-run', 'inputs.dryrun');
    const result = await runStep(['package-id: 103', misspelt], { payload: { inputs: { 'dry-run': 'true' } } });
    assertRefused(result);
  });
});

test('any, at its source in a composite action, is every package', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'composite-'));
  const action = `
inputs:
  package: { default: any }
  cluster: { default: any }
runs:
  using: composite
  steps:
    - uses: OWNER/terminate-xplenty-job@v1
      with:
        package-id: \${{ inputs.package }}
        cluster-id: \${{ inputs.cluster }}
        api-key: \${{ env.KEY }}
        account-id: xplenation
`;
  const workflow = `
on: workflow_dispatch
jobs:
  stop:
    runs-on: ubuntu-latest
    env: { KEY: '\${{ secrets.XPLENTY_API_KEY }}' }
    steps:
      - uses: actions/checkout@v5
      - uses: ./stop
        with: { cluster: 176 }
# uses: OWNER/terminate-xplenty-job@v1
`;
  writeFileSync(join(folder, 'action.yml'), action);
  try {
    assertStopped(await runWorkflow(workflow, { jobs: JOBS, files: { stop: folder } }), 305, 306);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('inputs that do not arrive', { skip: spawnSync('dash', ['-c', 'exit']).status !== 0 && 'no dash' }, () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'node-'));
    // act asks a Node on the PATH for its own path first.
    const script = `#!/usr/bin/env dash
case "$*" in *process.execPath*) echo "$0"; exit ;; esac
exec '${process.execPath}' "$@"
`;
    writeFileSync(join(folder, 'node'), script, { mode: 0o755 });
  });
  after(() => rmSync(folder, { recursive: true }));

  test('behind a wrapper of dash are refused', async () => {
    const inputs = ['variables: stage=test', 'package-id: 103', 'dry-run: true'];
    const result = await runStep(inputs, { node: join(folder, 'node') });
    assertRefused(result);
  });
});

test('the URL of a page in the browser names the job and its account', async () => {
  const page = 'https://xplenty.com/xplenation/jobs/306?tab=log#top';
  assertStopped(await runStep([`job-id: ${page}`]), 306);
});
