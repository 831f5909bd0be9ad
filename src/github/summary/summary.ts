import type { TrackedJob } from '../../jobs/tracked-job.ts';
import { duration } from '../../text.ts';
import { RunnerFile } from '../runner-file.ts';
import { gantt } from './gantt.ts';
import { inMarkdown } from './markdown.ts';
import {
  countOutcomes,
  type JobReport,
  type OutcomeCounts,
  oneAccountOf,
  outcomeOf,
  type RunReport,
  runInWords,
} from './outcome.ts';
import { jobLink, table } from './table.ts';

const MAX_ROWS = 100;
/** A runner shows nothing of what is longer (docs.github.com, workflow commands, "Step isolation and limits"). */
const MAX_BYTES = 1024 * 1024;

/**
 * Writes the job summary behind what the step may have left there already.
 *
 * @param redact takes secrets out of a text
 * @throws Error where the file cannot be written
 */
export function writeSummary(
  file: string,
  jobs: readonly TrackedJob[],
  facts: Omit<RunReport, 'jobs' | 'startedAt'>,
  redact: (text: string) => string,
): void {
  const startedAt = new Date(Date.now() - facts.elapsedMs);
  const run = { ...facts, startedAt, jobs: jobs.map((tracked) => reportOf(tracked, redact)) };
  new RunnerFile(file).replace(redact(renderSummary(run)));
}

/** What the summary shows of a job. Secrets go first, lest a cut leave half of one. */
function reportOf({ ref, job, htmlUrl, history, error }: TrackedJob, redact: (text: string) => string): JobReport {
  const { runtime_in_seconds, progress, package_id, cluster_id } = job?.fields ?? {};
  const shown = { runtime_in_seconds, progress, package_id, cluster_id, html_url: htmlUrl };
  const fields = Object.fromEntries(
    Object.entries(shown).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]),
  );
  return {
    ref: { ...ref, accountId: redact(ref.accountId) },
    job: job && { id: job.id, status: redact(job.status), fields },
    history: history.map(({ status, atMs }) => ({ status: redact(status), atMs })),
    error: error && redact(error.message),
    isOutcomeUnknown: error?.isOutcomeUnknown ?? false,
  };
}

/**
 * The job summary as GitHub-flavoured Markdown.
 *
 * @returns at most 1 MiB of UTF-8: it has a row for up to 100 jobs, or as many as fit, and says so where it leaves some out
 */
export function renderSummary(run: RunReport): string {
  for (let rows = MAX_ROWS; ; rows = Math.floor(rows / 2)) {
    const summary = summaryWith(rows, run);
    if (Buffer.byteLength(summary) <= MAX_BYTES || rows === 0) return summary;
  }
}

function summaryWith(rows: number, run: RunReport): string {
  const shown = run.jobs.slice(0, rows);
  const failed = run.jobs.filter(({ error }) => error !== undefined);
  const outcomes = countOutcomes(run);
  const account = oneAccountOf(run);
  const hasOneAccount = account !== undefined;
  const blocks = [
    `### ${runInWords(run, outcomes)}`,
    caption(run, account),
    shown.length > 0 ? table(shown, run, hasOneAccount) : '',
    shown.length < run.jobs.length ? `Only the first ${shown.length} of ${run.jobs.length} jobs are shown.` : '',
    ...notes(run, outcomes),
    failed.length > 0 ? notStopped(failed, rows, run, hasOneAccount) : '',
    run.waited ? gantt(run) : '',
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** Whose jobs, where, when, how long. */
function caption({ apiHost, startedAt, elapsedMs }: RunReport, account: string | undefined): string {
  const whose = account === undefined ? '' : `Account ${inMarkdown(account)} at `;
  const when = startedAt.toISOString().slice(0, 16).replace('T', ' ');
  return `${whose}${inMarkdown(apiHost)} · ${when} UTC · took ${duration(elapsedMs)}`;
}

function notes(run: RunReport, outcomes: OutcomeCounts): string[] {
  const underWay = outcomes.get('underWay') !== 0;
  return [
    underWay && !run.waited ? 'The step was not asked to wait until the jobs have stopped (`wait-for-stopped`).' : '',
    underWay || outcomes.get('stopped') !== 0 ? 'A stopped job may have left partial results, or none.' : '',
  ];
}

/** Which jobs were not stopped, and why, up to `max` of them. A reason that names its job is not named twice. */
function notStopped(failed: readonly JobReport[], max: number, run: RunReport, hasOneAccount: boolean): string {
  const unstopped = failed.filter((report) => outcomeOf(report, run) !== 'underWay');
  if (unstopped.length === 0) return '';
  const reasons = unstopped.slice(0, max).map((report) => {
    const { ref, error = '' } = report;
    const job = new RegExp(`\\b${ref.id}\\b`).test(error) ? '' : `${jobLink(report, hasOneAccount)}: `;
    return `- ${job}${inMarkdown(error, 500)}`;
  });
  if (unstopped.length > max) reasons.push(`- and ${unstopped.length - max} more`);
  return `#### What ${run.dryRun ? 'could not be looked at' : 'was not stopped'}, and why\n\n${reasons.join('\n')}`;
}
