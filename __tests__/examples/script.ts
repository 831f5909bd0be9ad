import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';
import { machineVariables } from '../../tools/runner/step-environment.ts';
import type { Played } from './play.ts';

export interface ScriptOptions {
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Cancels the script as the runner does: SIGINT, and SIGTERM 7.5 s later. */
  readonly cancel: AbortSignal | undefined;
  /** Aborted when the job ends: what a script has left running goes on until then. */
  readonly end: AbortSignal;
}

/** The examples' scripts are for `ubuntu-latest`, which has all of these. Elsewhere they cannot be run. */
export const CAN_RUN_SCRIPTS =
  process.platform !== 'win32' &&
  ['bash', 'curl', 'jq'].every((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined);

/** Runs a script as the runner does where a workflow says `shell: bash`. */
export async function runScript(script: string, options: ScriptOptions): Promise<Played> {
  const folder = mkdtempSync(join(options.temp, 'script-'));
  const [file, output] = [join(folder, 'script.sh'), join(folder, 'output')];
  writeFileSync(file, script);
  writeFileSync(output, '');
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', file], {
    cwd: options.workspace,
    env: { ...machineVariables(), RUNNER_TEMP: options.temp, GITHUB_OUTPUT: output, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that all of it can be ended.
    detached: true,
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (log += text));
  let terminate: NodeJS.Timeout | undefined;
  const cancel = () => {
    child.kill('SIGINT');
    terminate = setTimeout(() => child.kill('SIGTERM'), 7_500);
  };
  options.cancel?.addEventListener('abort', cancel);
  options.end.addEventListener('abort', () => killGroup(child.pid));
  const [exitCode] = await once(child, 'close');
  clearTimeout(terminate);
  options.cancel?.removeEventListener('abort', cancel);
  const outputs = Object.fromEntries(parseOutputsFile(readFileSync(output, 'utf8')).outputs);
  return { outcome: options.cancel?.aborted ? 'cancelled' : exitCode === 0 ? 'success' : 'failure', outputs, log };
}

function killGroup(pid: number | undefined): void {
  try {
    process.kill(-(pid ?? Number.NaN), 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
