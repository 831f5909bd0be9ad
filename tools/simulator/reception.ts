import { type Fault, isLineFault } from './faults/fault.ts';
import type { Faults } from './faults/faults.ts';
import { playFault, playLineFault } from './faults/play.ts';
import { Stage } from './faults/stage.ts';
import { RecordedRequest } from './recorded-request.ts';
import type { Api } from './service/api.ts';
import type { Connection } from './wire/connection.ts';
import { answerBytes } from './wire/http-message.ts';
import { BadRequest, type HttpRequest, readRequests } from './wire/request-reader.ts';

/** Takes the lines that were accepted: reads their requests, and has each answered, or spoilt by a fault. */
export class Reception {
  /** All requests since the start, in the order in which they were read. */
  readonly requests: RecordedRequest[] = [];
  readonly #api: Api;
  readonly #faults: Faults;
  readonly #onRequest: (request: RecordedRequest) => void;
  readonly #startedAt = performance.now();

  /** @param onRequest told of each request when its answer is over */
  constructor(api: Api, faults: Faults, onRequest: (request: RecordedRequest) => void = () => {}) {
    this.#api = api;
    this.#faults = faults;
    this.#onRequest = onRequest;
  }

  /** Whether a line that was just accepted is to be served. */
  async admit(line: Connection): Promise<boolean> {
    const fault = this.#faults.forLine();
    return fault === undefined || (await playLineFault(fault, line));
  }

  /** Serves a line until one of its ends leaves. */
  async serve(line: Connection): Promise<void> {
    try {
      for await (const request of readRequests(line.socket, () => void line.write('HTTP/1.1 100 Continue\r\n\r\n'))) {
        const recorded = new RecordedRequest(request, performance.now() - this.#startedAt, line.number);
        this.requests.push(recorded);
        const goesOn = await this.#exchange(request, recorded, line);
        this.#onRequest(recorded);
        if (!goesOn || !request.keepAlive) break;
      }
    } catch (error) {
      // Anything but a bad request is a mistake of the simulator's own: it is answered, where a test sees it.
      const status = error instanceof BadRequest ? 400 : 500;
      await line.write(answerBytes(this.#api.refusal(status, (error as Error).message)));
    }
    line.end();
  }

  /** @returns whether the line goes on */
  async #exchange(request: HttpRequest, recorded: RecordedRequest, line: Connection): Promise<boolean> {
    const told = (status: number) => {
      recorded.status = status;
    };
    const befallen = this.#faults.forRequest(request.method, request.target);
    if (befallen === undefined || isLineFault(befallen.fault)) {
      const answer = this.#api.answer(request);
      told(answer.status);
      await line.write(answerBytes(answer));
      // The body of an answer to HEAD would be taken for the next answer.
      return request.method !== 'HEAD';
    }
    const { fault, acted } = befallen;
    recorded.fault = fault.kind;
    const acts = acted || request.method === 'GET' || bringsOwnAnswer(fault);
    // Without acting, the service shows what is there: the answer of a look at the same path.
    const answer = this.#api.answer(acts ? request : { ...request, method: 'GET' });
    const refuse = (status: number, message: string) => this.#api.refusal(status, message);
    return playFault(fault, new Stage({ line, answer, refuse, told }));
  }
}

/** Whether a client with patience gets the service's own answer in spite of the fault. */
function bringsOwnAnswer(fault: Fault): boolean {
  const slow = fault.kind.startsWith('trickle-') || (fault.kind.startsWith('stall-') && 'ms' in fault);
  return slow || fault.kind === 'patch' || fault.kind.endsWith('-after-answer');
}
