import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { HANGS_AFTER_MS, HungError } from '../../tools/runner/step-process.ts';
import { type Job, type JobSeed, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { runOn } from '../e2e/step.ts';
import { type Ended, KEY, pathOf, VALUE } from '../e2e/test-case.ts';
import { mistakesOf } from '../e2e/verdict.ts';
import { random } from './random.ts';
import { randomFaults } from './random-faults.ts';

export interface StressTestOptions {
  readonly runs: number;
  /** How many run at the same time. Most of them sleep between two requests: RUNS_AT_ONCE keeps a machine busy. */
  readonly atOnce?: number;
  /** The same faults and jobs for the same seed, but for the order in which processes come to their requests. */
  readonly seed: number;
  /** How long a job stays in each status on its way to the end, at most. */
  readonly longestStateSeconds: number;
}

/** What came of it. */
export interface Figures {
  readonly runs: number;
  /** How many runs ended how: `stopped`, `outcome unknown` … */
  readonly verdicts: ReadonlyMap<string, number>;
  /** Runs that reported what is not so, or did what they must not: which, and what it was. */
  readonly wrong: readonly string[];
  /** Runs that did not end, with what they had printed. */
  readonly hangs: readonly string[];
  /** Runs that let a part of the key or of a variable's value be seen. */
  readonly leaks: readonly string[];
  readonly longestMs: number;
  readonly requests: number;
  /** Requests whose response was broken. */
  readonly broken: number;
  /** Terminate calls in one run, at most. */
  readonly mostAttempts: number;
  /** Connections that were open at the end. */
  readonly leftOpen: number;
}

/** As many as keep all processors busy. */
export const RUNS_AT_ONCE = 4 * availableParallelism();
/** However late a response is on a busy machine: a timeout is only one more failed attempt, and the verdict has to be true. */
const REQUEST_TIMEOUT_SECONDS = 0.5;
const TIMEOUT_SECONDS = 8;
const OFFLINE_EVERY_MS = 10_000;

/** Terminates many jobs, each in a run of its own that waits for its end, at a service that breaks one response in five. */
export async function stressTest(options: StressTestOptions): Promise<Figures> {
  const { runs, atOnce = RUNS_AT_ONCE, seed, longestStateSeconds } = options;
  const simulator = await startSimulator({ apiKey: KEY, faultSeed: seed });
  for (const rule of randomFaults(KEY)) simulator.faults.add(rule);
  const bystander = simulator.addJob({ status: 'running' });
  const next = random(seed);
  const seeds = Array.from({ length: runs }, () => draw(next, longestStateSeconds));
  const ended: Run[] = [];
  const isOver = new AbortController();
  const outages = goAwayNowAndThen(simulator, isOver.signal);
  const waiting = seeds.values();
  const worker = async () => {
    for (const job of waiting) ended.push(await terminate(simulator, simulator.addJob(job), bystander));
  };
  await Promise.all(Array.from({ length: atOnce }, worker)).finally(() => isOver.abort());
  await outages;
  await sleep(100);
  const leftOpen = simulator.openConnections;
  await simulator.close();
  const foreign = simulator.requests.filter(({ path }) => !ended.some(({ id }) => path === pathOf(id)));
  return {
    runs: ended.length,
    verdicts: counted(ended.map(({ verdict }) => verdict)),
    wrong: [...ended.flatMap(({ wrong }) => wrong), ...foreign.map(({ method, path }) => `${method} ${path}`)],
    hangs: ended.flatMap(({ hang }) => hang ?? []),
    leaks: ended.flatMap(({ leaks }) => leaks),
    longestMs: Math.max(...ended.map(({ milliseconds }) => milliseconds)),
    requests: simulator.requests.length,
    broken: simulator.requests.filter(({ fault }) => fault !== undefined).length,
    mostAttempts: Math.max(...ended.map(({ attempts }) => attempts)),
    leftOpen,
  };
}

interface Run {
  readonly id: number;
  readonly verdict: string;
  readonly wrong: readonly string[];
  readonly leaks: readonly string[];
  readonly hang: string | undefined;
  readonly milliseconds: number;
  readonly attempts: number;
}

const HUNG = { verdict: 'hung', wrong: [], leaks: [], milliseconds: HANGS_AFTER_MS, attempts: 0 };

async function terminate(simulator: Simulator, before: Job, bystander: Job): Promise<Run> {
  const { id } = before;
  const inputs = {
    'job-id': String(id),
    'wait-for-stopped': 'true',
    'timeout-seconds': String(TIMEOUT_SECONDS),
    'poll-interval-seconds': '0.2',
    'request-timeout-seconds': String(REQUEST_TIMEOUT_SECONDS),
  };
  const step = await runOn(simulator, inputs).catch((error: Error) => error);
  if (step instanceof HungError) return { ...HUNG, id, hang: `job ${id}: ${step.message}` };
  if (step instanceof Error) throw step;
  const job = simulator.job(id) as Job;
  const requests = simulator.requests.filter(({ path }) => path === pathOf(id));
  const bystanders = simulator.job(bystander.id) as Job;
  const ended: Ended = {
    step,
    key: KEY,
    waited: true,
    before: [before],
    jobs: [job],
    bystander: bystanders,
    requests,
    // Those of all runs: a run may have had none.
    connections: simulator.connections,
  };
  const [leaks, wrong] = partition(mistakesOf(ended), (mistake) => mistake.startsWith('of '));
  const attempts = requests.filter(({ method }) => method === 'DELETE').length;
  const about = (mistake: string) => `job ${id}: ${mistake}. Errors: ${step.errors.join(' ')}`;
  return {
    id,
    verdict: step.exitCode === 0 ? (step.outputs.status ?? '') : verdictOf(step.errors[0] ?? ''),
    wrong: wrong.map(about),
    leaks: leaks.map(about),
    hang: undefined,
    milliseconds: step.milliseconds,
    attempts,
  };
}

const VERDICTS: readonly (readonly [verdict: string, words: RegExp])[] = [
  ['timed out', /^Job \d+: timed out/],
  ['outcome unknown', /^Job \d+: outcome unknown/],
  ['terminated, whether stopped not known', /Whether the job has stopped cannot be seen/],
  ['not terminated, still active', /Not terminated, still /],
  ['not terminated', /Not terminated\./],
  ['no request was delivered', /No request was delivered\./],
];

function verdictOf(error: string): string {
  return VERDICTS.find(([, words]) => words.test(error))?.[0] ?? `something else: ${error}`;
}

/** Most jobs run and stop; some end in another way, some have ended or are stopping already, some take too long. */
function draw(next: () => number, longestStateSeconds: number): JobSeed {
  const pick = <T>(...choices: T[]) => choices[Math.floor(next() * choices.length)] as T;
  const seconds = {
    pending_stoppage: next() < 0.03 ? 3_600 : next() * longestStateSeconds,
    stopping: next() * longestStateSeconds,
  };
  const stopEnds = pick('stopped', 'stopped', 'stopped', 'completed', 'failed', undefined);
  const status = pick('idle', 'pending', 'queued', 'running', 'running', 'running', 'running', 'stopping', 'failed');
  return { status, variables: { password: `'${VALUE}'` }, simulate: { seconds, stopEnds } };
}

/** The service is away for a moment, again and again: lines are cut, and nobody listens. */
async function goAwayNowAndThen(simulator: Simulator, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await sleep(OFFLINE_EVERY_MS, undefined, { signal: until }).catch(() => undefined);
    if (until.aborted) return;
    await simulator.goOffline();
    await sleep(300);
    await simulator.goOnline();
  }
}

function counted(names: readonly string[]): Map<string, number> {
  const groups = Map.groupBy(names.toSorted(), (name) => name);
  return new Map([...groups].map(([name, group]) => [name, group.length]));
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
