import { listenForCancel } from './cancellation.ts';
import { Log } from './github/log.ts';
import { showFailure } from './github/report.ts';
import { Secrets } from './github/secrets.ts';
import { loadInputs } from './inputs.ts';
import { run } from './run.ts';

// Until the run has reached its end: a Node that runs out of work ends with this.
process.exitCode = 1;
// What was written to standard output is gone when the runner is; the termination must not go with it.
process.stdout.on('error', () => undefined);

const secrets = new Secrets();
const log = new Log(secrets);
process.on('uncaughtException', fail);
void main();

async function main(): Promise<void> {
  try {
    const cancellation = listenForCancel();
    exit((await run(loadInputs(secrets), cancellation, log, secrets)) ? 0 : 1);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  try {
    showFailure(log, error);
  } finally {
    exit(1);
  }
}

/** Ends once everything written is out (on Linux it is at once), whatever still keeps a connection open. */
function exit(exitCode: number): void {
  process.exitCode = exitCode;
  if (process.stdout.writableLength === 0) process.exit();
  process.stdout.write('', () => process.exit());
}
