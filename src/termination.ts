import type { Cancellation } from './cancellation.ts';
import { NotSeen, NotTerminated } from './errors.ts';
import type { Client } from './xplenty/client.ts';
import {
  ApiRefusal,
  ExchangeError,
  type Failure,
  GaveUp,
  Interrupted,
  lastFault,
  Redirected,
} from './xplenty/errors.ts';
import { isOver, isStopping, type Job, type JobRef } from './xplenty/job.ts';
import { type FailedTry, withRetries } from './xplenty/retry.ts';

/** The terminate call gets six tries, and so does every call that a termination hangs on: half a minute or so. */
export const TRIES = 6;

/** A job whose stop is under way, or that has ended. */
export interface Termination {
  readonly job: Job;
  /** Why the API did not accept the call: somebody else was first, the job was over, or an answer was lost. */
  readonly refusal: Failure | undefined;
}

/**
 * Terminates a job once and for all, though answers get lost: asks for the stop, several times if need be, and where the
 * API refuses (as it does for a job that is over or stopping already) looks at the job before calling that a failure.
 *
 * @throws NotTerminated
 */
export async function terminate(
  ref: JobRef,
  client: Client,
  cancellation: Cancellation,
  onFailedTry: (failed: FailedTry) => void,
): Promise<Termination> {
  const within = { interrupt: cancellation.graceOver };
  const retry = { tries: TRIES, hurry: cancellation.requested, onFailedTry };
  // Any try may be the one that got through, whatever a later one is told.
  let isOpen = false;
  const call = () =>
    client.terminate(ref, within).catch((fault) => {
      isOpen ||= mayHaveActed(fault);
      throw fault;
    });
  try {
    return { job: await withRetries(call, retry), refusal: undefined };
  } catch (error) {
    const refusal = error as Failure;
    if (!couldALookTellMore(refusal)) throw new NotTerminated(ref, refusal, { isOpen });
    // After six tries in vain the line is known to be bad: one look, in case only the answers were lost.
    const tries = refusal instanceof GaveUp ? 1 : TRIES;
    const job = await withRetries(() => client.look(ref, within), { ...retry, tries }).catch((look) => {
      // The call may have been refused because the job was over, or stopping already.
      throw new NotTerminated(ref, refusal, { look, isOpen: isOpen || !saysThereIsNoSuchJob(refusal, look) });
    });
    if (isStopping(job) || isOver(job)) return { job, refusal };
    throw new NotTerminated(ref, refusal, { job });
  }
}

/**
 * Looks at a job, several times if need be, and does not touch it.
 *
 * @throws NotSeen
 */
export async function look(
  ref: JobRef,
  client: Client,
  cancellation: Cancellation,
  onFailedTry: (failed: FailedTry) => void,
): Promise<Job> {
  const { requested } = cancellation;
  const call = () => client.look(ref, { interrupt: requested });
  return withRetries(call, { tries: TRIES, hurry: requested, onFailedTry }).catch((failure) => {
    throw new NotSeen(ref, failure);
  });
}

/** A refusal says that the service has not acted, and so does what kept the request from being sent. */
function mayHaveActed(fault: unknown): boolean {
  if (fault instanceof ApiRefusal) return !fault.isRefusal;
  return fault instanceof ExchangeError ? fault instanceof Interrupted || fault.retryable : true;
}

/** Only where the call and the look both meet 404. Any other refusal of a look says nothing of the job. */
function saysThereIsNoSuchJob(...failures: readonly Failure[]): boolean {
  return failures.map(lastFault).every((fault) => fault instanceof ApiRefusal && fault.statusCode === 404);
}

/** Not where the refusal is about the caller: the look would be refused alike, and cost a credit. */
function couldALookTellMore(failure: Failure): boolean {
  const fault = lastFault(failure);
  if (fault instanceof ApiRefusal) return !fault.isAboutTheCaller;
  return !(fault instanceof Redirected) && fault.retryable;
}
