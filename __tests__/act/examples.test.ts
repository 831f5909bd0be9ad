import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { REPOSITORY, runWorkflow, type WorkflowOptions, type WorkflowResult } from './run-workflow.ts';

// Every example as it is, for the events that it is for. What was stopped is read from the simulator.

const HOUR = 3600;
const MINE = { pull_request: "'octocat/pipelines#7'" };
const SOMEBODY_ELSES = { pull_request: "'octocat/pipelines#77'" };
const FORBIDDEN = { kind: 'refusal', status: 403, message: 'Forbidden' } as const;

describe('stop-when-cancelled.yml', { concurrency: 3 }, () => {
  test('stops the job that it ran, and no other, when it is cancelled while it waits', async () => {
    const result = await runForPullRequest({ jobs: [{}], cancelWhen: isAskedFor('GET') });
    assert.deepEqual(statuses(result), ['running', 'stopped'], result.output);
    const [, mine] = result.jobs;
    assert.deepEqual([mine?.package_id, mine?.cluster_id, mine?.variables], [103, 176, MINE]);
    assert.match(result.output, /Job failed/);
  });

  test('stops its job when the wait fails', async () => {
    const rules = [{ method: 'GET', times: 1, fault: FORBIDDEN }];
    const result = await runForPullRequest({ jobs: [{}], rules });
    assert.deepEqual(statuses(result), ['running', 'stopped'], result.output);
    assert.equal(result.exitCode, 1, result.output);
  });

  test('stops nothing when its job completes', async () => {
    const result = await runForPullRequest({ jobs: [{}], simulator: { seconds: { idle: 0, pending: 0, running: 0 } } });
    assert.equal(result.exitCode, 0, result.output);
    assert.match(result.output, /Job 306 has completed/);
    assert.equal(count(result, 'DELETE'), 0);
  });

  test('fails when its job has failed', async () => {
    const rules = [{ method: 'GET', times: 1, fault: { kind: 'patch', fields: { status: 'failed' } } as const }];
    const result = await runForPullRequest({ jobs: [{}], rules });
    assert.equal(result.exitCode, 1, result.output);
    assert.match(result.output, /Failure - Main .*run-job\.sh/);
  });

  test('stops nothing when the job was not started', async () => {
    const result = await runForPullRequest({ jobs: [{}], rules: [{ method: 'POST', fault: FORBIDDEN }] });
    assert.equal(result.exitCode, 1, result.output);
    assert.equal(count(result, 'DELETE'), 0, result.output);
  });

  test('stops nothing when it is cancelled before there is a job', async () => {
    const rules = [{ method: 'POST', fault: { kind: 'stall-before-headers' } as const }];
    const result = await runForPullRequest({ jobs: [{}], rules, cancelWhen: isAskedFor('POST') });
    assert.deepEqual([count(result, 'DELETE'), statuses(result)], [0, ['running']], result.output);
  });

  function runForPullRequest(options: WorkflowOptions): Promise<WorkflowResult> {
    return runExample('stop-when-cancelled', { ...forPullRequest(), ...options });
  }
});

describe('stop-when-pull-request-closes.yml', { concurrency: 3 }, () => {
  const EXAMPLE = 'stop-when-pull-request-closes';

  test('stops every job of the pull request, and no other', async () => {
    const mine = [{ variables: MINE }, { variables: MINE, status: 'queued', simulate: { seconds: { queued: HOUR } } }];
    const others = [{ variables: SOMEBODY_ELSES }, {}];
    const result = await runExample(EXAMPLE, { ...forPullRequest(), jobs: [...mine, ...others] });
    assert.equal(result.exitCode, 0, result.output);
    assert.deepEqual(statuses(result), ['stopped', 'stopped', 'running', 'running'], result.output);
  });

  test('succeeds when the pull request has left no job behind', async () => {
    const result = await runExample(EXAMPLE, { ...forPullRequest(), jobs: [{ variables: SOMEBODY_ELSES }] });
    assert.equal(result.exitCode, 0, result.output);
    assert.deepEqual(statuses(result), ['running'], result.output);
    assert.ok(count(result, 'GET') > 0, result.output);
  });
});

describe('a pull request to which GitHub gives no secrets', { concurrency: 3 }, () => {
  const withoutSecrets = {
    'from a fork': { head: { repo: { full_name: 'somebody/pipelines' } } },
    'from a fork that is deleted': { head: { repo: null } },
    'from Dependabot': { user: { login: 'dependabot[bot]' } },
  };
  for (const example of ['stop-when-cancelled', 'stop-when-pull-request-closes']) {
    for (const [kind, change] of Object.entries(withoutSecrets)) {
      test(`${kind}: ${example}.yml does nothing`, async () => {
        const result = await runExample(example, { ...forPullRequest(change), jobs: [{ variables: MINE }] });
        assert.equal(result.exitCode, 0, result.output);
        assert.deepEqual([result.requests.length, statuses(result)], [0, ['running']], result.output);
      });
    }
  }
});

