// @actions/http-client imports undici for getAgentDispatcher(), which this action never calls: a megabyte that no run uses.
export class ProxyAgent {
  constructor() {
    throw new Error('undici is not in this bundle: getAgentDispatcher() cannot be used. See tools/stubs/undici.js.');
  }
}
