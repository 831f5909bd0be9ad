import type { Header } from './wire/http-message.ts';
import type { HttpRequest } from './wire/request-reader.ts';

/** A request that came in, exactly as it was sent, and what it was answered. */
export class RecordedRequest {
  readonly method: string;
  /** The path with its query, as sent. */
  readonly path: string;
  /** Names and values in their order, as sent. */
  readonly headers: readonly Header[];
  readonly body: string;
  /** Milliseconds from the simulator's start to the request's last byte. */
  readonly atMs: number;
  /** The number of the connection that it came on, from 1. */
  readonly connection: number;
  /** The status that was answered; undefined as long as nothing was, or when a fault left no status line. */
  status: number | undefined;
  /** The kind of the fault that befell it, if one did. */
  fault: string | undefined;

  constructor(request: HttpRequest, atMs: number, connection: number) {
    this.method = request.method;
    this.path = request.target;
    this.headers = request.headers;
    this.body = request.body.toString('utf8');
    this.atMs = atMs;
    this.connection = connection;
  }

  /** A header's value, whatever the case of its name. */
  header(name: string): string | undefined {
    return this.headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  }
}
