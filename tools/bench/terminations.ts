import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { VERSION } from '../../src/version.ts';
import { type ActionMetadata, readActionMetadata } from '../runner/action-metadata.ts';
import { parseOutputsFile } from '../runner/file-commands.ts';
import { inputVariables, machineVariables, runnerVariables } from '../runner/step-environment.ts';
import { createStepFiles, type StepFiles } from '../runner/step-files.ts';
import { CERTIFICATE_FILE } from '../simulator/certificate/localhost.ts';
import { type Partner, startPartner } from './start-partner.ts';

export const REPOSITORY = resolve(import.meta.dirname, '..', '..');
export const FLOOR = join(import.meta.dirname, 'floor.cjs');
/** What every process gets besides what the runner sets. */
export const ENVIRONMENT = {
  NODE_EXTRA_CA_CERTS: CERTIFICATE_FILE,
  FLOOR_USER_AGENT: `terminate-xplenty-job/${VERSION}`,
};
const FIRST_JOB = 10_001;
/** No run may take this long. One that hangs must not make the benchmark hang. */
const LONGEST_RUN_MS = 30_000;

/** Who terminates a job: all three send the same call. */
export type Contender = 'floor' | 'action' | 'curl';

export interface TimedRun {
  /** From the start of the process to its exit. */
  readonly milliseconds: number;
  /** On the clock of `process.hrtime.bigint()`. */
  readonly endedAt: bigint;
}

/** Terminates one job after the other, each with a process of its own, against a partner over TLS on loopback. */
export class Terminations {
  readonly partner: Partner;
  readonly #folder = mkdtempSync(join(tmpdir(), 'bench-'));
  readonly #files: StepFiles = createStepFiles(this.#folder, {});
  readonly #action: ActionMetadata = readActionMetadata(REPOSITORY);
  #nextJob = FIRST_JOB;

  private constructor(partner: Partner) {
    this.partner = partner;
  }

  /** @param jobs how many can be terminated */
  static async begin(jobs: number): Promise<Terminations> {
    const running = Array.from({ length: jobs }, (_, index) => ({ id: FIRST_JOB + index, status: 'running' }));
    // Allowance enough that it never becomes scarce: the action would then look at its jobs more rarely.
    const partner = await startPartner({
      jobs: running,
      creditsPerHour: 1_000_000,
      seconds: { running: 3_600, pending_stoppage: 0.02, stopping: 0.02 },
    });
    return new Terminations(partner);
  }

  async end(): Promise<void> {
    await this.partner.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The inputs for the next job. */
  nextInputs(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { accountId, apiKey, url } = this.partner;
    return {
      'job-id': String(this.#nextJob++),
      'account-id': accountId,
      'api-key': apiKey,
      'api-url': url,
      ...more,
    };
  }

  /**
   * Terminates the next job.
   *
   * @param more inputs of the action besides those that name the job
   * @throws when it does not succeed, or leaves the outputs without the job's status
   */
  async run(contender: Contender, more: Readonly<Record<string, string>> = {}): Promise<TimedRun> {
    const inputs = this.nextInputs(more);
    const [command, ...args] = this.#commandLine(contender, inputs);
    const env = {
      CI: 'true',
      ...machineVariables(),
      ...ENVIRONMENT,
      ...inputVariables(this.#action, inputs),
      ...runnerVariables(this.#files, false),
    };
    writeFileSync(this.#files.output, '');
    const startedAt = process.hrtime.bigint();
    const child = spawn(command, args, {
      cwd: this.#files.workspace,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_RUN_MS,
      killSignal: 'SIGKILL',
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
    const closed = once(child, 'close');
    const [exitCode] = await once(child, 'exit');
    const endedAt = process.hrtime.bigint();
    await closed;
    const { outputs } = parseOutputsFile(readFileSync(this.#files.output, 'utf8'));
    const isTold = contender === 'curl' || (outputs.get('status') && outputs.get('runtime_in_seconds'));
    if (exitCode !== 0 || !isTold) throw new Error(`${contender} failed with exit status ${exitCode}:\n${printed}`);
    return { milliseconds: Number(endedAt - startedAt) / 1e6, endedAt };
  }

  #commandLine(contender: Contender, inputs: Record<string, string>): [string, ...string[]] {
    if (contender === 'floor') return [process.execPath, FLOOR];
    if (contender === 'action') return [process.execPath, join(REPOSITORY, this.#action.runs.main)];
    return [
      'curl',
      ...[
        '--silent',
        '--show-error',
        '--fail',
        '--output',
        devNull,
        '--cacert',
        CERTIFICATE_FILE,
        '--request',
        'DELETE',
      ],
      ...['--header', 'Accept: application/vnd.xplenty+json', '--user-agent', ENVIRONMENT.FLOOR_USER_AGENT],
      ...['--user', `${inputs['api-key']}:`],
      `${inputs['api-url']}/${inputs['account-id']}/api/jobs/${inputs['job-id']}`,
    ];
  }
}

/** Whether there is a curl on this machine. */
export function hasCurl(): boolean {
  return spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0;
}
