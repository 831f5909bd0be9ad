// The action at work, for somebody who has never seen it: `npm run demo`, or `npm run demo -- --help`.

import { runStep, type StepResult } from '../runner/run-step.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { HELP, type RealJob, readCommandLine, UsageError } from './command-line.ts';
import { heading, logWriter, say, showResult, showStep } from './screen.ts';
import { lookAtJob, runJob, startSimulation } from './simulation.ts';

const INTRODUCTION = `This shows how a workflow terminates a job on Xplenty. The service is simulated: a stand-in for it runs on this
machine, and nothing leaves it. The action is the real one, started the way the GitHub Actions runner starts it.`;

const cancelled = listenForCancel();
try {
  process.exitCode = await demonstrate();
} catch (error) {
  const message = cancelled.aborted ? 'Cancelled before the step was started.' : (error as Error).message;
  console.error(error instanceof UsageError ? `${message}\n\n${HELP}` : message);
  process.exitCode = 1;
}

/** @returns the exit status */
async function demonstrate(): Promise<number> {
  const request = readCommandLine(process.argv.slice(2), process.env);
  if (request === 'help') {
    say(HELP);
    return 0;
  }
  return request === 'simulated' ? await demonstrateSimulated() : await demonstrateReal(request);
}

async function demonstrateSimulated(): Promise<number> {
  say(INTRODUCTION);
  const service = await startSimulation();
  try {
    return await terminateSimulatedJob(service);
  } finally {
    await service.close();
  }
}

async function terminateSimulatedJob(service: Simulator): Promise<number> {
  heading('1. Somebody runs a job');
  say(`The stand-in listens on ${service.url} for the account ${service.accountId}.`);
  const jobId = await runJob(service, say, cancelled);

  heading('2. A workflow terminates it, and waits until it has stopped');
  const result = await terminate(
    {
      'job-id': String(jobId),
      'account-id': service.accountId,
      'api-key': service.apiKey,
      'api-url': service.url,
    },
    {},
  );

  heading('3. What came of it');
  showResult(result, false);
  say(`\nAnd the stand-in itself says of job ${jobId}: ${await lookAtJob(service, jobId)}.`);
  say('\nTo do the same with a job of yours, on the real service: npm run demo -- --help');
  return exitStatus(result);
}

async function demonstrateReal(job: RealJob): Promise<number> {
  say('This is the real service: the job will be terminated.');
  heading('A workflow terminates the job, and waits until it has stopped');
  const result = await terminate(
    {
      'job-id': job.jobId,
      'account-id': job.accountId,
      'api-key': job.apiKey,
      ...(job.apiUrl === undefined ? {} : { 'api-url': job.apiUrl }),
    },
    networkVariables(),
  );
  heading('What came of it');
  showResult(result, true);
  return exitStatus(result);
}

async function terminate(given: Record<string, string>, env: Record<string, string>): Promise<StepResult> {
  const inputs = { ...given, 'wait-for-stopped': 'true' };
  cancelled.throwIfAborted();
  say('The workflow has this step:\n');
  showStep(inputs);
  say('\nIts log, with the time since its start:\n');
  return await runStep({
    inputs,
    env,
    cancel: cancelled,
    onLogLine: logWriter(),
    killAfterMs: Number.POSITIVE_INFINITY,
  });
}

function exitStatus({ exitCode, outcome }: StepResult): number {
  return exitCode || (outcome === 'success' ? 0 : 1);
}

/** What this machine needs to reach the service. A runner of one's own has the same. */
function networkVariables(): Record<string, string> {
  const names = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy', 'NODE_EXTRA_CA_CERTS'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** Passes a cancel on to the step. Without it the step, a process group of its own, would outlive the demonstration. */
function listenForCancel(): AbortSignal {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  process.on('SIGTERM', cancel);
  process.on('SIGHUP', cancel);
  // Nobody reads any more, as with `npm run demo | head`.
  process.stdout.on('error', cancel);
  // On Windows the console gives the step the first Ctrl-C itself, and what is passed on would end it at once.
  let interrupts = process.platform === 'win32' ? 0 : 1;
  process.on('SIGINT', () => {
    if (interrupts > 0) {
      cancel();
    }
    interrupts += 1;
  });
  return controller.signal;
}
