import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { readWorkflow } from '../workflows/workflow-files.ts';
import { type Played, playJob, type Situation } from './play.ts';
import { CAN_RUN_SCRIPTS } from './script.ts';

// The steps of each example, its expressions filled in, against the simulator.

const MINE = { pull_request: "'octocat/pipelines#7'" };
const SOMEBODY_ELSES = { pull_request: "'octocat/pipelines#77'" };

/** Writes down how a tool is called, and calls it. */
const SPY = `#!/usr/bin/env bash
echo "TOOL $*" >> "$SEEN"
PATH="$TRUE_PATH" exec TOOL "$@"
`;

let simulator: Simulator;

beforeEach(async () => {
  // Jobs that run for a day, and stop within a tenth of a second.
  const seconds = { idle: 0, pending: 0, running: 86_400, pending_stoppage: 0.05, stopping: 0.05 };
  simulator = await startSimulator({ seconds });
});

afterEach(() => simulator.close());

describe('stop-when-cancelled.yml', () => {
  const EXAMPLE = 'stop-when-cancelled.yml';

  test('stops the job that it ran, and no other, when the run is cancelled', async () => {
    const [mine, other] = [addJob(), addJob()];
    const run = new AbortController();
    const { stop } = await play(EXAMPLE, {
      github: pullRequest(),
      cancel: run.signal,
      standIns: {
        run: () => ({ 'job-id': String(mine) }),
        wait: () => {
          run.abort();
          return {};
        },
      },
    });
    expect(stop).toMatchObject({ outcome: 'success', outputs: { id: String(mine), status: 'stopped' } });
    expect(states(mine, other)).toEqual(['stopped', 'running']);
  });

  test.each(['when the run is not cancelled', 'when the run is cancelled before it has run a job'])(
    'stops nothing %s',
    async (when) => {
      const cancel = when.includes('before') ? AbortSignal.abort() : new AbortController().signal;
      const { stop } = await play(EXAMPLE, {
        github: pullRequest(),
        cancel,
        standIns: { run: () => ({ 'job-id': String(addJob()) }), wait: () => ({}) },
      });
      expect(stop?.outcome).toBe('skipped');
      expect(requests('DELETE')).toEqual([]);
    },
  );

  test('gives the stop less time than GitHub leaves it', () => {
    const { stop } = stepsOf(EXAMPLE);
    expect(Number(stop?.with?.['timeout-seconds'])).toBeLessThan(5 * 60 - 30);
  });

  const onUbuntu = CAN_RUN_SCRIPTS ? test : test.skip;

  onUbuntu('runs a job with the variable that stop-when-pull-request-closes.yml looks for', async () => {
    const run = new AbortController();
    const played = play(EXAMPLE, { github: pullRequest(), cancel: run.signal });
    await until(() => requests('GET').length > 0);
    // By now the script waits for its next look.
    await sleep(300);
    const cancelledAt = performance.now();
    run.abort();
    const { run: ran, wait, stop } = await played;
    expect(performance.now() - cancelledAt).toBeLessThan(5_000);
    const [job] = simulator.jobs();
    expect(ran).toMatchObject({ outcome: 'success', outputs: { 'job-id': String(job?.id) } });
    expect(wait).toMatchObject({ outcome: 'cancelled' });
    expect(stop).toMatchObject({ outcome: 'success', outputs: { status: 'stopped' } });
    expect(job).toMatchObject({ status: 'stopped', package_id: 103, cluster_id: 176, variables: MINE });
    expect(simulator.jobs()).toHaveLength(1);
  });

  onUbuntu('stops the job although the cancel comes while it is being asked for', async () => {
    simulator.faults.add({ method: 'POST', fault: { kind: 'stall-before-headers', ms: 500 } });
    const run = new AbortController();
    const played = play(EXAMPLE, { github: pullRequest(), cancel: run.signal });
    await until(() => simulator.jobs().length > 0);
    run.abort();
    const { wait, stop } = await played;
    expect(wait).toMatchObject({ outcome: 'skipped' });
    expect(stop).toMatchObject({ outcome: 'success', outputs: { status: 'stopped' } });
  });

  onUbuntu('shows the key to nobody who looks at command lines or at the log', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spies-'));
    const seen = join(folder, 'seen');
    for (const tool of ['curl', 'jq']) {
      writeFileSync(join(folder, tool), SPY.replaceAll('TOOL', tool), { mode: 0o755 });
    }
    simulator.faults.add({ method: 'GET', fault: { kind: 'refusal', status: 401, message: 'No such key' } });
    const environment = { SEEN: seen, TRUE_PATH: process.env.PATH ?? '', PATH: `${folder}:${process.env.PATH}` };
    const played = await play(EXAMPLE, { github: pullRequest(), environment });
    const shown = readFileSync(seen, 'utf8') + Object.values(played).map(({ log }) => log);
    rmSync(folder, { recursive: true });
    expect(requests('GET').length).toBeGreaterThan(0);
    expect(shown).toContain('curl --config');
    expect(shown).not.toContain(simulator.apiKey);
  });

  onUbuntu('waits until the job has completed, and is a success then', async () => {
    const id = addJob({ status: 'completed' });
    const { wait } = await play(EXAMPLE, {
      github: pullRequest(),
      standIns: { run: () => ({ 'job-id': String(id) }) },
    });
    expect(wait).toMatchObject({ outcome: 'success' });
  });

  onUbuntu.each(['failed', 'stopped'])('fails when the job has %s', async (status) => {
    const id = addJob({ status });
    const { wait } = await play(EXAMPLE, {
      github: pullRequest(),
      standIns: { run: () => ({ 'job-id': String(id) }) },
    });
    expect(wait?.outcome).toBe('failure');
    expect(wait?.log).toBe(`::error title=Job ${id} has ${status}::Its log is at the service.\n`);
  });

  onUbuntu('fails where the service does not run the job', async () => {
    simulator.faults.add({
      method: 'POST',
      fault: { kind: 'refusal', status: 422, message: 'The cluster is not there' },
    });
    const { run, wait } = await play(EXAMPLE, { github: pullRequest() });
    expect(run).toMatchObject({ outcome: 'failure', outputs: {} });
    expect(wait?.outcome).toBe('skipped');
  });
});

