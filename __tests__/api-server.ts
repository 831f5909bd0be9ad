import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Client } from '../src/api/client.ts';
import { Http, type HttpOptions } from '../src/api/http.ts';
import { serve } from './http-server.ts';

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

/** What the service does with a request; `cut off` breaks the connection instead of a response. */
export type Behaviour = (call: Call) => Reply | 'cut off' | Promise<Reply | 'cut off'>;

export interface ApiServer {
  readonly url: URL;
  readonly client: Client;
  /** Every request until now, for instance `DELETE /xplenation/api/jobs/305`. */
  readonly calls: string[];
}

/** A service that responds as one test wants, on a real socket, and a client of it. Ends with `closeServers`. */
export async function startApi(behave: Behaviour, options: Partial<HttpOptions> = {}): Promise<ApiServer> {
  const calls: string[] = [];
  const { url } = await serve(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const method = request.method ?? '';
    calls.push(`${method} ${request.url}`);
    const reply = await behave({ method, path: pathname, query: searchParams, headers: request.headers });
    if (reply === 'cut off') response.destroy();
    else send(reply, response);
  });
  const client = new Client(new Http({ apiUrl: url, headers: {}, requestTimeoutMs: 5_000, ...options }));
  return { url, client, calls };
}

function send({ statusCode = 200, headers = {}, body }: Reply, response: ServerResponse): void {
  response.writeHead(statusCode, headers);
  response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body));
}
