// The action at work, for somebody who has never seen it: `npm run demo`, or `npm run demo -- --help`.
import { runStep, type StepResult } from '../runner/run-step.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { type Demonstration, HELP, readCommandLine, UsageError } from './command-line.ts';
import { heading, logWriter, say, showResult, showStep } from './screen.ts';

/** The documentation's example of a job, and the seconds that it stays in each status: long enough to be seen. */
const JOB = { status: 'running', cluster_id: 176, package_id: 103, variables: { InputPath: "'/today'" } };
const SECONDS = { running: 600, pending_stoppage: 2.5, stopping: 3.5 };
/** What this machine needs to reach the real service. */
const NETWORK = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'NODE_EXTRA_CA_CERTS'];

type Variables = Readonly<Record<string, string>>;

const cancelled = listenForCancel();
try {
  const demonstration = readCommandLine(process.argv.slice(2), process.env);
  if (demonstration === 'help') say(HELP);
  else process.exitCode = await demonstrate(demonstration);
} catch (error) {
  const message = cancelled.aborted ? 'Cancelled before the step was started.' : (error as Error).message;
  console.error(error instanceof UsageError ? `${message} See: npm run demo -- --help` : message);
  process.exitCode = 1;
}

/** @returns the exit status */
async function demonstrate({ real, all }: Demonstration): Promise<number> {
  const result = real === undefined ? await terminateSimulated() : await terminateReal(real);
  heading('What people and later steps see');
  showResult(result, { all, hideSecrets: real !== undefined });
  if (real === undefined) say('\nTo do the same with a job of yours, on the real service: npm run demo -- --help');
  return result.exitCode || (result.outcome === 'success' ? 0 : 1);
}

async function terminateSimulated(): Promise<StepResult> {
  say('The Xplenty API is simulated on this machine, and nothing leaves it. The action is the real one.');
  const service = await startSimulator({ seconds: SECONDS });
  try {
    const { id, status } = service.addJob(JOB);
    const { accountId, apiKey, url } = service;
    say(`The simulator listens on ${url}. In its account ${accountId}, job ${id} is ${status}.`);
    const inputs = { 'job-id': String(id), 'account-id': accountId, 'api-key': apiKey, 'api-url': url };
    const result = await terminate(inputs, {});
    say(`\nThe simulator itself says: job ${id} is ${service.job(id)?.status}.`);
    return result;
  } finally {
    await service.close();
  }
}

function terminateReal(inputs: Variables): Promise<StepResult> {
  say('This is the real service: the job will be terminated.');
  return terminate(inputs, Object.fromEntries(NETWORK.map((name) => [name, process.env[name] ?? ''])));
}

function terminate(given: Variables, env: Variables): Promise<StepResult> {
  const inputs = { ...given, 'wait-for-stopped': 'true' };
  heading('A workflow terminates it, and waits until it has stopped');
  cancelled.throwIfAborted();
  showStep(inputs);
  say('\nThe log of this step, with the time since its start:\n');
  return runStep({ inputs, env, cancel: cancelled, onLogLine: logWriter(), killAfterMs: Number.POSITIVE_INFINITY });
}

/** Passes a cancel on to the step. Without it the step, a process group of its own, would outlive the demonstration. */
function listenForCancel(): AbortSignal {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  process.on('SIGTERM', cancel).on('SIGHUP', cancel);
  // Nobody reads any more, as with `npm run demo | head`.
  process.stdout.on('error', cancel);
  // On Windows the console gives the step the first Ctrl-C itself, and what is passed on would end it at once.
  let interrupts = process.platform === 'win32' ? 0 : 1;
  process.on('SIGINT', () => {
    if (interrupts > 0) cancel();
    interrupts += 1;
  });
  return controller.signal;
}
