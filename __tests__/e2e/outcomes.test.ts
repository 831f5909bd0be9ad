import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type JobSeed, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { requestsTo, runOn, titles } from './step.ts';

// The contract's table "What ends how", row by row, in whole runs.
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seconds: { pending_stoppage: 0.2, stopping: 0.2 } });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.forgetRequests();
  simulator.faults.clear();
});

function jobLike(seed: JobSeed): string {
  return String(simulator.addJob(seed).id);
}

const WAIT = { 'wait-for-stopped': 'true' };

describe('the call is accepted, no wait asked', () => {
  test.each(['idle', 'pending', 'queued', 'running'])(
    'a job that is %s: success, with the state as answered',
    async (status) => {
      const step = await runOn(simulator, { 'job-id': jobLike({ status }) });
      expect(step).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
      expect(step.outputs.status).toBe('pending_stoppage');
      expect(simulator.requests).toHaveLength(1);
    },
  );
});

describe('waited', () => {
  test('and the job stopped: success, with each change of state told', async () => {
    const id = jobLike({ status: 'running' });
    const step = await runOn(simulator, { 'job-id': id, ...WAIT });
    expect(step).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
    expect(step.outputs).toMatchObject({ status: 'stopped', id, count: '1' });
    expect(step.outputs.completed_at).toMatch(/^\d{4}-\d\d-\d\dT/);
    const log = step.lines.join('\n');
    expect(log).toMatch(new RegExp(`Job ${id}: pending_stoppage → stopping after \\d+ ms`));
    expect(log).toMatch(new RegExp(`Job ${id}: stopping → stopped after`));
    expect(log).toMatch(new RegExp(`Job ${id} has stopped, after`));
    expect(simulator.job(Number(id))?.status).toBe('stopped');
  });

  test('and it was called pending_terminate, as the other page of the documentation has it: success', async () => {
    const twin = await startSimulator({
      stoppingStates: 'pending_terminate',
      seconds: { pending_stoppage: 0.2, stopping: 0.2 },
    });
    const step = await runOn(twin, { 'job-id': String(twin.addJob({ status: 'running' }).id), ...WAIT });
    await twin.close();
    expect(step.exitCode).toBe(0);
    expect(step.outputs.status).toBe('stopped');
    expect(step.lines.join('\n')).toContain('pending_terminate → stopping');
  });

  test.each(['completed', 'failed'] as const)(
    'and it %s before it could be stopped: success with a warning',
    async (stopEnds) => {
      const id = jobLike({ status: 'running', simulate: { stopEnds } });
      const step = await runOn(simulator, { 'job-id': id, ...WAIT });
      expect(step.exitCode).toBe(0);
      expect(step.warnings).toEqual([`Job ${id} ${stopEnds} before it could be stopped.`]);
      expect(titles(step, 'warning')).toEqual([`Job ${id} ${stopEnds}`]);
      expect(step.outputs.status).toBe(stopEnds);
    },
  );

  test('through a state that nobody knows: success', async () => {
    const detour = { status: 'draining', seconds: 0.8, after: 'pending_stoppage' };
    const step = await runOn(simulator, { 'job-id': jobLike({ status: 'running', simulate: { detour } }), ...WAIT });
    expect(step.exitCode).toBe(0);
    expect(step.outputs.status).toBe('stopped');
    expect(step.lines.join('\n')).toContain('pending_stoppage → draining');
  });

  test('and it has not stopped within timeout-seconds: failure, with its state and how long was waited', async () => {
    const id = jobLike({ status: 'running', simulate: { seconds: { pending_stoppage: 60 } } });
    const step = await runOn(simulator, { 'job-id': id, ...WAIT, 'timeout-seconds': '0.5' });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toEqual([
      expect.stringMatching(`^Job ${id} has not stopped within 500 ms: when last seen it was pending_stoppage`),
    ]);
    expect(step.outputs.status).toBe('pending_stoppage');
    expect(step.milliseconds).toBeLessThan(5_000);
  });

  test('and the key was withdrawn meanwhile: failure, with the API’s own words', async () => {
    const fault = { kind: 'refusal', status: 401, message: 'Unknown key' } as const;
    simulator.faults.add({ method: 'GET', fault });
    const step = await runOn(simulator, { 'job-id': jobLike({ status: 'running' }), ...WAIT });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toMatch(
      /is under way, but whether it has stopped is not known: the API answered 401 "Unknown key"/,
    );
  });
});

describe('it was over before the call', () => {
  test('stopped: success without a word of warning', async () => {
    const step = await runOn(simulator, { 'job-id': jobLike({ status: 'stopped' }), ...WAIT });
    expect(step).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
    expect(step.outputs.status).toBe('stopped');
  });

  test.each(['completed', 'failed'])('%s: success with a warning', async (status) => {
    const id = jobLike({ status });
    const step = await runOn(simulator, { 'job-id': id, ...WAIT });
    expect(step.exitCode).toBe(0);
    expect(step.warnings).toEqual([`Job ${id} ${status} before it could be stopped.`]);
    expect(step.outputs.status).toBe(status);
    expect(requestsTo(simulator)).toEqual([`DELETE /xplenation/api/jobs/${id}`, `GET /xplenation/api/jobs/${id}`]);
  });
});

