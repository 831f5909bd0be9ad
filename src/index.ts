import { run } from './action.ts';
import { listenForCancel } from './cancellation.ts';
import { loadInputs } from './inputs.ts';

// What was written to standard output is gone when the runner is; the termination must not go with it.
process.stdout.on('error', () => undefined);
process.on('uncaughtException', (error) => void fail(error));

const cancellation = listenForCancel();
try {
  await run(loadInputs(), cancellation);
  leave(0);
} catch (error) {
  await fail(error);
}

async function fail(error: unknown): Promise<void> {
  try {
    const { tellFailure } = await import('./failure.ts');
    tellFailure(error);
  } finally {
    leave(1);
  }
}

/** Leaves once everything written is out, whatever still keeps a connection open. */
function leave(exitCode: number): void {
  process.exitCode = exitCode;
  process.stdout.write('', () => process.exit());
}
