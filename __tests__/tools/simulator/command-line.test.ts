import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { documentedHeaders, startForTest, until } from './requests.ts';

/** On Windows no process can ask another one politely to end. */
const testOnPosix = process.platform === 'win32' ? test.skip : test;

const started = new Set<ChildProcess>();
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
});

function simulator(...args: string[]) {
  const child = spawn(process.execPath, ['tools/simulator/main.ts', ...args]);
  started.add(child);
  const told = { out: '', errors: '' };
  child.stdout.on('data', (text) => {
    told.out += text;
  });
  child.stderr.on('data', (text) => {
    told.errors += text;
  });
  const exit = once(child, 'close').then(([code]) => ({ code, ...told }));
  return { child, told, exit };
}

/** A simulator that listens, and where. */
async function listening(...args: string[]) {
  const run = simulator(...args);
  await until(() => run.told.out.includes('Ctrl-C ends'));
  const found = (form: RegExp) => form.exec(run.told.out)?.[1] ?? '';
  return { ...run, url: found(/simulated at (\S+)/), account: found(/Account: (\S+)/), key: found(/API key: (\S+)/) };
}

describe('npm run simulator', () => {
  test('says where it listens, which account and key it takes, and calls to try, which work', async () => {
    const { told, account, key, url } = await listening('--account', 'acme');
    expect(account).toBe('acme');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const curls = told.out.split('\n').filter((line) => line.startsWith('  curl '));
    expect(curls).toHaveLength(2);
    const statuses = [];
    for (const curl of curls) {
      const forms = [...curl.matchAll(/-d "([^"]+)"/g)].map(([, form]) => form);
      const [, accept = ''] = /-H "Accept: ([^"]+)"/.exec(curl) ?? [];
      expect(curl).toContain(` -u ${key}: `);
      const response = await fetch(/"(http[^"]+)"/.exec(curl)?.[1] ?? '', {
        method: forms.length > 0 ? 'POST' : 'GET',
        headers: { ...documentedHeaders(key), Accept: accept, 'Content-Type': 'application/x-www-form-urlencoded' },
        ...(forms.length > 0 ? { body: forms.join('&') } : {}),
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([201, 200]);
    await until(() => told.out.endsWith('POST /acme/api/jobs 201\nGET /acme/api/jobs 200\n'));
    expect(told.errors).toBe('');
  });

  test('takes a key, jobs from a file and times, and keeps quiet about requests', async () => {
    const options = ['--key', 'k3y', '--jobs', 'tools/simulator/jobs.example.json', '--quiet'];
    const { told, url } = await listening(...options, '--pending-stoppage-seconds', '0.01', '--stopping-seconds', '0');
    expect(told.out).toContain('Jobs: 5.');
    const headers = documentedHeaders('k3y');
    const job = `${url}/xplenation/api/jobs/305`;
    expect(await (await fetch(job, { method: 'DELETE', headers })).json()).toMatchObject({
      status: 'pending_stoppage',
    });
    let status = '';
    while (status !== 'stopped') ({ status } = (await (await fetch(job, { headers })).json()) as { status: string });
    expect(told.out).not.toContain('/xplenation/api/jobs/305');
  });

  test('shows nothing on the terminal that a client could steer it with', async () => {
    const { told, url } = await listening();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`GET /\x1b[2J HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket.resume(), 'close');
    await fetch(`${url}/${'x'.repeat(500)}`);
    await until(() => told.out.includes(' 401\n'));
    expect(told.out).not.toContain('\x1b');
    expect(told.out.split('\n').at(-2)).toMatch(/^GET \/x+ \.\.\. \(cut\) 401$/);
  });

  testOnPosix.each(['SIGINT', 'SIGTERM'] as const)('ends with status 0 at %s, whatever is open', async (signal) => {
    const { child, exit, url } = await listening();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    child.kill(signal);
    expect(await exit).toMatchObject({ code: 0, errors: '' });
    socket.destroy();
  });

  test('shows its options on one screen', async () => {
    const { code, out } = await simulator('--help').exit;
    expect(code).toBe(0);
    expect(out.split('\n').length).toBeLessThanOrEqual(24);
    for (const option of ['--port', '--host', '--account', '--key', '--jobs', '--stopping-seconds', '--quiet']) {
      expect(out).toContain(`  ${option}`);
    }
  });

  test('says in one line what is wrong, and ends with status 1', async () => {
    const taken = await startForTest();
    const wrong: [string[], string][] = [
      [['--port', String(taken.port)], `Port ${taken.port} is in use already. Choose another with --port.`],
      [['--port', '65536'], '--port must be a number from 0 to 65535, not "65536"'],
      [['--stopping-seconds', 'soon'], '--stopping-seconds must be a number of seconds, not "soon"'],
      [['--prot', '80'], "Unknown option '--prot'. --help shows what there is."],
      [['8080'], "Unexpected argument '8080'. --help shows what there is."],
      [['--account', '../x'], '--account must be of letters, digits, - and _, not "../x"'],
      [['--key', 'a:b'], '--key must be of letters, digits and the characters . _ ~ + = -'],
      [['--jobs', 'package.json'], 'The jobs file package.json cannot be used: no array of jobs'],
    ];
    const exits = await Promise.all(wrong.map(([args]) => simulator(...args).exit));
    expect(exits).toEqual(wrong.map(([, line]) => ({ code: 1, out: '', errors: `${line}\n` })));
  });
});