describe('stop-by-hand.yml', { concurrency: 3 }, () => {
  test('stops the jobs that were typed in, and no other', async () => {
    const result = await runByHand({ 'job-id': '305, 306', wait: 'true' });
    assert.equal(result.exitCode, 0, result.output);
    assert.deepEqual(statuses(result), ['stopped', 'stopped', 'running'], result.output);
    assert.match(result.output, /set-output:: status=stopped/);
    assert.ok(!result.output.includes(result.apiKey), result.output);
  });

  test('does not wait when that is unticked', async () => {
    const result = await runByHand({ 'job-id': '305', wait: 'false' });
    assert.equal(result.exitCode, 0, result.output);
    assert.deepEqual([count(result, 'DELETE'), count(result, 'GET')], [1, 0], result.output);
    assert.match(result.output, /set-output:: status=pending_stoppage/);
  });

  for (const typed of ['$(id)', '305; id', '305/../../clusters/176']) {
    test(`fails and sends nothing for what is no job ID: ${typed}`, async () => {
      const result = await runByHand({ 'job-id': typed, wait: 'true' });
      assert.equal(result.exitCode, 1, result.output);
      assert.equal(result.requests.length, 0, result.output);
      assert.match(result.output, /Failure - Main OWNER\/terminate-xplenty-job/);
    });
  }

  function runByHand(inputs: object): Promise<WorkflowResult> {
    return runExample('stop-by-hand', { payload: { inputs }, jobs: [{}, {}, {}] });
  }
});

describe('stop-what-runs-too-long.yml', { concurrency: 3 }, () => {
  const JOBS = [
    { package_id: 103, runtime_in_seconds: 7 * HOUR },
    { package_id: 103, runtime_in_seconds: 5 * HOUR },
    { package_id: 104, runtime_in_seconds: 7 * HOUR },
  ];

  test('stops on schedule what has run for more than six hours, and warns', async () => {
    const result = await runExample('stop-what-runs-too-long', { event: 'schedule', jobs: JOBS });
    assert.equal(result.exitCode, 0, result.output);
    assert.deepEqual(statuses(result), ['stopped', 'running', 'running'], result.output);
    assert.match(result.output, /1 jobs ran for more than six hours\. Status now stopped\./);
  });

  test('warns also when stopping has failed', async () => {
    const rules = [{ method: 'DELETE', fault: FORBIDDEN }];
    const result = await runExample('stop-what-runs-too-long', { event: 'schedule', jobs: JOBS, rules });
    assert.equal(result.exitCode, 1, result.output);
    assert.match(result.output, /1 jobs ran for more than six hours\. Status now running\./);
  });

  test('does not warn when nothing has run for so long', async () => {
    const result = await runExample('stop-what-runs-too-long', { event: 'schedule', jobs: JOBS.slice(1) });
    assert.equal(result.exitCode, 0, result.output);
    assert.doesNotMatch(result.output, /ran for more than six hours/);
  });

  test('started by hand, shows what it would stop and stops nothing', async () => {
    const payload = { inputs: { 'dry-run': 'true' } };
    const result = await runExample('stop-what-runs-too-long', { payload, jobs: JOBS });
    assert.equal(result.exitCode, 0, result.output);
    assert.equal(count(result, 'DELETE'), 0, result.output);
    assert.match(result.output, /set-output:: id=305/);
    assert.doesNotMatch(result.output, /ran for more than six hours/);
  });

  test('started by hand with dry-run unticked, stops them', async () => {
    const payload = { inputs: { 'dry-run': 'false' } };
    const result = await runExample('stop-what-runs-too-long', { payload, jobs: JOBS });
    assert.deepEqual(statuses(result), ['stopped', 'running', 'running'], result.output);
  });
});

function runExample(name: string, options: WorkflowOptions): Promise<WorkflowResult> {
  const examples = join(REPOSITORY, 'examples');
  const files = { '.github/workflows/run-job.sh': join(examples, 'run-job.sh') };
  return runWorkflow(readFileSync(join(examples, `${name}.yml`), 'utf8'), { files, ...options });
}

/** The event of a pull request from a branch of the repository itself. */
function forPullRequest(change: object = {}): WorkflowOptions {
  const own = { number: 7, head: { repo: { full_name: 'octocat/pipelines' } }, user: { login: 'octocat' } };
  return { event: 'pull_request', payload: { pull_request: { ...own, ...change } } };
}

function isAskedFor(method: string): NonNullable<WorkflowOptions['cancelWhen']> {
  return ({ requests }) => requests.some((request) => request.method === method);
}

function statuses({ jobs }: WorkflowResult): string[] {
  return jobs.map(({ status }) => String(status));
}

function count({ requests }: WorkflowResult, method: string): number {
  return requests.filter((request) => request.method === method).length;
}
