import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { runStep, type StepResult } from '../../tools/runner/run-step.ts';
import { CERTIFICATE_FILE, LOCALHOST } from '../../tools/simulator/certificate/localhost.ts';
import { type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { type ConnectProxy, startProxy } from '../api/connect-proxy.ts';
import { closeServers } from '../http-server.ts';
import { API_HOST, type Squid, startSquid } from './squid.ts';

const USER = 'builder';
const PASSWORD = 'p@ss/w:rd %';
const API_KEY = 'V4eyfgNqYcSasXGhzNxS';

let simulator: Simulator;
let open: Squid;
let guarded: Squid;

before(async () => {
  simulator = await startSimulator({ tls: LOCALHOST, apiKey: API_KEY });
  [open, guarded] = await Promise.all([startSquid(), startSquid({ user: USER, password: PASSWORD })]);
});

after(async () => {
  await Promise.all([open?.close(), guarded?.close(), simulator?.close()]);
});

/** Terminates a running job at the host that only the proxy knows, with the given environment. */
async function terminateThrough(
  env: Record<string, string>,
  inputs: Record<string, string> = {},
  nodeArguments: readonly string[] = [],
): Promise<StepResult> {
  const job = simulator.addJob({ status: 'running' });
  return runStep({
    inputs: {
      'job-id': String(job.id),
      'api-key': API_KEY,
      'account-id': simulator.accountId,
      'api-url': `https://${API_HOST}:${simulator.port}`,
      'wait-for-stopped': 'true',
      'poll-interval-seconds': '0.2',
      ...inputs,
    },
    env: { NODE_EXTRA_CA_CERTS: CERTIFICATE_FILE, ...env },
    nodeArguments: [...nodeArguments],
    debug: true,
  });
}

function address(squid: Squid, credentials = ''): string {
  return `http://${credentials}127.0.0.1:${squid.port}`;
}

const CREDENTIALS = `${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}@`;

describe('through a proxy without a password', () => {
  for (const name of ['HTTPS_PROXY', 'https_proxy']) {
    test(`the job of an https API is terminated and waited for, as ${name} says`, async () => {
      const before = open.accessLog().length;
      const step = await terminateThrough({ [name]: address(open) });
      assert.equal(step.exitCode, 0, step.stdout + step.stderr);
      assert.equal(step.outputs.status, 'stopped');
      assert.match(open.accessLog().slice(before), new RegExp(`CONNECT ${API_HOST}:${simulator.port}`));
    });
  }

  test('the certificate of the service is checked as it is without a proxy', async () => {
    const seen = simulator.requests.length;
    const env = { HTTPS_PROXY: address(open), NODE_EXTRA_CA_CERTS: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const step = await terminateThrough(env);
    assert.equal(step.exitCode, 1);
    assert.match(
      step.errors.join(),
      /cannot reach api\.xplenty\.test.*authority of the certificate is not known.*NODE_EXTRA_CA_CERTS/,
    );
    assert.equal(simulator.requests.length, seen);
  });

  for (const name of ['NO_PROXY', 'no_proxy']) {
    test(`a host in ${name} is asked without it`, async () => {
      const before = open.accessLog().length;
      const step = await terminateThrough({ HTTPS_PROXY: address(open), [name]: `example.com,${API_HOST}` });
      assert.equal(step.exitCode, 1, 'without the proxy nobody knows the host');
      assert.equal(open.accessLog().slice(before), '');
    });
  }
});

describe('through a proxy with a password', () => {
  test('the job is terminated, and user name and password are seen nowhere but in masks', async () => {
    const step = await terminateThrough({ HTTPS_PROXY: address(guarded, CREDENTIALS) });
    assert.equal(step.exitCode, 0, step.stdout + step.stderr);
    assert.equal(step.outputs.status, 'stopped');
    assertUnseen(step);
  });

  test('nothing of Node that is deprecated is used, and DEBUG shows nothing', async () => {
    const env = { HTTPS_PROXY: address(guarded, CREDENTIALS), DEBUG: '*' };
    const step = await terminateThrough(env, {}, ['--throw-deprecation']);
    assert.equal(step.exitCode, 0, step.stdout + step.stderr);
    assert.equal(step.stderr, '');
    assertUnseen(step);
  });

  test('a wrong password ends in an error that names the proxy, and not one request arrives', async () => {
    const seen = simulator.requests.length;
    const step = await terminateThrough({ HTTPS_PROXY: address(guarded, `${USER}:wrong-password@`) });
    assert.equal(step.exitCode, 1);
    assert.match(
      step.errors.join(),
      /The proxy 127\.0\.0\.1:\d+ \(from HTTPS_PROXY\) asks for a user name and password \(407\).*No request was delivered\. Check the user name and password/,
    );
    assert.equal(simulator.requests.length, seen);
    assert.ok(!withoutMasks(step).includes('wrong-password'));
  });
});

describe('a proxy that does not open the tunnel', () => {
  afterEach(closeServers);

  async function terminateWith(proxy: ConnectProxy, env: Record<string, string> = {}): Promise<StepResult> {
    return terminateThrough({ HTTPS_PROXY: proxy.settings.url.href, ...env }, { 'request-timeout-seconds': '0.5' });
  }

  /** Whoever reads it knows that nothing was terminated, and which proxy it was. */
  function assertUndelivered(step: StepResult, why: RegExp): void {
    assert.equal(step.exitCode, 1, step.stdout + step.stderr);
    const errors = step.errors.join();
    assert.match(errors, why);
    assert.match(errors, /\(from HTTPS_PROXY\)/);
    assert.match(errors, /No request was delivered\./);
    assert.doesNotMatch(errors, /may still be running|may have been delivered/);
  }

  test('but hangs is given up on after six attempts, and nothing was delivered', async () => {
    const proxy = await startProxy(() => 'silent');
    assertUndelivered(
      await terminateWith(proxy),
      /no connection through the proxy localhost:\d+ \(from HTTPS_PROXY\) within 500 ms \(6 attempts/i,
    );
    assert.equal(proxy.connects.length, 6);
  });

  test('but hangs for three attempts is ridden out', async () => {
    const proxy = await startProxy((number) => (number <= 3 ? 'silent' : 'tunnel'));
    const step = await terminateWith(proxy);
    assert.equal(step.exitCode, 0, step.stdout + step.stderr);
    assert.equal(step.outputs.status, 'stopped');
  });

  test('but answers 203 with the JSON of a stopped job is not believed', async () => {
    const body = JSON.stringify({ id: 1, status: 'stopped' });
    const seen = simulator.requests.length;
    const proxy = await startProxy(
      () => `HTTP/1.1 203 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    assertUndelivered(await terminateWith(proxy), /refused the connection \(203\)/);
    assert.equal(simulator.requests.length, seen);
  });

  test('over https has its certificate checked, though NODE_TLS_REJECT_UNAUTHORIZED is 0', async () => {
    const proxy = await startProxy(() => 'tunnel', { tls: LOCALHOST });
    const env = { NODE_EXTRA_CA_CERTS: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    assertUndelivered(
      await terminateWith(proxy, env),
      /authority of the certificate is not known.*NODE_EXTRA_CA_CERTS/,
    );
    assert.deepEqual(proxy.connects, []);
    const trusted = await terminateWith(proxy);
    assert.equal(trusted.exitCode, 0, trusted.stdout + trusted.stderr);
  });

  test('since nobody knows its name is reported as that', async () => {
    const step = await terminateThrough({ HTTPS_PROXY: 'http://me:pass-word@no-such-proxy.invalid:3128' });
    assertUndelivered(
      step,
      /the proxy no-such-proxy\.invalid:3128 .* cannot be reached: (unknown host name|host name lookup failed)/i,
    );
    assert.ok(!withoutMasks(step).includes('pass-word'));
  });
});

test('a URL that is no proxy is refused before a request is made', async () => {
  const step = await terminateThrough({ HTTPS_PROXY: 'http://user:50%off@proxy.example:3128' });
  assert.equal(step.exitCode, 1);
  assert.match(step.errors.join(), /^HTTPS_PROXY: /);
  assert.ok(!withoutMasks(step).includes('50%off'));
});

function withoutMasks(step: StepResult): string {
  const shown = step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...shown, step.stderr, step.outputFileText, step.summary].join('\n');
}

function assertUnseen(step: StepResult): void {
  const header = Buffer.from(`${USER}:${PASSWORD}`).toString('base64');
  for (const secret of [USER, PASSWORD, encodeURIComponent(PASSWORD), header]) {
    assert.ok(!withoutMasks(step).includes(secret), secret);
    assert.ok(step.masks.includes(secret), `${secret} is not masked`);
  }
}
