// @actions/http-client imports tunnel for the agents that it makes for a proxy. This action makes its own: src/api/proxy.ts.
function unavailable() {
  throw new Error('tunnel is not in this bundle: getAgent() cannot be used with a proxy. See tools/stubs/tunnel.js.');
}

export {
  unavailable as httpOverHttp,
  unavailable as httpOverHttps,
  unavailable as httpsOverHttp,
  unavailable as httpsOverHttps,
};
