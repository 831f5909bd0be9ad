import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { runStep, type StepResult } from '../../tools/runner/run-step.ts';
import { CERTIFICATE_FILE, LOCALHOST } from '../../tools/simulator/certificate/localhost.ts';
import { type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { until } from '../e2e/test-case.ts';
import { API_HOST, type Squid, startSquid } from './squid.ts';

const USER = 'builder';
const PASSWORD = 'p@ss/w:rd %';
const API_KEY = 'V4eyfgNqYcSasXGhzNxS';

let simulator: Simulator;
let open: Squid;
let guarded: Squid;

before(async () => {
  simulator = await startSimulator({
    tls: LOCALHOST,
    apiKey: API_KEY,
    seconds: { pending_stoppage: 0.1, stopping: 0.1 },
  });
  [open, guarded] = await Promise.all([startSquid(), startSquid({ user: USER, password: PASSWORD })]);
});

after(async () => {
  await Promise.all([open?.close(), guarded?.close(), simulator?.close()]);
});

/** Terminates a running job at the host that only the proxy knows, with the given environment. */
async function terminateThrough(env: Record<string, string>, inputs: Record<string, string> = {}): Promise<StepResult> {
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
      // The line is written once the tunnel has ended, which may be after the step.
      await until(() => open.accessLog().slice(before).includes(`CONNECT ${API_HOST}:${simulator.port}`));
    });
  }

  test('the certificate of the service is checked as it is without a proxy', async () => {
    const seen = simulator.requests.length;
    const env = { HTTPS_PROXY: address(open), NODE_EXTRA_CA_CERTS: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const step = await terminateThrough(env);
    assert.equal(step.exitCode, 1);
    assert.match(step.errors.join(), /cannot reach .+ authority of the certificate is not known.*NODE_EXTRA_CA_CERTS/);
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
  test('the job is terminated, and the password is seen nowhere but in masks', async () => {
    const step = await terminateThrough({ HTTPS_PROXY: address(guarded, CREDENTIALS) });
    assert.equal(step.exitCode, 0, step.stdout + step.stderr);
    assert.equal(step.outputs.status, 'stopped');
    assertUnseen(step);
  });

  test('a wrong password ends in an error that names the proxy, and not one request arrives', async () => {
    const seen = simulator.requests.length;
    const step = await terminateThrough({ HTTPS_PROXY: address(guarded, `${USER}:wrong-password@`) });
    assert.equal(step.exitCode, 1);
    assert.match(
      step.errors.join(),
      /^Job \d+: cannot reach .+ \(from HTTPS_PROXY\) asks for a user name and password \(407\)\. No request was delivered\./,
    );
    assert.equal(simulator.requests.length, seen);
    assert.ok(!withoutMasks(step).includes('wrong-password'));
  });
});

test('a proxy that never answers fails the step after six attempts', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as { port: number };
  const step = await terminateThrough(
    { HTTPS_PROXY: `http://127.0.0.1:${port}` },
    { 'request-timeout-seconds': '0.2' },
  );
  silent.close();
  assert.equal(step.exitCode, 1);
  assert.match(step.errors.join(), /^Job \d+: cannot reach .+ \(6 attempts in .+ No request was delivered\./);
});

test('an address that is no proxy is reported before a request is made', async () => {
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
  for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), header]) {
    assert.ok(!withoutMasks(step).includes(secret), secret);
    assert.ok(step.masks.includes(secret), `${secret} is not masked`);
  }
}
