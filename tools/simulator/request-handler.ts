import type { IncomingMessage, ServerResponse } from 'node:http';
import { breakResponse } from './faults/broken-response.ts';
import { type Broken, type Fault, isLineFault } from './faults/fault.ts';
import type { Faults } from './faults/rules.ts';
import { wrongResponse } from './faults/wrong-response.ts';
import type { Connection } from './http/connection.ts';
import { RecordedRequest } from './http/recorded-request.ts';
import { responseWriter } from './http/response-writer.ts';
import type { Api } from './service/api.ts';

/** Applies the fault of a connection before its first request. @returns whether the connection is to be served */
export async function admit(faults: Faults, connection: Connection): Promise<boolean> {
  const fault = faults.forConnection();
  if (fault?.kind === 'reset-line') await connection.reset();
  if (fault?.kind !== 'silent-line') return fault === undefined;
  // What comes is thrown away where it never goes on: that is how the client's leaving is noticed.
  if (fault.ms === undefined) connection.tcp.resume().on('end', () => connection.tcp.destroy());
  await connection.pause(fault.ms);
  return true;
}

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
    const chunks: Buffer[] | undefined = await message.toArray().catch(() => undefined);
    if (chunks === undefined) return;
    const body = Buffer.concat(chunks).toString('utf8');
    const request = new RecordedRequest(message, body, performance.now() - startedAt, connection.number);
    requests.push(request);
    response.once('close', () => onRequest(request));
    const writer = responseWriter(request, response, connection);
    try {
      const { fault, rule } = faults.forRequest(request.method, request.path) ?? {};
      if (fault === undefined || isLineFault(fault)) return await writer.send(api.respond(request));
      request.fault = fault.kind;
      const later = rule?.actsAfterMs;
      if (later !== undefined) setTimeout(() => api.respond(request), later).unref();
      const acts = later === undefined && (rule?.acted === true || bringsOwnResponse(fault));
      // Without acting, the service's own response is that to a GET of the same path.
      const header = (name: string) => request.header(name);
      const own = api.respond(acts ? request : { method: 'GET', path: request.path, body: '', header });
      const wrong = wrongResponse(fault, request, own, api);
      await (wrong === undefined ? breakResponse(fault as Broken, writer, own) : writer.send(wrong));
    } catch (error) {
      // A mistake of the simulator's own, or of a rule: it is answered, where a test sees it.
      await writer.send(api.error(500, `The simulator failed: ${(error as Error).stack}`));
    }
  };
}

/** Whether a client with patience gets the service's own response in spite of the fault. */
function bringsOwnResponse(fault: Fault): boolean {
  const slow = fault.kind.startsWith('trickle-') || (fault.kind.startsWith('stall-') && 'ms' in fault);
  return slow || ['patch', 'encoded-body', 'end-after-answer', 'reset-after-answer'].includes(fault.kind);
}
