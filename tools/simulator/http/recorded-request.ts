import type { IncomingMessage } from 'node:http';
import type { Header, HttpRequest } from './message.ts';

/** A request that came in, exactly as it was sent, and what became of it. */
export class RecordedRequest implements HttpRequest {
  readonly method: string;
  readonly path: string;
  /** Names and values in their order, as sent. */
  readonly headers: readonly Header[];
  readonly body: string;
  /** Milliseconds from the simulator's start to the request's last byte. */
  readonly atMs: number;
  /** The number of the connection that it came on, from 1. */
  readonly connection: number;
  /** The status that was sent; undefined as long as nothing was, or when a fault left no status line. */
  status: number | undefined;
  /** The kind of the fault that was applied to it, if one was. */
  fault: string | undefined;

  constructor(request: IncomingMessage, body: string, atMs: number, connection: number) {
    const { method = '', url = '', rawHeaders: raw } = request;
    this.method = method;
    this.path = url;
    this.headers = raw.flatMap((name, at): Header[] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []));
    this.body = body;
    this.atMs = atMs;
    this.connection = connection;
  }

  header(name: string): string | undefined {
    return this.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  }
}
