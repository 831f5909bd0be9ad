import { isFinal } from '../../api/job.ts';
import type { TrackedJob } from '../../jobs/tracked-job.ts';
import { duration } from '../../text.ts';
import { statusInMermaid } from './markdown.ts';
import type { RunReport } from './run-report.ts';

const MAX_JOBS = 20;
const MAX_STATUSES = 20;
/** The steps of the axis, of which the smallest is taken that makes no more than ten. */
const TICKS_SECONDS = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800];

/**
 * A Mermaid gantt diagram of the statuses of the jobs that took longest, up to 20; empty where no job was seen in more than one.
 *
 * Times are given as milliseconds since 1970 (`dateFormat x`) and lengths in `ms`; the axis shows the reader's own time.
 */
export function gantt(run: RunReport): string {
  const moved = run.jobs.filter(({ history }) => history.length > 1);
  const longest = moved.toSorted((one, other) => endOf(other, run) - endOf(one, run)).slice(0, MAX_JOBS);
  if (longest.length === 0) return '';
  const jobs = moved.filter((tracked) => longest.includes(tracked));
  const tick = TICKS_SECONDS.find((seconds) => run.elapsedMs <= seconds * 10_000) ?? 3_600;
  return [
    `#### Where the time went${jobs.length < moved.length ? `, for the ${MAX_JOBS} jobs that took longest` : ''}`,
    '',
    '```mermaid',
    'gantt',
    'dateFormat x',
    'axisFormat %H:%M:%S',
    `tickInterval ${tick < 60 ? `${tick}second` : `${tick / 60}minute`}`,
    'todayMarker off',
    ...jobs.flatMap((tracked) => section(tracked, run)),
    '```',
  ].join('\n');
}

/** A bar for each status. The status that ends a job has no length: it stands in the bar before. */
function section({ ref, job, history, error }: TrackedJob, run: RunReport): string[] {
  const isDone = job !== undefined && isFinal(job);
  const bars = (isDone ? history.slice(0, -1) : history).slice(0, MAX_STATUSES);
  const lines = bars.map(({ status, atMs }, index) => {
    const lengthMs = Math.max(1, Math.round((history[index + 1]?.atMs ?? run.elapsedMs) - atMs));
    const last = index === bars.length - 1;
    const then = last && isDone ? `, then ${statusInMermaid(run.redact(job.status))}` : '';
    const tag = last && error !== undefined && !run.isCancelled ? 'crit, ' : '';
    const start = Math.round(run.startedAt.getTime() + atMs);
    return `${statusInMermaid(run.redact(status))} for ${duration(lengthMs)}${then} :${tag}${start}, ${lengthMs}ms`;
  });
  return [`section Job ${ref.id}`, ...lines];
}

/** When the job's last status began, or the end of the run where it is not final. */
function endOf({ job, history }: TrackedJob, { elapsedMs }: RunReport): number {
  return job !== undefined && isFinal(job) ? (history.at(-1)?.atMs ?? 0) : elapsedMs;
}
