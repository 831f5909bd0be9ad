import type { Socket } from 'node:net';
import * as tls from 'node:tls';
import type { ApiError } from '../../src/api/errors.ts';
import { Http, type HttpOptions, type RequestOptions } from '../../src/api/http.ts';
import { LOCALHOST } from '../../tools/simulator/certificate/localhost.ts';
import { serveSockets } from '../http-server.ts';

export const PATH = '/xplenation/api/jobs/305';

export function httpTo(apiUrl: URL, options: Partial<HttpOptions> = {}): Http {
  return new Http({ apiUrl, headers: {}, requestTimeoutMs: 5_000, ...options });
}

/** A client of a server that responds to each request with these bytes, and then does what `after` says. */
export async function httpToBytes(
  bytes: string | Buffer,
  after: (socket: Socket) => void = () => undefined,
): Promise<Http> {
  const url = await serveSockets((socket) => {
    socket.on('data', () => socket.write(bytes, () => after(socket)));
  });
  return httpTo(url);
}

/** The error that a request ends with. */
export async function errorOf(http: Http, options?: RequestOptions): Promise<ApiError> {
  return http.request('GET', PATH, options).then(
    (response) => {
      throw new Error(`there was a response: ${JSON.stringify(response)}`);
    },
    (error) => error,
  );
}

/** The head of a response of success, with these header fields. */
export function head(...lines: string[]): string {
  return ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n');
}

/** Has every connection of this process accept the certificate of the simulator, until the function that comes back is called. */
export function trustSimulator(): () => void {
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, LOCALHOST.cert]);
  return () => tls.setDefaultCACertificates(before);
}
