import type { Socket } from 'node:net';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';

/** How long the last bytes get to arrive before a reset: a reset may overtake them. */
const ARRIVAL_MS = 20;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One accepted TCP connection. */
export class Connection {
  /** Counted from 1, in the order in which connections were accepted. */
  readonly number: number;
  /** The TCP socket, also where TLS runs over it. */
  readonly tcp: Socket;
  /** Aborts when the connection is closed, by whichever side. */
  readonly closed: AbortSignal;
  readonly whenClosed: Promise<void>;
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(number: number, tcp: Socket) {
    const closing = new AbortController();
    this.number = number;
    this.tcp = tcp;
    this.closed = closing.signal;
    this.whenClosed = new Promise((resolve) => this.closed.addEventListener('abort', () => resolve()));
    // A client that resets the connection is no error of ours; 'close' follows.
    tcp.on('error', () => {}).on('close', () => closing.abort());
  }

  /** Serves one request after another, also where a client sends several at once. */
  inTurn(serve: () => Promise<void>): Promise<void> {
    this.#lastTurn = this.#lastTurn.then(serve);
    return Promise.race([this.#lastTurn, this.whenClosed]);
  }

  /** Waits, for ever by default, no longer than the connection is open. */
  async pause(ms = LONGEST_TIMER_MS): Promise<void> {
    if (ms > 0) await delay(ms, undefined, { signal: this.closed }).catch(() => {});
  }

  /** Resets the connection (RST), after what was written has arrived. */
  async reset(): Promise<void> {
    await delay(ARRIVAL_MS);
    // A client in this very process reads before that.
    await nextTurn();
    if (!this.tcp.destroyed) this.tcp.resetAndDestroy();
  }
}
