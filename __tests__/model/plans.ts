import type { Incident, Plan } from './play.ts';

const INCIDENTS = ['cancel before', 'cancel during', 'timeout during'] as const;
/** They end in the pauses after the first, second and third attempt, and past the repetition of a call. */
const TIMEOUTS_MS = [500, 1_500, 4_000, 100_000];
/** No longer than a request may take. */
const TIMEOUT_DURING_MS = 20_000;

type Jobs = Pick<Plan, 'jobIds' | 'length' | 'kinds' | 'slowJobId'>;

/** Plans for these jobs, whether they are waited for or not: each timeout, and each incident at each of the first requests. */
export function plansFor(jobs: Jobs, requests: number): Plan[] {
  const incidents = Array.from({ length: requests }, (_, request) => INCIDENTS.map((what) => ({ what, request })));
  return [false, true].flatMap((waits) => [
    ...TIMEOUTS_MS.map((timeoutMs) => ({ ...jobs, waits, timeoutMs })),
    ...incidents.flat().map((incident) => ({ ...jobs, waits, timeoutMs: timeoutFor(incident), incident })),
  ]);
}

function timeoutFor({ what }: Incident): number {
  return what === 'timeout during' ? TIMEOUT_DURING_MS : 100_000;
}
