import type { Cancellation } from './cancellation.ts';
import type { Client } from './xplenty/client.ts';
import type { Failure } from './xplenty/errors.ts';
import type { Job, JobRef } from './xplenty/job.ts';
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
  const interrupt = cancellation.graceOver;
  const retry = { tries: TRIES, hurry: cancellation.requested, onFailedTry };
  const faults: unknown[] = [];
  const call = () =>
    client.terminate(ref, { interrupt }).catch((fault) => {
      faults.push(fault);
      throw fault;
    });
  try {
    return { job: await withRetries(call, retry), refusal: undefined };
  } catch (refusal) {
    const { lookAfterRefusal } = await import('./later/refused/refused.ts');
    return lookAfterRefusal(ref, refusal as Failure, faults, client, interrupt, retry);
  }
}
