import type { Cancellation } from '../../src/cancellation.ts';
import { GRACE_MS } from '../../src/cancellation.ts';
import { terminateAll } from '../../src/jobs/terminate.ts';
import { type Progress, TrackedJob } from '../../src/jobs/tracked-job.ts';
import { waitUntilStopped } from '../../src/jobs/wait.ts';
import { aCancellation } from '../a-cancellation.ts';
import { EventClock } from '../event-clock.ts';
import { KINDS, type Kind } from './kinds.ts';
import { type Exchange, ModelApi } from './model-api.ts';

/** What happens besides the responses, at one request, counted from 0. */
export interface Incident {
  readonly what: 'cancel before' | 'cancel during' | 'timeout during';
  readonly request: number;
}

export interface Plan {
  readonly jobIds: readonly number[];
  readonly waits: boolean;
  readonly timeoutMs: number;
  readonly incident?: Incident;
  /** How many kinds are chosen for each job. The last one repeats. */
  readonly length: number;
  /** The kinds that are chosen from, all where it is undefined. */
  readonly kinds?: readonly Kind[];
  /** The job whose responses come later than those of the other. */
  readonly slowJobId?: number;
}

/** Decides which of several things happens. */
export interface Chooser {
  choose<T>(options: readonly T[]): T;
}

/** What happened in a run, all that can be said about it. */
export interface Run {
  readonly plan: Plan;
  readonly jobs: readonly TrackedJob[];
  readonly exchanges: readonly Exchange[];
  /** Undefined where no cancel came. */
  readonly cancelledAtMs: number | undefined;
  readonly endedAtMs: number;
  /** Whether what was to happen has happened. Where it has not, the run is the same as one without. */
  readonly isAsPlanned: boolean;
}

const POLL_INTERVAL_MS = 15_000;
export const noProgress: Progress = {
  onFailedAttempt: () => undefined,
  onCallEnded: () => undefined,
  onRepeatedCall: () => undefined,
  onStatusChange: () => undefined,
  onFailedPoll: () => undefined,
  onPolled: () => undefined,
  onHeartbeat: () => undefined,
};

/** Terminates jobs and waits for them as src/run.ts does, while the API behaves as it is chosen. */
export async function play(plan: Plan, choices: Chooser): Promise<Run> {
  const { jobIds, waits, timeoutMs, incident, length, kinds = KINDS } = plan;
  const clock = new PauseClock();
  const cancellation = aCancellation();
  let cancelledAtMs: number | undefined;
  let isAsPlanned = incident === undefined;
  const cancel = () => {
    cancelledAtMs = clock.nowMs();
    clock.after(GRACE_MS, cancellation.endGrace);
    cancellation.cancel();
    isAsPlanned = true;
  };
  const played = new Map<number, Kind[]>(jobIds.map((id) => [id, []]));
  const kindFor = (id: number) => {
    const own = played.get(id) ?? [];
    const kind = own.length < length ? choices.choose(kinds) : (own.at(-1) as Kind);
    own.push(kind);
    return kind;
  };
  const onRequest = ({ jobId }: Exchange, index: number) => {
    const usualMs = jobId === plan.slowJobId ? 1_000 : 0;
    if (incident?.request !== index || incident.what === 'cancel before') return usualMs;
    if (incident.what === 'cancel during') {
      clock.after(50, cancel);
      return usualMs;
    }
    isAsPlanned = true;
    return timeoutMs - clock.nowMs() + 1_000;
  };
  const api = new ModelApi(clock, { kindFor, onRequest });
  clock.onPause = (ms) => {
    if (incident?.what !== 'cancel before' || incident.request !== api.exchanges.length) return;
    if (cancelledAtMs === undefined) clock.after(ms / 2, cancel);
  };
  if (incident?.what === 'cancel before' && incident.request === 0) cancel();

  const jobs = jobIds.map((id) => new TrackedJob({ accountId: 'xplenation', id }));
  await clock.run(stop(jobs, waits, timeoutMs, api, cancellation, clock));
  return { plan, jobs, exchanges: api.exchanges, cancelledAtMs, endedAtMs: clock.nowMs(), isAsPlanned };
}

/** What src/run.ts does with jobs that were named. */
async function stop(
  jobs: readonly TrackedJob[],
  waits: boolean,
  timeoutMs: number,
  api: ModelApi,
  cancellation: Cancellation,
  clock: EventClock,
): Promise<void> {
  const elapsedMs = () => clock.nowMs();
  const context = { api, cancellation, clock, progress: noProgress, elapsedMs, timeoutMs, deadlineMs: timeoutMs };
  await terminateAll(jobs, context);
  api.isWaiting = true;
  if (waits) await waitUntilStopped(jobs, POLL_INTERVAL_MS, context);
}

class PauseClock extends EventClock {
  onPause: (ms: number) => void = () => undefined;

  override sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.onPause(ms);
    return super.sleep(ms, signal);
  }
}
