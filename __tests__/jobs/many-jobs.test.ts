import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { JobsApi, ListQuery, Page } from '../../src/api/client.ts';
import { ACTIVE_STATUSES, type Job } from '../../src/api/job.ts';
import type { JobFilter } from '../../src/jobs/matches.ts';
import { selectJobs } from '../../src/jobs/select.ts';
import { terminateAll } from '../../src/jobs/terminate.ts';
import { waitUntilStopped } from '../../src/jobs/wait.ts';
import { aJob, aTrackedJob, jobFields } from '../a-job.ts';
import { type Behaviour, startApi } from '../api-server.ts';
import { FakeClock } from '../fake-clock.ts';
import { closeServers } from '../http-server.ts';
import { numbers } from '../moving-account.ts';
import { aContext, aStopContext } from './a-context.ts';

afterEach(closeServers);

const CLUSTER_7: JobFilter = {
  packageId: undefined,
  clusterId: 7,
  variables: new Map(),
  runningLongerThanSeconds: undefined,
  statuses: ACTIVE_STATUSES,
};

describe('stopping 1,000 of 10,000 jobs', () => {
  /** An account in which every tenth of these jobs is on cluster 7, and a job takes up to 22 s to stop. */
  function account(count: number, clock: FakeClock): Behaviour {
    const ids = numbers(1, count);
    const stopAtMs = new Map<number, number>();
    const at = (ms: number) => new Date(Date.UTC(2013, 2, 4, 8) + ms).toISOString();

    function stateOf(id: number): readonly [status: string, sinceMs: number] {
      const stopMs = stopAtMs.get(id);
      if (stopMs === undefined) return ['running', 0];
      const stoppedMs = stopMs + 2_000 + 20 * (id % 1_000);
      if (clock.nowMs() >= stoppedMs) return ['stopped', stoppedMs];
      return clock.nowMs() >= stopMs + 2_000 ? ['stopping', stopMs + 2_000] : ['pending_stoppage', stopMs];
    }

    function show(id: number) {
      const [status, sinceMs] = stateOf(id);
      return jobFields(id, status, { cluster_id: id % 10 === 0 ? 7 : 8, updated_at: at(sinceMs) });
    }

    return ({ method, path, query }) => {
      const id = Number(/\/jobs\/(\d+)$/.exec(path)?.[1]);
      if (method === 'DELETE') stopAtMs.set(id, clock.nowMs());
      if (id > 0) return { body: show(id) };
      const listed = ids.filter((id) => stateOf(id)[0] === query.get('status'));
      if (query.get('sort') === 'updated') listed.sort((one, other) => stateOf(other)[1] - stateOf(one)[1]);
      const offset = Number(query.get('offset'));
      return { body: listed.slice(offset, offset + 100).map(show) };
    };
  }

  test('takes 1,000 terminate calls and at most 250 other requests', async () => {
    const clock = new FakeClock();
    const { client, calls } = await startApi(account(10_000, clock));
    const context = aStopContext(client, undefined, clock);
    const { jobs } = await selectJobs({ accountId: 'xplenation', filter: CLUSTER_7 }, context);
    await terminateAll(jobs, context);
    await waitUntilStopped(jobs, 15_000, context);
    expect(jobs.filter(({ job }) => job?.status === 'stopped')).toHaveLength(1_000);
    const terminated = calls.filter((call) => call.startsWith('DELETE')).map((call) => Number(/\d+$/.exec(call)?.[0]));
    expect(terminated.toSorted((a, b) => a - b)).toEqual(numbers(1, 1_000).map((number) => 10 * number));
    expect(calls.length).toBeLessThanOrEqual(1_250);
  }, 60_000);
});

describe('memory', () => {
  /** An API whose lists show jobs of others, of which it knows whether anything still holds them. */
  function listing(listed: Record<string, number[]>, more?: Record<string, unknown>) {
    const shown: WeakRef<Job>[] = [];
    const list = async (_: string, { status }: ListQuery, offset: number): Promise<Page> => {
      const ids = listed[status] ?? [];
      const jobs = ids.slice(offset, offset + 100).map((id) => aJob(id, status, more));
      shown.push(...jobs.map((job) => new WeakRef(job)));
      return { jobs, nextOffset: offset + 100 < ids.length ? offset + 100 : undefined };
    };
    const get = async ({ id }: { id: number }) => aJob(id, 'stopped');
    const api = { rateLimit: undefined, list, get } as unknown as JobsApi;
    return { api, shown };
  }

  async function alive(shown: readonly WeakRef<Job>[]): Promise<number> {
    setFlagsFromString('--expose-gc');
    // What a WeakRef was made of or gave lives until the present task ends.
    await new Promise(setImmediate);
    runInNewContext('gc')();
    return shown.filter((job) => job.deref() !== undefined).length;
  }

  test('waiting for a few jobs keeps those, not the thousands that others are stopping', async () => {
    const { api, shown } = listing({ stopping: numbers(1_001, 9_000) });
    const jobs = numbers(1, 30).map((id) => aTrackedJob(id, 'stopping'));
    await waitUntilStopped(jobs, 15_000, aStopContext(api));
    expect(jobs.every(({ isFinal }) => isFinal)).toBe(true);
    expect(shown.length).toBeGreaterThan(2_000);
    expect(await alive(shown)).toBeLessThanOrEqual(100);
  });

  test('selecting keeps the jobs that match, not all that are listed', async () => {
    const { api, shown } = listing({ running: numbers(1, 5_000) }, { cluster_id: 8 });
    const selected = await selectJobs({ accountId: 'xplenation', filter: CLUSTER_7 }, aContext(api));
    expect(selected.counts).toEqual([
      { filter: '', count: 5_000 },
      { filter: 'on cluster 7', count: 0 },
    ]);
    expect(shown.length).toBeGreaterThan(5_000);
    expect(await alive(shown)).toBeLessThanOrEqual(100);
  });
});
