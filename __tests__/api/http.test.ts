import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { InvalidResponseError, protocolSwitch } from '../../src/api/errors.ts';
import { closeServers, serve, serveSockets } from '../http-server.ts';
import { errorOf, head, httpTo, httpToBytes, PATH } from './requests.ts';

const MAX_BODY_BYTES = 1024 * 1024;

afterEach(closeServers);

function tooLarge(maxBytes: number): InvalidResponseError {
  return new InvalidResponseError(`the body is larger than ${maxBytes} bytes, or in smaller chunks, than any job's`);
}

function connectionsTo(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  return sockets;
}

describe('a request', () => {
  test('has the method, the path behind that of api-url, the query, and the headers of all and of its own', async () => {
    let seen = {};
    const { url } = await serve(({ method, url, headers }, response) => {
      seen = { method, url, accept: headers.accept, authorization: headers.authorization, host: headers.host };
      response.end();
    });
    const http = httpTo(new URL('/behind/a/proxy/', url), {
      headers: { Accept: 'a', Authorization: 'Basic x' },
    });
    await http.request('DELETE', PATH, {
      query: new URLSearchParams({ status: 'a b' }),
      headers: { Accept: 'another' },
    });
    expect(seen).toEqual({
      method: 'DELETE',
      url: `/behind/a/proxy${PATH}?status=a+b`,
      accept: 'another',
      authorization: 'Basic x',
      host: url.host,
    });
  });

  test('leaves no timer, which would keep the process from ending', async () => {
    const { url } = await serve((_, response) => response.end());
    // Only the timer of the timeout: the sockets are real.
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'setInterval', 'nextTick', 'queueMicrotask'] });
    try {
      await httpTo(url).request('GET', PATH);
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  test('has no body', async () => {
    let request = '';
    const url = await serveSockets((socket) => {
      socket.on('data', (chunk) => {
        request += chunk;
        socket.end(head('Content-Length: 0'));
      });
    });
    await httpTo(url).request('DELETE', PATH);
    expect(request).toMatch(/^DELETE \/xplenation\/api\/jobs\/305 HTTP\/1\.1\r\n/);
    expect(request).toMatch(/\r\n\r\n$/);
    expect(request).not.toMatch(/content-length|transfer-encoding/i);
  });
});

describe('a response', () => {
  test.each([200, 204, 302, 404, 429, 503])('is one whatever its status code: %i', async (statusCode) => {
    const { url } = await serve((_, response) => response.writeHead(statusCode, { Location: 'http://x/' }).end());
    await expect(httpTo(url).request('GET', PATH)).resolves.toMatchObject({ statusCode, body: '' });
  });

  test('that redirects is not followed', async () => {
    let requests = 0;
    const { url } = await serve((_, response) => {
      requests++;
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });
    await expect(httpTo(url).request('DELETE', PATH)).resolves.toMatchObject({
      statusCode: 307,
      headers: { location: '/elsewhere' },
    });
    expect(requests).toBe(1);
  });

  test('is read as UTF-8, also where a character comes in two pieces', async () => {
    const bytes = Buffer.from('{"a":"ü"}');
    const { url } = await serve(async (_, response) => {
      response.write(bytes.subarray(0, 7));
      await sleep(10);
      response.end(bytes.subarray(7));
    });
    await expect(httpTo(url).request('GET', PATH)).resolves.toMatchObject({ body: '{"a":"ü"}' });
  });

  test('is read without a byte order mark', async () => {
    const { url } = await serve((_, response) => response.end('\ufeff{"a":1}'));
    await expect(httpTo(url).request('GET', PATH)).resolves.toMatchObject({ body: '{"a":1}' });
  });

  test('may be preceded by an informational one', async () => {
    const http = await httpToBytes(`HTTP/1.1 103 Early Hints\r\n\r\n${head('Content-Length: 2')}{}`);
    await expect(http.request('GET', PATH)).resolves.toMatchObject({ statusCode: 200, body: '{}' });
  });

  test('may end with the connection, where it says no length', async () => {
    const http = await httpToBytes(`${head()}{}`, (socket) => socket.end());
    await expect(http.request('GET', PATH)).resolves.toMatchObject({ body: '{}' });
  });
});

