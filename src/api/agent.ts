import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { openTunnel, type ProxySettings } from './proxy.ts';

/** What becomes of the connection of one request. It is handed to the agent among the request's options. */
export interface ConnectionState {
  /** False from the moment a new connection is being made until it stands: until then nothing was delivered. */
  isConnected: boolean;
  /** The connection was closed. */
  onClose: () => void;
  /** Aborts what the agent does to connect. An agent does not see the `signal` of a request. */
  readonly signal: AbortSignal;
}

type OnSocket = (error: Error | null, socket: Duplex) => void;
type ConnectionOptions = https.RequestOptions & { readonly connection?: ConnectionState };

export interface AgentOptions {
  /** How many connections are open at once at most. */
  readonly maxSockets: number;
  readonly proxy?: ProxySettings | undefined;
}

/** Node gives each address of a host 250 ms to connect, too little for a slow line (nodejs/node#54359). */
const ADDRESS_TIMEOUT_MS = 1_000;

/**
 * Agents that say whether a connection to the service stood, keep it for the next request, and connect through a proxy where
 * there is one. The certificate is checked whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 */
export function agentFor(protocol: string, { maxSockets, proxy }: AgentOptions): http.Agent {
  const options = { keepAlive: true, maxSockets, autoSelectFamilyAttemptTimeout: ADDRESS_TIMEOUT_MS };
  if (protocol !== 'https:') return new PlainAgent(options);
  return new TlsAgent({ ...options, rejectUnauthorized: true }, proxy);
}

class PlainAgent extends http.Agent {
  // Node's documentation, http.Agent, "createConnection".
  override createConnection(options: ConnectionOptions, onSocket?: OnSocket): Socket {
    return watched(super.createConnection(options, onSocket) as Socket, 'connect', options);
  }
}

class TlsAgent extends https.Agent {
  readonly #proxy: ProxySettings | undefined;

  constructor(options: https.AgentOptions, proxy: ProxySettings | undefined) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(options: ConnectionOptions, onSocket: OnSocket): Socket | undefined {
    const connect = (socket?: unknown) =>
      watched(
        super.createConnection({ ...options, ...(socket !== undefined && { socket }) }) as Socket,
        'secureConnect',
        options,
      );
    if (this.#proxy === undefined) return connect();
    if (options.connection) options.connection.isConnected = false;
    openTunnel(this.#proxy, `${options.host}:${options.port}`, options.connection?.signal, (result) => {
      if (result instanceof Error) onSocket(result, undefined as never);
      else onSocket(null, connect(result));
    });
    return undefined;
  }
}

function watched(socket: Socket, event: 'connect' | 'secureConnect', { connection }: ConnectionOptions): Socket {
  if (connection === undefined) return socket;
  connection.isConnected = false;
  socket.once(event, () => {
    connection.isConnected = true;
  });
  socket.once('close', () => connection.onClose());
  return socket;
}
