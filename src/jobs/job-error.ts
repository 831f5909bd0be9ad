import { AbortedError, type ApiError, HttpError, lastError, type RequestError } from '../api/errors.ts';
import type { Job, JobRef } from '../api/job.ts';
import { duration } from '../text.ts';

/** Why a job was not stopped. The message says what happened, to which job, and what to do. */
export class JobError extends Error {
  /** Stands in a list of annotations, without context. */
  readonly title: string;
  /** Whether the job may have been terminated nevertheless: a request was answered in no way that says otherwise. */
  readonly isOutcomeUnknown: boolean;

  constructor(title: string, message: string, isOutcomeUnknown = false) {
    super(message);
    this.title = title;
    this.isOutcomeUnknown = isOutcomeUnknown;
  }
}

/** The jobs could not be selected. Nothing was terminated: half a list is no basis for that. */
export class SelectionError extends JobError {}

/** What to do about a status code that says more of the caller than of the job. */
const ADVICE: Readonly<Record<number, string>> = {
  401: 'Check api-key: the service does not know this key.',
  402: "The account's billing has to be put in order first, on its page at the service.",
  403: 'The user of this key may not do this in this account. Use the key of a user who may.',
  404: 'Check job-id and account-id: with this key no such job can be seen in the account.',
  429: 'The hourly allowance of this user is used up. Run this step again later, or use the key of another user.',
};

const AGAIN = 'Look at the job at the service, or run this step again: terminating a job twice does no harm.';

/** The API refused the call, and the job is still active. */
export function stillActive({ id }: JobRef, cause: RequestError, job: Job): JobError {
  const title = `Job ${id} was not terminated`;
  return new JobError(
    title,
    `${title}: ${cause.message}. A look shows that it is still ${job.status}.${advice(cause)}`,
  );
}

/**
 * The call was not accepted, and nothing shows what became of the job.
 *
 * @param getError why getting the job did not help either, where that was tried
 * @param isUnknown whether a request may have been carried out nevertheless
 */
export function notTerminated(
  { id }: JobRef,
  cause: RequestError,
  getError: RequestError | undefined,
  isUnknown: boolean,
): JobError {
  const isLost = getError !== undefined && (lastError(getError).isTransient || getError instanceof AbortedError);
  const what = isLost ? 'A look at it failed as well' : 'A look does not show the job';
  const also = getError === undefined ? '' : ` ${what}: ${getError.message}.`;
  if (isUnknown) {
    const text = `It is not known whether job ${id} was terminated: ${cause.message}.${also}${advice(cause)} ${AGAIN}`;
    return new JobError(`Job ${id} may still be running`, text, true);
  }
  const title = `Job ${id} was not terminated`;
  return new JobError(title, `${title}: ${cause.message}.${also}${advice(cause)}`);
}

/** A job that was only to be shown could not be. */
export function notSeen({ id }: JobRef, cause: RequestError): JobError {
  const title = `Job ${id} could not be looked at`;
  return new JobError(title, `${title}: ${cause.message}.${advice(cause)}`);
}

/** @param cause why the last poll failed, if it did */
export function timedOut(job: Job, timeoutMs: number, cause: ApiError | undefined): JobError {
  const last = cause === undefined ? '' : ` The last look failed: ${cause.message}.`;
  return new JobError(
    `Job ${job.id} has not stopped yet`,
    `Job ${job.id} has not stopped within ${duration(timeoutMs)}: when last seen it was ${job.status}.${last} ` +
      'The termination goes on at the service. If its jobs take longer to stop, raise timeout-seconds.',
  );
}

/** The service does not let the job be seen any more while it is waited for. */
export function lostSight(job: Job, cause: ApiError): JobError {
  return new JobError(
    `Job ${job.id} cannot be seen any more`,
    `The termination of job ${job.id} is under way, but whether it has stopped is not known: ${cause.message}. ` +
      `When last seen it was ${job.status}.${advice(cause)}`,
  );
}

export function cancelledWhileStopping(job: Job): JobError {
  const title = `The termination of job ${job.id} is under way`;
  return new JobError(title, `Cancelled. ${title}: when last seen it was ${job.status}. It was not waited for.`);
}

export function cancelledBeforeRequest({ id }: JobRef): JobError {
  const title = `Job ${id} was not terminated`;
  return new JobError(title, `Cancelled before there was time for it: ${title.toLowerCase()}.`);
}

export function cancelledDuringRequest({ id }: JobRef, cause: RequestError): JobError {
  return new JobError(
    `Job ${id} may still be running`,
    `Cancelled before the API had answered: it is not known whether job ${id} was terminated (${cause.message}). ${AGAIN}`,
    true,
  );
}

export function notSelected(cause: RequestError, isCancelled: boolean): SelectionError {
  const text = isCancelled
    ? 'Cancelled while the jobs were being chosen. Nothing was terminated.'
    : `The jobs could not be chosen: ${cause.message}.${advice(cause)} Nothing was terminated.`;
  return new SelectionError('Nothing was terminated: the jobs could not be chosen', text);
}

function advice(cause: RequestError): string {
  const error = lastError(cause);
  const text = error instanceof HttpError ? ADVICE[error.statusCode] : undefined;
  return text === undefined ? '' : ` ${text}`;
}
