(() => {
  "use strict";
  var __webpack_modules__ = {};
  var __webpack_module_cache__ = {};
  function __nccwpck_require__(moduleId) {
    var cachedModule = __webpack_module_cache__[moduleId];
    if (cachedModule !== void 0) return cachedModule.exports;
    var module = __webpack_module_cache__[moduleId] = {
      exports: {}
    };
    var threw = true;
    try {
      __webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
      threw = false;
    } finally {
      if (threw) delete __webpack_module_cache__[moduleId];
    }
    return module.exports;
  }
  if (typeof __nccwpck_require__ !== "undefined") __nccwpck_require__.ab = __dirname + "/";
  (() => {
    var getProto = Object.getPrototypeOf ? obj => Object.getPrototypeOf(obj) : obj => obj.__proto__;
    var leafPrototypes;
    __nccwpck_require__.t = function(value, mode) {
      if (mode & 1) value = this(value);
      if (mode & 8) return value;
      if (typeof value === "object" && value) {
        if (mode & 4 && value.__esModule) return value;
        if (mode & 16 && typeof value.then === "function") return value;
      }
      var ns = Object.create(null);
      __nccwpck_require__.r(ns);
      var def = {};
      leafPrototypes = leafPrototypes || [ null, getProto({}), getProto([]), getProto(getProto) ];
      for (var current = mode & 2 && value; typeof current == "object" && !~leafPrototypes.indexOf(current); current = getProto(current)) Object.getOwnPropertyNames(current).forEach(key => def[key] = () => value[key]);
      def["default"] = () => value;
      __nccwpck_require__.d(ns, def);
      return ns;
    };
  })();
  (() => {
    __nccwpck_require__.d = (exports, definition) => {
      for (var key in definition) if (__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) Object.defineProperty(exports, key, {
        enumerable: true,
        get: definition[key]
      });
    };
  })();
  (() => {
    __nccwpck_require__.o = (obj, prop) => Object.prototype.hasOwnProperty.call(obj, prop);
  })();
  (() => {
    __nccwpck_require__.r = exports => {
      if (typeof Symbol !== "undefined" && Symbol.toStringTag) Object.defineProperty(exports, Symbol.toStringTag, {
        value: "Module"
      });
      Object.defineProperty(exports, "__esModule", {
        value: true
      });
    };
  })();
  var __webpack_exports__ = {};
  const GRACE_MS = 5e3;
  function listenForCancel() {
    const requested = new AbortController;
    const graceOver = new AbortController;
    const cancel = () => {
      if (requested.signal.aborted) return;
      requested.abort();
      setTimeout(() => graceOver.abort(), GRACE_MS).unref();
    };
    for (const signal of [ "SIGINT", "SIGTERM", "SIGHUP" ]) process.on(signal, cancel);
    return {
      requested: requested.signal,
      graceOver: graceOver.signal
    };
  }
  const external_os_namespaceObject = require("os");
  function utils_toCommandValue(input) {
    if (input === null || input === void 0) return ""; else if (typeof input === "string" || input instanceof String) return input;
    return JSON.stringify(input);
  }
  function utils_toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) return {};
    return {
      title: annotationProperties.title,
      file: annotationProperties.file,
      line: annotationProperties.startLine,
      endLine: annotationProperties.endLine,
      col: annotationProperties.startColumn,
      endColumn: annotationProperties.endColumn
    };
  }
  function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
  }
  function command_issue(name, message = "") {
    command_issueCommand(name, {}, message);
  }
  const CMD_STRING = "::";
  class Command {
    constructor(command, properties, message) {
      if (!command) command = "missing.command";
      this.command = command;
      this.properties = properties;
      this.message = message;
    }
    toString() {
      let cmdStr = CMD_STRING + this.command;
      if (this.properties && Object.keys(this.properties).length > 0) {
        cmdStr += " ";
        let first = true;
        for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) first = false; else cmdStr += ",";
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
      cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
      return cmdStr;
    }
  }
  function escapeData(s) {
    return utils_toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
  }
  function escapeProperty(s) {
    return utils_toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
  }
  require("crypto");
  require("fs");
  require("path");
  const external_http_namespaceObject = require("http");
  var external_http_namespaceObject_0 = __nccwpck_require__.t(external_http_namespaceObject, 2);
  const external_https_namespaceObject = require("https");
  var external_https_namespaceObject_0 = __nccwpck_require__.t(external_https_namespaceObject, 2);
  function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === "https:";
    if (checkBypass(reqUrl)) return;
    const proxyVar = (() => {
      if (usingSsl) return process.env["https_proxy"] || process.env["HTTPS_PROXY"]; else return process.env["http_proxy"] || process.env["HTTP_PROXY"];
    })();
    if (proxyVar) try {
      return new DecodedURL(proxyVar);
    } catch (_a) {
      if (!proxyVar.startsWith("http://") && !proxyVar.startsWith("https://")) return new DecodedURL(`http://${proxyVar}`);
    } else return;
  }
  function checkBypass(reqUrl) {
    if (!reqUrl.hostname) return false;
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) return true;
    const noProxy = process.env["no_proxy"] || process.env["NO_PROXY"] || "";
    if (!noProxy) return false;
    let reqPort;
    if (reqUrl.port) reqPort = Number(reqUrl.port); else if (reqUrl.protocol === "http:") reqPort = 80; else if (reqUrl.protocol === "https:") reqPort = 443;
    const upperReqHosts = [ reqUrl.hostname.toUpperCase() ];
    if (typeof reqPort === "number") upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    for (const upperNoProxyItem of noProxy.split(",").map(x => x.trim().toUpperCase()).filter(x => x)) if (upperNoProxyItem === "*" || upperReqHosts.some(x => x === upperNoProxyItem || x.endsWith(`.${upperNoProxyItem}`) || upperNoProxyItem.startsWith(".") && x.endsWith(`${upperNoProxyItem}`))) return true;
    return false;
  }
  function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return hostLower === "localhost" || hostLower.startsWith("127.") || hostLower.startsWith("[::1]") || hostLower.startsWith("[0:0:0:0:0:0:0:1]");
  }
  class DecodedURL extends URL {
    constructor(url, base) {
      super(url, base);
      this._decodedUsername = decodeURIComponent(super.username);
      this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
      return this._decodedUsername;
    }
    get password() {
      return this._decodedPassword;
    }
  }
  function unavailable() {
    throw new Error("tunnel is not in this bundle: getAgent() cannot be used with a proxy. See tools/stubs/tunnel.js.");
  }
  class ProxyAgent {
    constructor() {
      throw new Error("undici is not in this bundle: getAgentDispatcher() cannot be used. See tools/stubs/undici.js.");
    }
  }
  var __awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
    function adopt(value) {
      return value instanceof P ? value : new P(function(resolve) {
        resolve(value);
      });
    }
    return new (P || (P = Promise))(function(resolve, reject) {
      function fulfilled(value) {
        try {
          step(generator.next(value));
        } catch (e) {
          reject(e);
        }
      }
      function rejected(value) {
        try {
          step(generator["throw"](value));
        } catch (e) {
          reject(e);
        }
      }
      function step(result) {
        result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
      }
      step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
  };
  var HttpCodes;
  (function(HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
  })(HttpCodes || (HttpCodes = {}));
  var Headers;
  (function(Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
  })(Headers || (Headers = {}));
  var MediaTypes;
  (function(MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
  })(MediaTypes || (MediaTypes = {}));
  const HttpRedirectCodes = [ HttpCodes.MovedPermanently, HttpCodes.ResourceMoved, HttpCodes.SeeOther, HttpCodes.TemporaryRedirect, HttpCodes.PermanentRedirect ];
  const HttpResponseRetryCodes = [ HttpCodes.BadGateway, HttpCodes.ServiceUnavailable, HttpCodes.GatewayTimeout ];
  const RetryableHttpVerbs = [ "OPTIONS", "GET", "DELETE", "HEAD" ];
  const ExponentialBackoffCeiling = 10;
  const ExponentialBackoffTimeSlice = 5;
  class HttpClientError extends Error {
    constructor(message, statusCode) {
      super(message);
      this.name = "HttpClientError";
      this.statusCode = statusCode;
      Object.setPrototypeOf(this, HttpClientError.prototype);
    }
  }
  class HttpClientResponse {
    constructor(message) {
      this.message = message;
    }
    readBody() {
      return __awaiter(this, void 0, void 0, function*() {
        return new Promise(resolve => __awaiter(this, void 0, void 0, function*() {
          let output = Buffer.alloc(0);
          this.message.on("data", chunk => {
            output = Buffer.concat([ output, chunk ]);
          });
          this.message.on("end", () => {
            resolve(output.toString());
          });
        }));
      });
    }
    readBodyBuffer() {
      return __awaiter(this, void 0, void 0, function*() {
        return new Promise(resolve => __awaiter(this, void 0, void 0, function*() {
          const chunks = [];
          this.message.on("data", chunk => {
            chunks.push(chunk);
          });
          this.message.on("end", () => {
            resolve(Buffer.concat(chunks));
          });
        }));
      });
    }
  }
  class lib_HttpClient {
    constructor(userAgent, handlers, requestOptions) {
      this._ignoreSslError = false;
      this._allowRedirects = true;
      this._allowRedirectDowngrade = false;
      this._maxRedirects = 50;
      this._allowRetries = false;
      this._maxRetries = 1;
      this._keepAlive = false;
      this._disposed = false;
      this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
      this.handlers = handlers || [];
      this.requestOptions = requestOptions;
      if (requestOptions) {
        if (requestOptions.ignoreSslError != null) this._ignoreSslError = requestOptions.ignoreSslError;
        this._socketTimeout = requestOptions.socketTimeout;
        if (requestOptions.allowRedirects != null) this._allowRedirects = requestOptions.allowRedirects;
        if (requestOptions.allowRedirectDowngrade != null) this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
        if (requestOptions.maxRedirects != null) this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
        if (requestOptions.keepAlive != null) this._keepAlive = requestOptions.keepAlive;
        if (requestOptions.allowRetries != null) this._allowRetries = requestOptions.allowRetries;
        if (requestOptions.maxRetries != null) this._maxRetries = requestOptions.maxRetries;
      }
    }
    options(requestUrl, additionalHeaders) {
      return __awaiter(this, void 0, void 0, function*() {
        return this.request("OPTIONS", requestUrl, null, additionalHeaders || {});
      });
    }
    get(requestUrl, additionalHeaders) {
      return __awaiter(this, void 0, void 0, function*() {
        return this.request("GET", requestUrl, null, additionalHeaders || {});
      });
    }
    del(requestUrl, additionalHeaders) {
      return __awaiter(this, void 0, void 0, function*() {
        return this.request("DELETE", requestUrl, null, additionalHeaders || {});
      });
    }
    post(requestUrl, data, additionalHeaders) {
      return __awaiter(this, void 0, void 0, function*() {
        return this.request("POST", requestUrl, data, additionalHeaders || {});
      });
    }
    patch(requestUrl, data, additionalHeaders) {
      return __awaiter(this, void 0, void 0, function*() {
        return this.request("PATCH", requestUrl, data, additionalHeaders || {});
      });
    }
    put(requestUrl, data, additionalHeaders) {
      return __awaiter(this, void 0, void 0, function*() {
        return this.request("PUT", requestUrl, data, additionalHeaders || {});
      });
    }
    head(requestUrl, additionalHeaders) {
      return __awaiter(this, void 0, void 0, function*() {
        return this.request("HEAD", requestUrl, null, additionalHeaders || {});
      });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
      return __awaiter(this, void 0, void 0, function*() {
        return this.request(verb, requestUrl, stream, additionalHeaders);
      });
    }
    getJson(requestUrl_1) {
      return __awaiter(this, arguments, void 0, function*(requestUrl, additionalHeaders = {}) {
        additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
        const res = yield this.get(requestUrl, additionalHeaders);
        return this._processResponse(res, this.requestOptions);
      });
    }
    postJson(requestUrl_1, obj_1) {
      return __awaiter(this, arguments, void 0, function*(requestUrl, obj, additionalHeaders = {}) {
        const data = JSON.stringify(obj, null, 2);
        additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
        additionalHeaders[Headers.ContentType] = this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
        const res = yield this.post(requestUrl, data, additionalHeaders);
        return this._processResponse(res, this.requestOptions);
      });
    }
    putJson(requestUrl_1, obj_1) {
      return __awaiter(this, arguments, void 0, function*(requestUrl, obj, additionalHeaders = {}) {
        const data = JSON.stringify(obj, null, 2);
        additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
        additionalHeaders[Headers.ContentType] = this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
        const res = yield this.put(requestUrl, data, additionalHeaders);
        return this._processResponse(res, this.requestOptions);
      });
    }
    patchJson(requestUrl_1, obj_1) {
      return __awaiter(this, arguments, void 0, function*(requestUrl, obj, additionalHeaders = {}) {
        const data = JSON.stringify(obj, null, 2);
        additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
        additionalHeaders[Headers.ContentType] = this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
        const res = yield this.patch(requestUrl, data, additionalHeaders);
        return this._processResponse(res, this.requestOptions);
      });
    }
    request(verb, requestUrl, data, headers) {
      return __awaiter(this, void 0, void 0, function*() {
        if (this._disposed) throw new Error("Client has already been disposed.");
        const parsedUrl = new URL(requestUrl);
        let info = this._prepareRequest(verb, parsedUrl, headers);
        const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb) ? this._maxRetries + 1 : 1;
        let numTries = 0;
        let response;
        do {
          response = yield this.requestRaw(info, data);
          if (response && response.message && response.message.statusCode === HttpCodes.Unauthorized) {
            let authenticationHandler;
            for (const handler of this.handlers) if (handler.canHandleAuthentication(response)) {
              authenticationHandler = handler;
              break;
            }
            if (authenticationHandler) return authenticationHandler.handleAuthentication(this, info, data); else return response;
          }
          let redirectsRemaining = this._maxRedirects;
          while (response.message.statusCode && HttpRedirectCodes.includes(response.message.statusCode) && this._allowRedirects && redirectsRemaining > 0) {
            const redirectUrl = response.message.headers["location"];
            if (!redirectUrl) break;
            const parsedRedirectUrl = new URL(redirectUrl);
            if (parsedUrl.protocol === "https:" && parsedUrl.protocol !== parsedRedirectUrl.protocol && !this._allowRedirectDowngrade) throw new Error("Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.");
            yield response.readBody();
            if (parsedRedirectUrl.hostname !== parsedUrl.hostname) for (const header in headers) if (header.toLowerCase() === "authorization") delete headers[header];
            info = this._prepareRequest(verb, parsedRedirectUrl, headers);
            response = yield this.requestRaw(info, data);
            redirectsRemaining--;
          }
          if (!response.message.statusCode || !HttpResponseRetryCodes.includes(response.message.statusCode)) return response;
          numTries += 1;
          if (numTries < maxTries) {
            yield response.readBody();
            yield this._performExponentialBackoff(numTries);
          }
        } while (numTries < maxTries);
        return response;
      });
    }
    dispose() {
      if (this._agent) this._agent.destroy();
      this._disposed = true;
    }
    requestRaw(info, data) {
      return __awaiter(this, void 0, void 0, function*() {
        return new Promise((resolve, reject) => {
          function callbackForResult(err, res) {
            if (err) reject(err); else if (!res) reject(new Error("Unknown error")); else resolve(res);
          }
          this.requestRawWithCallback(info, data, callbackForResult);
        });
      });
    }
    requestRawWithCallback(info, data, onResult) {
      if (typeof data === "string") {
        if (!info.options.headers) info.options.headers = {};
        info.options.headers["Content-Length"] = Buffer.byteLength(data, "utf8");
      }
      let callbackCalled = false;
      function handleResult(err, res) {
        if (!callbackCalled) {
          callbackCalled = true;
          onResult(err, res);
        }
      }
      const req = info.httpModule.request(info.options, msg => {
        const res = new HttpClientResponse(msg);
        handleResult(void 0, res);
      });
      let socket;
      req.on("socket", sock => {
        socket = sock;
      });
      req.setTimeout(this._socketTimeout || 3 * 6e4, () => {
        if (socket) socket.end();
        handleResult(new Error(`Request timeout: ${info.options.path}`));
      });
      req.on("error", function(err) {
        handleResult(err);
      });
      if (data && typeof data === "string") req.write(data, "utf8");
      if (data && typeof data !== "string") {
        data.on("close", function() {
          req.end();
        });
        data.pipe(req);
      } else req.end();
    }
    getAgent(serverUrl) {
      const parsedUrl = new URL(serverUrl);
      return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
      const parsedUrl = new URL(serverUrl);
      const proxyUrl = getProxyUrl(parsedUrl);
      const useProxy = proxyUrl && proxyUrl.hostname;
      if (!useProxy) return;
      return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
      const info = {};
      info.parsedUrl = requestUrl;
      const usingSsl = info.parsedUrl.protocol === "https:";
      info.httpModule = usingSsl ? external_https_namespaceObject_0 : external_http_namespaceObject_0;
      const defaultPort = usingSsl ? 443 : 80;
      info.options = {};
      info.options.host = info.parsedUrl.hostname;
      info.options.port = info.parsedUrl.port ? parseInt(info.parsedUrl.port) : defaultPort;
      info.options.path = (info.parsedUrl.pathname || "") + (info.parsedUrl.search || "");
      info.options.method = method;
      info.options.headers = this._mergeHeaders(headers);
      if (this.userAgent != null) info.options.headers["user-agent"] = this.userAgent;
      info.options.agent = this._getAgent(info.parsedUrl);
      if (this.handlers) for (const handler of this.handlers) handler.prepareRequest(info.options);
      return info;
    }
    _mergeHeaders(headers) {
      if (this.requestOptions && this.requestOptions.headers) return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
      return lowercaseKeys(headers || {});
    }
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
      let clientHeader;
      if (this.requestOptions && this.requestOptions.headers) {
        const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
        if (headerValue) clientHeader = typeof headerValue === "number" ? headerValue.toString() : headerValue;
      }
      const additionalValue = additionalHeaders[header];
      if (additionalValue !== void 0) return typeof additionalValue === "number" ? additionalValue.toString() : additionalValue;
      if (clientHeader !== void 0) return clientHeader;
      return _default;
    }
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
      let clientHeader;
      if (this.requestOptions && this.requestOptions.headers) {
        const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
        if (headerValue) if (typeof headerValue === "number") clientHeader = String(headerValue); else if (Array.isArray(headerValue)) clientHeader = headerValue.join(", "); else clientHeader = headerValue;
      }
      const additionalValue = additionalHeaders[Headers.ContentType];
      if (additionalValue !== void 0) if (typeof additionalValue === "number") return String(additionalValue); else if (Array.isArray(additionalValue)) return additionalValue.join(", "); else return additionalValue;
      if (clientHeader !== void 0) return clientHeader;
      return _default;
    }
    _getAgent(parsedUrl) {
      let agent;
      const proxyUrl = getProxyUrl(parsedUrl);
      const useProxy = proxyUrl && proxyUrl.hostname;
      if (this._keepAlive && useProxy) agent = this._proxyAgent;
      if (!useProxy) agent = this._agent;
      if (agent) return agent;
      const usingSsl = parsedUrl.protocol === "https:";
      let maxSockets = 100;
      if (this.requestOptions) maxSockets = this.requestOptions.maxSockets || external_http_namespaceObject.globalAgent.maxSockets;
      if (proxyUrl && proxyUrl.hostname) {
        const agentOptions = {
          maxSockets: maxSockets,
          keepAlive: this._keepAlive,
          proxy: Object.assign(Object.assign({}, (proxyUrl.username || proxyUrl.password) && {
            proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
          }), {
            host: proxyUrl.hostname,
            port: proxyUrl.port
          })
        };
        let tunnelAgent;
        const overHttps = proxyUrl.protocol === "https:";
        if (usingSsl) tunnelAgent = overHttps ? unavailable : unavailable; else tunnelAgent = overHttps ? unavailable : unavailable;
        agent = tunnelAgent(agentOptions);
        this._proxyAgent = agent;
      }
      if (!agent) {
        const options = {
          keepAlive: this._keepAlive,
          maxSockets: maxSockets
        };
        agent = usingSsl ? new external_https_namespaceObject.Agent(options) : new external_http_namespaceObject.Agent(options);
        this._agent = agent;
      }
      if (usingSsl && this._ignoreSslError) agent.options = Object.assign(agent.options || {}, {
        rejectUnauthorized: false
      });
      return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
      let proxyAgent;
      if (this._keepAlive) proxyAgent = this._proxyAgentDispatcher;
      if (proxyAgent) return proxyAgent;
      const usingSsl = parsedUrl.protocol === "https:";
      proxyAgent = new ProxyAgent(Object.assign({
        uri: proxyUrl.href,
        pipelining: !this._keepAlive ? 0 : 1
      }, (proxyUrl.username || proxyUrl.password) && {
        token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString("base64")}`
      }));
      this._proxyAgentDispatcher = proxyAgent;
      if (usingSsl && this._ignoreSslError) proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
        rejectUnauthorized: false
      });
      return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
      const baseUserAgent = userAgent || "actions/http-client";
      const orchId = process.env["ACTIONS_ORCHESTRATION_ID"];
      if (orchId) {
        const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, "_");
        return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
      }
      return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
      return __awaiter(this, void 0, void 0, function*() {
        retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
        const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
        return new Promise(resolve => setTimeout(() => resolve(), ms));
      });
    }
    _processResponse(res, options) {
      return __awaiter(this, void 0, void 0, function*() {
        return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function*() {
          const statusCode = res.message.statusCode || 0;
          const response = {
            statusCode: statusCode,
            result: null,
            headers: {}
          };
          if (statusCode === HttpCodes.NotFound) resolve(response);
          function dateTimeDeserializer(key, value) {
            if (typeof value === "string") {
              const a = new Date(value);
              if (!isNaN(a.valueOf())) return a;
            }
            return value;
          }
          let obj;
          let contents;
          try {
            contents = yield res.readBody();
            if (contents && contents.length > 0) {
              if (options && options.deserializeDates) obj = JSON.parse(contents, dateTimeDeserializer); else obj = JSON.parse(contents);
              response.result = obj;
            }
            response.headers = res.message.headers;
          } catch (err) {}
          if (statusCode > 299) {
            let msg;
            if (obj && obj.message) msg = obj.message; else if (contents && contents.length > 0) msg = contents; else msg = `Failed request: (${statusCode})`;
            const err = new HttpClientError(msg, statusCode);
            err.result = response.result;
            reject(err);
          } else resolve(response);
        }));
      });
    }
  }
  const lowercaseKeys = obj => Object.keys(obj).reduce((c, k) => (c[k.toLowerCase()] = obj[k], 
  c), {});
  void 0 && (void 0).__awaiter;
  void 0 && (void 0).__awaiter;
  void 0 && (void 0).__awaiter;
  void 0 && (void 0).__awaiter;
  external_os_namespaceObject.platform();
  external_os_namespaceObject.arch();
  void 0 && (void 0).__awaiter;
  var ExitCode;
  (function(ExitCode) {
    ExitCode[ExitCode["Success"] = 0] = "Success";
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
  })(ExitCode || (ExitCode = {}));
  function core_setSecret(secret) {
    command_issueCommand("add-mask", {}, secret);
  }
  function core_debug(message) {
    command_issueCommand("debug", {}, message);
  }
  function error(message, properties = {}) {
    command_issueCommand("error", utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
  }
  function warning(message, properties = {}) {
    command_issueCommand("warning", utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
  }
  function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
  }
  function startGroup(name) {
    command_issue("group", name);
  }
  function endGroup() {
    command_issue("endgroup");
  }
  const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
  function printable(text, limit = 500) {
    const head = text.slice(0, limit * 4);
    const oneLine = head.replace(/\s+/g, " ").trim().replace(UNPRINTABLE, "�");
    const characters = Array.from(oneLine.replaceAll("##[", "# #["));
    if (head.length === text.length && characters.length <= limit) return characters.join("");
    return `${characters.slice(0, limit).join("")}… (cut, ${text.length} characters in all)`;
  }
  function duration(ms) {
    if (ms < 950) return `${Math.round(ms)} ms`;
    if (ms < 9950) return `${Number((ms / 1e3).toFixed(1))} s`;
    const seconds = Math.round(ms / 1e3);
    if (seconds < 120) return `${seconds} s`;
    if (seconds < 7200) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
  }
  const MAX_ANNOTATIONS = 10;
  const MAX_LINE = 4e3;
  class Log {
    #secrets;
    constructor(secrets) {
      this.#secrets = secrets;
    }
    info(text) {
      info(this.#oneLine(text));
    }
    warning(text, title) {
      this.#annotate(warning, "Warning", text, title);
    }
    error(text, title) {
      this.#annotate(error, "Error", text, title);
    }
    debug(text) {
      if (!isTerminal()) core_debug(this.#oneLine(text));
    }
    group(title, write) {
      if (!isTerminal()) startGroup(this.#oneLine(title));
      write();
      if (!isTerminal()) endGroup();
    }
    #annotate(command, word, text, title) {
      if (isTerminal()) info(`${word}: ${this.#oneLine(text)}`); else command(this.#oneLine(text), {
        title: this.#oneLine(title)
      });
    }
    #oneLine(text) {
      return printable(this.#secrets.redact(text), MAX_LINE);
    }
  }
  function isTerminal() {
    return process.stdout.isTTY === true;
  }
  class ParseError extends Error {
    explain;
    constructor(explain) {
      super(explain(() => "a text"));
      this.explain = explain;
    }
  }
  function quoted(text, redact) {
    if (text === "") return "nothing";
    const at = text.lastIndexOf("@");
    return `"${printable(redact(at < 0 ? text : `***${text.slice(at)}`), 200)}"`;
  }
  const AROUND = " \t\r\n";
  function trimmed(text) {
    let [start, end] = [ 0, text.length ];
    while (start < end && AROUND.includes(text.charAt(start))) start++;
    while (end > start && AROUND.includes(text.charAt(end - 1))) end--;
    return text.slice(start, end);
  }
  function words(text) {
    return text.split(/[ \t\r\n,]+/).filter(Boolean);
  }
  const HIDDEN = /(?![ \t\r\n])[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;
  const NAMES = {
    " ": "no-break space",
    "­": "soft hyphen",
    " ": "figure space",
    " ": "thin space",
    "​": "zero-width space",
    "‌": "zero-width non-joiner",
    "‍": "zero-width joiner",
    "‎": "left-to-right mark",
    "‏": "right-to-left mark",
    "\u2028": "line separator",
    " ": "narrow no-break space",
    "⁠": "word joiner",
    "　": "ideographic space",
    "\ufeff": "byte order mark"
  };
  function hiddenCharacter(text) {
    const character = HIDDEN.exec(text)?.[0];
    if (character === void 0) return;
    const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    const name = NAMES[character];
    return name === void 0 ? code : `${code} (${name})`;
  }
  function refuseHidden(text) {
    const hidden = hiddenCharacter(text);
    if (hidden === void 0) return;
    throw new ParseError(quote => `the invisible character ${hidden} is in ${quote(text)}. Remove it. ` + "Only spaces, tabs, line ends and commas separate values.");
  }
  const NOT_SET = {
    one: "stands for a value that was not set",
    many: "stand for values that were not set",
    advice: "Check the step, the script or the form that should set it."
  };
  const NOT_EXPANDED = {
    one: "is a variable that was not expanded",
    many: "are variables that were not expanded",
    advice: `Write an expression, for instance \${{ env.NAME }} or \${{ steps.ID.outputs.NAME }}.`
  };
  function placeholder(text) {
    if (/^(undefined|null|none|<?nil>?|nan|\[object Object\])$/i.test(text)) return NOT_SET;
    return /^\$|^%\w+%$|\{\{/.test(text) ? NOT_EXPANDED : void 0;
  }
  function parseApiKey(text, name = "the key") {
    const problem = problemOf(text);
    if (problem !== void 0) throw new ParseError(() => `${name} ${problem}`);
    return text;
  }
  function problemOf(key) {
    const scheme = /^(basic|bearer)\s/i.exec(key)?.[1];
    if (scheme !== void 0) return `begins with "${scheme}". Give the key alone, without the name of a scheme.`;
    if (/^(["'`]).*\1$/s.test(key)) return "has quotes around it, at its first and its last character. Remove them.";
    if (key.endsWith(":")) return 'ends with a colon, as in "curl -u KEY:". Remove the colon.';
    const unset = placeholder(key);
    if (unset !== void 0) return `${unset.one}. ${unset.advice}`;
    const characters = Array.from(key);
    const index = characters.findIndex(character => !/^[!-~]$/.test(character));
    if (index < 0) return;
    return `has ${kindOf(characters[index] ?? "")} at character ${index + 1}. Store the key again without it.`;
  }
  function kindOf(character) {
    if (/^\s$/.test(character)) return "white space";
    return /^[\p{C}\p{Default_Ignorable_Code_Point}]$/u.test(character) ? "an invisible character" : "a non-ASCII character";
  }
  function parseApiUrl(text) {
    refuseHidden(text);
    const hasScheme = /^([a-z][a-z0-9+.-]*:\/\/|https?:)/i.test(text);
    const withScheme = hasScheme || /^\W*$|^\//.test(text) ? text : `https://${text}`;
    if (!URL.canParse(withScheme)) throw new ParseError(quote => `${quote(text)} is not a URL. Give one like https://api.xplenty.com.`);
    const url = new URL(withScheme);
    if (url.username !== "" || url.password !== "" || /[?#]/.test(text)) throw new ParseError(quote => `${quote(text)} has a user, a password, a query or a fragment. Give the URL without them.`);
    if (!hasScheme) {
      const scheme = isLoopback(url.hostname) ? "http" : "https";
      throw new ParseError(quote => `${quote(text)} has no scheme. Write ${quote(`${scheme}://${text}`)}.`);
    }
    if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) throw new ParseError(quote => `${quote(text)} is not https. The key is sent only over https, except to this machine itself.`);
    return url;
  }
  function isLoopback(hostname) {
    return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  }
  function parseProxy(text) {
    const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
    refuseRawCredentials(withScheme);
    try {
      const url = new URL(withScheme);
      if (/^https?:$/.test(url.protocol)) {
        const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
        return {
          url: url,
          credentials: credentials === ":" ? void 0 : credentials
        };
      }
    } catch {}
    throw new ParseError(() => "it is set, but not to the URL of a proxy, like http://proxy.example:3128.");
  }
  function refuseRawCredentials(url) {
    const credentials = url.slice(url.indexOf("://") + 3, Math.max(url.lastIndexOf("@"), 0));
    const raw = /[\\#/?]/.exec(credentials)?.[0];
    if (raw === void 0) return;
    throw new ParseError(() => `its user name or password holds a "${raw}" as it is. Write ${encodeURIComponent(raw)} in its place.`);
  }
  function readApiKey(reader, secrets) {
    return reader.read("api-key", text => {
      const key = text || trimmed(process.env.XPLENTY_API_KEY ?? "");
      if (key === "") throw new ParseError(() => "no key was given. Pass the API key of an Xplenty user from a secret, or set XPLENTY_API_KEY. " + "GitHub gives no secrets to workflows of pull requests from forks, nor to those that Dependabot starts. " + 'A reusable workflow needs "secrets: inherit"; a secret of an environment needs "environment:" on the job.');
      for (const secret of [ key, base64(`${key}:`), base64(key) ]) secrets.add(secret);
      return parseApiKey(key, text === "" ? "the key in XPLENTY_API_KEY" : "the key");
    });
  }
  function readProxy(reader, apiUrl, secrets) {
    const proxies = [ "https_proxy", "HTTPS_PROXY" ].map(name => ({
      name: name,
      text: trimmed(process.env[name] ?? "")
    })).filter(({text: text}) => text !== "");
    for (const {text: text} of proxies) addProxySecrets(text, secrets);
    const [used] = proxies;
    if (used === void 0 || apiUrl === void 0 || checkBypass(apiUrl)) return;
    return reader.attempt(used.name, () => parseProxy(used.text));
  }
  function addProxySecrets(text, secrets) {
    try {
      const {url: url, credentials: credentials} = parseProxy(text);
      if (credentials === void 0) return;
      const parts = [ url.password, url.username ].flatMap(part => [ part, decodeURIComponent(part) ]);
      for (const secret of [ base64(credentials), ...parts ]) if (secret !== "") secrets.add(secret);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
    }
  }
  function base64(text) {
    return Buffer.from(text, "utf8").toString("base64");
  }
  function closestName(name, known) {
    const given = lettersOf(name);
    const distances = known.map(one => [ one, distanceTo(given, one) ]);
    const [closest, distance] = distances.reduce((best, next) => next[1] < best[1] ? next : best, [ "", 1 / 0 ]);
    return distance === 1 / 0 ? void 0 : closest;
  }
  function lettersOf(name) {
    return name.toLowerCase().split(/[^a-z0-9]+/).map(word => word.replace(/s$/, "")).join("");
  }
  function distanceTo(given, known) {
    const whole = lettersOf(known);
    const edits = editDistance(given, whole);
    if (edits <= 2) return edits;
    const beginnings = known.split("-").map((_, index, parts) => lettersOf(parts.slice(0, index + 1).join("-")));
    const first = beginnings[0] ?? "";
    if (given.length >= first.length && whole.startsWith(given)) return 3;
    return beginnings.some(beginning => beginning.length > 4 && editDistance(given, beginning) <= 1) ? 4 : 1 / 0;
  }
  function editDistance(one, other) {
    if (Math.abs(one.length - other.length) > 2) return 1 / 0;
    const rows = [ Array.from({
      length: other.length + 1
    }, (_, j) => j) ];
    const at = (i, j) => rows[i]?.[j] ?? 1 / 0;
    for (let i = 1; i <= one.length; i++) {
      rows[i] = [ i ];
      for (let j = 1; j <= other.length; j++) {
        const isSame = one[i - 1] === other[j - 1];
        const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        const changed = at(i - 1, j - 1) + (isSame ? 0 : 1);
        rows[i]?.push(Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1, isSwapped ? at(i - 2, j - 2) + 1 : 1 / 0));
      }
    }
    return at(one.length, other.length);
  }
  class InputReader {
    problems=[];
    #known;
    #redact;
    constructor(known, redact) {
      this.#known = known;
      this.#redact = redact;
    }
    checkNames() {
      const known = Object.keys(this.#known);
      const variables = new Set(known.map(variableOf));
      const before = this.problems.length;
      for (const variable of Object.keys(process.env)) {
        const compared = process.platform === "win32" ? variable.toUpperCase() : variable;
        const name = /^INPUT_(.+)/is.exec(compared)?.[1]?.toLowerCase();
        const meant = name === void 0 || variables.has(compared) ? void 0 : closestName(name, known);
        if (meant === void 0) continue;
        this.problems.push(`${name}: this is not an input. Write ${meant}. Where ${variable} is a variable of your own, rename it.`);
      }
      const lost = known.filter(name => this.#known[name]?.default !== void 0 && !hasArrived(name));
      if (lost.length > 0) this.problems.push(`${lost.join(", ")}: no value has arrived, though action.yml has a default. ` + "The shell dash, and wrappers that use it, drop variables with a hyphen in the name. " + "Start Node directly, or with bash.");
      return this.problems.length === before;
    }
    checkEmpty() {
      for (const name of Object.keys(this.#known)) if (this.text(name) === "" && this.isGiven(name)) this.problems.push(`${name}: ${emptyProblem(name, this.#known[name]?.default ?? "")}`);
    }
    text(name) {
      const {default: standard = "", mayBeEmpty: mayBeEmpty = false} = this.#known[name] ?? {};
      const text = hasArrived(name) ? trimmed(process.env[variableOf(name)] ?? "") : standard;
      return text === "" && mayBeEmpty ? standard : text;
    }
    isGiven(name) {
      return this.text(name) !== (this.#known[name]?.default ?? "");
    }
    read(name, parse) {
      const text = this.text(name);
      if (text === "" && this.isGiven(name)) return;
      return this.attempt(name, () => parse(text));
    }
    attempt(name, parse) {
      try {
        return parse();
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        this.problems.push(`${name}: ${error.explain(text => quoted(text, this.#redact))}`);
        return;
      }
    }
  }
  function variableOf(name) {
    return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
  }
  function hasArrived(name) {
    return process.env[variableOf(name)] !== void 0;
  }
  function emptyProblem(name, standard) {
    const isBoolean = standard === "true" || standard === "false";
    const advice = isBoolean ? `In a workflow with a schedule, write \${{ github.event_name == 'workflow_dispatch' && inputs.${name} }}.` : `Where none is meant, write "${standard}" at its source (default: ${standard}).`;
    return `it arrived empty: its expression has come to nothing. Check the names in the expression. ${advice}`;
  }
  class ApiError extends Error {
    isTransient=true;
    retryAfterMs;
  }
  class NetworkError extends ApiError {
    isTransient;
    constructor(cause) {
      const code = codeOf(cause);
      super(describe(code, cause), {
        cause: cause
      });
      this.isTransient = !isCertificateError(code) && !isProxyRefusal(cause);
    }
  }
  class ProxyRefusal extends Error {
    statusCode;
    constructor(statusCode) {
      super(`statusCode=${statusCode}`);
      this.statusCode = statusCode;
    }
  }
  class TimeoutError extends ApiError {
    constructor(timeoutMs) {
      super(`there was no whole answer within ${Number((timeoutMs / 1e3).toFixed(timeoutMs < 1e3 ? 2 : 1))} s`);
    }
  }
  class AbortedError extends ApiError {
    isTransient=false;
    constructor() {
      super("it was broken off before the answer had come");
    }
  }
  class InvalidResponseError extends ApiError {}
  class RedirectError extends ApiError {
    isTransient=false;
    constructor(statusCode, target) {
      super(`the service answered ${statusCode} and points to ${target}. Redirects are not followed, so that the key goes ` + "nowhere else. If the API has moved, set api-url");
    }
  }
  const TRANSIENT = new Set([ 408, 429, 500, 502, 503, 504 ]);
  class HttpError extends ApiError {
    isTransient;
    retryAfterMs;
    statusCode;
    constructor(statusCode, apiMessage, retryAfterMs) {
      const words = apiMessage === "" ? "without a message" : `"${printable(apiMessage)}"`;
      super(`the API answered ${statusCode} ${words}`);
      this.statusCode = statusCode;
      this.isTransient = TRANSIENT.has(statusCode);
      this.retryAfterMs = retryAfterMs;
    }
    get isAboutCaller() {
      return [ 401, 402, 403, 407, 429 ].includes(this.statusCode);
    }
    get isRefusal() {
      return this.statusCode >= 400 && this.statusCode < 500 && this.statusCode !== 408;
    }
  }
  class RetriesExhaustedError extends Error {
    cause;
    constructor(attempts, elapsedMs, cause) {
      const times = attempts === 1 ? "once" : `${attempts} times`;
      super(`tried ${times} in ${(elapsedMs / 1e3).toFixed(1)} s; at the last try ${cause.message}`);
      this.cause = cause;
    }
  }
  function asRequestError(error) {
    if (error instanceof ApiError || error instanceof RetriesExhaustedError) return error;
    throw error;
  }
  function lastError(error) {
    return error instanceof RetriesExhaustedError ? error.cause : error;
  }
  function codeOf(error) {
    return error.code ?? "";
  }
  function isCertificateError(code) {
    return /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA/.test(code);
  }
  function isProxyRefusal(cause) {
    return cause instanceof ProxyRefusal && cause.statusCode >= 400 && cause.statusCode < 500;
  }
  const CONNECTION_ERRORS = {
    ECONNREFUSED: "the connection was refused",
    ECONNRESET: "the connection broke before the answer was whole",
    EPIPE: "the connection broke before the request was sent",
    ETIMEDOUT: "the connection could not be made in time",
    ENOTFOUND: "the host name is not known",
    EAI_AGAIN: "the host name could not be looked up"
  };
  function describe(code, cause) {
    if (isCertificateError(code)) return `the certificate of the service is not accepted (${code}). ` + "If a private authority signed it, name its file in NODE_EXTRA_CA_CERTS";
    if (cause instanceof ProxyRefusal) {
      const advice = isProxyRefusal(cause) ? ". Check its user and password" : "";
      return `the proxy in HTTPS_PROXY refused the way to the service (${cause.message})${advice}`;
    }
    const words = cause.message === "" ? code : cause.message;
    const detail = printable(words.includes(code) ? words : `${code}: ${words}`, 200);
    return `${CONNECTION_ERRORS[code] ?? "the exchange failed"} (${detail})`;
  }
  const ACTIVE_STATUSES = [ "idle", "pending", "queued", "running" ];
  const STOPPING = new Set([ "pending_stoppage", "pending_terminate", "stopping" ]);
  const FINAL = new Set([ "stopped", "completed", "failed" ]);
  function isStopping({status: status}) {
    return STOPPING.has(status);
  }
  function isFinal({status: status}) {
    return FINAL.has(status);
  }
  function runtimeSeconds(job) {
    const runtime = job.fields.runtime_in_seconds;
    return typeof runtime === "number" || typeof runtime === "string" && runtime !== "" ? Number(runtime) : Number.NaN;
  }
  const PAGE_URL = /^https:\/\/([a-z0-9-]+\.)*(xplenty\.com|integrate\.io)\/[\w\-./?=&%#~]{0,300}$/i;
  function pageUrl(htmlUrl) {
    return typeof htmlUrl === "string" && PAGE_URL.test(htmlUrl) ? htmlUrl : void 0;
  }
  function parseJob(json, id) {
    const fields = asObject(json);
    if (!isNumberOrText(fields.id) || String(fields.id) !== String(id)) throw new InvalidResponseError(fields.id === void 0 ? "the answer has no job ID" : "the answer is about another job");
    if (typeof fields.status !== "string") throw new InvalidResponseError("the answer has no status that is a text");
    return {
      id: id,
      status: fields.status,
      fields: fields
    };
  }
  function parseJobs(json) {
    if (!Array.isArray(json)) throw new InvalidResponseError("the answer is JSON, but not a list of jobs");
    return json.map(entry => {
      const {id: listed} = asObject(entry);
      const id = isNumberOrText(listed) ? Number(listed) : Number.NaN;
      if (!(Number.isSafeInteger(id) && id > 0)) throw new InvalidResponseError("the list has an entry without a job ID");
      return parseJob(entry, id);
    });
  }
  function isNumberOrText(value) {
    return typeof value === "number" || typeof value === "string";
  }
  function asObject(json) {
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
    throw new InvalidResponseError("the answer is JSON, but not an object");
  }
  function parseBoolean(text) {
    if (/^(true|True|TRUE)$/.test(text)) return true;
    if (/^(false|False|FALSE)$/.test(text)) return false;
    refuseHidden(text);
    throw new ParseError(quote => `${quote(text)} is neither true nor false. Write true or false.`);
  }
  const MAX_SECONDS = 1e6;
  function parseWaitMs(text) {
    return Math.min(parseSeconds(text), MAX_SECONDS) * 1e3;
  }
  function parseSeconds(text) {
    const seconds = /^(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (seconds > 0 && Number.isFinite(seconds)) return seconds;
    refuseHidden(text);
    throw new ParseError(quote => `${quote(text)} is not a number of seconds above 0. Use digits, for example 600 or 0.5.`);
  }
  function wholeNumber(text) {
    const number = /^[0-9]+(\.0+)?$/.test(text) ? Number(text) : 0;
    return Number.isSafeInteger(number) && number > 0 ? number : void 0;
  }
  function isTooLarge(text) {
    return /^[0-9]+(\.0+)?$/.test(text) && Number(text) > Number.MAX_SAFE_INTEGER;
  }
  function parseId(text, what) {
    const id = wholeNumber(text);
    if (id !== void 0) return id;
    refuseHidden(text);
    refusePlaceholder(text);
    if (isTooLarge(text)) throw new ParseError(quote => `${quote(text)} is past 2^53, where numbers cannot be told apart. Check the ID.`);
    throw new ParseError(quote => `${quote(text)} is not the ID of a ${what}. Use digits only, above 0.`);
  }
  function parseAccountId(text) {
    refuseHidden(text);
    refusePlaceholder(text);
    if (/^[A-Za-z0-9_-]+$/.test(text)) return text;
    throw new ParseError(quote => `${text === "" ? "no account was given" : `${quote(text)} is not the ID of an account`}. ` + "It is the name in the URLs of the API: https://api.xplenty.com/ACCOUNT/api/jobs/305. " + "Use letters, digits, - and _, or set XPLENTY_ACCOUNT_ID.");
  }
  function parseStatuses(text) {
    refuseHidden(text);
    const given = words(text);
    const others = given.filter(word => !ACTIVE_STATUSES.includes(word));
    const wrong = given.length === 0 ? [ text ] : [ ...new Set(others) ];
    if (wrong.length > 0) {
      const are = wrong.length === 1 ? "is not an active status" : "are not active statuses";
      throw new ParseError(quote => `${wrong.map(quote).join(", ")} ${are}. Use some of ${ACTIVE_STATUSES.join(", ")}.`);
    }
    return ACTIVE_STATUSES.filter(status => given.includes(status));
  }
  function refusePlaceholder(text) {
    const problem = placeholder(text);
    if (problem !== void 0) throw new ParseError(quote => `${quote(text)} ${problem.one}. ${problem.advice}`);
  }
  const DEFAULT_API = "https://api.xplenty.com/";
  const NOT_A_JOB_URL = {
    one: "is not the URL of a job",
    many: "are not URLs of jobs",
    advice: "Give the job ID, or a URL like https://api.xplenty.com/ACCOUNT/api/jobs/305 or https://xplenty.com/ACCOUNT/jobs/305."
  };
  function parseJobUrl(text, apiUrl) {
    const page = parsePageUrl(text);
    if (page !== void 0) return apiUrl === void 0 || apiUrl.href === DEFAULT_API ? page : notOn(apiUrl);
    const base = apiUrl?.pathname.replace(/\/$/, "") ?? "";
    const path = pathAsWritten(text);
    const job = jobOf(path.startsWith(base) ? path.slice(base.length) : "", /^\/([\w-]+)\/api\/jobs\/([0-9]+)$/);
    if (job === void 0) return NOT_A_JOB_URL;
    return apiUrl === void 0 || new URL(text).origin === apiUrl.origin ? job : notOn(apiUrl);
  }
  function parsePageUrl(text) {
    const withoutQuery = text.replace(/[?#].*$/s, "");
    const job = jobOf(pathAsWritten(withoutQuery), /^\/([\w-]+)\/jobs\/([0-9]+)$/);
    if (job === void 0) return;
    const {protocol: protocol, hostname: hostname, port: port} = new URL(withoutQuery);
    const isPage = protocol === "https:" && port === "" && /^(.+\.)?(xplenty\.com|integrate\.io)$/.test(hostname);
    return isPage ? job : void 0;
  }
  function pathAsWritten(text) {
    const path = /^https?:\/\/[^/?#\\]+(\/[^?#\\]*)$/i.exec(text)?.[1] ?? "";
    const url = URL.canParse(text) ? new URL(text) : void 0;
    return url?.pathname === path && url.username === "" && url.password === "" ? path : "";
  }
  function jobOf(path, form) {
    const [, accountId = "", digits = ""] = form.exec(path) ?? [];
    const id = wholeNumber(digits);
    return id === void 0 || placeholder(accountId) !== void 0 ? void 0 : {
      id: id,
      accountId: accountId
    };
  }
  function notOn({origin: origin}) {
    return {
      one: `is not on ${origin}`,
      many: `are not on ${origin}`,
      advice: "The key is sent to api-url alone. Set that if the job is elsewhere."
    };
  }
  const NOT_AN_ID = {
    one: "is not a job ID",
    many: "are not job IDs",
    advice: "Give digits only, above 0, or the job's URL."
  };
  const IN_QUOTES = {
    one: "stands in quotes",
    many: "stand in quotes",
    advice: "Remove the quotes."
  };
  const TOO_LARGE = {
    one: "is past 2^53, where numbers cannot be told apart",
    many: "are past 2^53, where numbers cannot be told apart",
    advice: "Check the ID."
  };
  const COMMENT = {
    one: "looks like a comment",
    many: "look like comments",
    advice: "Only variables may have comments."
  };
  const MAX_SHOWN = 10;
  function parseJobIds(text, apiUrl) {
    refuseHidden(text);
    refuseCommaInUrl(text);
    const given = [];
    const wrong = [];
    for (const word of placeholder(text) === void 0 ? words(text) : [ text ]) {
      const result = job_ids_parseJob(word, apiUrl);
      if ("id" in result) given.push(result); else wrong.push([ result, word ]);
    }
    if (wrong.length > 0) throw new ParseError(quote => explain(wrong, quote));
    if (given.length > 0) return given;
    throw new ParseError(() => "nothing was given. Give the job's ID (digits only, above 0) or its URL. " + "Or select jobs with package-id, cluster-id, variables or running-longer-than-seconds.");
  }
  function job_ids_parseJob(word, apiUrl) {
    const id = wholeNumber(word);
    if (id !== void 0) return {
      id: id,
      accountId: void 0
    };
    const unset = placeholder(word);
    if (unset !== void 0) return unset;
    if (isTooLarge(word)) return TOO_LARGE;
    if (isInQuotes(word)) return IN_QUOTES;
    if (word.startsWith("#")) return COMMENT;
    return word.includes("/") ? parseJobUrl(word, apiUrl) : NOT_AN_ID;
  }
  function isInQuotes(word) {
    return word.length > 1 && /^["'`“‘].*["'`”’]$/.test(word);
  }
  function explain(wrong, quote) {
    const kinds = new Map(wrong.map(([problem]) => [ problem.one, problem ]));
    const sentences = [ ...kinds.values() ].map(({one: one, many: many, advice: advice}) => {
      const list = [ ...new Set(wrong.filter(([problem]) => problem.one === one).map(([, word]) => shown(word, quote))) ];
      const more = list.length > MAX_SHOWN ? ` and ${list.length - MAX_SHOWN} more` : "";
      return `${list.slice(0, MAX_SHOWN).join(", ")}${more} ${list.length === 1 ? one : many}. ${advice}`;
    });
    return sentences.join(" ");
  }
  function shown(word, quote) {
    return quote(isInQuotes(word) ? word.slice(1, -1) : word);
  }
  function refuseCommaInUrl(text) {
    const url = text.split(/[ \t\r\n]+/).find(part => {
      const end = part.search(/[?#]/);
      return part.slice(0, Math.max(end, 0)).includes("/") && part.includes(",", end);
    });
    if (url === void 0) return;
    throw new ParseError(quote => `${quote(url)} may be one URL or several. Give each on a line of its own, without what follows "?" or "#".`);
  }
  function parseVariables(text) {
    const variables = new Map;
    for (const [index, untrimmed] of text.split(/\r\n|\r|\n/).entries()) {
      const line = trimmed(untrimmed);
      if (line === "" || line.startsWith("#")) continue;
      const [name, value] = parseLine(line, `line ${index + 1}`);
      if (variables.has(name)) throw new ParseError(() => `line ${index + 1} names a variable for the second time.`);
      variables.set(name, value);
    }
    if (variables.size > 0) return variables;
    throw new ParseError(() => "there is no variable in it, only comments. Write a line of name=value.");
  }
  function parseLine(line, where) {
    const equals = line.indexOf("=");
    const name = trimmed(line.slice(0, Math.max(equals, 0))).normalize("NFC");
    const value = trimmed(line.slice(equals + 1));
    if (name === "") throw new ParseError(() => `${where} is not of the form name=value.`);
    const hidden = hiddenCharacter(name);
    if (hidden !== void 0) throw new ParseError(() => `${where} has the invisible character ${hidden} in the name. Remove it.`);
    if (seemsToHoldAnother(line.slice(equals + 1))) throw new ParseError(() => `${where} seems to hold several variables. Write a line for each, below "variables: |". ` + 'If it is one value, write it in quotes: name="value".');
    return [ name, value ];
  }
  function seemsToHoldAnother(value) {
    const outsideOfQuotes = value.replace(/"[^"]*"|'[^']*'/g, '""');
    return /(?:[\s\x85,]|\\n|%0a)[\p{L}_][\p{L}\p{N}_.-]*\s*=/iu.test(outsideOfQuotes);
  }
  class InvalidInputsError extends Error {
    problems;
    constructor(problems) {
      super(problems.join("\n"));
      this.problems = problems;
    }
  }
  const ANY = "any";
  const INPUTS = {
    "job-id": {},
    "package-id": {
      default: ANY
    },
    "cluster-id": {
      default: ANY
    },
    variables: {
      default: ANY
    },
    "running-longer-than-seconds": {
      default: ANY
    },
    statuses: {
      default: "idle, pending, queued, running"
    },
    "dry-run": {
      default: "false"
    },
    "api-key": {},
    "account-id": {},
    "wait-for-stopped": {
      default: "false"
    },
    "timeout-seconds": {
      default: "600",
      mayBeEmpty: true
    },
    "poll-interval-seconds": {
      default: "15",
      mayBeEmpty: true
    },
    "request-timeout-seconds": {
      default: "30",
      mayBeEmpty: true
    },
    "api-url": {
      default: "https://api.xplenty.com",
      mayBeEmpty: true
    }
  };
  const FILTERS = [ "package-id", "cluster-id", "variables", "running-longer-than-seconds" ];
  const MIN_POLL_INTERVAL_MS = 100;
  const RAISED = "poll-interval-seconds: it is raised to 0.1, the minimum. Each poll takes a request of the hourly limit.";
  function loadInputs(secrets) {
    const reader = new InputReader(INPUTS, text => secrets.redact(text));
    const apiKey = readApiKey(reader, secrets);
    if (!reader.checkNames()) throw new InvalidInputsError(reader.problems);
    reader.checkEmpty();
    const apiUrl = reader.read("api-url", parseApiUrl);
    const proxy = readProxy(reader, apiUrl, secrets);
    const isSelection = isSelecting(reader);
    const given = reader.read("job-id", text => readJobIds(text, apiUrl, isSelection));
    const isUrlWrong = given === void 0 && reader.text("job-id").includes("/");
    const accountId = reader.read("account-id", text => readAccountId(text, given ?? [], isUrlWrong));
    const pollIntervalMs = reader.read("poll-interval-seconds", parseWaitMs);
    const inputs = {
      apiKey: apiKey,
      apiUrl: apiUrl,
      proxy: proxy,
      jobs: eachOnce((given ?? []).map(({id: id, accountId: own}) => ({
        accountId: own ?? accountId,
        id: id
      }))),
      selection: isSelection ? {
        accountId: accountId,
        filter: readFilter(reader)
      } : void 0,
      dryRun: reader.read("dry-run", parseBoolean),
      waitForStopped: reader.read("wait-for-stopped", parseBoolean),
      timeoutMs: reader.read("timeout-seconds", parseWaitMs),
      pollIntervalMs: Math.max(pollIntervalMs, MIN_POLL_INTERVAL_MS),
      requestTimeoutMs: reader.read("request-timeout-seconds", parseWaitMs),
      outputFile: process.env.GITHUB_OUTPUT || void 0,
      summaryFile: process.env.GITHUB_STEP_SUMMARY || void 0,
      warnings: pollIntervalMs < MIN_POLL_INTERVAL_MS ? [ RAISED ] : []
    };
    if (reader.problems.length > 0) throw new InvalidInputsError(reader.problems);
    return inputs;
  }
  function isSelecting(reader) {
    const isNamed = reader.isGiven("job-id");
    return [ ...FILTERS, "statuses" ].some(name => reader.isGiven(name) && !(isNamed && reader.text(name) === ""));
  }
  function readJobIds(text, apiUrl, isSelection) {
    if (!isSelection) return parseJobIds(text, apiUrl);
    if (text === "") return [];
    throw new ParseError(() => `give either job-id or what selects jobs (${FILTERS.join(", ")}, statuses), not both.`);
  }
  function eachOnce(refs) {
    return [ ...new Map(refs.map(ref => [ `${ref.accountId}/${ref.id}`, ref ])).values() ];
  }
  function readAccountId(text, given, isUrlWrong) {
    const accountId = text === "" ? "" : parseAccountId(text);
    for (const {accountId: own} of given) {
      if (own === void 0 || text === "" || own === accountId) continue;
      throw new ParseError(quote => `${quote(accountId)} is not the account of a URL in job-id, ${quote(own)}. Give one of them.`);
    }
    const variable = trimmed(process.env.XPLENTY_ACCOUNT_ID ?? "");
    const isInEveryUrl = given.length > 0 && given.every(({accountId: own}) => own !== void 0);
    if (text !== "" || isInEveryUrl || isUrlWrong && variable === "") return accountId;
    return parseAccountId(variable);
  }
  function readFilter(reader) {
    const isNarrowed = FILTERS.some(name => reader.isGiven(name));
    const readUnlessAny = (name, parse) => reader.read(name, text => text === ANY ? void 0 : parse(text));
    const statuses = reader.read("statuses", text => {
      if (isNarrowed) return parseStatuses(text);
      throw new ParseError(() => `alone it would stop every job of the account. Give at least one of ${FILTERS.join(", ")} with it.`);
    });
    return {
      packageId: readUnlessAny("package-id", text => parseId(text, "package")),
      clusterId: readUnlessAny("cluster-id", text => parseId(text, "cluster")),
      variables: readUnlessAny("variables", parseVariables) ?? new Map,
      runningLongerThanSeconds: readUnlessAny("running-longer-than-seconds", text => parseRuntime(text, statuses)),
      statuses: statuses
    };
  }
  function parseRuntime(text, statuses) {
    const seconds = parseSeconds(text);
    if (statuses?.includes("running") ?? true) return seconds;
    throw new ParseError(() => "it can match no job, for only running jobs have a runtime. Add running to statuses.");
  }
  class JobError extends Error {
    title;
    isOutcomeUnknown;
    constructor(title, message, isOutcomeUnknown = false) {
      super(message);
      this.title = title;
      this.isOutcomeUnknown = isOutcomeUnknown;
    }
  }
  class SelectionError extends JobError {}
  const ADVICE = {
    401: "Check api-key: the service does not know this key.",
    402: "The account's billing has to be put in order first, on its page at the service.",
    403: "The user of this key may not do this in this account. Use the key of a user who may.",
    404: "Check job-id and account-id: with this key no such job can be seen in the account.",
    429: "The hourly allowance of this user is used up. Run this step again later, or use the key of another user."
  };
  const AGAIN = "Look at the job at the service, or run this step again: terminating a job twice does no harm.";
  function stillActive({id: id}, cause, job) {
    const title = `Job ${id} was not terminated`;
    return new JobError(title, `${title}: ${cause.message}. A look shows that it is still ${job.status}.${advice(cause)}`);
  }
  function notTerminated({id: id}, cause, getError, isUnknown) {
    const isLost = getError !== void 0 && (lastError(getError).isTransient || getError instanceof AbortedError);
    const what = isLost ? "A look at it failed as well" : "A look does not show the job";
    const also = getError === void 0 ? "" : ` ${what}: ${getError.message}.`;
    if (isUnknown) {
      const text = `It is not known whether job ${id} was terminated: ${cause.message}.${also}${advice(cause)} ${AGAIN}`;
      return new JobError(`Job ${id} may still be running`, text, true);
    }
    const title = `Job ${id} was not terminated`;
    return new JobError(title, `${title}: ${cause.message}.${also}${advice(cause)}`);
  }
  function notSeen({id: id}, cause) {
    const title = `Job ${id} could not be looked at`;
    return new JobError(title, `${title}: ${cause.message}.${advice(cause)}`);
  }
  function timedOut(job, timeoutMs, cause) {
    const last = cause === void 0 ? "" : ` The last look failed: ${cause.message}.`;
    return new JobError(`Job ${job.id} has not stopped yet`, `Job ${job.id} has not stopped within ${duration(timeoutMs)}: when last seen it was ${job.status}.${last} ` + "The termination goes on at the service. If its jobs take longer to stop, raise timeout-seconds.");
  }
  function lostSight(job, cause) {
    return new JobError(`Job ${job.id} cannot be seen any more`, `The termination of job ${job.id} is under way, but whether it has stopped is not known: ${cause.message}. ` + `When last seen it was ${job.status}.${advice(cause)}`);
  }
  function cancelledWhileStopping(job) {
    const title = `The termination of job ${job.id} is under way`;
    return new JobError(title, `Cancelled. ${title}: when last seen it was ${job.status}. It was not waited for.`);
  }
  function cancelledBeforeRequest({id: id}) {
    const title = `Job ${id} was not terminated`;
    return new JobError(title, `Cancelled before there was time for it: ${title.toLowerCase()}.`);
  }
  function cancelledDuringRequest({id: id}, cause) {
    return new JobError(`Job ${id} may still be running`, `Cancelled before the API had answered: it is not known whether job ${id} was terminated (${cause.message}). ${AGAIN}`, true);
  }
  function notSelected(cause, isCancelled) {
    const text = isCancelled ? "Cancelled while the jobs were being chosen. Nothing was terminated." : `The jobs could not be chosen: ${cause.message}.${advice(cause)} Nothing was terminated.`;
    return new SelectionError("Nothing was terminated: the jobs could not be chosen", text);
  }
  function advice(cause) {
    const error = lastError(cause);
    const text = error instanceof HttpError ? ADVICE[error.statusCode] : void 0;
    return text === void 0 ? "" : ` ${text}`;
  }
  const MAX_ATTEMPTS = 6;
  const MAX_PAUSE_MS = 6e4;
  const FIRST_PAUSE_MS = 500;
  async function withRetries(call, options) {
    const {maxAttempts: maxAttempts, signal: signal, clock: clock, onFailedAttempt: onFailedAttempt} = options;
    const startedAt = clock.nowMs();
    for (let attempt = 1; ;attempt++) {
      const isLast = attempt >= maxAttempts || signal.aborted;
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof ApiError) || !error.isTransient) throw error;
        if (isLast) throw new RetriesExhaustedError(attempt, clock.nowMs() - startedAt, error);
        const {pauseMs: pauseMs, requestedPauseMs: requestedPauseMs} = pauseAfter(attempt, error);
        onFailedAttempt({
          attempt: attempt,
          maxAttempts: maxAttempts,
          error: error,
          pauseMs: signal.aborted ? 0 : pauseMs,
          requestedPauseMs: requestedPauseMs
        });
        await clock.sleep(pauseMs, signal);
      }
    }
  }
  function pauseAfter(failures, error) {
    const jittered = Math.random() * Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS);
    const requested = error.retryAfterMs ?? 0;
    return {
      pauseMs: Math.min(Math.max(jittered, requested), MAX_PAUSE_MS),
      requestedPauseMs: requested > MAX_PAUSE_MS ? requested : void 0
    };
  }
  function started(jobs, host, dryRun) {
    const accounts = [ ...new Set(jobs.map(({ref: ref}) => ref.accountId)) ].join(", ");
    const what = `${namesOf(idsOf(jobs))} of account ${accounts} at ${host}`;
    return dryRun ? `Dry run: looking at ${what}. Nothing will be terminated.` : `Terminating ${what}.`;
  }
  function selecting(accountId, host, filter) {
    const {packageId: packageId, clusterId: clusterId, variables: variables, runningLongerThanSeconds: runningLongerThanSeconds, statuses: statuses} = filter;
    const conditions = [ `are ${statuses.join(" or ")}`, ...packageId === void 0 ? [] : [ `run package ${packageId}` ], ...clusterId === void 0 ? [] : [ `run on cluster ${clusterId}` ], ...variables.size === 0 ? [] : [ `were run with the given ${[ ...variables.keys() ].join(", ")}` ], ...runningLongerThanSeconds === void 0 ? [] : [ `have run for more than ${runningLongerThanSeconds} s` ] ];
    return `Choosing the jobs of account ${accountId} at ${host} that ${conditions.join(" and ")}.`;
  }
  function selected(jobs, dryRun, elapsedMs) {
    if (jobs.length === 0) return `No job matches, after ${duration(elapsedMs)}. There is nothing to terminate.`;
    return `${dryRun ? "Would terminate" : "Terminating"} ${namesOf(idsOf(jobs))}.`;
  }
  function accepted(job, refusal, elapsedMs) {
    const is = `job ${job.id} is ${job.status} after ${duration(elapsedMs)}`;
    if (refusal === void 0) return `The API accepted the termination: ${is}.`;
    return `The termination was not accepted (${refusal.message}), but a look shows that ${is}.`;
  }
  function failedAttempt(subject, failed) {
    const {attempt: attempt, maxAttempts: maxAttempts, error: error, pauseMs: pauseMs, requestedPauseMs: requestedPauseMs} = failed;
    const more = requestedPauseMs === void 0 ? "" : ` (the service asks for ${duration(requestedPauseMs)})`;
    return `${subject}: try ${attempt} of ${maxAttempts} failed: ${error.message}. ` + `Next try in ${duration(pauseMs)}${more}.`;
  }
  function failedPoll(jobs, error) {
    const what = jobs.length === 1 ? `A look at job ${jobs[0]?.ref.id}` : `The list of ${jobs.length} jobs`;
    const requested = error.retryAfterMs ?? 0;
    const more = requested > MAX_PAUSE_MS ? ` (the service asks for ${duration(requested)})` : "";
    return `${what} failed: ${error.message}. It will be tried again${more}.`;
  }
  function statusChanged(before, now, elapsedMs) {
    return `Job ${now.id}: ${before.status} → ${now.status} after ${duration(elapsedMs)}`;
  }
  function heartbeat(jobs, elapsedMs) {
    const [tracked] = jobs;
    if (jobs.length > 1 || tracked?.job === void 0) return statusCounts(jobs, elapsedMs);
    return `Job ${tracked.ref.id} is still ${tracked.job.status} after ${duration(elapsedMs)}.`;
  }
  function statusCounts(jobs, elapsedMs) {
    return `After ${duration(elapsedMs)}: ${counts(jobs)}.`;
  }
  function sent(jobs) {
    const sentIds = idsOf(jobs.filter(({isSent: isSent}) => isSent));
    const unsentIds = idsOf(jobs.filter(({isSent: isSent}) => !isSent));
    const lines = [ `Terminate calls were sent for ${sentIds.length === 0 ? "no job" : namesOf(sentIds)}.` ];
    return unsentIds.length === 0 ? lines : [ ...lines, `No terminate call was sent for ${namesOf(unsentIds)}.` ];
  }
  function previewed(job) {
    const would = isFinal(job) ? "is over" : isStopping(job) ? "is stopping already" : "would be terminated";
    return `Dry run: job ${job.id} is ${job.status} and ${would}.`;
  }
  function messages_ended(job, elapsedMs) {
    if (job.status === "stopped") return `Job ${job.id} has stopped, after ${duration(elapsedMs)}.`;
    if (isFinal(job)) return `Job ${job.id} ${job.status} before it could be stopped.`;
    if (isStopping(job)) return `The stop of job ${job.id} is under way. It was not waited for.`;
    return `Job ${job.id} is ${job.status}. It was not waited for.`;
  }
  function allEnded(jobs, elapsedMs) {
    return `${jobs.length} jobs after ${duration(elapsedMs)}: ${counts(jobs)}.`;
  }
  function noCreditsLeft(limit) {
    return `All ${limit} credits of this hour are used up. The service refuses requests until there are new ones.`;
  }
  function requestEnded({method: method, path: path, result: result, elapsedMs: elapsedMs, rateLimit: rateLimit}) {
    const left = rateLimit === void 0 ? "" : `, ${rateLimit.remaining} of ${rateLimit.limit} credits left`;
    return `${method} ${path}: ${result} in ${Math.round(elapsedMs)} ms${left}`;
  }
  function messages_shortened(how) {
    return `Outputs are limited to 120,000 bytes each and 1 MB together: ${how}.`;
  }
  function namesOf(ids) {
    if (ids.length === 1) return `job ${ids[0]}`;
    const more = ids.length > 100 ? " and more" : "";
    return `${ids.length} jobs: ${ids.slice(0, 100).join(", ")}${more}`;
  }
  function idsOf(jobs) {
    return jobs.map(({ref: ref}) => ref.id);
  }
  function counts(jobs) {
    const byStatus = new Map;
    for (const {job: job} of jobs) {
      const status = job?.status ?? "never seen";
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    }
    return [ ...byStatus ].map(([status, count]) => `${count} ${status}`).join(", ");
  }
  const external_node_crypto_namespaceObject = require("node:crypto");
  const external_node_os_namespaceObject = require("node:os");
  const external_node_fs_namespaceObject = require("node:fs");
  class RunnerFile {
    #path;
    #start=0;
    #end;
    #text="";
    constructor(path) {
      this.#path = path;
    }
    replace(text) {
      if (text === this.#text) return;
      if (!(0, external_node_fs_namespaceObject.statSync)(this.#path).isFile()) throw new Error(`${this.#path} is not a regular file`);
      const file = (0, external_node_fs_namespaceObject.openSync)(this.#path, external_node_fs_namespaceObject.constants.O_WRONLY);
      try {
        const {size: size} = (0, external_node_fs_namespaceObject.fstatSync)(file);
        if (size !== this.#end) this.#start = size;
        this.#text = "";
        this.#end = this.#start;
        try {
          this.#end += writeAt(file, this.#start, text);
          this.#text = text;
        } finally {
          (0, external_node_fs_namespaceObject.ftruncateSync)(file, this.#end);
        }
      } finally {
        (0, external_node_fs_namespaceObject.closeSync)(file);
      }
    }
  }
  function writeAt(file, offset, text) {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) written += (0, external_node_fs_namespaceObject.writeSync)(file, bytes, written, bytes.length - written, offset + written);
    return bytes.length;
  }
  const FIELDS = [ "variables", "owner_id", "progress", "outputs_count", "started_at", "created_at", "updated_at", "failed_at", "cluster_id", "package_id", "errors", "url", "completed_at" ];
  const MAX_BYTES = 12e4;
  const MAX_BYTES_OF_ALL = 1e6;
  const SHORTENED = [ "", "has only id, status, runtime_in_seconds and error", "has only the ID", "is empty" ];
  class Outputs {
    #file;
    #redact;
    #delimiter=`ghadelimiter_${(0, external_node_crypto_namespaceObject.randomUUID)()}`;
    #shortened="";
    constructor(file, secrets) {
      this.#file = file === void 0 ? void 0 : new RunnerFile(file);
      this.#redact = text => secrets.redact(text);
    }
    set(jobs) {
      if (this.#file === void 0) return;
      const {outputs: outputs, shortened: shortened} = outputsOf(jobs, this.#redact);
      const blocks = [ ...outputs ].map(([name, text]) => `${name}<<${this.#delimiter}${external_node_os_namespaceObject.EOL}${text}${external_node_os_namespaceObject.EOL}${this.#delimiter}${external_node_os_namespaceObject.EOL}`);
      this.#file.replace(blocks.join(""));
      const isNew = shortened !== this.#shortened;
      this.#shortened = shortened;
      return isNew && shortened !== "" ? shortened : void 0;
    }
  }
  function outputsOf(jobs, redact) {
    const outputs = new Map;
    const shortened = [];
    let bytesLeft = MAX_BYTES_OF_ALL;
    for (const [name, ...forms] of formsOf(jobs, redact)) {
      const texts = forms.map(form => textOf(form, redact));
      const bytesOf = value => 2 * (name.length + value.length);
      const index = texts.findIndex(form => form !== void 0 && Buffer.byteLength(form) <= MAX_BYTES && bytesOf(form) <= bytesLeft);
      const text = texts[index] ?? "";
      outputs.set(name, text);
      bytesLeft -= bytesOf(text);
      if (index !== 0) shortened.push(`${name} ${SHORTENED.at(index)}`);
    }
    return {
      outputs: outputs,
      shortened: shortened.join("; ")
    };
  }
  function formsOf(jobs, redact) {
    const only = jobs.length === 1 ? jobs[0] : void 0;
    const job = only?.job?.fields;
    const entries = jobs.map(entryOf);
    return [ [ "count", jobs.length ], [ "id", job?.id ], [ "runtime_in_seconds", only === void 0 ? totalRuntime(jobs) : job?.runtime_in_seconds ], [ "status", sharedStatus(jobs) ], [ "jobs", entries, entries.map(brief), jobs.map(({ref: ref}) => ref.id) ], job === void 0 ? [ "job", void 0 ] : [ "job", job, brief(job), job.id ], [ "html_url", pageUrl(textOf(only?.htmlUrl, redact)) ], ...FIELDS.map(field => [ field, job?.[field] ]) ];
  }
  function entryOf({ref: ref, job: job, error: error, isAccepted: isAccepted}) {
    return {
      ...job !== void 0 && (error === void 0 || isAccepted) ? job.fields : {
        id: ref.id
      },
      ...error !== void 0 && {
        error: error.message
      }
    };
  }
  function brief({id: id, status: status, runtime_in_seconds: runtime_in_seconds, error: error}) {
    return {
      id: id,
      status: status,
      runtime_in_seconds: runtime_in_seconds,
      error: error
    };
  }
  function sharedStatus(jobs) {
    const statuses = new Set(jobs.map(({job: job}) => job?.status ?? ""));
    return statuses.size > 1 ? "mixed" : [ ...statuses ][0] ?? "";
  }
  function totalRuntime(jobs) {
    const runtimes = jobs.flatMap(({job: job}) => job === void 0 ? [] : [ runtimeSeconds(job) ]);
    return runtimes.filter(Number.isFinite).reduce((sum, runtime) => sum + runtime, 0);
  }
  function textOf(value, redact) {
    if (value === null || value === void 0) return "";
    if (typeof value === "string") return redact(value);
    try {
      return JSON.stringify(value, (_name, field) => redactedField(field, redact));
    } catch {
      return;
    }
  }
  function redactedField(field, redact) {
    if (typeof field === "string") return redact(field);
    if (typeof field !== "object" || field === null || Array.isArray(field)) return field;
    return Object.fromEntries(Object.entries(field).map(([name, value]) => [ redact(name), value ]));
  }
  const DOCUMENTED = /^(idle|pending|queued|running|completed|failed|pending_stoppage|pending_terminate|stopping|stopped)$/;
  const ACTS = /[!#-&*+\-/:-@[-`{-~]|[0-9a-fA-F]{6}(?=[0-9a-fA-F])|[wW]{3}(?=\.)/g;
  function inMarkdown(text, limit = 60) {
    return printable(text, limit).replace(ACTS, match => match.length > 1 ? `${match}<span></span>` : `<span>&#${match.charCodeAt(0)};</span>`);
  }
  const MERMAID_SYNTAX = /[^\p{L}\p{M}\p{N} _.\u2026-]/gu;
  function inMermaid(text) {
    return printable(text, 40).replace(MERMAID_SYNTAX, sign => sign < "" ? String.fromCharCode(sign.charCodeAt(0) + 65248) : "�");
  }
  function statusInMarkdown(status) {
    return DOCUMENTED.test(status) ? status : `“${inMarkdown(status)}”`;
  }
  function statusInMermaid(status) {
    return DOCUMENTED.test(status) ? status : `“${inMermaid(status)}”`;
  }
  const MAX_JOBS = 20;
  const MAX_STATUSES = 20;
  const TICKS_SECONDS = [ 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800 ];
  function gantt(run) {
    const moved = run.jobs.filter(({history: history}) => history.length > 1);
    const longest = moved.toSorted((one, other) => endOf(other, run) - endOf(one, run)).slice(0, MAX_JOBS);
    if (longest.length === 0) return "";
    const jobs = moved.filter(report => longest.includes(report));
    const tick = TICKS_SECONDS.find(seconds => run.elapsedMs <= seconds * 1e4) ?? 3600;
    return [ `#### Where the time went${jobs.length < moved.length ? `, for the ${MAX_JOBS} jobs that took longest` : ""}`, "", "```mermaid", "gantt", "dateFormat x", "axisFormat %H:%M:%S", `tickInterval ${tick < 60 ? `${tick}second` : `${tick / 60}minute`}`, "todayMarker off", ...jobs.flatMap(report => section(report, run)), "```" ].join("\n");
  }
  function section({ref: ref, job: job, history: history, error: error}, run) {
    const isDone = job !== void 0 && isFinal(job);
    const bars = (isDone ? history.slice(0, -1) : history).slice(0, MAX_STATUSES);
    const lines = bars.map(({status: status, atMs: atMs}, index) => {
      const lengthMs = Math.max(1, Math.round((history[index + 1]?.atMs ?? run.elapsedMs) - atMs));
      const last = index === bars.length - 1;
      const then = last && isDone ? `, then ${statusInMermaid(job.status)}` : "";
      const tag = last && error !== void 0 && !run.isCancelled ? "crit, " : "";
      const start = Math.round(run.startedAt.getTime() + atMs);
      return `${statusInMermaid(status)} for ${duration(lengthMs)}${then} :${tag}${start}, ${lengthMs}ms`;
    });
    return [ `section Job ${ref.id}`, ...lines ];
  }
  function endOf({job: job, history: history}, {elapsedMs: elapsedMs}) {
    return job !== void 0 && isFinal(job) ? history.at(-1)?.atMs ?? 0 : elapsedMs;
  }
  function oneAccountOf({jobs: jobs}) {
    const accountId = jobs[0]?.ref.accountId;
    return jobs.every(({ref: ref}) => ref.accountId === accountId) ? accountId : void 0;
  }
  const OUTCOMES = {
    over: {
      sign: "➖",
      says: "is over already",
      row: "STATUS already"
    },
    planned: {
      sign: "🔎",
      says: "would be terminated",
      row: "would be terminated (STATUS)"
    },
    stopped: {
      sign: "✅",
      says: "has stopped",
      row: "STATUS"
    },
    underWay: {
      sign: "⏳",
      says: "is being stopped",
      row: "STATUS"
    },
    completed: {
      sign: "⚠️",
      says: "completed before it could be stopped",
      row: "STATUS before the stop"
    },
    failed: {
      sign: "⚠️",
      says: "failed before it could be stopped",
      row: "STATUS before the stop"
    },
    notStopped: {
      sign: "❌",
      says: "was not stopped",
      row: "still STATUS"
    },
    unknown: {
      sign: "❌",
      says: "was not seen to stop",
      row: "STATUS when last seen"
    },
    unseen: {
      sign: "❌",
      says: "could not be looked at",
      row: "STATUS when last seen"
    }
  };
  const PLURAL = {
    is: "are",
    has: "have",
    was: "were",
    it: "they"
  };
  function outcomeOf({job: job, error: error, isOutcomeUnknown: isOutcomeUnknown = false}, {dryRun: dryRun, isCancelled: isCancelled}) {
    if (job !== void 0 && isFinal(job)) return dryRun ? "over" : job.status;
    if (dryRun) return job === void 0 || error !== void 0 ? "unseen" : "planned";
    if (job === void 0) return "unknown";
    if (error === void 0 || isCancelled && isStopping(job)) return "underWay";
    return isStopping(job) || isOutcomeUnknown ? "unknown" : "notStopped";
  }
  function outcomeInWords(report, run) {
    const {sign: sign, row: row} = OUTCOMES[outcomeOf(report, run)];
    const {job: job} = report;
    return `${sign} ${job === void 0 ? "not known" : row.replace("STATUS", () => statusInMarkdown(job.status))}`;
  }
  function countOutcomes(run) {
    const counts = new Map;
    for (const outcome in OUTCOMES) counts.set(outcome, 0);
    for (const report of run.jobs) {
      const outcome = outcomeOf(report, run);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    return counts;
  }
  function runInWords(run, outcomes) {
    const all = run.jobs.length;
    const said = [];
    let worst = "ℹ️";
    for (const [outcome, count] of outcomes) {
      if (count === 0) continue;
      const {sign: sign, says: says} = OUTCOMES[outcome];
      worst = sign;
      if (all === 1) said.push(`job ${run.jobs[0]?.ref.id} ${says}`); else if (count === all) said.push(`${all === 2 ? "both" : `all ${all}`} jobs ${inPlural(says)}`); else {
        const of = said.length === 0 ? ` of ${all} jobs` : "";
        said.push(`${count}${of} ${count === 1 ? says : inPlural(says)}`);
      }
    }
    if (all === 0) said.push(run.isCancelled ? "nothing was terminated" : "no job matched, nothing was terminated");
    const sentence = `${run.isCancelled ? "Cancelled: " : run.dryRun ? "Dry run: " : ""}${said.join(", ")}`;
    return `${worst} ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
  }
  function inPlural(says) {
    return says.replace(/\b(is|has|was|it)\b/g, word => PLURAL[word] ?? word);
  }
  const TITLES = [ "Job", "Outcome", "Runtime", "Progress", "Stop took", "Package", "Cluster" ];
  function table(jobs, run, hasOneAccount) {
    const rows = jobs.map(report => cells(report, run, hasOneAccount));
    const lines = [ "|", "|", ...rows.map(() => "|") ];
    for (const [column, title] of TITLES.entries()) {
      if (rows.every(row => row[column] === "")) continue;
      const texts = [ title, column < 2 ? ":--" : "--:", ...rows.map(row => row[column] || "–") ];
      for (const [index, text] of texts.entries()) lines[index] += ` ${text} |`;
    }
    return lines.join("\n");
  }
  function cells(report, run, hasOneAccount) {
    const {runtime_in_seconds: runtime_in_seconds, progress: progress, package_id: package_id, cluster_id: cluster_id} = report.job?.fields ?? {};
    return [ jobLink(report, hasOneAccount), outcomeInWords(report, run), seconds(number(runtime_in_seconds)), percent(number(progress)), stopTook(report, run), table_name(package_id), table_name(cluster_id) ];
  }
  function jobLink({ref: ref, job: job}, hasOneAccount) {
    const label = inMarkdown(hasOneAccount ? `${ref.id}` : `${ref.accountId}/${ref.id}`);
    const page = pageUrl(job?.fields.html_url);
    return page === void 0 ? label : `[${label}](${page})`;
  }
  function stopTook({job: job, history: history}, {waited: waited, elapsedMs: elapsedMs}) {
    const begun = history.find(isStopping);
    if (begun === void 0) return "";
    const done = history.find(isFinal);
    if (done !== void 0) return job?.status === "stopped" ? duration(done.atMs - begun.atMs) : "";
    return waited ? `${duration(elapsedMs - begun.atMs)} so far` : "";
  }
  function number(value) {
    return isPlain(value) && /^\d{1,9}(\.\d+)?$/.test(String(value)) ? Number(value) : void 0;
  }
  function seconds(value) {
    if (value === void 0) return "";
    return value < 1 ? "0 s" : duration(value * 1e3);
  }
  function percent(value) {
    return value === void 0 || value > 1 ? "" : `${Math.floor(value * 100 + 1e-6)} %`;
  }
  function table_name(value) {
    return isPlain(value) ? inMarkdown(String(value)) : "";
  }
  function isPlain(value) {
    return typeof value === "number" || typeof value === "string";
  }
  const MAX_ROWS = 100;
  const summary_MAX_BYTES = 1024 * 1024;
  function writeSummary(file, jobs, facts, redact) {
    const startedAt = new Date(Date.now() - facts.elapsedMs);
    const run = {
      ...facts,
      startedAt: startedAt,
      jobs: jobs.map(tracked => reportOf(tracked, redact))
    };
    new RunnerFile(file).replace(redact(renderSummary(run)));
  }
  function reportOf({ref: ref, job: job, htmlUrl: htmlUrl, history: history, error: error}, redact) {
    const {runtime_in_seconds: runtime_in_seconds, progress: progress, package_id: package_id, cluster_id: cluster_id} = job?.fields ?? {};
    const shown = {
      runtime_in_seconds: runtime_in_seconds,
      progress: progress,
      package_id: package_id,
      cluster_id: cluster_id,
      html_url: htmlUrl
    };
    const fields = Object.fromEntries(Object.entries(shown).map(([name, value]) => [ name, typeof value === "string" ? redact(value) : value ]));
    return {
      ref: {
        ...ref,
        accountId: redact(ref.accountId)
      },
      job: job && {
        id: job.id,
        status: redact(job.status),
        fields: fields
      },
      history: history.map(({status: status, atMs: atMs}) => ({
        status: redact(status),
        atMs: atMs
      })),
      error: error && redact(error.message),
      isOutcomeUnknown: error?.isOutcomeUnknown ?? false
    };
  }
  function renderSummary(run) {
    for (let rows = MAX_ROWS; ;rows = Math.floor(rows / 2)) {
      const summary = summaryWith(rows, run);
      if (Buffer.byteLength(summary) <= summary_MAX_BYTES || rows === 0) return summary;
    }
  }
  function summaryWith(rows, run) {
    const shown = run.jobs.slice(0, rows);
    const failed = run.jobs.filter(({error: error}) => error !== void 0);
    const outcomes = countOutcomes(run);
    const account = oneAccountOf(run);
    const hasOneAccount = account !== void 0;
    const blocks = [ `### ${runInWords(run, outcomes)}`, caption(run, account), shown.length > 0 ? table(shown, run, hasOneAccount) : "", shown.length < run.jobs.length ? `Only the first ${shown.length} of ${run.jobs.length} jobs are shown.` : "", ...notes(run, outcomes), failed.length > 0 ? notStopped(failed, rows, run, hasOneAccount) : "", run.waited ? gantt(run) : "" ];
    return `${blocks.filter(Boolean).join("\n\n")}\n`;
  }
  function caption({apiHost: apiHost, startedAt: startedAt, elapsedMs: elapsedMs}, account) {
    const whose = account === void 0 ? "" : `Account ${inMarkdown(account)} at `;
    const when = startedAt.toISOString().slice(0, 16).replace("T", " ");
    return `${whose}${inMarkdown(apiHost)} · ${when} UTC · took ${duration(elapsedMs)}`;
  }
  function notes(run, outcomes) {
    const underWay = outcomes.get("underWay") !== 0;
    return [ underWay && !run.waited ? "The step was not asked to wait until the jobs have stopped (`wait-for-stopped`)." : "", underWay || outcomes.get("stopped") !== 0 ? "A stopped job may have left partial results, or none." : "" ];
  }
  function notStopped(failed, max, run, hasOneAccount) {
    const unstopped = failed.filter(report => outcomeOf(report, run) !== "underWay");
    if (unstopped.length === 0) return "";
    const reasons = unstopped.slice(0, max).map(report => {
      const {ref: ref, error: error = ""} = report;
      const job = new RegExp(`\\b${ref.id}\\b`).test(error) ? "" : `${jobLink(report, hasOneAccount)}: `;
      return `- ${job}${inMarkdown(error, 500)}`;
    });
    if (unstopped.length > max) reasons.push(`- and ${unstopped.length - max} more`);
    return `#### What ${run.dryRun ? "could not be looked at" : "was not stopped"}, and why\n\n${reasons.join("\n")}`;
  }
  const MAX_NAMED_JOBS = 20;
  const MIN_OUTPUTS_INTERVAL_MS = 1e3;
  class Report {
    #log;
    #secrets;
    #options;
    #elapsedMs;
    #outputs;
    #jobs=[];
    #nextOutputsMs=0;
    #isUnwritableLogged=false;
    #isUsedUpLogged=false;
    constructor(log, secrets, options, elapsedMs) {
      this.#log = log;
      this.#secrets = secrets;
      this.#options = options;
      this.#elapsedMs = elapsedMs;
      this.#outputs = new Outputs(options.outputFile, secrets);
    }
    start(jobs) {
      this.#jobs = jobs;
      this.#log.info(started(jobs, this.#options.apiUrl.host, this.#options.dryRun));
      return jobs;
    }
    startSelection({accountId: accountId, filter: filter}) {
      this.#setOutputs();
      this.#log.info(selecting(accountId, this.#options.apiUrl.host, filter));
    }
    endSelection(jobs) {
      this.#jobs = jobs;
      this.#log.info(selected(jobs, this.#options.dryRun, this.#elapsedMs()));
      return jobs;
    }
    onRequestEnd(request) {
      this.#log.debug(requestEnded(request));
      if (request.rateLimit?.remaining !== 0 || this.#isUsedUpLogged) return;
      this.#isUsedUpLogged = true;
      this.#log.warning(noCreditsLeft(request.rateLimit.limit), "The hourly allowance of the Xplenty API is used up");
    }
    onFailedAttempt(subject, failed) {
      this.#log.info(failedAttempt(subject, failed));
    }
    onAccepted({job: job}, refusal) {
      if (job !== void 0 && this.#namesJobs) this.#log.info(accepted(job, refusal, this.#elapsedMs()));
    }
    onTerminateEnded() {
      if (this.#elapsedMs() < this.#nextOutputsMs) return;
      this.#setOutputs();
      this.#nextOutputsMs = this.#elapsedMs() + MIN_OUTPUTS_INTERVAL_MS;
    }
    endTermination(isCancelled) {
      this.onPolled(this.#jobs);
      if (isCancelled) for (const line of sent(this.#jobs)) this.#log.info(line);
    }
    endPreview() {
      this.#foldedIfMany("What would be done with each job", () => {
        for (const {job: job} of this.#jobs) if (job !== void 0) this.#log.info(previewed(job));
      });
      this.#setOutputs();
    }
    onStatusChange({job: job}, before) {
      if (job !== void 0 && this.#namesJobs) this.#log.info(statusChanged(before, job, this.#elapsedMs()));
    }
    onFailedPoll(jobs, error) {
      this.#log.info(failedPoll(jobs, error));
    }
    onPolled(jobs) {
      this.#setOutputs();
      if (!this.#namesJobs) this.#log.info(statusCounts(jobs, this.#elapsedMs()));
    }
    onHeartbeat(jobs) {
      this.#log.info(heartbeat(jobs, this.#elapsedMs()));
    }
    end(isCancelled) {
      const {apiUrl: apiUrl, dryRun: dryRun, waitForStopped: waitForStopped, summaryFile: summaryFile} = this.#options;
      this.#logEnds();
      const errors = this.#jobs.flatMap(({error: error}) => error ?? []);
      if (errors.length > 0) this.#setOutputs();
      try {
        const waited = waitForStopped && !dryRun;
        const facts = {
          dryRun: dryRun,
          isCancelled: isCancelled,
          waited: waited,
          elapsedMs: this.#elapsedMs(),
          apiHost: apiUrl.host
        };
        if (summaryFile !== void 0) writeSummary(summaryFile, this.#jobs, facts, text => this.#secrets.redact(text));
      } catch (error) {
        this.#logUnwritable("The job summary", error);
      }
      showErrors(this.#log, errors);
      return errors.length === 0;
    }
    get #namesJobs() {
      return this.#jobs.length <= MAX_NAMED_JOBS;
    }
    #logEnds() {
      const elapsedMs = this.#elapsedMs();
      const ended = this.#jobs.flatMap(({job: job, error: error, isAccepted: isAccepted}) => job && isAccepted && !error ? [ job ] : []);
      const finished = ended.filter(({status: status}) => status === "completed" || status === "failed");
      const warnOfEach = finished.length <= MAX_ANNOTATIONS;
      this.#foldedIfMany("What became of each job", () => {
        for (const job of ended) {
          const text = messages_ended(job, elapsedMs);
          if (warnOfEach && finished.includes(job)) this.#log.warning(text, `Job ${job.id} ${job.status}`); else this.#log.info(text);
        }
      });
      if (!warnOfEach) {
        const title = `${finished.length} jobs completed or failed before they could be stopped`;
        this.#log.warning(`${title}: ${finished.map(({id: id}) => id).join(", ")}.`, title);
      }
      if (this.#jobs.length > 1) this.#log.info(allEnded(this.#jobs, elapsedMs));
    }
    #setOutputs() {
      try {
        const shortened = this.#outputs.set(this.#jobs);
        if (shortened !== void 0) this.#log.info(messages_shortened(shortened));
      } catch (error) {
        if (!this.#isUnwritableLogged) this.#logUnwritable("The outputs", error);
        this.#isUnwritableLogged = true;
      }
    }
    #logUnwritable(what, error) {
      const title = `${what} could not be written`;
      this.#log.warning(`${title}: ${error.message}. What was terminated is not affected.`, title);
    }
    #foldedIfMany(title, write) {
      if (this.#namesJobs) write(); else this.#log.group(title, write);
    }
  }
  function showErrors(log, errors) {
    const shown = errors.length > MAX_ANNOTATIONS ? errors.slice(0, MAX_ANNOTATIONS - 1) : errors;
    for (const {title: title, message: message} of shown) log.error(message, title);
    if (shown.length === errors.length) return;
    const rest = errors.slice(shown.length);
    log.group(`Why ${rest.length} more jobs were not stopped`, () => {
      for (const {message: message} of rest) log.info(message);
    });
    log.error(`${rest.length} more jobs were not stopped. The log names each with its reason.`, `${rest.length} more jobs`);
  }
  function showFailure(log, failure) {
    if (failure instanceof InvalidInputsError) {
      for (const problem of failure.problems) log.error(problem, "Nothing was terminated: an input is wrong");
      return;
    }
    if (failure instanceof JobError) {
      showErrors(log, [ failure ]);
      return;
    }
    const {message: message, stack: stack} = failure instanceof Error ? failure : new Error(String(failure));
    for (const line of (stack ?? "").split("\n")) log.debug(line);
    log.error(`This should not have happened: ${message}. What was terminated until then is told above. ` + "Please report it, with the debug log.", "The action has a defect");
  }
  class Secrets {
    #texts=[];
    add(secret) {
      if (secret === "" || this.#texts.includes(secret)) return;
      if (process.stdout.isTTY !== true) core_setSecret(secret);
      this.#texts.push(secret);
      this.#texts.sort((one, other) => other.length - one.length);
    }
    redact(text) {
      return this.#texts.reduce((redacted, secret) => redacted.replaceAll(secret, "***"), text);
    }
  }
  const MAX_CONCURRENCY = 8;
  async function forEachConcurrently(items, task) {
    const waiting = items.values();
    const work = async () => {
      for (const item of waiting) await task(item);
    };
    await Promise.all(Array.from({
      length: Math.min(MAX_CONCURRENCY, items.length)
    }, work));
  }
  const external_node_http_namespaceObject = require("node:http");
  const external_node_https_namespaceObject = require("node:https");
  const external_node_url_namespaceObject = require("node:url");
  const promises_namespaceObject = require("node:timers/promises");
  const systemClock = {
    nowMs: () => process.uptime() * 1e3,
    sleep: (ms, signal) => (0, promises_namespaceObject.setTimeout)(ms, void 0, {
      signal: signal
    }).catch(() => {})
  };
  class proxy_ProxyAgent extends external_node_https_namespaceObject.Agent {
    #proxy;
    constructor(proxy, options) {
      super(options);
      this.#proxy = proxy;
    }
    createConnection(options, onConnection) {
      const {url: url, credentials: credentials} = this.#proxy;
      const target = `${options.host}:${options.port}`;
      const connect = (url.protocol === "https:" ? external_node_https_namespaceObject : external_node_http_namespaceObject).request({
        method: "CONNECT",
        host: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port || (url.protocol === "https:" ? 443 : 80),
        path: target,
        headers: {
          Host: target,
          ...credentials !== void 0 && {
            "Proxy-Authorization": `Basic ${Buffer.from(credentials).toString("base64")}`
          }
        },
        agent: false,
        rejectUnauthorized: true,
        ...options.proxySignal && {
          signal: options.proxySignal
        }
      });
      connect.once("connect", ({statusCode: statusCode}, socket) => {
        if (statusCode === 200) onConnection(null, super.createConnection({
          ...options,
          socket: socket
        }) ?? void 0); else {
          socket.destroy();
          onConnection(new ProxyRefusal(statusCode ?? 0));
        }
      });
      connect.once("error", onConnection);
      connect.end();
    }
  }
  const MAX_BODY_BYTES = 1024 * 1024;
  const MAX_CHUNKS = 2e4;
  class Http {
    rateLimit;
    #options;
    #client;
    #agent;
    constructor(options) {
      this.#options = options;
      this.#client = new lib_HttpClient(void 0, [], {
        socketTimeout: options.requestTimeoutMs * 2
      });
      this.#agent = agentFor(options);
    }
    async request(method, path, options = {}) {
      const startedAt = systemClock.nowMs();
      const logEnd = result => {
        const elapsedMs = systemClock.nowMs() - startedAt;
        this.#options.onRequestEnd?.({
          method: method,
          path: path,
          result: result,
          elapsedMs: elapsedMs,
          rateLimit: this.rateLimit
        });
      };
      try {
        const response = await this.#withinTimeout(options, signal => this.#send(method, path, options, signal));
        this.rateLimit = parseRateLimit(response.headers) ?? this.rateLimit;
        logEnd(String(response.statusCode));
        return response;
      } catch (error) {
        logEnd(error.message);
        throw error;
      }
    }
    close() {
      this.#agent.destroy();
    }
    async #withinTimeout(options, call) {
      const timeoutMs = Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, this.#options.requestTimeoutMs);
      const controller = new AbortController;
      const abort = () => controller.abort(new AbortedError);
      if (options.signal?.aborted) throw new AbortedError;
      options.signal?.addEventListener("abort", abort);
      const timer = setTimeout(() => controller.abort(new TimeoutError(timeoutMs)), timeoutMs);
      const {signal: signal} = controller;
      const aborted = new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
      try {
        return await Promise.race([ aborted, call(signal) ]);
      } catch (error) {
        throw signal.aborted ? signal.reason : asApiError(error);
      } finally {
        clearTimeout(timer);
        options.signal?.removeEventListener("abort", abort);
      }
    }
    async #send(method, path, options, signal) {
      const {apiUrl: apiUrl} = this.#options;
      const url = new URL(apiUrl);
      url.pathname = apiUrl.pathname.replace(/\/$/, "") + path;
      url.search = String(options.query ?? "");
      const request = {
        method: method,
        headers: {
          ...this.#options.headers,
          ...options.headers
        },
        agent: this.#agent,
        signal: signal
      };
      const info = {
        options: {
          ...(0, external_node_url_namespaceObject.urlToHttpOptions)(url),
          ...request,
          proxySignal: signal
        },
        parsedUrl: url,
        httpModule: url.protocol === "https:" ? external_node_https_namespaceObject : external_node_http_namespaceObject
      };
      const {message: message} = await this.#client.requestRaw(info, null);
      const body = await readBody(message, options.maxBodyBytes ?? MAX_BODY_BYTES);
      return {
        statusCode: message.statusCode ?? 0,
        headers: message.headers,
        body: body
      };
    }
  }
  function agentFor({apiUrl: apiUrl, maxSockets: maxSockets, proxy: proxy}) {
    const options = {
      keepAlive: true,
      maxSockets: maxSockets
    };
    if (apiUrl.protocol !== "https:") return new external_node_http_namespaceObject.Agent(options);
    const tls = {
      ...options,
      rejectUnauthorized: true
    };
    return proxy === void 0 ? new external_node_https_namespaceObject.Agent(tls) : new proxy_ProxyAgent(proxy, tls);
  }
  async function readBody(message, maxBytes) {
    const chunks = [];
    let size = 0;
    for await (const chunk of message) {
      size += chunk.length;
      if (size > maxBytes || chunks.length >= MAX_CHUNKS) throw new InvalidResponseError(`the answer is larger than ${maxBytes} bytes, or in smaller pieces, than any job's is`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
  }
  function asApiError(error) {
    if (error instanceof ApiError || error instanceof TypeError) return error;
    const cause = error;
    return codeOf(cause) !== "" || cause instanceof ProxyRefusal ? new NetworkError(cause) : error;
  }
  function parseRateLimit(headers) {
    const remaining = Number.parseInt(String(headers["x-ratelimit-remaining"]), 10);
    const limit = Number.parseInt(String(headers["x-ratelimit-limit"]), 10);
    return remaining >= 0 && limit > 0 ? {
      remaining: remaining,
      limit: limit
    } : void 0;
  }
  function jsonOf(response, redact) {
    const {statusCode: statusCode, body: body} = response;
    if (statusCode < 200 || statusCode >= 300) throw errorOf(response, redact);
    try {
      return JSON.parse(body);
    } catch {
      throw new InvalidResponseError(`the answer is not JSON, but ${response_kindOf(redact(body))}`);
    }
  }
  function errorOf({statusCode: statusCode, headers: headers, body: body}, redact) {
    if (statusCode >= 300 && statusCode < 400) return new RedirectError(statusCode, redirectTarget(headers.location && redact(headers.location)));
    return new HttpError(statusCode, apiMessage(body, redact), retryAfterMs(headers["retry-after"]));
  }
  function apiMessage(body, redact) {
    const json = parsed(body);
    return typeof json?.message === "string" ? redact(json.message) : body === "" ? "" : response_kindOf(redact(body));
  }
  function response_kindOf(body) {
    if (body.trim() === "") return "empty";
    if (/^\s*</.test(body)) return "a page of HTML or XML";
    return `the text ${printable(body, 100)}`;
  }
  function redirectTarget(location) {
    if (location === void 0) return "no address";
    const here = "https://here.invalid";
    const url = URL.canParse(location, here) ? new URL(location, here) : void 0;
    if (url === void 0 || url.origin === here) return "another path on the same host, or to no valid address";
    return url.host === "" ? "an address without a host" : `the host ${printable(url.host, 100)}`;
  }
  const MAX_RETRY_AFTER_MS = 365 * 24 * 36e5;
  function retryAfterMs(header, now = Date.now()) {
    if (header === void 0) return;
    if (/^\d+$/.test(header)) return Math.min(Number(header) * 1e3, MAX_RETRY_AFTER_MS);
    const date = Date.parse(header);
    return Number.isNaN(date) ? void 0 : Math.max(0, date - now);
  }
  function parsed(body) {
    try {
      return JSON.parse(body);
    } catch {
      return;
    }
  }
  const VERSION = "1.0.0";
  const PAGE_SIZE = 100;
  const MAX_LIST_BYTES = 16 * 1024 * 1024;
  const VERSION_2 = {
    Accept: "application/vnd.xplenty+json; version=2"
  };
  class Client {
    #http;
    #redact;
    constructor(http, redact = String) {
      this.#http = http;
      this.#redact = redact;
    }
    get rateLimit() {
      return this.#http.rateLimit;
    }
    terminate(ref, options) {
      return this.#job("DELETE", ref, options);
    }
    get(ref, options) {
      return this.#job("GET", ref, options);
    }
    async list(accountId, asked, offset, options) {
      const query = new URLSearchParams({
        status: asked.status,
        sort: "created",
        direction: "asc"
      });
      if (asked.packageId !== void 0) query.set("package_id", String(asked.packageId));
      query.set("offset", String(offset));
      query.set("limit", String(PAGE_SIZE));
      const request = {
        ...options,
        query: query,
        headers: VERSION_2,
        maxBodyBytes: MAX_LIST_BYTES
      };
      const response = await this.#http.request("GET", `/${accountId}/api/jobs`, request);
      const jobs = parseJobs(jsonOf(response, this.#redact));
      return {
        jobs: jobs,
        nextOffset: nextOffset(response.headers.link?.toString(), offset, jobs.length)
      };
    }
    async #job(method, ref, options) {
      const response = await this.#http.request(method, `/${ref.accountId}/api/jobs/${ref.id}`, options);
      return parseJob(jsonOf(response, this.#redact), ref.id);
    }
  }
  function connect(options, redact, onRequestEnd) {
    const {apiUrl: apiUrl, apiKey: apiKey, requestTimeoutMs: requestTimeoutMs, proxy: proxy} = options;
    const headers = {
      Accept: "application/vnd.xplenty+json",
      Authorization: `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`,
      "User-Agent": `terminate-xplenty-job/${VERSION}`
    };
    const http = new Http({
      apiUrl: apiUrl,
      headers: headers,
      requestTimeoutMs: requestTimeoutMs,
      maxSockets: MAX_CONCURRENCY,
      proxy: proxy,
      onRequestEnd: onRequestEnd
    });
    return new Client(http, redact);
  }
  function nextOffset(link, offset, count) {
    if (!/\brel="?(next|prev|previous|first|last)\b/i.test(link ?? "")) return count >= PAGE_SIZE ? offset + count : void 0;
    const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link ?? "")?.[1];
    if (target === void 0) return;
    const next = Number(/[?&]offset=(\d+)/.exec(target)?.[1] ?? offset + count);
    return next > offset && count > 0 ? next : void 0;
  }
  const MAX_LISTED = 1e5;
  async function* listJobs(getPage) {
    const seen = new Set;
    for (let offset = 0; offset !== void 0; ) {
      const {jobs: jobs, nextOffset: nextOffset} = await getPage(offset);
      yield jobs;
      const isNew = jobs.some(({id: id}) => !seen.has(id));
      for (const {id: id} of jobs) seen.add(id);
      offset = isNew && seen.size < MAX_LISTED ? nextOffset : void 0;
    }
  }
  async function terminateAll(jobs, context) {
    await forEachConcurrently(jobs, async tracked => {
      if (context.cancellation.graceOver.aborted) {
        tracked.error = cancelledBeforeRequest(tracked.ref);
        return;
      }
      await terminate(tracked, context);
      context.progress.onTerminateEnded();
    });
    if (!context.cancellation.requested.aborted) return;
    for (const tracked of jobs) {
      const {job: job, error: error, isAccepted: isAccepted, isFinal: isFinal} = tracked;
      if (isAccepted && !isFinal && !error && job) tracked.error = cancelledWhileStopping(job);
    }
  }
  async function terminate(tracked, context) {
    const {api: api, cancellation: cancellation} = context;
    const {ref: ref} = tracked;
    const signal = cancellation.graceOver;
    const errors = [];
    const call = () => api.terminate(ref, {
      signal: signal
    }).catch(error => {
      errors.push(error);
      throw error;
    });
    tracked.isSent = true;
    try {
      accept(tracked, await withRetries(call, retryOptions(ref, context, MAX_ATTEMPTS)), void 0, context);
    } catch (error) {
      await checkAfterRefusal(tracked, asRequestError(error), errors, context);
    }
  }
  async function checkAfterRefusal(tracked, refusal, errors, context) {
    const {ref: ref} = tracked;
    const isUnknown = errors.some(mayHaveActed);
    if (!couldGetHelp(refusal)) return fail(tracked, refusal, void 0, isUnknown, context);
    const attempts = refusal instanceof RetriesExhaustedError ? 1 : MAX_ATTEMPTS;
    const get = () => context.api.get(ref, {
      signal: context.cancellation.graceOver
    });
    let job;
    try {
      job = await withRetries(get, retryOptions(ref, context, attempts));
    } catch (error) {
      const getError = asRequestError(error);
      return fail(tracked, refusal, getError, isUnknown || !isNotFound(refusal, getError), context);
    }
    if (isStopping(job) || isFinal(job)) return accept(tracked, job, refusal, context);
    tracked.update(job, context.elapsedMs());
    tracked.error = stillActive(ref, refusal, job);
  }
  function accept(tracked, job, refusal, context) {
    tracked.isAccepted = true;
    tracked.update(job, context.elapsedMs());
    context.progress.onAccepted(tracked, refusal);
  }
  function fail(tracked, refusal, getError, isUnknown, {cancellation: cancellation}) {
    tracked.error = isUnknown && cancellation.requested.aborted ? cancelledDuringRequest(tracked.ref, refusal) : notTerminated(tracked.ref, refusal, getError, isUnknown);
  }
  function retryOptions({id: id}, {cancellation: cancellation, clock: clock, progress: progress}, maxAttempts) {
    return {
      maxAttempts: maxAttempts,
      signal: cancellation.requested,
      clock: clock,
      onFailedAttempt: progress.onFailedAttempt.bind(progress, `Job ${id}`)
    };
  }
  function mayHaveActed(error) {
    if (error instanceof HttpError) return !error.isRefusal;
    return error instanceof ApiError ? error instanceof AbortedError || error.isTransient : true;
  }
  function isNotFound(...errors) {
    return errors.map(lastError).every(error => error instanceof HttpError && error.statusCode === 404);
  }
  function couldGetHelp(refusal) {
    const error = lastError(refusal);
    if (error instanceof HttpError) return !error.isAboutCaller;
    return !(error instanceof RedirectError) && error.isTransient;
  }
  async function preview(jobs, context) {
    const {api: api, cancellation: cancellation} = context;
    const unseen = jobs.filter(({job: job}) => job === void 0);
    await forEachConcurrently(unseen, async tracked => {
      const {ref: ref} = tracked;
      const get = () => api.get(ref, {
        signal: cancellation.requested
      });
      try {
        tracked.update(await withRetries(get, retryOptions(ref, context, MAX_ATTEMPTS)), context.elapsedMs());
      } catch (error) {
        tracked.error = notSeen(ref, asRequestError(error));
      }
    });
  }
  class TrackedJob {
    ref;
    job;
    isSent=false;
    isAccepted=false;
    error;
    htmlUrl;
    history=[];
    constructor(ref) {
      this.ref = ref;
    }
    get isFinal() {
      return this.job !== void 0 && isFinal(this.job);
    }
    update(job, atMs) {
      const before = this.job;
      this.job = job;
      this.htmlUrl = job.fields.html_url ?? this.htmlUrl;
      if (before?.status !== job.status) this.history.push({
        status: job.status,
        atMs: atMs
      });
      return before;
    }
  }
  const MAX_PASSES = 5;
  async function selectJobs(selection, context) {
    const {cancellation: cancellation, clock: clock, progress: progress, elapsedMs: elapsedMs} = context;
    const onFailedAttempt = progress.onFailedAttempt.bind(progress, "The list of jobs");
    const options = {
      maxAttempts: MAX_ATTEMPTS,
      signal: cancellation.requested,
      clock: clock,
      onFailedAttempt: onFailedAttempt
    };
    const jobs = await select_select(selection, context, call => withRetries(call, options)).catch(error => {
      throw notSelected(asRequestError(error), cancellation.requested.aborted);
    });
    return jobs.map(job => {
      const tracked = new TrackedJob({
        accountId: selection.accountId,
        id: job.id
      });
      tracked.update(job, elapsedMs());
      return tracked;
    });
  }
  async function select_select(selection, context, retry) {
    const {accountId: accountId, filter: filter} = selection;
    const selected = new Map;
    let matching = new Map;
    let shownBefore = "";
    for (let number = 1; number <= MAX_PASSES; number++) {
      const pass = await onePass(selection, context, retry);
      matching = pass.matching;
      for (const job of matching.values()) selected.set(job.id, job);
      if (number > 1 && pass.shown === shownBefore) break;
      shownBefore = pass.shown;
    }
    for (const id of selected.keys()) {
      if (matching.has(id)) continue;
      const get = () => context.api.get({
        accountId: accountId,
        id: id
      }, {
        signal: context.cancellation.requested
      });
      const job = await retry(get).catch(undefinedIfNotFound);
      if (job !== void 0 && matches(job, filter)) selected.set(id, job); else selected.delete(id);
    }
    return [ ...selected.values() ];
  }
  async function onePass({accountId: accountId, filter: filter}, {api: api, cancellation: cancellation}, retry) {
    const matching = new Map;
    const shown = [];
    for (const status of ACTIVE_STATUSES.filter(one => filter.statuses.includes(one))) {
      const getPage = offset => retry(() => api.list(accountId, {
        status: status,
        packageId: filter.packageId
      }, offset, {
        signal: cancellation.requested
      }));
      for await (const jobs of listJobs(getPage)) for (const job of jobs) {
        shown.push(`${status} ${job.id}`);
        if (matches(job, filter)) matching.set(job.id, job); else matching.delete(job.id);
      }
    }
    return {
      matching: matching,
      shown: shown.join()
    };
  }
  function undefinedIfNotFound(error) {
    if (error instanceof HttpError && error.statusCode === 404) return;
    throw error;
  }
  function matches(job, filter) {
    const {packageId: packageId, clusterId: clusterId, runningLongerThanSeconds: runningLongerThanSeconds} = filter;
    return filter.statuses.includes(job.status) && (packageId === void 0 || isNumber(job.fields.package_id, packageId)) && (clusterId === void 0 || isNumber(job.fields.cluster_id, clusterId)) && (runningLongerThanSeconds === void 0 || runtimeSeconds(job) > runningLongerThanSeconds) && [ ...filter.variables ].every(([name, value]) => hasVariable(job, name, value));
  }
  function isNumber(field, number) {
    return field === number || field === String(number);
  }
  function hasVariable(job, name, value) {
    const {variables: variables} = job.fields;
    if (typeof variables !== "object" || variables === null) return false;
    const stored = Object.entries(variables).filter(([key]) => key.normalize("NFC") === name.normalize("NFC"));
    const given = value.normalize("NFC");
    const wanted = [ given, ...withoutQuotes(given, /^(["'])(.*)\1$/s) ];
    return stored.length > 0 && stored.every(([, field]) => wanted.some(text => isSame(field, text)));
  }
  function isSame(field, text) {
    if (typeof field === "number") return isDecimal(text) && Number(text) === field && Math.abs(field) < 2 ** 53;
    if (typeof field === "boolean") return String(field) === text;
    if (typeof field !== "string") return false;
    const stored = field.normalize("NFC");
    return [ stored, ...withoutQuotes(stored, /^(')(.*)'$/s) ].includes(text);
  }
  function withoutQuotes(text, quotes) {
    return quotes.exec(text)?.slice(2) ?? [];
  }
  function isDecimal(text) {
    return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  }
  const MIN_JOBS_TO_LIST = 3;
  const MAX_FAILED_LISTS = 2;
  class Poller {
    #context;
    #failedLists=new Map;
    constructor(context) {
      this.#context = context;
    }
    async poll(jobs, options) {
      const unlisted = [];
      for (const accountId of new Set(jobs.map(({ref: ref}) => ref.accountId))) {
        const group = jobs.filter(({ref: ref}) => ref.accountId === accountId);
        unlisted.push(...await this.#list(accountId, group, options));
      }
      await forEachConcurrently(unlisted, tracked => this.#get(tracked, options));
    }
    async #list(accountId, group, options) {
      const failed = this.#failedLists.get(accountId) ?? 0;
      if (group.length < MIN_JOBS_TO_LIST || failed === Number.POSITIVE_INFINITY) return group;
      if (failed >= MAX_FAILED_LISTS) {
        this.#failedLists.delete(accountId);
        return group;
      }
      try {
        const stopping = await this.#listStopping(accountId, group, options);
        this.#failedLists.delete(accountId);
        return group.filter(tracked => {
          const job = stopping.get(tracked.ref.id);
          if (job !== void 0) options.onJob(tracked, job);
          return job === void 0;
        });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (this.#context.cancellation.requested.aborted) return [];
        this.#failedLists.set(accountId, error.isTransient ? failed + 1 : Number.POSITIVE_INFINITY);
        if (!error.isTransient) return group;
        options.onError(group, error);
        return [];
      }
    }
    async #get(tracked, options) {
      const timeoutMs = options.timeLeftMs();
      if (timeoutMs <= 0) return;
      const {api: api, cancellation: cancellation} = this.#context;
      try {
        options.onJob(tracked, await api.get(tracked.ref, {
          signal: cancellation.requested,
          timeoutMs: timeoutMs
        }));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        options.onError([ tracked ], error);
      }
    }
    async #listStopping(accountId, group, {timeLeftMs: timeLeftMs}) {
      const {api: api, cancellation: cancellation} = this.#context;
      const lastSeen = group.flatMap(({job: job}) => job !== void 0 && isStopping(job) ? [ job.status ] : []);
      const statuses = new Set([ ...lastSeen.filter(status => status !== "stopping"), "stopping" ]);
      const stopping = new Map;
      for (const status of statuses) {
        const getPage = offset => api.list(accountId, {
          status: status
        }, offset, {
          signal: cancellation.requested,
          timeoutMs: Math.max(0, timeLeftMs())
        });
        for await (const jobs of listJobs(getPage)) for (const job of jobs) stopping.set(job.id, job);
      }
      return stopping;
    }
  }
  const LAST_POLL_MS = 2e3;
  const HEARTBEAT_MS = 3e4;
  async function waitUntilStopped(jobs, {timeoutMs: timeoutMs, pollIntervalMs: pollIntervalMs}, context) {
    const {cancellation: cancellation, clock: clock, progress: progress, api: api} = context;
    const accepted = jobs.filter(({isAccepted: isAccepted}) => isAccepted);
    const heartbeat = setInterval(() => progress.onHeartbeat(accepted), HEARTBEAT_MS);
    const startedAt = clock.nowMs();
    const waitedMs = () => clock.nowMs() - startedAt;
    const poller = new Poller(context);
    let errors = new Map;
    let failedPolls = 0;
    try {
      for (let active = waiting(accepted); active.length > 0; active = waiting(accepted)) {
        const remainingMs = timeoutMs - waitedMs();
        if (cancellation.requested.aborted || remainingMs <= 0) {
          for (const tracked of active) tracked.error = cancellation.requested.aborted ? cancelledWhileStopping(tracked.job) : timedOut(tracked.job, timeoutMs, errors.get(tracked));
          return;
        }
        const usualMs = pauseBeforePoll(waitedMs(), pollIntervalMs, api.rateLimit);
        const pauseMs = pauseAfterErrors(failedPolls, [ ...new Set(errors.values()) ], usualMs);
        await clock.sleep(Math.min(pauseMs, remainingMs), cancellation.requested);
        if (cancellation.requested.aborted) continue;
        errors = new Map;
        await poller.poll(active, {
          timeLeftMs: () => timeoutMs - waitedMs() + LAST_POLL_MS,
          onJob: (tracked, job) => {
            const before = tracked.update(job, context.elapsedMs());
            if (before !== void 0 && before.status !== job.status) progress.onStatusChange(tracked, before);
          },
          onError: (met, error) => {
            if (cancellation.requested.aborted) return;
            for (const tracked of met) if (error.isTransient) errors.set(tracked, error); else tracked.error = lostSight(tracked.job, error);
            if (error.isTransient) progress.onFailedPoll(met, error);
          }
        });
        failedPolls = errors.size === 0 ? 0 : failedPolls + 1;
        progress.onPolled(accepted);
      }
    } finally {
      clearInterval(heartbeat);
    }
  }
  function waiting(jobs) {
    const isWaiting = tracked => tracked.job !== void 0 && tracked.error === void 0 && !tracked.isFinal;
    return jobs.filter(isWaiting);
  }
  function pauseBeforePoll(waitedMs, pollIntervalMs, rateLimit) {
    const pauseMs = Math.min(Math.max(1e3, .15 * waitedMs), pollIntervalMs);
    const isScarce = rateLimit !== void 0 && rateLimit.remaining < rateLimit.limit / 10;
    return isScarce ? 4 * pauseMs : pauseMs;
  }
  function pauseAfterErrors(failures, errors, usualMs) {
    const pauses = errors.map(error => {
      const {pauseMs: pauseMs} = pauseAfter(failures, error);
      const isThrottled = error instanceof HttpError && error.statusCode === 429;
      const soonestMs = isThrottled ? usualMs : Math.min(pauseMs, usualMs);
      return Math.max(soonestMs, Math.min(error.retryAfterMs ?? 0, MAX_PAUSE_MS));
    });
    return pauses.length === 0 ? usualMs : Math.max(...pauses);
  }
  async function run(inputs, cancellation, log, secrets, clock = systemClock) {
    for (const warning of inputs.warnings) log.warning(warning, "An input was changed");
    const startedAt = clock.nowMs();
    const elapsedMs = () => clock.nowMs() - startedAt;
    const report = new Report(log, secrets, inputs, elapsedMs);
    const redact = text => secrets.redact(text);
    const api = connect(inputs, redact, request => report.onRequestEnd(request));
    const context = {
      api: api,
      cancellation: cancellation,
      clock: clock,
      progress: report,
      elapsedMs: elapsedMs
    };
    const jobs = await findJobs(inputs, report, context);
    if (inputs.dryRun) {
      await preview(jobs, context);
      report.endPreview();
    } else {
      await terminateAll(jobs, context);
      report.endTermination(cancellation.requested.aborted);
      if (inputs.waitForStopped) await waitUntilStopped(jobs, inputs, context);
    }
    return report.end(cancellation.requested.aborted);
  }
  async function findJobs({jobs: jobs, selection: selection}, report, context) {
    if (selection !== void 0) {
      report.startSelection(selection);
      return report.endSelection(await selectJobs(selection, context));
    }
    return report.start(jobs.map(ref => new TrackedJob(ref)));
  }
  process.exitCode = 1;
  process.stdout.on("error", () => {});
  const secrets = new Secrets;
  const log = new Log(secrets);
  process.on("uncaughtException", index_fail);
  main();
  async function main() {
    try {
      const cancellation = listenForCancel();
      exit(await run(loadInputs(secrets), cancellation, log, secrets) ? 0 : 1);
    } catch (error) {
      index_fail(error);
    }
  }
  function index_fail(error) {
    try {
      showFailure(log, error);
    } finally {
      exit(1);
    }
  }
  function exit(exitCode) {
    process.exitCode = exitCode;
    if (process.stdout.writableLength === 0) process.exit();
    process.stdout.write("", () => process.exit());
  }
  module.exports = __webpack_exports__;
})();
