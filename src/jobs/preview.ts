import { asRequestError } from '../api/errors.ts';
import { withRetries } from '../api/retry.ts';
import { forEachConcurrently } from '../concurrency.ts';
import { notSeen } from './job-error.ts';
import type { RunContext, TrackedJob } from './tracked-job.ts';

/** A dry run: gets the jobs that were named, several times if need be, and touches none. */
export async function preview(jobs: readonly TrackedJob[], context: RunContext): Promise<void> {
  const { api, cancellation, clock, progress, elapsedMs } = context;
  const unseen = jobs.filter(({ job }) => job === undefined);
  await forEachConcurrently(unseen, async (tracked) => {
    const { ref } = tracked;
    const get = () => api.get(ref, { signal: cancellation.requested });
    const onFailedAttempt = progress.onFailedAttempt.bind(progress, `Job ${ref.id}`);
    try {
      tracked.update(await withRetries(get, { signal: cancellation.requested, clock, onFailedAttempt }), elapsedMs());
    } catch (error) {
      tracked.error = notSeen(ref, asRequestError(error));
    }
  });
}
