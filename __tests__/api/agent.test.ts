import { type ChildProcess, spawn } from 'node:child_process';
import dns from 'node:dns';
import { once } from 'node:events';
import * as net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { agentFor } from '../../src/api/agent.ts';
import { closeServers, serve } from '../http-server.ts';
import { httpTo, PATH } from './requests.ts';

const { lookup } = dns;
const opened: net.Socket[] = [];
let stopped: ChildProcess | undefined;

afterEach(async () => {
  dns.lookup = lookup;
  for (const socket of opened.splice(0)) socket.destroy();
  stopped?.kill('SIGKILL');
  await closeServers();
});

/** Listens on an address, but the process is stopped and its queue is full: the kernel drops every further SYN. */
async function dropConnectionsTo(host: string, port: number): Promise<void> {
  const listen = `require('net').createServer().listen({host:'${host}',port:${port},backlog:1},()=>console.log('up'))`;
  stopped = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(stopped.stdout as NodeJS.EventEmitter, 'data');
  stopped.kill('SIGSTOP');
  for (let count = 1; count <= 8; count++) opened.push(net.connect(port, host).on('error', () => undefined));
  await sleep(100);
  if (opened.every(({ connecting }) => !connecting)) throw new Error(`${host} drops nothing`);
}

test.each(['http:', 'https:'])('an agent for %s gives each address of a host a second', (protocol) => {
  expect(agentFor(protocol)).toMatchObject({ options: { autoSelectFamilyAttemptTimeout: 1_000 } });
});

// Another loopback address than 127.0.0.1 is there without being set up on Linux alone.
(process.platform === 'linux' ? test : test.skip)(
  'a host is reached though the first of its addresses leads nowhere, after a second',
  async () => {
    const { url } = await serve((_, response) => response.end('x'));
    await dropConnectionsTo('127.0.0.2', Number(url.port));
    const addresses = [
      { address: '127.0.0.2', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    // net.connect calls it with `all`, as Node's documentation says of `autoSelectFamily`.
    dns.lookup = Object.assign((_host: string, _options: unknown, done: (...result: unknown[]) => void) => {
      done(null, addresses);
    }, lookup) as typeof lookup;
    const startedAt = process.uptime();
    const http = httpTo(new URL(`http://two-addresses.example:${url.port}`), { requestTimeoutMs: 20_000 });
    await expect(http.request('GET', PATH)).resolves.toMatchObject({ statusCode: 200, body: 'x' });
    expect(process.uptime() - startedAt).toBeGreaterThan(0.95);
  },
);
