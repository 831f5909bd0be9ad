import { isFinal, isStopping, pageUrl } from '../../api/job.ts';
import { duration } from '../../text.ts';
import { inMarkdown } from './markdown.ts';
import { type JobReport, outcomeInWords, type RunReport } from './outcome.ts';

const TITLES = ['Job', 'Outcome', 'Runtime', 'Progress', 'Stop took', 'Package', 'Cluster'];

/** One row a job. A column in which no job has anything is left out. */
export function table(jobs: readonly JobReport[], run: RunReport, hasOneAccount: boolean): string {
  const rows = jobs.map((report) => cells(report, run, hasOneAccount));
  const lines = ['|', '|', ...rows.map(() => '|')];
  for (const [column, title] of TITLES.entries()) {
    if (rows.every((row) => row[column] === '')) continue;
    const texts = [title, column < 2 ? ':--' : '--:', ...rows.map((row) => row[column] || '–')];
    for (const [index, text] of texts.entries()) lines[index] += ` ${text} |`;
  }
  return lines.join('\n');
}

/** What stands in a job's row, in the order of TITLES. */
function cells(report: JobReport, run: RunReport, hasOneAccount: boolean): string[] {
  const { runtime_in_seconds, progress, package_id, cluster_id } = report.job?.fields ?? {};
  return [
    jobLink(report, hasOneAccount),
    outcomeInWords(report, run),
    seconds(number(runtime_in_seconds)),
    percent(number(progress)),
    stopTook(report, run),
    name(package_id),
    name(cluster_id),
  ];
}

/** The job's number, as a link to its page where the service gave one; with its account where there are several. */
export function jobLink({ ref, job }: JobReport, hasOneAccount: boolean): string {
  const label = inMarkdown(hasOneAccount ? `${ref.id}` : `${ref.accountId}/${ref.id}`);
  const page = pageUrl(job?.fields.html_url);
  return page === undefined ? label : `[${label}](${page})`;
}

/** How long it took from the first sight of the stop to its end, or takes so far. */
function stopTook({ job, history }: JobReport, { waited, elapsedMs }: RunReport): string {
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

function name(value: unknown): string {
  return isPlain(value) ? inMarkdown(String(value)) : '';
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}
