import { isOver } from '../xplenty/job.ts';
import type { JobReport, RunReport } from './summary-run.ts';
import { stateInMarkdown } from './summary-text.ts';

const asItIs = (state: string) => state;
const still = (state: string) => `still ${state}`;
const beforeTheStop = (state: string) => `${state} before the stop`;
const notKnown = () => 'not known';

/** How a job can end, from the best to the worst: its sign, what the heading says of it, and what its row makes of its state. */
const ENDINGS = {
  over: { sign: '➖', says: 'is over already', row: (state: string) => `${state} already` },
  planned: { sign: '🔎', says: 'would be terminated', row: (state: string) => `would be terminated (${state})` },
  stopped: { sign: '✅', says: 'has stopped', row: asItIs },
  underWay: { sign: '⏳', says: 'is being stopped', row: asItIs },
  completed: { sign: '⚠️', says: 'completed before it could be stopped', row: beforeTheStop },
  failed: { sign: '⚠️', says: 'failed before it could be stopped', row: beforeTheStop },
  notStopped: { sign: '❌', says: 'was not stopped', row: still },
  // Its termination may have been accepted, and the answer lost.
  unknown: { sign: '❌', says: 'is not known to have stopped', row: notKnown },
  unseen: { sign: '❌', says: 'could not be looked at', row: notKnown },
} as const;

const PLURAL: Record<string, string> = { is: 'are', has: 'have', was: 'were', it: 'they' };

export type Ending = keyof typeof ENDINGS;

export function endingOf({ job, failure }: JobReport, { dryRun }: RunReport): Ending {
  if (job !== undefined && isOver(job)) return dryRun ? 'over' : (job.status as 'stopped' | 'completed' | 'failed');
  if (job === undefined) return dryRun ? 'unseen' : 'unknown';
  if (failure !== undefined) return dryRun ? 'unseen' : 'notStopped';
  return dryRun ? 'planned' : 'underWay';
}

/** How one job ended, as a sign and words: `❌ still running`. */
export function endingInWords(report: JobReport, run: RunReport): string {
  const { sign, row } = ENDINGS[endingOf(report, run)];
  return `${sign} ${row(stateInMarkdown(report.job?.status ?? ''))}`;
}

/** What became of the whole run, as a sign and a sentence: `❌ 47 of 50 jobs have stopped, 3 were not stopped`. */
export function runInWords(run: RunReport): string {
  const all = run.jobs.length;
  const endings = run.jobs.map((report) => endingOf(report, run));
  const groups = Object.entries(ENDINGS)
    .map(([name, ending]) => ({ ...ending, count: endings.filter((one) => one === name).length }))
    .filter(({ count }) => count > 0);
  const said = groups.map(({ count, says }, index) => {
    if (all === 1) return `job ${run.jobs[0]?.ref.id} ${says}`;
    const many = says.replace(/\b(is|has|was|it)\b/g, (word) => PLURAL[word] ?? word);
    if (count === all) return `${all === 2 ? 'both' : `all ${all}`} jobs ${many}`;
    return `${count}${index === 0 ? ` of ${all} jobs` : ''} ${count === 1 ? says : many}`;
  });
  if (all === 0) said.push(run.cancelled ? 'nothing was terminated' : 'no job matched, nothing was terminated');
  const sentence = `${run.cancelled ? 'Cancelled: ' : run.dryRun ? 'Dry run: ' : ''}${said.join(', ')}`;
  return `${groups.at(-1)?.sign ?? 'ℹ️'} ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}
