// @actions/http-client imports undici for getAgentDispatcher(), which this action never calls: its requests, through
// proxies too, go over node:https and `tunnel`. See package.json, "overrides".
exports.ProxyAgent = class ProxyAgent {
  constructor() {
    throw new Error('undici is left out of this action: getAgentDispatcher() cannot be used. See tools/stubs/undici.');
  }
};
