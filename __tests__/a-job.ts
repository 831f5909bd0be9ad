import { Target } from '../src/target.ts';
import type { Job } from '../src/xplenty/job.ts';

/** A job's answer: the documentation's example of the terminate call, with another number and state. */
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

/** A job whose termination was accepted, as it was last seen. */
export function aTarget(id: number, status = 'pending_stoppage', more: Record<string, unknown> = {}): Target {
  const target = new Target({ accountId: 'xplenation', id });
  target.wasSent = true;
  target.wasTerminated = true;
  target.see(aJob(id, status, more), 0);
  return target;
}
