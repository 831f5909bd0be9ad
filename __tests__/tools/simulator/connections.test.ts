import { once } from 'node:events';
import { Agent } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { LOCALHOST } from '../../../tools/simulator/certificate/localhost.ts';
import type { Simulator } from '../../../tools/simulator/simulator.ts';
import { call, documentedHeaders, listen, rawRequest, sendRaw, startForTest, UNTIL_ENDED, until } from './requests.ts';

const JOB = '/xplenation/api/jobs/305';

describe('requests', () => {
  test('are recorded as they were sent, with the status of the response', async () => {
    const simulator = await startForTest({ apiKey: 'k3y', accountId: 'a-b_c' });
    const sent =
      'POST /a%2Fb/../?q=%zz&x HTTP/1.1\r\nHOST:h\r\nx-TWO:  1, 2 \r\nx-two: 3\r\nContent-Length: 3\r\n\r\nabc';
    await sendRaw(simulator, sent);
    const [recorded] = simulator.requests;
    expect(recorded).toMatchObject({
      method: 'POST',
      path: '/a%2Fb/../?q=%zz&x',
      body: 'abc',
      status: 401,
      connection: 1,
    });
    expect(recorded?.headers).toEqual([
      ['HOST', 'h'],
      ['x-TWO', '1, 2'],
      ['x-two', '3'],
      ['Content-Length', '3'],
    ]);
    expect(recorded?.header('Content-LENGTH')).toBe('3');
    expect(recorded?.atMs).toBeGreaterThan(0);
  });

  test('are counted by connection: one that is kept serves many', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305 }] });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; count < 3; count += 1) await call(simulator, 'GET', JOB, { agent });
    agent.destroy();
    await call(simulator, 'GET', JOB);
    expect(simulator.requests.map(({ connection }) => connection)).toEqual([1, 1, 1, 2]);
    expect(simulator.connections).toBe(2);
  });

  test('that come in pieces, in chunks or all at once are understood', async () => {
    const simulator = await startForTest();
    const post = (framing: string) =>
      rawRequest(305, simulator, 'POST')
        .replace('/305', '')
        .replace('Host', `Content-Type: application/json\r\n${framing}\r\nHost`);
    const json = '{"cluster_id":176,"package_id":103}';
    const chunkedPost = `${post('Transfer-Encoding: chunked')}5\r\n${json.slice(0, 5)}\r\n1e;x=y\r\n${json.slice(5)}\r\n0\r\n\r\n`;
    const socket = connect(simulator.port, '127.0.0.1');
    const answers = listen(socket, '', { until: (text) => text.match(/HTTP\/1.1 \d+/g)?.length === 3 });
    for (const piece of chunkedPost.match(/.{1,40}/gs) ?? []) {
      socket.write(piece);
      await delay(1);
    }
    socket.write(`${post(`Content-Length: ${json.length}`)}${json}${rawRequest(1, simulator)}`);
    const { text } = await answers;
    socket.destroy();
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 201', 'HTTP/1.1 201', 'HTTP/1.1 200']);
    expect(simulator.jobs()).toHaveLength(2);
  });

  test('that wait for a go-ahead get one', async () => {
    const simulator = await startForTest();
    const head = rawRequest(305, simulator, 'POST').replace(
      'Host',
      'Expect: 100-continue\r\nContent-Length: 2\r\nHost',
    );
    expect((await sendRaw(simulator, head)).text).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  });

  test('that node:http does not take are refused by it', async () => {
    const simulator = await startForTest();
    const large = await sendRaw(simulator, `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`);
    const broken = await sendRaw(simulator, 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n');
    expect([large.head.split('\r\n')[0], broken.head.split('\r\n')[0]]).toEqual([
      ...['HTTP/1.1 431 Request Header Fields Too Large', 'HTTP/1.1 400 Bad Request'],
    ]);
  });
});

describe('a connection', () => {
  test('stays open after a response for a client that does not close it', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305 }] });
    expect((await sendRaw(simulator, rawRequest(305, simulator), { quietMs: 300 })).line).toBe('open');
  });

  test('ends after the response for a client that asks for it', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305 }] });
    const closing = rawRequest(305, simulator).replace('Host', 'Connection: close\r\nHost');
    expect((await sendRaw(simulator, closing, UNTIL_ENDED)).line).toBe('ended');
    const http10 = closing.replace('Connection: close\r\n', '').replace('1.1', '1.0');
    expect((await sendRaw(simulator, http10, UNTIL_ENDED)).line).toBe('ended');
  });

  test('is closed when the client leaves', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305 }] });
    await sendRaw(simulator, rawRequest(305, simulator));
    await until(() => simulator.openConnections === 0);
    expect(simulator.connections).toBe(1);
  });
});

