import { type Behaviour, isFinal, isoTime, type Job, type JobSeed, type StateSeconds } from './job.ts';
import { isPendingStop, type Lifecycle, lifeFrom, type Step, stepAt, stopInVain, stopLife } from './lifecycle.ts';
import type { Listed } from './list.ts';

/** What every job of one account goes by. */
export interface JobRules {
  seconds: StateSeconds;
  stoppingStates: 'pending_stoppage' | 'pending_terminate';
  /** Of the account, `https://api.xplenty.com/xplenation/api`. */
  apiUrl: () => string;
}

/** Every package has ten tasks: a job's progress and `updated_at` move when one is completed (resources/job.md). */
const TASKS = 10;

/**
 * A job that is kept. Its state is looked up on a schedule when somebody asks, so ten thousand jobs cost no timers.
 * All fields hold what was true when the first step of `life` began.
 */
export class StoredJob implements Listed {
  readonly id: number;
  readonly createdMs: number;
  readonly packageId: number;
  readonly clusterId: number;
  readonly seed: JobSeed;
  readonly #rules: JobRules;
  readonly #behaviour: Behaviour;
  #life: Lifecycle;
  #startedMs: number | undefined;
  #updatedMs: number;
  #runtimeMs: number;
  #progress: number;
  #stopRequested: boolean;

  constructor(id: number, seed: JobSeed, rules: JobRules, nowMs: number) {
    const { status = 'idle', started_at, created_at, updated_at, completed_at, runtime_in_seconds = 0 } = seed;
    this.id = id;
    this.seed = seed;
    this.#behaviour = seed.simulate ?? {};
    this.#rules = { ...rules, seconds: { ...rules.seconds, ...this.#behaviour.seconds } };
    this.packageId = seed.package_id ?? 1;
    this.clusterId = seed.cluster_id ?? 1;
    this.#runtimeMs = runtime_in_seconds * 1000;
    this.#progress = seed.progress ?? (status === 'completed' ? 1 : 0);
    const hasRun = status === 'running' || runtime_in_seconds > 0;
    this.#startedMs = parseTime(started_at) ?? (hasRun && started_at !== null ? nowMs - this.#runtimeMs : undefined);
    this.createdMs = parseTime(created_at) ?? this.#startedMs ?? nowMs;
    this.#updatedMs = parseTime(updated_at) ?? parseTime(completed_at) ?? this.#startedMs ?? this.createdMs;
    this.#stopRequested = isPendingStop(status) || status === 'stopping';
    this.#life = lifeFrom(status, nowMs, this.#rules.seconds, this.#behaviour);
  }

  status(nowMs: number): string {
    return stepAt(this.#life, nowMs).status;
  }

  /** Whether a stop can be asked for: the job is neither final nor stopping already. */
  isActive(nowMs: number): boolean {
    const { status } = stepAt(this.#life, nowMs);
    return !this.#stopRequested && !isFinal(status) && !isPendingStop(status);
  }

  /** Begins the stop of an active job. */
  stop(nowMs: number): this {
    const stopped = lifeFrom(this.#rules.stoppingStates, nowMs, this.#rules.seconds, this.#behaviour);
    this.#goOn(stopLife(this.#life, stopped, this.#behaviour), nowMs);
    this.#stopRequested = true;
    return this;
  }

  /** Shows a stop for a while, then goes on as before: the service has lost it. */
  stopInVain(nowMs: number, forMs: number): void {
    this.#goOn(stopInVain(this.#life, this.#rules.stoppingStates, nowMs, forMs), nowMs);
  }

  /** When something about the job last changed: it came to another state, or a task was completed. */
  updatedMs(nowMs: number): number {
    const step = stepAt(this.#life, nowMs);
    const changedMs = step === this.#life[0] ? this.#updatedMs : step.fromMs;
    return step.status === 'running' ? Math.max(changedMs, this.#tasks(nowMs).lastMs) : changedMs;
  }

  /** The job as it is, in version 1's order of fields (terminate-job.md). */
  fields(nowMs: number): Job {
    const { seed } = this;
    const { status, fromMs } = stepAt(this.#life, nowMs);
    const startedMs = this.#startedAt(nowMs);
    const seededEnd = isFinal(seed.status ?? '');
    const ended = isFinal(status) ? isoTime(seededEnd ? this.#updatedMs : fromMs) : null;
    return {
      id: this.id,
      status,
      variables: seed.variables ?? {},
      owner_id: seed.owner_id ?? 1,
      progress: this.#progressAt(nowMs),
      outputs_count: seed.outputs_count ?? 0,
      started_at: startedMs === undefined ? null : isoTime(startedMs),
      created_at: isoTime(this.createdMs),
      updated_at: isoTime(this.updatedMs(nowMs)),
      failed_at: seed.failed_at ?? (status === 'failed' && !seededEnd ? ended : null),
      cluster_id: this.clusterId,
      package_id: this.packageId,
      // As the examples of list-jobs.md have it: a failed job's text, none for a completed one, null before.
      errors: seed.errors ?? { failed: 'Package failed to execute.', completed: '' }[status] ?? null,
      url: `${this.#rules.apiUrl()}/jobs/${this.id}`,
      runtime_in_seconds: Math.floor(this.#runtimeAt(nowMs) / 1000),
      completed_at: seed.completed_at ?? ended,
    };
  }

  /** Begins another life, with all fields as they are now. */
  #goOn(life: Lifecycle, nowMs: number): void {
    [this.#runtimeMs, this.#progress] = [this.#runtimeAt(nowMs), this.#progressAt(nowMs)];
    [this.#startedMs, this.#updatedMs, this.#life] = [this.#startedAt(nowMs), nowMs, life];
  }

  #startedAt(nowMs: number): number | undefined {
    return this.#startedMs ?? this.#runningStep(nowMs)?.fromMs;
  }

  #runtimeAt(nowMs: number): number {
    const { status, fromMs } = stepAt(this.#life, nowMs);
    const untilMs = isFinal(status) ? fromMs : nowMs;
    const sinceMs = this.#startedMs === undefined ? this.#runningStep(nowMs)?.fromMs : this.#life[0].fromMs;
    return this.#runtimeMs + Math.max(0, untilMs - (sinceMs ?? untilMs));
  }

  #progressAt(nowMs: number): number {
    const { status } = stepAt(this.#life, nowMs);
    if (status === 'completed' && !isFinal(this.seed.status ?? '')) return 1;
    const done = Math.min(this.#tasks(nowMs).done, status === 'failed' ? TASKS - 1 : TASKS) / TASKS;
    return Math.round((this.#progress + (1 - this.#progress) * done) * 1000) / 1000;
  }

  #runningStep(nowMs: number): Step | undefined {
    return this.#life.find((step) => step.status === 'running' && step.fromMs <= nowMs);
  }

  /** How many tasks this life has completed, and when the last one was. */
  #tasks(nowMs: number): { done: number; lastMs: number } {
    const running = this.#runningStep(nowMs);
    if (running === undefined) return { done: 0, lastMs: 0 };
    const endMs = this.#life[this.#life.indexOf(running) + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    const taskMs = (endMs - running.fromMs) / TASKS;
    const done = taskMs > 0 ? Math.min(TASKS, Math.floor((nowMs - running.fromMs) / taskMs)) : TASKS;
    return { done, lastMs: done === 0 ? 0 : running.fromMs + done * taskMs };
  }
}

const parseTime = (text: string | null | undefined) => (text ? Date.parse(text) : undefined);
