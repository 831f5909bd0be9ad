import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { AbortedError, NetworkError, TimeoutError } from '../../src/api/errors.ts';
import { closeServers, serve, serveSockets } from '../http-server.ts';
import { errorOf, head, httpTo, httpToBytes, PATH } from './requests.ts';

const TIMEOUT_MS = 300;

afterEach(closeServers);

/** Writes a byte every 10 ms until the connection closes. */
function trickle(socket: Socket, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 10);
  socket.on('close', () => clearInterval(timer));
}

describe('the timeout covers', () => {
  const silent = () => undefined;
  test.each<[string, string, (socket: Socket) => void]>([
    ['a response that does not begin', '', silent],
    ['headers that stall', 'HTTP/1.1 200 OK\r\nContent-Le', silent],
    ['headers that trickle', 'HTTP/1.1 200 OK\r\nX-A: ', (socket) => trickle(socket, 'a')],
    ['informational responses without end', '', (socket) => trickle(socket, 'HTTP/1.1 102 Processing\r\n\r\n')],
    ['a body that does not begin', head('Content-Length: 10'), silent],
    ['a body that stalls', `${head('Content-Length: 10')}{"id"`, silent],
    ['a body that trickles', head('Content-Length: 100000'), (socket) => trickle(socket, ' ')],
    ['chunks that trickle', head('Transfer-Encoding: chunked'), (socket) => trickle(socket, '1\r\n \r\n')],
  ])('%s', async (_, bytes, after) => {
    const url = await serveSockets((socket) => {
      socket.once('data', () => {
        socket.write(bytes);
        after(socket);
      });
    });
    expect(await errorOf(httpTo(url, { requestTimeoutMs: TIMEOUT_MS }))).toEqual(
      new TimeoutError(url.host, TIMEOUT_MS, true),
    );
  });

  test('connecting: a TLS handshake that is never answered', async () => {
    const url = await serveSockets(() => undefined);
    url.protocol = 'https:';
    expect(await errorOf(httpTo(url, { requestTimeoutMs: TIMEOUT_MS }))).toMatchObject({
      message: `no connection within ${TIMEOUT_MS} ms`,
      isUndelivered: true,
      mayHaveActed: false,
    });
  });

  test('a request on a connection that was kept, which may have been delivered', async () => {
    let requests = 0;
    const { url } = await serve((_, response) => void (requests++ === 0 && response.end()));
    const http = httpTo(url, { requestTimeoutMs: 200 });
    await http.request('GET', PATH);
    expect(await errorOf(http)).toEqual(new TimeoutError(url.host, 200, true));
  });

  test.each([
    ['shorter where that was asked for', 60_000, 50],
    ['never longer than that of all', 50, 60_000],
  ])('one request, and is %s', async (_, requestTimeoutMs, timeoutMs) => {
    const url = await serveSockets(() => undefined);
    expect(await errorOf(httpTo(url, { requestTimeoutMs }), { timeoutMs })).toEqual(
      new TimeoutError(url.host, 50, true),
    );
  });

  test('and closes the connection on which there was no response', async () => {
    const opened: Socket[] = [];
    const url = await serveSockets((socket) => void opened.push(socket.resume()));
    await errorOf(httpTo(url, { requestTimeoutMs: 50 }));
    const [socket] = opened;
    if (socket?.closed === false) await new Promise((resolve) => socket.on('close', resolve));
    expect(opened).toHaveLength(1);
  });
});

describe('a network error is', () => {
  test('a connection that is refused', async () => {
    const url = await serveSockets(() => undefined);
    await closeServers();
    const error = await errorOf(httpTo(url));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      summary: `cannot reach ${url.host}`,
      message: 'connection refused',
      advice: 'Check api-url, DNS and proxy.',
      isUndelivered: true,
      mayHaveActed: false,
    });
  });

  const cut = (socket: Socket) => void socket.destroy();
  const reset = (socket: Socket) => void socket.resetAndDestroy();
  test.each<[string, string, (socket: Socket) => void]>([
    ['a connection that breaks before the response', '', cut],
    ['a connection that is reset before the response', '', reset],
    ['headers that are cut off', 'HTTP/1.1 200 OK\r\nContent-Length: 2', cut],
    ['a body that is cut off', `${head('Content-Length: 10')}{}`, cut],
    ['a body that ends early', `${head('Content-Length: 10')}{}`, (socket) => void socket.end()],
    ['a body that is reset', `${head('Content-Length: 10')}{}`, reset],
    ['chunks that are cut off', `${head('Transfer-Encoding: chunked')}2\r\n{}\r\n`, cut],
    ['chunks that are none', `${head('Transfer-Encoding: chunked')}nonsense\r\n{}\r\n`, () => undefined],
    ['a length that is none', `${head('Content-Length: many')}{}`, () => undefined],
    ['two lengths', `${head('Content-Length: 2', 'Content-Length: 3')}{}`, () => undefined],
    ['a response that is not HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', () => undefined],
    ['headers that are too long', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`, () => undefined],
  ])('%s', async (_, bytes, after) => {
    const error = await errorOf(await httpToBytes(bytes, after));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      summary: 'connection lost',
      isTransient: true,
      isUndelivered: false,
      mayHaveActed: true,
    });
  });

  test('an https address where TLS is not spoken', async () => {
    const { url } = await serve((_, response) => response.end());
    url.protocol = 'https:';
    const error = await errorOf(httpTo(url));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.message).toMatch(/^the TLS handshake failed \(\w+\)$/);
    expect(error.isUndelivered).toBe(true);
  });
});

test('a programming error stays one', async () => {
  const http = httpTo(new URL('http://127.0.0.1'), { headers: { Accept: 'a\nb' } });
  expect(await errorOf(http)).toMatchObject({ code: 'ERR_INVALID_CHAR' });
});

describe('an abort', () => {
  test('ends the request', async () => {
    const controller = new AbortController();
    const url = await serveSockets((socket) => void socket.once('data', () => controller.abort()));
    const error = await errorOf(httpTo(url), { signal: controller.signal });
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ mayHaveActed: true, isUndelivered: false });
  });

  test('that came before keeps the request from being sent', async () => {
    let connections = 0;
    const url = await serveSockets(() => void connections++);
    const error = await errorOf(httpTo(url), { signal: AbortSignal.abort() });
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ mayHaveActed: false, isUndelivered: true });
    await sleep(50);
    expect(connections).toBe(0);
  });

  test('that comes afterwards does no harm', async () => {
    const { url } = await serve((_, response) => response.end('x'));
    const controller = new AbortController();
    const { body } = await httpTo(url).request('GET', PATH, { signal: controller.signal });
    controller.abort();
    expect(body).toBe('x');
  });
});
