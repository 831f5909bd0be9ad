import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

export interface ProcessOptions {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly workspace: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onStdout: (text: string) => void;
  readonly onStderr: (text: string) => void;
  /** Cancels the process as the runner does. */
  readonly cancel: AbortSignal;
  /** The signal that a cancel begins with. */
  readonly signal: NodeJS.Signals;
  /** The limit in milliseconds, in place of HANGS_AFTER_MS; Infinity for none. */
  readonly killAfterMs?: number | undefined;
}

export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** From the start of the process to its exit. */
  readonly milliseconds: number;
  /** The signals that a cancel sent, in their order: the first alone where the process left in time. */
  readonly signals: readonly NodeJS.Signals[];
  /** Why it was killed, where it did not leave by itself or at a signal that it could have heeded. */
  readonly killedBy: 'cancel' | undefined;
}

/** A process that did not end within its limit, and was killed. The message says what it had printed. */
export class HungError extends Error {}

/**
 * What still runs by then hangs: the slowest whole run takes less than a quarter of it on two quiet cores. It is the one limit on
 * time of all tests. Jest's `testTimeout` has to be longer, or Jest speaks first and knows less.
 */
export const HANGS_AFTER_MS = 180_000;

// ProcessInvoker.cs: how long the runner waits after SIGINT, after SIGTERM, and for the streams of a process that is gone.
const HEED_INTERRUPT_MS = 7_500;
const HEED_TERMINATE_MS = 2_500;
const CLOSE_STREAMS_MS = 5_000;

const onWindows = process.platform === 'win32';

/**
 * Runs a process as the runner's ProcessInvoker does (actions/runner, src/Runner.Sdk/ProcessInvoker.cs): standard input
 * closed, a cancel as SIGINT, then SIGTERM, then a kill of the process and all that it started.
 *
 * On Windows the runner sends Ctrl-C and Ctrl-Break; Node has no way to, and ends the process at once.
 *
 * @returns when the process has ended, its output is read to the end, and nothing of it is left
 * @throws HungError; another error when it cannot be started
 */
export async function runProcess(options: ProcessOptions): Promise<ProcessEnd> {
  const { killAfterMs = HANGS_AFTER_MS } = options;
  const startedAt = performance.now();
  const child = spawn(options.command, options.arguments, {
    cwd: options.workspace,
    env: options.environment,
    // A process group of its own: the terminal's Ctrl-C does not reach it, and all of it can be killed.
    detached: !onWindows,
  });
  await once(child, 'spawn');
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  child.stdout.on('data', options.onStdout);
  child.stderr.on('data', options.onStderr);
  child.stdin.on('error', () => {}).end();

  const timers = new Timers();
  const signals: NodeJS.Signals[] = [];
  let killedBy: 'cancel' | 'limit' | undefined;
  const send = (signal: NodeJS.Signals) => {
    signals.push(signal);
    child.kill(signal);
  };
  const kill = (why: 'cancel' | 'limit') => {
    killedBy = why;
    killTree(child);
  };
  const cancel = () => {
    send(options.signal);
    timers.after(HEED_INTERRUPT_MS, () => send('SIGTERM'));
    timers.after(HEED_INTERRUPT_MS + HEED_TERMINATE_MS, () => kill('cancel'));
  };
  if (Number.isFinite(killAfterMs)) timers.after(killAfterMs, () => kill('limit'));
  options.cancel.addEventListener('abort', cancel);
  if (options.cancel.aborted) {
    cancel();
  }

  let milliseconds = 0;
  child.once('exit', () => {
    milliseconds = performance.now() - startedAt;
    options.cancel.removeEventListener('abort', cancel);
    timers.clear();
    // What the process has started can outlive it and hold its streams open.
    timers.after(CLOSE_STREAMS_MS, () => {
      killTree(child);
      child.stdout.destroy();
      child.stderr.destroy();
    });
  });
  const [exitCode, signal] = await once(child, 'close');
  timers.clear();
  killTree(child);
  if (killedBy === 'limit') {
    const command = [options.command, ...options.arguments].join(' ');
    throw new HungError(
      `Process ${child.pid} did not end within ${killAfterMs / 1_000} s and was killed: ${command}\nIt had printed:\n${printed}`,
    );
  }
  return { exitCode, signal, milliseconds, signals, killedBy };
}

class Timers {
  readonly #pending: NodeJS.Timeout[] = [];

  after(milliseconds: number, deed: () => void): void {
    this.#pending.push(setTimeout(deed, milliseconds));
  }

  clear(): void {
    for (const timer of this.#pending.splice(0)) {
      clearTimeout(timer);
    }
  }
}

function killTree(child: ChildProcess): void {
  if (onWindows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-(child.pid ?? Number.NaN), 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
