import type { JobsApi } from '../../src/api/client.ts';
import type { ApiError } from '../../src/api/errors.ts';
import type { FailedAttempt } from '../../src/api/retry.ts';
import type { Cancellation } from '../../src/cancellation.ts';
import type { Progress, RunContext, TrackedJob } from '../../src/jobs/tracked-job.ts';
import { aCancellation } from '../a-cancellation.ts';
import { FakeClock } from '../fake-clock.ts';

/** What the stages of a run share, with time that passes at once and a record of what they reported. */
export function aContext(api: JobsApi, cancellation: Cancellation = aCancellation(), clock = new FakeClock()) {
  const elapsedMs = () => clock.nowMs();
  return { api, cancellation, clock, progress: new ProgressRecord(), elapsedMs } satisfies RunContext;
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

  onAccepted({ ref, job }: TrackedJob, refusal: Error | undefined): void {
    this.lines.push(`${ref.id} accepted as ${job?.status}${refusal === undefined ? '' : `: ${refusal.message}`}`);
  }

  onTerminateEnded(): void {
    this.lines.push('terminate ended');
  }

  onStatusChange({ ref, job }: TrackedJob, before: { readonly status: string }): void {
    this.lines.push(`${ref.id} ${before.status} → ${job?.status}`);
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