describe('a body', () => {
  test('may be 1 MiB large', async () => {
    const { url } = await serve((_, response) => response.end('x'.repeat(MAX_BODY_BYTES)));
    const { body } = await httpTo(url).request('GET', PATH);
    expect(body).toHaveLength(MAX_BODY_BYTES);
  });

  test('of more than that is refused', async () => {
    const { url } = await serve((_, response) => response.end('x'.repeat(MAX_BODY_BYTES + 1)));
    expect(await errorOf(httpTo(url))).toEqual(tooLarge(MAX_BODY_BYTES));
  });

  test('may be larger where that was asked for', async () => {
    const { url } = await serve((_, response) => response.end('x'.repeat(MAX_BODY_BYTES + 1)));
    const http = httpTo(url);
    const { body } = await http.request('GET', PATH, { maxBodyBytes: MAX_BODY_BYTES + 1 });
    expect(body).toHaveLength(MAX_BODY_BYTES + 1);
    expect(await errorOf(http, { maxBodyBytes: 10 })).toEqual(tooLarge(10));
  });

  test('is limited in bytes, not in characters', async () => {
    const { url } = await serve((_, response) => response.end('…'.repeat(4)));
    expect(await errorOf(httpTo(url), { maxBodyBytes: 11 })).toEqual(tooLarge(11));
    expect(await httpTo(url).request('GET', PATH, { maxBodyBytes: 12 })).toMatchObject({ body: '…………' });
  });

  // TLS often comes in records of some 1,300 bytes: a long list has twelve thousand of them.
  test('may come in many pieces of an ordinary size', async () => {
    const { url } = await serve((_, response) => {
      for (let pieces = 1; pieces <= 12_000; pieces++) response.write('x'.repeat(1_300));
      response.end();
    });
    const { body } = await httpTo(url).request('GET', PATH, { maxBodyBytes: 16 * MAX_BODY_BYTES });
    expect(body).toHaveLength(12_000 * 1_300);
  });

  test('that comes a byte at a time is refused, however small it is', async () => {
    const { url } = await serve((_, response) => {
      const more = () => {
        if (response.destroyed) return;
        response.write('x');
        setImmediate(more);
      };
      more();
    });
    expect(await errorOf(httpTo(url, { requestTimeoutMs: 60_000 }))).toEqual(tooLarge(MAX_BODY_BYTES));
  });

  test('without end is refused while it comes in, and the connection is closed', async () => {
    let sentBytes = 0;
    const ended = new Promise<void>((resolve) => {
      void serve((_, response) => {
        response.on('close', resolve);
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(64 * 1024))) sentBytes += 64 * 1024;
        };
        response.on('drain', more);
        more();
      }).then(async ({ url }) => {
        expect(await errorOf(httpTo(url))).toEqual(tooLarge(MAX_BODY_BYTES));
      });
    });
    await ended;
    expect(sentBytes).toBeLessThan(32 * MAX_BODY_BYTES);
  });
});

describe('a switch of protocols (101) is an error, and the connection is closed:', () => {
  const SWITCH = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n';
  test.each([
    ['on a new connection', 0],
    ['on a kept connection', 2],
  ])('%s', async (_, goodResponses) => {
    const opened: Socket[] = [];
    let requests = 0;
    const url = await serveSockets((socket) => {
      opened.push(socket);
      socket.on('data', () => socket.write(++requests > goodResponses ? SWITCH : head('Content-Length: 0')));
    });
    const http = httpTo(url);
    for (let count = 1; count <= goodResponses; count++) await http.request('GET', PATH);
    const error = await errorOf(http);
    expect(error).toEqual(protocolSwitch());
    expect(error).toMatchObject({ isTransient: true, mayHaveActed: true });
    expect(opened).toHaveLength(1);
    if (opened[0]?.closed === false) await once(opened[0], 'close');
  });
});

describe('connections', () => {
  test('are kept: one serves any number of requests, one after the other', async () => {
    const { url, server } = await serve((_, response) => response.end('x'));
    const sockets = connectionsTo(server);
    const http = httpTo(url);
    for (let requests = 1; requests <= 5; requests++) await http.request('GET', PATH);
    expect(sockets.size).toBe(1);
  });

  test('that the service has closed are not used again', async () => {
    const { url, server } = await serve((_, response) => response.end('x'));
    const sockets = connectionsTo(server);
    const http = httpTo(url);
    await http.request('GET', PATH);
    for (const socket of sockets) socket.destroy();
    await sleep(20);
    await http.request('GET', PATH);
    expect(sockets.size).toBe(2);
  });

  test('are all closed in the end, though the service would keep them', async () => {
    const { url, server } = await serve((_, response) => response.end('x'));
    server.keepAliveTimeout = 600_000;
    const closed = new Promise((resolve) => server.on('connection', (socket: Socket) => socket.on('close', resolve)));
    const http = httpTo(url);
    await http.request('GET', PATH);
    http.close();
    await closed;
  });
});