describe('offline', () => {
  const connecting = (simulator: Simulator) => once(connect(simulator.port, '127.0.0.1'), 'connect');

  test('connections are refused, and open ones cut, until it is online again on the same port', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305 }] });
    const { port } = simulator;
    const open = sendRaw(simulator, rawRequest(305, simulator), { quietMs: 20_000 });
    await until(() => simulator.requests.length === 1);
    await simulator.goOffline();
    expect((await open).line).not.toBe('open');
    await expect(connecting(simulator)).rejects.toThrow('ECONNREFUSED');
    await simulator.goOnline();
    expect(simulator.port).toBe(port);
    expect((await call(simulator, 'GET', JOB)).status).toBe(200);
  });

  test('for a time, it comes back by itself', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305, status: 'running' }] });
    await simulator.goOffline(80);
    await expect(connecting(simulator)).rejects.toThrow('ECONNREFUSED');
    for (let status = ''; status !== 'running'; await delay(10)) {
      status = await call(simulator, 'GET', JOB).then(
        ({ json }) => json.status,
        () => 'refused',
      );
    }
  });
});

describe('close', () => {
  test('ends at once, whatever is open or stalled, and frees the port', async () => {
    const simulator = await startForTest({ jobs: [{ id: 305 }] });
    simulator.faults.add({ after: 1, fault: { kind: 'stall-in-body' } });
    simulator.faults.add({ times: 1, after: 2, fault: { kind: 'silent-line' } });
    const requests = [rawRequest(305, simulator), rawRequest(305, simulator), ''];
    const open = requests.map((request) => sendRaw(simulator, request, { quietMs: 20_000 }));
    await until(() => simulator.requests.length === 2 && simulator.connections === 3);
    const startedAt = performance.now();
    await simulator.close();
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect((await Promise.all(open)).map(({ line }) => line)).not.toContain('open');
    const next = await startForTest({ port: simulator.port });
    expect(next.port).toBe(simulator.port);
  });

  test('twice is as good as once, also while it would come back', async () => {
    const simulator = await startForTest();
    await simulator.goOffline(1);
    await Promise.all([simulator.close(), simulator.close()]);
    await delay(20);
    await expect(call(simulator, 'GET', JOB)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('with TLS', () => {
  function get(simulator: Simulator, ca: string | undefined): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const options = {
        headers: documentedHeaders(simulator.apiKey),
        agent: false,
        ...(ca === undefined ? {} : { ca }),
      };
      const request = httpsRequest(`${simulator.url}${JOB}`, options, (response) => {
        response
          .resume()
          .on('error', reject)
          .on('end', () => resolve(response.statusCode));
      });
      request.on('error', reject).end();
    });
  }

  test('it answers who trusts its certificate', async () => {
    const simulator = await startForTest({ tls: LOCALHOST, jobs: [{ id: 305 }] });
    expect(simulator.url).toBe(`https://127.0.0.1:${simulator.port}`);
    expect(await get(simulator, LOCALHOST.cert)).toBe(200);
  });

  test('it outlives who does not', async () => {
    const simulator = await startForTest({ tls: LOCALHOST, jobs: [{ id: 305 }] });
    await expect(get(simulator, undefined)).rejects.toThrow('self-signed certificate');
    expect((await sendRaw(simulator, 'GET / HTTP/1.1\r\n\r\n', { atMostMs: 200 })).text).not.toContain('HTTP/1.1');
    expect(await get(simulator, LOCALHOST.cert)).toBe(200);
    expect(simulator.requests).toHaveLength(1);
  });

  test('faults apply to what is inside', async () => {
    const simulator = await startForTest({ tls: LOCALHOST, jobs: [{ id: 305 }] });
    simulator.faults.add({ fault: { kind: 'reset-in-body' }, times: 1 });
    await expect(get(simulator, LOCALHOST.cert)).rejects.toThrow(/aborted|ECONNRESET/);
    simulator.faults.add({ fault: { kind: 'reset-before-answer' }, times: 1 });
    await expect(get(simulator, LOCALHOST.cert)).rejects.toThrow('ECONNRESET');
    expect(await get(simulator, LOCALHOST.cert)).toBe(200);
  });
});
