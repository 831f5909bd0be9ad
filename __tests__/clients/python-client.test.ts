import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runStep } from '../../tools/runner/run-step.ts';
import { type Job, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { type ClientProcess, checks, startClient } from './client-process.ts';

// The service's own Python client, unchanged but for its API_URL, against the simulator.

const FOLDER = process.env.PYTHON_CLIENT_FOLDER ?? join(tmpdir(), 'xplenty-python-client-3.0.0');
const DRIVER = join(import.meta.dirname, 'drive-python-client.py');

/** The fields of the client's own models. */
const JOB_FIELDS = [
  ...['errors', 'status', 'url', 'id', 'cluster_id', 'outputs_count', 'owner_id', 'package_id', 'runtime_in_seconds'],
  ...['progress', 'created_at', 'started_at', 'updated_at', 'failed_at', 'completed_at', 'variables'],
] as const satisfies (keyof Job)[];
const CLUSTER = {
  ...{ name: 'nightly', description: 'a cluster of many jobs', status: 'available', type: 'production' },
  ...{ owner_id: 27, nodes: 3, time_to_idle: 1800, terminate_on_idle: true, created_at: '2013-03-04T08:00:00Z' },
};
const CLUSTER_DATES = { updated_at: CLUSTER.created_at, available_since: CLUSTER.created_at, terminated_at: null };

const check = checks();
let simulator: Simulator;
let client: ClientProcess;

before(async () => {
  execFileSync(join(import.meta.dirname, 'install-python-client.sh'), [FOLDER], { stdio: 'inherit' });
  const ended = { created_at: '2013-03-04T08:02:17Z', started_at: '2013-03-04T08:02:20Z', package_id: 103 };
  const jobs = ['completed', 'failed', 'stopped'].flatMap((status, index) => [
    {
      ...ended,
      id: 101 + index,
      status,
      completed_at: '2013-03-04T08:03:01Z',
      runtime_in_seconds: 40,
      cluster_id: 176,
    },
    { id: 201 + index, status: ['idle', 'queued', 'pending_stoppage'][index] ?? '', cluster_id: 177, outputs_count: 2 },
  ]);
  const running = { id: 305, status: 'running', progress: 0.3, cluster_id: 176, variables: { InputPath: "'/today'" } };
  const clusters = [{ id: 176, ...CLUSTER }];
  const many = Array.from({ length: 20 }, (_, index) => ({
    id: 400 + index,
    cluster_id: 500 + index,
    status: 'running',
  }));
  const seconds = { idle: 3600, queued: 3600, running: 3600, pending_stoppage: 3600 };
  simulator = await startSimulator({ jobs: [...jobs, running, ...many], clusters, seconds });
  client = startClient([join(FOLDER, 'bin', 'python'), DRIVER], simulator);
});

after(async () => {
  await client.end();
  await simulator.close();
  console.log(`${check.count} checks of the Python client passed`);
});

/** Compares every field of a job as the client has it with the simulator's own. */
function checkJob(seen: Record<string, unknown>, variables: unknown = {}): void {
  const job = simulator.job(Number(seen.id));
  for (const name of JOB_FIELDS) {
    // A second may have passed since the client asked.
    if (name === 'runtime_in_seconds') check.equal(Math.abs(Number(seen[name]) - Number(job?.[name])) < 5, true, name);
    else check.equal(seen[name], job?.[name], `${name} of job ${seen.id}`);
  }
  check.equal(seen.dynamic_variables, variables, `dynamic_variables of job ${seen.id}`);
}

function checkCluster(seen: Record<string, unknown>): void {
  const expected = { ...CLUSTER, ...CLUSTER_DATES, id: 176, url: `${simulator.url}/xplenation/api/clusters/176` };
  for (const [name, value] of Object.entries(expected)) check.equal(seen[name], value, `${name} of the cluster`);
  const running = simulator.jobs().filter(({ cluster_id, status }) => cluster_id === 176 && status === 'running');
  check.equal(seen.running_jobs_count, running.length, 'running_jobs_count');
}

describe('the Python client', () => {
  test('gets jobs in every state, with every field', async () => {
    for (const id of [101, 102, 103, 201, 202, 203, 305]) checkJob((await client.call('get_job', id)).value);
  });

  test('lists jobs: the newest 20', async () => {
    for (const call of ['jobs', 'get_jobs']) {
      const { value } = await client.call(call);
      const newest = simulator.jobs().reverse().slice(0, 20);
      check.equal(
        value.map((job: Job) => job.id),
        newest.map((job) => job.id),
        'IDs',
      );
      for (const job of value) checkJob(job);
    }
  });

  test('lists clusters by page, and gets one, with every field', async () => {
    const pages = [await client.call('clusters'), await client.call('get_clusters', 20, 5)];
    check.equal(
      pages.map(({ value }) => value.length),
      [20, 2],
      'clusters on each page',
    );
    const ids = pages.flatMap(({ value }) => value.map(({ id }: { id: number }) => id));
    check.equal(new Set(ids).size, 22, 'each cluster once');
    checkCluster(pages.flatMap(({ value }) => value).find(({ id }: { id: number }) => id === 176));
    checkCluster((await client.call('get_cluster', 176)).value);
  });

  test('runs a job and stops it', async () => {
    const { value } = await client.call('add_job', 176, 103, { a: "'tomato'" }, { b: 'ClockTime()' });
    checkJob(value, { b: 'ClockTime()' });
    check.equal([value.status, value.cluster_id, value.package_id], ['idle', 176, 103], 'the new job');
    const stopped = await client.call('stop_job', value.id);
    const { html_url, log_url, creator, ...shared } = stopped.value;
    check.equal(shared, simulator.job(value.id), 'the fields of both versions');
    check.equal(html_url, `https://xplenty.com/xplenation/jobs/${value.id}`, 'html_url');
    check.equal([log_url, creator.type], [`${shared.url}/log`, 'User'], 'the other fields of version 2');
    check.equal((await client.call('get_job', value.id)).value.status, 'pending_stoppage', 'its status');
  });

  test('gets the limits for nothing', async () => {
    const limits = [await client.call('get_account_limits'), await client.call('account_limits')];
    const { limit, remaining } = simulator.credits;
    check.equal(
      limits.map(({ value }) => value),
      [
        { limit, remaining },
        { limit, remaining },
      ],
      'limits',
    );
  });

  test('gets errors with the API’s message', async () => {
    check.equal(await client.call('get_job', 9), { error: 'Item not found.', status: 404 }, 'a job that is not there');
    check.equal((await client.call('stop_job', 102)).status, 422, 'a job that has failed');
    check.equal((await client.call('add_job', 176, '')).status, 422, 'a job without a package');
    const { url, accountId } = simulator;
    const wrong = startClient([join(FOLDER, 'bin', 'python'), DRIVER], { url, accountId, apiKey: 'wrong' });
    check.equal(await wrong.call('jobs'), { error: 'Invalid API key.', status: 401 }, 'a wrong key');
    await wrong.end();
  });

  test('terminates a cluster', async () => {
    check.equal((await client.call('terminate_cluster', 177)).value.status, 'pending_terminate', 'the cluster');
  });
});

describe('the client and the action', () => {
  test('the action stops what the client runs, and the client sees it', async () => {
    const { id } = (await client.call('add_job', 176, 103)).value;
    const step = await terminate(id);
    check.equal([step.exitCode, step.outputs.status], [0, 'pending_stoppage'], 'the step');
    check.equal((await client.call('get_job', id)).value.status, 'pending_stoppage', 'the job');
    check.equal((await client.call('stop_job', id)).status, 422, 'a second stop');
  });

  test('the client stops a job first, and the action takes that for a success', async () => {
    const { id } = (await client.call('add_job', 176, 103)).value;
    check.equal((await client.call('stop_job', id)).value.status, 'pending_stoppage', 'the job');
    const step = await terminate(id);
    check.equal([step.exitCode, step.outputs.status], [0, 'pending_stoppage'], 'the step');
  });
});

function terminate(id: number) {
  const { url, apiKey, accountId } = simulator;
  return runStep({ inputs: { 'api-url': url, 'api-key': apiKey, 'account-id': accountId, 'job-id': String(id) } });
}
