import { isOver } from '../../../xplenty/job.ts';
import { duration } from '../../log.ts';
import type { JobReport, RunReport } from './run.ts';
import { stateInMermaid } from './text.ts';

const MOST_JOBS = 20;
const MOST_STATES = 20;
/** The steps of the axis, of which the smallest is taken that makes no more than ten. */
const TICKS_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800];

/**
 * A Mermaid diagram of the states of the jobs that took longest, up to 20; empty where no job was seen in more than one.
 *
 * Times are given as milliseconds since 1970 (`dateFormat x`) and lengths in `ms`; the axis shows the reader's own time.
 */
export function diagram(run: RunReport): string {
  const moved = run.jobs.filter(({ states }) => states.length > 1);
  const longest = moved.toSorted((one, other) => endOf(other, run) - endOf(one, run)).slice(0, MOST_JOBS);
  if (longest.length === 0) return '';
  const jobs = moved.filter((report) => longest.includes(report));
  const tick = TICKS_SECONDS.find((seconds) => run.elapsedMs <= seconds * 10_000) ?? 3_600;
  return [
    `#### Where the time went${jobs.length < moved.length ? `, for the ${MOST_JOBS} jobs that took longest` : ''}`,
    '',
    '```mermaid',
    'gantt',
    'dateFormat x',
    'axisFormat %H:%M:%S',
    `tickInterval ${tick < 60 ? `${tick}second` : `${tick / 60}minute`}`,
    'todayMarker off',
    ...jobs.flatMap((report) => section(report, run)),
    '```',
  ].join('\n');
}

/** A bar for each state. The state that ends a job has no length: it is told in the bar before. */
function section({ ref, job, states, failure }: JobReport, run: RunReport): string[] {
  const over = job !== undefined && isOver(job);
  const bars = (over ? states.slice(0, -1) : states).slice(0, MOST_STATES);
  const lines = bars.map(({ status, atMs }, index) => {
    const lengthMs = Math.max(1, Math.round((states[index + 1]?.atMs ?? run.elapsedMs) - atMs));
    const last = index === bars.length - 1;
    const then = last && over ? `, then ${stateInMermaid(job.status)}` : '';
    const tag = last && failure !== undefined && !run.cancelled ? 'crit, ' : '';
    const start = Math.round(run.startedAt.getTime() + atMs);
    return `${stateInMermaid(status)} for ${duration(lengthMs)}${then} :${tag}${start}, ${lengthMs}ms`;
  });
  return [`section Job ${ref.id}`, ...lines];
}

/** When the job's last state began, or the run's end where it is not over. */
function endOf({ job, states }: JobReport, { elapsedMs }: RunReport): number {
  return job !== undefined && isOver(job) ? (states.at(-1)?.atMs ?? 0) : elapsedMs;
}
