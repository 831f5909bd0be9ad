import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { ADDRESS_TIMEOUT_MS, openTunnel, type ProxySettings } from './proxy.ts';

type OnSocket = (error: Error | null, socket: Duplex) => void;

/** What a request hands to its agent besides Node's own options. */
export interface TunnelOptions {
  /** Aborts the way through the proxy. An agent does not see the `signal` of a request. */
  readonly tunnelSignal?: AbortSignal;
}

/**
 * Keeps connections for the next request, and makes them through a proxy where there is one. The certificate of the service
 * is checked whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 *
 * There is no limit of connections: Node makes the connection of a request that waited for a free one with the options of
 * another request, whose signal has been aborted. How many requests are under way at once is for the caller to limit.
 */
export function agentFor(protocol: string, proxy?: ProxySettings): http.Agent {
  const options = { keepAlive: true, autoSelectFamilyAttemptTimeout: ADDRESS_TIMEOUT_MS };
  if (protocol !== 'https:') return new http.Agent(options);
  const tlsOptions = { ...options, rejectUnauthorized: true };
  return proxy === undefined ? new https.Agent(tlsOptions) : new TunnelAgent(tlsOptions, proxy);
}

class TunnelAgent extends https.Agent {
  readonly #proxy: ProxySettings;

  constructor(options: https.AgentOptions, proxy: ProxySettings) {
    super(options);
    this.#proxy = proxy;
  }

  // Node's documentation, http.Agent, "agent.createConnection(options[, callback])".
  override createConnection(options: https.RequestOptions & TunnelOptions, onSocket: OnSocket): undefined {
    const host = options.host?.includes(':') ? `[${options.host}]` : options.host;
    openTunnel(this.#proxy, `${host}:${options.port}`, options.tunnelSignal, (result) => {
      if (result instanceof Error) onSocket(result, undefined as never);
      else onSocket(null, super.createConnection({ ...options, socket: result } as https.RequestOptions) as Duplex);
    });
  }
}
