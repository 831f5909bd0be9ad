import type { Inputs } from '../../inputs.ts';
import type { TrackedJob } from '../../jobs/tracked-job.ts';
import { inMarkdown } from './markdown.ts';

/** A run of the action: all that its summary shows besides the jobs. */
export interface RunReport {
  /** In the order given or found. */
  readonly jobs: readonly TrackedJob[];
  readonly isDryRun: boolean;
  readonly isCancelled: boolean;
  /** Whether the step was asked to wait until the jobs have stopped. */
  readonly waited: boolean;
  readonly startedAt: Date;
  readonly elapsedMs: number;
  /** For instance `api.xplenty.com`. */
  readonly apiHost: string;
  /** What selected the jobs, in words; undefined where they were named. */
  readonly filters: string | undefined;
  /** Whose jobs were selected; undefined where they were named. */
  readonly accountId: string | undefined;
  /** Why no job matched, in words. */
  readonly nothingMatched: string | undefined;
  readonly ifNoJobsFound: Inputs['ifNoJobsFound'];
  /** What went wrong besides the jobs. */
  readonly problems: readonly { readonly summary: string; readonly details: string }[];
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
  /** Where to read about an outcome, as Markdown. */
  readonly help: (summary: string) => string;
}

/** A text from elsewhere, without secrets, for any place of the summary. Secrets go first, lest a cut leave half of one. */
export function escaped(text: string, { redact }: Pick<RunReport, 'redact'>, limit?: number): string {
  return inMarkdown(redact(text), limit);
}
