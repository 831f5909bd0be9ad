import { describe, expect, test } from '@jest/globals';
import type { Simulator } from '../../../tools/simulator/simulator.ts';
import { sendRaw, startForTest } from './requests.ts';

/*
 * What the service's own client libraries send, byte for byte but for host and key: captured by a TCP proxy that wrote
 * down what came in, between the simulator and
 * - xplenty 3.0.0 from PyPI on Python 3.11 (https://github.com/xplenty/xplenty.py), with API_URL set to the proxy;
 * - xplenty-api 0.1.2 (https://github.com/xplenty/xplenty.rb, commit 843328d) on Ruby 3.1 with excon 0.88, with host, port
 *   and scheme set to the proxy. It has no call for the limits.
 * __tests__/clients drives the clients themselves.
 */

type Call = 'run' | 'list' | 'get' | 'terminate' | 'clusters';

const API = '/xplenation/api';
const encodedKey = ({ apiKey }: Simulator) => Buffer.from(apiKey).toString('base64');

function python(call: Call, simulator: Simulator): string {
  const body = '{"cluster_id": 176, "package_id": 103, "variables": {"InputPath": "/today"}, "dynamic_variables": {}}';
  const [line, length, type, content] = {
    run: [`POST ${API}/jobs`, 'Content-Length: 101\r\n', 'Content-Type: application/json\r\n', body],
    list: [`GET ${API}/jobs`, '', '', ''],
    get: [`GET ${API}/jobs/305`, '', '', ''],
    terminate: [`DELETE ${API}/jobs/305`, '', '', ''],
    clusters: [`GET ${API}/clusters?offset=0&limit=20`, '', '', ''],
  }[call];
  return (
    `${line} HTTP/1.1\r\nAccept-Encoding: identity\r\n${length}Host: api.xplenty.com\r\n` +
    `User-Agent: Python-urllib/3.11\r\nAccept: application/vnd.xplenty+json version=2\r\n` +
    `Authorization: Basic ${encodedKey(simulator)}\r\n${type}Connection: close\r\n\r\n${content}`
  );
}

function ruby(call: Call, simulator: Simulator): string {
  const query = 'job%5Bcluster_id%5D=176&job%5Bpackage_id%5D=103&job%5Bvariables%5D%5BInputPath%5D=%2Ftoday';
  const [line, length] = {
    run: [`POST ${API}/jobs?${query}`, 'Content-Length: 0\r\n'],
    list: [`GET ${API}/jobs`, ''],
    get: [`GET ${API}/jobs/305`, ''],
    terminate: [`DELETE ${API}/jobs/305`, 'Content-Length: 0\r\n'],
    clusters: [`GET ${API}/clusters`, ''],
  }[call];
  return (
    `${line} HTTP/1.1\r\nHost: api.xplenty.com:443\r\nAccept: application/vnd.xplenty+json\r\n` +
    `User-Agent: xplenty-rb/0.1.2\r\nAuthorization: Basic ${encodedKey(simulator)}\r\n${length}\r\n`
  );
}

describe.each([
  ['the Python client', python],
  ['the Ruby client', ruby],
])('%s', (_name, requestOf) => {
  async function send(call: Call) {
    const jobs = [{ id: 305, status: 'running', package_id: 103, cluster_id: 176 }];
    const simulator = await startForTest({ jobs, seconds: { running: 600 } });
    const { head, body } = await sendRaw(simulator, requestOf(call, simulator));
    expect(Buffer.byteLength(body)).toBe(Number(/Content-Length: (\d+)/.exec(head)?.[1]));
    return { simulator, status: head.split(' ')[1], json: JSON.parse(body) };
  }

  test('runs a job', async () => {
    const { simulator, status, json } = await send('run');
    expect([status, json.id]).toEqual(['201', 306]);
    expect(simulator.job(306)).toMatchObject({ cluster_id: 176, package_id: 103, variables: { InputPath: '/today' } });
  });

  test('lists jobs', async () => {
    const { status, json } = await send('list');
    expect([status, json.map(({ id }: { id: number }) => id)]).toEqual(['200', [305]]);
  });

  test('gets a job', async () => {
    const { status, json } = await send('get');
    expect([status, json.id, json.status]).toEqual(['200', 305, 'running']);
  });

  test('terminates a job', async () => {
    const { simulator, status, json } = await send('terminate');
    expect([status, json.id, json.status]).toEqual(['200', 305, 'pending_stoppage']);
    expect(simulator.job(305)?.status).toBe('pending_stoppage');
  });

  test('lists clusters', async () => {
    const { status, json } = await send('clusters');
    expect([status, json.map(({ id }: { id: number }) => id)]).toEqual(['200', [176]]);
  });
});
