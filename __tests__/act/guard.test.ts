import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { REPOSITORY, runWorkflow, type WorkflowOptions, type WorkflowResult } from './run-workflow.ts';

// Both stages of the guard in workflows. act runs the post stage as the runner does.

describe('examples/guard.yml', { concurrency: 3 }, () => {
  test('does nothing when the job completes', async () => {
    const result = await runExample({ simulator: { seconds: { idle: 0, pending: 0, running: 0 } } });
    console.log(result.output);
    assert.equal(result.exitCode, 0, result.output);
  });
  test('stops its job, and no other, when it is cancelled while it waits', async () => {
    const result = await runExample({ jobs: [{}], cancelWhen: isAskedFor('GET') });
    console.log(result.output);
    assert.deepEqual(statuses(result), ['running', 'stopped'], result.output);
  });
});

function runExample(options: WorkflowOptions): Promise<WorkflowResult> {
  const files = { '.github/workflows/run-job.sh': join(REPOSITORY, 'examples/run-job.sh') };
  const workflow = readFileSync(join(REPOSITORY, 'examples/guard.yml'), 'utf8');
  return runWorkflow(workflow, { event: 'push', payload: { ref: 'refs/heads/main' }, files, ...options });
}

function isAskedFor(method: string): NonNullable<WorkflowOptions['cancelWhen']> {
  return ({ requests }) => requests.some((request) => request.method === method);
}

function statuses({ jobs }: WorkflowResult): string[] {
  return jobs.map(({ status }) => String(status));
}
