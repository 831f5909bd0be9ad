import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { ProxyRefusal } from './errors.ts';

export interface ProxySettings {
  /** Its address. */
  readonly url: URL;
  /** `user:password`, decoded; undefined where its address has none. */
  readonly credentials: string | undefined;
}

type ConnectionOptions = https.RequestOptions & { readonly proxySignal?: AbortSignal };
type OnConnection = (error: Error | null, socket?: Duplex) => void;

/** Connects to the service through a proxy: asks for a tunnel by CONNECT (RFC 9110, 9.3.6), then speaks TLS through it. */
export class ProxyAgent extends https.Agent {
  readonly #proxy: ProxySettings;

  constructor(proxy: ProxySettings, options: https.AgentOptions) {
    super(options);
    this.#proxy = proxy;
  }

  // Node's documentation, http.Agent, "createConnection": the socket is handed to the callback.
  override createConnection(options: ConnectionOptions, onConnection: OnConnection): undefined {
    const { url, credentials } = this.#proxy;
    const target = `${options.host}:${options.port}`;
    const connect = (url.protocol === 'https:' ? https : http).request({
      method: 'CONNECT',
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || (url.protocol === 'https:' ? 443 : 80),
      path: target,
      headers: {
        Host: target,
        ...(credentials !== undefined && {
          'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
        }),
      },
      agent: false,
      // The proxy's own certificate, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
      rejectUnauthorized: true,
      ...(options.proxySignal && { signal: options.proxySignal }),
    });
    connect.once('connect', ({ statusCode }, socket) => {
      // Any other status is the proxy's own word, and its body is none of the service's.
      if (statusCode === 200) {
        onConnection(null, super.createConnection({ ...options, socket } as https.RequestOptions) ?? undefined);
      } else {
        socket.destroy();
        onConnection(new ProxyRefusal(statusCode ?? 0));
      }
    });
    connect.once('error', onConnection);
    connect.end();
  }
}
