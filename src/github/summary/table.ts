import { isFinal, isStopping, pageUrl } from '../../api/job.ts';
import { outcomeOf, type Severity } from '../../jobs/outcome.ts';
import type { TrackedJob } from '../../jobs/tracked-job.ts';
import { duration } from '../../text.ts';
import { escaped, type RunReport } from './run-report.ts';

export const ICONS: Readonly<Record<Severity, string>> = {
  planned: '🔎',
  success: '✅',
  pending: '⏳',
  notice: '➖',
  warning: '⚠️',
  failure: '❌',
};

const TITLES = ['Job', 'Outcome', 'Last status', 'Runtime', 'Progress', 'Stop took', 'Package', 'Cluster'];
const ALIGNMENTS = [':--', ':--', ':--', '--:', '--:', '--:', '--:', '--:'];

/** What the cells need of the run. */
type Run = Pick<RunReport, 'isDryRun' | 'waited' | 'elapsedMs' | 'redact'>;

/** One row a job. A column in which no job has anything is left out. */
export function table(jobs: readonly TrackedJob[], run: Run, hasOneAccount: boolean): string {
  const rows = jobs.map((tracked) => cells(tracked, run, hasOneAccount));
  const columns = [...TITLES.keys()].filter((column) => rows.some((row) => row[column] !== ''));
  const line = (row: readonly string[]) => `| ${columns.map((column) => row[column] || '–').join(' | ')} |`;
  return [TITLES, ALIGNMENTS, ...rows].map(line).join('\n');
}

/** What stands in a job's row, in the order of TITLES. */
function cells(tracked: TrackedJob, run: Run, hasOneAccount: boolean): string[] {
  const { runtime_in_seconds, progress, package_id, cluster_id } = tracked.job?.fields ?? {};
  const { severity, summary } = outcomeOf(tracked, run.isDryRun);
  return [
    jobLink(tracked, run, hasOneAccount),
    `${ICONS[severity]} ${escaped(summary, run)}`,
    escaped(tracked.job?.status ?? '', run),
    seconds(number(runtime_in_seconds)),
    percent(number(progress)),
    stopTook(tracked, run),
    name(package_id, run),
    name(cluster_id, run),
  ];
}

/** The job's ID, as a link to its page where the service gave one; with its account where there are several. */
export function jobLink({ ref, htmlUrl }: TrackedJob, run: Pick<Run, 'redact'>, hasOneAccount: boolean): string {
  const label = escaped(hasOneAccount ? `${ref.id}` : `${ref.accountId}/${ref.id}`, run);
  const url = pageUrl(htmlUrl);
  return url === undefined ? label : `[${label}](${url})`;
}

/** How long it took from the first sight of the stop to its end, or takes so far. */
function stopTook({ job, history }: TrackedJob, { waited, elapsedMs }: Run): string {
  const begun = history.find(isStopping);
  if (begun === undefined) return '';
  const done = history.find(isFinal);
  if (done !== undefined) return job?.status === 'stopped' ? duration(done.atMs - begun.atMs) : '';
  return waited ? `${duration(elapsedMs - begun.atMs)} so far` : '';
}

/** A number, whether it came as one or as its text; undefined for everything else. */
function number(value: unknown): number | undefined {
  return isPlain(value) && /^\d{1,9}(\.\d+)?$/.test(String(value)) ? Number(value) : undefined;
}

function seconds(value: number | undefined): string {
  if (value === undefined) return '';
  return value < 1 ? '0 s' : duration(value * 1000);
}

/** A progress is documented as 0.0 to 1.0: what is not, is none. */
function percent(value: number | undefined): string {
  return value === undefined || value > 1 ? '' : `${Math.floor(value * 100 + 1e-6)} %`;
}

function name(value: unknown, run: Run): string {
  return isPlain(value) ? escaped(String(value), run) : '';
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}
