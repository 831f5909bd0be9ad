import { atMost, count, type Row, rowsOf, seconds } from './figures.ts';
import { run, runningJobs, startOverTls } from './run.ts';

/** From 100 s on the action polls at a fixed interval: a longer wait shows nothing new. */
const WAIT_SECONDS = 115;
const FIXED_SECONDS = [5, 10, 30];
/** Jobs that stop between 1 s and the end, every doubling of the time as likely as the next. */
const STOPS = Array.from({ length: 500 }, (_, index) => WAIT_SECONDS ** (index / 499));

const pollsEvery = (interval: number) => Array.from({ length: WAIT_SECONDS }, (_, nth) => interval * (nth + 1));

/** The polls of one real wait, and what they mean for jobs that stop sooner; fixed intervals beside them. */
export async function polling(): Promise<Row[]> {
  const states = { pending_stoppage: 2, stopping: WAIT_SECONDS - 2 };
  const service = await startOverTls({ jobs: runningJobs(1), seconds: states });
  try {
    await run(service, 'action', { 'job-id': '1', 'wait-for-stopped': 'true' });
  } finally {
    await service.close();
  }
  const [terminatedAt = 0, ...times] = service.requests.map(({ atMs }) => atMs / 1000);
  const polls = times.map((at) => at - terminatedAt);
  // What timers and requests take comes on top of what is promised.
  const worst = atMost(judge(polls).worstShare, 1.1, (share) => `${share.toFixed(2)} times`);
  const rows = {
    'requests in a wait of 20 s': atMost(requestsUntil(polls, 20), 16, count),
    [`requests in a wait of ${WAIT_SECONDS} s`]: { measured: count(service.requests.length) },
    'lateness against max(1 s, 15 % of the wait), at worst': worst,
    [`stops after 1 s to ${WAIT_SECONDS} s, the action`]: compared(polls),
  };
  const others = FIXED_SECONDS.map((every) => [`the same, every ${every} s`, compared(pollsEvery(every))]);
  return rowsOf('Polling', { ...rows, ...Object.fromEntries(others) });
}

function compared(polls: readonly number[]) {
  const { meanLate, worstLate, meanRequests } = judge(polls);
  return { measured: `${meanRequests.toFixed(1)} requests, ${seconds(meanLate)} late, at worst ${seconds(worstLate)}` };
}

/** How late stops are seen by polls at these seconds after the terminate call, and by how many requests, that included. */
export function judge(polls: readonly number[]) {
  const late = STOPS.map((stop) => (polls.find((poll) => poll >= stop) ?? Number.NaN) - stop);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    meanLate: mean(late),
    worstLate: Math.max(...late),
    worstShare: Math.max(...late.map((seconds, index) => seconds / Math.max(1, 0.15 * (STOPS[index] ?? 0)))),
    meanRequests: mean(STOPS.map((stop) => requestsUntil(polls, stop))),
  };
}

/** The terminate call, the polls before the stop, and the one that sees it. */
function requestsUntil(polls: readonly number[], stop: number): number {
  return 1 + polls.filter((poll) => poll < stop).length + 1;
}
