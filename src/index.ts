import { listenForCancel } from './cancellation.ts';
import { systemClock } from './clock.ts';
import { Log } from './github/log.ts';
import { Report } from './github/report.ts';
import { Secrets } from './github/secrets.ts';
import { stopGuarded } from './guard/stop-guarded.ts';
import { InvalidInputsError, loadInputs, loadRunner } from './inputs.ts';
import { SelectionError } from './jobs/job-error.ts';
import { run } from './run.ts';

// Until the run has reached its end: a Node that runs out of work ends with this.
process.exitCode = 1;
// What was written to standard output is gone when the runner is; the termination must not go with it.
process.stdout.on('error', () => undefined);

const secrets = new Secrets();
const log = new Log(secrets);
const isGuard = process.argv.includes('guard-post');
const runner = loadRunner();
// The guard has no output but those of its main stage.
const report = new Report(log, secrets, isGuard ? { ...runner, outputFile: undefined } : runner, systemClock);
const cancellation = listenForCancel();
process.on('uncaughtException', fail);
void main();

async function main(): Promise<void> {
  try {
    exit((await stage()) ? 0 : 1);
  } catch (error) {
    fail(error);
  }
}

/** The step itself, or what the guard does after it. */
function stage(): Promise<boolean> {
  if (isGuard) return stopGuarded(process.env, secrets, cancellation, report, systemClock);
  const redact = (text: string) => secrets.redact(text);
  return run(loadInputs(secrets), cancellation, report, redact, systemClock);
}

function fail(error: unknown): void {
  try {
    if (error instanceof InvalidInputsError) report.failInputs(error.problems);
    else if (error instanceof SelectionError) report.fail(error.summary, error.details);
    else report.fail('Unexpected error', describe(error));
  } finally {
    exit(1);
  }
}

/** What nobody thought of. Its stack helps whoever fixes it, and goes where debug logs go. */
function describe(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  for (const line of (stack ?? '').split('\n')) log.debug(() => line);
  return `${message}. The log above shows what was terminated. Please report this with the debug log.`;
}

/**
 * Ends once everything written is out (on Linux it is at once), whatever still keeps a connection open. `process.exit` waits
 * for a host name that is being looked up, up to 20 s as measured: after a cancel that is longer than the runner waits.
 */
function exit(exitCode: number): void {
  process.exitCode = exitCode;
  process.stdout.write('', () => {
    if (cancellation.requested.aborted && process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap')) {
      process.kill(process.pid, 'SIGKILL');
    }
    process.exit();
  });
}
