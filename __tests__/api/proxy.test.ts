import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NetworkError } from '../../src/api/errors.ts';
import type { Http } from '../../src/api/http.ts';
import type { ProxySettings } from '../../src/api/proxy.ts';
import { LOCALHOST } from '../../tools/simulator/certificate/localhost.ts';
import { jobFields } from '../a-job.ts';
import { closeServers, serveSockets, serveTls } from '../http-server.ts';
import { type ConnectProxy, type ProxyBehaviour, startProxy } from './connect-proxy.ts';
import { errorOf, httpTo, PATH, trustSimulator } from './requests.ts';

// The service's name is known to the proxy alone: a request that arrives went through it.
const SERVICE_HOST = 'api.xplenty.test';
const JOB = JSON.stringify(jobFields(305, 'stopped'));

let distrustSimulator: () => void;
let service: URL;
/** The method and path of each request that arrived at the service. */
let requests: string[];

beforeAll(() => {
  distrustSimulator = trustSimulator();
});
afterAll(() => distrustSimulator());
beforeEach(async () => {
  requests = [];
  const { url } = await serveTls(LOCALHOST, ({ method, url, headers }, response) => {
    requests.push(`${method} ${url} ${JSON.stringify(headers['proxy-authorization'] ?? null)}`);
    response.end(JOB);
  });
  service = new URL(`https://${SERVICE_HOST}:${url.port}`);
});
afterEach(closeServers);

function through({ settings }: { settings: ProxySettings }, requestTimeoutMs = 5_000): Http {
  return httpTo(service, { proxy: settings, requestTimeoutMs });
}

function name({ settings }: ConnectProxy): string {
  return `${settings.url.host} (from HTTPS_PROXY)`;
}

async function whenClosed(socket: { closed: boolean } & NodeJS.EventEmitter): Promise<void> {
  if (!socket.closed) await once(socket, 'close');
}

describe('through a proxy', () => {
  test.each([
    ['http', undefined],
    ['https', LOCALHOST],
  ])('over %s, a request reaches the service, and its connection is kept', async (_, tls) => {
    const proxy = await startProxy(() => 'tunnel', { tls });
    const http = through(proxy);
    for (let count = 1; count <= 3; count++) {
      await expect(http.request('GET', PATH)).resolves.toMatchObject({ statusCode: 200, body: JOB });
    }
    expect(requests).toEqual(Array(3).fill(`GET ${PATH} null`));
    expect(proxy.connects).toEqual([{ target: `${SERVICE_HOST}:${service.port}`, authorization: undefined }]);
    http.close();
  });

  test('the user name and password are for the proxy alone', async () => {
    const proxy = await startProxy(() => 'tunnel', { credentials: 'bü:p@ss' });
    await through(proxy).request('GET', PATH);
    const authorization = `Basic ${Buffer.from('bü:p@ss').toString('base64')}`;
    expect(proxy.connects).toMatchObject([{ authorization }]);
    expect(requests).toEqual([`GET ${PATH} null`]);
  });

  test('an IPv6 address of the service is named in brackets', async () => {
    const proxy = await startProxy(() => 'cut off');
    service = new URL('https://[2001:db8::1]');
    await errorOf(through(proxy));
    expect(proxy.connects).toMatchObject([{ target: '[2001:db8::1]:443' }]);
  });

  test('the certificate of the service is checked', async () => {
    const proxy = await startProxy(() => 'tunnel');
    service.hostname = 'elsewhere.example';
    const error = await errorOf(through(proxy));
    expect(error.message).toMatch(
      /^the certificate is for localhost, api\.xplenty\.test, .*, not for elsewhere\.example$/,
    );
    expect(error).toMatchObject({ isTransient: false, isUndelivered: true });
    expect(requests).toEqual([]);
  });

  test('a tunnel that breaks before TLS stands delivers nothing, and one that breaks afterwards may have', async () => {
    const broken = await startProxy(() => 'broken tunnel');
    expect(await errorOf(through(broken))).toMatchObject({
      summary: `cannot reach ${service.host}`,
      isUndelivered: true,
      mayHaveActed: false,
    });
    const { url } = await serveTls(LOCALHOST, ({ socket }) => void socket.destroy());
    service.port = url.port;
    expect(await errorOf(through(await startProxy(() => 'tunnel')))).toMatchObject({
      isUndelivered: false,
      mayHaveActed: true,
      summary: 'connection lost',
    });
  });
});

