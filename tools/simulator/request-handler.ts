import type { IncomingMessage, ServerResponse } from 'node:http';
import { applyFault } from './faults/apply.ts';
import { isLineFault } from './faults/fault.ts';
import type { Faults } from './faults/rules.ts';
import type { Connection } from './http/connection.ts';
import { RecordedRequest } from './http/recorded-request.ts';
import { responseWriter } from './http/response-writer.ts';
import type { Api } from './service/api.ts';

/**
 * Makes what answers each request: by the API, or with a fault. It ends when the response does, or the connection.
 *
 * @param requests where requests are recorded, in the order in which they were read
 * @param onRequest called with each request when its response is over
 */
export function requestHandler(
  api: Api,
  faults: Faults,
  requests: RecordedRequest[],
  onRequest: (request: RecordedRequest) => void = () => {},
) {
  const startedAt = performance.now();
  return async (message: IncomingMessage, response: ServerResponse, connection: Connection): Promise<void> => {
    const body = await readBody(message);
    if (body === undefined) return;
    const request = new RecordedRequest(message, body, performance.now() - startedAt, connection.number);
    requests.push(request);
    response.once('close', () => onRequest(request));
    const writer = responseWriter(request, message, response, connection);
    const drawn = faults.forRequest(request.method, request.path);
    try {
      if (drawn === undefined || isLineFault(drawn.fault)) return await writer.send(api.respond(request));
      request.fault = drawn.fault.kind;
      await applyFault(drawn.fault, drawn.rule, request, writer, api);
    } catch (error) {
      // A mistake of the simulator's own, or of a rule: it is answered, where a test sees it.
      await writer.send(api.error(500, `The simulator failed: ${(error as Error).stack}`));
    }
  };
}

/** The whole body; undefined where the client leaves before its end. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks = await message.toArray().catch(() => undefined);
  return chunks && Buffer.concat(chunks).toString('utf8');
}
