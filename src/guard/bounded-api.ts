import type { CallOptions, JobsApi } from '../api/client.ts';
import type { Clock } from '../clock.ts';
import { LAST_RESPONSE_MS } from '../jobs/tracked-job.ts';

/**
 * An API whose requests end with a deadline, each with its retries' pauses apart: GitHub kills everything some time after a
 * cancel, and a request that is still under way then reports nothing.
 *
 * @param deadlineMs by `clock`
 */
export function boundedApi(api: JobsApi, clock: Clock, deadlineMs: number): JobsApi {
  const bounded = (options: CallOptions = {}): CallOptions => {
    const leftMs = Math.max(0, deadlineMs + LAST_RESPONSE_MS - clock.nowMs());
    return { ...options, timeoutMs: Math.min(options.timeoutMs ?? leftMs, leftMs) };
  };
  return {
    get rateLimit() {
      return api.rateLimit;
    },
    terminate: (ref, options) => api.terminate(ref, bounded(options)),
    get: (ref, options) => api.get(ref, bounded(options)),
    list: (accountId, query, offset, options) => api.list(accountId, query, offset, bounded(options)),
  };
}
