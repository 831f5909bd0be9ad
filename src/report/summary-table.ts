import { isOver, isStopping } from '../xplenty/job.ts';
import { duration } from './log.ts';
import { endingInWords } from './summary-ending.ts';
import type { JobReport, RunReport } from './summary-run.ts';
import { inMarkdown } from './summary-text.ts';

/** The only addresses the page links to: https, a host of the service, and no sign that means something to Markdown. */
const OF_THE_SERVICE = /^https:\/\/([a-z0-9-]+\.)*(xplenty\.com|integrate\.io)\/[\w\-./?=&%#~]{0,300}$/i;

/** What stands in a row, by its title. */
const COLUMNS: Record<string, (report: JobReport, run: RunReport) => string> = {
  Job: jobLink,
  Outcome: endingInWords,
  Runtime: ({ job }) => number(job?.fields.runtime_in_seconds, seconds),
  Progress: ({ job }) => number(job?.fields.progress, percent),
  'Stop took': stopTook,
  Package: ({ job }) => name(job?.fields.package_id),
  Cluster: ({ job }) => name(job?.fields.cluster_id),
};

/** One row a job. A column in which no job has anything is left out. */
export function table(jobs: readonly JobReport[], run: RunReport): string {
  const columns = Object.entries(COLUMNS).filter(([, cell]) => jobs.some((report) => cell(report, run) !== ''));
  const rows = [
    columns.map(([title]) => title),
    columns.map((_, index) => (index < 2 ? ':--' : '--:')),
    ...jobs.map((report) => columns.map(([, cell]) => cell(report, run) || '–')),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The job's number, as a link to its page where the service gave one; with its account where there are several. */
export function jobLink({ ref, job }: JobReport, run: RunReport): string {
  const alone = run.jobs.every((other) => other.ref.accountId === ref.accountId);
  const label = inMarkdown(alone ? `${ref.id}` : `${ref.accountId}/${ref.id}`);
  const page = job?.fields.html_url;
  return typeof page === 'string' && OF_THE_SERVICE.test(page) ? `[${label}](${page})` : label;
}

/** How long it took from the first sight of the stop to its end, or takes so far. */
function stopTook({ job, states }: JobReport, { waited, elapsedMs }: RunReport): string {
  const seen = (is: typeof isOver) => job && states.find(({ status }) => is({ ...job, status }))?.atMs;
  const [begun, done] = [seen(isStopping), seen(isOver)];
  if (begun === undefined) return '';
  if (done !== undefined) return job?.status === 'stopped' ? duration(done - begun) : '';
  return waited ? `${duration(elapsedMs - begun)} so far` : '';
}

/** A number in words, whether it came as one or as its text; nothing for everything else. */
function number(value: unknown, inWords: (value: number) => string): string {
  return isPlain(value) && /^\d{1,9}(\.\d+)?$/.test(String(value)) ? inWords(Number(value)) : '';
}

function name(value: unknown): string {
  return isPlain(value) ? inMarkdown(String(value)) : '';
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}

const seconds = (value: number) => (value < 1 ? '0 s' : duration(value * 1000));

/** A progress is documented as 0.0 to 1.0: what is not, is none. */
const percent = (value: number) => (value > 1 ? '' : `${Math.floor(value * 100 + 1e-6)} %`);
