import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';

const closing: (() => Promise<unknown>)[] = [];

/** A real HTTP server on a free port. */
export async function serve(listener: http.RequestListener): Promise<{ url: URL; server: http.Server }> {
  const server = http.createServer(listener);
  return { url: await listen(server), server };
}

/** The same over TLS. */
export async function serveTls(
  tls: https.ServerOptions,
  listener: http.RequestListener,
): Promise<{ url: URL; server: https.Server }> {
  const server = https.createServer(tls, listener);
  server.on('tlsClientError', () => undefined);
  const url = await listen(server);
  return { url: new URL(`https://localhost:${url.port}`), server };
}

/** A real server on a free port that does with each connection what the test wants. */
export async function serveSockets(onConnection: (socket: net.Socket) => void): Promise<URL> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  return listen(server);
}

/** Closes what a test has opened, connections included: `afterEach(closeServers)`. */
export async function closeServers(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()));
}

/** Starts a server on a free port of 127.0.0.1, which `closeServers` closes. */
export async function listen(server: net.Server): Promise<URL> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return new URL(`http://127.0.0.1:${(server.address() as net.AddressInfo).port}`);
}
