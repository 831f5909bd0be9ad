import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Client } from '../src/xplenty/client.ts';
import { Transport, type TransportOptions } from '../src/xplenty/transport.ts';
import { serve } from './loopback.ts';

/** A request as it arrived. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface Reply {
  readonly statusCode?: number;
  readonly headers?: OutgoingHttpHeaders;
  /** A text is sent as it is, everything else as JSON. */
  readonly body?: unknown;
}

/** What the service does with a request; `cut off` breaks the connection instead of an answer. */
export type Behaviour = (call: Call) => Reply | 'cut off' | Promise<Reply | 'cut off'>;

export interface TinyApi {
  readonly url: URL;
  readonly client: Client;
  readonly transport: Transport;
  /** Every request until now, for instance `DELETE /xplenation/api/jobs/305`. */
  readonly calls: string[];
}

/** A service that answers as one test wants, on a real socket, and a client of it. Ends with `closeServers`. */
export async function startApi(behave: Behaviour, options: Partial<TransportOptions> = {}): Promise<TinyApi> {
  const calls: string[] = [];
  const { url } = await serve(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const method = request.method ?? '';
    calls.push(`${method} ${request.url}`);
    const reply = await behave({ method, path: pathname, query: searchParams, headers: request.headers });
    if (reply === 'cut off') response.destroy();
    else send(reply, response);
  });
  const transport = new Transport({ apiUrl: url, headers: {}, requestTimeoutMs: 5_000, connections: 8, ...options });
  return { url, transport, client: new Client(transport), calls };
}

function send({ statusCode = 200, headers = {}, body }: Reply, response: ServerResponse): void {
  response.writeHead(statusCode, headers);
  response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
}
