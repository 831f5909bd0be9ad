import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { echoedRequest, echoedVariables, HTML_PAGE, ownBody } from '../../../tools/simulator/faults/bodies.ts';
import type { FaultRule, SimulatorOptions } from '../../../tools/simulator/simulator.ts';
import { call, rawRequest, sendRaw, startForTest, until } from './requests.ts';

const JOB = '/xplenation/api/jobs/305';

/** A simulator with one running job, and a rule. */
async function simulatorWith(rule: FaultRule, options: SimulatorOptions = {}) {
  const jobs = [{ id: 305, status: 'running', variables: { password: "'open sesame'" } }];
  const simulator = await startForTest({ jobs, seconds: { pending_stoppage: 600 }, apiKey: 'k3y', ...options });
  simulator.faults.add(rule);
  return simulator;
}

describe('any response', () => {
  test.each([425, 507, 520, 530])('%d with headers of every kind and a page of HTML', async (status) => {
    const headers = { Date: 'Mon, 04 Mar 2013 08:10:48 GMT', 'Retry-After': '7', 'X-RateLimit-Remaining': '0' };
    const simulator = await simulatorWith({ fault: { kind: 'answer', status, headers, body: HTML_PAGE } });
    const { head, body } = await sendRaw(simulator, rawRequest(305, simulator));
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    for (const [name, value] of Object.entries(headers)) expect(head).toContain(`\r\n${name}: ${value}\r\n`);
    expect(head.match(/Date:/g)).toHaveLength(1);
    expect(body).toBe(HTML_PAGE);
  });

  test('with the job itself, under a status that says otherwise', async () => {
    const simulator = await simulatorWith({ fault: { kind: 'answer', status: 404, body: ownBody } });
    expect(await call(simulator, 'GET', JOB)).toMatchObject({ status: 404, json: { id: 305, status: 'running' } });
  });

  test('202 and 204 without a body to a terminate call that acted', async () => {
    for (const status of [202, 204]) {
      const rule: FaultRule = { method: 'DELETE', acted: true, fault: { kind: 'answer', status } };
      const simulator = await simulatorWith(rule);
      expect(await call(simulator, 'DELETE', JOB)).toMatchObject({ status, text: '' });
      expect(simulator.job(305)?.status).toBe('pending_stoppage');
    }
  });

  test('with the key or the variables in it', async () => {
    const simulator = await simulatorWith({ times: 1, fault: { kind: 'answer', status: 422, body: echoedRequest } });
    const echoed = await call(simulator, 'GET', JOB);
    expect(echoed.text).toContain(`Basic ${Buffer.from('k3y:').toString('base64')} (k3y:)`);
    simulator.faults.add({ fault: { kind: 'answer', status: 422, body: echoedVariables } });
    expect((await call(simulator, 'GET', JOB)).text).toContain('open sesame');
  });

  test.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
    ['deflate', inflateSync],
  ] as const)('compressed with %s though nobody asked for it', async (encoding, decode) => {
    const simulator = await simulatorWith({ fault: { kind: 'encoded-body', encoding } });
    const { head, bytes } = await sendRaw(simulator, rawRequest(305, simulator, 'DELETE'));
    expect(head).toContain(`\r\nContent-Encoding: ${encoding}\r\n`);
    const body = decode(bytes.subarray(bytes.indexOf('\r\n\r\n') + 4));
    expect(JSON.parse(body.toString())).toMatchObject({ id: 305, status: 'pending_stoppage' });
  });

  test('101 Switching Protocols', async () => {
    const headers = { Upgrade: 'websocket' };
    const simulator = await simulatorWith({ fault: { kind: 'answer', status: 101, headers } });
    expect((await sendRaw(simulator, rawRequest(305, simulator))).head).toMatch(/^HTTP\/1\.1 101 Switching Protocols/);
  });
});

