import type { ServerResponse } from 'node:http';
import type { Connection } from './connection.ts';
import { framedHeaders, type Header, type HttpResponse, headText } from './message.ts';
import type { RecordedRequest } from './recorded-request.ts';

export type ResponseWriter = ReturnType<typeof responseWriter>;

/** Writes the response to one request, whole or in parts, well or badly, and records its status. */
export function responseWriter(recorded: RecordedRequest, response: ServerResponse, connection: Connection) {
  const { socket } = response.req;
  async function done(write: (written: () => void) => void): Promise<void> {
    if (connection.closed.aborted) return;
    await Promise.race([new Promise<void>((resolve) => write(() => resolve())), connection.whenClosed]);
  }
  function writeHead(status: number, headers: readonly Header[]): void {
    recorded.status = status;
    // node:http writes one byte for each character of a header.
    const bytes = (value: string) => Buffer.from(value, 'utf8').toString('latin1');
    response.writeHead(
      status,
      headers.flatMap(([name, value]) => [name, bytes(value)]),
    );
  }
  const writer = {
    connection,
    /** Sends a whole response. The connection ends behind one with a header that node:http does not write. */
    async send(whole: HttpResponse): Promise<void> {
      const headers = framedHeaders(whole);
      if (headers.every(([, value]) => /^[\t\x20-\x7e\u0080-\uffff]*$/.test(value))) {
        writeHead(whole.status, headers);
        return writer.end(whole.body);
      }
      await writer.writeRaw(headText(whole.status, [...headers, ['Connection', 'close']]), whole.status);
      await writer.writeRaw(whole.body);
      return writer.endConnection();
    },
    /** Sends the head, and the beginning of the body. The body is chunked where the headers have no length. */
    async sendStart(status: number, headers: readonly Header[], start = Buffer.alloc(0)): Promise<void> {
      writeHead(status, headers);
      response.flushHeaders();
      if (start.length > 0) await writer.write(start);
    },
    /** Sends a part of the body, and waits until it is handed to the network or the connection is closed. */
    write: (bytes: string | Buffer) => done((written) => response.write(bytes, written)),
    /** Sends the last part of the body: as bytes, for a string would set the encoding of the head, too. */
    end: (bytes: string | Buffer = '') => done((written) => response.end(Buffer.from(bytes), written)),
    /** Writes past node:http, which must not write to this connection any more. @param status of a head */
    async writeRaw(bytes: string | Buffer, status = recorded.status): Promise<void> {
      recorded.status = status;
      if (socket.writable) await done((written) => socket.write(bytes, written));
    },
    /** Ends the connection in order (FIN). */
    async endConnection(): Promise<void> {
      socket.end();
    },
  };
  return writer;
}
