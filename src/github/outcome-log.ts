import { pageUrl } from '../api/job.ts';
import type { OutcomeGroup } from '../jobs/outcome.ts';
import { helpText } from './links.ts';
import { type Log, MAX_ANNOTATIONS } from './log.ts';
import * as messages from './messages.ts';

/**
 * Logs how jobs ended, each group of equal outcomes as one line or annotation. A failure names the job's page and where to
 * read about it. What is past the ten annotations that a step shows is logged as a line.
 */
export function logOutcomes(groups: readonly OutcomeGroup[], log: Log, docsUrl: string | undefined): void {
  const shown = { failure: 0, warning: 0, notice: 0 };
  for (const { jobs, severity, summary, details } of groups) {
    const page = jobs.length === 1 ? pageUrl(jobs[0]?.htmlUrl) : undefined;
    const links = [page === undefined ? '' : `Job: ${page}`, helpText(summary, docsUrl)].filter(Boolean);
    const text = [messages.outcome(jobs, summary, details), ...(severity === 'failure' ? links : [])].join(' ');
    const title = messages.title(jobs, summary);
    const isAnnotation = severity === 'failure' || severity === 'warning' || severity === 'notice';
    if (!isAnnotation || ++shown[severity] > MAX_ANNOTATIONS) log.info(text);
    else if (severity === 'failure') log.error(text, title);
    else log[severity](text, title);
  }
}
