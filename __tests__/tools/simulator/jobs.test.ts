import { describe, expect, test } from '@jest/globals';
import { DOCUMENTED_EXAMPLE } from '../../../tools/simulator/documented-example.ts';
import { call, startTwin, VERSION_2 } from './twin.ts';

const JOBS = '/xplenation/api/jobs';

describe('terminating a job', () => {
  test('answers the documentation’s example, field for field', async () => {
    const twin = await startTwin(DOCUMENTED_EXAMPLE);
    const { status, text } = await call(twin, 'DELETE', `${JOBS}/305`);
    expect(status).toBe(200);
    expect(text).toBe(
      `{"id":305,"status":"pending_stoppage","variables":{"InputPath":"'/today'"},"owner_id":1,"progress":0,` +
        `"outputs_count":0,"started_at":"2013-03-04T08:10:48Z","created_at":"2013-03-04T08:10:42Z",` +
        `"updated_at":"2013-03-04T08:11:27Z","failed_at":null,"cluster_id":176,"package_id":103,"errors":null,` +
        `"url":"https://api.xplenty.com/xplenation/api/jobs/305","runtime_in_seconds":40,"completed_at":null}`,
    );
  });

  test('only asks for the stop: the job stops later', async () => {
    const seconds = { pending_stoppage: 0.03, stopping: 0.03 };
    const twin = await startTwin({ jobs: [{ id: 305, status: 'running' }], seconds });
    await call(twin, 'DELETE', `${JOBS}/305`);
    const seen = new Set<string>();
    for (let status = ''; status !== 'stopped'; seen.add(status)) {
      status = (await call(twin, 'GET', `${JOBS}/305`)).json.status;
    }
    expect(['pending_stoppage', 'stopping', 'stopped'].filter((state) => seen.has(state))).toEqual([...seen]);
    expect(twin.job(305)?.status).toBe('stopped');
  });

  test.each(['completed', 'failed', 'stopped', 'pending_stoppage', 'stopping'])(
    'that is %s is refused with a message, and changes nothing',
    async (status) => {
      const twin = await startTwin({ jobs: [{ id: 305, status }], seconds: { pending_stoppage: 60, stopping: 60 } });
      const before = twin.job(305);
      const answer = await call(twin, 'DELETE', `${JOBS}/305`);
      expect([answer.status, answer.json]).toEqual([422, { message: `Job can't be stopped: it is ${status}.` }]);
      expect(twin.job(305)).toEqual(before);
    },
  );

  test.each([404, 409] as const)('that is over can be refused with %d', async (refusalStatus) => {
    const twin = await startTwin({ jobs: [{ id: 305, status: 'completed' }], refusalStatus });
    expect((await call(twin, 'DELETE', `${JOBS}/305`)).status).toBe(refusalStatus);
  });

  test('that is over can be answered with the job as it is', async () => {
    const twin = await startTwin({ jobs: [{ id: 305, status: 'completed' }], refusalStatus: 200 });
    const { status, json } = await call(twin, 'DELETE', `${JOBS}/305`);
    expect([status, json.status]).toEqual([200, 'completed']);
  });

  test('that is not there is 404', async () => {
    const { status, json } = await call(await startTwin(), 'DELETE', `${JOBS}/305`);
    expect([status, json]).toEqual([404, { message: 'Item not found.' }]);
  });
});

