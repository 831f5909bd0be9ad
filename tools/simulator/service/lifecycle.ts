import { type Behaviour, isFinal, type StateSeconds } from './job.ts';

/** One state of a job and when it begins, in milliseconds of the simulator's clock. */
export type Step = { readonly status: string; readonly fromMs: number };

/** The states that a job goes through, in order. Nothing runs: the state is looked up when somebody asks. */
export type Lifecycle = readonly [Step, ...Step[]];

const EARLY_SECONDS = { idle: 1, pending: 3, queued: 3, running: 600 };
export const DEFAULT_SECONDS: StateSeconds = { ...EARLY_SECONDS, pending_stoppage: 2, stopping: 3 };

/**
 * The rest of a job's life from a state on, if nobody stops it (or, from `pending_stoppage` on, as a stopped job).
 *
 * @param status the state that it is in from `fromMs` on; one that nobody knows lasts as long as `running`
 */
export function lifeFrom(status: string, fromMs: number, seconds: StateSeconds, behaviour: Behaviour): Lifecycle {
  const { ends = 'completed', stopEnds = 'stopped', detour } = behaviour;
  let atMs = fromMs;
  const steps = statesFrom(status, ends, stopEnds).flatMap((state): Step[] => {
    const step = { status: state, fromMs: atMs };
    atMs += secondsIn(state, seconds) * 1000;
    if (detour?.after !== state || isFinal(state)) return [step];
    const away = { status: detour.status, fromMs: atMs };
    atMs += detour.seconds * 1000;
    return [step, away];
  });
  return steps as [Step, ...Step[]];
}

/** What becomes of a job whose stop was asked for. It can end by itself while its stop is pending. */
export function stopLife(life: Lifecycle, stopped: Lifecycle, { stopEnds }: Behaviour): Lifecycle {
  const ownEnd = life.at(-1) as Step;
  return stopEnds !== undefined || ownEnd.fromMs >= (stopped[1]?.fromMs ?? 0) ? stopped : [stopped[0], ownEnd];
}

/** What is left of a job's life when its stop has no effect: it is stopping for a while, and then goes on as before. */
export function stopInVain(life: Lifecycle, status: string, atMs: number, forMs: number): Lifecycle {
  const later = life.filter((step) => step.fromMs > atMs).map((step) => ({ ...step, fromMs: step.fromMs + forMs }));
  return [{ status, fromMs: atMs }, { status: stepAt(life, atMs).status, fromMs: atMs + forMs }, ...later];
}

/** The step that a job is in. A list asks for it ten thousand times: hence no function for each step. */
export function stepAt(life: Lifecycle, nowMs: number): Step {
  let index = life.length - 1;
  while (index > 0 && (life[index]?.fromMs ?? 0) > nowMs) index -= 1;
  return life[index] ?? life[0];
}

export const isPendingStop = (status: string) => status === 'pending_stoppage' || status === 'pending_terminate';

function statesFrom(status: string, end: string, stopEnd: string): string[] {
  if (isFinal(status)) return [status];
  if (status === 'idle') return ['idle', 'pending', 'running', end];
  if (status === 'pending' || status === 'queued') return [status, 'running', end];
  if (status === 'stopping') return ['stopping', stopEnd];
  if (!isPendingStop(status)) return [status, end];
  return stopEnd === 'stopped' ? [status, 'stopping', 'stopped'] : [status, stopEnd];
}

function secondsIn(status: string, seconds: StateSeconds): number {
  if (isPendingStop(status)) return seconds.pending_stoppage;
  return (seconds as unknown as Record<string, number | undefined>)[status] ?? seconds.running;
}
