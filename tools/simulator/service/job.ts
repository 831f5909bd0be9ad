/** A job as version 1 of the API answers it, under the API's own names. Times are ISO 8601 in UTC, whole seconds. */
export interface Job {
  id: number;
  status: string;
  variables: Record<string, unknown>;
  owner_id: number;
  /** From 0.0 to 1.0. */
  progress: number;
  outputs_count: number;
  started_at: string | null;
  created_at: string;
  updated_at: string;
  failed_at: string | null;
  cluster_id: number;
  package_id: number;
  errors: string | null;
  url: string;
  runtime_in_seconds: number;
  completed_at: string | null;
}

/** How long a job stays in each state, in seconds; fractions are welcome. `pending_terminate` counts as `pending_stoppage`. */
export interface StateSeconds {
  idle: number;
  pending: number;
  queued: number;
  running: number;
  pending_stoppage: number;
  stopping: number;
}

/** How a job of the simulator behaves. None of it is part of the API. */
export interface Behaviour {
  /** Over the simulator's own `seconds`. */
  seconds?: Partial<StateSeconds> | undefined;
  /** The state in which the job waits for its run. */
  waitsAs?: 'pending' | 'queued' | undefined;
  /** How the job ends when nobody stops it: `completed` unless told. */
  ends?: 'completed' | 'failed' | undefined;
  /**
   * How the job ends when it is stopped. `completed` and `failed` come when its stop is pending, in place of `stopping`.
   * Without it the job stops, unless its own end comes sooner than `stopping`.
   */
  stopEnds?: 'stopped' | 'completed' | 'failed' | undefined;
  /** A state that the documentation does not know, on the way. */
  detour?: { status: string; seconds: number; after: string } | undefined;
  /** Fields that the job answers with whatever its clock says. Unlike the fault `patch` they are the job's truth. */
  answers?: Record<string, unknown> | undefined;
}

/**
 * A job to begin with: any of the API's fields, as they are when the simulator starts or the job is added, and how it
 * goes on from there. What is left out is made up: a seed without a status is a job that was just asked for.
 */
export interface JobSeed extends Partial<Omit<Job, 'url'>> {
  dynamic_variables?: Record<string, unknown> | undefined;
  simulate?: Behaviour | undefined;
}

/** The states in which a job is over: nothing can change it any more. */
const FINAL = ['stopped', 'completed', 'failed'];

/** The states that the documentation names, `pending_terminate` and `queued` included (resources/job.md, terminate-job.md). */
export const KNOWN_STATES = [
  ...['idle', 'pending', 'queued', 'running'],
  ...['pending_stoppage', 'pending_terminate', 'stopping'],
  ...FINAL,
];

export function isFinal(status: string): boolean {
  return FINAL.includes(status);
}

/** The API's form of a time: ISO 8601, UTC, whole seconds. */
export function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
