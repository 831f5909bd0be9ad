import { describe, expect, test } from '@jest/globals';
import { type Answer, call, sendRaw, startForTest, UNTIL_ENDED, VERSION_2 } from './requests.ts';

const JOBS = '/xplenation/api/jobs';
const base64 = (text: string) => Buffer.from(text).toString('base64');

async function statusWith(headers: Record<string, string>, path = JOBS): Promise<number> {
  const simulator = await startForTest({ apiKey: 'k3y' });
  return (await call(simulator, 'GET', path, { headers })).status;
}

describe('the key', () => {
  test('is taken as user name with an empty password', async () => {
    expect(await statusWith({ Authorization: `Basic ${base64('k3y:')}` })).toBe(200);
  });

  test('is taken without the colon, as the Python and Ruby clients send it', async () => {
    expect(await statusWith({ Authorization: `Basic ${base64('k3y')}` })).toBe(200);
  });

  test('is refused as a parameter, which was withdrawn in 2020', async () => {
    expect(await statusWith({ Authorization: '' }, `${JOBS}?key=k3y`)).toBe(401);
  });

  test.each(['', `Basic ${base64('wrong:')}`, `Basic ${base64('k3y:x')}`, `Bearer ${base64('k3y:')}`, 'Basic', 'k3y'])(
    'is missed in "%s"',
    async (Authorization) => {
      const simulator = await startForTest({ apiKey: 'k3y', jobs: [{ id: 305, status: 'running' }] });
      const { status, json } = await call(simulator, 'DELETE', `${JOBS}/305`, { headers: { Authorization } });
      expect([status, json]).toEqual([401, { message: 'Invalid API key.' }]);
      expect(simulator.job(305)?.status).toBe('running');
    },
  );

  test('is made up where none is given, and differs each time', async () => {
    const [one, other] = [await startForTest(), await startForTest()];
    expect(one.apiKey).toMatch(/^[0-9a-f]{32}$/);
    expect(other.apiKey).not.toBe(one.apiKey);
  });
});

describe('the Accept header', () => {
  const version = async (Accept: string, options = {}) => {
    const simulator = await startForTest({ jobs: [{ id: 305 }], ...options });
    const { status, json } = await call(simulator, 'GET', `${JOBS}/305`, { headers: { Accept } });
    return status === 200 ? (Object.hasOwn(json, 'html_url') ? 2 : 1) : status;
  };

  test.each([
    ['application/vnd.xplenty+json; version=2', 2],
    ['application/vnd.xplenty+json version=2', 2],
    ['application/vnd.xplenty+json, version=2', 2],
    ['application/vnd.xplenty+json;version="2"', 2],
    ['application/vnd.xplenty+json; version=1', 1],
    ['application/vnd.xplenty+json', 2],
  ])('%s asks for version %d', async (accept, expected) => {
    expect(await version(accept)).toBe(expected);
  });

  test('that names no version can mean version 1', async () => {
    expect(await version('application/vnd.xplenty+json', { unversioned: 1 })).toBe(1);
  });

  test.each([
    ['application/json', 406],
    ['text/html', 406],
    ['application/vnd.xplenty+json; version=3', 406],
    ['*/*', 404],
    ['', 404],
  ])('%s is answered %d', async (accept, expected) => {
    expect(await version(accept)).toBe(expected);
  });
});

describe('what is not there', () => {
  test.each([
    '/',
    '/xplenation',
    '/xplenation/api',
    '/xplenation/api/packages',
    '/other/api/jobs',
    `${JOBS}/306`,
    `${JOBS}/x`,
    `${JOBS}/305x`,
    `${JOBS}/3.05e2`,
    `${JOBS}/305/log`,
    `${JOBS}/305/watchers/1`,
  ])('%s is 404', async (path) => {
    const simulator = await startForTest({ jobs: [{ id: 305 }] });
    const { status, json } = await call(simulator, 'GET', path);
    expect([status, json]).toEqual([404, { message: 'Item not found.' }]);
  });

  test.each(['PUT', 'PATCH'])('%s of a job is 404, and changes nothing', async (method) => {
    const simulator = await startForTest({ jobs: [{ id: 305 }] });
    const before = simulator.job(305);
    expect((await call(simulator, method, `${JOBS}/305`)).status).toBe(404);
    expect(simulator.job(305)).toEqual(before);
  });

  test('a path with dots leads where they lead, as a server takes it', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305, cluster_id: 176 }] });
    const { status } = await call(simulator, 'DELETE', `${JOBS}/305/../../clusters/176`);
    const cluster = await call(simulator, 'GET', '/xplenation/api/clusters/176');
    expect([status, cluster.json.status]).toEqual([200, 'pending_terminate']);
  });

  test('a request that is no HTTP is 400, and ends the connection', async () => {
    const { text, line } = await sendRaw(await startForTest(), 'what?\r\n\r\n', UNTIL_ENDED);
    expect([text.split('\r\n')[0], line]).toEqual(['HTTP/1.1 400 Bad Request', 'ended']);
  });
});

describe('the hourly allowance', () => {
  const limits = ({ headers }: Answer) => [headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']];

  test('is 5,000 calls, and every response says what is left', async () => {
    const simulator = await startForTest();
    expect(limits(await call(simulator, 'GET', JOBS))).toEqual(['5000', '4999']);
    expect(limits(await call(simulator, 'GET', `${JOBS}/1`))).toEqual(['5000', '4998']);
    expect(limits(await call(simulator, 'GET', JOBS, { headers: { Authorization: '' } }))).toEqual(['5000', '4998']);
  });

  test('used up is 429 for every call, until the hour is over', async () => {
    const simulator = await startForTest({
      creditsPerHour: 10,
      creditsLeft: 1,
      jobs: [{ id: 305, status: 'running' }],
    });
    expect(limits(await call(simulator, 'GET', JOBS))).toEqual(['10', '0']);
    const refused = await call(simulator, 'DELETE', `${JOBS}/305`);
    expect([refused.status, refused.json]).toEqual([429, { message: 'Rate Limit Exceeded' }]);
    expect(limits(refused)).toEqual(['10', '0']);
    expect(simulator.job(305)?.status).toBe('running');
    simulator.credits.remaining = 1;
    expect((await call(simulator, 'DELETE', `${JOBS}/305`)).status).toBe(200);
  });

  test.each(['/rate_limit_status', '/xplenation/api/rate_limit_status'])(
    'is in the response to %s, which costs nothing',
    async (path) => {
      const simulator = await startForTest({ creditsPerHour: 10, creditsLeft: 0 });
      const answers = [await call(simulator, 'GET', path), await call(simulator, 'GET', path, { headers: VERSION_2 })];
      for (const { status, json } of answers) {
        expect([status, json]).toEqual([200, { limits: { limit: 10, remaining: 0 } }]);
      }
    },
  );
});
