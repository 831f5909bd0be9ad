import { describe, expect, test } from '@jest/globals';
import { call, startTwin } from './twin.ts';

const API = '/xplenation/api';

describe('clusters', () => {
  test('are there as soon as a job names them, and are available', async () => {
    const twin = await startTwin({ jobs: [{ cluster_id: 176 }, { cluster_id: 177 }, { cluster_id: 176 }] });
    const { json } = await call(twin, 'GET', `${API}/clusters`);
    expect(json.map(({ id, status }: { id: number; status: string }) => [id, status])).toEqual([
      ...[
        [176, 'available'],
        [177, 'available'],
      ],
    ]);
  });

  test('are torn down by a call that sits beside the one for jobs', async () => {
    const twin = await startTwin({ jobs: [{ id: 305, cluster_id: 176, status: 'running' }] });
    const { status, json } = await call(twin, 'DELETE', `${API}/clusters/176`);
    expect([status, json.status, json.id]).toEqual([200, 'pending_terminate', 176]);
    expect(twin.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`DELETE ${API}/clusters/176`]);
    expect(twin.job(305)?.status).toBe('running');
  });

  test('that were torn down run no job', async () => {
    const twin = await startTwin({ jobs: [{ cluster_id: 176 }] });
    await call(twin, 'DELETE', `${API}/clusters/176`);
    const { status, json } = await call(twin, 'POST', `${API}/jobs?job[cluster_id]=176&job[package_id]=1`);
    expect([status, json]).toEqual([422, { message: 'Validation failed: cluster is not available' }]);
  });

  test.each(['GET', 'DELETE'])('that are not there are 404 to %s', async (method) => {
    expect((await call(await startTwin(), method, `${API}/clusters/9`)).status).toBe(404);
  });
});

describe('watchers', () => {
  test.each(['jobs/305', 'clusters/176'])('of %s can be left and joined', async (item) => {
    const twin = await startTwin({ jobs: [{ id: 305, cluster_id: 176, status: 'running' }] });
    const path = `${API}/${item}/watchers`;
    const watchers = async () => (await call(twin, 'GET', path)).json;
    expect(await watchers()).toEqual([{ id: 1, display_name: 'Xplenty' }]);
    const left = await call(twin, 'DELETE', path);
    expect([left.status, left.text, left.headers['content-length']]).toEqual([204, '', undefined]);
    expect(await watchers()).toEqual([]);
    expect((await call(twin, 'POST', path)).status).toBe(200);
    expect(await watchers()).toHaveLength(1);
    expect(twin.job(305)?.status).toBe('running');
  });

  test.each(['jobs/9', 'clusters/9', 'packages/1'])('of %s, which is not there, are 404', async (item) => {
    expect((await call(await startTwin(), 'DELETE', `${API}/${item}/watchers`)).status).toBe(404);
  });
});