describe('stop-when-pull-request-closes.yml', () => {
  const EXAMPLE = 'stop-when-pull-request-closes.yml';

  test('stops every job of the pull request, and no other', async () => {
    const mine = [addJob({ variables: MINE }), addJob({ variables: MINE, status: 'queued' })];
    const others = [addJob({ variables: SOMEBODY_ELSES }), addJob()];
    const { stop } = await play(EXAMPLE, { github: pullRequest() });
    expect(stop).toMatchObject({ outcome: 'success', outputs: { count: '2', status: 'stopped' } });
    expect(states(...mine, ...others)).toEqual(['stopped', 'stopped', 'running', 'running']);
  });

  test('is a success where the pull request has left nothing behind', async () => {
    const other = addJob({ variables: SOMEBODY_ELSES });
    const { stop } = await play(EXAMPLE, { github: pullRequest() });
    expect(stop).toMatchObject({ outcome: 'success', outputs: { count: '0' } });
    expect(states(other)).toEqual(['running']);
  });

  test('cancels a run of stop-when-cancelled.yml for the same pull request', () => {
    const groups = [EXAMPLE, 'stop-when-cancelled.yml'].map(
      (name) => readWorkflow(`examples/${name}`).workflow.concurrency,
    );
    expect(groups[0]).toEqual(groups[1]);
    expect(groups[0]).toMatchObject({ 'cancel-in-progress': true });
  });
});

test.each(['stop-when-cancelled.yml', 'stop-when-pull-request-closes.yml'])(
  '%s does nothing where GitHub gives no secrets',
  async (name) => {
    const fromFork = { head: { repo: { full_name: 'somebody/pipelines' } } };
    const fromDeletedFork = { head: { repo: null } };
    const ofDependabot = { user: { login: 'dependabot[bot]' } };
    for (const change of [fromFork, fromDeletedFork, ofDependabot]) {
      expect(await play(name, { github: pullRequest(change) })).toEqual({});
    }
    expect(simulator.requests).toEqual([]);
  },
);

