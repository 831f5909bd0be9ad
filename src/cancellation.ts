/**
 * The runner cancels a step with SIGINT, follows with SIGTERM after 7.5 s and kills it 2.5 s later; a user's Ctrl-C and
 * some self-hosted services (SIGHUP) come the same way.
 */
export interface Cancellation {
  /** Aborted when the cancel arrives: nothing is waited for any more. */
  readonly requested: AbortSignal;
  /** Aborted `GRACE_MS` later: a terminate call in flight has had its time, and the process ends. */
  readonly graceOver: AbortSignal;
}

/** Five seconds are promised; half a second of them is for the outputs and the summary. */
export const GRACE_MS = 4_500;

/** Turns the process's signals into a Cancellation. Call it before anything else can be cut short. */
export function listenForCancel(): Cancellation {
  const requested = new AbortController();
  const graceOver = new AbortController();
  const cancel = () => {
    if (requested.signal.aborted) return;
    requested.abort();
    setTimeout(() => graceOver.abort(), GRACE_MS).unref();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, cancel);
  return { requested: requested.signal, graceOver: graceOver.signal };
}
