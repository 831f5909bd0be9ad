import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import type { Duplex } from 'node:stream';
import type { ProxySettings } from '../../src/api/proxy.ts';
import { listen } from '../http-server.ts';

/** What the proxy does with a CONNECT: opens the tunnel, or one that breaks in the TLS handshake; never answers; or writes these bytes. */
export type ProxyBehaviour = 'tunnel' | 'broken tunnel' | 'silent' | 'cut off' | string;

export interface ConnectProxy {
  readonly settings: ProxySettings;
  /** The target and the `Proxy-Authorization` of every CONNECT until now. */
  readonly connects: { readonly target: string; readonly authorization: string | undefined }[];
  /** The connections that clients made, whether they are open or not. */
  readonly sockets: Duplex[];
}

/**
 * A real proxy for CONNECT on a free port that does with each one what the test wants. Ends with `closeServers`.
 *
 * @param behave asked for each CONNECT, with its number from 1
 * @param tls the proxy's own certificate, for an https proxy
 */
export async function startProxy(
  behave: (number: number) => ProxyBehaviour,
  { tls, credentials }: { tls?: { key: string; cert: string } | undefined; credentials?: string } = {},
): Promise<ConnectProxy> {
  const connects: ConnectProxy['connects'] = [];
  const sockets: Duplex[] = [];
  const server = tls === undefined ? http.createServer() : https.createServer(tls);
  server.on('connect', (request, socket: Duplex) => {
    socket.on('error', () => undefined);
    // An http server leaves the other half of a connection open.
    socket.on('end', () => socket.end());
    sockets.push(socket);
    const target = request.url ?? '';
    connects.push({ target, authorization: request.headers['proxy-authorization'] });
    const behaviour = behave(connects.length);
    if (behaviour === 'tunnel') openTunnel(socket, target);
    else if (behaviour === 'broken tunnel') breakTunnel(socket);
    else if (behaviour === 'cut off') socket.destroy();
    else if (behaviour !== 'silent') socket.write(behaviour);
    socket.resume();
  });
  const { port } = await listen(server);
  const url = new URL(`${tls === undefined ? 'http' : 'https'}://localhost:${port}`);
  return { settings: { url, credentials, variable: 'HTTPS_PROXY' }, connects, sockets };
}

/** The host is always this machine, whatever name the client asks for. */
function openTunnel(socket: Duplex, target: string): void {
  const service = net.connect(Number(/\d+$/.exec(target)?.[0]), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(service).pipe(socket);
  });
  service.on('error', () => socket.destroy());
  service.on('close', () => socket.destroy());
  socket.on('close', () => service.destroy());
}

function breakTunnel(socket: Duplex): void {
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
  socket.once('data', () => socket.destroy());
}
