import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  AnswerTooLarge,
  DeadlinePassed,
  type ExchangeError,
  Interrupted,
  NetworkFault,
} from '../../src/xplenty/errors.ts';
import { type Exchange, type ExchangeOptions, Transport, type TransportOptions } from '../../src/xplenty/transport.ts';
import { closeServers, serve, serveSockets } from '../loopback.ts';

const PATH = '/xplenation/api/jobs/305';
const DEADLINE_MS = 80;
const LARGEST = 1024 * 1024;

afterEach(closeServers);

function transportTo(apiUrl: URL, options: Partial<TransportOptions> = {}): Transport {
  return new Transport({ apiUrl, headers: {}, requestTimeoutMs: 5_000, connections: 8, ...options });
}

/** A transport to a server that answers each request with these bytes, and then does what `after` says. */
async function answeredWith(bytes: string | Buffer, after: (socket: Socket) => void = () => undefined) {
  const url = await serveSockets((socket) => {
    socket.on('data', () => socket.write(bytes, () => after(socket)));
  });
  return transportTo(url);
}

/** How an exchange fails, and after how many milliseconds. */
async function failureOf(transport: Transport, options?: ExchangeOptions) {
  const startedAt = performance.now();
  const fault: ExchangeError = await transport.exchange('GET', PATH, options).then(
    (answer) => {
      throw new Error(`there was an answer: ${JSON.stringify(answer)}`);
    },
    (error) => error,
  );
  return { fault, ms: performance.now() - startedAt };
}

function head(...lines: string[]): string {
  return ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
}

