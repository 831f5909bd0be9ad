import type { Socket } from 'node:net';
import type { Header, ReceivedRequest } from './http-message.ts';

/** The client sent what is no HTTP/1.1 request, or too much of it. */
export class BadRequest extends Error {}

export interface HttpRequest extends ReceivedRequest {
  /** Whether the client wants to keep the line open after the answer. */
  readonly keepAlive: boolean;
}

const LARGEST_HEAD_BYTES = 64 * 1024;
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Reads HTTP/1.1 requests off a socket, one after another, until the client ends it. Written here, and not left to
 * node:http, because a twin that breaks answers byte by byte has to own the line.
 *
 * @param goAhead called when the client waits for a `100 Continue` before it sends the body
 * @throws BadRequest
 */
export async function* readRequests(socket: Socket, goAhead: () => void): AsyncGenerator<HttpRequest> {
  const inbox = new Inbox(socket);
  for (;;) {
    const head = await inbox.takeThrough('\r\n\r\n', LARGEST_HEAD_BYTES);
    if (head === undefined) return;
    const request = parseHead(head.toString('latin1'));
    if (/100-continue/i.test(find(request.headers, 'expect'))) goAhead();
    const body = await readBody(inbox, request.headers);
    if (body === undefined) return;
    yield { ...request, body };
  }
}

function parseHead(head: string): Omit<HttpRequest, 'body'> {
  const [requestLine = '', ...lines] = head.replace(/^(\r\n)+/, '').split('\r\n');
  const [, method = '', target = '', minor] = /^([!-~]+) (\S+) HTTP\/1\.([01])$/.exec(requestLine) ?? [];
  if (method === '') throw new BadRequest('The request was invalid: it is no HTTP/1.1.');
  const headers = lines.filter(Boolean).map((line): Header => {
    const [, name = '', value = ''] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === '') throw new BadRequest('The request was invalid: one of its headers is none.');
    return [name, value];
  });
  const connection = find(headers, 'connection');
  const keepAlive = minor === '1' ? !/close/i.test(connection) : /keep-alive/i.test(connection);
  return { method, target, headers, keepAlive };
}

async function readBody(inbox: Inbox, headers: readonly Header[]): Promise<Buffer | undefined> {
  if (/chunked/i.test(find(headers, 'transfer-encoding'))) return readChunks(inbox);
  const length = find(headers, 'content-length') || '0';
  if (!/^\d+$/.test(length) || Number(length) > LARGEST_BODY_BYTES) {
    throw new BadRequest('The request was invalid: so is the length of its body.');
  }
  return inbox.take(Number(length));
}

async function readChunks(inbox: Inbox): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  for (let size = 0; ; ) {
    const line = await inbox.takeThrough('\r\n', 1024);
    if (line === undefined) return undefined;
    const [hex = ''] = line.toString('latin1').split(/[;\r]/);
    if (!/^[0-9a-f]{1,8}$/i.test(hex.trim()))
      throw new BadRequest('The request was invalid: so is a chunk of its body.');
    const length = Number.parseInt(hex, 16);
    size += length;
    if (size > LARGEST_BODY_BYTES) throw new BadRequest('The request was invalid: its body is too large.');
    const chunk = await inbox.take(length + 2);
    if (chunk === undefined) return undefined;
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, length));
  }
}

function find(headers: readonly Header[], name: string): string {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}

/** Bytes that came and were not taken yet. The socket always flows, so that its end is noticed during an answer too. */
class Inbox {
  #bytes: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    socket.on('data', (bytes: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, bytes]);
      // Nobody sends that much by mistake; memory stays bounded.
      if (this.#bytes.length > LARGEST_HEAD_BYTES + LARGEST_BODY_BYTES) socket.destroy();
      this.#wake();
    });
    const end = () => {
      this.#ended = true;
      this.#wake();
    };
    socket.on('end', end);
    socket.on('close', end);
  }

  /** The next bytes, undefined when the line ends before there are as many. */
  take(count: number): Promise<Buffer | undefined> {
    return this.#takeWhenThere(() => count);
  }

  /** The bytes up to and with a mark. */
  takeThrough(mark: string, largest: number): Promise<Buffer | undefined> {
    return this.#takeWhenThere(() => {
      const at = this.#bytes.indexOf(mark);
      if (at > largest || (at < 0 && this.#bytes.length > largest)) {
        throw new BadRequest('The request was invalid: its headers are too large.');
      }
      return at < 0 ? Number.POSITIVE_INFINITY : at + mark.length;
    });
  }

  async #takeWhenThere(wanted: () => number): Promise<Buffer | undefined> {
    for (;;) {
      const count = wanted();
      if (count <= this.#bytes.length) {
        const taken = this.#bytes.subarray(0, count);
        this.#bytes = this.#bytes.subarray(count);
        return taken;
      }
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
