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

/** What created a job or a cluster. Its addresses are made up. */
export type Creator = { type: 'User' | 'Schedule'; id: number; display_name?: string };

/** How long a job stays in each state, in seconds or fractions. `pending_terminate` counts as `pending_stoppage`. */
export type StateSeconds = Record<TimedState, number>;
type TimedState = 'idle' | 'pending' | 'queued' | 'running' | 'pending_stoppage' | 'stopping';

/** How a job of the simulator behaves. None of it is part of the API. */
export interface Behaviour {
  /** Over the simulator's own `seconds`. */
  seconds?: Partial<StateSeconds> | undefined;
  /** How the job ends when nobody stops it: `completed` by default. */
  ends?: 'completed' | 'failed' | undefined;
  /** How a stopped job ends: `completed` and `failed` come in place of `stopping`. Without it, whatever comes first. */
  stopEnds?: 'stopped' | 'completed' | 'failed' | undefined;
  /** A state that the documentation does not know, on the way. */
  detour?: { status: string; seconds: number; after: string } | undefined;
}

/**
 * A job to begin with: any of the API's fields, as they are when the simulator starts or the job is added, and how it
 * goes on from there. What is left out is made up: a seed without a status is a job that was just asked for.
 */
export interface JobSeed extends Partial<Omit<Job, 'url'>> {
  dynamic_variables?: Record<string, unknown> | undefined;
  /** Version 2: what created the job: the user `owner_id` by default. */
  creator?: Creator | undefined;
  /** Version 2: the retries that a schedule has made so far: 0 for a first run. */
  attempts?: number | undefined;
  /** Version 2: the retries that a schedule may make: null for a job of no schedule. */
  master_auto_retry_attempts?: number | null | undefined;
  simulate?: Behaviour | undefined;
}

/** Whether nothing changes the state any more. */
export const isFinal = (status: string) => ['stopped', 'completed', 'failed'].includes(status);

/** The API's form of a time: ISO 8601, UTC, whole seconds. */
export const isoTime = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
