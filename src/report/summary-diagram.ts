import { isOver } from '../xplenty/job.ts';
import { duration } from './log.ts';
import type { JobReport, RunReport } from './summary-run.ts';
import { stateInMermaid } from './summary-text.ts';

const MOST_JOBS = 20;
const MOST_STATES = 20;

/**
 * A Mermaid diagram of the states of the jobs that took longest, up to 20; empty where no job was seen in more than one.
 *
 * Times are given as milliseconds since 1970 (`dateFormat x`) and lengths in `ms`; the axis shows the reader's own time.
 */
export function diagram(run: RunReport): string {
  const longest = run.jobs
    .filter(({ states }) => states.length > 1)
    .toSorted((one, other) => endOf(other, run) - endOf(one, run))
    .slice(0, MOST_JOBS);
  if (!run.waited || longest.length === 0) return '';
  const jobs = run.jobs.filter((report) => longest.includes(report));
  return [
    '```mermaid',
    'gantt',
    'dateFormat x',
    'axisFormat %H:%M:%S',
    ...(run.elapsedMs < 10_000 ? ['tickInterval 1second'] : []),
    'todayMarker off',
    ...jobs.flatMap((report) => section(report, run)),
    '```',
  ].join('\n');
}

function section(report: JobReport, run: RunReport): string[] {
  const { ref, job, failure } = report;
  const states = report.states.slice(0, MOST_STATES);
  const lines = states.map(({ status, atMs }, index) => {
    const lengthMs = Math.max(1, Math.round((states[index + 1]?.atMs ?? run.elapsedMs) - atMs));
    const start = Math.round(run.startedAt.getTime() + atMs);
    const last = index === states.length - 1;
    if (last && job !== undefined && isOver(job)) return `${stateInMermaid(status)} :milestone, ${start}, 0ms`;
    const tag = last && failure !== undefined ? 'crit, ' : '';
    return `${stateInMermaid(status)}, ${duration(lengthMs)} :${tag}${start}, ${lengthMs}ms`;
  });
  return [`section Job ${ref.id}`, ...lines];
}

/** When the job's last state began, or the run's end where it is not over. */
function endOf({ job, states }: JobReport, { elapsedMs }: RunReport): number {
  return job !== undefined && isOver(job) ? (states.at(-1)?.atMs ?? 0) : elapsedMs;
}