/** Writes a byte every 10 ms for as long as anybody listens. */
function trickle(socket: Socket, byte: string): void {
  const timer = setInterval(() => socket.write(byte), 10);
  socket.on('close', () => clearInterval(timer));
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
    const transport = transportTo(new URL('/behind/a/proxy/', url), {
      headers: { Accept: 'a', Authorization: 'Basic x' },
    });
    await transport.exchange('DELETE', PATH, {
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

  test('has no body', async () => {
    let request = '';
    const url = await serveSockets((socket) => {
      socket.on('data', (chunk) => {
        request += chunk;
        socket.end(head('Content-Length: 0'));
      });
    });
    await transportTo(url).exchange('DELETE', PATH);
    expect(request).toMatch(/^DELETE \/xplenation\/api\/jobs\/305 HTTP\/1\.1\r\n/);
    expect(request).toMatch(/\r\n\r\n$/);
    expect(request).not.toMatch(/content-length|transfer-encoding/i);
  });
});

describe('an answer', () => {
  test.each([200, 204, 302, 404, 429, 503])('is one whatever its status code: %i', async (statusCode) => {
    const { url } = await serve((_, response) => response.writeHead(statusCode, { Location: 'http://x/' }).end());
    await expect(transportTo(url).exchange('GET', PATH)).resolves.toMatchObject({ statusCode, body: '' });
  });

  test('that redirects is not followed', async () => {
    let requests = 0;
    const { url } = await serve((_, response) => {
      requests++;
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });
    await expect(transportTo(url).exchange('DELETE', PATH)).resolves.toMatchObject({
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
    await expect(transportTo(url).exchange('GET', PATH)).resolves.toMatchObject({ body: '{"a":"ü"}' });
  });

  test('may be preceded by an informational one', async () => {
    const transport = await answeredWith(`HTTP/1.1 103 Early Hints\r\n\r\n${head('Content-Length: 2')}{}`);
    await expect(transport.exchange('GET', PATH)).resolves.toMatchObject({ statusCode: 200, body: '{}' });
  });

  test('may end with the connection, where it says no length', async () => {
    const transport = await answeredWith(`${head()}{}`, (socket) => socket.end());
    await expect(transport.exchange('GET', PATH)).resolves.toMatchObject({ body: '{}' });
  });
});

describe('the deadline covers', () => {
  const silent = () => undefined;
  test.each<[string, string, (socket: Socket) => void]>([
    ['an answer that does not begin', '', silent],
    ['headers that stall', 'HTTP/1.1 200 OK\r\nContent-Le', silent],
    ['headers that trickle', 'HTTP/1.1 200 OK\r\nX-A: ', (socket) => trickle(socket, 'a')],
    ['informational answers without end', '', (socket) => trickle(socket, 'HTTP/1.1 102 Processing\r\n\r\n')],
    ['a body that does not begin', head('Content-Length: 10'), silent],
    ['a body that stalls', `${head('Content-Length: 10')}{"id"`, silent],
    ['a body that trickles', head('Content-Length: 100000'), (socket) => trickle(socket, ' ')],
    ['chunks that trickle', head('Transfer-Encoding: chunked'), (socket) => trickle(socket, '1\r\n \r\n')],
    ['a switch to another protocol', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n', silent],
  ])('%s', async (_, bytes, after) => {
    const url = await serveSockets((socket) => {
      socket.once('data', () => {
        socket.write(bytes);
        after(socket);
      });
    });
    const { fault, ms } = await failureOf(transportTo(url, { requestTimeoutMs: DEADLINE_MS }));
    expect(fault).toEqual(new DeadlinePassed(DEADLINE_MS));
    expect(ms).toBeGreaterThan(DEADLINE_MS - 10);
    expect(ms).toBeLessThan(DEADLINE_MS + 2_000);
  });

  test('connecting: a TLS handshake that nobody answers', async () => {
    const url = await serveSockets(() => undefined);
    url.protocol = 'https:';
    const { fault, ms } = await failureOf(transportTo(url, { requestTimeoutMs: DEADLINE_MS }));
    expect(fault).toEqual(new DeadlinePassed(DEADLINE_MS));
    expect(ms).toBeLessThan(DEADLINE_MS + 2_000);
  });

  test('waiting for one of the connections', async () => {
    const url = await serveSockets(() => undefined);
    const transport = transportTo(url, { requestTimeoutMs: DEADLINE_MS, connections: 1 });
    const both = await Promise.all([failureOf(transport), failureOf(transport)]);
    for (const { fault, ms } of both) {
      expect(fault).toBeInstanceOf(DeadlinePassed);
      expect(ms).toBeLessThan(DEADLINE_MS + 2_000);
    }
  });

  test('one exchange, and is shorter where that was asked for', async () => {
    const url = await serveSockets(() => undefined);
    const { fault, ms } = await failureOf(transportTo(url), { timeoutMs: 50 });
    expect(fault).toEqual(new DeadlinePassed(50));
    expect(ms).toBeLessThan(2_000);
  });

  test('one exchange, and is never longer than that of all', async () => {
    const url = await serveSockets(() => undefined);
    const { fault } = await failureOf(transportTo(url, { requestTimeoutMs: 50 }), { timeoutMs: 60_000 });
    expect(fault).toEqual(new DeadlinePassed(50));
  });

  test('and closes the connection on which there was no answer', async () => {
    const opened: Socket[] = [];
    const url = await serveSockets((socket) => void opened.push(socket.resume()));
    await failureOf(transportTo(url, { requestTimeoutMs: 50 }));
    const [socket] = opened;
    if (socket?.closed === false) await new Promise((resolve) => socket.on('close', resolve));
    expect(opened).toHaveLength(1);
  });

  test('is told in a length of time for people', () => {
    expect(new DeadlinePassed(2_004.7310000000002).message).toMatch(/within 2 s$/);
  });

  test.each([
    [125_000, '125 s'],
    [115_000, '115 s'],
    [45_500, '45.5 s'],
  ])('is told as what it was: %i ms', (ms, text) => {
    expect(new DeadlinePassed(ms).message).toMatch(new RegExp(`within ${text}$`));
  });
});

describe('a fault of the network is', () => {
  test('a connection that is refused', async () => {
    const url = await serveSockets(() => undefined);
    await closeServers();
    const { fault } = await failureOf(transportTo(url));
    expect(fault).toBeInstanceOf(NetworkFault);
    expect(fault.message).toMatch(/^the connection was refused \(.*ECONNREFUSED/);
  });

  const cut = (socket: Socket) => void socket.destroy();
  const reset = (socket: Socket) => void socket.resetAndDestroy();
  test.each<[string, string, (socket: Socket) => void]>([
    ['a connection that breaks before the answer', '', cut],
    ['a connection that is reset before the answer', '', reset],
    ['headers that are cut off', 'HTTP/1.1 200 OK\r\nContent-Length: 2', cut],
    ['a body that is cut off', `${head('Content-Length: 10')}{}`, cut],
    ['a body that ends early', `${head('Content-Length: 10')}{}`, (socket) => void socket.end()],
    ['a body that is reset', `${head('Content-Length: 10')}{}`, reset],
    ['chunks that are cut off', `${head('Transfer-Encoding: chunked')}2\r\n{}\r\n`, cut],
    ['chunks that are none', `${head('Transfer-Encoding: chunked')}nonsense\r\n{}\r\n`, () => undefined],
    ['a length that is none', `${head('Content-Length: many')}{}`, () => undefined],
    ['two lengths', `${head('Content-Length: 2', 'Content-Length: 3')}{}`, () => undefined],
    ['an answer that is not HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', () => undefined],
    ['headers that are too long', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`, () => undefined],
  ])('%s', async (_, bytes, after) => {
    const { fault, ms } = await failureOf(await answeredWith(bytes, after));
    expect(fault).toBeInstanceOf(NetworkFault);
    expect(fault.retryable).toBe(true);
    expect(ms).toBeLessThan(2_000);
  });

  test('an https address where nobody speaks TLS', async () => {
    const { url } = await serve((_, response) => response.end());
    url.protocol = 'https:';
    expect((await failureOf(transportTo(url))).fault).toBeInstanceOf(NetworkFault);
  });
});

describe('a body', () => {
  test('may be 1 MiB large', async () => {
    const { url } = await serve((_, response) => response.end('x'.repeat(LARGEST)));
    const { body } = await transportTo(url).exchange('GET', PATH);
    expect(body).toHaveLength(LARGEST);
  });

  test('of more than that is refused', async () => {
    const { url } = await serve((_, response) => response.end('x'.repeat(LARGEST + 1)));
    expect((await failureOf(transportTo(url))).fault).toEqual(new AnswerTooLarge(LARGEST));
  });

  test('may be larger where that was asked for', async () => {
    const { url } = await serve((_, response) => response.end('x'.repeat(LARGEST + 1)));
    const transport = transportTo(url);
    const { body } = await transport.exchange('GET', PATH, { largestBodyBytes: LARGEST + 1 });
    expect(body).toHaveLength(LARGEST + 1);
    expect((await failureOf(transport, { largestBodyBytes: 10 })).fault).toEqual(new AnswerTooLarge(10));
  });

  // TLS often comes in records of some 1,300 bytes: a long list has twelve thousand of them.
  test('may come in many pieces of an ordinary size', async () => {
    const { url } = await serve((_, response) => {
      for (let pieces = 1; pieces <= 12_000; pieces++) response.write('x'.repeat(1_300));
      response.end();
    });
    const { body } = await transportTo(url).exchange('GET', PATH, { largestBodyBytes: 16 * LARGEST });
    expect(body).toHaveLength(12_000 * 1_300);
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
        const { fault } = await failureOf(transportTo(url));
        expect(fault).toBeInstanceOf(AnswerTooLarge);
      });
    });
    await ended;
    expect(sentBytes).toBeLessThan(32 * LARGEST);
  });
});

describe('an interrupt', () => {
  test('breaks the exchange off at once', async () => {
    const url = await serveSockets(() => undefined);
    const interrupt = new AbortController();
    setTimeout(() => interrupt.abort(), 30);
    const { fault, ms } = await failureOf(transportTo(url), { interrupt: interrupt.signal });
    expect(fault).toBeInstanceOf(Interrupted);
    expect(ms).toBeLessThan(2_000);
  });

  test('that was there before keeps the request from being sent', async () => {
    let bytes = 0;
    const url = await serveSockets((socket) => {
      socket.on('data', (chunk) => {
        bytes += chunk.length;
      });
    });
    const { fault } = await failureOf(transportTo(url), { interrupt: AbortSignal.abort() });
    expect(fault).toBeInstanceOf(Interrupted);
    await sleep(50);
    expect(bytes).toBe(0);
  });

  test('that comes afterwards does no harm', async () => {
    const { url } = await serve((_, response) => response.end('x'));
    const interrupt = new AbortController();
    const answer = await transportTo(url).exchange('GET', PATH, { interrupt: interrupt.signal });
    interrupt.abort();
    expect(answer.body).toBe('x');
  });
});

describe('connections', () => {
  test('are kept: one serves any number of exchanges, one after the other', async () => {
    const { url, server } = await serve((_, response) => response.end('x'));
    const sockets = connectionsTo(server);
    const transport = transportTo(url);
    for (let exchanges = 1; exchanges <= 5; exchanges++) await transport.exchange('GET', PATH);
    expect(sockets.size).toBe(1);
  });

  test('are no more at once than was allowed', async () => {
    const { url, server } = await serve(async (_, response) => {
      await sleep(10);
      response.end('x');
    });
    const sockets = connectionsTo(server);
    const transport = transportTo(url, { connections: 2 });
    await Promise.all(Array.from({ length: 8 }, () => transport.exchange('GET', PATH)));
    expect(sockets.size).toBe(2);
  });

  test('that the service has closed are not used again', async () => {
    const { url, server } = await serve((_, response) => response.end('x'));
    const sockets = connectionsTo(server);
    const transport = transportTo(url);
    await transport.exchange('GET', PATH);
    for (const socket of sockets) socket.destroy();
    await sleep(20);
    await transport.exchange('GET', PATH);
    expect(sockets.size).toBe(2);
  });

  test('are all closed in the end, though the service would keep them', async () => {
    const { url, server } = await serve((_, response) => response.end('x'));
    server.keepAliveTimeout = 600_000;
    const closed = new Promise((resolve) => server.on('connection', (socket: Socket) => socket.on('close', resolve)));
    const transport = transportTo(url);
    await transport.exchange('GET', PATH);
    transport.close();
    await closed;
  });
});

describe('what is told of an exchange', () => {
  test('is its method, path, outcome, time and the credits left', async () => {
    const headers = { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '4999' };
    const { url } = await serve((_, response) => response.writeHead(404, headers).end());
    const told: Exchange[] = [];
    await transportTo(url, { onExchange: (exchange) => told.push(exchange) }).exchange('DELETE', PATH);
    expect(told).toEqual([
      {
        method: 'DELETE',
        path: PATH,
        outcome: '404',
        elapsedMs: expect.any(Number),
        credits: { limit: 5_000, remaining: 4_999 },
      },
    ]);
  });

  test('is the fault in words where there is no answer', async () => {
    const url = await serveSockets(() => undefined);
    const told: Exchange[] = [];
    const transport = transportTo(url, { requestTimeoutMs: 50, onExchange: (exchange) => told.push(exchange) });
    await failureOf(transport);
    expect(told).toMatchObject([{ outcome: 'there was no whole answer within 0.05 s', credits: undefined }]);
    expect(told[0]?.elapsedMs).toBeGreaterThan(40);
  });

  test('keeps the credits that were told last', async () => {
    const remaining = ['12', undefined, '7'];
    const { url } = await serve((_, response) => {
      const left = remaining.shift();
      if (left !== undefined) response.setHeader('X-RateLimit-Remaining', left).setHeader('X-RateLimit-Limit', '5000');
      response.end();
    });
    const transport = transportTo(url);
    expect(transport.credits).toBeUndefined();
    const seen: (number | undefined)[] = [];
    for (let exchanges = 1; exchanges <= 3; exchanges++) {
      await transport.exchange('GET', PATH);
      seen.push(transport.credits?.remaining);
    }
    expect(seen).toEqual([12, 12, 7]);
  });
});
