import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SimulatorOptions } from '../simulator/simulator.ts';

/** A request as the partner met it. */
export interface PartnerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Milliseconds from the partner's start to the request's last byte. */
  readonly atMs: number;
  /** When the last byte of the answer was out, on the clock of `process.hrtime.bigint()`. */
  readonly answeredAt: bigint;
}

export interface PartnerStart {
  readonly accountId: string;
  readonly apiKey: string;
  readonly port: number;
}

/** What happened since it was asked last. */
export interface PartnerTold {
  readonly requests: readonly PartnerRequest[];
  readonly connections: number;
}

/** Starts the simulator over TLS in a process of its own. */
export async function startPartner(options: Omit<SimulatorOptions, 'tls' | 'onRequest'>): Promise<Partner> {
  const child = fork(join(import.meta.dirname, 'partner.ts'), { serialization: 'advanced', execArgv: [] });
  child.send(options);
  return new Partner(child, await nextMessage<PartnerStart>(child));
}

/** A service to measure against. It ends with `close()`, and with this process however that ends. */
export class Partner {
  readonly accountId: string;
  readonly apiKey: string;
  /** By the name that its certificate is for, which has to be looked up as the real one's has. */
  readonly url: string;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, start: PartnerStart) {
    this.#child = child;
    this.accountId = start.accountId;
    this.apiKey = start.apiKey;
    this.url = `https://localhost:${start.port}`;
  }

  /** What happened since this was called last. */
  async take(): Promise<PartnerTold> {
    this.#child.send('take');
    return nextMessage<PartnerTold>(this.#child);
  }

  async close(): Promise<void> {
    if (!this.#child.connected) return;
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
  }
}

/** @throws when the partner leaves instead */
async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const done = new AbortController();
  const left = once(child, 'exit', { signal: done.signal }).then(([code]) => {
    throw new Error(`The service to measure against has left with exit status ${code}.`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: done.signal }), left]);
    return message as T;
  } finally {
    done.abort();
  }
}
