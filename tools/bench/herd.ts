import { startSimulator } from '../simulator/simulator.ts';
import { atMost, count, halfOf, median, type Row, rowsOf, seconds } from './figures.ts';
import { startLimiter } from './limiter.ts';
import { run, runningJobs } from './run.ts';

const STEPS = 32;
const PER_SECOND = 20;
/** In perfect order, one call after the other, so many seconds pass until the last is let through. */
const BEST_SECONDS = STEPS / PER_SECOND;
const WAVE_SECONDS = 0.1;

/** A matrix of jobs is cancelled at once: processes of the action at a service with a rate limit. */
export async function herd(): Promise<Row[]> {
  return [...(await measure(true)), ...(await measure(false))];
}

async function measure(retryAfter: boolean): Promise<Row[]> {
  const service = await startSimulator({ jobs: runningJobs(STEPS), seconds: { pending_stoppage: 0, stopping: 0 } });
  const limiter = await startLimiter({ service: service.url, perSecond: PER_SECOND, retryAfter, heldUntil: STEPS });
  const { accountId, apiKey } = service;
  const step = (id: number) => run({ accountId, apiKey, url: limiter.url }, 'action', { 'job-id': String(id) });
  const steps = await Promise.allSettled(service.jobs().map(({ id }) => step(id)));
  limiter.close();
  await service.close();
  const failed = steps.filter(({ status }) => status === 'rejected').length;
  const stopped = service.jobs().filter(({ status }) => status === 'stopped').length;
  const passed = limiter.requests.filter((request) => request.passed).map(({ at }) => at);
  const later = limiter.requests.map(({ at }) => at).filter((at) => at > WAVE_SECONDS);
  const wave = Math.max(0, ...later.map((from) => later.filter((at) => at >= from && at < from + WAVE_SECONDS).length));
  return rowsOf(`${STEPS} steps, ${PER_SECOND} calls/s, ${retryAfter ? 'with' : 'without'} Retry-After`, {
    'jobs not stopped': atMost(STEPS - stopped, 0, count),
    'steps failed': atMost(failed, 0, count),
    requests: { measured: count(limiter.requests.length) },
    [`largest wave in ${WAVE_SECONDS} s after the first`]: atMost(wave, STEPS - 1, count),
    'until a call passed': { measured: seconds(median(passed)), half: halfOf(passed, seconds) },
    'until the last passed': atMost(Math.max(...passed), 1.5 * BEST_SECONDS, seconds),
  });
}
