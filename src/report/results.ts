import type { Target } from '../target.ts';
import * as journal from './journal.ts';
import type { RunReport } from './later/page/page.ts';
import { isTerminal } from './log.ts';
import { Outputs } from './outputs.ts';

export interface ResultFiles {
  /** Where outputs and the page of the run go; undefined outside of the runner. */
  readonly outputFile: string | undefined;
  readonly summaryFile: string | undefined;
}

/** What the page tells of a run besides its jobs. */
export interface RunFacts {
  readonly dryRun: boolean;
  readonly cancelled: boolean;
  readonly waited: boolean;
  readonly elapsedMs: number;
  readonly apiHost: string;
}

/**
 * What later steps and people get: the outputs and the page of the run. Where they cannot be written that is told, and no
 * more: what was terminated is terminated.
 */
export class Results {
  readonly #files: ResultFiles;
  readonly #outputs: Outputs;
  #isUnwritableTold = false;
  #page: Promise<typeof import('./later/page/page.ts')> | undefined;

  constructor(files: ResultFiles) {
    this.#files = files;
    this.#outputs = new Outputs(files.outputFile);
  }

  setOutputs(targets: readonly Target[]): void {
    if (this.#files.outputFile === undefined && isTerminal()) return;
    try {
      const shortened = this.#outputs.set(targets);
      if (shortened !== undefined) journal.tellShortened(shortened);
    } catch (error) {
      // Once: with every look it would be the same.
      if (!this.#isUnwritableTold) journal.tellUnwritable('The outputs', error);
      this.#isUnwritableTold = true;
    }
  }

  /** Loads the page while the first answer is on its way: before the request it would hold it up, later the end. */
  loadPage(): void {
    if (this.#files.summaryFile === undefined) return;
    this.#page = importPage();
    // Told when the page is to be written.
    this.#page.catch(() => undefined);
  }

  async writePage(targets: readonly Target[], facts: RunFacts): Promise<void> {
    if (this.#files.summaryFile === undefined) return;
    try {
      const { writePage } = await (this.#page ?? importPage());
      writePage(this.#files.summaryFile, runReport(targets, facts));
    } catch (error) {
      journal.tellUnwritable('The job summary', error);
    }
  }
}

function runReport(targets: readonly Target[], facts: RunFacts): RunReport {
  const jobs = targets.map(({ ref, job, htmlUrl, states, reason, isOpen }) => ({
    isOpen,
    ref,
    job: job && { ...job, fields: { ...job.fields, html_url: htmlUrl } },
    states,
    failure: reason,
  }));
  return { ...facts, jobs, startedAt: new Date(Date.now() - facts.elapsedMs) };
}

function importPage(): Promise<typeof import('./later/page/page.ts')> {
  return import('./later/page/page.ts');
}
