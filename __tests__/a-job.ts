import type { Job } from '../src/api/job.ts';
import { TrackedJob } from '../src/jobs/tracked-job.ts';

/** A job's response: the documentation's example of the terminate call, with another ID and status. */
export function jobFields(id: number, status = 'pending_stoppage', more: Record<string, unknown> = {}) {
  return {
    id,
    status,
    variables: { InputPath: '/today' },
    owner_id: 1,
    progress: 0,
    outputs_count: 0,
    started_at: '2013-03-04T08:10:48Z',
    created_at: '2013-03-04T08:10:42Z',
    updated_at: '2013-03-04T08:11:27Z',
    failed_at: null,
    cluster_id: 176,
    package_id: 103,
    errors: null,
    url: `https://api.xplenty.com/xplenation/api/jobs/${id}`,
    runtime_in_seconds: 40,
    completed_at: null,
    ...more,
  };
}

export function aJob(id: number, status?: string, more?: Record<string, unknown>): Job {
  const fields = jobFields(id, status, more);
  return { id, status: fields.status, fields };
}

/** A job whose stop was accepted, as it was last seen. */
export function aTrackedJob(id: number, status = 'pending_stoppage', more: Record<string, unknown> = {}): TrackedJob {
  const tracked = unseenJob(id);
  tracked.call = 'accepted';
  tracked.update(aJob(id, status, more), 0);
  return tracked;
}

/** A job that no response has shown. */
export function unseenJob(id: number, accountId = 'xplenation'): TrackedJob {
  return new TrackedJob({ accountId, id });
}
