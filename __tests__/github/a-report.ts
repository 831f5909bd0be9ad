import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACTIVE_STATUSES } from '../../src/api/job.ts';
import { Log } from '../../src/github/log.ts';
import { Report } from '../../src/github/report.ts';
import { Secrets } from '../../src/github/secrets.ts';
import type { Inputs, Runner } from '../../src/inputs.ts';
import type { JobFilter } from '../../src/jobs/matches.ts';
import type { TrackedJob } from '../../src/jobs/tracked-job.ts';
import { parseOutputsFile } from '../../tools/runner/file-commands.ts';
import { separate } from '../../tools/runner/workflow-commands.ts';
import { FakeClock } from '../fake-clock.ts';
import { printedBy } from '../printed.ts';

export const DOCS = 'https://github.com/octocat/terminate-xplenty-job/blob/v1/docs/';

const INPUTS: Inputs = {
  jobs: [],
  selection: undefined,
  dryRun: false,
  apiKey: 'key',
  apiUrl: new URL('https://api.xplenty.com'),
  proxy: undefined,
  waitForStopped: true,
  timeoutMs: 600_000,
  pollIntervalMs: 15_000,
  requestTimeoutMs: 30_000,
  ifNoJobsFound: 'ignore',
  warnings: [],
};

/** A report in the middle of a run: twelve seconds after its start, with the files that a runner gives. */
export class AReport {
  readonly folder = mkdtempSync(join(tmpdir(), 'report-'));
  readonly outputFile = join(this.folder, 'output');
  readonly summaryFile = join(this.folder, 'summary');
  readonly clock = new FakeClock();
  readonly report: Report;
  readonly #inputs: Inputs;

  constructor(inputs: Partial<Inputs> = {}, runner: Partial<Runner> = {}, secret = '') {
    for (const file of [this.outputFile, this.summaryFile]) writeFileSync(file, '');
    const { outputFile, summaryFile } = this;
    this.#inputs = { ...INPUTS, ...inputs };
    const { clock } = this;
    const secrets = new Secrets();
    printedBy(() => secrets.add(secret));
    this.report = new Report(new Log(secrets), secrets, { outputFile, summaryFile, docsUrl: DOCS, ...runner }, clock);
    clock.advance(12_000);
  }

  /** Starts with these jobs. */
  with(...jobs: TrackedJob[]): this {
    printedBy(() => this.report.start(this.#inputs, jobs));
    return this;
  }

  /** Starts a selection. */
  selecting(filter: Partial<JobFilter>): this {
    const all = { packageId: undefined, clusterId: undefined, variables: new Map(), statuses: ACTIVE_STATUSES };
    const selection = { accountId: 'acme', filter: { ...all, runningLongerThanSeconds: undefined, ...filter } };
    printedBy(() => this.report.startSelection({ ...this.#inputs, selection }, selection));
    return this;
  }

  outputs(): ReadonlyMap<string, string> {
    return parseOutputsFile(readFileSync(this.outputFile, 'utf8')).outputs;
  }

  summary(): string {
    return readFileSync(this.summaryFile, 'utf8');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** What the runner makes of what a call prints: lines of the log, and commands as name, title and text. */
export function shownBy(call: () => void) {
  const { lines, commands } = separate(printedBy(call));
  return { lines, commands: commands.map(({ name, properties, text }) => [name, properties.title, text]) };
}
