import { isOver, isStopping } from '../../../xplenty/job.ts';
import type { JobReport, RunReport } from './run.ts';
import { stateInMarkdown } from './text.ts';

/** How a job can end, from the best to the worst: its sign, what the heading says of it, and what its row says. */
const ENDINGS = {
  over: { sign: '➖', says: 'is over already', row: 'STATE already' },
  planned: { sign: '🔎', says: 'would be terminated', row: 'would be terminated (STATE)' },
  stopped: { sign: '✅', says: 'has stopped', row: 'STATE' },
  underWay: { sign: '⏳', says: 'is being stopped', row: 'STATE' },
  completed: { sign: '⚠️', says: 'completed before it could be stopped', row: 'STATE before the stop' },
  failed: { sign: '⚠️', says: 'failed before it could be stopped', row: 'STATE before the stop' },
  notStopped: { sign: '❌', says: 'was not stopped', row: 'still STATE' },
  // It may have stopped since, or an answer was lost that said so.
  unknown: { sign: '❌', says: 'was not seen to stop', row: 'STATE when last seen' },
  unseen: { sign: '❌', says: 'could not be looked at', row: 'STATE when last seen' },
};

const PLURAL: Record<string, string> = { is: 'are', has: 'have', was: 'were', it: 'they' };

type Ending = keyof typeof ENDINGS;

/** How many jobs ended in each way, from the best way to the worst. */
export type Endings = ReadonlyMap<Ending, number>;

export function endingOf({ job, failure, isOpen = false }: JobReport, { dryRun, cancelled }: RunReport): Ending {
  if (job !== undefined && isOver(job)) return dryRun ? 'over' : (job.status as 'stopped' | 'completed' | 'failed');
  if (dryRun) return job === undefined || failure !== undefined ? 'unseen' : 'planned';
  if (job === undefined) return 'unknown';
  if (failure === undefined || (cancelled && isStopping(job))) return 'underWay';
  return isStopping(job) || isOpen ? 'unknown' : 'notStopped';
}

/** How one job ended, as a sign and words: `❌ still running`. */
export function endingInWords(report: JobReport, run: RunReport): string {
  const { sign, row } = ENDINGS[endingOf(report, run)];
  const { job } = report;
  return `${sign} ${job === undefined ? 'not known' : row.replace('STATE', () => stateInMarkdown(job.status))}`;
}

export function endingsOf(run: RunReport): Endings {
  const counts = new Map<Ending, number>();
  for (const ending in ENDINGS) counts.set(ending as Ending, 0);
  for (const report of run.jobs) {
    const ending = endingOf(report, run);
    counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  return counts;
}

/** What became of the whole run, as a sign and a sentence: `❌ 47 of 50 jobs have stopped, 3 were not stopped`. */
export function runInWords(run: RunReport, endings: Endings): string {
  const all = run.jobs.length;
  const said: string[] = [];
  let worst = 'ℹ️';
  for (const [ending, count] of endings) {
    if (count === 0) continue;
    const { sign, says } = ENDINGS[ending];
    worst = sign;
    if (all === 1) said.push(`job ${run.jobs[0]?.ref.id} ${says}`);
    else if (count === all) said.push(`${all === 2 ? 'both' : `all ${all}`} jobs ${inPlural(says)}`);
    else {
      const of = said.length === 0 ? ` of ${all} jobs` : '';
      said.push(`${count}${of} ${count === 1 ? says : inPlural(says)}`);
    }
  }
  if (all === 0) said.push(run.cancelled ? 'nothing was terminated' : 'no job matched, nothing was terminated');
  const sentence = `${run.cancelled ? 'Cancelled: ' : run.dryRun ? 'Dry run: ' : ''}${said.join(', ')}`;
  return `${worst} ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function inPlural(says: string): string {
  return says.replace(/\b(is|has|was|it)\b/g, (word) => PLURAL[word] ?? word);
}
