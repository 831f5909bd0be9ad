import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type FaultRule, type JobSeed, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { requestsTo, runOn } from './step.ts';

// What the log says on the way, what it costs, and which statuses there are.
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

/** The job has stopped before a second status check can come, which is 0.05 s after the first or later. */
const SOON = { seconds: { pending_stoppage: 0.01, stopping: 0.01 } };

/** What the first status checks show. How long a job really stays in a status is seen or missed as processes are fast. */
function firstSeenAs(status: string, times = 1): FaultRule {
  return { method: 'GET', times, fault: { kind: 'patch', fields: { status } } };
}

describe('the call is accepted, no wait asked', () => {
  test.each(['idle', 'pending', 'queued', 'running'])(
    'a job that is %s: success, with the status of the response',
    async (status) => {
      const step = await runOn(simulator, { 'job-id': jobLike({ status }) });
      expect(step).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
      expect(step.outputs.status).toBe('pending_stoppage');
      expect(simulator.requests).toHaveLength(1);
    },
  );
});

describe('waited', () => {
  test('and the job stopped: success, with each change of status in the log', async () => {
    const id = jobLike({ status: 'running', simulate: SOON });
    simulator.faults.add(firstSeenAs('stopping'));
    const step = await runOn(simulator, { 'job-id': id, ...WAIT });
    expect(step).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
    expect(step.outputs).toMatchObject({ status: 'stopped', id, count: '1' });
    expect(step.outputs.completed_at).toMatch(/^\d{4}-\d\d-\d\dT/);
    const log = step.lines.join('\n');
    expect(log).toMatch(new RegExp(`Job ${id}: pending_stoppage → stopping after \\d`));
    expect(log).toMatch(new RegExp(`Job ${id}: stopping → stopped after`));
    expect(step.lines).toContain(`Job ${id}: stopped.`);
    expect(simulator.job(Number(id))?.status).toBe('stopped');
  });

  test.concurrent('and it was called pending_terminate, as the other page of the documentation has it: success', async () => {
    const other = await startSimulator({ stoppingStates: 'pending_terminate', ...SOON });
    other.faults.add(firstSeenAs('stopping'));
    const step = await runOn(other, { 'job-id': String(other.addJob({ status: 'running' }).id), ...WAIT });
    await other.close();
    expect(step.exitCode).toBe(0);
    expect(step.outputs.status).toBe('stopped');
    expect(step.lines.join('\n')).toContain('pending_terminate → stopping');
  });

  test('through a status that nobody knows: success', async () => {
    simulator.faults.add(firstSeenAs('draining'));
    const step = await runOn(simulator, { 'job-id': jobLike({ status: 'running', simulate: SOON }), ...WAIT });
    expect(step.exitCode).toBe(0);
    expect(step.outputs.status).toBe('stopped');
    expect(step.lines.join('\n')).toContain('pending_stoppage → draining');
  });
});

test('the log has a debug line for every request, with what is left of the allowance', async () => {
  const id = jobLike({ status: 'running' });
  const step = await runOn(simulator, { 'job-id': id, ...WAIT });
  const logged = step.debug.filter((line) => / \d+ ms, \d+ of 5000 credits left$/.test(line));
  expect(logged.map((line) => line.split(':')[0])).toEqual(requestsTo(simulator));
});

test('a variable’s value is in no line of the log', async () => {
  const id = jobLike({ status: 'running', variables: { password: "'open sesame'" } });
  const step = await runOn(simulator, { 'job-id': id, ...WAIT });
  expect(step.outputs.variables).toBe(JSON.stringify({ password: "'open sesame'" }));
  expect(step.stdout).not.toContain('sesame');
});

test.concurrent('one connection serves a whole wait, and the process does not wait for the server to close it', async () => {
  const other = await startSimulator(SOON);
  other.faults.add(firstSeenAs('stopping', 5));
  const step = await runOn(other, { 'job-id': String(other.addJob({ status: 'running' }).id), ...WAIT });
  await other.close();
  expect(step.exitCode).toBe(0);
  expect(other.requests).toHaveLength(1 + 5 + 1);
  expect(other.connections).toBe(1);
});

test.concurrent('an allowance that is used up is logged at once', async () => {
  const other = await startSimulator({ creditsPerHour: 10, creditsLeft: 1 });
  const step = await runOn(other, { 'job-id': String(other.addJob({ status: 'running' }).id) });
  await other.close();
  expect(step.exitCode).toBe(0);
  expect(step.warnings).toEqual([expect.stringMatching(/^All 10 credits of this hour are used up/)]);
});

// Node can send no signals on Windows: it ends the process at once.
const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix('a long wait logs a heartbeat every 30 s', async () => {
  const id = jobLike({ status: 'running', simulate: { seconds: { pending_stoppage: 600 } } });
  // A hundred times as fast, for nobody waits half a minute for a test. What was asked for is in the log.
  const hurry = `
    const { setInterval } = globalThis;
    globalThis.setInterval = (call, ms) => {
      console.log('setInterval of ' + ms + ' ms');
      return setInterval(call, ms / 100);
    };`;
  const cancel = new AbortController();
  const heartbeats: string[] = [];
  const step = await runOn(
    simulator,
    { 'job-id': id, ...WAIT },
    {
      nodeArguments: ['--import', `data:text/javascript,${encodeURIComponent(hurry)}`],
      cancel: cancel.signal,
      onLogLine: (line) => {
        if (/^Job \d+ is still pending_stoppage after .+s\.$/.test(line)) heartbeats.push(line);
        if (heartbeats.length === 2) cancel.abort();
      },
    },
  );
  expect(step.lines).toContain('setInterval of 30000 ms');
  expect(heartbeats.length).toBeGreaterThanOrEqual(2);
  expect(step).toMatchObject({ outcome: 'cancelled', signals: ['SIGINT'] });
});
