import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { everythingShown, requestsTo, runOn, textOf, titles } from './step.ts';

// The contract's table of inputs, row by row, in whole runs.
const API_KEY = 'V4eyfgNqYcSasXGhzNxS';
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ apiKey: API_KEY, seconds: { pending_stoppage: 0.2, stopping: 0.2 } });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.forgetRequests();
  simulator.faults.clear();
});

function runningJob(): number {
  return simulator.addJob({ status: 'running' }).id;
}

describe('an input that is wrong fails the step before a request is made, with an error that begins with its name', () => {
  // One of each sort: all that are refused stand in the tests of src/parse/.
  test.each([
    ['job-id', '305/../clusters/176'],
    ['job-id', '1e3'],
    ['job-id', '+305'],
    ['job-id', '9007199254740993'],
    ['job-id', '305, 306x'],
    ['job-id', 'https://api.xplenty.com/xplenation/api/jobs/305'],
    ['job-id', ''],
    ['account-id', 'xplenation/api/clusters'],
    ['account-id', 'ünïcode'],
    ['wait-for-stopped', 'yes'],
    ['timeout-seconds', '0'],
    ['poll-interval-seconds', '0'],
    ['request-timeout-seconds', 'NaN'],
    ['api-url', 'http://api.xplenty.com'],
    ['api-url', 'https://api.xplenty.com/?x=1'],
    ['api-url', 'https://user:password@api.xplenty.com'],
    ['dry-run', 'maybe'],
    ['api-key', ''],
  ])('%s: %j', async (name, value) => {
    const step = await runOn(simulator, { 'job-id': '305', [name as string]: value as string });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]).toMatch(new RegExp(`^${name}: `));
    if (value !== '' && !value?.includes('password'))
      expect(step.errors[0]).toContain(`"${value?.split(', ').at(-1)}"`);
    expect(titles(step, 'error')).toEqual(['Invalid input: nothing was terminated']);
    expect(textOf(step.summary)).toMatch(/^### ❌ Invalid input: nothing was terminated$/m);
    expect(simulator.requests).toEqual([]);
    expect(step.outputFileText).toBe('');
  });

  test('all that are wrong are reported at once', async () => {
    const step = await runOn(simulator, {
      'job-id': 'x',
      'timeout-seconds': 'x',
      'api-url': 'x',
      'wait-for-stopped': 'x',
    });
    const names = step.errors.map((error) => error.split(':')[0]);
    expect(names).toEqual(['api-url', 'job-id', 'wait-for-stopped', 'timeout-seconds']);
  });

  test('a key that is missing may be a secret that a fork does not get', async () => {
    const step = await runOn(simulator, { 'job-id': '305', 'api-key': '' });
    expect(step.errors[0]).toMatch(/^api-key: .*no secrets to workflows of pull requests from forks/);
  });

  test('a key that stands in the wrong place is not shown', async () => {
    const step = await runOn(simulator, { 'job-id': API_KEY });
    expect(step.errors[0]).toMatch(/^job-id: "\*\*\*"/);
    expect(everythingShown(step)).not.toContain(API_KEY);
  });
});

describe('job-id', () => {
  test('may be the URL of the job, which names the account too', async () => {
    const id = runningJob();
    const step = await runOn(simulator, { 'job-id': `${simulator.url}/xplenation/api/jobs/${id}`, 'account-id': '' });
    expect(step.exitCode).toBe(0);
    expect(requestsTo(simulator)).toEqual([`DELETE /xplenation/api/jobs/${id}`]);
  });

  test('a URL of another account than account-id terminates nothing', async () => {
    const address = `${simulator.url}/another/api/jobs/${runningJob()}`;
    const step = await runOn(simulator, { 'job-id': address });
    expect(step.errors[0]).toMatch(/^account-id: "xplenation" is not the account of a URL in job-id, "another"/);
    expect(simulator.requests).toEqual([]);
  });
});

