import type * as http from 'node:http';
import type * as https from 'node:https';

/** What @actions/http-client does not show of one request. */
export class RequestState {
  /** Whether a connection to the service stood. Until then nothing can have been delivered. */
  isConnected = false;
  readonly #onProtocolSwitch: () => void;

  /** @param onProtocolSwitch called for an answer of 101, after which Node reports neither a response nor an error */
  constructor(onProtocolSwitch: () => void) {
    this.#onProtocolSwitch = onProtocolSwitch;
  }

  /** @returns Node's `http` or `https`, whose requests are followed */
  follow(module: typeof http | typeof https): typeof https {
    const onConnect = () => {
      this.isConnected = true;
    };
    const request = (options: https.RequestOptions, onResponse: (response: http.IncomingMessage) => void) => {
      const request = module.request(options, onResponse);
      request.once('socket', (socket) => {
        if (request.reusedSocket) this.isConnected = true;
        else socket.once(options.protocol === 'https:' ? 'secureConnect' : 'connect', onConnect);
      });
      request.once('upgrade', (_, socket) => {
        socket.destroy();
        this.#onProtocolSwitch();
      });
      return request;
    };
    return { request } as typeof https;
  }
}
