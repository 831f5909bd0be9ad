import * as http from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach } from '@jest/globals';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../tools/simulator/simulator.ts';

/** How long a test waits for what is sure to come, on a machine however busy. */
const PATIENCE_MS = 60_000;

const running = new Set<Simulator>();

/** Starts a simulator that ends with the test. */
export async function startForTest(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.add(simulator);
  return simulator;
}

afterEach(async () => {
  await Promise.all([...running].map((simulator) => simulator.close()));
  running.clear();
});

export interface CallOptions {
  headers?: Record<string, string>;
  body?: string;
  agent?: http.Agent;
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read responses of every shape
  json: any;
}

/** One documented call: the key as user name with an empty password, and no version unless other headers name one. */
export function call(simulator: Simulator, method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const headers = { ...documentedHeaders(simulator.apiKey), ...options.headers };
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port: simulator.port, method, path, headers: given, agent: options.agent ?? false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const json = text === '' ? undefined : JSON.parse(text);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
        });
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

export function documentedHeaders(apiKey: string): Record<string, string> {
  return {
    Accept: 'application/vnd.xplenty+json',
    Authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
  };
}

export const VERSION_1 = { Accept: 'application/vnd.xplenty+json; version=1' };
export const VERSION_2 = { Accept: 'application/vnd.xplenty+json; version=2' };

/** What came over a line, and what became of it. */
export interface Wire {
  bytes: Buffer;
  text: string;
  head: string;
  body: string;
  /** `open` as long as the server neither ends nor cuts it. */
  line: 'open' | 'ended' | 'reset';
}

export interface Listening {
  /** Enough has come: unless told, one whole answer. */
  until?: (text: string) => boolean;
  /** How long to go on after that, for what must not come. */
  quietMs?: number;
  /** The end of all patience. */
  atMostMs?: number;
}

/** Listens until the server ends or cuts the connection. */
export const UNTIL_ENDED: Listening = { until: () => false };

/** Sends a request by hand and takes down what comes back, byte by byte. */
export async function sendRaw(simulator: Simulator, request: string, listening: Listening = {}): Promise<Wire> {
  const socket = connect(simulator.port, '127.0.0.1');
  try {
    return await listen(socket, request, listening);
  } finally {
    socket.destroy();
  }
}

/** A request for a job as bytes. */
export function rawRequest(id: number, simulator: Simulator, method = 'GET'): string {
  const headers = { Host: 'api.xplenty.com', ...documentedHeaders(simulator.apiKey) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} /${simulator.accountId}/api/jobs/${id} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** Whether an answer has come with all of its body, as far as it tells of one. */
export function isWhole(text: string): boolean {
  const [head = '', body] = text.split(/\r\n\r\n(.*)/s);
  if (body === undefined) return false;
  if (/^Transfer-Encoding: chunked$/m.test(head)) return body.endsWith('0\r\n\r\n');
  const length = /^Content-Length: (\d+)$/m.exec(head)?.[1];
  return length === undefined || Buffer.byteLength(body) >= Number(length);
}

export async function listen(socket: Socket, request: string, listening: Listening): Promise<Wire> {
  const { until = isWhole, quietMs = 30, atMostMs = PATIENCE_MS } = listening;
  const chunks: Buffer[] = [];
  const text = () => Buffer.concat(chunks).toString('utf8');
  let line: Wire['line'] = 'open';
  const waiting = new AbortController();
  const wait = (ms: number) => delay(ms, undefined, { signal: waiting.signal }).catch(() => {});
  const over = new Promise<void>((resolve) => {
    socket.on('end', () => {
      line = 'ended';
      resolve();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') line = 'reset';
      resolve();
    });
  });
  const enough = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (until(text())) resolve();
    });
  });
  socket.write(request);
  await Promise.race([over, enough.then(() => wait(quietMs)), wait(atMostMs)]);
  waiting.abort();
  const [head = '', ...rest] = text().split('\r\n\r\n');
  return { bytes: Buffer.concat(chunks), text: text(), head, body: rest.join('\r\n\r\n'), line };
}

/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!isSo()) {
    if (performance.now() - startedAt > PATIENCE_MS) throw new Error('It never was so');
    await delay(5);
  }
}
