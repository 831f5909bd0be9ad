import type { Cancellation } from '../src/cancellation.ts';

/** A cancel that comes when the test says so, and the end of its grace. */
export function aCancellation(): Cancellation & { cancel: () => void; endGrace: () => void } {
  const requested = new AbortController();
  const graceOver = new AbortController();
  return {
    requested: requested.signal,
    graceOver: graceOver.signal,
    cancel: () => requested.abort(),
    endGrace: () => graceOver.abort(),
  };
}
