import { type Behaviour, isFinal, type StateSeconds } from './job.ts';

/** One state of a job and when it begins, in milliseconds of the simulator's clock. */
export interface Step {
  readonly status: string;
  readonly fromMs: number;
}

/** The states that a job will walk through, in order. Nothing runs: the state is looked up when somebody asks. */
export type Lifecycle = readonly [Step, ...Step[]];

export const DEFAULT_SECONDS: StateSeconds = {
  idle: 1,
  pending: 3,
  queued: 3,
  running: 600,
  pending_stoppage: 2,
  stopping: 3,
};

/**
 * The rest of a job's life from a state on, if nobody stops it (or, from `pending_stoppage` on, as a stopped job).
 *
 * @param status the state that it is in from `fromMs` on; one that nobody knows lasts as long as `running`
 */
export function lifeFrom(status: string, fromMs: number, seconds: StateSeconds, behaviour: Behaviour): Lifecycle {
  const { ends = 'completed', stopEnds = 'stopped', waitsAs = 'pending' } = behaviour;
  const early = ['idle', waitsAs, 'running', ends];
  const late = stopEnds === 'stopped' ? [status, 'stopping', 'stopped'] : [status, stopEnds];
  if (isFinal(status)) return schedule([status], fromMs, seconds, behaviour);
  if (status === 'idle') return schedule(early, fromMs, seconds, behaviour);
  if (status === 'pending' || status === 'queued')
    return schedule([status, 'running', ends], fromMs, seconds, behaviour);
  if (status === 'stopping') return schedule(['stopping', stopEnds], fromMs, seconds, behaviour);
  if (isPendingStop(status)) return schedule(late, fromMs, seconds, behaviour);
  return schedule([status, ends], fromMs, seconds, behaviour);
}

/** What is left of a job's life once its stop was asked for. A job can end by itself while its stop is pending. */
export function stopLife(
  life: Lifecycle,
  status: 'pending_stoppage' | 'pending_terminate',
  atMs: number,
  seconds: StateSeconds,
  behaviour: Behaviour,
): Lifecycle {
  const stopped = lifeFrom(status, atMs, seconds, behaviour);
  const ownEnd = life.at(-1) as Step;
  const stoppingFromMs = stopped[1]?.fromMs ?? atMs;
  if (behaviour.stopEnds !== undefined || ownEnd.fromMs >= stoppingFromMs) return stopped;
  return [stopped[0], ownEnd];
}

/** The step that a job is in. */
export function stepAt(life: Lifecycle, nowMs: number): Step {
  return life.findLast((step) => step.fromMs <= nowMs) ?? life[0];
}

function isPendingStop(status: string): boolean {
  return status === 'pending_stoppage' || status === 'pending_terminate';
}

function schedule(states: string[], fromMs: number, seconds: StateSeconds, { detour }: Behaviour): Lifecycle {
  const stays = states.flatMap((status) => {
    const stay = { status, seconds: secondsIn(status, seconds) };
    const detours = detour !== undefined && detour.after === status && !isFinal(status);
    return detours ? [stay, { status: detour.status, seconds: detour.seconds }] : [stay];
  });
  let atMs = fromMs;
  const steps = stays.map((stay) => {
    const step = { status: stay.status, fromMs: atMs };
    atMs += stay.seconds * 1000;
    return step;
  });
  return steps as [Step, ...Step[]];
}

function secondsIn(status: string, seconds: StateSeconds): number {
  if (isPendingStop(status)) return seconds.pending_stoppage;
  return (seconds as unknown as Record<string, number | undefined>)[status] ?? seconds.running;
}
