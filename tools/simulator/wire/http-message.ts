import { STATUS_CODES } from 'node:http';

/** A header's name and value, as on the wire. */
export type Header = readonly [name: string, value: string];

/** A request as it came, before anything is made of it. */
export interface ReceivedRequest {
  readonly method: string;
  /** The path with its query, as sent. */
  readonly target: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/** An answer before it is bytes. */
export interface Answer {
  status: number;
  headers: readonly Header[];
  /** A text is sent as UTF-8. */
  body: string | Buffer;
}

/** The status line and headers of an answer, without the empty line behind them. Nothing is checked: faults need that. */
export function headText(status: number, headers: readonly Header[], reason = STATUS_CODES[status] ?? ''): string {
  return [`HTTP/1.1 ${status} ${reason}`, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n');
}

/** The headers of a whole answer: its own, the date and the length of its body. */
export function framedHeaders({ status, headers, body }: Answer): Header[] {
  const framed: Header[] = [...headers, ['Date', new Date().toUTCString()]];
  // These have no body, nor a length of it (RFC 9110, 8.6).
  const bodiless = status < 200 || status === 204 || status === 304;
  return bodiless ? framed : [...framed, ['Content-Length', String(Buffer.byteLength(body))]];
}

/** A whole answer, as it should be on the wire. */
export function answerBytes(answer: Answer): Buffer {
  return messageBytes(headText(answer.status, framedHeaders(answer)), answer.body);
}

/** A head, the empty line, and what comes behind it. */
export function messageBytes(head: string, body: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(body)]);
}

/** One chunk of a chunked body (RFC 9112, 7.1). */
export function chunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

export function chunkedHeaders(headers: readonly Header[]): Header[] {
  return [...headers.filter(([name]) => name !== 'Content-Length'), ['Transfer-Encoding', 'chunked']];
}

export function withLength(headers: readonly Header[], length: number): Header[] {
  return headers.map((header) => (header[0] === 'Content-Length' ? [header[0], String(length)] : header));
}
