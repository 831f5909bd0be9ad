import { setTimeout as sleep } from 'node:timers/promises';
import type { StepOptions, StepResult } from '../../tools/runner/run-step.ts';
import {
  type FaultRule,
  type Job,
  type JobSeed,
  type RecordedRequest,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../tools/simulator/simulator.ts';
import { runOn } from './step.ts';

/** One run of the action against a simulator of its own, and what goes wrong in it. Everything may be left out. */
export interface TestCase {
  /** The jobs to terminate, numbered from 305 on: one that runs, unless told. */
  readonly jobs?: readonly JobSeed[];
  readonly rules?: readonly FaultRule[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly step?: Partial<StepOptions>;
  readonly simulator?: SimulatorOptions;
  /** What happens meanwhile. Begins before the step does; the signal is aborted when the step has ended. */
  readonly meanwhile?: (simulator: Simulator, stepEnded: AbortSignal) => unknown;
}

/** How a test case ended. */
export interface Ended {
  readonly step: StepResult;
  readonly key: string;
  readonly waited: boolean;
  /** The jobs at the very end, as they are at the service. */
  readonly jobs: readonly Job[];
  /** The same jobs before the step. */
  readonly before: readonly Job[];
  /** A job that runs at the same service, and is none of the step's business. */
  readonly bystander: Job;
  readonly requests: readonly RecordedRequest[];
  /** How many connections were made. */
  readonly connections: number;
}

/** A key like those of the service, of which no part comes by chance. */
export const KEY = 'V4eyfgNqYcSasXGhzNxS';

/** The value of a variable that every job has. */
export const VALUE = 'Zq8vWk3TnLr6xPb1';

export const FIRST_JOB = 305;

export const WAIT = { 'wait-for-stopped': 'true' };

/** For responses that never end, among others that have to arrive in time on a busy machine too. */
export const SHORT_TIMEOUT = { 'request-timeout-seconds': '2' };

/** The path of the job of that number. */
export function pathOf(id: number): string {
  return `/xplenation/api/jobs/${id}`;
}

/**
 * Plays a test case on sockets and in a process of its own.
 *
 * @throws HungError when the step does not end
 */
export async function playTestCase(testCase: TestCase): Promise<Ended> {
  const seconds = { pending_stoppage: 0.1, stopping: 0.1 };
  const simulator = await startSimulator({ apiKey: KEY, seconds, ...testCase.simulator });
  const stepEnded = new AbortController();
  try {
    const seeds = testCase.jobs ?? [{}];
    const variables = { password: `'${VALUE}'` };
    const before = seeds.map((seed, index) =>
      simulator.addJob({ id: FIRST_JOB + index, status: 'running', variables, ...seed }),
    );
    const ids = before.map(({ id }) => id);
    const bystander = simulator.addJob({ status: 'running', variables });
    for (const rule of testCase.rules ?? []) simulator.faults.add(rule);
    const inputs = { 'job-id': ids.join(), 'request-timeout-seconds': '60', ...testCase.inputs };
    const meanwhile = testCase.meanwhile?.(simulator, stepEnded.signal);
    const step = await runOn(simulator, inputs, testCase.step).finally(() => stepEnded.abort());
    await meanwhile;
    return {
      step,
      key: simulator.apiKey,
      waited: 'wait-for-stopped' in inputs,
      jobs: ids.map((id) => simulator.job(id) as Job),
      before,
      bystander: simulator.job(bystander.id) as Job,
      requests: simulator.requests,
      connections: simulator.connections,
    };
  } finally {
    await simulator.close();
  }
}

/** How many requests of a method the service got, for one job where one is named. */
export function count({ requests }: Ended, method: string, id?: number): number {
  return requests.filter((request) => request.method === method && (id === undefined || request.path === pathOf(id)))
    .length;
}

/** Waits until something is so, or the signal is aborted. */
export async function until(isSo: () => boolean, signal?: AbortSignal): Promise<void> {
  while (!isSo() && signal?.aborted !== true) await sleep(10);
}
