import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A host name that only the proxy can resolve: the HTTP client never takes a loopback host through a proxy. */
export const API_HOST = 'api.xplenty.test';

export interface Squid {
  readonly port: number;
  /** The proxy's access log so far: a line for each tunnel that has ended. */
  readonly accessLog: () => string;
  close(): Promise<void>;
}

/**
 * Starts a real squid on loopback, which resolves `API_HOST` to this machine.
 *
 * @param credentials the user and password that it asks for, where it asks for any
 */
export async function startSquid(credentials?: { user: string; password: string }): Promise<Squid> {
  const folder = mkdtempSync(join(tmpdir(), 'squid-'));
  const port = await freePort();
  const hosts = join(folder, 'hosts');
  writeFileSync(hosts, `127.0.0.1 ${API_HOST}\n`);
  const configuration = join(folder, 'squid.conf');
  writeFileSync(configuration, [...settings(folder, port, hosts), ...access(folder, credentials)].join('\n'));
  const accessLog = join(folder, 'access.log');
  // Squids of one name share memory. Started by root, squid becomes another user, who has to be able to write here.
  chmodSync(folder, 0o777);
  const squid = spawn('squid', ['-N', '-n', `proxytest${port}`, '-f', configuration], { stdio: 'ignore' });
  await untilListening(squid, port, join(folder, 'cache.log'));
  return {
    port,
    accessLog: () => (existsSync(accessLog) ? readFileSync(accessLog, 'utf8') : ''),
    async close() {
      const ended = once(squid, 'exit');
      squid.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settings(folder: string, port: number, hosts: string): string[] {
  return [
    `http_port 127.0.0.1:${port}`,
    `hosts_file ${hosts}`,
    `pid_filename ${join(folder, 'squid.pid')}`,
    `coredump_dir ${folder}`,
    `access_log stdio:${join(folder, 'access.log')}`,
    'buffered_logs off',
    `cache_log ${join(folder, 'cache.log')}`,
    'cache deny all',
    'shutdown_lifetime 0 seconds',
  ];
}

function access(folder: string, credentials: { user: string; password: string } | undefined): string[] {
  if (credentials === undefined) return ['http_access allow localhost', 'http_access deny all'];
  const checker = join(folder, 'check-password.sh');
  // Squid's protocol for such programs: a line "user password", escaped; the answer is OK or ERR. A shell, since the user
  // that squid becomes may not be let near the Node of this checkout.
  const expected = `${escaped(credentials.user)} ${escaped(credentials.password)}`;
  writeFileSync(
    checker,
    `while IFS= read -r line; do if [ "$line" = '${expected}' ]; then echo OK; else echo ERR; fi; done\n`,
  );
  return [
    `auth_param basic program /bin/sh ${checker}`,
    'auth_param basic children 1',
    'acl known proxy_auth REQUIRED',
    'http_access allow known',
    'http_access deny all',
  ];
}

/** As squid escapes what it hands on (rfc1738_escape), as far as the passwords of these tests need it. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll(' ', '%20');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(squid: ChildProcess, port: number, log: string): Promise<void> {
  for (;;) {
    if (squid.exitCode !== null)
      throw new Error(`squid did not start:\n${existsSync(log) ? readFileSync(log, 'utf8') : ''}`);
    const socket = connect(port, '127.0.0.1');
    const isUp = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isUp) return;
    await sleep(100);
  }
}
