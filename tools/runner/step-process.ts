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
  /** The process gets the same signals after so many milliseconds; never by default. */
  readonly timeoutMs?: number | undefined;
  /** The limit in milliseconds, in place of HANGS_AFTER_MS; Infinity for none. */
  readonly killAfterMs?: number | undefined;
}

export interface ProcessEnd {
  readonly exitCode: number | null;
  /** The signal that ended it, if one did. */
  readonly signal: NodeJS.Signals | null;
  /** From the start of the process to its exit. */
  readonly milliseconds: number;
  /** The signals that a cancel sent, in their order: the first alone where the process left in time. */
  readonly signals: readonly NodeJS.Signals[];
  /** Why it was killed, where it did not leave by itself or at a signal that it could have heeded. */
  readonly killedBy: 'cancel' | undefined;
  /** Whether `timeoutMs` had passed. */
  readonly isTimedOut: boolean;
}

/** A process that did not end within its limit, and was killed. The message says what it had printed. */
export class HungError extends Error {}

/**
 * What still runs by then hangs: the slowest whole run takes less than a quarter of it on two quiet cores. It is the one
 * limit on time of all tests. Jest's `testTimeout` has to be longer, or Jest speaks first and knows less.
 */
export const HANGS_AFTER_MS = 180_000;

// ProcessInvoker.cs: how long the runner waits after SIGINT, after SIGTERM, and for the streams of a process that is gone.
const HEED_INTERRUPT_MS = 7_500;
const HEED_TERMINATE_MS = 2_500;
const CLOSE_STREAMS_MS = 5_000;

const onWindows = process.platform === 'win32';

/**
 * Runs a process as the runner's ProcessInvoker does (actions/runner, src/Runner.Sdk/ProcessInvoker.cs): standard input
 * closed, a cancel as SIGINT, then SIGTERM, then a kill of the process. Its children end with it here.
 *
 * On Windows the runner sends Ctrl-C and Ctrl-Break; Node has no way to, and ends the process at once.
 *
 * @returns when the process has ended, its output is read to the end, and nothing of it is left
 * @throws HungError; another error when it cannot be started
 */
export async function runProcess(options: ProcessOptions): Promise<ProcessEnd> {
  const { timeoutMs = Number.POSITIVE_INFINITY, killAfterMs = HANGS_AFTER_MS } = options;
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

  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, act: () => void) => {
    if (Number.isFinite(milliseconds)) timers.push(setTimeout(act, milliseconds));
  };
  const clearTimers = () => timers.splice(0).forEach(clearTimeout);

  const signals: NodeJS.Signals[] = [];
  let killedBy: 'cancel' | 'limit' | undefined;
  let isTimedOut = false;
  const send = (signal: NodeJS.Signals) => {
    signals.push(signal);
    child.kill(signal);
  };
  const kill = (why: 'cancel' | 'limit') => {
    killedBy = why;
    killTree(child);
  };
  const interrupt = () => {
    send(options.signal);
    after(HEED_INTERRUPT_MS, () => send('SIGTERM'));
    after(HEED_INTERRUPT_MS + HEED_TERMINATE_MS, () => kill('cancel'));
  };
  after(timeoutMs, () => {
    isTimedOut = true;
    interrupt();
  });
  after(killAfterMs, () => kill('limit'));
  options.cancel.addEventListener('abort', interrupt);
  if (options.cancel.aborted) interrupt();

  let milliseconds = 0;
  child.once('exit', () => {
    milliseconds = performance.now() - startedAt;
    options.cancel.removeEventListener('abort', interrupt);
    clearTimers();
    // What the process has started can outlive it and hold its streams open.
    after(CLOSE_STREAMS_MS, () => {
      killTree(child);
      child.stdout.destroy();
      child.stderr.destroy();
    });
  });
  const [exitCode, signal] = await once(child, 'close');
  clearTimers();
  killTree(child);
  if (killedBy === 'limit') {
    const command = [options.command, ...options.arguments].join(' ');
    throw new HungError(
      `Process ${child.pid} did not end within ${killAfterMs / 1_000} s and was killed: ${command}\nIt had printed:\n${printed}`,
    );
  }
  return { exitCode, signal, milliseconds, signals, killedBy, isTimedOut };
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