describe('the API refuses', () => {
  test.each(['pending_stoppage', 'pending_terminate', 'stopping'])(
    'and a look shows that it is %s already: success',
    async (status) => {
      const step = await runOn(simulator, {
        'job-id': jobLike({ status, simulate: { seconds: { pending_stoppage: 60, stopping: 60 } } }),
      });
      expect(step).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
      expect(step.outputs.status).toBe(status);
    },
  );

  test('and the job still runs: failure, with the API’s own message and the status code', async () => {
    const id = jobLike({ status: 'running' });
    simulator.faults.add({ method: 'DELETE', fault: { kind: 'refusal', status: 422, message: 'Not now' } });
    const step = await runOn(simulator, { 'job-id': id });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toEqual([
      `Job ${id} was not terminated: the API answered 422 "Not now". A look shows that it is still running.`,
    ]);
    expect(step.outputs.status).toBe('running');
  });

  test('and the job cannot be seen: failure, with a hint where to look for the mistake', async () => {
    const step = await runOn(simulator, { 'job-id': '99999' });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toMatch(
      /^Job 99999 was not terminated: the API answered 404 ".+".* Check job-id and account-id/,
    );
    expect(titles(step, 'error')).toEqual(['Job 99999 was not terminated']);
  });

  test.each([
    [401, /Check api-key/],
    [402, /billing/],
    [403, /may not/],
  ])('%d says nothing of the job: failure at once, with a hint, and no look', async (status, hint) => {
    simulator.faults.add({ fault: { kind: 'refusal', status, message: 'No' } });
    const step = await runOn(simulator, { 'job-id': jobLike({ status: 'running' }) });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toContain(`the API answered ${status} "No"`);
    expect(step.errors[0]).toMatch(hint);
    expect(simulator.requests).toHaveLength(1);
  });

  test('a wrong key: failure with a hint', async () => {
    const step = await runOn(simulator, { 'job-id': jobLike({ status: 'running' }), 'api-key': 'wrong-key' });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toMatch(/answered 401 .* Check api-key/);
  });
});

test('the log has a debug line for every request, with what is left of the allowance', async () => {
  const id = jobLike({ status: 'running' });
  const step = await runOn(simulator, { 'job-id': id, ...WAIT });
  const told = step.debug.filter((line) => / \d+ ms, \d+ of 5000 credits left$/.test(line));
  expect(told.map((line) => line.split(':')[0])).toEqual(requestsTo(simulator));
});

test('a variable’s value is in no line of the log', async () => {
  const id = jobLike({ status: 'running', variables: { password: "'open sesame'" } });
  const step = await runOn(simulator, { 'job-id': id, ...WAIT });
  expect(step.outputs.variables).toBe(JSON.stringify({ password: "'open sesame'" }));
  expect(step.stdout).not.toContain('sesame');
});

test('one connection serves a whole wait, and the process does not wait for the server to close it', async () => {
  const twin = await startSimulator({ seconds: { pending_stoppage: 0.3, stopping: 0.3 } });
  const step = await runOn(twin, { 'job-id': String(twin.addJob({ status: 'running' }).id), ...WAIT });
  expect(step.exitCode).toBe(0);
  expect(twin.requests.length).toBeGreaterThan(5);
  expect(twin.connections).toBe(1);
  await twin.close();
});

test('an allowance that is used up is told at once', async () => {
  const twin = await startSimulator({ creditsPerHour: 10, creditsLeft: 1 });
  const step = await runOn(twin, { 'job-id': String(twin.addJob({ status: 'running' }).id) });
  await twin.close();
  expect(step.exitCode).toBe(0);
  expect(step.warnings).toEqual([expect.stringMatching(/^All 10 credits of this hour are used up/)]);
});

test('a long wait gives a sign of life every 30 s', async () => {
  const id = jobLike({ status: 'running', simulate: { seconds: { pending_stoppage: 1 } } });
  // A hundred times as fast, for nobody waits half a minute for a test.
  const hurry =
    'const { setInterval } = globalThis; globalThis.setInterval = (tell, ms) => setInterval(tell, ms / 100);';
  const nodeArguments = ['--import', `data:text/javascript,${encodeURIComponent(hurry)}`];
  const step = await runOn(simulator, { 'job-id': id, ...WAIT }, { nodeArguments });
  const signs = step.lines.filter((line) => /^Job \d+ is still pending_stoppage after \d+ ms\.$/.test(line));
  expect(signs.length).toBeGreaterThanOrEqual(2);
  expect(signs.length).toBeLessThanOrEqual(4);
});
