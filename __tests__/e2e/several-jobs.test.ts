import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type JobSeed, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { requestsTo, runOn, titles } from './step.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seconds: { pending_stoppage: 0.2, stopping: 0.2 } });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.forgetRequests();
  simulator.faults.clear();
});

function add(...seeds: JobSeed[]): number[] {
  return seeds.map((seed) => simulator.addJob({ status: 'running', ...seed }).id);
}

function terminated(): number[] {
  const calls = simulator.requests.filter(({ method }) => method === 'DELETE');
  return calls.map(({ path }) => Number(path.split('/').at(-1))).sort((a, b) => a - b);
}

const WAIT = { 'wait-for-stopped': 'true' };

describe('several IDs', () => {
  test('separated by commas, spaces or lines are each terminated once', async () => {
    const [one = 0, two = 0, three = 0] = add({}, {}, {});
    const jobId = `${one},${two} ${simulator.url}/xplenation/api/jobs/${three}\n${one},, ${two}`;
    const step = await runOn(simulator, { 'job-id': jobId, ...WAIT });
    expect(step.exitCode).toBe(0);
    expect(terminated()).toEqual([one, two, three]);
    expect(step.outputs).toMatchObject({ status: 'stopped', count: '3', id: '', job: '' });
    const jobs = JSON.parse(step.outputs.jobs ?? '');
    expect(jobs.map(({ id, status }: { id: number; status: string }) => [id, status])).toEqual([
      [one, 'stopped'],
      [two, 'stopped'],
      [three, 'stopped'],
    ]);
    const runtimes = jobs.map((job: { runtime_in_seconds: number }) => job.runtime_in_seconds);
    expect(Number(step.outputs.runtime_in_seconds)).toBe(runtimes.reduce((sum: number, one: number) => sum + one, 0));
  });

  test('of which one is wrong send nothing', async () => {
    const [one] = add({});
    const step = await runOn(simulator, { 'job-id': `${one}, 1e3` });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toMatch(/^job-id: "1e3"/);
    expect(simulator.requests).toEqual([]);
  });

  test('of which one fails stop the rest all the same; the step fails at the end and names each with its reason', async () => {
    const [one, two] = add({}, {});
    const step = await runOn(simulator, { 'job-id': `99998 ${one} 99999 ${two}`, ...WAIT });
    expect(step.exitCode).toBe(1);
    expect(terminated()).toEqual([one, two, 99998, 99999]);
    expect(titles(step, 'error')).toEqual(['2 jobs (99998, 99999): not found (404)']);
    expect(step.outputs.status).toBe('mixed');
    const jobs = JSON.parse(step.outputs.jobs ?? '');
    expect(jobs[0]).toEqual({ id: 99998, error: expect.stringContaining('404') });
    expect(jobs[1]).toMatchObject({ id: one, status: 'stopped' });
    expect(jobs[1].error).toBeUndefined();
  });

  // That it is eight, and no fewer, is shown where such a step is cancelled.
  test.concurrent('are terminated at most eight at a time', async () => {
    const unanswered: number[] = [];
    const onRequest = () => {
      unanswered.push(other.requests.filter(({ status }) => status === undefined).length);
    };
    const other = await startSimulator({ onRequest });
    const ids = Array.from({ length: 20 }, () => other.addJob({ status: 'running' }).id);
    other.faults.add({ method: 'DELETE', fault: { kind: 'stall-before-headers', ms: 300 } });
    const step = await runOn(other, { 'job-id': ids.join() });
    await other.close();
    expect(step.exitCode).toBe(0);
    expect(other.requests).toHaveLength(20);
    expect(Math.max(...unanswered)).toBeLessThanOrEqual(8);
  });

  test('that do not stop in time are named together', async () => {
    const simulate = { seconds: { pending_stoppage: 600 } };
    const [one, two, three] = add({ simulate }, { status: 'stopped' }, { simulate });
    const step = await runOn(simulator, { 'job-id': `${one} ${two} ${three}`, ...WAIT, 'timeout-seconds': '0.5' });
    expect(step.exitCode).toBe(1);
    expect(step.errors).toEqual([
      expect.stringMatching(`^2 jobs \\(${one}, ${three}\\): timed out, still stopping\\. Not stopped within 500 ms`),
    ]);
  });
});

