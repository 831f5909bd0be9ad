import type { Runner } from '../inputs.ts';
import type { TrackedJob } from '../jobs/tracked-job.ts';
import type { Log } from './log.ts';
import * as messages from './messages.ts';
import { Outputs } from './outputs.ts';
import { RunnerFile } from './runner-file.ts';
import type { Secrets } from './secrets.ts';

/**
 * What a run leaves in the runner's files: outputs and job summary. Where a file cannot be written that is logged, and no
 * more: what was terminated is terminated.
 */
export class Results {
  readonly #log: Log;
  readonly #runner: Runner;
  readonly #outputs: Outputs;
  #isUnwritableLogged = false;

  constructor(runner: Runner, log: Log, secrets: Secrets) {
    this.#runner = runner;
    this.#log = log;
    this.#outputs = new Outputs(runner.outputFile, secrets);
  }

  setOutputs(jobs: readonly TrackedJob[]): void {
    if (this.#runner.outputFile === undefined) return;
    try {
      const shortened = this.#outputs.set(jobs);
      if (shortened !== undefined) this.#log.info(messages.shortened(shortened));
    } catch (error) {
      // Once: with every poll it would be the same.
      if (!this.#isUnwritableLogged) this.#logUnwritable('outputs', error);
      this.#isUnwritableLogged = true;
    }
  }

  /** @param render makes the summary, which is left out where nobody asks for it */
  writeSummary(render: () => string): void {
    const { summaryFile } = this.#runner;
    if (summaryFile === undefined) return;
    try {
      new RunnerFile(summaryFile).replace(render());
    } catch (error) {
      this.#logUnwritable('job summary', error);
    }
  }

  #logUnwritable(what: string, error: unknown): void {
    const title = `Cannot write the ${what}`;
    this.#log.warning(`${title}: ${(error as Error).message}. What was terminated is not affected.`, title);
  }
}
