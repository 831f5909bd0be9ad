import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { LOCALHOST } from '../../tools/simulator/certificate/localhost.ts';
import { startSimulator } from '../../tools/simulator/simulator.ts';
import { closeServers, serveSockets } from '../http-server.ts';
import { ELSEWHERE } from './certificates.ts';
import { everythingShown } from './step.ts';
import { type Ended, playTestCase, type TestCase, WAIT } from './test-case.ts';

// Proxies of a few lines, each of which does with CONNECT what its test wants. The API is at elsewhere.example, which nobody
// looks up: the proxy connects to the simulator.

const folder = mkdtempSync(join(tmpdir(), 'proxies-'));
const trusted = join(folder, 'elsewhere.pem');
writeFileSync(trusted, ELSEWHERE.cert);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(closeServers);

/** What a proxy does with the request of a connection, counted from 1. */
type OnConnect = (socket: net.Socket, count: number, api: { port: number }) => void;

interface Proxied extends Ended {
  /** How many requests the proxy got. */
  readonly connects: number;
}

const tunnel: OnConnect = (socket, _count, { port }) => {
  const api = net.connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(api).pipe(socket);
  });
  for (const end of [api, socket]) end.on('error', () => undefined);
  socket.on('close', () => api.destroy());
};

/** Runs the action through a proxy. `api-url` has no port: the proxy knows where the simulator is. */
async function playThrough(onConnect: OnConnect, testCase: TestCase = {}, credentials = ''): Promise<Proxied> {
  let connects = 0;
  const api = { port: 0 };
  const url = await serveSockets((socket) => {
    socket.once('data', () => onConnect(socket, ++connects, api));
  });
  const ended = await playTestCase({
    ...testCase,
    simulator: { tls: ELSEWHERE },
    meanwhile: (simulator, stepEnded) => {
      api.port = simulator.port;
      return testCase.meanwhile?.(simulator, stepEnded);
    },
    inputs: { 'api-url': 'https://elsewhere.example', ...testCase.inputs },
    step: {
      ...testCase.step,
      env: { NODE_EXTRA_CA_CERTS: trusted, HTTPS_PROXY: `http://${credentials}${url.host}`, ...testCase.step?.env },
    },
  });
  return { ...ended, connects };
}

const answered =
  (response: string): OnConnect =>
  (socket) =>
    socket.end(response);

const ONE_ATTEMPT = { 'timeout-seconds': '0.4' };

/** Nothing was delivered, and that is what the error says. */
function expectUndelivered({ step, requests }: Ended, words: RegExp): void {
  expect(step.exitCode).toBe(1);
  expect(step.errors).toEqual([expect.stringMatching(/^Job 305: cannot reach elsewhere\.example\. /)]);
  expect(step.errors[0]).toMatch(words);
  expect(step.errors[0]).toContain('No request was delivered.');
  expect(step.stdout).not.toMatch(/may still be running|may have been delivered/);
  expect(requests).toEqual([]);
}

describe('through a proxy', () => {
  test('the job is terminated and waited for, on one tunnel', async () => {
    const { step, connects } = await playThrough(tunnel, { inputs: WAIT });
    expect(step).toMatchObject({ exitCode: 0, errors: [], stderr: '', outputs: { status: 'stopped' } });
    expect(connects).toBe(1);
  });

  test('it is so with --throw-deprecation too', async () => {
    const { step } = await playThrough(tunnel, { inputs: WAIT, step: { nodeArguments: ['--throw-deprecation'] } });
    expect(step).toMatchObject({ exitCode: 0, errors: [], stderr: '', outputs: { status: 'stopped' } });
  });

  test('that hangs twice and comes back, later attempts are really sent', async () => {
    const onConnect: OnConnect = (socket, count, api) => (count > 2 ? tunnel(socket, count, api) : undefined);
    const { step } = await playThrough(onConnect, { inputs: { ...WAIT, 'request-timeout-seconds': '1' } });
    expect(step).toMatchObject({ exitCode: 0, errors: [], outputs: { status: 'stopped' } });
    expect(step.lines.join('\n')).toMatch(
      /attempt 2 of 6 failed: no connection through the proxy 127\.0\.0\.1:\d+ \(from HTTPS_PROXY\) within 1 s\./,
    );
  });

  test('that hangs for eight calls at once, later attempts of each are sent', async () => {
    const onConnect: OnConnect = (socket, count, api) => (count > 8 ? tunnel(socket, count, api) : undefined);
    const jobs = Array.from({ length: 8 }, () => ({}));
    const { step } = await playThrough(onConnect, { jobs, inputs: { ...WAIT, 'request-timeout-seconds': '1' } });
    expect(step).toMatchObject({ exitCode: 0, errors: [], outputs: { status: 'stopped', count: '8' } });
  });

  test('that hangs, a cancel destroys its connection, and nothing was delivered', async () => {
    const cancel = new AbortController();
    let closed = false;
    const onConnect: OnConnect = (socket) => {
      socket.on('close', () => {
        closed = true;
      });
      cancel.abort();
    };
    const ended = await playThrough(onConnect, { step: { cancel: cancel.signal } });
    expect(ended.step.errors).toEqual([
      expect.stringMatching(/^Job 305: cancelled\. The request was aborted .+ No request was delivered\./),
    ]);
    expect(ended.requests).toEqual([]);
    expect(ended.step.lines).toContainEqual(
      expect.stringMatching(/^Cancelled, .+ Terminate call not sent for job 305\.$/),
    );
    expect(ended.step).toMatchObject({ signal: null, signals: ['SIGINT'] });
    expect(closed).toBe(true);
  });
});

