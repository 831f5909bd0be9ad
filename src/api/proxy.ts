import * as http from 'node:http';
import * as https from 'node:https';
import type { Duplex } from 'node:stream';
import { ProxyError } from './connection-errors.ts';

export interface ProxySettings {
  readonly url: URL;
  /** `user:password`, decoded; undefined where its address has none. */
  readonly credentials: string | undefined;
  /** The environment variable that it came from. */
  readonly variable: string;
}

type OnTunnel = (result: Duplex | ProxyError) => void;

/**
 * Asks a proxy for a tunnel to the service, by CONNECT (RFC 9110, 9.3.6; Node's documentation, http, "Event: 'connect'").
 *
 * @param target `host:port` of the service
 * @param signal aborts the request, and with it the connection
 * @param onTunnel gets the tunnel, or a ProxyError
 */
export function openTunnel(
  proxy: ProxySettings,
  target: string,
  signal: AbortSignal | undefined,
  onTunnel: OnTunnel,
): void {
  const { url, credentials, variable } = proxy;
  const name = `${url.host} (from ${variable})`;
  const authorization = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const connect = (url.protocol === 'https:' ? https : http).request({
    method: 'CONNECT',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: target,
    headers: { Host: target, ...(authorization && { 'Proxy-Authorization': authorization }) },
    agent: false,
    // The proxy's own certificate, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
    ...(signal && { signal }),
  });
  connect.once('connect', ({ statusCode }, socket) => {
    // Any other status is the proxy's own word, and its body none of the service's.
    if (statusCode === 200) return onTunnel(socket);
    socket.destroy();
    onTunnel(new ProxyError(name, statusCode ?? 0));
  });
  connect.once('error', (error) => onTunnel(new ProxyError(name, undefined, error)));
  connect.end();
}
