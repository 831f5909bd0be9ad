import {
  AbortedError,
  ApiError,
  asRequestError,
  HttpError,
  lastError,
  RedirectError,
  type RequestError,
  RetriesExhaustedError,
} from '../api/errors.ts';
import { isFinal, isStopping, type Job, type JobRef } from '../api/job.ts';
import { MAX_ATTEMPTS, withRetries } from '../api/retry.ts';
import { forEachConcurrently } from '../concurrency.ts';
import {
  cancelledBeforeRequest,
  cancelledDuringRequest,
  cancelledWhileStopping,
  notTerminated,
  stillActive,
} from './job-error.ts';
import type { RunContext, TrackedJob } from './tracked-job.ts';

/** Terminates jobs, also when the step is cancelled meanwhile: the calls are the point, and are sent while there is time. */
export async function terminateAll(jobs: readonly TrackedJob[], context: RunContext): Promise<void> {
  await forEachConcurrently(jobs, async (tracked) => {
    if (context.cancellation.graceOver.aborted) {
      tracked.error = cancelledBeforeRequest(tracked.ref);
      return;
    }
    await terminate(tracked, context);
    context.progress.onTerminateEnded();
  });
  if (!context.cancellation.requested.aborted) return;
  for (const tracked of jobs) {
    const { job, error, isAccepted, isFinal } = tracked;
    if (isAccepted && !isFinal && !error && job) tracked.error = cancelledWhileStopping(job);
  }
}

/**
 * Terminates a job, though responses get lost: requests the stop, several times if need be, and where the API refuses (as
 * it does for a job that is final or stopping already) gets the job before calling that a failure.
 */
export async function terminate(tracked: TrackedJob, context: RunContext): Promise<void> {
  const { api, cancellation } = context;
  const { ref } = tracked;
  const signal = cancellation.graceOver;
  const errors: unknown[] = [];
  const call = () =>
    api.terminate(ref, { signal }).catch((error) => {
      errors.push(error);
      throw error;
    });
  tracked.isSent = true;
  try {
    accept(tracked, await withRetries(call, retryOptions(ref, context, MAX_ATTEMPTS)), undefined, context);
  } catch (error) {
    await checkAfterRefusal(tracked, asRequestError(error), errors, context);
  }
}

/**
 * What a terminate call that was not accepted means. The API refuses it for a job that is final or stopping already.
 *
 * @param refusal what the call came to in the end
 * @param errors what each of its attempts met. Any of them may be the one that was carried out, whatever a later one met
 */
async function checkAfterRefusal(
  tracked: TrackedJob,
  refusal: RequestError,
  errors: readonly unknown[],
  context: RunContext,
): Promise<void> {
  const { ref } = tracked;
  const isUnknown = errors.some(mayHaveActed);
  if (!couldGetHelp(refusal)) return fail(tracked, refusal, undefined, isUnknown, context);
  // After six attempts in vain the line is known to be bad: one more, in case only the responses were lost.
  const attempts = refusal instanceof RetriesExhaustedError ? 1 : MAX_ATTEMPTS;
  const get = () => context.api.get(ref, { signal: context.cancellation.graceOver });
  let job: Job;
  try {
    job = await withRetries(get, retryOptions(ref, context, attempts));
  } catch (error) {
    const getError = asRequestError(error);
    return fail(tracked, refusal, getError, isUnknown || !isNotFound(refusal, getError), context);
  }
  if (isStopping(job) || isFinal(job)) return accept(tracked, job, refusal, context);
  tracked.update(job, context.elapsedMs());
  tracked.error = stillActive(ref, refusal, job);
}

function accept(tracked: TrackedJob, job: Job, refusal: Error | undefined, context: RunContext): void {
  tracked.isAccepted = true;
  tracked.update(job, context.elapsedMs());
  context.progress.onAccepted(tracked, refusal);
}

/** What leaves open what became of the job is the cancel's doing, where there was one. */
function fail(
  tracked: TrackedJob,
  refusal: RequestError,
  getError: RequestError | undefined,
  isUnknown: boolean,
  { cancellation }: RunContext,
): void {
  tracked.error =
    isUnknown && cancellation.requested.aborted
      ? cancelledDuringRequest(tracked.ref, refusal)
      : notTerminated(tracked.ref, refusal, getError, isUnknown);
}

export function retryOptions({ id }: JobRef, { cancellation, clock, progress }: RunContext, maxAttempts: number) {
  return {
    maxAttempts,
    signal: cancellation.requested,
    clock,
    onFailedAttempt: progress.onFailedAttempt.bind(progress, `Job ${id}`),
  };
}

/** A refusal says that the service has not acted, and so does what kept the request from being sent. */
function mayHaveActed(error: unknown): boolean {
  if (error instanceof HttpError) return !error.isRefusal;
  return error instanceof ApiError ? error instanceof AbortedError || error.isTransient : true;
}

/** Only where the call and the get both met 404. Any other refusal of a get says nothing of the job. */
function isNotFound(...errors: readonly RequestError[]): boolean {
  return errors.map(lastError).every((error) => error instanceof HttpError && error.statusCode === 404);
}

/** Not where the refusal is about the caller: the get would be refused alike, and cost a credit. */
function couldGetHelp(refusal: RequestError): boolean {
  const error = lastError(refusal);
  if (error instanceof HttpError) return !error.isAboutCaller;
  return !(error instanceof RedirectError) && error.isTransient;
}
