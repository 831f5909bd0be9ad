import { describe, expect, test } from '@jest/globals';
import { DOCUMENTED_EXAMPLE, DOCUMENTED_EXAMPLE_1 } from './documented-example.ts';
import { call, startForTest, VERSION_1, VERSION_2 } from './requests.ts';

const JOBS = '/xplenation/api/jobs';

describe('terminating a job', () => {
  const SHARED =
    `"owner_id":1,"progress":0,"outputs_count":0,"started_at":"2013-03-04T08:10:48Z",` +
    `"created_at":"2013-03-04T08:10:42Z","updated_at":"2013-03-04T08:11:27Z","failed_at":null,"cluster_id":176,` +
    `"package_id":103,"errors":null,`;
  const URL = '"url":"https://api.xplenty.com/xplenation/api/jobs/305"';

  test('answers the example of version 2’s page, field for field', async () => {
    const simulator = await startForTest(DOCUMENTED_EXAMPLE);
    const { status, text } = await call(simulator, 'DELETE', `${JOBS}/305`);
    expect(status).toBe(200);
    expect(text).toBe(
      `{"id":305,"status":"pending_stoppage","variables":{"InputPath":"'/today'"},${SHARED}"runtime_in_seconds":40,` +
        `"completed_at":null,${URL},"html_url":"https://xplenty.com/xplenation/jobs/305",` +
        `"log_url":"https://api.xplenty.com/xplenation/api/jobs/305/log","creator":{"type":"Schedule","id":1,` +
        `"display_name":"Schedule 1","url":"https://api.xplenty.com/xplenation/api/schedules/1",` +
        `"html_url":"https://xplenty.com/xplenation/schedules/1"}}`,
    );
  });

  test('answers the example of version 1’s page, field for field', async () => {
    const simulator = await startForTest(DOCUMENTED_EXAMPLE_1);
    const { status, text } = await call(simulator, 'DELETE', `${JOBS}/305`);
    expect(status).toBe(200);
    expect(text).toBe(
      `{"id":305,"status":"pending_stoppage","variables":{"InputPath":"/today"},${SHARED}${URL},` +
        `"runtime_in_seconds":40,"completed_at":null}`,
    );
  });

  test('only asks for the stop: the job stops later', async () => {
    const seconds = { pending_stoppage: 0.03, stopping: 0.03 };
    const simulator = await startForTest({ jobs: [{ id: 305, status: 'running' }], seconds });
    await call(simulator, 'DELETE', `${JOBS}/305`);
    const seen = new Set<string>();
    for (let status = ''; status !== 'stopped'; seen.add(status)) {
      status = (await call(simulator, 'GET', `${JOBS}/305`)).json.status;
    }
    expect(['pending_stoppage', 'stopping', 'stopped'].filter((state) => seen.has(state))).toEqual([...seen]);
    expect(simulator.job(305)?.status).toBe('stopped');
  });

  test.each(['completed', 'failed', 'stopped', 'pending_stoppage', 'stopping'])(
    'that is %s is refused with a message, and changes nothing',
    async (status) => {
      const simulator = await startForTest({
        jobs: [{ id: 305, status }],
        seconds: { pending_stoppage: 60, stopping: 60 },
      });
      const before = simulator.job(305);
      const answer = await call(simulator, 'DELETE', `${JOBS}/305`);
      expect([answer.status, answer.json]).toEqual([422, { message: `Job can't be stopped: it is ${status}.` }]);
      expect(simulator.job(305)).toEqual(before);
    },
  );

  test('that is not there is 404', async () => {
    const { status, json } = await call(await startForTest(), 'DELETE', `${JOBS}/305`);
    expect([status, json]).toEqual([404, { message: 'Item not found.' }]);
  });
});

