import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Simulator } from '../../tools/simulator/simulator.ts';
import { REPOSITORY, runWorkflow, type WorkflowOptions, type WorkflowResult } from './run-workflow.ts';

// Both stages of the guard in workflows. act runs the post stage as the runner does, and prints outcomes and summaries, which
// is what is read here: it may lose the last lines of a step that fails.

const GUARD = 'OWNER/terminate-xplenty-job/guard@v1';
const FORBIDDEN = { kind: 'refusal', status: 403, message: 'Forbidden' } as const;

describe('examples/guard.yml', { concurrency: 3 }, () => {
  test('stops nothing, and runs no post stage, when the job completes', async () => {
    const result = await runExample({ simulator: { seconds: { idle: 0, pending: 0, running: 0 } } });
    assert.equal(result.exitCode, 0, result.output);
    assert.deepEqual([postOutcome(result), statuses(result)], [undefined, ['completed']], result.output);
  });

  test('stops its job, and no other, when it is cancelled while it waits', async () => {
    const result = await runExample({ jobs: [{}], cancelWhen: isAskedFor('GET') });
    assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['running', 'stopped']], result.output);
    assert.match(result.output, /Summary - ### ✅ Job 306: stopped/);
    assert.ok(!result.output.includes(result.apiKey), result.output);
  });

  test('finds the job by its tag when it is cancelled while it starts it', async () => {
    // The service runs the job, and the response that has its ID never comes.
    const rules = [{ method: 'POST', acted: true, fault: { kind: 'stall-before-headers' } as const }];
    const result = await runExample({ jobs: [{}], rules, cancelWhen: (simulator) => simulator.jobs().length === 2 });
    assert.doesNotMatch(result.output, /set-env:: XPLENTY_JOB_ID/);
    assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['running', 'stopped']], result.output);
  });

  test('stops nothing when the job could not be started', async () => {
    const result = await runExample({ jobs: [{}], rules: [{ method: 'POST', fault: FORBIDDEN }] });
    assert.equal(result.exitCode, 1, result.output);
    assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['running']], result.output);
    assert.deepEqual(deleted(result), []);
  });
});

describe('the guard', { concurrency: 3 }, () => {
  test('stops the job whose ID was written when a later step fails', async () => {
    const result = await run([guard(), writes('XPLENTY_JOB_ID=305'), 'exit 1'], { jobs: [{}, {}] });
    assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['stopped', 'running']], result.output);
    assert.equal(result.exitCode, 1);
  });

  test('says of a job that failed by itself that there was nothing to stop', async () => {
    const result = await run([guard(), writes('XPLENTY_JOB_ID=305'), 'exit 1'], { jobs: [{ status: 'failed' }] });
    assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['failed']], result.output);
    assert.match(result.output, /Summary - ### ➖ Job 305: had already failed/);
  });

  test('stops the second of two jobs too, whose start arrives 4 s after the cancel', async () => {
    const start = `(setsid bash -c 'while kill -0 $0; do sleep 0.1; done; sleep 4; ${START}' $$ < /dev/null > /dev/null 2>&1 &)`;
    const result = await run([guard('tag-variable: github_run'), writes('XPLENTY_JOB_ID=305'), `${start}\n${WAIT}`], {
      jobs: [{}],
      cancelWhen: isAskedFor('GET'),
    });
    assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['stopped', 'stopped']], result.output);
    assert.deepEqual(deleted(result), [305, 306]);
  });

  for (const [kind, value, own] of [
    ['one line', "'305'", '305'],
    ['two lines', '"305\\nguard=bm8"', '305'],
  ] as const) {
    test(`leaves out what the workflow's own env sets, ${kind}, and warns`, async () => {
      const steps = [guard(), writes('XPLENTY_JOB_ID=305 306'), 'exit 1'];
      const result = await run(steps, { jobs: [{}, {}] }, `XPLENTY_JOB_ID: ${value}`);
      assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['running', 'stopped']], result.output);
      assert.ok(result.output.includes(`XPLENTY_JOB_ID was set before the guard (${own})`), result.output);
    });
  }

  test('leaves out what a step before it wrote, and warns', async () => {
    const result = await run([writes('XPLENTY_JOB_ID=305'), guard(), 'exit 1'], { jobs: [{}] });
    assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['running']], result.output);
    assert.match(result.output, /Place the guard before the step that starts the job/);
    assert.equal(result.requests.length, 0);
  });

  test('has a variable of its own beside another guard', async () => {
    const steps = [
      guard('job-id-variable: ONE'),
      writes('ONE=305'),
      guard('job-id-variable: OTHER').replace('id: guard', 'id: other'),
      writes('OTHER=306'),
      'exit 1',
    ];
    const result = await run(steps, { jobs: [{}, {}, {}] });
    assert.deepEqual(statuses(result), ['stopped', 'stopped', 'running'], result.output);
    assert.equal(result.output.match(/Success - Post /g)?.length, 2, result.output);
    assert.deepEqual(deleted(result), [306, 305]);
  });

  test('fails on an invalid value, and stops the valid one beside it', async () => {
    const result = await run([guard(), writes('XPLENTY_JOB_ID=305 null'), 'exit 1'], { jobs: [{}] });
    assert.deepEqual([postOutcome(result), statuses(result)], ['Failure', ['stopped']], result.output);
    assert.match(result.output, /Summary - ### ❌ Job 305: stopped · Invalid job ID in XPLENTY/);
  });

  test('sends nothing after its main stage has failed on a wrong input', async () => {
    const steps = [guard('tag-variable: ""'), writes('XPLENTY_JOB_ID=305')];
    const result = await run(steps, { jobs: [{}] }, 'XPLENTY_JOB_ID: 305');
    assert.equal(result.exitCode, 1);
    assert.match(result.output, /Failure - Main OWNER/);
    assert.match(result.output, /Summary - ### ❌ Invalid input.*the guard will stop nothing/);
    assert.deepEqual([postOutcome(result), result.requests.length], ['Success', 0], result.output);
  });

  test('fails where a later step has emptied the key', async () => {
    const keyFromEnv = `- uses: ${GUARD}\n  with:\n    account-id: xplenation`;
    const steps = [
      writes('XPLENTY_API_KEY=${{ secrets.XPLENTY_API_KEY }}'),
      keyFromEnv,
      writes('XPLENTY_JOB_ID=305'),
      writes('XPLENTY_API_KEY='),
      'exit 1',
    ];
    const result = await run(steps, { jobs: [{}] });
    assert.deepEqual([postOutcome(result), result.requests.length], ['Failure', 0], result.output);
    assert.match(result.output, /Summary - ### ❌ Invalid input[\s\S]*A later step changed it/);
  });

  test('uses another key that a later step has set', async () => {
    const steps = [
      writes('XPLENTY_API_KEY=another-key'),
      `- uses: ${GUARD}\n  with:\n    account-id: xplenation`,
      writes('XPLENTY_JOB_ID=305'),
      writes('XPLENTY_API_KEY=${{ secrets.XPLENTY_API_KEY }}'),
      'exit 1',
    ];
    const result = await run(steps, { jobs: [{}] });
    assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['stopped']], result.output);
  });

  test('takes job-id as it is when the workflow job ends', async () => {
    const result = await run([guard('job-id: ${{ env.LATER }}'), writes('LATER=305'), 'exit 1'], { jobs: [{}] });
    assert.deepEqual([postOutcome(result), statuses(result)], ['Success', ['stopped']], result.output);
  });
});

