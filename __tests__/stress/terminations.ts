import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, type JobSeed, type Simulator, startSimulator } from '../../tools/simulator/simulator.ts';
import { type Ending, KEY, pathOf } from '../e2e/scene.ts';
import { runOn } from '../e2e/step.ts';
import { mistakesOf } from '../e2e/verdict.ts';
import { random } from './random.ts';
import { trouble } from './trouble.ts';

export interface SoakOptions {
  readonly runs: number;
  readonly atOnce: number;
  /** The same troubles and jobs for the same seed, but for the order in which processes come to their requests. */
  readonly seed: number;
  /** How long a job stays in each state on its way to the end, at most. */
  readonly longestStateSeconds: number;
}

/** What came of it. */
export interface Figures {
  readonly runs: number;
  /** How many runs ended how: `stopped`, `not known` … */
  readonly verdicts: ReadonlyMap<string, number>;
  /** Runs that did not tell the truth, or did what they must not: which, and what it was. */
  readonly wrong: readonly string[];
  /** Runs that ended later than they may, or never. */
  readonly hangs: readonly string[];
  /** Runs that let a part of the key be seen. */
  readonly leaks: readonly string[];
  readonly longestMs: number;
  readonly requests: number;
  /** Requests whose answer was broken. */
  readonly broken: number;
  /** Terminate calls in one run, at most. */
  readonly mostTries: number;
  /** Connections that were open when all was over. */
  readonly leftOpen: number;
}

const DEADLINE_MS = 500;
const TIMEOUT_MS = 8_000;
/** What a busy machine takes to start a process and to end it. */
const PROCESS_MS = 5_000;
/** Looks that are under way when the wait's timeout ends may take this much longer. */
const LAST_LOOK_MS = 2_000;
const OFFLINE_EVERY_MS = 10_000;

/** Terminates many jobs, each in a run of its own that waits for its end, at a service that breaks one answer in five. */
export async function soak({ runs, atOnce, seed, longestStateSeconds }: SoakOptions): Promise<Figures> {
  const simulator = await startSimulator({ apiKey: KEY, faultSeed: seed });
  for (const rule of trouble(KEY)) simulator.faults.add(rule);
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
  await Promise.all(Array.from({ length: atOnce }, worker));
  isOver.abort();
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
    mostTries: Math.max(...ended.map(({ tries }) => tries)),
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
  readonly tries: number;
}

async function terminate(simulator: Simulator, { id }: Job, bystander: Job): Promise<Run> {
  const inputs = {
    'job-id': String(id),
    'wait-for-stopped': 'true',
    'timeout-seconds': String(TIMEOUT_MS / 1_000),
    'poll-interval-seconds': '0.2',
    'request-timeout-seconds': String(DEADLINE_MS / 1_000),
  };
  const step = await runOn(simulator, inputs, { killAfterMs: 120_000 });
  const job = simulator.job(id) as Job;
  const requests = simulator.requests.filter(({ path }) => path === pathOf(id));
  const bystanders = simulator.job(bystander.id) as Job;
  const ending: Ending = { step, key: KEY, waited: true, jobs: [job], bystander: bystanders, requests, connections: 0 };
  const [leaks, wrong] = partition(mistakesOf(ending), (mistake) => mistake.startsWith('of the key'));
  const tries = requests.filter(({ method }) => method === 'DELETE').length;
  const bound = longestMs(step.lines.filter((line) => / try \d of 6 failed: /i.test(line)));
  const about = (mistake: string) => `job ${id}: ${mistake}. It said: ${step.errors.join(' ')}`;
  return {
    id,
    verdict: step.exitCode === 0 ? (step.outputs.status ?? '') : verdictOf(step.errors[0] ?? ''),
    wrong: wrong.map(about),
    leaks: leaks.map(about),
    hang: step.milliseconds > bound ? `job ${id}: ${step.milliseconds} ms, and ${bound} ms was its bound` : undefined,
    milliseconds: step.milliseconds,
    tries,
  };
}

/** How long a run may take at most that told of these tries: each had its deadline, and a pause after it. */
function longestMs(failedTries: readonly string[]): number {
  const pauses = failedTries.map((line) => 500 * 2 ** (Number(/try (\d)/i.exec(line)?.[1]) - 1));
  const pausesMs = pauses.reduce((sum, pause) => sum + pause, 0);
  return PROCESS_MS + pausesMs + (failedTries.length + 3) * DEADLINE_MS + TIMEOUT_MS + LAST_LOOK_MS;
}

const VERDICTS: readonly (readonly [verdict: string, words: RegExp])[] = [
  ['not stopped in time', /has not stopped within/],
  ['not known whether terminated', /^It is not known whether/],
  ['terminated, not known whether stopped', /whether it has stopped is not known/],
  ['not terminated, still active', /was not terminated: .* it is still /],
  ['not terminated', /was not terminated/],
];

function verdictOf(error: string): string {
  return VERDICTS.find(([, words]) => words.test(error))?.[0] ?? `something else: ${error}`;
}

/** Most jobs run and stop; some end in another way, some are over or stopping already, some take too long. */
function draw(next: () => number, longestStateSeconds: number): JobSeed {
  const pick = <T>(...choices: T[]) => choices[Math.floor(next() * choices.length)] as T;
  const seconds = {
    pending_stoppage: next() < 0.03 ? 3_600 : next() * longestStateSeconds,
    stopping: next() * longestStateSeconds,
  };
  const stopEnds = pick('stopped', 'stopped', 'stopped', 'completed', 'failed', undefined);
  const status = pick('idle', 'pending', 'queued', 'running', 'running', 'running', 'running', 'stopping', 'failed');
  return { status, simulate: { seconds, stopEnds } };
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
