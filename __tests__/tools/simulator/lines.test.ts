import { once } from 'node:events';
import { Agent } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { LOCALHOST } from '../../../tools/simulator/certificate/localhost.ts';
import type { Simulator } from '../../../tools/simulator/simulator.ts';
import { call, documentedHeaders, listen, lookAt, onTheWire, startTwin, until } from './twin.ts';

const JOB = '/xplenation/api/jobs/305';

describe('requests', () => {
  test('are recorded as they were sent, with what they were answered', async () => {
    const twin = await startTwin({ apiKey: 'k3y', accountId: 'a-b_c' });
    const sent =
      'PoST /a%2Fb/../?q=%zz&x HTTP/1.1\r\nHOST:h\r\nx-TWO:  1, 2 \r\nx-two: 3\r\nContent-Length: 3\r\n\r\nabc';
    await onTheWire(twin, sent);
    const [recorded] = twin.requests;
    expect(recorded).toMatchObject({
      method: 'PoST',
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
    const twin = await startTwin({ jobs: [{ id: 305 }] });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; count < 3; count += 1) await call(twin, 'GET', JOB, { agent });
    agent.destroy();
    await call(twin, 'GET', JOB);
    expect(twin.requests.map(({ connection }) => connection)).toEqual([1, 1, 1, 2]);
    expect(twin.connections).toBe(2);
  });

  test('that come in pieces, in chunks or all at once are understood', async () => {
    const twin = await startTwin();
    const post = (framing: string) =>
      lookAt(305, twin, 'POST')
        .replace('/305', '')
        .replace('Host', `Content-Type: application/json\r\n${framing}\r\nHost`);
    const json = '{"cluster_id":176,"package_id":103}';
    const chunkedPost = `${post('Transfer-Encoding: chunked')}5\r\n${json.slice(0, 5)}\r\n1e;x=y\r\n${json.slice(5)}\r\n0\r\n\r\n`;
    const socket = connect(twin.port, '127.0.0.1');
    const answers = listen(socket, '', { until: (text) => text.match(/HTTP\/1.1 \d+/g)?.length === 3 });
    for (const piece of chunkedPost.match(/.{1,40}/gs) ?? []) {
      socket.write(piece);
      await delay(1);
    }
    socket.write(`${post(`Content-Length: ${json.length}`)}${json}${lookAt(1, twin)}`);
    const { text } = await answers;
    socket.destroy();
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 201', 'HTTP/1.1 201', 'HTTP/1.1 200']);
    expect(twin.jobs()).toHaveLength(2);
  });

  test('that wait for a go-ahead get one', async () => {
    const twin = await startTwin();
    const head = lookAt(305, twin, 'POST').replace('Host', 'Expect: 100-continue\r\nContent-Length: 2\r\nHost');
    expect((await onTheWire(twin, head)).text).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  });

  test('with headers or a body beyond reason are 400', async () => {
    const twin = await startTwin();
    const large = await onTheWire(twin, `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`);
    const long = await onTheWire(twin, 'POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n');
    expect([large.head.split('\r\n')[0], long.head.split('\r\n')[0]]).toEqual([
      ...['HTTP/1.1 400 Bad Request', 'HTTP/1.1 400 Bad Request'],
    ]);
  });
});

describe('a line', () => {
  test('stays open after an answer for a client that does not close it', async () => {
    const twin = await startTwin({ jobs: [{ id: 305 }] });
    expect((await onTheWire(twin, lookAt(305, twin), { quietMs: 300 })).line).toBe('open');
  });

  test('ends after the answer for a client that asks for it', async () => {
    const twin = await startTwin({ jobs: [{ id: 305 }] });
    const closing = lookAt(305, twin).replace('Host', 'Connection: close\r\nHost');
    expect((await onTheWire(twin, closing)).line).toBe('ended');
    expect((await onTheWire(twin, closing.replace('Connection: close\r\n', '').replace('1.1', '1.0'))).line).toBe(
      'ended',
    );
  });

  test('is let go when the client leaves', async () => {
    const twin = await startTwin({ jobs: [{ id: 305 }] });
    await onTheWire(twin, lookAt(305, twin));
    await until(() => twin.openConnections === 0);
    expect(twin.connections).toBe(1);
  });
});

describe('offline', () => {
  const connecting = (twin: Simulator) => once(connect(twin.port, '127.0.0.1'), 'connect');

  test('connections are refused, and open ones cut, until it is online again on the same port', async () => {
    const twin = await startTwin({ jobs: [{ id: 305 }] });
    const { port } = twin;
    const open = onTheWire(twin, lookAt(305, twin), { quietMs: 20_000 });
    await until(() => twin.requests.length === 1);
    await twin.goOffline();
    expect((await open).line).not.toBe('open');
    await expect(connecting(twin)).rejects.toThrow('ECONNREFUSED');
    await twin.goOnline();
    expect(twin.port).toBe(port);
    expect((await call(twin, 'GET', JOB)).status).toBe(200);
  });

  test('for a time, it comes back by itself', async () => {
    const twin = await startTwin({ jobs: [{ id: 305, status: 'running' }] });
    await twin.goOffline(80);
    await expect(connecting(twin)).rejects.toThrow('ECONNREFUSED');
    for (let status = ''; status !== 'running'; await delay(10)) {
      status = await call(twin, 'GET', JOB).then(
        ({ json }) => json.status,
        () => 'refused',
      );
    }
  });
});

describe('close', () => {
  test('ends at once, whatever is open or stalled, and frees the port', async () => {
    const twin = await startTwin({ jobs: [{ id: 305 }] });
    twin.faults.add({ after: 1, fault: { kind: 'stall-in-body' } });
    twin.faults.add({ times: 1, after: 2, fault: { kind: 'silent-line' } });
    const requests = [lookAt(305, twin), lookAt(305, twin), ''];
    const open = requests.map((request) => onTheWire(twin, request, { quietMs: 20_000 }));
    await until(() => twin.requests.length === 2 && twin.connections === 3);
    const startedAt = performance.now();
    await twin.close();
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect((await Promise.all(open)).map(({ line }) => line)).not.toContain('open');
    const next = await startTwin({ port: twin.port });
    expect(next.port).toBe(twin.port);
  });

  test('twice is as good as once, also while it would come back', async () => {
    const twin = await startTwin();
    await twin.goOffline(1);
    await Promise.all([twin.close(), twin.close()]);
    await delay(20);
    await expect(call(twin, 'GET', JOB)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('with TLS', () => {
  function look(twin: Simulator, ca: string | undefined): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const options = { headers: documentedHeaders(twin.apiKey), agent: false, ...(ca === undefined ? {} : { ca }) };
      const request = httpsRequest(`${twin.url}${JOB}`, options, (response) => {
        response
          .resume()
          .on('error', reject)
          .on('end', () => resolve(response.statusCode));
      });
      request.on('error', reject).end();
    });
  }

  test('it answers who trusts its certificate', async () => {
    const twin = await startTwin({ tls: LOCALHOST, jobs: [{ id: 305 }] });
    expect(twin.url).toBe(`https://127.0.0.1:${twin.port}`);
    expect(await look(twin, LOCALHOST.cert)).toBe(200);
  });

  test('it outlives who does not', async () => {
    const twin = await startTwin({ tls: LOCALHOST, jobs: [{ id: 305 }] });
    await expect(look(twin, undefined)).rejects.toThrow('self-signed certificate');
    expect((await onTheWire(twin, 'GET / HTTP/1.1\r\n\r\n', { atMostMs: 200 })).text).not.toContain('HTTP/1.1');
    expect(await look(twin, LOCALHOST.cert)).toBe(200);
    expect(twin.requests).toHaveLength(1);
  });

  test('faults befall what is inside', async () => {
    const twin = await startTwin({ tls: LOCALHOST, jobs: [{ id: 305 }] });
    twin.faults.add({ fault: { kind: 'reset-in-body' }, times: 1 });
    await expect(look(twin, LOCALHOST.cert)).rejects.toThrow(/aborted|ECONNRESET/);
    twin.faults.add({ fault: { kind: 'reset-before-answer' }, times: 1 });
    await expect(look(twin, LOCALHOST.cert)).rejects.toThrow('ECONNRESET');
    expect(await look(twin, LOCALHOST.cert)).toBe(200);
  });
});
