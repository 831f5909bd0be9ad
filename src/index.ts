import { run } from './action.ts';
import { listenForCancel } from './cancellation.ts';
import { loadInputs } from './inputs.ts';
import { log } from './report/log.ts';

export * from './shared.ts';

// What was written to standard output is gone when the runner is; the termination must not go with it.
process.stdout.on('error', () => undefined);
process.on('uncaughtException', fail);
void main();

async function main(): Promise<void> {
  try {
    const cancellation = listenForCancel();
    await run(loadInputs(), cancellation);
    leave(0);
  } catch (error) {
    await fail(error);
  }
}

async function fail(error: unknown): Promise<void> {
  try {
    const { tellFailure } = await import('./later/failing/failing.ts');
    tellFailure(error);
  } catch (unexpected) {
    log.error(`Why the step failed cannot be told: ${(unexpected as Error).message}`, 'The action is incomplete');
  } finally {
    leave(1);
  }
}

/** Leaves once everything written is out (on Linux it is at once), whatever still keeps a connection open. */
function leave(exitCode: number): void {
  process.exitCode = exitCode;
  if (process.stdout.writableLength === 0) process.exit();
  process.stdout.write('', () => process.exit());
}
