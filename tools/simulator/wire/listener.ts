import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { Connection } from './connection.ts';

/** Key and certificate, in PEM form. */
export interface TlsIdentity {
  key: string | Buffer;
  cert: string | Buffer;
}

export interface ListenerOptions {
  host: string;
  port: number;
  tls: TlsIdentity | undefined;
  /** Called before a byte is read: false when nothing is to be done with the line any more. Time may pass. */
  admit: (connection: Connection) => Promise<boolean>;
  /** Called with each line that is ready for HTTP. Ends when the line does. */
  serve: (connection: Connection) => Promise<void>;
}

/** The listening socket: it accepts lines, can go away and come back on the same port, and ends all at once. */
export class Listener {
  port = 0;
  /** Lines accepted so far. */
  accepted = 0;
  readonly #options: ListenerOptions;
  readonly #secureContext: SecureContext | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #serving = new Set<Promise<void>>();
  #server: Server | undefined;
  #listening: Promise<void> | undefined;

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#secureContext = options.tls === undefined ? undefined : createSecureContext(options.tls);
  }

  /** Lines open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Listens, from the second time on at the port that it had. */
  listen(): Promise<void> {
    this.#listening ??= this.#listen();
    return this.#listening;
  }

  /** Stops listening and cuts every line. */
  async close(): Promise<void> {
    await this.#listening?.catch(() => {});
    this.#listening = undefined;
    const server = this.#server;
    this.#server = undefined;
    const closed = server === undefined ? undefined : new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all([closed, ...this.#serving]);
  }

  async #listen(): Promise<void> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#accept(socket));
    server.listen({ host: this.#options.host, port: this.port || this.#options.port });
    await once(server, 'listening');
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  #accept(tcp: Socket): void {
    this.accepted += 1;
    this.#sockets.add(tcp);
    tcp.on('close', () => this.#sockets.delete(tcp));
    const serving = this.#serve(tcp, this.accepted).finally(() => this.#serving.delete(serving));
    this.#serving.add(serving);
  }

  async #serve(tcp: Socket, number: number): Promise<void> {
    const line = new Connection(number, tcp, tcp);
    if (!(await this.#options.admit(line))) return;
    const secureContext = this.#secureContext;
    if (secureContext === undefined) return this.#options.serve(line);
    const secured = new TLSSocket(tcp, { isServer: true, secureContext });
    return this.#options.serve(new Connection(number, secured, tcp));
  }
}
