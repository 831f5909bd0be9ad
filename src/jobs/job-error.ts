import { type ApiError, lastError, type RequestError } from '../api/errors.ts';
import { isActive, isStopping, type Job, type JobRef } from '../api/job.ts';
import { duration, printable } from '../text.ts';

/** Why a job was not stopped. Log, annotation, job summary and outputs all show these words. */
export class JobError extends Error {
  /** Stands alone behind the job's name, for instance `API key rejected (401)`. */
  readonly summary: string;
  /** What happened in detail, and what to do. */
  readonly details: string;
  /** Whether the job may have been terminated nevertheless: no response says otherwise. */
  readonly isOutcomeUnknown: boolean;

  constructor(ref: JobRef, summary: string, details: readonly string[], isOutcomeUnknown = false) {
    const text = details.filter(Boolean).join(' ');
    super(`Job ${ref.id}: ${summary}. ${text}`);
    this.summary = summary;
    this.details = text;
    this.isOutcomeUnknown = isOutcomeUnknown;
  }
}

/** The jobs could not be selected. Nothing was terminated: half a list is no basis for that. */
export class SelectionError extends Error {
  readonly summary: string;
  readonly details: string;

  constructor(summary: string, details: readonly string[]) {
    const text = details.filter(Boolean).join(' ');
    super(`${summary}. ${text}`);
    this.summary = summary;
    this.details = text;
  }
}

const RUN_AGAIN = 'Check the job at Xplenty, or run this step again: terminating a job twice does no harm.';

/** No request for the job ever reached the service. */
export function notDelivered(ref: JobRef, cause: RequestError): JobError {
  const { summary, advice } = lastError(cause);
  return new JobError(ref, summary, [sentence(cause.message), 'No request was delivered.', advice]);
}

/**
 * The API refused the call.
 *
 * @param job as a get shows it
 * @param getError why a get did not show it
 */
export function refused(ref: JobRef, cause: RequestError, job?: Job, getError?: RequestError): JobError {
  const { summary, advice } = lastError(cause);
  const seen = job === undefined ? 'Not terminated.' : `Not terminated, still ${statusOf(job)}.`;
  return new JobError(ref, summary, [sentence(cause.message), seen, getFailed(cause, getError), advice]);
}

/** A request may have been delivered, and nothing shows what became of the job. */
export function outcomeUnknown(ref: JobRef, cause: RequestError, job?: Job, getError?: RequestError): JobError {
  const seen = job === undefined ? '' : `Last status: ${statusOf(job)}.`;
  const details = [sentence(cause.message), 'A request may have been delivered.', seen, getFailed(cause, getError)];
  return new JobError(
    ref,
    'outcome unknown, may still be running',
    [...details, lastError(cause).advice, RUN_AGAIN],
    true,
  );
}

/** A dry run could not get the job. */
export function notSeen(ref: JobRef, cause: RequestError): JobError {
  const { summary, advice } = lastError(cause);
  return new JobError(ref, summary, [sentence(cause.message), advice]);
}

/** @param pollError why the last poll failed, if it did */
export function timedOut(ref: JobRef, job: Job | undefined, timeoutMs: number, pollError?: ApiError): JobError {
  const status = job === undefined ? 'status unknown' : `still ${isStopping(job) ? 'stopping' : statusOf(job)}`;
  const stopping = job !== undefined && isStopping(job);
  const withoutEffect = job !== undefined && isActive(job);
  return new JobError(ref, `timed out, ${status}`, [
    `Not stopped within ${duration(timeoutMs)}; last status: ${statusOf(job)}.`,
    pollError === undefined ? '' : `The last poll failed: ${pollError.message}.`,
    stopping ? 'Xplenty is still stopping it.' : withoutEffect ? 'The terminate call had no visible effect.' : '',
    stopping ? 'Raise timeout-seconds to wait longer.' : RUN_AGAIN,
  ]);
}

export function timedOutBeforeCall(ref: JobRef, timeoutMs: number): JobError {
  const details = `No terminate request was sent within ${duration(timeoutMs)}.`;
  return new JobError(ref, 'timed out, not terminated', [details, 'Raise timeout-seconds, or run this step again.']);
}

/** The service does not show the job any more while it is waited for. */
export function lostWhileWaiting(ref: JobRef, job: Job | undefined, cause: ApiError): JobError {
  return new JobError(ref, cause.summary, [
    `Whether the job has stopped cannot be seen: ${cause.message}.`,
    `Last status: ${statusOf(job)}.`,
    cause.advice,
  ]);
}

export function cancelledWhileStopping(ref: JobRef, job: Job | undefined): JobError {
  const summary =
    job === undefined || isStopping(job) ? 'cancelled, still stopping' : `cancelled, still ${statusOf(job)}`;
  return new JobError(ref, summary, [
    `The step was cancelled, or its timeout-minutes was over, before the job had stopped; last status: ${statusOf(job)}.`,
  ]);
}

export function cancelledBeforeCall(ref: JobRef): JobError {
  return new JobError(ref, 'cancelled, not terminated', ['No terminate request was sent.', 'Run this step again.']);
}

/** A list could not be read to its end, or never settled. */
export function notSelected(cause: RequestError, isCancelled: boolean): SelectionError {
  const { summary, advice } = lastError(cause);
  if (isCancelled) return new SelectionError('Cancelled while jobs were selected', ['Nothing was terminated.']);
  return new SelectionError(`Cannot list jobs: ${summary}`, [
    sentence(cause.message),
    'Nothing was terminated.',
    advice,
  ]);
}

/** On one line: a later step may print the error. Not cut, for a cut could leave half of a secret. */
function statusOf(job: Job | undefined): string {
  return job === undefined ? 'unknown' : printable(job.status, Number.POSITIVE_INFINITY);
}

/** Twice the same response is said once. */
function getFailed(cause: RequestError, getError: RequestError | undefined): string {
  if (getError === undefined) return '';
  const isSame = lastError(getError).message === lastError(cause).message;
  return isSame ? 'Getting the job failed too.' : `Getting the job failed too: ${getError.message}.`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
