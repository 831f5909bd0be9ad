import type { JobsApi } from '../api/client.ts';
import type { ApiError } from '../api/errors.ts';
import { isFinal, type Job, type JobRef } from '../api/job.ts';
import type { FailedAttempt } from '../api/retry.ts';
import type { Cancellation } from '../cancellation.ts';
import type { Clock } from '../clock.ts';
import type { JobError } from './job-error.ts';

/** One job on its way through the step: what is known of it, and why it was not stopped if it was not. */
export class TrackedJob {
  readonly ref: JobRef;
  /** As last seen; undefined while no response has shown it. */
  job: Job | undefined;
  /** How far its terminate call has come: `sent` where a request may have been delivered and no response says what became of it. */
  call: 'unsent' | 'sent' | 'refused' | 'accepted' = 'unsent';
  /** When its stop was accepted, or found to be under way, in ms since the start of the run. */
  acceptedAtMs: number | undefined;
  /** Whether it was found stopping or finished though no call of this step was accepted. */
  isStoppedByOthers = false;
  /** Whether it had finished before this step's call, as far as can be told. */
  hadFinished = false;
  /** Why it was not stopped. */
  error: JobError | undefined;
  /** The job's page for people, where a response named it. */
  htmlUrl: unknown;
  /** Each status as it was first seen, in ms since the start of the run. */
  readonly history: { readonly status: string; readonly atMs: number }[] = [];

  constructor(ref: JobRef) {
    this.ref = ref;
  }

  get isFinal(): boolean {
    return this.job !== undefined && isFinal(this.job);
  }

  /** Whether its stop is under way or done, so that it can be waited for. */
  get isAccepted(): boolean {
    return this.call === 'accepted' || this.isStoppedByOthers;
  }

  /** Takes in what a response shows, and returns the job as it was before. */
  update(job: Job, atMs: number): Job | undefined {
    const before = this.job;
    this.job = job;
    this.htmlUrl = job.fields.html_url ?? this.htmlUrl;
    if (before?.status !== job.status) this.history.push({ status: job.status, atMs });
    return before;
  }
}

/** What the stages of a run share. */
export interface RunContext {
  readonly api: JobsApi;
  readonly cancellation: Cancellation;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Milliseconds since the run began. */
  readonly elapsedMs: () => number;
  /** When the timeout ends, by `clock`: no request begins afterwards. The main action selects jobs without one. */
  readonly deadlineMs?: number;
}

/** What is under way when the timeout ends may take this much longer. */
export const LAST_RESPONSE_MS = 2_000;

/** What terminating and waiting share besides. */
export interface StopContext extends RunContext {
  readonly timeoutMs: number;
  readonly deadlineMs: number;
}

/** What happens on the way, for whoever shows it. */
export interface Progress {
  /** @param subject what was requested, for instance `Job 305` */
  onFailedAttempt(subject: string, failed: FailedAttempt): void;
  /** The terminate call of a job has ended, however it ended. */
  onCallEnded(tracked: TrackedJob): void;
  /** A job that stayed active after an accepted call is terminated once more. */
  onRepeatedCall(tracked: TrackedJob): void;
  onStatusChange(tracked: TrackedJob, before: Job | undefined): void;
  onFailedPoll(jobs: readonly TrackedJob[], error: ApiError): void;
  /** Every job that is waited for has been polled once. */
  onPolled(jobs: readonly TrackedJob[]): void;
  onHeartbeat(jobs: readonly TrackedJob[]): void;
}
