import type { Account } from './account.ts';
import type { Reply } from './api.ts';
import { isoTime } from './job.ts';
import { notFound } from './refusal.ts';

/*
 * The calls that sit one path segment away from those about a job. They are here so that a test can prove that nobody
 * called them by mistake.
 */

/** The clusters of an account (list-clusters.md, get-cluster-information.md, terminate-cluster.md). */
export function answerClusters({ clusters }: Account, method: string, id: string | undefined, nowMs: number): Reply {
  if (method === 'GET' && id === undefined) return { status: 200, json: clusters.all(nowMs) };
  if (method === 'DELETE') clusters.terminate(Number(id), nowMs);
  const cluster = clusters.find(Number(id), nowMs);
  if (cluster === undefined || !['GET', 'DELETE'].includes(method)) throw notFound();
  return { status: 200, json: cluster };
}

/**
 * Who watches a job or a cluster (watch-clusters-and-jobs.md).
 *
 * @param item what is watched, `jobs/305`
 * @param url where it answers
 */
export function answerWatchers(account: Account, method: string, item: string, url: string, nowMs: number): Reply {
  const { unwatched } = account;
  switch (method) {
    case 'GET':
      return { status: 200, json: unwatched.has(item) ? [] : [{ id: 1, display_name: 'Xplenty' }] };
    case 'DELETE':
      unwatched.add(item);
      return { status: 204 };
    case 'POST': {
      unwatched.delete(item);
      const field = item.startsWith('jobs/') ? 'job_url' : 'cluster_url';
      // 200, as the Ruby client expects it.
      return { status: 200, json: { created_at: isoTime(nowMs), [field]: url } };
    }
    default:
      throw notFound();
  }
}
