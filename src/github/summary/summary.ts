import { isFinal, isStopping } from '../../api/job.ts';
import { groupByOutcome, type OutcomeGroup, type Severity } from '../../jobs/outcome.ts';
import { duration, utc } from '../../text.ts';
import { gantt } from './gantt.ts';
import { inMarkdown } from './markdown.ts';
import { escaped, type RunReport } from './run-report.ts';
import { ICONS, jobLink, table } from './table.ts';

const MAX_ROWS = 100;
/** How many outcomes stand in the heading. */
const MAX_SUMMARIES = 5;
/** A runner shows nothing of what is longer (docs.github.com, workflow commands, "Step isolation and limits"). */
const MAX_BYTES = 1024 * 1024;

/**
 * The job summary as GitHub-flavoured Markdown, without secrets.
 *
 * @returns at most 1 MiB of UTF-8: it has a row for up to 100 jobs, or as many as fit, and says so where it leaves some out
 */
export function renderSummary(run: RunReport): string {
  for (let rows = MAX_ROWS; ; rows = Math.floor(rows / 2)) {
    const summary = run.redact(summaryWith(rows, run));
    if (Buffer.byteLength(summary) <= MAX_BYTES || rows === 0) return summary;
  }
}

/**
 * The summary of a run that came to nothing: wrong inputs, a failed selection, an unexpected error.
 *
 * @param problems what is wrong, a line each
 */
export function renderFailure(
  heading: string,
  problems: readonly string[],
  { redact, help }: Pick<RunReport, 'redact' | 'help'>,
): string {
  const lines = problems.map((problem) => `- ${inMarkdown(redact(problem), 1_000)}`);
  return redact(
    `### ${ICONS.failure} ${inMarkdown(redact(heading), 200)}\n\n${lines.join('\n')}\n\n${help(heading)}\n`,
  );
}

function summaryWith(rows: number, run: RunReport): string {
  const { jobs } = run;
  const shown = jobs.slice(0, rows);
  const groups = groupByOutcome(jobs, run.isDryRun);
  const explained = groups.filter(({ severity, details }) => SHOWN_REASONS.includes(severity) && details !== '');
  const accounts = new Set(jobs.map(({ ref }) => ref.accountId));
  const account = accounts.size === 1 ? [...accounts][0] : run.accountId;
  const blocks = [
    `### ${heading(run, groups)}`,
    caption(run, account),
    run.filters === undefined ? '' : `Filters: ${escaped(run.filters, run, 500)}.`,
    run.nothingMatched === undefined ? '' : `${escaped(run.nothingMatched, run, 1_000)} ${run.help('No job matched')}`,
    shown.length === 0 ? '' : table(shown, run, account !== undefined),
    shown.length < jobs.length ? `Only the first ${shown.length} of ${jobs.length} jobs are shown.` : '',
    ...notes(run),
    run.problems.length === 0 ? '' : problems(run),
    explained.length === 0 ? '' : reasons(explained, rows, run, account !== undefined),
    run.waited ? gantt(run) : '',
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

const ICONS_OF_NO_JOB = { ignore: 'ℹ️', warn: ICONS.warning, error: ICONS.failure };

/** What became of the run: `❌ Job 305: not found (404)`, `❌ 20 jobs: 15 not found (404); 5 stopped`. */
function heading(run: RunReport, groups: readonly OutcomeGroup[]): string {
  const [worst] = groups;
  const [problem] = run.problems;
  const icon = worst === undefined ? ICONS_OF_NO_JOB[run.ifNoJobsFound] : ICONS[worst.severity];
  const saysCancelled = groups.some(({ summary }) => summary.startsWith('cancelled'));
  const prefix = `${run.isCancelled && !saysCancelled ? 'Cancelled · ' : ''}${run.isDryRun ? 'Dry run · ' : ''}`;
  const texts = [
    worst === undefined ? '' : outcomes(run, groups),
    problem === undefined ? '' : escaped(problem.summary, run, 200),
  ];
  const text = texts.filter(Boolean).join(' · ') || 'No job matched';
  return `${problem === undefined ? icon : ICONS.failure} ${prefix}${text}`;
}

function outcomes({ jobs, redact }: RunReport, groups: readonly OutcomeGroup[]): string {
  const counts = new Map<string, number>();
  for (const { summary, jobs: some } of groups) counts.set(summary, (counts.get(summary) ?? 0) + some.length);
  const words = [...counts].map(([summary, count]) => {
    return `${jobs.length === 1 ? '' : counts.size === 1 ? 'all ' : `${count} `}${escaped(summary, { redact })}`;
  });
  const names = jobs.length === 1 ? `Job ${jobs[0]?.ref.id}` : `${jobs.length} jobs`;
  return `${names}: ${words.slice(0, MAX_SUMMARIES).join('; ')}${words.length > MAX_SUMMARIES ? ' …' : ''}`;
}

/** What went wrong besides the jobs. */
function problems(run: RunReport): string {
  const lines = run.problems.map(({ summary, details }) => {
    return `- **${escaped(summary, run, 200)}.** ${escaped(details, run, 1_000)} ${run.help(summary)}`;
  });
  return lines.join('\n');
}

/** Whose jobs, where, when, how long. */
function caption(run: RunReport, account: string | undefined): string {
  const whose = account === undefined ? '' : `Account ${escaped(account, run)} at `;
  return `${whose}${escaped(run.apiHost, run)} · ${utc(run.startedAt)} · took ${duration(run.elapsedMs)}`;
}

function notes({ jobs, isDryRun, waited }: RunReport): string[] {
  if (isDryRun) return [];
  const accepted = jobs.flatMap(({ job, isAccepted }) => (job !== undefined && isAccepted ? [job] : []));
  const isUnderWay = !waited && accepted.some((job) => !isFinal(job));
  const isStopped = accepted.some((job) => isStopping(job) || job.status === 'stopped');
  return [
    isUnderWay ? 'The step did not wait until the jobs have stopped (`wait-for-stopped`).' : '',
    isStopped ? 'A stopped job may have left partial results, or none.' : '',
  ];
}

const SHOWN_REASONS: readonly Severity[] = ['failure', 'warning', 'notice'];

/** Why jobs were not stopped, equal reasons together, up to `max` of them. */
function reasons(groups: readonly OutcomeGroup[], max: number, run: RunReport, hasOneAccount: boolean): string {
  const lines = groups.slice(0, max).map(({ jobs, summary, details, severity }) => {
    const names = jobs.slice(0, MAX_ROWS).map((tracked) => jobLink(tracked, run, hasOneAccount));
    const more = jobs.length > names.length ? ` and ${jobs.length - names.length} more` : '';
    const help = severity === 'failure' ? ` ${run.help(summary)}` : '';
    return `- **${jobs.length === 1 ? 'Job' : 'Jobs'} ${names.join(', ')}${more}: ${escaped(summary, run)}.** ${escaped(details, run, 1_000)}${help}`;
  });
  if (groups.length > max) lines.push(`- and ${groups.length - max} more reasons`);
  return lines.join('\n');
}
