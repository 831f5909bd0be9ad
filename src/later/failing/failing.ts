import {
  Cancelled,
  Failed,
  InvalidInputs,
  NotChosen,
  NotOver,
  NotSeen,
  NotTerminated,
  OutOfSight,
} from '../../errors.ts';
import { duration, log, MOST_ANNOTATIONS } from '../../report/log.ts';
import { ApiRefusal, type Failure, Interrupted, lastFault } from '../../xplenty/errors.ts';

/** What to do about a refusal that says more of the caller than of the job. */
const HINTS: Readonly<Record<number, string>> = {
  401: 'Check api-key: the service does not know this key.',
  402: "The account's billing has to be put in order first, on its page at the service.",
  403: 'The user of this key may not do this in this account. Use the key of a user who may.',
  404: 'Check job-id and account-id: with this key no such job can be seen in the account.',
  429: 'The hourly allowance of this user is used up. Run this step again later, or use the key of another user.',
};

/** Tells why the step fails, each reason as an annotation of its own. */
export function tellFailure(error: unknown): void {
  if (error instanceof InvalidInputs) {
    for (const mistake of error.mistakes) log.error(mistake, 'Nothing was terminated: an input is wrong');
    return;
  }
  const reasons = (error instanceof Failed ? error.failures : [error]).map(explain);
  const shown = reasons.length > MOST_ANNOTATIONS ? reasons.slice(0, MOST_ANNOTATIONS - 1) : reasons;
  for (const { title, text } of shown) log.error(text, title);
  if (shown.length === reasons.length) return;
  const rest = reasons.slice(shown.length);
  log.group(`Why ${rest.length} more jobs were not stopped`, () => {
    for (const { text } of rest) log.info(text);
  });
  log.error(
    `${rest.length} more jobs were not stopped. The log names each with its reason.`,
    `${rest.length} more jobs`,
  );
}

/** Why a job was not stopped, as one text. */
export function inWords(failure: Error): string {
  return explain(failure).text;
}

interface Explanation {
  /** Stands in a list of annotations, without context. */
  readonly title: string;
  /** What happened, to which job, and what to do. */
  readonly text: string;
}

function explain(failure: unknown): Explanation {
  if (failure instanceof NotTerminated) return explainNotTerminated(failure);
  if (failure instanceof NotSeen) return explainNotSeen(failure);
  if (failure instanceof NotOver) return explainNotOver(failure);
  if (failure instanceof OutOfSight) return explainOutOfSight(failure);
  if (failure instanceof Cancelled) return explainCancelled(failure);
  if (failure instanceof NotChosen) return explainNotChosen(failure);
  return explainDefect(failure);
}

const AGAIN = 'Look at the job at the service, or run this step again: terminating a job twice does no harm.';

function explainNotTerminated(failure: NotTerminated): Explanation {
  const { ref, cause, job, look } = failure;
  const title = `Job ${ref.id} was not terminated`;
  if (job !== undefined) {
    return { title, text: `${title}: ${cause.message}. A look shows that it is still ${job.status}.${hint(cause)}` };
  }
  const isLost = look !== undefined && (lastFault(look).retryable || look instanceof Interrupted);
  const told = isLost ? 'A look at it failed as well' : 'A look does not show the job';
  const seen = look === undefined ? '' : ` ${told}: ${look.message}.`;
  if (!failure.isOpen) return { title, text: `${title}: ${cause.message}.${seen}${hint(cause)}` };
  return {
    title: `Job ${ref.id} may still be running`,
    text: `It is not known whether job ${ref.id} was terminated: ${cause.message}.${seen}${hint(cause)} ${AGAIN}`,
  };
}

function explainNotSeen({ ref, cause }: NotSeen): Explanation {
  const title = `Job ${ref.id} could not be looked at`;
  return { title, text: `${title}: ${cause.message}.${hint(cause)}` };
}

function explainNotOver({ job, timeoutMs, cause }: NotOver): Explanation {
  const last = cause === undefined ? '' : ` The last look failed: ${cause.message}.`;
  return {
    title: `Job ${job.id} has not stopped yet`,
    text:
      `Job ${job.id} has not stopped within ${duration(timeoutMs)}: when last seen it was ${job.status}.${last} ` +
      'The termination goes on at the service. If its jobs take longer to stop, raise timeout-seconds.',
  };
}

function explainOutOfSight({ job, cause }: OutOfSight): Explanation {
  return {
    title: `Job ${job.id} cannot be seen any more`,
    text:
      `The termination of job ${job.id} is under way, but whether it has stopped is not known: ${cause.message}. ` +
      `When last seen it was ${job.status}.${hint(cause)}`,
  };
}

function explainCancelled({ jobId, job, cause }: Cancelled): Explanation {
  if (job !== undefined) {
    const title = `The termination of job ${jobId} is under way`;
    return { title, text: `Cancelled. ${title}: when last seen it was ${job.status}. It was not waited for.` };
  }
  if (cause === undefined) {
    const title = `Job ${jobId} was not terminated`;
    return { title, text: `Cancelled before there was time for it: ${title.toLowerCase()}.` };
  }
  return {
    title: `Job ${jobId} may still be running`,
    text:
      `Cancelled before the API had answered: it is not known whether job ${jobId} was terminated ` +
      `(${(cause as Failure).message}). ${AGAIN}`,
  };
}

function explainNotChosen({ cause, wasCancelled }: NotChosen): Explanation {
  const title = 'Nothing was terminated: the jobs could not be chosen';
  const text = wasCancelled
    ? 'Cancelled while the jobs were being chosen. Nothing was terminated.'
    : `The jobs could not be chosen: ${cause.message}.${hint(cause)} Nothing was terminated.`;
  return { title, text };
}

/** Whatever nobody thought of. Its stack helps whoever mends it, and goes where debug logs go. */
function explainDefect(failure: unknown): Explanation {
  const { message, stack } = failure instanceof Error ? failure : new Error(String(failure));
  for (const line of (stack ?? '').split('\n')) log.debug(line);
  return {
    title: 'The action has a defect',
    text:
      `This should not have happened: ${message}. What was terminated until then is told above. ` +
      'Please report it, with the debug log.',
  };
}

function hint(cause: Failure): string {
  const fault = lastFault(cause);
  const text = fault instanceof ApiRefusal ? HINTS[fault.statusCode] : undefined;
  return text === undefined ? '' : ` ${text}`;
}
