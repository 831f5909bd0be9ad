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

/** Node gives each address of a host 250 ms to connect, too little for a slow line (nodejs/node#54359). */
export const ADDRESS_TIMEOUT_MS = 1_000;

type OnTunnel = (result: Duplex | ProxyError) => void;

/** @returns what a message calls it, without credentials, for instance `proxy.example:3128 (from HTTPS_PROXY)` */
export function proxyName({ url, variable }: ProxySettings): string {
  return `${url.host} (from ${variable})`;
}

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
  const { url, credentials } = proxy;
  const isTls = url.protocol === 'https:';
  const authorization = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const connect = (isTls ? https : http).request({
    method: 'CONNECT',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (isTls ? 443 : 80),
    path: target,
    headers: { Host: target, ...(authorization && { 'Proxy-Authorization': authorization }) },
    agent: false,
    autoSelectFamilyAttemptTimeout: ADDRESS_TIMEOUT_MS,
    // The proxy's own certificate, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
    ...(signal && { signal }),
  } as https.RequestOptions);
  connect.once('connect', ({ statusCode }, socket) => {
    // Any other status is the proxy's own word, and its body none of the service's.
    if (statusCode === 200) return onTunnel(socket);
    socket.destroy();
    onTunnel(new ProxyError(proxyName(proxy), statusCode ?? 0));
  });
  connect.once('error', (error) => onTunnel(new ProxyError(proxyName(proxy), undefined, error)));
  connect.end();
}
