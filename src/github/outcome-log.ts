import { pageUrl } from '../api/job.ts';
import type { OutcomeGroup } from '../jobs/outcome.ts';
import type { TrackedJob } from '../jobs/tracked-job.ts';
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
    const links = severity === 'failure' ? linksFor(jobs, summary, docsUrl) : [];
    const text = [messages.outcome(jobs, summary, details), ...links].join(' ');
    const title = messages.title(jobs, summary);
    const isAnnotation = severity === 'failure' || severity === 'warning' || severity === 'notice';
    if (!isAnnotation || ++shown[severity] > MAX_ANNOTATIONS) log.info(text);
    else if (severity === 'failure') log.error(text, title);
    else log[severity](text, title);
  }
}

function linksFor(jobs: readonly TrackedJob[], summary: string, docsUrl: string | undefined): string[] {
  const page = jobs.length === 1 ? pageUrl(jobs[0]?.htmlUrl) : undefined;
  return [...(page === undefined ? [] : [`Job: ${page}`]), helpText(summary, docsUrl)];
}