describe('any status but 200 to CONNECT is an error of the proxy, and nothing was delivered:', () => {
  const head = (line: string) =>
    `HTTP/1.1 ${line}\r\nContent-Type: application/json\r\nContent-Length: ${JOB.length}\r\n\r\n`;
  test.each([
    ['201 Created', false],
    ['203 Non-Authoritative Information', false],
    ['204 No Content', false],
    ['302 Found', false],
    ['403 Forbidden', false],
    ['404 Not Found', false],
    ['429 Too Many Requests', true],
    ['500 Internal Server Error', true],
    ['503 Service Unavailable', true],
  ])('%s with the body of a job', async (line, isTransient) => {
    const proxy = await startProxy(() => head(line) + JOB);
    const error = await errorOf(through(proxy));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({
      summary: `cannot reach ${service.host}`,
      message: `the proxy ${name(proxy)} refused the connection (${line.slice(0, 3)})`,
      advice: 'Check the proxy, or name the host in NO_PROXY.',
      isTransient,
      isUndelivered: true,
    });
    await whenClosed(proxy.sockets[0] as Socket);
    expect(requests).toEqual([]);
  });

  test.each(['101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade', '103 Early Hints'])('%j', async (line) => {
    const proxy = await startProxy(() => `HTTP/1.1 ${line}\r\n\r\n`);
    expect(await errorOf(through(proxy))).toMatchObject({ isUndelivered: true, isTransient: false });
  });

  test('407 asks for a user name and password', async () => {
    const proxy = await startProxy(() => 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    expect(await errorOf(through(proxy))).toMatchObject({
      message: `the proxy ${name(proxy)} asks for a user name and password (407)`,
      advice: 'Check the user name and password in the address of the proxy.',
      isTransient: false,
      isUndelivered: true,
    });
  });
});

describe('a proxy that cannot be used is named with its variable, without credentials:', () => {
  test('its port is closed', async () => {
    const url = await serveSockets(() => undefined);
    await closeServers();
    const proxy = {
      url: new URL(`http://me:word@127.0.0.1:${url.port}`),
      credentials: 'me:word',
      variable: 'https_proxy',
    };
    expect(await errorOf(through({ settings: proxy }))).toMatchObject({
      summary: `cannot reach ${service.host}`,
      message: `the proxy 127.0.0.1:${url.port} (from https_proxy) cannot be reached: connection refused`,
      isTransient: true,
      isUndelivered: true,
    });
  });

  test('it breaks the connection', async () => {
    const proxy = await startProxy(() => 'cut off');
    const error = await errorOf(through(proxy));
    expect(error.message).toBe(`the proxy ${name(proxy)} cannot be reached: connection reset`);
    expect(error.isUndelivered).toBe(true);
  });

  test('it does not speak HTTP', async () => {
    const proxy = await startProxy(() => 'SSH-2.0-OpenSSH_9.9\r\n\r\n');
    const error = await errorOf(through(proxy));
    expect(error.message).toMatch(/^the proxy .* cannot be reached: the response is not valid HTTP \(HPE_\w+\)$/);
  });

  // That it is checked whatever NODE_TLS_REJECT_UNAUTHORIZED says is seen in whole runs: Jest's process.env is a copy.
  test('its certificate is not accepted', async () => {
    const proxy = await startProxy(() => 'tunnel', { tls: LOCALHOST });
    distrustSimulator();
    const error = await errorOf(through(proxy)).finally(() => {
      distrustSimulator = trustSimulator();
    });
    expect(error).toMatchObject({
      message: expect.stringMatching(/^the proxy .* cannot be reached: the authority of the certificate is not known/),
      advice: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      isTransient: false,
      isUndelivered: true,
    });
    expect(proxy.connects).toEqual([]);
  });
});

describe('a CONNECT that is never answered', () => {
  test('ends with the timeout of the request, and its connection is closed', async () => {
    const proxy = await startProxy(() => 'silent');
    expect(await errorOf(through(proxy, 80))).toMatchObject({
      summary: `cannot reach ${service.host}`,
      message: `no connection through the proxy ${name(proxy)} within 80 ms`,
      isTransient: true,
      isUndelivered: true,
    });
    await whenClosed(proxy.sockets[0] as Socket);
  });

  test('ends with an abort, and its connection is closed', async () => {
    const cancel = new AbortController();
    const proxy = await startProxy(() => {
      setImmediate(() => cancel.abort());
      return 'silent';
    });
    expect(await errorOf(through(proxy), { signal: cancel.signal })).toMatchObject({
      summary: 'cancelled',
      isUndelivered: true,
    });
    await whenClosed(proxy.sockets[0] as Socket);
  });

  test('is no hindrance to later attempts: eight of them, and a proxy that comes back', async () => {
    const behaviours: ProxyBehaviour[] = Array(16).fill('silent');
    const proxy = await startProxy((number) => behaviours[number - 1] ?? 'tunnel');
    const http = through(proxy, 400);
    for (let round = 1; round <= 2; round++) {
      const failed = await Promise.all(Array.from({ length: 8 }, () => errorOf(http)));
      expect(failed.map(({ isUndelivered }) => isUndelivered)).toEqual(Array(8).fill(true));
    }
    expect(proxy.connects).toHaveLength(16);
    await Promise.all(proxy.sockets.map((socket) => whenClosed(socket as Socket)));
    const responses = await Promise.all(Array.from({ length: 8 }, () => through(proxy).request('GET', PATH)));
    expect(responses.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
    // The same agent that met the sixteen.
    await expect(http.request('DELETE', PATH, { timeoutMs: 5_000 })).resolves.toMatchObject({ statusCode: 200 });
    expect(requests).toHaveLength(9);
  });

  test('is no hindrance to a request that is under way at the same time', async () => {
    const proxy = await startProxy((number) => (number === 1 ? 'silent' : 'tunnel'));
    const http = through(proxy);
    const cancel = new AbortController();
    const first = errorOf(http, { signal: cancel.signal });
    while (proxy.connects.length === 0) await sleep(5);
    await expect(http.request('GET', PATH)).resolves.toMatchObject({ statusCode: 200 });
    cancel.abort();
    expect(await first).toMatchObject({ summary: 'cancelled' });
    await expect(http.request('GET', PATH)).resolves.toMatchObject({ statusCode: 200 });
    expect(proxy.connects).toHaveLength(2);
  });
});
