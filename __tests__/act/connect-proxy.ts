import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A CONNECT proxy on loopback. */
export interface ConnectProxy {
  /** For `HTTPS_PROXY`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a proxy that connects to nothing but one host, and answers 403 to everything else.
 *
 * @param authority the only host and port that it knows, for instance `api.example.com:443`
 * @param port where on 127.0.0.1 that host really is
 */
export async function startConnectProxy(authority: string, port: number): Promise<ConnectProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const server = createServer((_, response) => response.writeHead(403).end());
  server.on('connect', (request, client: Socket, head: Buffer) => {
    keep(client);
    if (request.url !== authority) {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1');
    keep(upstream);
    upstream.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    upstream.once('close', () => client.destroy());
    client.once('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
