import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Connection } from './connection.ts';

export interface ServerOptions {
  host: string;
  port: number;
  /** Key and certificate, in PEM form: https in place of http. */
  tls: { key: string | Buffer; cert: string | Buffer } | undefined;
  /** Called before a byte is read; false where the connection is not to be served. Time may pass. */
  admit: (connection: Connection) => Promise<boolean>;
  serve: (request: http.IncomingMessage, response: http.ServerResponse, connection: Connection) => Promise<void>;
}

/** Nothing closes a connection but its two sides and the faults. */
const NO_LIMITS = { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, maxHeaderSize: 64 * 1024 };

/**
 * node:http (or node:https) behind a listener of its own, which hands connections over with the documented event
 * 'connection': so faults can come first. It can go away and come back on the same port.
 */
export class HttpServer {
  port = 0;
  /** Connections accepted so far. */
  accepted = 0;
  readonly #options: ServerOptions;
  readonly #http: http.Server;
  readonly #connections = new Map<string, Connection>();
  #listening: Promise<Server> | undefined;

  constructor(options: ServerOptions) {
    this.#options = options;
    const { tls } = options;
    this.#http = tls === undefined ? http.createServer(NO_LIMITS) : https.createServer({ ...NO_LIMITS, ...tls });
    this.#http.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
      const connection = this.#connections.get(peerOf(request.socket));
      void connection?.inTurn(() => options.serve(request, response, connection));
    });
  }

  /** Connections open now. */
  get open(): number {
    return this.#connections.size;
  }

  /** Listens, from the second time on at the port that it had. */
  async listen(): Promise<void> {
    this.#listening ??= this.#listen();
    await this.#listening;
  }

  async #listen(): Promise<Server> {
    const options = { allowHalfOpen: true, noDelay: true, pauseOnConnect: true };
    const listener = createServer(options, (tcp) => void this.#accept(tcp));
    listener.listen({ host: this.#options.host, port: this.port || this.#options.port });
    await once(listener, 'listening');
    this.port = (listener.address() as AddressInfo).port;
    return listener;
  }

  /** Stops listening and destroys every connection. */
  async close(): Promise<void> {
    const listener = await this.#listening?.catch(() => undefined);
    this.#listening = undefined;
    const closed = new Promise((resolve) => (listener === undefined ? resolve(0) : listener.close(resolve)));
    for (const { tcp } of this.#connections.values()) tcp.destroy();
    await closed;
  }

  async #accept(tcp: Socket): Promise<void> {
    this.accepted += 1;
    const connection = new Connection(this.accepted, tcp);
    const peer = peerOf(tcp);
    this.#connections.set(peer, connection);
    tcp.on('close', () => this.#connections.delete(peer));
    if (!(await this.#options.admit(connection)) || tcp.destroyed) return;
    this.#http.emit('connection', tcp);
    tcp.resume();
  }
}

/** What a TCP socket and the TLS socket over it have in common. */
const peerOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress}:${remotePort}`;
