import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule, Simulator, SimulatorOptions } from '../../tools/simulator/simulator.ts';
import { REPOSITORY } from './run-workflow.ts';
import { startService } from './service.ts';

// What the script of stop-when-cancelled.yml does and act does not show: act kills all of a step at once, while GitHub's
// runner signals only the step's entry process.

/** Writes down how a tool is called, and calls it. */
const SPY = `#!/usr/bin/env bash
echo "TOOL $*" >> "$SEEN"
PATH="$REAL_PATH" exec TOOL "$@"
`;
const FINISHES_AT_ONCE = { seconds: { idle: 0, pending: 0, running: 0 } };

describe('run-job.sh', { concurrency: 3 }, () => {
  test('has set the job ID although the step is cancelled while the job is being started', async () => {
    const rule = { method: 'POST', fault: { kind: 'stall-before-headers', ms: 500 } } as const;
    const result = await runJob(FINISHES_AT_ONCE, [rule], ({ requests }) => requests.length > 0);
    assert.equal(result.outputs, 'job-id=1\n', result.printed);
  });

  test('sets no job ID when the answer holds none', async () => {
    const rule = { method: 'POST', fault: { kind: 'patch', fields: { id: 'null' } } } as const;
    const result = await runJob(FINISHES_AT_ONCE, [rule]);
    assert.deepEqual([result.exitCode === 0, result.outputs], [false, ''], result.printed);
  });

  test('fails when the job has failed, and says so', async () => {
    const rule = { method: 'GET', fault: { kind: 'patch', fields: { status: 'failed' } } } as const;
    const result = await runJob(FINISHES_AT_ONCE, [rule]);
    assert.equal(result.exitCode, 1, result.printed);
    assert.match(result.printed, /^::error title=Job 1 has failed::/m);
  });

  test('keeps waiting over an error of the service that passes', async () => {
    const rule = { method: 'GET', times: 1, fault: { kind: 'refusal', status: 503, message: 'Busy' } } as const;
    const result = await runJob(FINISHES_AT_ONCE, [rule]);
    assert.equal(result.exitCode, 0, result.printed);
    assert.match(result.printed, /Job 1 has completed/);
  });

  test('shows the key neither in command lines nor in what it prints', async () => {
    const result = await runJob(FINISHES_AT_ONCE, [
      { method: 'GET', fault: { kind: 'refusal', status: 401, message: 'No' } },
    ]);
    assert.equal(result.outputs, 'job-id=1\n', result.printed);
    assert.match(result.seen, /curl --config/);
    assert.ok(!`${result.seen}${result.printed}`.includes(result.apiKey));
  });
});

/** Runs the script as a step of GitHub's runner does, on a service of its own. */
async function runJob(
  options: SimulatorOptions,
  rules: readonly FaultRule[],
  cancelWhen: (simulator: Simulator) => boolean = () => false,
) {
  const folder = mkdtempSync(join(tmpdir(), 'run-job-'));
  const file = (name: string, text = '', mode = 0o644) => {
    writeFileSync(join(folder, name), text, { mode });
    return join(folder, name);
  };
  const { simulator, environment, close } = await startService(folder, options);
  for (const rule of rules) simulator.faults.add(rule);
  for (const tool of ['curl', 'jq']) file(tool, SPY.replaceAll('TOOL', tool), 0o755);
  const [outputs, seen] = [file('outputs'), file('seen')];
  const step = file(
    'step.sh',
    `${join(REPOSITORY, 'examples/run-job.sh')} 103 176 pull_request 'octocat/pipelines#7'\n`,
  );
  const entry = spawn('bash', ['-e', step], {
    env: {
      ...environment,
      PATH: `${folder}:${process.env.PATH}`,
      REAL_PATH: process.env.PATH,
      SEEN: seen,
      GITHUB_OUTPUT: outputs,
      XPLENTY_API_KEY: simulator.apiKey,
      XPLENTY_ACCOUNT_ID: simulator.accountId,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [entry.stdout, entry.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
  let ended = false;
  const closed = once(entry, 'close').finally(() => {
    ended = true;
  });
  while (!ended && !cancelWhen(simulator)) await sleep(20);
  if (!ended) entry.kill('SIGINT');
  const [exitCode] = await closed;
  await close();
  const read = { outputs: readFileSync(outputs, 'utf8'), seen: readFileSync(seen, 'utf8') };
  rmSync(folder, { recursive: true });
  return { exitCode, printed, apiKey: simulator.apiKey, ...read };
}
