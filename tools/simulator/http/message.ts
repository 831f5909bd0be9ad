import { STATUS_CODES } from 'node:http';

/** A header's name and value, as on the wire. */
export type Header = readonly [name: string, value: string];

/** A response before it is written. */
export interface HttpResponse {
  status: number;
  headers: readonly Header[];
  /** A string is sent as UTF-8. */
  body: string | Buffer;
}

/** A request as the API reads it. */
export interface HttpRequest {
  readonly method: string;
  /** The path with its query, as sent. */
  readonly path: string;
  readonly body: string;
  /** A header's value, whatever the case of its name. */
  header(name: string): string | undefined;
}

/** The headers of a whole response: its own, and the length of its body where it has one (RFC 9110, 8.6). */
export function framedHeaders({ status, headers, body }: HttpResponse): Header[] {
  if (status < 200 || status === 204 || status === 304) return [...headers];
  return [...headers, ['Content-Length', String(Buffer.byteLength(body))]];
}

/** Status line, headers and the empty line behind them, for what node:http does not write. */
export function headText(status: number, headers: readonly Header[]): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`;
}
