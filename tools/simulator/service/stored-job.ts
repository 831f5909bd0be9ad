import { type Behaviour, isFinal, isoTime, type Job, type JobSeed, type StateSeconds } from './job.ts';
import { type Lifecycle, lifeFrom, type Step, stepAt, stopLife } from './lifecycle.ts';

/** What every job of one account goes by. */
export interface JobRules {
  seconds: StateSeconds;
  waitsAs: 'pending' | 'queued';
  stoppingStates: 'pending_stoppage' | 'pending_terminate';
  /** Where the job answers, `https://api.xplenty.com/xplenation/api/jobs`. */
  jobsUrl: () => string;
}

/** A job's package tells of ten tasks: its progress and `updated_at` move when one is completed (resources/job.md). */
const TASKS = 10;

/**
 * A job that is kept. Its state is looked up on a schedule when somebody asks, so ten thousand jobs cost no timers.
 * All fields hold what was true when the first step of `life` began.
 */
export class StoredJob {
  readonly id: number;
  readonly createdMs: number;
  readonly packageId: number;
  readonly dynamicVariables: Record<string, unknown>;
  readonly #rules: JobRules;
  readonly #behaviour: Behaviour;
  readonly #seconds: StateSeconds;
  readonly #seed: JobSeed;
  #life: Lifecycle;
  #startedMs: number | undefined;
  #updatedMs: number;
  #runtimeMs: number;
  #progress: number;
  #stopRequested: boolean;

  constructor(id: number, seed: JobSeed, rules: JobRules, nowMs: number) {
    const status = seed.status ?? 'idle';
    const { started_at, created_at, updated_at, completed_at, runtime_in_seconds } = seed;
    this.id = id;
    this.#seed = seed;
    this.#rules = rules;
    this.#behaviour = { waitsAs: rules.waitsAs, ...seed.simulate };
    this.#seconds = { ...rules.seconds, ...seed.simulate?.seconds };
    this.packageId = seed.package_id ?? 1;
    this.dynamicVariables = seed.dynamic_variables ?? {};
    this.#runtimeMs = (runtime_in_seconds ?? 0) * 1000;
    this.#progress = seed.progress ?? (status === 'completed' ? 1 : 0);
    const runs = status === 'running' || this.#runtimeMs > 0;
    this.#startedMs = parseTime(started_at) ?? (runs && started_at !== null ? nowMs - this.#runtimeMs : undefined);
    this.createdMs = parseTime(created_at) ?? this.#startedMs ?? nowMs;
    this.#updatedMs = parseTime(updated_at) ?? parseTime(completed_at) ?? this.#startedMs ?? this.createdMs;
    this.#stopRequested = ['pending_stoppage', 'pending_terminate', 'stopping'].includes(status);
    this.#life = lifeFrom(status, nowMs, this.#seconds, this.#behaviour);
  }

  status(nowMs: number): string {
    const answered = this.#behaviour.answers?.status;
    return typeof answered === 'string' ? answered : stepAt(this.#life, nowMs).status;
  }

  /** Whether a stop can be asked for: the job is neither over nor stopping already. */
  isActive(nowMs: number): boolean {
    return !this.#stopRequested && !isFinal(stepAt(this.#life, nowMs).status);
  }

  /** Begins the stop of an active job. */
  stop(nowMs: number): void {
    const { stoppingStates } = this.#rules;
    const life = stopLife(this.#life, stoppingStates, nowMs, this.#seconds, this.#behaviour);
    const startedMs = this.#startedAt(nowMs);
    [this.#runtimeMs, this.#progress] = [this.#runtimeAt(nowMs), this.#progressAt(nowMs)];
    [this.#startedMs, this.#updatedMs] = [startedMs, nowMs];
    this.#life = life;
    this.#stopRequested = true;
  }

  /** When something about the job last changed. */
  updatedMs(nowMs: number): number {
    const step = stepAt(this.#life, nowMs);
    const changedMs = step === this.#life[0] ? this.#updatedMs : step.fromMs;
    const running = this.#runningStep(nowMs);
    const taskMs = running === undefined ? 0 : running.fromMs + this.#tasksDone(nowMs) * this.#taskMs(running);
    return step === running && taskMs > running.fromMs ? Math.max(changedMs, taskMs) : changedMs;
  }

  /** The job's present truth, in version 1's order of fields (terminate-job.md). */
  answer(nowMs: number): Job {
    const seed = this.#seed;
    const status = stepAt(this.#life, nowMs).status;
    const startedMs = this.#startedAt(nowMs);
    const overMs = this.#overAt(nowMs);
    const ended = overMs === undefined ? null : isoTime(overMs);
    const seededEnd = isFinal(seed.status ?? '');
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
      cluster_id: seed.cluster_id ?? 1,
      package_id: this.packageId,
      errors: seed.errors ?? errorsOf(status),
      url: `${this.#rules.jobsUrl()}/${this.id}`,
      runtime_in_seconds: Math.floor(this.#runtimeAt(nowMs) / 1000),
      completed_at: seed.completed_at ?? (seededEnd ? isoTime(this.#updatedMs) : ended),
      ...this.#behaviour.answers,
    };
  }

  #startedAt(nowMs: number): number | undefined {
    return this.#startedMs ?? this.#runningStep(nowMs)?.fromMs;
  }

  /** When the job was over, if it is and was not from the beginning. */
  #overAt(nowMs: number): number | undefined {
    const step = stepAt(this.#life, nowMs);
    return isFinal(step.status) ? step.fromMs : undefined;
  }

  #runtimeAt(nowMs: number): number {
    const fromMs = this.#startedMs === undefined ? this.#runningStep(nowMs)?.fromMs : this.#life[0].fromMs;
    const untilMs = Math.min(nowMs, this.#overAt(nowMs) ?? nowMs);
    return this.#runtimeMs + (fromMs === undefined ? 0 : Math.max(0, untilMs - fromMs));
  }

  #progressAt(nowMs: number): number {
    const status = stepAt(this.#life, nowMs).status;
    if (status === 'completed' && !isFinal(this.#seed.status ?? '')) return 1;
    const done = Math.min(this.#tasksDone(nowMs), status === 'failed' ? TASKS - 1 : TASKS) / TASKS;
    return round(this.#progress + (1 - this.#progress) * done);
  }

  #runningStep(nowMs: number): Step | undefined {
    return this.#life.find((step) => step.status === 'running' && step.fromMs <= nowMs);
  }

  #tasksDone(nowMs: number): number {
    const running = this.#runningStep(nowMs);
    if (running === undefined) return 0;
    const taskMs = this.#taskMs(running);
    return taskMs > 0 ? Math.min(TASKS, Math.floor((nowMs - running.fromMs) / taskMs)) : TASKS;
  }

  #taskMs(running: Step): number {
    const next = this.#life[this.#life.indexOf(running) + 1];
    return ((next?.fromMs ?? Number.POSITIVE_INFINITY) - running.fromMs) / TASKS;
  }
}

function parseTime(text: string | null | undefined): number | undefined {
  return text === undefined || text === null ? undefined : Date.parse(text);
}

/** As the examples of list-jobs.md have it: a failed job's text, none for a completed one, null before. */
function errorsOf(status: string): string | null {
  if (status === 'failed') return 'Package failed to execute.';
  return status === 'completed' ? '' : null;
}

function round(progress: number): number {
  return Math.round(progress * 1000) / 1000;
}
