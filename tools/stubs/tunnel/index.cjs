// @actions/http-client imports tunnel, which loads node:assert and more, for every request; only one that goes through a
// proxy needs it. tunnel itself is installed as tunnel-itself. See package.json, "overrides".
for (const kind of ['httpOverHttp', 'httpsOverHttp', 'httpOverHttps', 'httpsOverHttps']) {
  exports[kind] = (options) => require('tunnel-itself')[kind](options);
}
