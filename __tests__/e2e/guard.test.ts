import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StepOptions, StepResult } from '../../tools/runner/run-step.ts';
import { type JobSeed, type RecordedRequest, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { everythingShown, runOn } from './step.ts';
import { until } from './test-case.ts';

// Whole runs of the guard's two stages, each alone: what the main stage saves reaches the post stage as STATE_…, and nothing
// else does. __tests__/act runs both in workflows.

const GUARD = { actionFolder: join(import.meta.dirname, '../../guard') };
const POST = { ...GUARD, main: '../dist/guard-post.js' };
const KEY = 'V4eyfgNqYcSasXGhzNxS';
const QUICK = { pending_stoppage: 0.1, stopping: 0.1 };
// Node can send no signals on Windows: it ends the process at once.
const concurrentOnPosix = process.platform === 'win32' ? test.skip : test.concurrent;

interface Run {
  readonly main: StepResult;
  readonly post: StepResult;
  readonly simulator: Simulator;
  readonly requests: readonly string[];
  readonly statuses: readonly (string | undefined)[];
}

interface Options {
  /** The jobs at the service, running unless told, from 305 on. */
  readonly jobs?: readonly JobSeed[];
  readonly inputs?: Record<string, string>;
  /** The environment of both stages. */
  readonly env?: Record<string, string>;
  /** What later steps wrote to GITHUB_ENV. `JOBS` stands for the URL of the jobs, `OTHERS` for another account's. */
  readonly written?: Record<string, string>;
  /** Inputs that are others in the post stage. */
  readonly postInputs?: Record<string, string>;
  readonly state?: Record<string, string>;
  readonly seconds?: Record<string, number>;
  readonly step?: Partial<StepOptions>;
  readonly prepare?: (simulator: Simulator, tag: string) => void;
}

/** Runs both stages against a simulator of its own. */
async function runGuard(options: Options = {}): Promise<Run> {
  const { jobs = [{}], inputs = {}, env = {} } = options;
  const simulator = await startSimulator({ apiKey: KEY, seconds: { ...QUICK, ...options.seconds } });
  try {
    jobs.forEach((job, index) => void simulator.addJob({ id: 305 + index, status: 'running', ...job }));
    const main = await runOn(simulator, inputs, { ...GUARD, env });
    expect(simulator.requests).toEqual([]);
    options.prepare?.(simulator, main.outputs.tag ?? '');
    const urlOf = (account: string) => `${simulator.url}/${account}/api/jobs`;
    const written = Object.entries(options.written ?? {}).map(([name, text]) => [
      name,
      text.replaceAll('JOBS', urlOf('xplenation')).replaceAll('OTHERS', urlOf('other')),
    ]);
    const post = await runOn(
      simulator,
      { ...inputs, ...options.postInputs },
      { ...POST, ...options.step, env: { ...env, ...Object.fromEntries(written) }, state: options.state ?? main.state },
    );
    const statuses = jobs.map((_, index) => simulator.job(305 + index)?.status);
    return { main, post, simulator, requests: simulator.requests.map(inShort), statuses };
  } finally {
    await simulator.close();
  }
}

/** `DELETE 305`, `GET running`: a job, or a list of jobs of that status. */
function inShort({ method, path }: RecordedRequest): string {
  return `${method} ${/status=(\w+)/.exec(path)?.[1] ?? /\/jobs\/(\d+)$/.exec(path)?.[1]}`;
}

function deletes({ requests }: Run): string[] {
  return requests.filter((request) => request.startsWith('DELETE')).sort();
}

/** Titles of annotations. */
function titles(step: StepResult, kind = 'error'): (string | undefined)[] {
  return step.commands.filter(({ name }) => name === kind).map(({ properties }) => properties.title);
}

describe('the main stage', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ apiKey: KEY });
  });
  afterAll(() => simulator.close());

  const runMain = (inputs: Record<string, string> = {}, env: Record<string, string> = {}) =>
    runOn(simulator, inputs, { ...GUARD, env });
  const savedBy = ({ state }: StepResult) => JSON.parse(Buffer.from(state.guard ?? '', 'base64url').toString());

  test('says in one line what it will do, after it has masked the key', async () => {
    const step = await runMain({ 'tag-variable': 'github_run' });
    expect(step).toMatchObject({ exitCode: 0, runnerErrors: [], annotations: [], summary: '' });
    expect(step.masks).toContain(KEY);
    expect(step.stdout).toMatch(/^::add-mask::/);
    expect(step.lines).toEqual([
      'If this workflow job fails or is cancelled: stop jobs of account xplenation in XPLENTY_JOB_ID, ' +
        `and active jobs with the variable github_run = ${step.outputs.tag}.`,
    ]);
    expect(everythingShown(step)).not.toContain(KEY);
  });

  test('gives out a tag that no other step has', async () => {
    const runner = { GITHUB_RUN_ID: '11', GITHUB_RUN_ATTEMPT: '2' };
    const steps = await Promise.all([1, 2, 3].map(() => runOn(simulator, {}, { ...GUARD, runner })));
    const tags = steps.map(({ outputs }) => outputs.tag);
    for (const tag of tags) expect(tag).toMatch(/^guard-11-2-[a-z0-9]{10,}$/);
    expect(new Set(tags).size).toBe(3);
    expect(Object.keys(steps[0]?.outputs ?? {})).toEqual(['tag']);
  });

  test('saves everything but the key and job-id, as one line, whatever is in it', async () => {
    const hostile = 'x\nXPLENTY<<A\nB\nA\nguard=bm8';
    const step = await runMain({ 'job-id': '999' }, { XPLENTY_JOB_ID: hostile, XPLENTY_ACCOUNT_ID: 'other' });
    expect(step.runnerErrors).toEqual([]);
    expect(Object.keys(step.state)).toEqual(['guard']);
    const { tag, earlierIds, texts, wasChecked } = savedBy(step);
    expect({ tag, earlierIds, wasChecked }).toEqual({ tag: step.outputs.tag, earlierIds: hostile, wasChecked: true });
    expect(texts).toMatchObject({ 'INPUT_ACCOUNT-ID': 'xplenation', XPLENTY_ACCOUNT_ID: 'other' });
    expect(Object.keys(texts)).not.toEqual(expect.arrayContaining(['INPUT_API-KEY']));
    expect(Object.keys(texts)).not.toEqual(expect.arrayContaining(['INPUT_JOB-ID']));
    expect(JSON.stringify(savedBy(step))).not.toContain(KEY);
  });

  test('warns where the variable was set before it', async () => {
    const step = await runMain({}, { XPLENTY_JOB_ID: '305' });
    expect(step.exitCode).toBe(0);
    expect(step.warnings).toEqual([
      'XPLENTY_JOB_ID was set before the guard (305). What it held then is not stopped. ' +
        'Place the guard before the step that starts the job.',
    ]);
  });

  test.each([
    [{ 'tag-variable': '' }, 'tag-variable: it arrived empty'],
    [{ 'tag-variable': '$TAG' }, 'tag-variable: "$TAG" is a variable that was not expanded'],
    [{ 'tag-variable': 'undefined' }, 'tag-variable: "undefined" stands for a value that was not set'],
    [{ 'tag-variable': 'github_run=1' }, 'tag-variable: "github_run=1" is not the name'],
    [{ 'job-id-variable': '' }, 'job-id-variable: it arrived empty'],
    [{ 'job-id-variable': 'null' }, 'job-id-variable: "null" stands for a value that was not set'],
    [{ 'job-id-variable': 'env.JOB' }, 'job-id-variable: "env.JOB" is not the name'],
    [{ 'job-id': '305 null' }, 'job-id: "null" stands for a value that was not set'],
    [{ 'account-id': '' }, 'account-id: no account was given'],
    [{ 'api-key': '' }, 'api-key: no key was given'],
    [{ 'wait-for-stopped': '' }, 'wait-for-stopped: it arrived empty'],
    [{ 'timeout-seconds': '4m' }, 'timeout-seconds: "4m" is not a number of seconds'],
    [{ 'tag-variables': 'github_run' }, 'tag-variables: this is not an input. Write tag-variable.'],
  ])('fails the step on a wrong input, and leaves a summary: %j', async (inputs, problem) => {
    const step = await runMain(inputs as Record<string, string>);
    expect(step.exitCode).toBe(1);
    expect(step.errors).toHaveLength(1);
    expect(step.errors[0]).toContain(problem);
    expect(titles(step)).toEqual(['Invalid input: the guard will stop nothing']);
    expect(step.summary).toMatch(/^### ❌ Invalid input/);
    expect(step.summary.match(/^###/gm)).toHaveLength(1);
    expect(step.outputs).toEqual({});
    expect(savedBy(step)).toMatchObject({ wasChecked: false });
  });

  test('takes a time that arrives empty for not given', async () => {
    expect(await runMain({ 'timeout-seconds': '', 'request-timeout-seconds': '' })).toMatchObject({ exitCode: 0 });
  });

  test('fails where its state cannot be saved', async () => {
    const step = await runOn(simulator, {}, { ...GUARD, runner: { GITHUB_STATE: '/nowhere/state' } });
    expect(step.exitCode).toBe(1);
    expect(titles(step)).toEqual(['Unexpected error']);
  });
});

describe('the post stage', () => {
  test.concurrent('stops the job whose ID was written, and waits for it', async () => {
    const run = await runGuard({ jobs: [{}, {}], written: { XPLENTY_JOB_ID: '305' } });
    expect(run.post).toMatchObject({ exitCode: 0, errors: [], warnings: [], outputs: {} });
    expect(run.statuses).toEqual(['stopped', 'running']);
    expect(run.post.summary).toMatch(/^### ✅ Job 305: stopped/);
    expect(run.requests.filter((request) => !request.endsWith(' 305'))).toEqual([]);
  });

  test.concurrent.each([
    ['several IDs', '305 306'],
    ['quotes around each', `"305" '306'`],
    ['quotes around all', '"305,306"'],
    ['URLs', 'JOBS/305 JOBS/306'],
    ['an ID twice', '305 306 JOBS/305'],
  ])('takes %s', async (_, text) => {
    const run = await runGuard({ jobs: [{}, {}], written: { XPLENTY_JOB_ID: text as string } });
    expect(run.post.exitCode).toBe(0);
    expect(deletes(run)).toEqual(['DELETE 305', 'DELETE 306']);
  });

  test.concurrent.each([
    ['null', '305 null', '"null" stands for a value that was not set'],
    ['quotes around nothing', '305 ""', 'there is nothing between the quotes'],
    ["another account's URL", '305 OTHERS/306', 'is of another account, not of xplenation.'],
    ["another service's URL", '305 https://xplenty.com/other/jobs/306', '/other/jobs/306" is not on'],
    ['a comma that may belong to a URL', '305 JOBS/307?tabs=1,306', 'may be one URL or several'],
  ])('stops the valid ones beside %s, which is an error that names the variable', async (_, text, problem) => {
    const run = await runGuard({ jobs: [{}, {}], written: { XPLENTY_JOB_ID: text as string } });
    expect(run.post.exitCode).toBe(1);
    expect(deletes(run)).toEqual(['DELETE 305']);
    expect(run.post.errors).toEqual([expect.stringContaining(`XPLENTY_JOB_ID: `)]);
    expect(run.post.errors[0]).toContain(problem);
    expect(run.post.errors[0]).toContain('Help: ');
    expect(titles(run.post)).toEqual(['Invalid job ID in XPLENTY_JOB_ID']);
    expect(run.post.summary).toMatch(/^### ❌ Job 305: stopped · Invalid job ID/);
    expect(run.post.summary.match(/^###? /gm)).toHaveLength(1);
  });

  test.concurrent('leaves out the IDs that were there when the main stage ran, and says so', async () => {
    const env = { XPLENTY_JOB_ID: '305' };
    const run = await runGuard({ jobs: [{}, {}], env, written: { XPLENTY_JOB_ID: '305 306' } });
    expect(run.statuses).toEqual(['running', 'stopped']);
    expect(run.post.exitCode).toBe(0);
    expect(run.post.warnings).toEqual([expect.stringContaining('XPLENTY_JOB_ID was set before the guard (305).')]);
    expect(run.main.warnings).toEqual(run.post.warnings);
  });

  test.concurrent.each([{}, { XPLENTY_JOB_ID: '' }, { XPLENTY_JOB_ID: ' , ' }])(
    'nothing given and nothing found is one line and a success, without a request: %j',
    async (written) => {
      const run = await runGuard({ written: written as Record<string, string> });
      expect(run).toMatchObject({ requests: [], post: { exitCode: 0, annotations: [], summary: '' } });
      expect(run.post.lines).toEqual(['No job ID in XPLENTY_JOB_ID. Nothing to stop.']);
    },
  );

  test.concurrent('stops the jobs of the input job-id, as it is when the workflow job ends', async () => {
    const written = { XPLENTY_JOB_ID: '305' };
    const postInputs = { 'job-id': '306 null' };
    const run = await runGuard({ jobs: [{}, {}], written, postInputs });
    expect(run.statuses).toEqual(['stopped', 'stopped']);
    expect(titles(run.post)).toEqual(['Invalid job ID in job-id']);
  });

  test.concurrent.each([
    ['timeout-seconds', '241'],
    ['tag-variable', ''],
    ['account-id', 'other'],
  ])('ignores job-id where %s is another one, and keeps to what the main stage was given', async (name, text) => {
    const postInputs = { 'job-id': '306', [name as string]: text as string };
    const run = await runGuard({ jobs: [{}, {}], written: { XPLENTY_JOB_ID: '305' }, postInputs });
    expect(run.statuses).toEqual(['stopped', 'running']);
    expect(run.post).toMatchObject({ exitCode: 0, errors: [] });
    expect(run.post.warnings).toEqual([expect.stringMatching(/^job-id is ignored: other inputs have changed/)]);
  });

  test.concurrent('sends nothing after a failed main stage, and prints one line', async () => {
    const inputs = { 'timeout-seconds': 'x', 'tag-variable': 'github_run' };
    const run = await runGuard({ inputs, written: { XPLENTY_JOB_ID: '305' }, postInputs: { 'job-id': '305' } });
    expect(run).toMatchObject({ requests: [], main: { exitCode: 1 }, post: { exitCode: 0, annotations: [] } });
    expect(run.post.lines).toEqual(['The main stage of the guard failed. Nothing is stopped.']);
  });

  test.concurrent('without any state ignores the variable and reads no list, but stops what job-id names', async () => {
    const options = { state: {}, written: { XPLENTY_JOB_ID: '305' }, inputs: { 'tag-variable': 'github_run' } };
    const nothing = await runGuard(options);
    expect(nothing).toMatchObject({ requests: [], post: { exitCode: 0, errors: [] } });
    expect(nothing.post.warnings).toEqual([expect.stringContaining('The main stage left no state.')]);
    const run = await runGuard({ ...options, jobs: [{}, {}], postInputs: { 'job-id': '306' } });
    expect(run.statuses).toEqual(['running', 'stopped']);
    expect(run.requests.filter((request) => !request.endsWith(' 306'))).toEqual([]);
  });

  test.concurrent('a key that a later step emptied is an error that says so', async () => {
    const run = await runGuard({
      inputs: { 'api-key': '' },
      env: { XPLENTY_API_KEY: KEY },
      written: { XPLENTY_API_KEY: '', XPLENTY_JOB_ID: '305' },
    });
    expect(run).toMatchObject({ requests: [], main: { exitCode: 0 }, post: { exitCode: 1 } });
    expect(run.post.errors).toEqual([
      expect.stringMatching(/^api-key: it was there .* A later step changed it.*XPLENTY_JOB_ID = "305"/),
    ]);
    expect(run.post.summary).toMatch(/^### ❌ Invalid input/);
  });

  test.concurrent('a job that had completed by itself is a notice and a success', async () => {
    const run = await runGuard({ jobs: [{ status: 'completed' }], written: { XPLENTY_JOB_ID: '305' } });
    expect(run.post).toMatchObject({ exitCode: 0, errors: [], warnings: [] });
    expect(titles(run.post, 'notice')).toEqual(['Job 305: had already completed']);
    expect(run.post.summary).toMatch(/^### ➖ Job 305: had already completed/);
  });

  test.concurrent('its failure is an annotation that names the job, and one summary', async () => {
    const run = await runGuard({ written: { XPLENTY_JOB_ID: '999' } });
    expect(run.post.exitCode).toBe(1);
    expect(titles(run.post)).toEqual(['Job 999: not found (404)']);
    expect(run.post.summary.match(/^### ❌ Job 999: not found/gm)).toHaveLength(1);
  });

  test.concurrent('looks once more for tagged jobs when everything has stopped, not before the 15th second', async () => {
    const simulators: Simulator[] = [];
    const run = await runGuard({
      inputs: { 'tag-variable': 'github_run' },
      jobs: [{}, {}, {}],
      written: { XPLENTY_JOB_ID: '305' },
      prepare: (simulator, tag) => {
        simulators.push(simulator);
        simulator.addJob({ id: 400, status: 'running', variables: { github_run: `'${tag}'` } });
        simulator.addJob({ id: 401, status: 'running', variables: { github_run: `'${tag}x'` } });
        // Started by a process that the cancel did not reach.
        void until(() => simulator.job(400)?.status === 'stopped').then(() =>
          simulator.addJob({ id: 402, status: 'queued', variables: { github_run: `'${tag}'` } }),
        );
      },
    });
    const [simulator] = simulators;
    expect(run.post).toMatchObject({ exitCode: 0, errors: [] });
    expect(deletes(run)).toEqual(['DELETE 305', 'DELETE 400', 'DELETE 402']);
    expect([400, 401, 402].map((id) => simulator?.job(id)?.status)).toEqual(['stopped', 'running', 'stopped']);
    const idle = simulator?.requests.filter(({ path }) => path.includes('status=idle')) ?? [];
    expect(idle).toHaveLength(2);
    expect((idle[1]?.atMs ?? 0) - (simulator?.requests[0]?.atMs ?? 0)).toBeGreaterThan(14_000);
    expect(run.post.summary).toMatch(/^### ✅ 3 jobs: all stopped/);
  });

  test.concurrent('the timeout is over the whole stage, lists included', async () => {
    const run = await runGuard({
      inputs: { 'tag-variable': 'github_run', 'timeout-seconds': '1', 'request-timeout-seconds': '300' },
      prepare: ({ faults }) => faults.add({ method: 'GET', fault: { kind: 'stall-before-headers' } }),
    });
    expect(run.post).toMatchObject({ exitCode: 1, signal: null });
    expect(run.requests).toEqual(['GET idle']);
    expect(titles(run.post)).toEqual([expect.stringMatching(/^Cannot list jobs: /)]);
  });

  concurrentOnPosix("on the signal of its own step's timeout it reports what it knows and ends", async () => {
    const cancel = new AbortController();
    const run = await runGuard({
      written: { XPLENTY_JOB_ID: '305' },
      seconds: { pending_stoppage: 600 },
      step: { cancel: cancel.signal, onLogLine: (line) => line.includes('stop requested') && cancel.abort() },
    });
    expect(run.post).toMatchObject({ exitCode: 1, signal: null, signals: ['SIGINT'] });
    expect(titles(run.post)).toEqual(['Job 305: cancelled, still stopping']);
    expect(run.post.summary).toMatch(/^### ❌ Job 305: cancelled, still stopping/);
  });
});