describe('a proxy that refuses', () => {
  const job = '{"id":305,"status":"stopped"}';
  const head = (status: string) =>
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${job.length}\r\n`;

  test.each(['203 Non-Authoritative Information', '403 Forbidden', '302 Found'])(
    'with %s is a proxy error, whatever its body says',
    async (status) => {
      const ended = await playThrough(answered(`${head(status)}\r\n${job}`));
      const [code] = status.split(' ');
      expectUndelivered(
        ended,
        new RegExp(
          `The proxy 127\\.0\\.0\\.1:\\d+ \\(from HTTPS_PROXY\\) refused the connection \\(${code}\\)\\..*` +
            'Check the proxy, or name the host in NO_PROXY\\.',
        ),
      );
      expect(ended.connects).toBe(1);
    },
  );

  test('its own certificate is checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    const proxy = await startSimulator({ tls: LOCALHOST });
    const env = { HTTPS_PROXY: proxy.url, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const ended = await playThrough(tunnel, { step: { env } });
    await proxy.close();
    expectUndelivered(ended, /The proxy .+ cannot be reached: the authority of the certificate is not known/);
    expect(proxy.requests).toEqual([]);
  });

  test('for want of a password says so, and shows none', async () => {
    const response = 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n';
    const ended = await playThrough(answered(response), {}, 'svc%5Cuser:p%40ss-word@');
    expectUndelivered(ended, /asks for a user name and password \(407\)\..*Check the user name and password/);
    for (const secret of ['svc%5Cuser', 'svc\\user', 'p%40ss-word', 'p@ss-word']) {
      expect(everythingShown(ended.step)).not.toContain(secret);
      expect(ended.step.masks).toContain(secret);
    }
  });
});

describe('a proxy that is not there', () => {
  test.each([
    [
      'a closed port',
      'http://127.0.0.1:1',
      /The proxy 127\.0\.0\.1:1 \(from HTTPS_PROXY\) cannot be reached: connection refused/,
    ],
    [
      'an unknown name',
      'http://proxy.invalid:3128',
      /The proxy proxy\.invalid:3128 \(from HTTPS_PROXY\) cannot be reached: (unknown host name|host name lookup failed)/,
    ],
  ])('is named, with the variable that it came from: %s', async (_name, HTTPS_PROXY, words) => {
    const ended = await playThrough(tunnel, { inputs: ONE_ATTEMPT, step: { env: { HTTPS_PROXY } } });
    expectUndelivered(ended, words);
  });

  test.each([
    'CORP\\svc:pw-of-mine@proxy.invalid:3128',
    'http://svc:pw#of-mine@proxy.invalid',
    'http://svc:pw/of-mine@proxy.invalid',
  ])('is refused where its credentials are not encoded: %s', async (HTTPS_PROXY) => {
    const { step, requests } = await playThrough(tunnel, { step: { env: { HTTPS_PROXY } } });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toEqual([
      expect.stringMatching(
        /^HTTPS_PROXY: its user name or password holds a "[\\#/]" as it is\. Write %[0-9A-F]{2} in its place\./,
      ),
    ]);
    expect(everythingShown(step)).not.toContain('of-mine');
    expect(requests).toEqual([]);
  });

  test('does not matter where NO_PROXY names the host, however wrong it is', async () => {
    const env = { HTTPS_PROXY: 'http://a b', NO_PROXY: 'elsewhere.example' };
    const ended = await playThrough(tunnel, { inputs: ONE_ATTEMPT, step: { env } });
    expectUndelivered(ended, /(unknown host name|host name lookup failed)/i);
    expect(ended.step.stdout).not.toContain('proxy ');
    expect(ended.connects).toBe(0);
  });

  test('does not matter to an API on this machine', async () => {
    const step = { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } };
    const ended = await playTestCase({ inputs: WAIT, step });
    expect(ended.step).toMatchObject({ exitCode: 0, outputs: { status: 'stopped' } });
  });
});