describe('selecting', () => {
  test.each<[string, Record<string, string>, JobSeed]>([
    ['package-id', { 'package-id': '71' }, { package_id: 71 }],
    ['cluster-id', { 'cluster-id': '72' }, { cluster_id: 72 }],
    ['variables, kept in quotes', { variables: 'pr=73' }, { variables: { pr: "'73'" } }],
    ['variables, kept as a number', { variables: 'pr=74' }, { variables: { pr: 74 } }],
    ['variables, several', { variables: 'repo=a=b\n\npr = 75 \n' }, { variables: { repo: 'a=b', pr: '75' } }],
    ['running-longer-than-seconds', { 'running-longer-than-seconds': '500000' }, { runtime_in_seconds: 500_001 }],
  ])('%s: the jobs that match, and no other', async (_name, inputs, seed) => {
    const [match, other] = add(seed, { ...seed, status: 'completed' });
    add({}, { package_id: 1, variables: { pr: '733', repo: 'a' } });
    const step = await runOn(simulator, inputs);
    expect(step.exitCode).toBe(0);
    expect(terminated()).toEqual([match]);
    expect(other).not.toBe(match);
    expect(step.outputs).toMatchObject({ count: '1', id: String(match), status: 'pending_stoppage' });
  });

  test('statuses narrows the selection', async () => {
    const [queued] = add({ package_id: 81, status: 'queued', simulate: { seconds: { queued: 600 } } });
    add({ package_id: 81 });
    await runOn(simulator, { 'package-id': '81', statuses: 'idle, queued' });
    expect(terminated()).toEqual([queued]);
  });

  test('filters join with and', async () => {
    const [both] = add({ package_id: 82, cluster_id: 83 });
    add({ package_id: 82 }, { cluster_id: 83 });
    await runOn(simulator, { 'package-id': '82', 'cluster-id': '83' });
    expect(terminated()).toEqual([both]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['statuses alone', { statuses: 'running' }, /^statuses: alone it would stop every job/],
    [
      'a status that is none of the four',
      { 'package-id': '1', statuses: 'stopping' },
      /^statuses: "stopping" is not an active status/,
    ],
    ['job-id and a filter', { 'job-id': '305', 'package-id': '1' }, /^job-id: give either/],
    ['neither job-id nor a filter', {}, /^job-id: nothing was given/],
    ['a package that is no number', { 'package-id': '1e3' }, /^package-id: "1e3"/],
    ['a cluster that is no number', { 'cluster-id': '../1' }, /^cluster-id: /],
    ['a line without =', { variables: 'a=1\nsecret' }, /^variables: line 2 is not of the form name=value/],
    ['a runtime that is no number', { 'running-longer-than-seconds': '-1' }, /^running-longer-than-seconds: /],
  ])('%s is refused, and nothing is sent', async (_name, inputs, error) => {
    const step = await runOn(simulator, inputs);
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toMatch(error);
    expect(step.stdout).not.toContain('secret');
    expect(simulator.requests).toEqual([]);
  });

  test('nothing matches: success, and a line that says so', async () => {
    const step = await runOn(simulator, { 'package-id': '424242', ...WAIT });
    expect(step.exitCode).toBe(0);
    expect(step.lines).toContain('No job matched. 0 active jobs of package 424242. Nothing to terminate.');
    expect(step.outputs).toMatchObject({ count: '0', status: '', jobs: '[]', runtime_in_seconds: '0' });
    expect(terminated()).toEqual([]);
  });

  test.concurrent('an old server that ignores package_id and knows no Link header is read to its last page', async () => {
    const old = await startSimulator({ version2: false, seconds: { pending_stoppage: 600 } });
    for (let n = 0; n < 250; n++) old.addJob({ status: 'running', package_id: n % 125 });
    const step = await runOn(old, { 'package-id': '124' });
    expect(step.outputs.count).toBe('2');
    expect(old.jobs().filter(({ status }) => status === 'pending_stoppage')).toHaveLength(2);
    await old.close();
  });

  test('a list that cannot be read terminates nothing', async () => {
    add({ package_id: 91 });
    simulator.faults.add({ path: /status=running/, fault: { kind: 'refusal', status: 403, message: 'No lists' } });
    const step = await runOn(simulator, { 'package-id': '91' });
    expect(step.exitCode).toBe(1);
    expect(step.errors[0]).toMatch(
      /^Cannot list jobs: not permitted \(403\)\. HTTP 403 "No lists"\. Nothing was terminated\./,
    );
    expect(terminated()).toEqual([]);
  });
});

describe('dry-run', () => {
  test.each([
    ['selected', () => ({ 'package-id': '101' })],
    ['named', (id: number) => ({ 'job-id': String(id) })],
  ])('with jobs %s does everything but terminate, and says what it would do', async (_name, inputs) => {
    const other = await startSimulator();
    const { id } = other.addJob({ status: 'running', package_id: 101 });
    const step = await runOn(other, { ...inputs(id), 'dry-run': 'true', ...WAIT });
    await other.close();
    expect(step.exitCode).toBe(0);
    expect(other.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(step.lines).toContain(`Job ${id}: would be terminated. Status: running.`);
    expect(step.outputs).toMatchObject({ count: '1', status: 'running', id: String(id) });
  });
});

test.concurrent('waiting for sixty jobs that stop in six seconds takes at most a hundred requests', async () => {
  const other = await startSimulator({ seconds: { pending_stoppage: 3, stopping: 3 } });
  const ids = Array.from({ length: 60 }, () => other.addJob({ status: 'running' }).id);
  const step = await runOn(other, { 'job-id': ids.join(), ...WAIT, 'poll-interval-seconds': '15' });
  await other.close();
  expect(step.exitCode).toBe(0);
  expect(step.outputs.status).toBe('stopped');
  const looks = requestsTo(other).filter((request) => request.startsWith('GET'));
  expect(looks.length).toBeLessThanOrEqual(100);
});
