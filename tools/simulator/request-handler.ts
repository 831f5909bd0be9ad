import type { IncomingMessage, ServerResponse } from 'node:http';
import { applyConnectionFault, applyFault } from './faults/apply.ts';
import { isLineFault } from './faults/fault.ts';
import type { Faults } from './faults/rules.ts';
import type { Connection } from './http/connection.ts';
import { RecordedRequest } from './http/recorded-request.ts';
import { ResponseWriter } from './http/response-writer.ts';
import type { Api } from './service/api.ts';

/** Takes what arrives: records each request, and has it answered by the API, or spoilt by a fault. */
export class RequestHandler {
  /** All requests since the start, in the order in which they were read. */
  readonly requests: RecordedRequest[] = [];
  readonly #api: Api;
  readonly #faults: Faults;
  readonly #onRequest: (request: RecordedRequest) => void;
  readonly #startedAt = performance.now();

  /** @param onRequest called with each request when its response is over */
  constructor(api: Api, faults: Faults, onRequest: (request: RecordedRequest) => void = () => {}) {
    this.#api = api;
    this.#faults = faults;
    this.#onRequest = onRequest;
  }

  /** Whether a connection that was just accepted is to be served. */
  async admit(connection: Connection): Promise<boolean> {
    const fault = this.#faults.forConnection();
    return fault === undefined || (await applyConnectionFault(fault, connection));
  }

  /** Answers a request. Ends when its response does, or its connection. */
  async serve(message: IncomingMessage, response: ServerResponse, connection: Connection): Promise<void> {
    const body = await readBody(message);
    if (body === undefined) return;
    const request = new RecordedRequest(message, body, performance.now() - this.#startedAt, connection.number);
    this.requests.push(request);
    const writer = new ResponseWriter(request, message, response, connection);
    response.once('close', () => this.#onRequest(request));
    try {
      await this.#respond(request, writer);
    } catch (error) {
      // A mistake of the simulator's own, or of a rule: it is answered, where a test sees it.
      await writer.send(this.#api.error(500, `The simulator failed: ${(error as Error).stack}`));
    }
  }

  async #respond(request: RecordedRequest, writer: ResponseWriter): Promise<void> {
    const drawn = this.#faults.forRequest(request.method, request.path);
    if (drawn === undefined || isLineFault(drawn.fault)) return writer.send(this.#api.respond(request));
    request.fault = drawn.fault.kind;
    await applyFault(drawn.fault, drawn.rule, request, writer, this.#api);
  }
}

/** The whole body; undefined where the client leaves before its end. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}
