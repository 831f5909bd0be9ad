import type { JobsApi } from '../../src/api/client.ts';
import type { ApiError } from '../../src/api/errors.ts';
import type { Job } from '../../src/api/job.ts';
import type { FailedAttempt } from '../../src/api/retry.ts';
import type { Cancellation } from '../../src/cancellation.ts';
import type { Progress, RunContext, StopContext, TrackedJob } from '../../src/jobs/tracked-job.ts';
import { aCancellation } from '../a-cancellation.ts';
import { FakeClock } from '../fake-clock.ts';

/** What the stages of a run share, with time that passes at once and a record of what they reported. */
export function aContext(api: JobsApi, cancellation: Cancellation = aCancellation(), clock = new FakeClock()) {
  const elapsedMs = () => clock.nowMs();
  return { api, cancellation, clock, progress: new ProgressRecord(), elapsedMs } satisfies RunContext;
}

/** The same for terminating and waiting, with a timeout that begins now. */
export function aStopContext(api: JobsApi, cancellation?: Cancellation, clock = new FakeClock(), timeoutMs = 600_000) {
  const deadlineMs = clock.nowMs() + timeoutMs;
  return { ...aContext(api, cancellation, clock), timeoutMs, deadlineMs } satisfies StopContext;
}

/** Everything that was reported, in order, each as a line. */
export class ProgressRecord implements Progress {
  readonly lines: string[] = [];
  /** What failed attempts and polls met. */
  readonly errors: ApiError[] = [];

  onFailedAttempt(subject: string, { attempt, maxAttempts, error }: FailedAttempt): void {
    this.errors.push(error);
    this.lines.push(`${subject}: attempt ${attempt} of ${maxAttempts} failed`);
  }

  onCallEnded({ ref, call }: TrackedJob): void {
    this.lines.push(`call for ${ref.id} ended: ${call}`);
  }

  onRepeatedCall({ ref }: TrackedJob): void {
    this.lines.push(`${ref.id} terminated once more`);
  }

  onStatusChange({ ref, job }: TrackedJob, before: Job | undefined): void {
    this.lines.push(`${ref.id} ${before?.status} → ${job?.status}`);
  }

  onFailedPoll(jobs: readonly TrackedJob[], error: ApiError): void {
    this.errors.push(error);
    this.lines.push(`poll of ${jobs.map(({ ref }) => ref.id)} failed`);
  }

  onPolled(): void {
    this.lines.push('polled');
  }

  onHeartbeat(): void {
    this.lines.push('heartbeat');
  }
}
