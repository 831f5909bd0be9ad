import { isOver, isStopping } from '../xplenty/job.ts';
import { duration } from './log.ts';
import { endingInWords } from './summary-ending.ts';
import type { JobReport, RunReport } from './summary-run.ts';
import { inMarkdown } from './summary-text.ts';

/** The only addresses the page links to: https, a host of the service, and no sign that means something to Markdown. */
const OF_THE_SERVICE = /^https:\/\/([a-z0-9-]+\.)*(xplenty\.com|integrate\.io)\/[\w\-./?=&%#~]{0,300}$/i;

interface Column {
  readonly title: string;
  readonly align: ':--' | '--:';
  readonly cell: (report: JobReport, run: RunReport) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'Job', align: ':--', cell: jobLink },
  { title: 'How it ended', align: ':--', cell: endingInWords },
  { title: 'Runtime', align: '--:', cell: ({ job }) => runtime(numeric(job?.fields.runtime_in_seconds)) },
  { title: 'Progress', align: '--:', cell: ({ job }) => percent(numeric(job?.fields.progress)) },
  { title: 'Stop took', align: '--:', cell: stopTook },
  { title: 'Package', align: '--:', cell: ({ job }) => number(job?.fields.package_id) },
  { title: 'Cluster', align: '--:', cell: ({ job }) => number(job?.fields.cluster_id) },
];

/** One row a job. A column in which no job has anything is left out. */
export function table(jobs: readonly JobReport[], run: RunReport): string {
  const columns = COLUMNS.filter(({ cell }) => jobs.some((report) => cell(report, run) !== ''));
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => align)),
    ...jobs.map((report) => line(columns.map(({ cell }) => cell(report, run) || '–'))),
  ].join('\n');
}

/** The job's number, as a link to its page where the service gave one; with its account where there are several. */
export function jobLink({ ref, job }: JobReport, run: RunReport): string {
  const alone = run.jobs.every((other) => other.ref.accountId === ref.accountId);
  const name = inMarkdown(alone ? `${ref.id}` : `${ref.accountId}/${ref.id}`);
  const page = job?.fields.html_url;
  return typeof page === 'string' && OF_THE_SERVICE.test(page) ? `[${name}](${page})` : name;
}

/** Milliseconds from the first sight of the stop to its end, or so far. */
function stopTook({ job, states }: JobReport, { waited, elapsedMs }: RunReport): string {
  const seen = (is: typeof isOver) => job && states.find(({ status }) => is({ ...job, status }))?.atMs;
  const [begun, done] = [seen(isStopping), seen(isOver)];
  if (begun === undefined) return '';
  if (done !== undefined) return job?.status === 'stopped' ? duration(done - begun) : '';
  return waited ? `${duration(elapsedMs - begun)} so far` : '';
}

/** A number that came as one or as its text; undefined for everything else. */
function numeric(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,9}(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function runtime(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  return seconds < 1 ? '0 s' : duration(seconds * 1000);
}

/** A progress is documented as 0.0 to 1.0: what is not, is none. */
function percent(progress: number | undefined): string {
  return progress === undefined || progress > 1 ? '' : `${Math.floor(progress * 100 + 1e-6)} %`;
}

function number(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? inMarkdown(String(value)) : '';
}