describe('stop-by-hand.yml', () => {
  const EXAMPLE = 'stop-by-hand.yml';

  test('stops the jobs that were typed in, and no other', async () => {
    const [one, two, other] = [addJob(), addJob(), addJob()];
    const { stop } = await play(EXAMPLE, { inputs: { 'job-id': `${one}, ${two}`, wait: true } });
    expect(stop).toMatchObject({ outcome: 'success', outputs: { count: '2', status: 'stopped' } });
    expect(states(one, two, other)).toEqual(['stopped', 'stopped', 'running']);
  });

  test('does not wait where that was unticked', async () => {
    const { stop } = await play(EXAMPLE, { inputs: { 'job-id': String(addJob()), wait: false } });
    expect(stop).toMatchObject({ outcome: 'success', outputs: { status: 'pending_stoppage' } });
    expect(requests('GET')).toEqual([]);
  });

  test.each(['$(id)', '305; id', '305/../../clusters/176'])('sends nothing for what is no job: %s', async (typed) => {
    const { stop } = await play(EXAMPLE, { inputs: { 'job-id': typed, wait: true } });
    expect(stop?.outcome).toBe('failure');
    expect(simulator.requests).toEqual([]);
  });
});

describe('stop-what-runs-too-long.yml', () => {
  const EXAMPLE = 'stop-what-runs-too-long.yml';
  const HOUR = 3600;

  function addJobs() {
    return {
      tooLong: addJob({ runtime_in_seconds: 7 * HOUR }),
      short: addJob({ runtime_in_seconds: 5 * HOUR }),
      ofOthers: addJob({ runtime_in_seconds: 7 * HOUR, package_id: 104 }),
      stopping: addJob({ runtime_in_seconds: 7 * HOUR, status: 'stopping', simulate: { seconds: { stopping: HOUR } } }),
    };
  }

  test('stops on schedule what has run for more than six hours', async () => {
    const { tooLong, short, ofOthers, stopping } = addJobs();
    // A schedule has no inputs.
    const { stop, ...after } = await play(EXAMPLE, { github: { event_name: 'schedule' } });
    expect(stop).toMatchObject({ outcome: 'success', outputs: { count: '1', id: String(tooLong), status: 'stopped' } });
    expect(states(short, ofOthers, stopping)).toEqual(['running', 'running', 'stopping']);
    if (CAN_RUN_SCRIPTS) {
      const told = '::warning title=Xplenty jobs ran too long::1 jobs had run for more than six hours.\n';
      expect(Object.values(after)).toMatchObject([{ outcome: 'success', log: told }]);
    }
  });

  test('only tells which it would stop when it is started by hand', async () => {
    const { tooLong } = addJobs();
    const { stop, ...after } = await play(EXAMPLE, {
      github: { event_name: 'workflow_dispatch' },
      inputs: { 'dry-run': true },
    });
    expect(stop).toMatchObject({ outcome: 'success', outputs: { count: '1', id: String(tooLong) } });
    expect(requests('DELETE')).toEqual([]);
    expect(Object.values(after)).toMatchObject([{ outcome: 'skipped' }]);
  });
});

type GivenSituation = Partial<Situation> & { github?: object; inputs?: object };

/** Plays the only job of an example. The simulator takes the service's place. */
function play(
  name: string,
  { github = {}, inputs = {}, ...situation }: GivenSituation,
): Promise<Record<string, Played>> {
  const [job = {}] = Object.values(readWorkflow(`examples/${name}`).workflow.jobs);
  const vars = { XPLENTY_ACCOUNT_ID: simulator.accountId, XPLENTY_CLUSTER_ID: '176', XPLENTY_PACKAGE_ID: '103' };
  const contexts = { github, inputs, vars, secrets: { XPLENTY_API_KEY: simulator.apiKey } };
  const api = { written: 'https://api.xplenty.com', url: simulator.url };
  const moreInputs = { 'api-url': simulator.url, 'poll-interval-seconds': '0.1' };
  return playJob(job, { contexts, api, moreInputs, ...situation });
}

function stepsOf(name: string) {
  const [job] = Object.values(readWorkflow(`examples/${name}`).workflow.jobs);
  return Object.fromEntries((job?.steps ?? []).map((step) => [step.id, step]));
}

/** The `github` context of a pull request of the repository's own. */
function pullRequest(change: object = {}) {
  const own = { number: 7, head: { repo: { full_name: 'octocat/pipelines' } }, user: { login: 'octocat' } };
  return { repository: 'octocat/pipelines', event: { pull_request: { ...own, ...change } } };
}

function addJob(seed: object = {}): number {
  return simulator.addJob({ status: 'running', package_id: 103, cluster_id: 176, ...seed }).id;
}

function states(...ids: number[]) {
  return ids.map((id) => simulator.job(id)?.status);
}

function requests(method: string) {
  return simulator.requests.filter((request) => request.method === method);
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('it has not come to that within 10 s');
    await sleep(20);
  }
}