/** Runs a job with the tag. */
const START = `${join(REPOSITORY, 'examples/run-job.sh')} 103 176 github_run "$TAG"`;
/** Gets job 305 again and again. */
const WAIT =
  'while curl --silent --user "$XPLENTY_API_KEY:" https://api.xplenty.com/xplenation/api/jobs/305; do sleep 1; done';

/** What scripts of steps get. */
const ENV = [
  'TAG: ${{ steps.guard.outputs.tag }}',
  'XPLENTY_API_KEY: ${{ secrets.XPLENTY_API_KEY }}',
  'XPLENTY_ACCOUNT_ID: ${{ vars.XPLENTY_ACCOUNT_ID }}',
];

function guard(...inputs: string[]): string {
  const own = ['api-key: ${{ secrets.XPLENTY_API_KEY }}', 'account-id: ${{ vars.XPLENTY_ACCOUNT_ID }}', ...inputs];
  return `- uses: ${GUARD}\n  id: guard\n  with:\n${own.map((line) => `    ${line}`).join('\n')}`;
}

/** The script of a step that sets a variable for later ones. */
function writes(line: string): string {
  return `echo '${line}' >> "$GITHUB_ENV"`;
}

/**
 * Runs a workflow of one job.
 *
 * @param steps scripts, or whole steps in YAML
 * @param env a line of the workflow's `env`
 */
function run(steps: readonly string[], options: WorkflowOptions, env = 'NOTHING: at all'): Promise<WorkflowResult> {
  const yaml = steps.map((step) =>
    step.startsWith('- ') ? step : `- run: |\n${indented(step, 4)}\n  env:\n${indented(ENV.join('\n'), 4)}`,
  );
  return runWorkflow(
    `on: workflow_dispatch
env:
  ${env}
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
${indented(yaml.join('\n'), 6)}
`,
    options,
  );
}

function indented(text: string, spaces: number): string {
  return text.replace(/^/gm, ' '.repeat(spaces));
}

function runExample(options: WorkflowOptions): Promise<WorkflowResult> {
  const files = { '.github/workflows/run-job.sh': join(REPOSITORY, 'examples/run-job.sh') };
  const workflow = readFileSync(join(REPOSITORY, 'examples/guard.yml'), 'utf8');
  return runWorkflow(workflow, { event: 'push', payload: { ref: 'refs/heads/main' }, files, ...options });
}

/** How the post stage ended; undefined where it did not run. */
function postOutcome({ output }: WorkflowResult): string | undefined {
  return /(Success|Failure) - Post OWNER/.exec(output)?.[1];
}

function isAskedFor(method: string): (simulator: Simulator) => boolean {
  return ({ requests }) => requests.some((request) => request.method === method);
}

/** The IDs of the jobs that were terminated, in the order of the calls. */
function deleted({ requests }: WorkflowResult): number[] {
  return requests.filter(({ method }) => method === 'DELETE').map(({ path }) => Number(path.split('/').at(-1)));
}

function statuses({ jobs }: WorkflowResult): string[] {
  return jobs.map(({ status }) => String(status));
}