describe('getting a job', () => {
  test('shows the job as the simulator has it', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305, status: 'completed', outputs_count: 2 }] });
    const { json } = await call(simulator, 'GET', `${JOBS}/305`);
    expect(json).toMatchObject({ ...simulator.job(305) });
    expect(json.url).toBe(`${simulator.url}/xplenation/api/jobs/305`);
    expect(json.outputs).toHaveLength(2);
  });

  test('has more fields in version 2', async () => {
    const seed = { id: 305, status: 'running', outputs_count: 1 };
    const simulator = await startForTest({ jobs: [seed], publicUrl: 'https://api.xplenty.com' });
    const version1 = (await call(simulator, 'GET', `${JOBS}/305`, { headers: VERSION_1 })).json;
    const version2 = (await call(simulator, 'GET', `${JOBS}/305`, { headers: VERSION_2 })).json;
    const { outputs: _outputs, ...shared } = version1;
    expect(version2).toMatchObject(shared);
    expect(Object.keys(version2).filter((name) => !Object.hasOwn(version1, name))).toEqual([
      ...['dynamic_variables', 'attempts', 'master_auto_retry_attempts', 'html_url', 'log_url', 'creator'],
      ...['package', 'cluster'],
    ]);
    expect(version2).toMatchObject({
      attempts: 0,
      master_auto_retry_attempts: null,
      cluster: { running_jobs_count: 1 },
    });
    expect(version2.html_url).toBe('https://xplenty.com/xplenation/jobs/305');
    expect(version2.log_url).toBe('https://api.xplenty.com/xplenation/api/jobs/305/log');
    expect(version2.creator.html_url).toBe('https://xplenty.com/xplenation/users/1');
    expect([version1.outputs[0].component_name, version2.outputs[0].component.name]).toEqual([
      ...['destination1', 'destination1'],
    ]);
  });

  test('shows what a schedule did, where one made the job', async () => {
    const creator = { type: 'Schedule', id: 7 } as const;
    const simulator = await startForTest({ jobs: [{ id: 305, creator, attempts: 1, master_auto_retry_attempts: 3 }] });
    expect((await call(simulator, 'GET', `${JOBS}/305`)).json).toMatchObject({
      ...{ attempts: 1, master_auto_retry_attempts: 3 },
      creator: { type: 'Schedule', id: 7, html_url: 'https://xplenty.com/xplenation/schedules/7' },
    });
  });

  test('has version 1’s fields on an old server, whatever was asked for', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305 }], version2: false });
    expect((await call(simulator, 'GET', `${JOBS}/305`, { headers: VERSION_2 })).json).not.toHaveProperty('html_url');
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
    const simulator = await startForTest();
    const { status, json } = await call(simulator, 'POST', path, options);
    expect(status).toBe(201);
    expect(json).toMatchObject({ ...asked, id: 1, status: 'idle', progress: 0, started_at: null });
    expect(simulator.job(1)).toMatchObject(asked);
  });

  test('gives each job an ID of its own', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305 }] });
    const options = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(asked) };
    const ids = [await call(simulator, 'POST', JOBS, options), await call(simulator, 'POST', JOBS, options)];
    expect(ids.map(({ json }) => json.id)).toEqual([306, 307]);
  });

  test.each([
    ['no package', 422, 'application/json', '{"cluster_id":176}'],
    ['the withdrawn job_id', 422, 'application/json', '{"job":{"cluster_id":176,"job_id":103}}'],
    ['a cluster that is no number', 422, 'application/json', '{"cluster_id":"x","package_id":103}'],
    ['variables that are none', 422, 'application/json', '{"cluster_id":176,"package_id":103,"variables":[1]}'],
    ['broken JSON', 400, 'application/json', '{"cluster_id":176'],
    ['a JSON array', 400, 'application/json', '[]'],
    ['another type of body', 415, 'text/plain', 'job'],
  ])('refuses %s with %d', async (_name, status, type, body) => {
    const answer = await call(await startForTest(), 'POST', JOBS, { headers: { 'Content-Type': type }, body });
    expect([answer.status, Object.keys(answer.json)]).toEqual([status, ['message']]);
  });

  test('keeps names of variables that would upset a JavaScript object', async () => {
    const simulator = await startForTest();
    const query = 'job[cluster_id]=1&job[package_id]=1&job[variables][__proto__]=a&job[variables][constructor]=b';
    const { text } = await call(simulator, 'POST', `${JOBS}?${encodeURI(query)}`);
    expect(text).toContain('"variables":{"__proto__":"a","constructor":"b"}');
  });

  test('lets no parameter change every JavaScript object', async () => {
    const simulator = await startForTest();
    await call(
      simulator,
      'POST',
      `${JOBS}?${encodeURI('__proto__[polluted]=yes&job[cluster_id]=1&job[package_id]=1')}`,
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(simulator.jobs()).toHaveLength(1);
  });
});