describe('looking at a job', () => {
  test('tells the truth that the simulator knows', async () => {
    const twin = await startTwin({ jobs: [{ id: 305, status: 'completed', outputs_count: 2 }] });
    const { json } = await call(twin, 'GET', `${JOBS}/305`);
    expect(json).toMatchObject({ ...twin.job(305) });
    expect(json.url).toBe(`${twin.url}/xplenation/api/jobs/305`);
    expect(json.outputs).toHaveLength(2);
  });

  test('has more fields in version 2', async () => {
    const twin = await startTwin({ jobs: [{ id: 305, status: 'running' }], publicUrl: 'https://api.xplenty.com' });
    const version1 = (await call(twin, 'GET', `${JOBS}/305`)).json;
    const version2 = (await call(twin, 'GET', `${JOBS}/305`, { headers: VERSION_2 })).json;
    expect(version2).toMatchObject(version1);
    expect(Object.keys(version2).filter((name) => !Object.hasOwn(version1, name))).toEqual([
      ...['dynamic_variables', 'attempts', 'html_url', 'log_url', 'creator', 'package', 'cluster'],
    ]);
    expect(version2.html_url).toBe('https://xplenty.com/xplenation/jobs/305');
    expect(version2.log_url).toBe('https://api.xplenty.com/xplenation/api/jobs/305/log');
  });

  test('has version 1’s fields on an old server, whatever was asked for', async () => {
    const twin = await startTwin({ jobs: [{ id: 305 }], version2: false });
    expect((await call(twin, 'GET', `${JOBS}/305`, { headers: VERSION_2 })).json).not.toHaveProperty('html_url');
  });
});

describe('running a job', () => {
  const asked = { cluster_id: 176, package_id: 103, variables: { InputPath: "'/today'" } };
  const form = new URLSearchParams({
    'job[cluster_id]': '176',
    'job[package_id]': '103',
    'job[variables][InputPath]': "'/today'",
  });
  const forms: [string, string, { headers?: Record<string, string>; body?: string }][] = [
    ['JSON', JOBS, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(asked) }],
    ['JSON of a job', JOBS, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ job: asked }) }],
    ['a form', JOBS, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `${form}` }],
    ['the query', `${JOBS}?${form}`, {}],
  ];

  test.each(forms)('takes %s', async (_name, path, options) => {
    const twin = await startTwin();
    const { status, json } = await call(twin, 'POST', path, options);
    expect(status).toBe(201);
    expect(json).toMatchObject({ ...asked, id: 1, status: 'idle', progress: 0, started_at: null });
    expect(twin.job(1)).toMatchObject(asked);
  });

  test('gives each job an ID of its own', async () => {
    const twin = await startTwin({ jobs: [{ id: 305 }] });
    const options = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(asked) };
    const ids = [await call(twin, 'POST', JOBS, options), await call(twin, 'POST', JOBS, options)];
    expect(ids.map(({ json }) => json.id)).toEqual([306, 307]);
  });

  test.each([
    ['no package', 422, 'application/json', '{"cluster_id":176}'],
    ['a cluster that is no number', 422, 'application/json', '{"cluster_id":"x","package_id":103}'],
    ['variables that are none', 422, 'application/json', '{"cluster_id":176,"package_id":103,"variables":[1]}'],
    ['broken JSON', 400, 'application/json', '{"cluster_id":176'],
    ['a JSON array', 400, 'application/json', '[]'],
    ['another type of body', 415, 'text/plain', 'job'],
  ])('refuses %s with %d', async (_name, status, type, body) => {
    const answer = await call(await startTwin(), 'POST', JOBS, { headers: { 'Content-Type': type }, body });
    expect([answer.status, Object.keys(answer.json)]).toEqual([status, ['message']]);
  });

  test('keeps names of variables that would upset a JavaScript object', async () => {
    const twin = await startTwin();
    const query = 'job[cluster_id]=1&job[package_id]=1&job[variables][__proto__]=a&job[variables][constructor]=b';
    const { text } = await call(twin, 'POST', `${JOBS}?${encodeURI(query)}`);
    expect(text).toContain('"variables":{"__proto__":"a","constructor":"b"}');
  });

  test('lets no parameter change every JavaScript object', async () => {
    const twin = await startTwin();
    await call(twin, 'POST', `${JOBS}?${encodeURI('__proto__[polluted]=yes&job[cluster_id]=1&job[package_id]=1')}`);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(twin.jobs()).toHaveLength(1);
  });
});
