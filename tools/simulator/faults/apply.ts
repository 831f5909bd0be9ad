import type { Connection } from '../http/connection.ts';
import type { HttpRequest } from '../http/message.ts';
import type { ResponseWriter } from '../http/response-writer.ts';
import type { Api } from '../service/api.ts';
import { breakResponse } from './broken-response.ts';
import type { Fault, FaultRule, LineFault } from './fault.ts';
import type { Faults } from './rules.ts';
import { isWrong, wrongResponse } from './wrong-response.ts';

/** Applies the fault of a connection before its first request. @returns whether the connection is to be served */
export async function applyConnectionFault(faults: Faults, connection: Connection): Promise<boolean> {
  const fault = faults.forConnection();
  if (fault === undefined) return true;
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
  const asGet = { method: 'GET', path: request.path, body: '', header: (name: string) => request.header(name) };
  const own = api.respond(acts ? request : asGet);
  if (isWrong(fault)) return writer.send(wrongResponse(fault, request, own, api));
  return breakResponse(fault, writer, own);
}

/** Whether a client with patience gets the service's own response in spite of the fault. */
function bringsOwnResponse(fault: Fault): boolean {
  const slow = fault.kind.startsWith('trickle-') || (fault.kind.startsWith('stall-') && 'ms' in fault);
  return slow || ['patch', 'encoded-body', 'end-after-answer', 'reset-after-answer'].includes(fault.kind);
}
