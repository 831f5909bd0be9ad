import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Job, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { type ClientProcess, checks, startClient } from './client-process.ts';

/*
 * The service's own Ruby client, unchanged but for its host, against the simulator. It needs Ruby 2.7 to 3.1 (the client
 * names a class that 3.2 took away), excon, and the client: `gem install xplenty-api -v 0.1.2`, or RUBY_CLIENT_LIB with the
 * lib folder of a clone of https://github.com/xplenty/xplenty.rb.
 */

const LIB = process.env.RUBY_CLIENT_LIB === undefined ? [] : ['-I', process.env.RUBY_CLIENT_LIB];

function isThere(): boolean {
  try {
    execFileSync('ruby', ['-W0', ...LIB, '-r', 'stringio', '-r', 'xplenty-api', '-e', ''], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the Ruby client', { skip: isThere() ? false : 'it is not installed' }, () => {
  const check = checks();
  let simulator: Simulator;
  let client: ClientProcess;

  before(async () => {
    const jobs = Array.from({ length: 25 }, (_, index) => ({
      ...{ id: 101 + index, status: index % 2 === 0 ? 'completed' : 'running', cluster_id: 176, outputs_count: 1 },
      ...{ created_at: new Date(Date.parse('2013-03-04T08:00:00Z') + index * 60_000).toISOString() },
      variables: { InputPath: "'/today'" },
    }));
    simulator = await startSimulator({ jobs, seconds: { running: 3600, pending_stoppage: 3600 } });
    const driver = join(import.meta.dirname, 'drive-ruby-client.rb');
    client = startClient(['ruby', '-W0', ...LIB, driver], simulator);
  });

  after(async () => {
    await client.end();
    await simulator.close();
    console.log(`${check.count} checks of the Ruby client passed`);
  });

  const ids = async (query: Record<string, unknown>): Promise<number[]> =>
    (await client.call('jobs', query)).value.map(({ id }: Job) => id);
  const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

  /** Compares every field of a job with the simulator's own, but for the one that counts seconds. */
  function checkJob({ runtime_in_seconds: _seconds, ...seen }: Record<string, unknown>): void {
    const { runtime_in_seconds: _other, ...job } = simulator.job(Number(seen.id)) as Job;
    for (const [name, value] of Object.entries(job)) check.equal(seen[name], value, `${name} of job ${seen.id}`);
  }

  for (const version of [undefined, 1, 2]) {
    test(`lists, gets, runs and stops jobs under version ${version ?? 'none'}`, async () => {
      await client.call('version', version);
      const { value, status } = await client.call('jobs');
      check.equal([status, value.length], [200, 20], 'the newest 20');
      for (const job of value) checkJob(job);
      check.equal(Object.hasOwn(value[0], 'html_url'), version !== 1, 'html_url');
      checkJob((await client.call('get_job_info', 101)).value);

      const ran = await client.call('run_job', 176, 103, { InputPath: '/today' });
      check.equal([ran.status, ran.value.status, ran.value.variables], [201, 'idle', { InputPath: '/today' }], 'ran');
      const stopped = await client.call('terminate_job', ran.value.id);
      check.equal([stopped.status, stopped.value.status], [200, 'pending_stoppage'], 'the stopped job');
      checkJob(stopped.value);
    });
  }

  test('lists with each filter and page', async () => {
    await client.call('version', 2);
    const ours = { since: '2013-03-04T08:00:00Z', direction: 'desc', limit: 100 };
    const all = (await ids(ours)).filter((id) => id <= 125);
    check.equal(all, down(125, 101), 'since, and the newest first');
    check.equal(await ids({ sort: 'created', direction: 'asc', limit: 3 }), [101, 102, 103], 'sort and direction');
    check.equal(await ids({ direction: 'asc', limit: 3, offset: 3 }), [104, 105, 106], 'offset');
    check.equal(await ids({ status: 'running', direction: 'asc', limit: 2 }), [102, 104], 'status');
    check.equal((await client.call('jobs', { sort: 'id' })).error, 'UnprocessableEntity', 'a sort that there is not');
  });

  test('lists, gets and terminates clusters', async () => {
    const list = await client.call('clusters', { status: 'available', limit: 5 });
    check.equal([list.status, list.value.length, list.value[0].id], [200, 1, 176], 'the list');
    const one = (await client.call('get_cluster_info', 176)).value;
    check.equal(one, list.value[0], 'one of them');
    check.equal((await client.call('terminate_cluster', 176)).value.status, 'pending_terminate', 'its end');
  });

  test('watches jobs under version 1, whose status it expects, and clusters under any', async () => {
    await client.call('version', 1);
    check.equal((await client.call('watch_job', 101)).status, 200, 'watching a job');
    check.equal((await client.call('job_watchers', 101)).value, [{ id: 1, display_name: 'Xplenty' }], 'watchers');
    check.equal((await client.call('stop_watching_job', 101)).status, 204, 'not any more');
    await client.call('version', 2);
    check.equal((await client.call('watch_cluster', 176)).status, 200, 'watching a cluster');
    check.equal(
      (await client.call('watch_job', 101)).status,
      201,
      'what version 2 answers, the client does not expect',
    );
  });

  test('gets errors as its own classes', async () => {
    check.equal(await client.call('get_job_info', 9), { error: 'NotFound', status: 404 }, 'no such job');
    check.equal((await client.call('terminate_job', 101)).error, 'UnprocessableEntity', 'a job that has completed');
  });
});
