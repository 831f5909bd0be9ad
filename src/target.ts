import type { Job, JobRef } from './xplenty/job.ts';

/** One job on its way through the step: what is known of it, and why it was not stopped if it was not. */
export class Target {
  readonly ref: JobRef;
  /** As last seen; undefined while no answer has told of it. */
  job: Job | undefined;
  /** Whether a terminate call for it has begun. Before, the job was certainly left alone. */
  wasSent = false;
  /** Whether its stop is under way, or it has ended. */
  wasTerminated = false;
  /** Why it was not stopped, and the same in words. */
  failure: Error | undefined;
  reason: string | undefined;
  /** Whether no answer has told what became of it, though a terminate call was sent. */
  isOpen = false;
  /** The job's page for people, where an answer told it: version 2's do, which are those of lists. */
  htmlUrl: unknown;
  /** Each state as it was first seen, in ms since the start of the step. */
  readonly states: { readonly status: string; readonly atMs: number }[] = [];

  constructor(ref: JobRef) {
    this.ref = ref;
  }

  /** @param reason the failure in words */
  fail(failure: Error, reason: string): void {
    this.failure = failure;
    this.reason = reason;
  }

  /** Takes in what an answer tells, and returns the job as it was before. */
  see(job: Job, atMs: number): Job | undefined {
    const before = this.job;
    this.job = job;
    this.htmlUrl = job.fields.html_url ?? this.htmlUrl;
    if (before?.status !== job.status) this.states.push({ status: job.status, atMs });
    return before;
  }
}
