import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { REPOSITORY, runWorkflow } from './run-workflow.ts';

// The Nodes with which runners start the action: act takes the one on the PATH, which is some 20 in its common images, as on
// 32-bit ARM; the Node 24 of GitHub's runners goes from 24.4.0 to the newest.

const NODES = {
  'v20.0.0': join(import.meta.dirname, 'node_modules/node-20.0.0/bin/node'),
  'v24.4.0': join(import.meta.dirname, 'node_modules/node-24.4.0/bin/node'),
  'v24.': join(REPOSITORY, 'node_modules/node/bin/node'),
};

const WORKFLOW = `
on: workflow_dispatch
env:
  XPLENTY_API_KEY: \${{ secrets.XPLENTY_API_KEY }}
  XPLENTY_ACCOUNT_ID: \${{ vars.XPLENTY_ACCOUNT_ID }}
jobs:
  stop:
    runs-on: ubuntu-latest
    steps:
      - run: node --version
      - uses: OWNER/terminate-xplenty-job@v1
        with:
          variables: stage=test
          wait-for-stopped: true
      - id: missing
        uses: OWNER/terminate-xplenty-job@v1
        continue-on-error: true
        with:
          job-id: 999
      - run: echo "The step for a missing job is a $OUTCOME"
        env:
          OUTCOME: \${{ steps.missing.outcome }}
`;

describe('the action', { concurrency: 3 }, () => {
  for (const [version, node] of Object.entries(NODES)) {
    test(`runs on Node ${version}`, async () => {
      assert.ok(existsSync(node), `${node} is missing. Run: npm ci --prefix __tests__/act`);
      const jobs = [{ variables: { stage: 'test' } }, { variables: { stage: 'test' } }, {}];
      const result = await runWorkflow(WORKFLOW, { node, jobs });
      assert.ok(result.output.includes(`| ${version}`), result.output);
      assert.equal(result.exitCode, 0, result.output);
      assert.deepEqual(
        result.jobs.map(({ status }) => status),
        ['stopped', 'stopped', 'running'],
        result.output,
      );
      assert.match(result.output, /The step for a missing job is a failure/);
      const ofMissing = result.requests.filter(({ path }) => path.endsWith('/999')).map(({ method }) => method);
      assert.deepEqual(ofMissing, ['DELETE', 'GET'], result.output);
    });
  }
});