describe('what is not given comes from the environment', () => {
  test('key and account', async () => {
    const id = runningJob();
    const env = { XPLENTY_API_KEY: API_KEY, XPLENTY_ACCOUNT_ID: 'xplenation' };
    const step = await runOn(simulator, { 'job-id': String(id), 'api-key': '', 'account-id': '' }, { env });
    expect(step.exitCode).toBe(0);
    expect(step.masks).toContain(API_KEY);
    expect(requestsTo(simulator)).toEqual([`DELETE /xplenation/api/jobs/${id}`]);
  });

  test('a URL in job-id is stronger than XPLENTY_ACCOUNT_ID', async () => {
    const id = runningJob();
    const address = `${simulator.url}/xplenation/api/jobs/${id}`;
    const env = { XPLENTY_ACCOUNT_ID: 'another' };
    const step = await runOn(simulator, { 'job-id': address, 'account-id': '' }, { env });
    expect(step.exitCode).toBe(0);
    expect(requestsTo(simulator)).toEqual([`DELETE /xplenation/api/jobs/${id}`]);
  });
});

test('the key is masked, in its Base64 form too, before anything else is printed', async () => {
  const step = await runOn(simulator, { 'job-id': String(runningJob()), 'wait-for-stopped': 'true' });
  const forms = [API_KEY, Buffer.from(`${API_KEY}:`).toString('base64'), Buffer.from(API_KEY).toString('base64')];
  expect(step.stdout.split('\n').slice(0, 3)).toEqual(forms.map((form) => `::add-mask::${form}`));
  for (const form of forms) expect(everythingShown(step)).not.toContain(form);
});

test('wait-for-stopped is false unless told', async () => {
  const step = await runOn(simulator, { 'job-id': String(runningJob()) });
  expect(step.outputs.status).toBe('pending_stoppage');
  expect(simulator.requests).toHaveLength(1);
});

test('a time that arrives empty counts as not given', async () => {
  const names = ['timeout-seconds', 'poll-interval-seconds', 'request-timeout-seconds'];
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  const step = await runOn(simulator, { 'job-id': String(runningJob()), ...empty });
  expect(step.exitCode).toBe(0);
});

test('poll-interval-seconds is the maximum polling interval', async () => {
  const job = simulator.addJob({ status: 'running' });
  // With the usual interval of a second or more, a minute would not be enough for thirty status checks.
  simulator.faults.add({ method: 'GET', times: 30, fault: { kind: 'patch', fields: { status: 'stopping' } } });
  const inputs = { 'job-id': String(job.id), 'wait-for-stopped': 'true', 'poll-interval-seconds': '0.1' };
  const step = await runOn(simulator, inputs);
  expect(step.exitCode).toBe(0);
  const times = simulator.requests.map(({ atMs }) => atMs);
  expect(times).toHaveLength(1 + 30 + 1);
  for (const [index, time] of times.slice(1).entries()) expect(time - (times[index] ?? 0)).toBeGreaterThan(90);
});

test('poll-interval-seconds is at least 0.1, and what is less is raised with a warning', async () => {
  const step = await runOn(simulator, { 'job-id': String(runningJob()), 'poll-interval-seconds': '0.001' });
  expect(step.exitCode).toBe(0);
  expect(step.warnings).toEqual([expect.stringMatching(/^poll-interval-seconds: it is raised to 0\.1/)]);
  expect(titles(step, 'warning')).toEqual(['Input changed']);
});

test('request-timeout-seconds is the timeout of one request', async () => {
  simulator.faults.add({ fault: { kind: 'stall-before-headers' } });
  const cancel = new AbortController();
  const step = await runOn(
    simulator,
    { 'job-id': String(runningJob()), 'request-timeout-seconds': '0.3' },
    { cancel: cancel.signal, onLogLine: (line) => line.includes('attempt 1 of 6 failed') && cancel.abort() },
  );
  expect(step.lines.join('\n')).toMatch(/attempt 1 of 6 failed: no complete response within 300 ms/);
});
