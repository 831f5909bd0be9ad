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
  /** Whether a terminate request for it has begun. Before, the job was certainly left alone. */
  isSent = false;
  /** Whether its stop was accepted, or it was found stopping or finished. */
  isAccepted = false;
  /** Why it was not stopped. */
  error: JobError | undefined;
  /** The job's page for people, where a response told it. */
  htmlUrl: unknown;
  /** Each status as it was first seen, in ms since the start of the run. */
  readonly history: { readonly status: string; readonly atMs: number }[] = [];

  constructor(ref: JobRef) {
    this.ref = ref;
  }

  get isFinal(): boolean {
    return this.job !== undefined && isFinal(this.job);
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
}

/** What happens on the way, for whoever shows it. */
export interface Progress {
  /** @param subject what was requested, for instance `Job 305` */
  onFailedAttempt(subject: string, failed: FailedAttempt): void;
  /** @param refusal why the API did not accept the call, where the job turned out to be stopping or finished already */
  onAccepted(tracked: TrackedJob, refusal: Error | undefined): void;
  /** A terminate call has ended, however it ended. */
  onTerminateEnded(): void;
  onStatusChange(tracked: TrackedJob, before: Job): void;
  onFailedPoll(jobs: readonly TrackedJob[], error: ApiError): void;
  /** Every job that is waited for has been polled once. */
  onPolled(jobs: readonly TrackedJob[]): void;
  onHeartbeat(jobs: readonly TrackedJob[]): void;
}
