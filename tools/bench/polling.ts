import { pauseBeforeLook } from '../../src/later/waiting/waiting.ts';
import type { Credits } from '../../src/xplenty/credits.ts';
import { runStep } from '../runner/run-step.ts';
import { leastMeanLateness, sparsestSchedule } from './best-schedule.ts';
import { judge, looksUntil, type Schedule, type Stops, scheduleOf } from './schedule.ts';
import { startPartner } from './start-partner.ts';
import { atMost, count, type Row } from './table.ts';
import { ENVIRONMENT } from './terminations.ts';

export const STOPS: Stops = { fromSeconds: 1, untilSeconds: 3_600 };
/** The standard value of `poll-interval-seconds`. */
const INTERVAL_SECONDS = 15;
const FIXED_SECONDS = [5, 10, 30];

const seconds = (number: number) => `${number.toFixed(1)} s`;
const percent = (share: number) => `${Math.round(share * 1000) / 10} %`;

/** What issue and README promise. Written here by itself: the code that is measured does not set its own target. */
export function allowedSeconds(stopSeconds: number): number {
  return Math.min(Math.max(1, 0.15 * stopSeconds), INTERVAL_SECONDS);
}

/** The looks of this action, from the function that it waits with. */
export function actionSchedule(): Schedule {
  return scheduleOf((waited) => pauseSeconds(waited), STOPS.untilSeconds);
}

function pauseSeconds(waitedSeconds: number, credits?: Credits): number {
  return pauseBeforeLook(waitedSeconds * 1000, INTERVAL_SECONDS * 1000, credits) / 1000;
}

/** How much longer the shortest of the pauses is when less than a tenth of the allowance is left. */
function scarcePauses(): number {
  const ratios = actionSchedule().map((waited) => {
    return (
      pauseSeconds(waited, { remaining: 499, limit: 5_000 }) / pauseSeconds(waited, { remaining: 500, limit: 5_000 })
    );
  });
  return Math.min(...ratios);
}

/** The schedule of the looks, simulated over stops from 1 s to 1 h, and one real wait. */
export async function polling(): Promise<Row[]> {
  const schedule = actionSchedule();
  const { worstShare, worstLateness } = judge(schedule, STOPS, allowedSeconds);
  const sparsest = sparsestSchedule(allowedSeconds, STOPS.untilSeconds);
  const requests = (of: Schedule, waitSeconds: number) => looksUntil(of, waitSeconds) + 1;
  return [
    // Rounded, since sums of fractions are not exact.
    {
      what: 'Polling: lateness, at worst, of max(1 s, 15 % of the wait)',
      ...atMost(Math.round(worstShare * 1e6) / 1e6, 1, percent),
    },
    {
      what: 'Polling: lateness, at worst',
      ...atMost(Math.round(worstLateness * 1e6) / 1e6, INTERVAL_SECONDS, seconds),
    },
    { what: 'Polling: requests in a wait of 20 s', ...atMost(requests(schedule, 20), 16, count) },
    { what: 'Polling: requests in ten minutes', ...atMost(requests(schedule, 600), 65, count) },
    {
      what: 'Polling: requests in an hour, as few as any schedule needs that is never later',
      ...atMost(requests(schedule, 3_600), requests(sparsest, 3_600), count),
    },
    {
      what: 'Polling: pauses while credits are scarce',
      measured: `${scarcePauses()} times as long`,
      target: '4 times as long',
      met: scarcePauses() === 4,
    },
    compared('the action', schedule),
    ...FIXED_SECONDS.map((every) =>
      compared(
        `every ${every} s`,
        scheduleOf(() => every, STOPS.untilSeconds),
      ),
    ),
    ...(await realWait(schedule)),
  ];
}

function compared(what: string, schedule: Schedule): Row {
  const { meanLateness, worstLateness, meanLooks } = judge(schedule, STOPS, allowedSeconds);
  const least = leastMeanLateness(meanLooks, STOPS);
  return {
    what: `Polling, stops from 1 s to 1 h: ${what}, with ${meanLooks.toFixed(1)} looks in the mean`,
    measured: `lateness ${seconds(meanLateness)} in the mean, ${seconds(worstLateness)} at worst`,
    target: `of any schedule: ${seconds(least)} in the mean`,
  };
}

/** One wait that takes its time, so that what was simulated is seen once. */
async function realWait(schedule: Schedule): Promise<Row[]> {
  const states = { running: 3_600, pending_stoppage: 2, stopping: 6.3 };
  const stopSeconds = states.pending_stoppage + states.stopping;
  const partner = await startPartner({ jobs: [{ id: 305, status: 'running' }], seconds: states });
  try {
    const inputs = { 'job-id': '305', 'api-key': partner.apiKey, 'account-id': partner.accountId };
    const { outcome, stdout } = await runStep({
      inputs: { ...inputs, 'api-url': partner.url, 'wait-for-stopped': 'true' },
      env: ENVIRONMENT,
    });
    if (outcome !== 'success') throw new Error(`The wait failed:\n${stdout}`);
    const { requests, connections } = await partner.take();
    const lastSeconds = ((requests.at(-1)?.atMs ?? 0) - (requests[0]?.atMs ?? 0)) / 1000;
    const what = `Polling: a real wait of ${seconds(stopSeconds)}`;
    return [
      { what: `${what}, requests`, ...atMost(requests.length, looksUntil(schedule, stopSeconds) + 1, count) },
      { what: `${what}, lateness`, ...atMost(lastSeconds - stopSeconds, allowedSeconds(stopSeconds), seconds) },
      { what: `${what}, connections`, ...atMost(connections, 1, count) },
    ];
  } finally {
    await partner.close();
  }
}
