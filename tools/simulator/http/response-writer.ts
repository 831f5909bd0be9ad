import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connection } from './connection.ts';
import { framedHeaders, type Header, type HttpResponse, headText } from './message.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** Writes the response to one request, whole or in parts, well or badly. */
export class ResponseWriter {
  readonly connection: Connection;
  readonly #recorded: RecordedRequest;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;

  constructor(recorded: RecordedRequest, request: IncomingMessage, response: ServerResponse, connection: Connection) {
    this.connection = connection;
    this.#recorded = recorded;
    this.#request = request;
    this.#response = response;
  }

  /** Sends a whole response. The connection ends behind one with a header that node:http does not write. */
  async send(response: HttpResponse): Promise<void> {
    const headers = framedHeaders(response);
    if (headers.every(([, value]) => /^[\t\x20-\x7e\u0080-\uffff]*$/.test(value))) {
      this.#writeHead(response.status, headers);
      return this.end(response.body);
    }
    await this.writeRawHead(response.status, headText(response.status, [...headers, ['Connection', 'close']]));
    await this.writeRaw(response.body);
    return this.endConnection();
  }

  /** Sends the head, and the beginning of the body. The body is chunked where the headers have no length. */
  async sendStart(status: number, headers: readonly Header[], start: Buffer = Buffer.alloc(0)): Promise<void> {
    this.#writeHead(status, headers);
    this.#response.flushHeaders();
    if (start.length > 0) await this.write(start);
  }

  /** Sends a part of the body, and waits until it is handed to the network or the connection is closed. */
  async write(bytes: string | Buffer): Promise<void> {
    await this.#done((written) => this.#response.write(bytes, written));
  }

  /** Sends the last part of the body. */
  async end(bytes: string | Buffer = ''): Promise<void> {
    // As bytes: node:http writes the head in the encoding of a string that follows it.
    await this.#done((written) => this.#response.end(Buffer.from(bytes), written));
  }

  /** Writes bytes past node:http, which must not write to this connection any more. */
  async writeRaw(bytes: string | Buffer): Promise<void> {
    const { socket } = this.#request;
    if (socket.writable) await this.#done((written) => socket.write(bytes, written));
  }

  /** Writes a head, or a part of it, past node:http. */
  async writeRawHead(status: number, text: string): Promise<void> {
    this.#recorded.status = status;
    await this.writeRaw(text);
  }

  /** Ends the connection in order (FIN). */
  async endConnection(): Promise<void> {
    this.#request.socket.end();
  }

  #writeHead(status: number, headers: readonly Header[]): void {
    this.#recorded.status = status;
    // node:http writes one byte for each character of a header.
    const bytes = (value: string) => Buffer.from(value, 'utf8').toString('latin1');
    this.#response.writeHead(
      status,
      headers.flatMap(([name, value]) => [name, bytes(value)]),
    );
  }

  async #done(write: (written: () => void) => void): Promise<void> {
    if (this.connection.closed.aborted) return;
    await Promise.race([new Promise<void>((resolve) => write(() => resolve())), this.connection.whenClosed]);
  }
}
