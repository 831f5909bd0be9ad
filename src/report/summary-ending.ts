import { isOver, isStopping } from '../xplenty/job.ts';
import type { JobReport, RunReport } from './summary-run.ts';
import { stateInMarkdown } from './summary-text.ts';

/** How a job can end, as the page says it of one job and of many. From the best to the worst. */
const ENDINGS = {
  planned: { sign: '🔎', one: 'would be terminated', many: 'would be terminated' },
  over: { sign: '✅', one: 'is over already', many: 'are over already' },
  stopped: { sign: '✅', one: 'has stopped', many: 'have stopped' },
  underWay: { sign: '⏳', one: 'is being stopped', many: 'are being stopped' },
  completed: { sign: '⚠️', one: 'completed before it could be stopped', many: 'completed before they could be stopped' },
  failed: { sign: '⚠️', one: 'failed before it could be stopped', many: 'failed before they could be stopped' },
  unknown: { sign: '❔', one: 'has not been seen', many: 'have not been seen' },
  unseen: { sign: '❌', one: 'could not be looked at', many: 'could not be looked at' },
  notStopped: { sign: '❌', one: 'was not stopped', many: 'were not stopped' },
} as const;

export type Ending = keyof typeof ENDINGS;

export function endingOf({ job, failure }: JobReport, { dryRun }: RunReport): Ending {
  if (job !== undefined && isOver(job)) return dryRun ? 'over' : (job.status as 'stopped' | 'completed' | 'failed');
  if (failure !== undefined) return dryRun ? 'unseen' : 'notStopped';
  if (job === undefined) return 'unknown';
  return dryRun ? 'planned' : 'underWay';
}

/** How one job ended, as a sign and words: `❌ still running`. */
export function endingInWords(report: JobReport, run: RunReport): string {
  const ending = endingOf(report, run);
  const { sign, one } = ENDINGS[ending];
  if (report.job === undefined) return `${sign} ${ending === 'notStopped' ? 'not stopped' : one}`;
  const state = stateInMarkdown(report.job.status);
  const words = {
    planned: `${one} (${state})`,
    over: `${state} already`,
    stopped: state,
    underWay: isStopping(report.job) ? 'stop under way' : `still ${state}`,
    completed: `${state} before the stop`,
    failed: `${state} before the stop`,
    unknown: one,
    unseen: one,
    notStopped: `still ${state}`,
  };
  return `${sign} ${words[ending]}`;
}

/** What became of the whole run, as a sign and a sentence: `❌ 47 of 50 jobs have stopped, 3 were not stopped`. */
export function runInWords(run: RunReport): string {
  const endings = run.jobs.map((report) => endingOf(report, run));
  const parts = Object.entries(ENDINGS)
    .map(([ending, words]) => ({ ...words, count: endings.filter((one) => one === ending).length }))
    .filter(({ count }) => count > 0);
  const all = endings.length;
  const subject = (count: number, index: number) => {
    if (all === 1) return `job ${run.jobs[0]?.ref.id}`;
    if (count === all) return all === 2 ? 'both jobs' : `all ${all} jobs`;
    return index === 0 ? `${count} of ${all} jobs` : `${count}`;
  };
  const said = parts.map(({ count, one, many }, index) => `${subject(count, index)} ${count === 1 ? one : many}`);
  if (all === 0) said.push(run.cancelled ? 'nothing was terminated' : 'no job matched, nothing was terminated');
  const before = run.cancelled ? 'Cancelled: ' : run.dryRun ? 'Dry run: ' : '';
  const sentence = before + said.join(', ');
  return `${parts.at(-1)?.sign ?? 'ℹ️'} ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}
