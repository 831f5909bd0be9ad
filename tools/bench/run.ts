import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runStep, type StepResult } from '../runner/run-step.ts';
import { CERTIFICATE_FILE, LOCALHOST } from '../simulator/certificate/localhost.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';

export const REPOSITORY = resolve(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
const ENV = { NODE_EXTRA_CA_CERTS: CERTIFICATE_FILE, FLOOR_USER_AGENT: `terminate-xplenty-job/${version}` };

/** What is run: one of the bare scripts beside this file, or dist/. */
export type Script = 'floor' | 'floor-selection' | 'action';

export const startOverTls = (options: SimulatorOptions) => startSimulator({ ...options, tls: LOCALHOST });

export const runningJobs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, status: 'running' }));

/**
 * Runs the action, or the floor in its place, as the runner runs a step.
 *
 * @param inputs of the action, without the address and the credentials
 * @throws Error when the step fails, or leaves no status in its outputs
 */
export async function run(
  { accountId, apiKey, url }: Pick<Simulator, 'accountId' | 'apiKey' | 'url'>,
  script: Script,
  inputs: Readonly<Record<string, string>>,
  measureMemory = false,
): Promise<StepResult> {
  // By name, as the real service: looking it up is part of every run.
  const apiUrl = url.replace('127.0.0.1', 'localhost');
  const step = await runStep({
    inputs: { ...inputs, 'account-id': accountId, 'api-key': apiKey, 'api-url': apiUrl },
    env: ENV,
    killAfterMs: 180_000,
    measureMemory,
    ...(script === 'action' ? {} : { main: join(import.meta.dirname, `${script}.cjs`) }),
  });
  if (step.outcome === 'success' && step.outputs.status) return step;
  throw new Error(`The ${script} failed, exit status ${step.exitCode}:\n${step.stdout}${step.stderr}`);
}
