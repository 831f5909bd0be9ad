import { describe, expect, test } from '@jest/globals';
import { call, startForTest, VERSION_1 } from './requests.ts';

const API = '/xplenation/api';

describe('clusters', () => {
  test('are there as soon as a job names them, and are available', async () => {
    const simulator = await startForTest({ jobs: [{ cluster_id: 176 }, { cluster_id: 177 }, { cluster_id: 176 }] });
    const { json } = await call(simulator, 'GET', `${API}/clusters`);
    expect(json.map(({ id, status }: { id: number; status: string }) => [id, status])).toEqual([
      ...[
        [177, 'available'],
        [176, 'available'],
      ],
    ]);
  });

  test('are torn down by a call that sits beside the one for jobs', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305, cluster_id: 176, status: 'running' }] });
    const { status, json } = await call(simulator, 'DELETE', `${API}/clusters/176`);
    expect([status, json.status, json.id]).toEqual([200, 'pending_terminate', 176]);
    expect(simulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`DELETE ${API}/clusters/176`]);
    expect(simulator.job(305)?.status).toBe('running');
  });

  test('that were torn down run no job', async () => {
    const simulator = await startForTest({ jobs: [{ cluster_id: 176 }] });
    await call(simulator, 'DELETE', `${API}/clusters/176`);
    const { status, json } = await call(simulator, 'POST', `${API}/jobs?job[cluster_id]=176&job[package_id]=1`);
    expect([status, json]).toEqual([422, { message: 'Validation failed: cluster is not available' }]);
  });

  const FIELDS = [
    ...['id', 'name', 'description', 'status', 'owner_id', 'plan_id', 'nodes', 'type', 'created_at', 'updated_at'],
    ...['available_since', 'terminated_at', 'running_jobs_count', 'terminate_on_idle', 'time_to_idle'],
    ...['terminated_on_idle', 'region', 'zone', 'url'],
  ];
  const VERSION_2_FIELDS = [
    ...['master_instance_type', 'slave_instance_type', 'master_spot_price', 'slave_spot_price'],
    ...['master_spot_percentage', 'slave_spot_percentage', 'allow_fallback', 'stack', 'idle_since', 'html_url'],
    ...['bootstrap_actions', 'creator', 'queued_jobs_count'],
  ];

  test('have all documented fields of either version', async () => {
    const jobs = ['running', 'stopping', 'queued', 'stopped'].map((status) => ({ status }));
    const simulator = await startForTest({ jobs, clusters: [{ id: 1, terminate_on_idle: true, name: 'nightly' }] });
    const { json } = await call(simulator, 'GET', `${API}/clusters/1`);
    expect(Object.keys(json).sort()).toEqual([...FIELDS, ...VERSION_2_FIELDS].sort());
    expect(json).toMatchObject({
      name: 'nightly',
      terminate_on_idle: true,
      running_jobs_count: 2,
      queued_jobs_count: 1,
    });
    const version1 = await call(simulator, 'GET', `${API}/clusters/1`, { headers: VERSION_1 });
    expect(Object.keys(version1.json).sort()).toEqual(FIELDS.sort());
  });

  test('are listed like jobs: newest first, 20 a page, by status, with Link', async () => {
    const clusters = Array.from({ length: 25 }, (_, index) => ({
      id: index + 1,
      status: index % 2 === 0 ? 'available' : 'terminated',
      created_at: `2013-03-04T08:00:${String(index + 10)}Z`,
    }));
    const simulator = await startForTest({ clusters, publicUrl: 'https://api.xplenty.com' });
    const list = async (query: string) => {
      const { json, headers } = await call(simulator, 'GET', `${API}/clusters${query}`);
      return { ids: json.map(({ id }: { id: number }) => id), link: headers.link };
    };
    const first = await list('');
    expect([first.ids.length, first.ids[0]]).toEqual([20, 25]);
    expect(first.link).toBe('<https://api.xplenty.com/xplenation/api/clusters?offset=20&limit=20>; rel="next"');
    expect((await list('?status=terminated&direction=asc&limit=3')).ids).toEqual([2, 4, 6]);
    expect((await list('?sort=updated&offset=23')).ids).toEqual([2, 1]);
    expect((await list('?since=2013-03-04T08:00:33Z')).ids).toEqual([25, 24]);
  });

  test.each(['GET', 'DELETE'])('that are not there are 404 to %s', async (method) => {
    expect((await call(await startForTest(), method, `${API}/clusters/9`)).status).toBe(404);
  });
});

describe('watchers', () => {
  test.each(['jobs/305', 'clusters/176'])('of %s can be left and joined', async (item) => {
    const simulator = await startForTest({ jobs: [{ id: 305, cluster_id: 176, status: 'running' }] });
    const path = `${API}/${item}/watchers`;
    const watchers = async () => (await call(simulator, 'GET', path)).json;
    expect(await watchers()).toEqual([{ id: 1, display_name: 'Xplenty' }]);
    const left = await call(simulator, 'DELETE', path);
    expect([left.status, left.text, left.headers['content-length']]).toEqual([204, '', undefined]);
    expect(await watchers()).toEqual([]);
    const joined = await call(simulator, 'POST', path);
    expect(joined.status).toBe(item === 'jobs/305' ? 201 : 200);
    expect(joined.json.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/);
    expect((await call(simulator, 'POST', path, { headers: VERSION_1 })).status).toBe(200);
    expect(await watchers()).toHaveLength(1);
    expect(simulator.job(305)?.status).toBe('running');
  });

  test.each(['jobs/9', 'clusters/9', 'packages/1'])('of %s, which is not there, are 404', async (item) => {
    expect((await call(await startForTest(), 'DELETE', `${API}/${item}/watchers`)).status).toBe(404);
  });
});
