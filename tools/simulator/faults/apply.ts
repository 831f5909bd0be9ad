import type { Connection } from '../http/connection.ts';
import type { HttpRequest, HttpResponse } from '../http/message.ts';
import type { ResponseWriter } from '../http/response-writer.ts';
import type { Api } from '../service/api.ts';
import { breakResponse } from './broken-response.ts';
import type { Fault, FaultRule, LineFault } from './fault.ts';
import { isWrong, wrongResponse } from './wrong-response.ts';

/** Applies a fault to a connection before its first request. @returns whether the connection is to be served */
export async function applyConnectionFault(fault: LineFault, connection: Connection): Promise<boolean> {
  if (fault.kind === 'reset-line') {
    await connection.reset();
    return false;
  }
  // What comes is thrown away where it never goes on: that is how the client's leaving is noticed.
  if (fault.ms === undefined) connection.tcp.resume().on('end', () => connection.tcp.destroy());
  await connection.pause(fault.ms);
  return true;
}

/** Answers a request with the fault of a rule. */
export async function applyFault(
  fault: Exclude<Fault, LineFault>,
  rule: FaultRule,
  request: HttpRequest,
  writer: ResponseWriter,
  api: Api,
): Promise<void> {
  if (rule.actsAfterMs !== undefined) setTimeout(() => api.respond(request), rule.actsAfterMs).unref();
  const acts = rule.actsAfterMs === undefined && (rule.acted === true || bringsOwnResponse(fault));
  // Without acting, the service's own response is that to a GET of the same path.
  const own: HttpResponse = api.respond(acts ? request : asGet(request));
  if (isWrong(fault)) return writer.send(wrongResponse(fault, request, own, api));
  return breakResponse(fault, writer, own);
}

/** Whether a client with patience gets the service's own response in spite of the fault. */
function bringsOwnResponse(fault: Fault): boolean {
  const slow = fault.kind.startsWith('trickle-') || (fault.kind.startsWith('stall-') && 'ms' in fault);
  return slow || ['patch', 'encoded-body', 'end-after-answer', 'reset-after-answer'].includes(fault.kind);
}

function asGet(request: HttpRequest): HttpRequest {
  return { method: 'GET', path: request.path, body: '', header: (name) => request.header(name) };
}
