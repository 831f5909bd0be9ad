import {
  type ApiError,
  asRequestError,
  HttpError,
  lastError,
  type RequestError,
  RetriesExhaustedError,
} from '../api/errors.ts';
import { isFinal, isStopping, type Job, type JobRef } from '../api/job.ts';
import { MAX_ATTEMPTS, type RetryOptions, withRetries } from '../api/retry.ts';
import { forEachConcurrently } from '../concurrency.ts';
import {
  cancelledBeforeCall,
  cancelledWhileStopping,
  notDelivered,
  outcomeUnknown,
  refused,
  timedOutBeforeCall,
} from './job-error.ts';
import type { StopContext, TrackedJob } from './tracked-job.ts';

/** Terminates jobs, also when the step is cancelled meanwhile: the calls are the point, and are sent while there is time. */
export async function terminateAll(jobs: readonly TrackedJob[], context: StopContext): Promise<void> {
  const { cancellation, clock, deadlineMs, timeoutMs, progress } = context;
  await forEachConcurrently(jobs, async (tracked) => {
    if (cancellation.graceOver.aborted) tracked.error = cancelledBeforeCall(tracked.ref);
    else if (clock.nowMs() >= deadlineMs) tracked.error = timedOutBeforeCall(tracked.ref, timeoutMs);
    else await terminate(tracked, context);
    progress.onCallEnded(tracked);
  });
  if (!cancellation.requested.aborted) return;
  for (const tracked of jobs) {
    const { ref, job, error, isAccepted } = tracked;
    if (isAccepted && !tracked.isFinal && !error) tracked.error = cancelledWhileStopping(ref, job);
  }
}

/**
 * Terminates a job, though responses get lost: requests the stop, several times if need be, and where the API refuses (as
 * it does for a job that is final or stopping already) gets the job before calling that a failure.
 */
async function terminate(tracked: TrackedJob, context: StopContext): Promise<void> {
  const errors: ApiError[] = [];
  try {
    const job = await sendTerminate(tracked, context, errors);
    tracked.call = 'accepted';
    tracked.acceptedAtMs = context.elapsedMs();
    if (job !== undefined) {
      tracked.update(job, context.elapsedMs());
      // `stopped` may be what this very call has done.
      tracked.hadFinished = isFinal(job) && job.status !== 'stopped' && !errors.some(mayHaveActed);
    } else if (mayBegin(context)) {
      // A response without a body (202, 204): only a get shows the status.
      await get(tracked, context, MAX_ATTEMPTS).catch(asRequestError);
    }
  } catch (error) {
    await explainRefusal(tracked, asRequestError(error), errors, context);
  }
}

/**
 * Sends the terminate call of a job, with retries.
 *
 * @param errors gets what each failed attempt met
 * @throws RequestError
 */
export function sendTerminate(tracked: TrackedJob, context: StopContext, errors: unknown[]): Promise<Job | undefined> {
  const { ref } = tracked;
  const call = () =>
    context.api.terminate(ref, { signal: context.cancellation.graceOver }).catch((error) => {
      errors.push(error);
      throw error;
    });
  return withRetries(call, retryOptions(ref, context));
}

/**
 * What a terminate call means that was not accepted. The API refuses it for a job that is final or stopping already.
 *
 * @param refusal what the call came to in the end
 * @param errors what each of its attempts met. Any of them may be the one that was carried out, whatever a later one met
 */
async function explainRefusal(
  tracked: TrackedJob,
  refusal: RequestError,
  errors: readonly ApiError[],
  context: StopContext,
): Promise<void> {
  const { ref } = tracked;
  if (errors.every(({ isUndelivered }) => isUndelivered)) {
    tracked.error = notDelivered(ref, refusal);
    return;
  }
  const mayBeTerminated = errors.some(mayHaveActed);
  tracked.call = mayBeTerminated ? 'sent' : 'refused';
  const explain = mayBeTerminated ? outcomeUnknown : refused;
  let job: Job | undefined;
  let getError: RequestError | undefined;
  if (couldGetHelp(refusal) && mayBegin(context)) {
    // After six attempts in vain the line is known to be bad: one more, in case only the responses were lost.
    const attempts = refusal instanceof RetriesExhaustedError ? 1 : MAX_ATTEMPTS;
    try {
      job = await get(tracked, context, attempts);
    } catch (error) {
      getError = asRequestError(error);
    }
  }
  if (job !== undefined && (isStopping(job) || isFinal(job))) {
    tracked.isStoppedByOthers = true;
    tracked.acceptedAtMs = context.elapsedMs();
    tracked.hadFinished = isFinal(job) && !mayBeTerminated;
  } else {
    tracked.error = explain(ref, refusal, job, getError);
  }
}

/** Whether there is time for another request. */
function mayBegin({ cancellation, clock, deadlineMs }: StopContext): boolean {
  return !cancellation.graceOver.aborted && clock.nowMs() < deadlineMs;
}

async function get(tracked: TrackedJob, context: StopContext, maxAttempts: number): Promise<Job> {
  const { api, cancellation, elapsedMs } = context;
  const call = () => api.get(tracked.ref, { signal: cancellation.graceOver });
  const job = await withRetries(call, { ...retryOptions(tracked.ref, context), maxAttempts });
  tracked.update(job, elapsedMs());
  return job;
}

function retryOptions({ id }: JobRef, context: StopContext): RetryOptions {
  const { cancellation, clock, progress, deadlineMs } = context;
  const onFailedAttempt = progress.onFailedAttempt.bind(progress, `Job ${id}`);
  return { signal: cancellation.requested, deadlineMs, clock, onFailedAttempt };
}

function mayHaveActed(error: ApiError): boolean {
  return error.mayHaveActed;
}

/** Not where the refusal is about the caller (key, billing, rate): the get would be refused alike, and cost a credit. */
function couldGetHelp(refusal: RequestError): boolean {
  const error = lastError(refusal);
  return !(error instanceof HttpError && [401, 402, 407, 429].includes(error.statusCode));
}