describe('a terminate call', () => {
  test('that acts though its response is lost', async () => {
    const simulator = await simulatorWith({ method: 'DELETE', acted: true, fault: { kind: 'stall-before-headers' } });
    await sendRaw(simulator, rawRequest(305, simulator, 'DELETE'), { until: () => false, atMostMs: 100 });
    expect(simulator.job(305)?.status).toBe('pending_stoppage');
  });

  test('that acts later, and whose response is lost', async () => {
    const fault = { kind: 'reset-before-answer' } as const;
    const simulator = await simulatorWith({ method: 'DELETE', actsAfterMs: 150, fault });
    await expect(call(simulator, 'DELETE', JOB)).rejects.toThrow('ECONNRESET');
    expect(simulator.job(305)?.status).toBe('running');
    await until(() => simulator.job(305)?.status === 'pending_stoppage');
  });

  test('that acts later, and only then, where its response comes through', async () => {
    const fault = { kind: 'end-after-answer' } as const;
    const simulator = await simulatorWith({ method: 'DELETE', actsAfterMs: 150, fault });
    expect((await call(simulator, 'DELETE', JOB)).json.status).toBe('running');
    expect(simulator.job(305)?.status).toBe('running');
    await until(() => simulator.job(305)?.status === 'pending_stoppage');
  });

  test.each(['running', 'pending_stoppage'] as const)('that answers %s and has no effect', async (shown) => {
    const simulator = await simulatorWith({ method: 'DELETE', fault: { kind: 'stop-without-effect', shown } });
    const { status, json } = await call(simulator, 'DELETE', JOB);
    expect([status, json.status, 'log_url' in json, 'outputs' in json]).toEqual([200, shown, true, false]);
    expect((await call(simulator, 'GET', JOB)).json.status).toBe('running');
  });

  test('that shows a stop for a while, and then the job runs again and can be stopped', async () => {
    const fault = { kind: 'stop-without-effect', shown: 'pending_stoppage', ms: 150 } as const;
    const simulator = await simulatorWith({ method: 'DELETE', times: 1, fault });
    await call(simulator, 'DELETE', JOB);
    expect((await call(simulator, 'GET', JOB)).json.status).toBe('pending_stoppage');
    await until(() => simulator.job(305)?.status === 'running');
    expect((await call(simulator, 'DELETE', JOB)).status).toBe(200);
    expect(simulator.job(305)?.status).toBe('pending_stoppage');
  });

  test('for a job that is not there has no effect either', async () => {
    const simulator = await simulatorWith({ fault: { kind: 'stop-without-effect', shown: 'running' } });
    expect((await call(simulator, 'DELETE', '/xplenation/api/jobs/9')).status).toBe(404);
  });
});

describe('a replica that lags', () => {
  test.each([404, 410])('does not know the job: %d for so many GETs', async (status) => {
    const fault = { kind: 'refusal', status, message: 'Item not found.' } as const;
    const simulator = await simulatorWith({ method: 'GET', times: 2, fault });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await call(simulator, 'GET', JOB)).status);
    expect(statuses).toEqual([status, status, 200]);
  });

  test('shows an older status for so many GETs', async () => {
    const jobs = [{ id: 305, status: 'stopped' }];
    const fault = { kind: 'older-status', shown: 'running' } as const;
    const simulator = await simulatorWith({ method: 'GET', times: 1, fault }, { jobs });
    expect((await call(simulator, 'GET', JOB)).json).toMatchObject({ status: 'running', completed_at: null });
    expect((await call(simulator, 'GET', JOB)).json).toMatchObject({ status: 'stopped' });
  });
});

describe('a rate limit', () => {
  test('lets so many requests a second pass, and refuses the others', async () => {
    const simulator = await simulatorWith({ fault: { kind: 'rate-limit', perSecond: 3 } });
    const answers = await Promise.all(Array.from({ length: 5 }, () => call(simulator, 'GET', JOB)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect([refused?.json, refused?.headers['retry-after']]).toEqual([{ message: 'Rate Limit Exceeded' }, undefined]);
  });

  test.each([
    ['seconds', /^1$/],
    ['date', / GMT$/],
  ] as const)('can say when to come back: in %s', async (retryAfter, form) => {
    const simulator = await simulatorWith({ fault: { kind: 'rate-limit', perSecond: 0, retryAfter } });
    expect((await call(simulator, 'DELETE', JOB)).headers['retry-after']).toMatch(form);
    expect(simulator.job(305)?.status).toBe('running');
  });

  test('is over after a second', async () => {
    const simulator = await simulatorWith({ fault: { kind: 'rate-limit', perSecond: 1 } });
    const statuses = [];
    while (!(statuses.length > 1 && statuses.at(-1) === 200)) statuses.push((await call(simulator, 'GET', JOB)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect(statuses[1]).toBe(429);
  });
});
