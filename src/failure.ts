import { Cancelled } from './cancellation.ts';
import { InvalidInputs } from './inputs.ts';
import { duration, log } from './report/log.ts';
import { type Failure, NotTerminated } from './termination.ts';
import { NotOver, OutOfSight } from './wait.ts';
import { ApiRefusal, GaveUp } from './xplenty/errors.ts';

/** What to do about a refusal that says more of the caller than of the job. */
const HINTS: Readonly<Record<number, string>> = {
  401: 'Check api-key: the service does not know this key.',
  402: "The account's billing has to be put in order first, on its page at the service.",
  403: 'The user of this key may not do this in this account. Use the key of a user who may.',
  404: 'Check job-id and account-id: with this key no such job can be seen in the account.',
  407: 'Check the user name and password in HTTPS_PROXY.',
  429: 'The hourly allowance of this user is used up. Run this step again later, or use the key of another user.',
};

/** Tells why the step fails: what happened, to which job, and what to do. */
export function tellFailure(error: unknown): void {
  if (error instanceof InvalidInputs) {
    for (const mistake of error.mistakes) log.error(mistake, 'Nothing was terminated: an input is wrong');
  } else if (error instanceof NotTerminated) tellNotTerminated(error);
  else if (error instanceof NotOver) tellNotOver(error);
  else if (error instanceof OutOfSight) tellOutOfSight(error);
  else if (error instanceof Cancelled) tellCancelled(error);
  else tellDefect(error);
}

function tellNotTerminated(error: NotTerminated): void {
  const { ref, cause, job, look } = error;
  const title = `Job ${ref.id} was not terminated`;
  if (job !== undefined) {
    log.error(`${title}: ${cause.message}. A look shows that it is still ${job.status}.${hint(cause)}`, title);
  } else if (error.isOpen) {
    const seen = look === undefined ? '' : ` A look at it failed as well: ${look.message}.`;
    log.error(
      `It is not known whether job ${ref.id} was terminated: ${cause.message}.${seen}${hint(cause)} ${AGAIN}`,
      `Job ${ref.id} may still be running`,
    );
  } else {
    const seen = look === undefined ? '' : ` A look does not show the job: ${look.message}.`;
    log.error(`${title}: ${cause.message}.${seen}${hint(cause)}`, title);
  }
}

const AGAIN = 'Look at the job at the service, or run this step again: terminating a job twice does no harm.';

function tellNotOver({ job, timeoutMs, cause }: NotOver): void {
  const last = cause === undefined ? '' : ` The last look failed: ${cause.message}.`;
  log.error(
    `Job ${job.id} has not stopped within ${duration(timeoutMs)}: when last seen it was ${job.status}.${last} ` +
      'The termination goes on at the service. If its jobs take longer to stop, raise timeout-seconds.',
    `Job ${job.id} has not stopped yet`,
  );
}

function tellOutOfSight({ job, cause }: OutOfSight): void {
  log.error(
    `The termination of job ${job.id} was accepted, but whether it has stopped is not known: ${cause.message}. ` +
      `When last seen it was ${job.status}.${hint(cause)}`,
    `Job ${job.id} cannot be seen any more`,
  );
}

function tellCancelled({ jobId, job, cause }: Cancelled): void {
  if (job === undefined) {
    log.error(
      `Cancelled before the API had answered: it is not known whether job ${jobId} was terminated ` +
        `(${(cause as Failure).message}). ${AGAIN}`,
      `Job ${jobId} may still be running`,
    );
  } else {
    log.error(
      `Cancelled. The termination of job ${jobId} is under way: when last seen it was ${job.status}. It was not waited for.`,
      `The termination of job ${jobId} is under way`,
    );
  }
}

/** Whatever nobody thought of. Its stack helps whoever mends it, and goes where debug logs go. */
function tellDefect(error: unknown): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  log.debug(stack ?? '');
  log.error(
    `This should not have happened: ${message}. Whether the job was terminated is told above, if it was. ` +
      'Please report it, with the debug log.',
    'Terminate Xplenty Job has a defect',
  );
}

function hint(cause: Failure): string {
  const fault = cause instanceof GaveUp ? cause.cause : cause;
  const text = fault instanceof ApiRefusal ? HINTS[fault.statusCode] : undefined;
  return text === undefined ? '' : ` ${text}`;
}
