import type { Socket } from 'node:net';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';

/** How long the last bytes get to arrive before the line is reset: a reset may overtake them. */
const ARRIVAL_MS = 20;

/** One accepted connection, and all that can be done to its line. */
export class Connection {
  /** Counted from 1, in the order in which connections were accepted. */
  readonly number: number;
  /** What bytes go through: the TCP socket itself, or TLS over it. */
  readonly socket: Socket;
  /** Aborts when the client has left (its end of the line is closed) or the line is cut. */
  readonly gone: AbortSignal;
  readonly #tcp: Socket;

  constructor(number: number, socket: Socket, tcp: Socket) {
    const leaving = new AbortController();
    this.number = number;
    this.socket = socket;
    this.#tcp = tcp;
    this.gone = leaving.signal;
    // A client that resets the line is no news; 'close' follows.
    for (const side of [socket, tcp]) side.on('error', () => {});
    socket.on('end', () => leaving.abort());
    socket.on('close', () => leaving.abort());
  }

  /** Writes bytes (a text as UTF-8), and waits until they are handed to the network or the line is cut. */
  async write(bytes: string | Buffer): Promise<void> {
    if (!this.socket.writable) return;
    await new Promise<void>((resolve) => this.socket.write(bytes, () => resolve()));
  }

  /** Lets time pass, for ever unless told; no longer than the client stays. */
  async pause(ms = Number.POSITIVE_INFINITY): Promise<void> {
    const longestTimerMs = 2 ** 31 - 1;
    const signal = this.gone;
    await delay(Math.min(ms, longestTimerMs), undefined, { signal }).catch(() => {});
  }

  /** Ends the line in order (FIN). */
  end(): void {
    this.socket.end();
  }

  /** Cuts the line (RST), after what was written has arrived. */
  async reset(): Promise<void> {
    await delay(ARRIVAL_MS);
    // A client in this very process reads before that.
    await nextTurn();
    if (this.#tcp.destroyed) return;
    this.#tcp.resetAndDestroy();
    this.socket.destroy();
  }
}
