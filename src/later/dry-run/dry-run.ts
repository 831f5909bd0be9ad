import type { Cancellation } from '../../cancellation.ts';
import { NotSeen } from '../../errors.ts';
import { foldedIfMany } from '../../report/journal.ts';
import { log } from '../../report/log.ts';
import type { Target } from '../../target.ts';
import { TRIES } from '../../termination.ts';
import type { Client } from '../../xplenty/client.ts';
import { isOver, isStopping, type Job, type JobRef } from '../../xplenty/job.ts';
import { type FailedTry, withRetries } from '../../xplenty/retry.ts';

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

/** What a dry run would have done with each job, folded away where there are many. */
export function tellDryRun(targets: readonly Target[]): void {
  foldedIfMany(targets, 'What would be done with each job', () => {
    for (const { job } of targets) {
      if (job === undefined) continue;
      const would = isOver(job) ? 'is over' : isStopping(job) ? 'is stopping already' : 'would be terminated';
      log.info(`Dry run: job ${job.id} is ${job.status} and ${would}.`);
    }
  });
}
