import { appendFileSync } from 'node:fs';
import { duration } from '../../log.ts';
import { redact } from '../../secrets.ts';
import { diagram } from './diagram.ts';
import { type Endings, endingOf, endingsOf, runInWords } from './ending.ts';
import { type JobReport, oneAccountOf, type RunReport } from './run.ts';
import { jobLink, table } from './table.ts';
import { inMarkdown } from './text.ts';

export type { JobReport, RunReport } from './run.ts';

const MOST_ROWS = 100;
/** A runner cuts off what is longer (docs.github.com, workflow commands, "Step isolation and limits"). */
const MOST_BYTES = 1024 * 1024;

/**
 * Writes the page behind what the step may have left there already.
 *
 * @throws Error where the file cannot be written
 */
export function writePage(file: string, run: RunReport): void {
  appendFileSync(file, renderPage(run), 'utf8');
}

/**
 * The page that the step leaves on the workflow run, as GitHub-flavoured Markdown, complete in itself and without secrets.
 *
 * @returns at most 1 MiB of UTF-8: it has a row for up to 100 jobs, or as many as fit, and says so where it leaves some out
 */
export function renderPage(run: RunReport): string {
  for (let rows = MOST_ROWS; ; rows = Math.floor(rows / 2)) {
    const page = redact(pageWith(rows, run));
    if (Buffer.byteLength(page) <= MOST_BYTES || rows === 0) return page;
  }
}

function pageWith(rows: number, run: RunReport): string {
  const shown = run.jobs.slice(0, rows);
  const failed = run.jobs.filter(({ failure }) => failure !== undefined);
  const endings = endingsOf(run);
  const account = oneAccountOf(run);
  const hasOneAccount = account !== undefined;
  const blocks = [
    `### ${runInWords(run, endings)}`,
    caption(run, account),
    shown.length > 0 ? table(shown, run, hasOneAccount) : '',
    shown.length < run.jobs.length ? `Only the first ${shown.length} of ${run.jobs.length} jobs are shown.` : '',
    ...notes(run, endings),
    failed.length > 0 ? notStopped(failed, rows, run, hasOneAccount) : '',
    run.waited ? diagram(run) : '',
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** Whose jobs, where, when, how long. */
function caption({ apiHost, startedAt, elapsedMs }: RunReport, account: string | undefined): string {
  const whose = account === undefined ? '' : `Account ${inMarkdown(account)} at `;
  const when = startedAt.toISOString().slice(0, 16).replace('T', ' ');
  return `${whose}${inMarkdown(apiHost)} · ${when} UTC · took ${duration(elapsedMs)}`;
}

function notes(run: RunReport, endings: Endings): string[] {
  const underWay = endings.get('underWay') !== 0;
  return [
    underWay && !run.waited ? 'The step was not asked to wait until the jobs have stopped (`wait-for-stopped`).' : '',
    underWay || endings.get('stopped') !== 0 ? 'A stopped job may have left partial results, or none.' : '',
  ];
}

/** Which jobs were not stopped, and why, up to `most` of them. A reason that names its job is not told twice whose it is. */
function notStopped(failed: readonly JobReport[], most: number, run: RunReport, hasOneAccount: boolean): string {
  const unstopped = failed.filter((report) => endingOf(report, run) !== 'underWay');
  if (unstopped.length === 0) return '';
  const reasons = unstopped.slice(0, most).map((report) => {
    const { ref, failure = '' } = report;
    const job = new RegExp(`\\b${ref.id}\\b`).test(failure) ? '' : `${jobLink(report, hasOneAccount)}: `;
    return `- ${job}${inMarkdown(failure, 500)}`;
  });
  if (unstopped.length > most) reasons.push(`- and ${unstopped.length - most} more`);
  return `#### What ${run.dryRun ? 'could not be looked at' : 'was not stopped'}, and why\n\n${reasons.join('\n')}`;
}
