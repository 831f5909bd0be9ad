import type { ExchangeError, Failure } from './xplenty/errors.ts';
import type { Job, JobRef } from './xplenty/job.ts';

// Why a step fails: a class for each reason. `failing.ts` puts them into words.

/** One or more inputs are wrong. Each mistake begins with the input's name. */
export class InvalidInputs extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.mistakes = mistakes;
  }
}

/** One or more jobs were not stopped. */
export class Failed extends Error {
  readonly failures: readonly Error[];

  constructor(failures: readonly Error[]) {
    super(failures.map(({ message }) => message).join('\n'));
    this.failures = failures;
  }
}

/** The jobs could not be chosen. Nothing was terminated: half a list is no basis for that. */
export class NotChosen extends Error {
  override readonly cause: Failure;
  readonly wasCancelled: boolean;

  constructor(cause: Failure, wasCancelled: boolean) {
    super(cause.message);
    this.cause = cause;
    this.wasCancelled = wasCancelled;
  }
}

/** A job that was only to be looked at could not be. */
export class NotSeen extends Error {
  override readonly cause: Failure;
  readonly ref: JobRef;

  constructor(ref: JobRef, cause: Failure) {
    super(cause.message);
    this.cause = cause;
    this.ref = ref;
  }
}

/** The job was not terminated, or it is not known whether it was. */
export class NotTerminated extends Error {
  override readonly cause: Failure;
  readonly ref: JobRef;
  /** The job, where a look shows that it is still active. */
  readonly job: Job | undefined;
  /** Why a look did not show what became of the job, where one was tried. */
  readonly look: Failure | undefined;
  /** Whether it may have been terminated nevertheless: a try was answered in no way that says otherwise. */
  readonly isOpen: boolean;

  constructor(ref: JobRef, cause: Failure, more: { job?: Job; look?: Failure; isOpen?: boolean } = {}) {
    super(cause.message);
    this.ref = ref;
    this.cause = cause;
    this.job = more.job;
    this.look = more.look;
    this.isOpen = more.isOpen ?? false;
  }
}

/** The job had not ended when the timeout did. */
export class NotOver extends Error {
  readonly job: Job;
  readonly timeoutMs: number;
  /** What went wrong at the last look, if it did. */
  override readonly cause: ExchangeError | undefined;

  constructor(job: Job, timeoutMs: number, cause: ExchangeError | undefined) {
    super(`job ${job.id} has not ended within ${timeoutMs} ms`);
    this.job = job;
    this.timeoutMs = timeoutMs;
    this.cause = cause;
  }
}

/** The service will not let the job be looked at any more. `job` is as last seen. */
export class OutOfSight extends Error {
  readonly job: Job;
  override readonly cause: ExchangeError;

  constructor(job: Job, cause: ExchangeError) {
    super(cause.message);
    this.job = job;
    this.cause = cause;
  }
}

/** The step was cancelled. `job` is as last known; undefined where it is not known whether the API took the call. */
export class Cancelled extends Error {
  readonly jobId: number;
  readonly job: Job | undefined;

  constructor(jobId: number, job: Job | undefined, cause?: unknown) {
    super('cancelled', { cause });
    this.jobId = jobId;
    this.job = job;
  }
}
