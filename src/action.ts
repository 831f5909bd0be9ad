import { type Cancellation, Cancelled } from './cancellation.ts';
import type { Inputs } from './inputs.ts';
import * as journal from './report/journal.ts';
import { Outputs } from './report/outputs.ts';
import { NotTerminated, terminate } from './termination.ts';
import { VERSION } from './version.ts';
import { untilOver } from './wait.ts';
import { Client } from './xplenty/client.ts';
import type { ExchangeError } from './xplenty/errors.ts';
import { isOver, type Job } from './xplenty/job.ts';
import { type Exchange, Transport } from './xplenty/transport.ts';

const SIGN_OF_LIFE_MS = 30_000;

/**
 * What the step does: terminates the job, waits until it is over if asked to, and tells what became of it.
 *
 * @throws where the step has to fail; `failure.ts` puts it into words
 */
export async function run(inputs: Inputs, cancellation: Cancellation): Promise<void> {
  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const client = new Client(connect(inputs));
  const outputs = new Outputs();

  journal.tellStart(inputs.job, inputs.apiUrl.host);
  const termination = await terminate(inputs.job, client, cancellation, journal.tellFailedTry).catch((error) => {
    const isOpen = error instanceof NotTerminated && error.isOpen;
    throw isOpen && cancellation.requested.aborted ? new Cancelled(inputs.job.id, undefined, error.cause) : error;
  });
  let job = termination.job;
  setOutputs(outputs, job);
  journal.tellTermination(job, termination.refusal, elapsedMs());

  const onLook = (seen: Job) => {
    if (seen.status !== job.status) journal.tellChange(job, seen, elapsedMs());
    job = seen;
    setOutputs(outputs, job);
  };
  if (inputs.waitForStopped) {
    const signOfLife = setInterval(() => journal.tellSignOfLife(job, elapsedMs()), SIGN_OF_LIFE_MS);
    const onFailedLook = (fault: ExchangeError) => journal.tellFailedLook(job, fault);
    const { timeoutMs, pollIntervalMs } = inputs;
    const cancel = cancellation.requested;
    await untilOver(inputs.job, job, client, { timeoutMs, pollIntervalMs, cancel, onLook, onFailedLook }).finally(() =>
      clearInterval(signOfLife),
    );
  }
  if (cancellation.requested.aborted && !isOver(job)) throw new Cancelled(job.id, job);
  journal.tellEnd(job, elapsedMs());
}

/** Told, where they cannot be written, and no more: the termination went through. */
function setOutputs(outputs: Outputs, job: Job): void {
  try {
    outputs.setJob(job);
  } catch (error) {
    journal.tellUnwritable('The outputs', error);
  }
}

function connect(inputs: Inputs): Transport {
  const { apiUrl, apiKey, requestTimeoutMs } = inputs;
  return new Transport({
    apiUrl,
    // As documented: the key is the user name, the password is empty.
    headers: {
      Accept: 'application/vnd.xplenty+json',
      Authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`,
      'User-Agent': `terminate-xplenty-job/${VERSION}`,
    },
    requestTimeoutMs,
    connections: 1,
    onExchange: tellExchange,
  });
}

function tellExchange(exchange: Exchange): void {
  journal.tellExchange(exchange);
  if (exchange.credits?.remaining === 0) journal.tellNoCredits(exchange.credits.limit);
}
