import { NotTerminated } from '../../errors.ts';
import { type Termination, TRIES } from '../../termination.ts';
import type { Client } from '../../xplenty/client.ts';
import {
  ApiRefusal,
  ExchangeError,
  type Failure,
  GaveUp,
  Interrupted,
  lastFault,
  Redirected,
} from '../../xplenty/errors.ts';
import { isOver, isStopping, type JobRef } from '../../xplenty/job.ts';
import { type RetryOptions, withRetries } from '../../xplenty/retry.ts';

/**
 * What a terminate call that was not accepted means. The API refuses it for a job that is over or stopping already: a look
 * tells.
 *
 * @param refusal what the call came to in the end
 * @param faults what each of its tries met. Any of them may be the one that got through, whatever a later one was told
 * @throws NotTerminated
 */
export async function lookAfterRefusal(
  ref: JobRef,
  refusal: Failure,
  faults: readonly unknown[],
  client: Client,
  interrupt: AbortSignal,
  retry: RetryOptions,
): Promise<Termination> {
  const isOpen = faults.some(mayHaveActed);
  if (!couldALookTellMore(refusal)) throw new NotTerminated(ref, refusal, { isOpen });
  // After six tries in vain the line is known to be bad: one look, in case only the answers were lost.
  const tries = refusal instanceof GaveUp ? 1 : TRIES;
  const job = await withRetries(() => client.look(ref, { interrupt }), { ...retry, tries }).catch((look) => {
    // The call may have been refused because the job was over, or stopping already.
    throw new NotTerminated(ref, refusal, { look, isOpen: isOpen || !saysThereIsNoSuchJob(refusal, look) });
  });
  if (isStopping(job) || isOver(job)) return { job, refusal };
  throw new NotTerminated(ref, refusal, { job });
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
