import { describe, expect, test } from '@jest/globals';
import type { Simulator } from '../../../tools/simulator/simulator.ts';
import { onTheWire, startTwin } from './twin.ts';

/*
 * What the service's own client libraries send, byte for byte: https://github.com/xplenty/xplenty.py (urllib2, and since
 * version 2 requests) and https://github.com/xplenty/xplenty.rb (excon).
 */

type Call = 'run' | 'list' | 'show' | 'terminate' | 'limits';

const API = '/xplenation/api';
const encodedKey = ({ apiKey }: Simulator) => Buffer.from(apiKey).toString('base64');

function pythonUrllib(call: Call, twin: Simulator): string {
  const body = 'job%5Bvariables%5D%5BInputPath%5D=%2Ftoday&job%5Bjob_id%5D=103&job%5Bcluster_id%5D=176';
  const lines = {
    run: `POST ${API}/jobs HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}`,
    list: `GET ${API}/jobs HTTP/1.1`,
    show: `GET ${API}/jobs/305 HTTP/1.1`,
    terminate: `DELETE ${API}/jobs/305 HTTP/1.1`,
    limits: `GET ${API}/rate_limit_status HTTP/1.1`,
  };
  return (
    `${lines[call]}\r\nAccept-Encoding: identity\r\nHost: api.xplenty.com\r\nAccept: application/vnd.xplenty+json\r\n` +
    `Authorization: Basic ${encodedKey(twin)}\r\nConnection: close\r\nUser-Agent: Python-urllib/2.7\r\n\r\n` +
    `${call === 'run' ? body : ''}`
  );
}

function pythonRequests(call: Call, twin: Simulator): string {
  const body = '{"cluster_id": 176, "package_id": 103, "variables": {"InputPath": "/today"}}';
  const lines = {
    run: `POST ${API}/jobs HTTP/1.1`,
    list: `GET ${API}/jobs HTTP/1.1`,
    show: `GET ${API}/jobs/305 HTTP/1.1`,
    terminate: `DELETE ${API}/jobs/305 HTTP/1.1`,
    limits: 'GET /rate_limit_status HTTP/1.1',
  };
  const length =
    call === 'run' ? `Content-Length: ${body.length}\r\n` : call === 'terminate' ? 'Content-Length: 0\r\n' : '';
  return (
    `${lines[call]}\r\nHost: api.xplenty.com\r\nUser-Agent: python-requests/2.32.3\r\nAccept-Encoding: gzip, deflate\r\n` +
    `Accept: application/vnd.xplenty+json version=2\r\nConnection: keep-alive\r\nContent-Type: application/json\r\n` +
    `Authorization: Basic ${encodedKey(twin)}\r\n${length}\r\n${call === 'run' ? body : ''}`
  );
}

function ruby(call: Call, twin: Simulator): string {
  const query = 'job%5Bvariables%5D%5BInputPath%5D=%2Ftoday&job%5Bcluster_id%5D=176&job%5Bpackage_id%5D=103';
  const lines = {
    run: `POST ${API}/jobs?${query} HTTP/1.1\r\nContent-Length: 0`,
    list: `GET ${API}/jobs HTTP/1.1`,
    show: `GET ${API}/jobs/305 HTTP/1.1`,
    terminate: `DELETE ${API}/jobs/305 HTTP/1.1`,
    limits: 'GET /rate_limit_status HTTP/1.1',
  };
  return (
    `${lines[call]}\r\nAccept: application/vnd.xplenty+json; version=2\r\nUser-Agent: xplenty-rb/1.1.0\r\n` +
    `Authorization: Basic ${encodedKey(twin)}\r\nHost: api.xplenty.com:443\r\n\r\n`
  );
}

describe.each([
  ['the Python client of old', pythonUrllib],
  ['the Python client of today', pythonRequests],
  ['the Ruby client', ruby],
])('%s', (_name, requestOf) => {
  async function ask(call: Call) {
    const jobs = [{ id: 305, status: 'running', package_id: 103 }];
    const twin = await startTwin({ jobs, seconds: { running: 600 } });
    const { head, body } = await onTheWire(twin, requestOf(call, twin));
    const length = Number(/Content-Length: (\d+)/.exec(head)?.[1]);
    expect(Buffer.byteLength(body)).toBe(length);
    return { twin, status: head.split(' ')[1], json: JSON.parse(body) };
  }

  test('runs a job', async () => {
    const { twin, status, json } = await ask('run');
    expect([status, json.id]).toEqual(['201', 306]);
    expect(twin.job(306)).toMatchObject({ cluster_id: 176, package_id: 103, variables: { InputPath: '/today' } });
  });

  test('lists jobs', async () => {
    const { status, json } = await ask('list');
    expect([status, json.map(({ id }: { id: number }) => id)]).toEqual(['200', [305]]);
  });

  test('looks at a job', async () => {
    const { status, json } = await ask('show');
    expect([status, json.id, json.status]).toEqual(['200', 305, 'running']);
  });

  test('terminates a job', async () => {
    const { twin, status, json } = await ask('terminate');
    expect([status, json.id, json.status]).toEqual(['200', 305, 'pending_stoppage']);
    expect(twin.job(305)?.status).toBe('pending_stoppage');
  });

  test('asks for its limits', async () => {
    const { status, json } = await ask('limits');
    expect([status, json.limits]).toEqual(['200', { limit: 5000, remaining: 5000 }]);
  });
});
