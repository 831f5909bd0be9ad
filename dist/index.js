(() => {
 "use strict";
 var __webpack_modules__ = {}, __webpack_module_cache__ = {};
 function __nccwpck_require__(moduleId) {
  var cachedModule = __webpack_module_cache__[moduleId];
  if (cachedModule !== void 0) return cachedModule.exports;
  var module = __webpack_module_cache__[moduleId] = {
   exports: {}
  }, threw = true;
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
  var leafPrototypes, getProto = Object.getPrototypeOf ? obj => Object.getPrototypeOf(obj) : obj => obj.__proto__;
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
 const external_node_util_namespaceObject = require("node:util"), systemClock = {
  nowMs: () => process.uptime() * 1e3,
  sleep: (ms, signal) => (0, external_node_util_namespaceObject.promisify)(setTimeout)(ms, void 0, {
   signal
  }).catch(() => {})
 }, external_os_namespaceObject = require("os");
 function utils_toCommandValue(input) {
  if (input === null || input === void 0) return ""; else if (typeof input === "string" || input instanceof String) return input;
  return JSON.stringify(input);
 }
 function toCommandProperties(annotationProperties) {
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
 class Command {
  constructor(command, properties, message) {
   if (!command) command = "missing.command";
   this.command = command;
   this.properties = properties;
   this.message = message;
  }
  toString() {
   let cmdStr = "::" + this.command;
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
   cmdStr += `::${escapeData(this.message)}`;
   return cmdStr;
  }
 }
 function escapeData(s) {
  return utils_toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
 }
 function escapeProperty(s) {
  return utils_toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
 }
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
 var HttpCodes, Headers, MediaTypes, __awaiter = function(thisArg, _arguments, P, generator) {
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
 (function(Headers) {
  Headers["Accept"] = "accept";
  Headers["ContentType"] = "content-type";
 })(Headers || (Headers = {}));
 (function(MediaTypes) {
  MediaTypes["ApplicationJson"] = "application/json";
 })(MediaTypes || (MediaTypes = {}));
 const HttpRedirectCodes = [ HttpCodes.MovedPermanently, HttpCodes.ResourceMoved, HttpCodes.SeeOther, HttpCodes.TemporaryRedirect, HttpCodes.PermanentRedirect ], HttpResponseRetryCodes = [ HttpCodes.BadGateway, HttpCodes.ServiceUnavailable, HttpCodes.GatewayTimeout ], RetryableHttpVerbs = [ "OPTIONS", "GET", "DELETE", "HEAD" ];
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
    let response, numTries = 0;
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
     this.requestRawWithCallback(info, data, function(err, res) {
      if (err) reject(err); else if (!res) reject(new Error("Unknown error")); else resolve(res);
     });
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
   req.setTimeout(this._socketTimeout || 18e4, () => {
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
   const parsedUrl = new URL(serverUrl), proxyUrl = getProxyUrl(parsedUrl), useProxy = proxyUrl && proxyUrl.hostname;
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
   const proxyUrl = getProxyUrl(parsedUrl), useProxy = proxyUrl && proxyUrl.hostname;
   if (this._keepAlive && useProxy) agent = this._proxyAgent;
   if (!useProxy) agent = this._agent;
   if (agent) return agent;
   const usingSsl = parsedUrl.protocol === "https:";
   let maxSockets = 100;
   if (this.requestOptions) maxSockets = this.requestOptions.maxSockets || external_http_namespaceObject.globalAgent.maxSockets;
   if (proxyUrl && proxyUrl.hostname) {
    const agentOptions = {
     maxSockets,
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
     maxSockets
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
   const baseUserAgent = userAgent || "actions/http-client", orchId = process.env["ACTIONS_ORCHESTRATION_ID"];
   if (orchId) {
    const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, "_");
    return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
   }
   return baseUserAgent;
  }
  _performExponentialBackoff(retryNumber) {
   return __awaiter(this, void 0, void 0, function*() {
    retryNumber = Math.min(10, retryNumber);
    const ms = 5 * Math.pow(2, retryNumber);
    return new Promise(resolve => setTimeout(() => resolve(), ms));
   });
  }
  _processResponse(res, options) {
   return __awaiter(this, void 0, void 0, function*() {
    return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function*() {
     const statusCode = res.message.statusCode || 0, response = {
      statusCode,
      result: null,
      headers: {}
     };
     if (statusCode === HttpCodes.NotFound) resolve(response);
     let obj, contents;
     try {
      contents = yield res.readBody();
      if (contents && contents.length > 0) {
       if (options && options.deserializeDates) obj = JSON.parse(contents, function(key, value) {
        if (typeof value === "string") {
         const a = new Date(value);
         if (!isNaN(a.valueOf())) return a;
        }
        return value;
       }); else obj = JSON.parse(contents);
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
 external_os_namespaceObject.platform(), external_os_namespaceObject.arch();
 var ExitCode;
 (function(ExitCode) {
  ExitCode[ExitCode["Success"] = 0] = "Success";
  ExitCode[ExitCode["Failure"] = 1] = "Failure";
 })(ExitCode || (ExitCode = {}));
 function core_setSecret(secret) {
  command_issueCommand("add-mask", {}, secret);
 }
 function isDebug() {
  return process.env["RUNNER_DEBUG"] === "1";
 }
 function core_debug(message) {
  command_issueCommand("debug", {}, message);
 }
 function error(message, properties = {}) {
  command_issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function warning(message, properties = {}) {
  command_issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function notice(message, properties = {}) {
  command_issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function info(message) {
  process.stdout.write(message + external_os_namespaceObject.EOL);
 }
 const UNPRINTABLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`;
 function printable(text, limit = 500) {
  const head = text.slice(0, limit * 4), trimmed = head.replace(/\s+/g, " ").trim(), oneLine = isPlainAscii(trimmed) ? trimmed : trimmed.replace(unicodePattern(UNPRINTABLE, "g"), "\ufffd"), characters = Array.from(oneLine.replaceAll("##[", "# #["));
  if (head.length === text.length && characters.length <= limit) return characters.join("");
  return `${characters.slice(0, limit).join("")}\u2026 (cut, ${text.length} characters in all)`;
 }
 function isPlainAscii(text) {
  return !/[^ -~\t\r\n]/.test(text);
 }
 function unicodePattern(source, flags = "") {
  return new RegExp(source, `u${flags}`);
 }
 function duration(ms) {
  if (ms < 950) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${Number((ms / 1e3).toFixed(1))} s`;
  const seconds = Math.round(ms / 1e3);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
 }
 function utc(date) {
  const day = [ date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate() ], time = [ date.getUTCHours(), date.getUTCMinutes() ];
  return `${twoDigits(day).join("-")} ${twoDigits(time).join(":")} UTC`;
 }
 function twoDigits(numbers) {
  return numbers.map(number => String(number).padStart(2, "0"));
 }
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
  notice(text, title) {
   this.#annotate(notice, "Notice", text, title);
  }
  error(text, title) {
   this.#annotate(error, "Error", text, title);
  }
  debug(makeText) {
   if (isDebug() && !isTerminal()) core_debug(this.#oneLine(makeText()));
  }
  #annotate(command, word, text, title) {
   if (isTerminal()) info(`${word}: ${this.#oneLine(text)}`); else command(this.#oneLine(text), {
    title: this.#oneLine(title)
   });
  }
  #oneLine(text) {
   return printable(this.#secrets.redact(text), 4e3);
  }
 }
 function isTerminal() {
  return process.stdout.isTTY === true;
 }
 class ApiError extends Error {
  summary;
  isTransient=true;
  mayHaveActed=true;
  isUndelivered=false;
  isThrottled=false;
  retryAfterMs;
  advice="";
  constructor(summary, message, options) {
   super(message, options);
   this.summary = summary;
  }
 }
 class NetworkError extends ApiError {
  isTransient;
  mayHaveActed;
  isUndelivered;
  advice;
  constructor(host, problem, wasConnected, cause) {
   super(wasConnected ? "connection lost" : `cannot reach ${host}`, problem.text, {
    cause
   });
   this.isTransient = !problem.isPermanent;
   this.mayHaveActed = wasConnected;
   this.isUndelivered = !wasConnected;
   this.advice = problem.advice ?? (wasConnected ? "" : "Check api-url, DNS and proxy.");
  }
 }
 class TimeoutError extends NetworkError {
  constructor(host, timeoutMs, wasConnected, proxy) {
   const route = proxy === void 0 ? "" : ` through the proxy ${proxy}`, text = wasConnected ? "no complete response" : `no connection${route}`;
   super(host, {
    text: `${text} within ${duration(timeoutMs)}`
   }, wasConnected);
  }
 }
 class AbortedError extends ApiError {
  isTransient=false;
  isUndelivered;
  mayHaveActed;
  constructor(wasConnected = true) {
   super("cancelled", "the request was aborted before the response had come");
   this.mayHaveActed = wasConnected;
   this.isUndelivered = !wasConnected;
  }
 }
 class InvalidResponseError extends ApiError {
  advice;
  constructor(problem, isFromApi = true) {
   super(isFromApi ? "response not understood" : "response not from the API", problem);
   this.advice = isFromApi ? "" : "Check api-url and the proxy.";
  }
 }
 function protocolSwitch() {
  return new InvalidResponseError("HTTP 101, a switch of protocols that was not requested", false);
 }
 class RedirectError extends ApiError {
  isTransient=false;
  advice="Redirects are not followed, so that the key goes nowhere else. If the API has moved, set api-url.";
  constructor(statusCode, target) {
   super(`redirected (${statusCode})`, `HTTP ${statusCode}, which points to ${target}`);
  }
 }
 const API_ERRORS = {
  401: [ "API key rejected", "Check api-key: the service does not know this key." ],
  402: [ "billing problem", "Put the account's billing in order first, on its page at the service." ],
  403: [ "not permitted", "Use the API key of a user who may do this in this account." ],
  404: [ "not found", "Check job-id and account-id, and that the key belongs to this account." ],
  410: [ "not found", "Check job-id and account-id, and that the key belongs to this account." ],
  429: [ "rate limit reached", "Run this step again later, or use the key of another user." ]
 };
 class HttpError extends ApiError {
  statusCode;
  isTransient;
  mayHaveActed;
  isThrottled;
  retryAfterMs;
  advice;
  isFromApi;
  constructor(statusCode, details = {}) {
   const {apiMessage, foreignBody, retryAfterMs, rateLimit} = details, failed = statusCode >= 500 ? "the API failed" : "refused by the API", [name, advice] = API_ERRORS[statusCode] ?? [ failed, "" ], isFromApi = foreignBody === void 0, words = apiMessage === void 0 ? "without a message" : `"${printable(apiMessage).replace(/\.$/, "")}"`;
   super(isFromApi ? `${name} (${statusCode})` : `HTTP ${statusCode}, not from the API`, `HTTP ${statusCode} ${isFromApi ? words : `with ${foreignBody}`}${rateLimit ? `; ${rateLimit}` : ""}`);
   this.statusCode = statusCode;
   this.isFromApi = isFromApi;
   this.isTransient = statusCode >= 500 || [ 408, 425, 429 ].includes(statusCode);
   this.mayHaveActed = statusCode >= 500 || statusCode === 408;
   this.isThrottled = statusCode === 429;
   this.retryAfterMs = retryAfterMs;
   this.advice = isFromApi ? advice : "Check api-url and the proxy.";
  }
 }
 class RetriesExhaustedError extends Error {
  cause;
  constructor(attempts, elapsedMs, cause) {
   super(`${cause.message} (${attempts === 1 ? "1 attempt" : `${attempts} attempts`} in ${duration(elapsedMs)})`);
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
 function hasStatus(error, ...statusCodes) {
  const last = lastError(error);
  return last instanceof HttpError && last.isFromApi && statusCodes.includes(last.statusCode);
 }
 const ACTIVE_STATUSES = [ "idle", "pending", "queued", "running" ], STOPPING_STATUSES = [ "pending_stoppage", "pending_terminate", "stopping" ], FINAL_STATUSES = [ "stopped", "completed", "failed" ];
 function isActive({status}) {
  return ACTIVE_STATUSES.includes(status);
 }
 function isStopping({status}) {
  return STOPPING_STATUSES.includes(status);
 }
 function isFinal({status}) {
  return FINAL_STATUSES.includes(status);
 }
 function runtimeSeconds(job) {
  const runtime = job.fields.runtime_in_seconds;
  return typeof runtime === "number" || typeof runtime === "string" && runtime !== "" ? Number(runtime) : Number.NaN;
 }
 const PAGE_URL = /^https:\/\/([a-z0-9-]+\.)*(xplenty\.com|integrate\.io)\/[\w\-./?=&%#~]*$/;
 function pageUrl(htmlUrl) {
  if (typeof htmlUrl !== "string" || htmlUrl.length > 320) return;
  return PAGE_URL.test(htmlUrl) ? htmlUrl : void 0;
 }
 function parseJob(json, id) {
  const fields = asObject(json);
  if (!isNumberOrText(fields.id) || String(fields.id) !== String(id)) throw new InvalidResponseError(fields.id === void 0 ? "the response has no job ID" : "the response is about another job");
  if (typeof fields.status !== "string") throw new InvalidResponseError("the response has no status that is a text");
  return {
   id,
   status: fields.status,
   fields
  };
 }
 function parseJobs(json) {
  if (json === void 0) throw noBody();
  if (!Array.isArray(json)) throw new InvalidResponseError("the response is JSON, but not a list of jobs");
  return json.map(entry => {
   const {id: listed} = asObject(entry), id = isNumberOrText(listed) ? Number(listed) : Number.NaN;
   if (!(Number.isSafeInteger(id) && id > 0)) throw new InvalidResponseError("the list has an entry without a job ID");
   return parseJob(entry, id);
  });
 }
 function isNumberOrText(value) {
  return typeof value === "number" || typeof value === "string";
 }
 function asObject(json) {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  throw json === void 0 ? noBody() : new InvalidResponseError("the response is JSON, but not an object");
 }
 function noBody() {
  return new InvalidResponseError("the response has no body");
 }
 function outcomeOf(tracked, isDryRun) {
  const {job, error, hadFinished} = tracked;
  if (error !== void 0) return {
   severity: "failure",
   summary: error.summary,
   details: error.details
  };
  if (isDryRun) return plannedOutcome(job);
  if (job === void 0) return {
   severity: "pending",
   summary: "stop requested",
   details: "Its status is not known."
  };
  const {status} = job;
  if (isFinal(job)) {
   if (hadFinished) return {
    severity: "notice",
    summary: `had already ${status}`,
    details: nothingToStop(job)
   };
   if (status === "stopped") return {
    severity: "success",
    summary: "stopped",
    details: ""
   };
   return {
    severity: "warning",
    summary: `${status} before it could be stopped`,
    details: ""
   };
  }
  if (tracked.isStoppedByOthers) return {
   severity: "pending",
   summary: "already stopping",
   details: statusIs(status)
  };
  return {
   severity: "pending",
   summary: "stop requested",
   details: statusIs(status)
  };
 }
 function plannedOutcome(job) {
  if (job === void 0) return {
   severity: "failure",
   summary: "not seen",
   details: ""
  };
  if (isFinal(job)) return {
   severity: "planned",
   summary: `had already ${job.status}`,
   details: nothingToStop(job)
  };
  if (isStopping(job)) return {
   severity: "planned",
   summary: "already stopping",
   details: statusIs(job.status)
  };
  return {
   severity: "planned",
   summary: "would be terminated",
   details: statusIs(job.status)
  };
 }
 function statusIs(status) {
  return `Status: ${status}.`;
 }
 function nothingToStop({fields}) {
  const time = Date.parse(String(fields.completed_at ?? fields.failed_at ?? ""));
  if (Number.isNaN(time)) return "Nothing to stop.";
  return `It finished at ${utc(new Date(time))}. Nothing to stop.`;
 }
 function groupByOutcome(jobs, isDryRun) {
  const groups = new Map;
  for (const tracked of jobs) {
   const outcome = outcomeOf(tracked, isDryRun), key = `${outcome.summary}\n${outcome.severity === "failure" ? outcome.details.replace(/\d+/g, "") : ""}`, group = groups.get(key);
   if (group === void 0) groups.set(key, {
    ...outcome,
    jobs: [ tracked ]
   }); else group.jobs.push(tracked);
  }
  const order = [ "failure", "warning", "notice", "pending", "success", "planned" ];
  return [ ...groups.values() ].sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
 }
 const TROUBLESHOOTING_ENTRIES = [ "API key rejected", "Billing problem", "Not permitted", "Not found", "Rate limit reached", "Refused by the API", "The API failed", "Cannot reach the API", "Connection lost", "Not from the API", "Response not understood", "Redirected", "Outcome unknown", "Timed out", "Cancelled", "Invalid input", "Invalid job ID", "No job matched", "Unexpected error" ];
 function helpFor(summary, docsUrl) {
  const cause = summary.replace(/^Cannot list jobs: /, "").replace(/^cannot reach .*/, "Cannot reach the API").toLowerCase(), entry = TROUBLESHOOTING_ENTRIES.find(entry => cause.startsWith(entry.toLowerCase())) ?? TROUBLESHOOTING_ENTRIES.find(entry => cause.endsWith(entry.toLowerCase())) ?? "Unexpected error", anchor = entry.toLowerCase().replaceAll(" ", "-");
  return {
   entry,
   url: docsUrl && `${docsUrl}troubleshooting.md#${anchor}`
  };
 }
 function helpText(summary, docsUrl) {
  const {entry, url} = helpFor(summary, docsUrl);
  return `Help: ${url ?? `"${entry}" in docs/troubleshooting.md`}`;
 }
 function helpLink(summary, docsUrl) {
  const {entry, url} = helpFor(summary, docsUrl);
  return url === void 0 ? `Help: \u201c${entry}\u201d in docs/troubleshooting.md` : `[Help: ${entry}](${url})`;
 }
 const MAX_ATTEMPTS = 6;
 async function withRetries(call, options) {
  const {maxAttempts = MAX_ATTEMPTS, signal, deadlineMs = Number.POSITIVE_INFINITY, clock, onFailedAttempt} = options, startedAt = clock.nowMs();
  for (let attempt = 1; ;attempt++) {
   const isHurried = signal.aborted;
   try {
    return await call();
   } catch (error) {
    if (!(error instanceof ApiError) || !error.isTransient) throw error;
    const most = error.isThrottled && maxAttempts === MAX_ATTEMPTS ? 10 : maxAttempts, pauseMs = signal.aborted ? 0 : pauseAfter(attempt, error);
    if (attempt >= most || isHurried || clock.nowMs() + pauseMs >= deadlineMs) throw new RetriesExhaustedError(attempt, clock.nowMs() - startedAt, error);
    onFailedAttempt({
     attempt,
     maxAttempts: most,
     error,
     pauseMs
    });
    await clock.sleep(pauseMs, signal);
   }
  }
 }
 function pauseAfter(failures, error) {
  const fullMs = error.isThrottled ? Math.min(1e3 * 2 ** failures, 4e3) : Math.min(1e3 * 2 ** (failures - 1), 6e4), jitteredMs = fullMs * (.5 + .5 * Math.random());
  return Math.min(Math.max(jitteredMs, error.retryAfterMs ?? 0), 6e4);
 }
 function started(jobs, host, isDryRun) {
  const accounts = [ ...new Set(jobs.map(({ref}) => ref.accountId)) ].join(", "), what = `${namesOf(jobs)} of account ${accounts} at ${host}`;
  return isDryRun ? `Dry run: getting ${what}. Nothing will be terminated.` : `Terminating ${what}.`;
 }
 function selecting({accountId, filter}, host) {
  return `Selecting jobs of account ${accountId} at ${host}: ${filterWords(filter)}.`;
 }
 function filterWords({packageId, clusterId, variables, runningLongerThanSeconds, statuses}) {
  const words = [ packageId === void 0 ? "" : `package ${packageId}`, clusterId === void 0 ? "" : `cluster ${clusterId}`, variables.size === 0 ? "" : `variables ${[ ...variables.keys() ].join(", ")}`, runningLongerThanSeconds === void 0 ? "" : `running longer than ${runningLongerThanSeconds} s`, statuses.length === ACTIVE_STATUSES.length ? "" : `status ${statuses.join(" or ")}` ];
  return words.filter(Boolean).join("; ");
 }
 function messages_selected({jobs}, isDryRun) {
  return `${isDryRun ? "Would terminate" : "Terminating"} ${namesOf(jobs)}.`;
 }
 function nothingMatched({counts, unknownVariables}, statuses) {
  const [listed, ...others] = counts, all = listed?.count ?? 0, status = statuses.length === ACTIVE_STATUSES.length ? "active" : statuses.join(" or "), jobs = `${all} ${status} ${all === 1 ? "job" : "jobs"}${listed?.filter ? ` ${listed.filter}` : ""}`;
  if (all === 0) return `${jobs}. Nothing to terminate.`;
  const left = others.map(({filter, count}, index) => `${count} ${index === 0 ? "" : "of them "}${filter}`), unknown = unknownVariables.map(name => ` No job has a variable ${name}.`).join("");
  return `${[ jobs, left.join(", ") ].filter(Boolean).join(": ")}.${unknown} Nothing to terminate.`;
 }
 function outcome(jobs, summary, details) {
  return [ `${messages_title(jobs, summary)}.`, details ].filter(Boolean).join(" ");
 }
 function messages_title(jobs, summary) {
  const names = namesOf(jobs);
  return `${names.charAt(0).toUpperCase()}${names.slice(1)}: ${summary}`;
 }
 function failedAttempt(subject, failed) {
  const {attempt, maxAttempts, error, pauseMs} = failed, next = `Next attempt in ${duration(pauseMs)}${longer(error)}`;
  return `${subject}: attempt ${attempt} of ${maxAttempts} failed: ${error.message}. ${next}.`;
 }
 function failedPoll(jobs, error) {
  return `Polling ${namesOf(jobs)} failed: ${error.message}. It will be repeated${longer(error)}.`;
 }
 function longer({retryAfterMs = 0}) {
  return retryAfterMs > 6e4 ? ` (the service asks for ${duration(retryAfterMs)})` : "";
 }
 function repeatedCall({ref, job}) {
  return `Job ${ref.id} is still ${job?.status} 30 s after the accepted call. Terminating it once more.`;
 }
 function statusChanged({ref}, before, now, elapsedMs) {
  return `Job ${ref.id}: ${before === void 0 ? "" : `${before.status} \u2192 `}${now.status} after ${duration(elapsedMs)}`;
 }
 function heartbeat(jobs, elapsedMs) {
  const [tracked] = jobs;
  if (jobs.length > 1 || tracked?.job === void 0) return statusCounts(jobs, elapsedMs);
  return `Job ${tracked.ref.id} is still ${tracked.job.status} after ${duration(elapsedMs)}.`;
 }
 function statusCounts(jobs, elapsedMs) {
  const counts = new Map;
  for (const {job} of jobs) {
   const status = job?.status ?? "status unknown";
   counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return `After ${duration(elapsedMs)}: ${[ ...counts ].map(([status, count]) => `${count} ${status}`).join(", ")}.`;
 }
 function cancelled(jobs) {
  const states = [ [ "accepted", jobs.filter(({isAccepted}) => isAccepted) ], [ "sent without a response", jobs.filter(({call, isAccepted}) => call === "sent" && !isAccepted) ], [ "refused", jobs.filter(({call, isAccepted}) => call === "refused" && !isAccepted) ], [ "not sent", jobs.filter(({call, isAccepted}) => call === "unsent" && !isAccepted) ] ], words = states.flatMap(([state, some]) => some.length === 0 ? [] : `${state} for ${namesOf(some)}`);
  return `Cancelled, or the step's timeout-minutes is over. Terminate call ${words.join("; ")}.`;
 }
 function noCreditsLeft(limit) {
  return `All ${limit} credits of this hour are used up. The service refuses requests until there are new ones.`;
 }
 function requestEnded({method, path, result, elapsedMs, rateLimit}) {
  const left = rateLimit === void 0 ? "" : `, ${rateLimit.remaining} of ${rateLimit.limit} credits left`;
  return `${method} ${path}: ${result} in ${Math.round(elapsedMs)} ms${left}`;
 }
 function messages_shortened(how) {
  return `Outputs are limited to 120,000 bytes each and 1 MB together: ${how}.`;
 }
 function namesOf(jobs) {
  return jobs.length === 1 ? `job ${jobs[0]?.ref.id}` : `${jobs.length} jobs (${idsOf(jobs)})`;
 }
 function idsOf(jobs) {
  const ids = jobs.slice(0, 100).map(({ref}) => ref.id);
  return `${ids.join(", ")}${jobs.length > 100 ? " and more" : ""}`;
 }
 function logOutcomes(groups, log, docsUrl) {
  const shown = {
   failure: 0,
   warning: 0,
   notice: 0
  };
  for (const {jobs, severity, summary, details} of groups) {
   const links = severity === "failure" ? linksFor(jobs, summary, docsUrl) : [], text = [ outcome(jobs, summary, details), ...links ].join(" "), title = messages_title(jobs, summary), isAnnotation = severity === "failure" || severity === "warning" || severity === "notice";
   if (!isAnnotation || ++shown[severity] > 10) log.info(text); else if (severity === "failure") log.error(text, title); else log[severity](text, title);
  }
 }
 function linksFor(jobs, summary, docsUrl) {
  const page = jobs.length === 1 ? pageUrl(jobs[0]?.htmlUrl) : void 0;
  return [ ...page === void 0 ? [] : [ `Job: ${page}` ], helpText(summary, docsUrl) ];
 }
 const external_node_os_namespaceObject = require("node:os"), external_node_fs_namespaceObject = require("node:fs");
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
    const {size} = (0, external_node_fs_namespaceObject.fstatSync)(file);
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
 const FIELDS = [ "variables", "owner_id", "progress", "outputs_count", "started_at", "created_at", "updated_at", "failed_at", "cluster_id", "package_id", "errors", "url", "completed_at" ], SHORTENED = [ "", "has only id, status, runtime_in_seconds and error", "has only the ID", "is empty" ];
 class Outputs {
  #file;
  #redact;
  #delimiter=newDelimiter();
  #shortened="";
  #seen;
  constructor(file, secrets) {
   this.#file = file === void 0 ? void 0 : new RunnerFile(file);
   this.#redact = text => secrets.redact(text);
  }
  set(jobs) {
   if (this.#file === void 0) return;
   const seen = jobs.flatMap(({job, error, isAccepted, htmlUrl}) => [ job, error, isAccepted, htmlUrl ]);
   if (seen.length === this.#seen?.length && seen.every((one, index) => one === this.#seen?.[index])) return;
   const {outputs, shortened} = outputsOf(jobs, this.#redact);
   while ([ ...outputs.values() ].some(text => text.includes(this.#delimiter))) this.#delimiter = newDelimiter();
   const blocks = [ ...outputs ].map(([name, text]) => `${name}<<${this.#delimiter}${external_node_os_namespaceObject.EOL}${text}${external_node_os_namespaceObject.EOL}${this.#delimiter}${external_node_os_namespaceObject.EOL}`);
   this.#file.replace(blocks.join(""));
   this.#seen = seen;
   const isNew = shortened !== this.#shortened;
   this.#shortened = shortened;
   return isNew && shortened !== "" ? shortened : void 0;
  }
 }
 function newDelimiter() {
  return `ghadelimiter_${Math.random()}`;
 }
 function outputsOf(jobs, redact) {
  const outputs = new Map, shortened = [];
  let bytesLeft = 1e6;
  for (const [name, ...forms] of formsOf(jobs, redact)) {
   const [text, index] = firstThatFits(forms, bytesLeft / 2 - name.length, redact);
   outputs.set(name, text);
   bytesLeft -= 2 * (name.length + text.length);
   if (index !== 0) shortened.push(`${name} ${SHORTENED.at(index)}`);
  }
  return {
   outputs,
   shortened: shortened.join("; ")
  };
 }
 function firstThatFits(forms, maxLength, redact) {
  for (const [index, form] of forms.entries()) {
   const text = textOf(form, redact), fits = text !== void 0 && text.length <= maxLength && Buffer.byteLength(text) <= 12e4;
   if (fits) return [ text, index ];
  }
  return [ "", -1 ];
 }
 function formsOf(jobs, redact) {
  const only = jobs.length === 1 ? jobs[0] : void 0, job = only?.job?.fields, entries = jobs.map(entryOf);
  return [ [ "count", jobs.length ], [ "id", job?.id ], [ "runtime_in_seconds", only === void 0 ? totalRuntime(jobs) : job?.runtime_in_seconds ], [ "status", sharedStatus(jobs) ], [ "jobs", entries, entries.map(brief), jobs.map(({ref}) => ref.id) ], job === void 0 ? [ "job", job ] : [ "job", job, brief(job), job.id ], [ "html_url", pageUrl(textOf(only?.htmlUrl, redact)) ], ...FIELDS.map(field => [ field, job?.[field] ]) ];
 }
 function entryOf({ref, job, error, isAccepted}) {
  const fields = job !== void 0 && (error === void 0 || isAccepted) ? job.fields : {
   id: ref.id
  };
  return error === void 0 ? fields : {
   ...fields,
   error: error.message
  };
 }
 function brief({id, status, runtime_in_seconds, error}) {
  return {
   id,
   status,
   runtime_in_seconds,
   error
  };
 }
 function sharedStatus(jobs) {
  const statuses = new Set(jobs.map(({job}) => job?.status ?? ""));
  return statuses.size > 1 ? "mixed" : [ ...statuses ][0] ?? "";
 }
 function totalRuntime(jobs) {
  const runtimes = jobs.flatMap(({job}) => job === void 0 ? [] : [ runtimeSeconds(job) ]);
  return runtimes.filter(Number.isFinite).reduce((sum, runtime) => sum + runtime, 0);
 }
 function textOf(value, redact) {
  if (value === null || value === void 0) return "";
  if (typeof value === "string") return redact(value);
  return Array.isArray(value) ? listText(value, redact) : jsonText(value, redact);
 }
 function listText(values, redact) {
  const texts = [];
  let length = 0;
  for (const value of values) {
   const text = jsonText(value, redact);
   if (text === void 0) return;
   length += text.length;
   if (length > 12e4) return;
   texts.push(text);
  }
  return `[${texts.join(",")}]`;
 }
 function jsonText(value, redact) {
  try {
   return JSON.stringify(value, (_name, field) => redactedField(field, redact));
  } catch {
   return;
  }
 }
 function redactedField(field, redact) {
  if (typeof field === "string") return redact(field);
  if (typeof field !== "object" || field === null || Array.isArray(field)) return field;
  if (Object.keys(field).every(name => redact(name) === name)) return field;
  return Object.fromEntries(Object.entries(field).map(([name, value]) => [ redact(name), value ]));
 }
 class Results {
  #log;
  #runner;
  #outputs;
  #isUnwritableLogged=false;
  constructor(runner, log, secrets) {
   this.#runner = runner;
   this.#log = log;
   this.#outputs = new Outputs(runner.outputFile, secrets);
  }
  setOutputs(jobs) {
   if (this.#runner.outputFile === void 0) return;
   try {
    const shortened = this.#outputs.set(jobs);
    if (shortened !== void 0) this.#log.info(messages_shortened(shortened));
   } catch (error) {
    if (!this.#isUnwritableLogged) this.#logUnwritable("outputs", error);
    this.#isUnwritableLogged = true;
   }
  }
  writeSummary(render) {
   const {summaryFile} = this.#runner;
   if (summaryFile === void 0) return;
   try {
    new RunnerFile(summaryFile).replace(render());
   } catch (error) {
    this.#logUnwritable("job summary", error);
   }
  }
  #logUnwritable(what, error) {
   const title = `Cannot write the ${what}`;
   this.#log.warning(`${title}: ${error.message}. What was terminated is not affected.`, title);
  }
 }
 const ACTS = /[!#-&*+\-/:-@[-`{-~]|[0-9a-fA-F]{6}(?=[0-9a-fA-F])|[wW]{3}(?=\.)/g;
 function inMarkdown(text, limit = 60) {
  return printable(text, limit).replace(ACTS, match => match.length > 1 ? `${match}<span></span>` : `<span>&#${match.charCodeAt(0)};</span>`);
 }
 function inMermaid(text) {
  return printable(text, 40).replace(unicodePattern(String.raw`[^\p{L}\p{M}\p{N} _.\u2026-]`, "g"), sign => sign < "\x7f" ? String.fromCharCode(sign.charCodeAt(0) + 65248) : "\ufffd");
 }
 function statusInMermaid(status) {
  const isDocumented = [ isActive, isStopping, isFinal ].some(is => is({
   status
  }));
  return isDocumented ? status : `\u201c${inMermaid(status)}\u201d`;
 }
 const TICKS_SECONDS = [ 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800 ];
 function gantt(run) {
  const moved = run.jobs.filter(({history}) => history.length > 1), longest = moved.toSorted((one, other) => endOf(other, run) - endOf(one, run)).slice(0, 20);
  if (longest.length === 0) return "";
  const jobs = moved.filter(tracked => longest.includes(tracked)), tick = TICKS_SECONDS.find(seconds => run.elapsedMs <= seconds * 1e4) ?? 3600;
  return [ "#### Where the time went" + (jobs.length < moved.length ? ", for the 20 jobs that took longest" : ""), "", "```mermaid", "gantt", "dateFormat x", "axisFormat %H:%M:%S", "tickInterval " + (tick < 60 ? `${tick}second` : tick / 60 + "minute"), "todayMarker off", ...jobs.flatMap(tracked => section(tracked, run)), "```" ].join("\n");
 }
 function section({ref, job, history, error}, run) {
  const isDone = job !== void 0 && isFinal(job), bars = (isDone ? history.slice(0, -1) : history).slice(0, 20), lines = bars.map(({status, atMs}, index) => {
   const lengthMs = Math.max(1, Math.round((history[index + 1]?.atMs ?? run.elapsedMs) - atMs)), last = index === bars.length - 1, then = last && isDone ? `, then ${statusInMermaid(run.redact(job.status))}` : "", tag = last && error !== void 0 && !run.isCancelled ? "crit, " : "", start = Math.round(run.startedAt.getTime() + atMs);
   return `${statusInMermaid(run.redact(status))} for ${duration(lengthMs)}${then} :${tag}${start}, ${lengthMs}ms`;
  });
  return [ `section Job ${ref.id}`, ...lines ];
 }
 function endOf({job, history}, {elapsedMs}) {
  return job !== void 0 && isFinal(job) ? history.at(-1)?.atMs ?? 0 : elapsedMs;
 }
 function escaped(text, {redact}, limit) {
  return inMarkdown(redact(text), limit);
 }
 const ICONS = {
  planned: "\ud83d\udd0e",
  success: "\u2705",
  pending: "\u23f3",
  notice: "\u2796",
  warning: "\u26a0\ufe0f",
  failure: "\u274c"
 }, TITLES = [ "Job", "Outcome", "Last status", "Runtime", "Progress", "Stop took", "Package", "Cluster" ], ALIGNMENTS = [ ":--", ":--", ":--", "--:", "--:", "--:", "--:", "--:" ];
 function table(jobs, run, hasOneAccount) {
  const rows = jobs.map(tracked => cells(tracked, run, hasOneAccount)), columns = [ ...TITLES.keys() ].filter(column => rows.some(row => row[column] !== ""));
  return [ TITLES, ALIGNMENTS, ...rows ].map(row => `| ${columns.map(column => row[column] || "\u2013").join(" | ")} |`).join("\n");
 }
 function cells(tracked, run, hasOneAccount) {
  const {runtime_in_seconds, progress, package_id, cluster_id} = tracked.job?.fields ?? {}, {severity, summary} = outcomeOf(tracked, run.isDryRun);
  return [ jobLink(tracked, run, hasOneAccount), `${ICONS[severity]} ${escaped(summary, run)}`, escaped(tracked.job?.status ?? "", run), seconds(number(runtime_in_seconds)), percent(number(progress)), stopTook(tracked, run), table_name(package_id, run), table_name(cluster_id, run) ];
 }
 function jobLink({ref, htmlUrl}, run, hasOneAccount) {
  const label = escaped(hasOneAccount ? `${ref.id}` : `${ref.accountId}/${ref.id}`, run), url = pageUrl(htmlUrl);
  return url === void 0 ? label : `[${label}](${url})`;
 }
 function stopTook({job, history}, {waited, elapsedMs}) {
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
 function table_name(value, run) {
  return isPlain(value) ? escaped(String(value), run) : "";
 }
 function isPlain(value) {
  return typeof value === "number" || typeof value === "string";
 }
 function renderSummary(run) {
  for (let rows = 100; ;rows = Math.floor(rows / 2)) {
   const summary = run.redact(summaryWith(rows, run));
   if (Buffer.byteLength(summary) <= 1048576 || rows === 0) return summary;
  }
 }
 function renderFailure(heading, problems, {redact, help}) {
  const lines = problems.map(problem => `- ${inMarkdown(redact(problem), 1e3)}`);
  return redact(`### ${ICONS.failure} ${inMarkdown(redact(heading), 200)}\n\n${lines.join("\n")}\n\n${help(heading)}\n`);
 }
 function summaryWith(rows, run) {
  const {jobs} = run, shown = jobs.slice(0, rows), groups = groupByOutcome(jobs, run.isDryRun), explained = groups.filter(({severity, details}) => SHOWN_REASONS.includes(severity) && details !== ""), accounts = new Set(jobs.map(({ref}) => ref.accountId)), account = accounts.size === 1 ? [ ...accounts ][0] : run.accountId, blocks = [ `### ${heading(run, groups)}`, caption(run, account), run.filters === void 0 ? "" : `Filters: ${escaped(run.filters, run, 500)}.`, run.nothingMatched === void 0 ? "" : `${escaped(run.nothingMatched, run, 1e3)} ${run.help("No job matched")}`, shown.length === 0 ? "" : table(shown, run, account !== void 0), shown.length < jobs.length ? `Only the first ${shown.length} of ${jobs.length} jobs are shown.` : "", ...notes(run), run.problems.length === 0 ? "" : problems(run), explained.length === 0 ? "" : reasons(explained, rows, run, account !== void 0), run.waited ? gantt(run) : "" ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
 }
 const ICONS_OF_NO_JOB = {
  ignore: "\u2139\ufe0f",
  warn: ICONS.warning,
  error: ICONS.failure
 };
 function heading(run, groups) {
  const [worst] = groups, [problem] = run.problems, icon = worst === void 0 ? ICONS_OF_NO_JOB[run.ifNoJobsFound] : ICONS[worst.severity], saysCancelled = groups.some(({summary}) => summary.startsWith("cancelled")), prefix = `${run.isCancelled && !saysCancelled ? "Cancelled \xb7 " : ""}${run.isDryRun ? "Dry run \xb7 " : ""}`, texts = [ worst === void 0 ? "" : outcomes(run, groups), problem === void 0 ? "" : escaped(problem.summary, run, 200) ], text = texts.filter(Boolean).join(" \xb7 ") || "No job matched";
  return `${problem === void 0 ? icon : ICONS.failure} ${prefix}${text}`;
 }
 function outcomes({jobs, redact}, groups) {
  const counts = new Map;
  for (const {summary, jobs: some} of groups) counts.set(summary, (counts.get(summary) ?? 0) + some.length);
  const words = [ ...counts ].map(([summary, count]) => `${jobs.length === 1 ? "" : counts.size === 1 ? "all " : `${count} `}${escaped(summary, {
   redact
  })}`), names = jobs.length === 1 ? `Job ${jobs[0]?.ref.id}` : `${jobs.length} jobs`;
  return `${names}: ${words.slice(0, 5).join("; ")}${words.length > 5 ? " \u2026" : ""}`;
 }
 function problems(run) {
  const lines = run.problems.map(({summary, details}) => `- **${escaped(summary, run, 200)}.** ${escaped(details, run, 1e3)} ${run.help(summary)}`);
  return lines.join("\n");
 }
 function caption(run, account) {
  const whose = account === void 0 ? "" : `Account ${escaped(account, run)} at `;
  return `${whose}${escaped(run.apiHost, run)} \xb7 ${utc(run.startedAt)} \xb7 took ${duration(run.elapsedMs)}`;
 }
 function notes({jobs, isDryRun, waited}) {
  if (isDryRun) return [];
  const accepted = jobs.flatMap(({job, isAccepted}) => job !== void 0 && isAccepted ? [ job ] : []), isUnderWay = !waited && accepted.some(job => !isFinal(job)), isStopped = accepted.some(job => isStopping(job) || job.status === "stopped");
  return [ isUnderWay ? "The step did not wait until the jobs have stopped (`wait-for-stopped`)." : "", isStopped ? "A stopped job may have left partial results, or none." : "" ];
 }
 const SHOWN_REASONS = [ "failure", "warning", "notice" ];
 function reasons(groups, max, run, hasOneAccount) {
  const lines = groups.slice(0, max).map(({jobs, summary, details, severity}) => {
   const names = jobs.slice(0, 100).map(tracked => jobLink(tracked, run, hasOneAccount)), more = jobs.length > names.length ? ` and ${jobs.length - names.length} more` : "", help = severity === "failure" ? ` ${run.help(summary)}` : "";
   return `- **${jobs.length === 1 ? "Job" : "Jobs"} ${names.join(", ")}${more}: ${escaped(summary, run)}.** ${escaped(details, run, 1e3)}${help}`;
  });
  if (groups.length > max) lines.push(`- and ${groups.length - max} more reasons`);
  return lines.join("\n");
 }
 class Report {
  #log;
  #secrets;
  #runner;
  #clock;
  #startedAtMs;
  #results;
  #redact=text => this.#secrets.redact(text);
  #help=summary => helpLink(summary, this.#runner.docsUrl);
  #inputs;
  #jobs=[];
  #logged=new Set;
  #nothingMatched;
  #nextOutputsMs=0;
  #isUsedUpLogged=false;
  constructor(log, secrets, runner, clock) {
   this.#log = log;
   this.#secrets = secrets;
   this.#runner = runner;
   this.#clock = clock;
   this.#startedAtMs = clock.nowMs();
   this.#results = new Results(runner, log, secrets);
  }
  elapsedMs() {
   return this.#clock.nowMs() - this.#startedAtMs;
  }
  log(text) {
   this.#log.info(text);
  }
  warn(warnings, title = "Input changed") {
   for (const warning of warnings) this.#log.warning(warning, title);
  }
  start(inputs, jobs) {
   this.#inputs = inputs;
   this.#jobs = jobs;
   if (jobs.length > 0) this.#log.info(started(jobs, inputs.apiUrl.host, inputs.dryRun));
   return jobs;
  }
  startSelection(inputs, selection) {
   this.#inputs = inputs;
   this.#results.setOutputs(this.#jobs);
   this.#log.info(selecting(selection, inputs.apiUrl.host));
  }
  endSelection(selected) {
   this.#jobs = selected.jobs;
   if (selected.jobs.length > 0) this.#log.info(messages_selected(selected, this.#isDryRun)); else this.#nothingMatched = nothingMatched(selected, this.#inputs?.selection?.filter.statuses ?? []);
   return selected.jobs;
  }
  onRequestEnd(request) {
   this.#log.debug(() => requestEnded(request));
   if (request.rateLimit?.remaining !== 0 || this.#isUsedUpLogged) return;
   this.#isUsedUpLogged = true;
   this.#log.warning(noCreditsLeft(request.rateLimit.limit), "Hourly allowance of the Xplenty API used up");
  }
  onFailedAttempt(subject, failed) {
   this.#log.info(failedAttempt(subject, failed));
  }
  onCallEnded(tracked) {
   if (this.#namesJobs && isPending(tracked)) {
    this.#logOutcomes([ tracked ]);
    this.#logged.add(tracked);
   }
   if (this.elapsedMs() < this.#nextOutputsMs) return;
   this.#results.setOutputs(this.#jobs);
   this.#nextOutputsMs = this.elapsedMs() + 1e3;
  }
  endTermination() {
   this.onPolled(this.#jobs);
  }
  onRepeatedCall(tracked) {
   this.#log.info(repeatedCall(tracked));
  }
  onStatusChange(tracked, before) {
   if (tracked.job === void 0 || !this.#namesJobs) return;
   this.#log.info(statusChanged(tracked, before, tracked.job, this.elapsedMs()));
  }
  onFailedPoll(jobs, error) {
   this.#log.info(failedPoll(jobs, error));
  }
  onPolled(jobs) {
   this.#results.setOutputs(this.#jobs);
   if (!this.#namesJobs) this.#log.info(statusCounts(jobs, this.elapsedMs()));
  }
  onHeartbeat(jobs) {
   this.#log.info(heartbeat(jobs, this.elapsedMs()));
  }
  end(isCancelled, problems = []) {
   this.#results.setOutputs(this.#jobs);
   this.#results.writeSummary(() => renderSummary(this.#runReport(isCancelled, problems)));
   if (isCancelled && this.#jobs.length > 0) this.#log.info(cancelled(this.#jobs));
   if (this.#nothingMatched !== void 0) this.#logNothingMatched(this.#nothingMatched);
   for (const {summary, details} of problems) this.#logFailure(summary, `${summary}. ${details}`);
   this.#logOutcomes(this.#jobs.filter(tracked => !this.#logged.has(tracked) || !isPending(tracked)));
   if (this.#jobs.length > 1) this.#log.info(statusCounts(this.#jobs, this.elapsedMs()));
   const isMissing = this.#nothingMatched !== void 0 && this.#ifNoJobsFound === "error";
   return !isMissing && problems.length === 0 && this.#jobs.every(({error}) => error === void 0);
  }
  failInputs(problems) {
   this.#fail("Invalid input: nothing was terminated", problems, problems);
  }
  fail(summary, details) {
   this.#fail(summary, [ details ], [ `${summary}. ${details}` ]);
  }
  #fail(heading, problems, texts) {
   for (const text of texts) this.#logFailure(heading, text);
   this.#results.writeSummary(() => renderFailure(heading, problems, {
    redact: this.#redact,
    help: this.#help
   }));
  }
  #logFailure(summary, text) {
   this.#log.error(`${text} ${helpText(summary, this.#runner.docsUrl)}`, summary);
  }
  #runReport(isCancelled, problems) {
   const {waitForStopped = false, apiUrl, selection} = this.#inputs ?? {}, elapsedMs = this.elapsedMs();
   return {
    jobs: this.#jobs,
    isDryRun: this.#isDryRun,
    isCancelled,
    waited: waitForStopped && !this.#isDryRun,
    startedAt: new Date(Date.now() - elapsedMs),
    elapsedMs,
    apiHost: apiUrl?.host ?? "",
    filters: selection && filterWords(selection.filter),
    accountId: selection?.accountId,
    nothingMatched: this.#nothingMatched,
    ifNoJobsFound: this.#ifNoJobsFound,
    problems,
    redact: this.#redact,
    help: this.#help
   };
  }
  get #namesJobs() {
   return this.#jobs.length <= 20;
  }
  get #isDryRun() {
   return this.#inputs?.dryRun ?? false;
  }
  get #ifNoJobsFound() {
   return this.#inputs?.ifNoJobsFound ?? "ignore";
  }
  #logNothingMatched(details) {
   const text = `No job matched. ${details}`;
   if (this.#ifNoJobsFound === "ignore") this.#log.info(text); else if (this.#ifNoJobsFound === "warn") this.#log.warning(text, "No job matched"); else this.#log.error(`${text} ${helpText("No job matched", this.#runner.docsUrl)}`, "No job matched");
  }
  #logOutcomes(jobs) {
   logOutcomes(groupByOutcome(jobs, this.#isDryRun), this.#log, this.#runner.docsUrl);
  }
 }
 function isPending({error, isFinal}) {
  return error === void 0 && !isFinal;
 }
 class Secrets {
  #secrets=[];
  add(secret) {
   if (secret === "" || this.#secrets.some(({text}) => text === secret)) return;
   this.mask(secret);
   this.#secrets = [ ...this.#secrets, new Secret(secret) ].sort((one, other) => other.text.length - one.text.length);
  }
  mask(text) {
   if (process.stdout.isTTY !== true) core_setSecret(text);
  }
  redact(text) {
   const mayHoldEscapes = ESCAPE.test(text);
   return this.#secrets.reduce((redacted, secret) => secret.redact(redacted, mayHoldEscapes), text);
  }
 }
 const ESCAPE = /%[0-9A-Fa-f]|\\\S/;
 class Secret {
  text;
  #start;
  #pattern;
  constructor(text) {
   this.text = text;
   this.#start = /^[^+/=]*/.exec(text)?.[0].slice(0, 4) ?? "";
  }
  redact(text, mayHoldEscapes) {
   if (!text.includes(this.#start) && !mayHoldEscapes) return text;
   this.#pattern ??= patternOf(this.text);
   return text.replace(this.#pattern, "***");
  }
 }
 function patternOf(secret) {
  const [, unpadded = secret, padding = ""] = /^([A-Za-z0-9+/]{8,}?)(={0,2})$/.exec(secret) ?? [], characters = Array.from(unpadded, character => `(?:${secrets_formsOf(character).join("|")})`), end = padding === "" ? "" : `(?:${secrets_formsOf("=").join("|")}){0,2}`;
  return new RegExp(characters.join("") + end, "g");
 }
 function secrets_formsOf(character) {
  const inJson = JSON.stringify(character).slice(1, -1), units = Array.from({
   length: character.length
  }, (_, index) => character.charCodeAt(index)), escaped = units.map(unit => `\\\\u${anyCase(unit.toString(16).padStart(4, "0"))}`).join(""), percent = [ ...Buffer.from(character) ].map(byte => `%${anyCase(byte.toString(16).padStart(2, "0"))}`).join(""), forms = [ escaped, percent, ...inJson === character ? [] : [ literal(inJson) ] ];
  if (character === "/") forms.push("\\\\/", "_");
  if (character === "+") forms.push("-");
  return [ literal(character), ...forms ];
 }
 function anyCase(hex) {
  return hex.replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`);
 }
 function literal(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
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
 function trimmed(text) {
  let start = 0, end = text.length;
  while (start < end && " \t\r\n".includes(text.charAt(start))) start++;
  while (end > start && " \t\r\n".includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
 }
 function words(text) {
  return text.split(/[ \t\r\n,]+/).filter(Boolean);
 }
 const HIDDEN = String.raw`(?![ \t\r\n])[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]`, NAMES = {
  "\xa0": "no-break space",
  "\xad": "soft hyphen",
  "\u2007": "figure space",
  "\u2009": "thin space",
  "\u200b": "zero-width space",
  "\u200c": "zero-width non-joiner",
  "\u200d": "zero-width joiner",
  "\u200e": "left-to-right mark",
  "\u200f": "right-to-left mark",
  "\u2028": "line separator",
  "\u202f": "narrow no-break space",
  "\u2060": "word joiner",
  "\u3000": "ideographic space",
  "\ufeff": "byte order mark"
 };
 function hiddenCharacter(text) {
  const character = isPlainAscii(text) ? void 0 : unicodePattern(HIDDEN).exec(text)?.[0];
  if (character === void 0) return;
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`, name = NAMES[character];
  return name === void 0 ? code : `${code} (${name})`;
 }
 function refuseHidden(text) {
  const hidden = hiddenCharacter(text);
  if (hidden === void 0) return;
  throw new ParseError(quote => `the invisible character ${hidden} is in ${quote(text)}. Remove it. Only spaces, tabs, line ends and commas separate values.`);
 }
 const UNSET = [ "undefined", "null", "none", "nil", "<nil", "nil>", "<nil>", "nan", "[object object]" ], NOT_SET = {
  one: "stands for a value that was not set",
  many: "stand for values that were not set",
  advice: "Check the step, the script or the form that should set it."
 }, NOT_EXPANDED = {
  one: "is a variable that was not expanded",
  many: "are variables that were not expanded",
  advice: "Write an expression, for instance ${{ env.NAME }} or ${{ steps.ID.outputs.NAME }}."
 };
 function placeholder(text) {
  if (UNSET.includes(text.toLowerCase())) return NOT_SET;
  const isVariable = text.startsWith("$") || text.includes("{{") || /^%\w+%$/.test(text);
  return isVariable ? NOT_EXPANDED : void 0;
 }
 const SCHEMES = [ "basic", "bearer" ], QUOTES = [ '"', "'", "`" ];
 function parseApiKey(text, name = "the key") {
  const problem = problemOf(text);
  if (problem !== void 0) throw new ParseError(() => `${name} ${problem}`);
  return text;
 }
 function problemOf(key) {
  const wrongAt = key.search(/[^!-~]/), scheme = key.slice(0, Math.max(wrongAt, 0));
  if (SCHEMES.includes(scheme.toLowerCase()) && /\s/.test(key.charAt(wrongAt))) return `begins with "${scheme}". Give the key alone, without the name of a scheme.`;
  const first = key.charAt(0);
  if (key.length > 1 && QUOTES.includes(first) && key.endsWith(first)) return "has quotes around it, at its first and its last character. Remove them.";
  if (key.endsWith(":")) return 'ends with a colon, as in "curl -u KEY:". Remove the colon.';
  const unset = placeholder(key);
  if (unset !== void 0) return `${unset.one}. ${unset.advice}`;
  if (wrongAt < 0) return;
  const character = String.fromCodePoint(key.codePointAt(wrongAt) ?? 0);
  return `has ${kindOf(character)} at character ${wrongAt + 1}. Store the key again without it.`;
 }
 function kindOf(character) {
  if (/\s/.test(character)) return "white space";
  return unicodePattern(String.raw`^[\p{C}\p{Default_Ignorable_Code_Point}]$`).test(character) ? "an invisible character" : "a non-ASCII character";
 }
 function parseApiUrl(text) {
  refuseHidden(text);
  const [start = ""] = text.toLowerCase().split("/", 1), hasScheme = start.endsWith(":") || /^https?:/.test(start), withScheme = hasScheme || /^\W*$|^\//.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) throw new ParseError(quote => `${quote(text)} is not a URL. Give one like https://api.xplenty.com.`);
  const url = new URL(withScheme);
  if (url.username !== "" || url.password !== "" || text.includes("?") || text.includes("#")) throw new ParseError(quote => `${quote(text)} has a user, a password, a query or a fragment. Give the URL without them.`);
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
 function parseProxy(text, variable) {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  refuseRawCredentials(withScheme);
  try {
   const url = new URL(withScheme);
   if (/^https?:$/.test(url.protocol)) {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return {
     url,
     credentials: credentials === ":" ? void 0 : credentials,
     variable
    };
   }
  } catch {}
  throw new ParseError(() => "it is set, but not to the URL of a proxy, like http://proxy.example:3128.");
 }
 function refuseRawCredentials(url) {
  const credentials = url.slice(url.indexOf("://") + 3, Math.max(url.lastIndexOf("@"), 0)), raw = /[\\#/?]/.exec(credentials)?.[0];
  if (raw === void 0) return;
  throw new ParseError(() => `its user name or password holds a "${raw}" as it is. Write ${encodeURIComponent(raw)} in its place.`);
 }
 function readApiKey(reader, secrets) {
  return reader.read("api-key", text => {
   const key = text || reader.variable("XPLENTY_API_KEY");
   if (key === "") throw new ParseError(() => 'no key was given. Pass the API key of an Xplenty user from a secret, or set XPLENTY_API_KEY. GitHub gives no secrets to workflows of pull requests from forks, nor to those that Dependabot starts. A reusable workflow needs "secrets: inherit"; a secret of an environment needs "environment:" on the job.');
   for (const secret of [ key, base64(`${key}:`), base64(key) ]) secrets.add(secret);
   return parseApiKey(key, text === "" ? "the key in XPLENTY_API_KEY" : "the key");
  });
 }
 function readProxy(reader, apiUrl, secrets) {
  const proxies = [ "https_proxy", "HTTPS_PROXY" ].map(name => ({
   name,
   text: reader.variable(name)
  })).filter(({text}) => text !== "");
  for (const {name, text} of proxies) addProxySecrets(text, name, secrets);
  const [used] = proxies;
  if (used === void 0 || apiUrl === void 0 || checkBypass(apiUrl)) return;
  return reader.attempt(used.name, () => parseProxy(used.text, used.name));
 }
 function addProxySecrets(text, variable, secrets) {
  try {
   const {url, credentials} = parseProxy(text, variable);
   if (credentials === void 0) return;
   const {username, password} = url, secret = password === "" ? username : password;
   for (const text of [ base64(credentials), secret, decodeURIComponent(secret) ]) secrets.add(text);
   if (password !== "" && username !== "") for (const text of new Set([ username, decodeURIComponent(username) ])) secrets.mask(text);
  } catch (error) {
   if (!(error instanceof ParseError)) throw error;
  }
 }
 function base64(text) {
  return Buffer.from(text, "utf8").toString("base64");
 }
 const external_node_http_namespaceObject = require("node:http"), external_node_https_namespaceObject = require("node:https"), external_node_url_namespaceObject = require("node:url");
 class ProxyError extends Error {
  statusCode;
  cause;
  proxy;
  constructor(proxy, statusCode, cause) {
   super(`proxy ${proxy}`);
   this.cause = cause;
   this.proxy = proxy;
   this.statusCode = statusCode;
  }
 }
 const WORDS = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  EPIPE: "connection broken",
  ETIMEDOUT: "connection timed out",
  EHOSTUNREACH: "host unreachable",
  ENETUNREACH: "network unreachable",
  ENOTFOUND: "unknown host name",
  EAI_AGAIN: "host name lookup failed"
 }, UNKNOWN_AUTHORITY = [ "UNABLE_TO_GET_ISSUER_CERT", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "SELF_SIGNED_CERT_IN_CHAIN", "DEPTH_ZERO_SELF_SIGNED_CERT" ];
 function networkProblem(error) {
  if (error instanceof ProxyError) return proxyProblem(error);
  const {code, name} = error;
  if (typeof code !== "string" || name === "TypeError" || name === "RangeError") return;
  return certificateProblem(code, error) ?? {
   text: wordsOf(code)
  };
 }
 function wordsOf(code) {
  const words = WORDS[code];
  if (words !== void 0) return words;
  const shown = printable(code, 60);
  if (code.startsWith("HPE_")) return `the response is not valid HTTP (${shown})`;
  if (/^(EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code)) return `the TLS handshake failed (${shown})`;
  return `network error (${shown})`;
 }
 function proxyProblem({proxy, statusCode, cause}) {
  if (statusCode === 407) {
   const advice = "Check the user name and password in the address of the proxy.";
   return {
    text: `the proxy ${proxy} asks for a user name and password (407)`,
    isPermanent: true,
    advice
   };
  }
  const advice = "Check the proxy, or name the host in NO_PROXY.";
  if (statusCode !== void 0) {
   const isPermanent = statusCode < 500 && statusCode !== 429 && statusCode !== 408;
   return {
    text: `the proxy ${proxy} refused the connection (${statusCode})`,
    isPermanent,
    advice
   };
  }
  const problem = cause && networkProblem(cause), text = `the proxy ${proxy} cannot be reached: ${problem?.text ?? "no connection"}`;
  return {
   advice,
   ...problem,
   text
  };
 }
 function certificateProblem(code, error) {
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
   const problem = code === "CERT_HAS_EXPIRED" ? "has expired" : "is not valid yet", advice = "Check the runner's clock and the certificate.";
   return {
    text: `the certificate ${problem}; the runner's clock says ${utc(new Date)}`,
    isPermanent: true,
    advice
   };
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
   const {host, cert} = error, names = (cert?.subjectaltname ?? String(cert?.subject?.CN ?? "")).replace(/\b(DNS|IP Address):/g, ""), text = `the certificate is for ${printable(names, 200) || "no name"}, not for ${printable(host ?? "", 100)}`;
   return {
    text,
    isPermanent: true,
    advice: "Check the address."
   };
  }
  if (UNKNOWN_AUTHORITY.includes(code)) {
   const advice = "If a private authority signed it, name its file in NODE_EXTRA_CA_CERTS.";
   return {
    text: `the authority of the certificate is not known (${code})`,
    isPermanent: true,
    advice
   };
  }
  if (!/CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA/.test(code)) return;
  return {
   text: `the certificate is not accepted (${code})`,
   isPermanent: true,
   advice: "Check the certificate."
  };
 }
 function proxyName({url, variable}) {
  return `${url.host} (from ${variable})`;
 }
 function openTunnel(proxy, target, signal, onTunnel) {
  const {url, credentials} = proxy, isTls = url.protocol === "https:", authorization = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`, connect = (isTls ? external_node_https_namespaceObject : external_node_http_namespaceObject).request({
   method: "CONNECT",
   host: url.hostname.replace(/^\[|\]$/g, ""),
   port: url.port || (isTls ? 443 : 80),
   path: target,
   headers: {
    Host: target,
    ...authorization && {
     "Proxy-Authorization": authorization
    }
   },
   agent: false,
   autoSelectFamilyAttemptTimeout: 1e3,
   rejectUnauthorized: true,
   ...signal && {
    signal
   }
  });
  connect.once("connect", ({statusCode}, socket) => {
   if (statusCode === 200) return onTunnel(socket);
   socket.destroy();
   onTunnel(new ProxyError(proxyName(proxy), statusCode ?? 0));
  });
  connect.once("error", error => onTunnel(new ProxyError(proxyName(proxy), void 0, error)));
  connect.end();
 }
 function agentFor(protocol, proxy) {
  const options = {
   keepAlive: true,
   autoSelectFamilyAttemptTimeout: 1e3
  };
  if (protocol !== "https:") return new external_node_http_namespaceObject.Agent(options);
  const tlsOptions = {
   ...options,
   rejectUnauthorized: true
  };
  return proxy === void 0 ? new external_node_https_namespaceObject.Agent(tlsOptions) : new TunnelAgent(tlsOptions, proxy);
 }
 class TunnelAgent extends external_node_https_namespaceObject.Agent {
  #proxy;
  constructor(options, proxy) {
   super(options);
   this.#proxy = proxy;
  }
  createConnection(options, onSocket) {
   const host = options.host?.includes(":") ? `[${options.host}]` : options.host;
   openTunnel(this.#proxy, `${host}:${options.port}`, options.tunnelSignal, result => {
    if (result instanceof Error) onSocket(result, void 0); else onSocket(null, super.createConnection({
     ...options,
     socket: result
    }));
   });
  }
 }
 class RequestState {
  isConnected=false;
  #onProtocolSwitch;
  constructor(onProtocolSwitch) {
   this.#onProtocolSwitch = onProtocolSwitch;
  }
  follow(module) {
   const onConnect = () => {
    this.isConnected = true;
   };
   return {
    request: (options, onResponse) => {
     const request = module.request(options, onResponse);
     request.once("socket", socket => {
      if (request.reusedSocket) this.isConnected = true; else socket.once(options.protocol === "https:" ? "secureConnect" : "connect", onConnect);
     });
     request.once("upgrade", (_, socket) => {
      socket.destroy();
      this.#onProtocolSwitch();
     });
     return request;
    }
   };
  }
 }
 class Http {
  rateLimit;
  #options;
  #client;
  #agent;
  constructor(options) {
   this.#options = options;
   this.#client = new lib_HttpClient(void 0, [], {
    socketTimeout: 2147483647
   });
   this.#agent = agentFor(options.apiUrl.protocol, options.proxy);
  }
  async request(method, path, options = {}) {
   const startedAt = systemClock.nowMs(), logEnd = result => {
    const elapsedMs = systemClock.nowMs() - startedAt;
    this.#options.onRequestEnd?.({
     method,
     path,
     result,
     elapsedMs,
     rateLimit: this.rateLimit
    });
   };
   try {
    const response = await this.#withinTimeout(options, (signal, state) => this.#send(method, path, options, signal, state));
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
   if (options.signal?.aborted) throw new AbortedError(false);
   const {apiUrl, requestTimeoutMs, proxy} = this.#options, timeoutMs = Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, requestTimeoutMs), controller = new AbortController, {signal} = controller, state = new RequestState(() => controller.abort(protocolSwitch())), onAbort = () => controller.abort(new AbortedError(state.isConnected)), timer = setTimeout(() => {
    const name = proxy && proxyName(proxy);
    controller.abort(new TimeoutError(apiUrl.host, timeoutMs, state.isConnected, name));
   }, timeoutMs);
   options.signal?.addEventListener("abort", onAbort);
   try {
    return await untilAborted(signal, call(signal, state));
   } catch (error) {
    throw signal.aborted ? signal.reason : this.#asApiError(error, state);
   } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
   }
  }
  async #send(method, path, options, signal, state) {
   const {apiUrl, headers} = this.#options, query = options.query === void 0 ? "" : `?${options.query}`, base = apiUrl.pathname.endsWith("/") ? apiUrl.pathname.slice(0, -1) : apiUrl.pathname, {hostname, port} = (0, 
   external_node_url_namespaceObject.urlToHttpOptions)(apiUrl), request = {
    protocol: apiUrl.protocol,
    hostname,
    port,
    path: `${base}${path}${query}`,
    method,
    headers: {
     ...headers,
     ...options.headers
    },
    agent: this.#agent,
    signal,
    tunnelSignal: signal
   }, httpModule = state.follow(apiUrl.protocol === "https:" ? external_node_https_namespaceObject : external_node_http_namespaceObject), info = {
    options: request,
    parsedUrl: apiUrl,
    httpModule
   }, {message} = await this.#client.requestRaw(info, null), body = await readBody(message, options.maxBodyBytes ?? 1048576);
   return {
    statusCode: message.statusCode ?? 0,
    headers: message.headers,
    body
   };
  }
  #asApiError(error, {isConnected}) {
   if (error instanceof ApiError) return error;
   const problem = networkProblem(error);
   return problem === void 0 ? error : new NetworkError(this.#options.apiUrl.host, problem, isConnected, error);
  }
 }
 function untilAborted(signal, promise) {
  return new Promise((resolve, reject) => {
   const onAbort = () => reject(signal.reason);
   signal.addEventListener("abort", onAbort);
   promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
 }
 async function readBody(message, maxBytes) {
  const chunks = [];
  let size = 0;
  for await (const chunk of message) {
   chunks.push(chunk);
   size += chunk.length;
   if (size > maxBytes || chunks.length > 2e4) throw new InvalidResponseError(`the body is larger than ${maxBytes} bytes, or in smaller chunks, than any job's`);
  }
  const body = Buffer.concat(chunks).toString();
  return body.startsWith("\ufeff") ? body.slice(1) : body;
 }
 function parseRateLimit(headers) {
  const remaining = Number.parseInt(String(headers["x-ratelimit-remaining"]), 10), limit = Number.parseInt(String(headers["x-ratelimit-limit"]), 10);
  return remaining >= 0 && limit > 0 ? {
   remaining,
   limit
  } : void 0;
 }
 function jsonOf(response, redact) {
  const {statusCode, body} = response;
  if (statusCode < 200 || statusCode >= 300) throw errorOf(response, redact);
  if (body.trim() === "") return;
  const json = parsed(body);
  if (json !== void 0) return json;
  throw new InvalidResponseError(`HTTP ${statusCode} with ${response_kindOf(response, redact)}`, isCutJson(body));
 }
 function errorOf(response, redact) {
  const {statusCode, headers, body} = response;
  if (statusCode < 200) return protocolSwitch();
  if (statusCode >= 300 && statusCode < 400) return new RedirectError(statusCode, redirectTarget(headers.location && redact(headers.location)));
  const json = parsed(body), isFromApi = body.trim() === "" || typeof json === "object" && json !== null, message = json?.message;
  return new HttpError(statusCode, {
   apiMessage: typeof message === "string" ? redact(message) : void 0,
   foreignBody: isFromApi ? void 0 : response_kindOf(response, redact),
   retryAfterMs: retryAfterMs(headers["retry-after"], headers.date),
   rateLimit: statusCode === 429 ? rateLimitWords(headers) : void 0
  });
 }
 function response_kindOf({headers, body}, redact) {
  const encoding = headers["content-encoding"] ?? "identity", size = `${Buffer.byteLength(body)} bytes`;
  if (encoding !== "identity") return `a compressed body (${printable(redact(encoding), 20)}), which was not requested`;
  if (/^\s*<(!doctype html|html)/i.test(body)) return "an HTML page";
  if (/^\s*</.test(body)) return `a page of markup, ${size}`;
  if (parsed(body) !== void 0) return `JSON that is not an object, ${size}`;
  return isCutJson(body) ? `cut JSON, ${size}` : `a text that is not JSON, ${size}`;
 }
 function isCutJson(body) {
  return /^\s*[{[]/.test(body);
 }
 function redirectTarget(location) {
  if (location === void 0) return "no address";
  const here = "https://here.invalid", url = URL.canParse(location, here) ? new URL(location, here) : void 0;
  if (url === void 0 || url.origin === here) return "another path on the same host, or to no valid address";
  return url.host === "" ? "an address without a host" : `the host ${printable(url.host, 100)}`;
 }
 function rateLimitWords(headers) {
  const header = name => /^\d{1,15}(?=$|,)/.exec(String(headers[name] ?? ""))?.[0], [remaining, limit] = [ header("x-ratelimit-remaining"), header("x-ratelimit-limit") ];
  if (remaining === void 0) return "";
  if (Number(remaining) > 0) return `${remaining}${limit ? ` of ${limit}` : ""} credits of this hour are left`;
  const reset = Number(header("x-ratelimit-reset") ?? Number.NaN) * 1e3, returns = reset > 1e12 && reset < 1e13 ? `, until ${utc(new Date(reset))}` : "";
  return `the hourly allowance${limit ? ` of ${limit} credits` : ""} is used up${returns}`;
 }
 const MAX_RETRY_AFTER_MS = 31536e6;
 function retryAfterMs(header, date) {
  if (header === void 0) return;
  if (/^\d+$/.test(header)) return Math.min(Number(header) * 1e3, MAX_RETRY_AFTER_MS);
  const now = Date.parse(date ?? ""), pauseMs = Date.parse(header) - (Number.isNaN(now) ? Date.now() : now);
  return Number.isNaN(pauseMs) ? void 0 : Math.min(Math.max(0, pauseMs), MAX_RETRY_AFTER_MS);
 }
 function parsed(body) {
  try {
   return JSON.parse(body);
  } catch {
   return;
  }
 }
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
  async terminate(ref, options) {
   const json = await this.#request("DELETE", ref, options);
   return json === void 0 ? void 0 : parseJob(json, ref.id);
  }
  async get(ref, options) {
   return parseJob(await this.#request("GET", ref, options), ref.id);
  }
  async list(accountId, asked, offset, options) {
   const order = asked.newestChangeFirst ? {
    sort: "updated",
    direction: "desc"
   } : {
    sort: "created",
    direction: "asc"
   }, query = new URLSearchParams({
    status: asked.status,
    ...order
   });
   if (asked.packageId !== void 0) query.set("package_id", String(asked.packageId));
   query.set("offset", String(offset));
   query.set("limit", String(100));
   const request = {
    ...options,
    query,
    headers: VERSION_2,
    maxBodyBytes: 16777216
   }, response = await this.#http.request("GET", `/${accountId}/api/jobs`, request), jobs = parseJobs(jsonOf(response, this.#redact));
   return {
    jobs,
    nextOffset: nextOffset(response.headers.link?.toString(), offset, jobs.length)
   };
  }
  async #request(method, {accountId, id}, options) {
   return jsonOf(await this.#http.request(method, `/${accountId}/api/jobs/${id}`, options), this.#redact);
  }
 }
 function connect(options, redact, onRequestEnd) {
  const {apiUrl, apiKey, requestTimeoutMs, proxy} = options, headers = {
   Accept: "application/vnd.xplenty+json",
   Authorization: `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`,
   "Accept-Encoding": "identity",
   "User-Agent": "terminate-xplenty-job/1.0.0"
  }, http = new Http({
   apiUrl,
   headers,
   requestTimeoutMs,
   proxy,
   onRequestEnd
  });
  return new Client(http, redact);
 }
 function nextOffset(link, offset, count) {
  const parameter = /;\s*([^\s=;,"]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g, relations = [ ...(link ?? "").matchAll(/<[^<>]*>((?:"(?:[^"\\]|\\.)*"|[^,"])*)/g) ].flatMap(([, parameters = ""]) => {
   const [, , quoted, token] = [ ...parameters.matchAll(parameter) ].find(([, name]) => name?.toLowerCase() === "rel") ?? [];
   return (quoted ?? token ?? "").toLowerCase().split(/\s+/);
  }), speaksOfPages = relations.some(relation => /^(next|prev|previous|first|last)$/.test(relation)), hasNext = speaksOfPages ? relations.includes("next") : count >= 100;
  return hasNext ? offset + count : void 0;
 }
 function closestName(name, known) {
  const given = lettersOf(name), distances = known.map(one => [ one, distanceTo(given, one) ]), [closest, distance] = distances.reduce((best, next) => next[1] < best[1] ? next : best, [ "", 1 / 0 ]);
  return distance === 1 / 0 ? void 0 : closest;
 }
 function lettersOf(name) {
  return name.toLowerCase().split(/[^a-z0-9]+/).map(word => word.replace(/s$/, "")).join("");
 }
 function distanceTo(given, known) {
  const whole = lettersOf(known), edits = editDistance(given, whole);
  if (edits <= 2) return edits;
  const beginnings = known.split("-").map((_, index, parts) => lettersOf(parts.slice(0, index + 1).join("-"))), first = beginnings[0] ?? "";
  if (given.length >= first.length && whole.startsWith(given)) return 3;
  return beginnings.some(beginning => beginning.length > 4 && editDistance(given, beginning) <= 1) ? 4 : 1 / 0;
 }
 function editDistance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 1 / 0;
  const rows = [ Array.from({
   length: other.length + 1
  }, (_, j) => j) ], at = (i, j) => rows[i]?.[j] ?? 1 / 0;
  for (let i = 1; i <= one.length; i++) {
   rows[i] = [ i ];
   for (let j = 1; j <= other.length; j++) {
    const isSame = one[i - 1] === other[j - 1], isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1], changed = at(i - 1, j - 1) + (isSame ? 0 : 1);
    rows[i]?.push(Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1, isSwapped ? at(i - 2, j - 2) + 1 : 1 / 0));
   }
  }
  return at(one.length, other.length);
 }
 class InputReader {
  problems=[];
  #known;
  #redact;
  #environment;
  #texts=new Map;
  constructor(known, redact, environment = process.env) {
   this.#known = known;
   this.#redact = redact;
   this.#environment = environment;
   for (const name of Object.keys(known)) {
    const text = environment[variableOf(name)];
    if (text !== void 0) this.#texts.set(name, trimmed(text));
   }
  }
  checkNames() {
   const known = Object.keys(this.#known), problems = misspelt(Object.keys(this.#environment), known), lost = known.filter(name => this.#known[name]?.default !== void 0 && !this.#texts.has(name));
   if (lost.length > 0) problems.push(lostProblem(lost));
   this.problems.push(...problems);
   return problems.length === 0;
  }
  variable(name) {
   return trimmed(this.#environment[name] ?? "");
  }
  checkEmpty() {
   for (const [name, text] of this.#texts) {
    const {default: standard = "", mayBeEmpty = false} = this.#known[name] ?? {};
    if (text === "" && standard !== "" && !mayBeEmpty) this.problems.push(`${name}: ${emptyProblem(name, standard)}`);
   }
  }
  text(name) {
   const {default: standard = "", mayBeEmpty = false} = this.#known[name] ?? {}, text = this.#texts.get(name) ?? standard;
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
 function misspelt(variables, known) {
  const expected = new Set(known.map(variableOf)), isExpected = variable => expected.has(process.platform === "win32" ? variable.toUpperCase() : variable), others = variables.filter(variable => variable.toUpperCase().startsWith("INPUT_") && !isExpected(variable));
  return others.flatMap(variable => {
   const name = variable.slice(6).toLowerCase(), meant = closestName(name, known);
   if (meant === void 0) return [];
   return `${name}: this is not an input. Write ${meant}. Where ${variable} is a variable of your own, rename it.`;
  });
 }
 function lostProblem(names) {
  return `${names.join(", ")}: no value has arrived, though action.yml has a default. The shell dash, and wrappers that use it, drop variables with a hyphen in the name. Start Node directly, or with bash.`;
 }
 function emptyProblem(name, standard) {
  const isBoolean = standard === "true" || standard === "false", advice = isBoolean ? `In a workflow with a schedule, write \${{ github.event_name == 'workflow_dispatch' && inputs.${name} }}.` : `Where none is meant, write "${standard}" at its source (default: ${standard}).`;
  return `it arrived empty: its expression has come to nothing. Check the names in the expression. ${advice}`;
 }
 function parseBoolean(text) {
  if ([ "true", "True", "TRUE" ].includes(text)) return true;
  if ([ "false", "False", "FALSE" ].includes(text)) return false;
  refuseHidden(text);
  throw new ParseError(quote => `${quote(text)} is neither true nor false. Write true or false.`);
 }
 function parseWaitMs(text) {
  return Math.min(parseSeconds(text), 1e6) * 1e3;
 }
 function parseSeconds(text) {
  const seconds = /^[\d.][\d.eE+-]*$/.test(text) ? Number(text) : Number.NaN;
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
  throw new ParseError(quote => (text === "" ? "no account was given" : `${quote(text)} is not the ID of an account`) + ". It is the name in the URLs of the API: https://api.xplenty.com/ACCOUNT/api/jobs/305. Use letters, digits, - and _, or set XPLENTY_ACCOUNT_ID.");
 }
 function parseStatuses(text) {
  refuseHidden(text);
  const given = words(text), others = given.filter(word => !ACTIVE_STATUSES.includes(word)), wrong = given.length === 0 ? [ text ] : [ ...new Set(others) ];
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
 function parseIfNoJobsFound(text) {
  if (text === "ignore" || text === "warn" || text === "error") return text;
  throw new ParseError(quote => `${quote(text)} was given. Give ignore, warn or error.`);
 }
 const NOT_A_JOB_URL = {
  one: "is not the URL of a job",
  many: "are not URLs of jobs",
  advice: "Give the job ID, or a URL like https://api.xplenty.com/ACCOUNT/api/jobs/305 or https://xplenty.com/ACCOUNT/jobs/305."
 };
 function parseJobUrl(text, apiUrl) {
  const page = parsePageUrl(text);
  if (page !== void 0) return apiUrl === void 0 || apiUrl.href === "https://api.xplenty.com/" ? page : notOn(apiUrl);
  const base = apiUrl?.pathname.replace(/\/$/, "") ?? "", path = pathAsWritten(text), job = jobOf(path.startsWith(base) ? path.slice(base.length) : "", /^\/([\w-]+)\/api\/jobs\/([0-9]+)$/);
  if (job === void 0) return NOT_A_JOB_URL;
  return apiUrl === void 0 || new URL(text).origin === apiUrl.origin ? job : notOn(apiUrl);
 }
 function parsePageUrl(text) {
  const withoutQuery = text.replace(/[?#].*$/s, ""), job = jobOf(pathAsWritten(withoutQuery), /^\/([\w-]+)\/jobs\/([0-9]+)$/);
  if (job === void 0) return;
  const {protocol, hostname, port} = new URL(withoutQuery), isPage = protocol === "https:" && port === "" && /^(.+\.)?(xplenty\.com|integrate\.io)$/.test(hostname);
  return isPage ? job : void 0;
 }
 function pathAsWritten(text) {
  const path = /^https?:\/\/[^/?#\\]+(\/[^?#\\]*)$/i.exec(text)?.[1] ?? "", url = URL.canParse(text) ? new URL(text) : void 0;
  return url?.pathname === path && url.username === "" && url.password === "" ? path : "";
 }
 function jobOf(path, form) {
  const [, accountId = "", digits = ""] = form.exec(path) ?? [], id = wholeNumber(digits);
  return id === void 0 || placeholder(accountId) !== void 0 ? void 0 : {
   id,
   accountId
  };
 }
 function notOn({origin}) {
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
 }, IN_QUOTES = {
  one: "stands in quotes",
  many: "stand in quotes",
  advice: "Remove the quotes."
 }, TOO_LARGE = {
  one: "is past 2^53, where numbers cannot be told apart",
  many: "are past 2^53, where numbers cannot be told apart",
  advice: "Check the ID."
 }, COMMENT = {
  one: "looks like a comment",
  many: "look like comments",
  advice: "Only variables may have comments."
 };
 function parseJobIds(text, apiUrl) {
  refuseHidden(text);
  refuseCommaInUrl(text);
  const given = [], wrong = [];
  for (const word of placeholder(text) === void 0 ? words(text) : [ text ]) {
   const result = job_ids_parseJob(word, apiUrl);
   if ("id" in result) given.push(result); else wrong.push([ result, word ]);
  }
  if (wrong.length > 0) throw new ParseError(quote => explain(wrong, quote));
  if (given.length > 0) return given;
  throw new ParseError(() => "nothing was given. Give the job's ID (digits only, above 0) or its URL. Or select jobs with package-id, cluster-id, variables or running-longer-than-seconds.");
 }
 function job_ids_parseJob(word, apiUrl) {
  const id = wholeNumber(word);
  if (id !== void 0) return {
   id,
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
  return word.length > 1 && /^["'`\u201c\u2018].*["'`\u201d\u2019]$/.test(word);
 }
 function explain(wrong, quote) {
  const kinds = new Map(wrong.map(([problem]) => [ problem.one, problem ])), sentences = [ ...kinds.values() ].map(({one, many, advice}) => {
   const list = [ ...new Set(wrong.filter(([problem]) => problem.one === one).map(([, word]) => shown(word, quote))) ], more = list.length > 10 ? ` and ${list.length - 10} more` : "";
   return `${list.slice(0, 10).join(", ")}${more} ${list.length === 1 ? one : many}. ${advice}`;
  });
  return sentences.join(" ");
 }
 function shown(word, quote) {
  return quote(isInQuotes(word) ? word.slice(1, -1) : word);
 }
 function refuseCommaInUrl(text) {
  if (!text.includes("/")) return;
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
  const equals = line.indexOf("="), name = trimmed(line.slice(0, Math.max(equals, 0))).normalize("NFC"), value = trimmed(line.slice(equals + 1));
  if (name === "") throw new ParseError(() => `${where} is not of the form name=value.`);
  const hidden = hiddenCharacter(name);
  if (hidden !== void 0) throw new ParseError(() => `${where} has the invisible character ${hidden} in the name. Remove it.`);
  if (seemsToHoldAnother(line.slice(equals + 1))) throw new ParseError(() => `${where} seems to hold several variables. Write a line for each, below "variables: |". If it is one value, write it in quotes: name="value".`);
  return [ name, value ];
 }
 function seemsToHoldAnother(value) {
  const outsideOfQuotes = value.replace(/"[^"]*"|'[^']*'/g, '""'), another = unicodePattern(String.raw`(?:[\s\x85,]|\\n|%0a)[\p{L}_][\p{L}\p{N}_.-]*\s*=`, "i");
  return another.test(outsideOfQuotes);
 }
 class InvalidInputsError extends Error {
  problems;
  constructor(problems) {
   super(problems.join("\n"));
   this.problems = problems;
  }
 }
 const INPUTS = {
  "job-id": {},
  "package-id": {
   default: "any"
  },
  "cluster-id": {
   default: "any"
  },
  variables: {
   default: "any"
  },
  "running-longer-than-seconds": {
   default: "any"
  },
  statuses: {
   default: "idle, pending, queued, running"
  },
  "if-no-jobs-found": {
   default: "ignore",
   mayBeEmpty: true
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
 }, FILTERS = [ "package-id", "cluster-id", "variables", "running-longer-than-seconds" ];
 function loadInputs(secrets) {
  const reader = new InputReader(INPUTS, text => secrets.redact(text)), apiKey = readApiKey(reader, secrets);
  if (!reader.checkNames()) throw new InvalidInputsError(reader.problems);
  reader.checkEmpty();
  const apiUrl = reader.read("api-url", parseApiUrl), proxy = readProxy(reader, apiUrl, secrets), isSelection = isSelecting(reader), given = reader.read("job-id", text => readJobIds(text, apiUrl, isSelection)), isUrlWrong = given === void 0 && reader.text("job-id").includes("/"), accountId = reader.read("account-id", text => readAccountId(text, given ?? [], reader.variable("XPLENTY_ACCOUNT_ID"), isUrlWrong)), inputs = {
   apiKey,
   apiUrl,
   proxy,
   jobs: eachOnce((given ?? []).map(({id, accountId: own}) => ({
    accountId: own ?? accountId,
    id
   }))),
   selection: isSelection ? {
    accountId,
    filter: readFilter(reader)
   } : void 0,
   dryRun: reader.read("dry-run", parseBoolean),
   waitForStopped: reader.read("wait-for-stopped", parseBoolean),
   timeoutMs: reader.read("timeout-seconds", parseWaitMs),
   ...readPollIntervalMs(reader),
   requestTimeoutMs: reader.read("request-timeout-seconds", parseWaitMs),
   ifNoJobsFound: reader.read("if-no-jobs-found", parseIfNoJobsFound)
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
 function readAccountId(text, given, variable, isUrlWrong = false) {
  const accountId = text === "" ? "" : parseAccountId(text);
  for (const {accountId: own} of given) {
   if (own === void 0 || text === "" || own === accountId) continue;
   throw new ParseError(quote => `${quote(accountId)} is not the account of a URL in job-id, ${quote(own)}. Give one of them.`);
  }
  const isInEveryUrl = given.length > 0 && given.every(({accountId: own}) => own !== void 0);
  if (text !== "" || isInEveryUrl || isUrlWrong && variable === "") return accountId;
  return parseAccountId(variable);
 }
 function readFilter(reader) {
  const isNarrowed = FILTERS.some(name => reader.isGiven(name)), readUnlessAny = (name, parse) => reader.read(name, text => text === "any" ? void 0 : parse(text)), statuses = reader.read("statuses", text => {
   if (isNarrowed) return parseStatuses(text);
   throw new ParseError(() => `alone it would stop every job of the account. Give at least one of ${FILTERS.join(", ")} with it.`);
  });
  return {
   packageId: readUnlessAny("package-id", text => parseId(text, "package")),
   clusterId: readUnlessAny("cluster-id", text => parseId(text, "cluster")),
   variables: readUnlessAny("variables", parseVariables) ?? new Map,
   runningLongerThanSeconds: readUnlessAny("running-longer-than-seconds", text => parseRuntime(text, statuses)),
   statuses
  };
 }
 function parseRuntime(text, statuses) {
  const seconds = parseSeconds(text);
  if (statuses?.includes("running") ?? true) return seconds;
  throw new ParseError(() => "it can match no job, for only running jobs have a runtime. Add running to statuses.");
 }
 function readPollIntervalMs(reader) {
  const pollIntervalMs = reader.read("poll-interval-seconds", parseWaitMs), warnings = pollIntervalMs < 100 ? [ "poll-interval-seconds: it is raised to 0.1, the minimum. Each poll takes a request of the hourly limit." ] : [];
  return {
   pollIntervalMs: Math.max(pollIntervalMs, 100),
   warnings
  };
 }
 class TrackedJob {
  ref;
  job;
  call="unsent";
  acceptedAtMs;
  isStoppedByOthers=false;
  hadFinished=false;
  error;
  htmlUrl;
  history=[];
  constructor(ref) {
   this.ref = ref;
  }
  get isFinal() {
   return this.job !== void 0 && isFinal(this.job);
  }
  get isAccepted() {
   return this.call === "accepted" || this.isStoppedByOthers;
  }
  update(job, atMs) {
   const before = this.job;
   this.job = job;
   this.htmlUrl = job.fields.html_url ?? this.htmlUrl;
   if (before?.status !== job.status) this.history.push({
    status: job.status,
    atMs
   });
   return before;
  }
 }
 function boundedApi(api, clock, deadlineMs) {
  const bounded = (options = {}) => {
   const leftMs = Math.max(0, deadlineMs + 2e3 - clock.nowMs());
   return {
    ...options,
    timeoutMs: Math.min(options.timeoutMs ?? leftMs, leftMs)
   };
  };
  return {
   get rateLimit() {
    return api.rateLimit;
   },
   terminate: (ref, options) => api.terminate(ref, bounded(options)),
   get: (ref, options) => api.get(ref, bounded(options)),
   list: (accountId, query, offset, options) => api.list(accountId, query, offset, bounded(options))
  };
 }
 const GUARD_INPUTS = {
  "job-id-variable": {
   default: "XPLENTY_JOB_ID"
  },
  "tag-variable": {
   default: "none"
  },
  "job-id": {},
  "api-key": {},
  "account-id": {},
  "wait-for-stopped": {
   default: "true"
  },
  "timeout-seconds": {
   default: "240",
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
 function loadGuardInputs(environment, secrets) {
  const reader = new InputReader(GUARD_INPUTS, text => secrets.redact(text), environment), apiKey = readApiKey(reader, secrets);
  if (!reader.checkNames()) throw new InvalidInputsError(reader.problems);
  reader.checkEmpty();
  const apiUrl = reader.read("api-url", parseApiUrl), inputs = {
   apiKey,
   apiUrl,
   accountId: reader.read("account-id", text => readAccountId(text, [], reader.variable("XPLENTY_ACCOUNT_ID"))),
   jobIds: reader.text("job-id"),
   jobIdVariable: reader.read("job-id-variable", parseEnvironmentVariable),
   tagVariable: reader.read("tag-variable", text => text === "none" ? void 0 : parseTagVariable(text)),
   waitForStopped: reader.read("wait-for-stopped", parseBoolean),
   timeoutMs: reader.read("timeout-seconds", parseWaitMs),
   ...readPollIntervalMs(reader),
   requestTimeoutMs: reader.read("request-timeout-seconds", parseWaitMs),
   jobs: [],
   selection: void 0,
   dryRun: false,
   ifNoJobsFound: "ignore"
  };
  if (reader.problems.length > 0) throw new InvalidInputsError(reader.problems);
  return inputs;
 }
 function parseEnvironmentVariable(text) {
  refusePlaceholder(text);
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text;
  throw new ParseError(quote => `${quote(text)} is not the name of an environment variable, for example JOB_ID.`);
 }
 function parseTagVariable(text) {
  refuseHidden(text);
  refusePlaceholder(text);
  if (unicodePattern(String.raw`^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$`).test(text)) return text;
  throw new ParseError(quote => `${quote(text)} is not the name of an Xplenty variable, for example github_run.`);
 }
 const NOT_SAVED = [ "INPUT_API-KEY", "INPUT_JOB-ID" ];
 function loadGuardState({STATE_guard: text = ""}) {
  return text === "" ? void 0 : JSON.parse(Buffer.from(text, "base64url").toString());
 }
 function savedVariables() {
  return Object.keys(GUARD_INPUTS).map(variableOf).filter(name => !NOT_SAVED.includes(name));
 }
 function hasOtherInputs({texts}, environment) {
  return savedVariables().some(name => (environment[name] ?? "") !== (texts[name] ?? ""));
 }
 function withSavedInputs(environment, {texts}) {
  const others = Object.entries(environment).filter(([name]) => !/^INPUT_/i.test(name) || NOT_SAVED.includes(name));
  return {
   ...Object.fromEntries(others),
   ...texts
  };
 }
 function setBeforeGuard(jobIdVariable, ids) {
  const named = ids.length === 0 ? "" : ` (${ids.slice(0, 100).join(", ")})`;
  return [ `${jobIdVariable} was set before the guard${named}. What it held then is not stopped. Place the guard before the step that starts the job.` ];
 }
 function namedJobs(text, {apiUrl, accountId}) {
  const jobs = new Map, invalid = new Set;
  for (const word of named_jobs_wordsOf(text).map(withoutQuotes)) {
   const given = parse(word, apiUrl);
   if (given === void 0 || (given.accountId ?? accountId) !== accountId) invalid.add(word); else jobs.set(given.id, {
    accountId,
    id: given.id
   });
  }
  return {
   jobs: [ ...jobs.values() ],
   invalid: [ ...invalid ]
  };
 }
 function explainInvalid(invalid, {apiUrl, accountId}, quote) {
  const foreign = invalid.filter(word => parse(word, apiUrl) !== void 0), wrong = invalid.filter(word => word !== "" && !foreign.includes(word)), error = wrong.length === 0 ? void 0 : attempt(() => parseJobIds(wrong.join(" "), apiUrl)), sentences = [ invalid.includes("") ? "there is nothing between the quotes. Check the step that writes it." : "", foreign.length === 0 ? "" : `${foreign.map(quote).join(", ")} is of another account, not of ${accountId}.`, error instanceof ParseError ? error.explain(quote) : "" ];
  return sentences.filter(Boolean).join(" ");
 }
 function named_jobs_wordsOf(text) {
  return text.split(/[ \t\r\n]+/).flatMap(part => attempt(() => refuseCommaInUrl(part)) instanceof ParseError ? [ part ] : words(part));
 }
 function withoutQuotes(word) {
  return word.replace(/^["']+|["']+$/g, "");
 }
 function parse(word, apiUrl) {
  const given = attempt(() => parseJobIds(word, apiUrl));
  return given instanceof ParseError ? void 0 : given[0];
 }
 function attempt(parsing) {
  try {
   return parsing();
  } catch (error) {
   if (error instanceof ParseError) return error;
   throw error;
  }
 }
 function givenJobs(environment, inputs, state, report, redact) {
  const {jobIdVariable} = inputs, written = state === void 0 ? given_jobs_NONE : writtenJobs(environment, inputs, state, report), given = namedJobs(isJobIdLost(inputs, state, environment, report) ? "" : inputs.jobIds, inputs), problems = Object.entries({
   [jobIdVariable]: written.invalid,
   "job-id": given.invalid
  }).filter(([, invalid]) => invalid.length > 0).map(([source, invalid]) => ({
   summary: `Invalid job ID in ${source}`,
   details: `${source}: ${explainInvalid(invalid, inputs, text => quoted(text, redact))}`
  }));
  return {
   refs: [ ...new Map([ ...written.jobs, ...given.jobs ].map(ref => [ ref.id, ref ])).values() ],
   problems
  };
 }
 const given_jobs_NONE = {
  jobs: [],
  invalid: []
 };
 function writtenJobs(environment, inputs, state, report) {
  const {jobIdVariable} = inputs, earlier = namedJobs(state.earlierIds, inputs), earlierIds = earlier.jobs.map(({id}) => id);
  if (state.earlierIds.trim() !== "") report.warn(setBeforeGuard(jobIdVariable, earlierIds), "Set before the guard");
  const {jobs, invalid} = namedJobs(environment[jobIdVariable] ?? "", inputs);
  return {
   jobs: jobs.filter(({id}) => !earlierIds.includes(id)),
   invalid: invalid.filter(word => !earlier.invalid.includes(word))
  };
 }
 function isJobIdLost({jobIds}, state, environment, report) {
  if (jobIds === "" || state === void 0 || !hasOtherInputs(state, environment)) return false;
  report.warn([ "job-id is ignored: other inputs have changed since the guard began, as in nested composite actions." ], "job-id is ignored");
  return true;
 }
 class JobError extends Error {
  summary;
  details;
  isOutcomeUnknown;
  constructor(ref, summary, details, isOutcomeUnknown = false) {
   const text = details.filter(Boolean).join(" ");
   super(`Job ${ref.id}: ${summary}. ${text}`);
   this.summary = summary;
   this.details = text;
   this.isOutcomeUnknown = isOutcomeUnknown;
  }
 }
 class SelectionError extends Error {
  summary;
  details;
  constructor(summary, details) {
   const text = details.filter(Boolean).join(" ");
   super(`${summary}. ${text}`);
   this.summary = summary;
   this.details = text;
  }
 }
 const RUN_AGAIN = "Check the job at Xplenty, or run this step again: terminating a job twice does no harm.";
 function notDelivered(ref, cause) {
  const {summary, advice} = lastError(cause);
  return new JobError(ref, summary, [ sentence(cause.message), "No request was delivered.", advice ]);
 }
 function refused(ref, cause, job, getError) {
  const {summary, advice} = lastError(cause), seen = job === void 0 ? "Not terminated." : `Not terminated, still ${statusOf(job)}.`;
  return new JobError(ref, summary, [ sentence(cause.message), seen, getFailed(cause, getError), advice ]);
 }
 function outcomeUnknown(ref, cause, job, getError) {
  const seen = job === void 0 ? "" : `Last status: ${statusOf(job)}.`, details = [ sentence(cause.message), "A request may have been delivered.", seen, getFailed(cause, getError) ];
  return new JobError(ref, "outcome unknown, may still be running", [ ...details, lastError(cause).advice, RUN_AGAIN ], true);
 }
 function notSeen(ref, cause) {
  const {summary, advice} = lastError(cause);
  return new JobError(ref, summary, [ sentence(cause.message), advice ]);
 }
 function timedOut(ref, job, timeoutMs, pollError) {
  const status = job === void 0 ? "status unknown" : `still ${isStopping(job) ? "stopping" : statusOf(job)}`, stopping = job !== void 0 && isStopping(job), withoutEffect = job !== void 0 && isActive(job);
  return new JobError(ref, `timed out, ${status}`, [ `Not stopped within ${duration(timeoutMs)}; last status: ${statusOf(job)}.`, pollError === void 0 ? "" : `The last poll failed: ${pollError.message}.`, stopping ? "Xplenty is still stopping it." : withoutEffect ? "The terminate call had no visible effect." : "", stopping ? "Raise timeout-seconds to wait longer." : RUN_AGAIN ]);
 }
 function timedOutBeforeCall(ref, timeoutMs) {
  const details = `No terminate request was sent within ${duration(timeoutMs)}.`;
  return new JobError(ref, "timed out, not terminated", [ details, "Raise timeout-seconds, or run this step again." ]);
 }
 function lostWhileWaiting(ref, job, cause) {
  return new JobError(ref, cause.summary, [ `Whether the job has stopped cannot be seen: ${cause.message}.`, `Last status: ${statusOf(job)}.`, cause.advice ]);
 }
 function cancelledWhileStopping(ref, job) {
  const summary = job === void 0 || isStopping(job) ? "cancelled, still stopping" : `cancelled, still ${statusOf(job)}`;
  return new JobError(ref, summary, [ `The step was cancelled, or its timeout-minutes was over, before the job had stopped; last status: ${statusOf(job)}.` ]);
 }
 function cancelledBeforeCall(ref) {
  return new JobError(ref, "cancelled, not terminated", [ "No terminate request was sent.", "Run this step again." ]);
 }
 function notSelected(cause, isCancelled) {
  const {summary, advice} = lastError(cause);
  if (isCancelled) return new SelectionError("Cancelled while jobs were selected", [ "Nothing was terminated." ]);
  return new SelectionError(`Cannot list jobs: ${summary}`, [ sentence(cause.message), "Nothing was terminated.", advice ]);
 }
 function statusOf(job) {
  return job === void 0 ? "unknown" : printable(job.status, Number.POSITIVE_INFINITY);
 }
 function getFailed(cause, getError) {
  if (getError === void 0) return "";
  const isSame = lastError(getError).message === lastError(cause).message;
  return isSame ? "Getting the job failed too." : `Getting the job failed too: ${getError.message}.`;
 }
 function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
 }
 async function* readList(getPage) {
  const seen = new Set;
  let overlap = 1, inVain = 0, offset = 0;
  for (let requests = 1; requests <= 1e3; requests++) {
   const {jobs, nextOffset} = await getPage(offset), overlaps = offset === 0 || jobs.some(({id}) => seen.has(id)), news = overlaps ? jobs.filter(({id}) => !seen.has(id)) : [];
   for (const {id} of news) seen.add(id);
   if (news.length > 0) yield news;
   if (overlaps && nextOffset === void 0) return;
   inVain = news.length > 0 ? 0 : inVain + 1;
   if (inVain >= 20) throw new InvalidResponseError("the list repeats itself, or changed faster than it could be read");
   if (overlaps && nextOffset !== void 0) {
    if (jobs.length - news.length >= overlap) overlap = Math.ceil(overlap / 2);
    overlap = Math.min(overlap, Math.ceil(jobs.length / 2));
    offset = Math.max(nextOffset - overlap, offset + 1);
   } else {
    overlap *= 2;
    offset = Math.max(0, offset - overlap);
   }
  }
  throw new InvalidResponseError("the list does not end within 1000 requests");
 }
 function conditionsOf(filter) {
  const {packageId, clusterId, variables, runningLongerThanSeconds, statuses} = filter, words = [ ...packageId === void 0 ? [] : [ `of package ${packageId}` ], ...statuses.length === ACTIVE_STATUSES.length ? [] : [ `in status ${statuses.join(" or ")}` ] ], conditions = [ {
   filter: words.join(" "),
   matches: ({status, fields}) => statuses.includes(status) && (packageId === void 0 || isId(fields.package_id, packageId))
  } ];
  if (clusterId !== void 0) conditions.push({
   filter: `on cluster ${clusterId}`,
   matches: ({fields}) => isId(fields.cluster_id, clusterId)
  });
  if (runningLongerThanSeconds !== void 0) {
   const matches = job => runtimeSeconds(job) > runningLongerThanSeconds;
   conditions.push({
    filter: `running longer than ${runningLongerThanSeconds} s`,
    matches
   });
  }
  for (const [name, value] of variables) conditions.push({
   filter: `with variable ${name}`,
   matches: job => isVariable(job, name, value)
  });
  return conditions;
 }
 function isId(field, id) {
  return field === id || field === String(id);
 }
 function hasVariable(job, name) {
  return storedVariables(job, name).length > 0;
 }
 function isVariable(job, name, value) {
  const stored = storedVariables(job, name), given = value.normalize("NFC"), wanted = [ given, ...matches_withoutQuotes(given, /^(["'])(.*)\1$/s) ];
  return stored.length > 0 && stored.every(field => wanted.some(text => isSame(field, text)));
 }
 function storedVariables({fields: {variables}}, name) {
  if (typeof variables !== "object" || variables === null) return [];
  const wanted = name.normalize("NFC");
  return Object.entries(variables).flatMap(([key, value]) => key.normalize("NFC") === wanted ? [ value ] : []);
 }
 function isSame(field, text) {
  if (typeof field === "number") return isDecimal(text) && Number(text) === field && Math.abs(field) < 2 ** 53;
  if (typeof field === "boolean") return String(field) === text;
  if (typeof field !== "string") return false;
  const stored = field.normalize("NFC");
  return [ stored, ...matches_withoutQuotes(stored, /^(')(.*)'$/s) ].includes(text);
 }
 function matches_withoutQuotes(text, quotes) {
  return quotes.exec(text)?.slice(2) ?? [];
 }
 function isDecimal(text) {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
 }
 async function selectJobs({accountId, filter}, context) {
  const {api, cancellation, clock, progress, elapsedMs, deadlineMs = Number.POSITIVE_INFINITY} = context, signal = cancellation.requested, onFailedAttempt = progress.onFailedAttempt.bind(progress, "The list of jobs"), options = {
   signal,
   clock,
   deadlineMs,
   onFailedAttempt
  }, selecting = new Selecting(accountId, filter);
  try {
   for (const status of ACTIVE_STATUSES.filter(one => filter.statuses.includes(one))) {
    const query = {
     status,
     packageId: filter.packageId
    }, getPage = offset => withRetries(() => api.list(accountId, query, offset, {
     signal
    }), options);
    for await (const jobs of readList(getPage)) for (const job of jobs) selecting.add(job, elapsedMs());
   }
  } catch (error) {
   throw notSelected(asRequestError(error), signal.aborted);
  }
  return selecting.result();
 }
 class Selecting {
  #accountId;
  #conditions;
  #selected=new Map;
  #met=new Map;
  #unknownVariables;
  constructor(accountId, filter) {
   this.#accountId = accountId;
   this.#conditions = conditionsOf(filter);
   this.#unknownVariables = new Set(filter.variables.keys());
  }
  add(job, atMs) {
   const failed = this.#conditions.findIndex(({matches}) => !matches(job));
   this.#met.set(job.id, failed < 0 ? this.#conditions.length : failed);
   if (failed < 0) this.#select(job, atMs); else this.#selected.delete(job.id);
   for (const name of this.#unknownVariables) if (hasVariable(job, name)) this.#unknownVariables.delete(name);
  }
  #select(job, atMs) {
   const tracked = this.#selected.get(job.id) ?? new TrackedJob({
    accountId: this.#accountId,
    id: job.id
   });
   tracked.update(job, atMs);
   this.#selected.set(job.id, tracked);
  }
  result() {
   const met = [ ...this.#met.values() ];
   return {
    jobs: [ ...this.#selected.values() ],
    counts: this.#conditions.map(({filter}, index) => ({
     filter,
     count: met.filter(count => count > index).length
    })),
    unknownVariables: [ ...this.#unknownVariables ]
   };
  }
 }
 async function forEachConcurrently(items, task) {
  const waiting = items.values();
  await Promise.all(Array.from({
   length: Math.min(8, items.length)
  }, async () => {
   for (const item of waiting) await task(item);
  }));
 }
 async function terminateAll(jobs, context) {
  const {cancellation, clock, deadlineMs, timeoutMs, progress} = context;
  await forEachConcurrently(jobs, async tracked => {
   if (cancellation.graceOver.aborted) tracked.error = cancelledBeforeCall(tracked.ref); else if (clock.nowMs() >= deadlineMs) tracked.error = timedOutBeforeCall(tracked.ref, timeoutMs); else await terminate(tracked, context);
   progress.onCallEnded(tracked);
  });
  if (!cancellation.requested.aborted) return;
  for (const tracked of jobs) {
   const {ref, job, error, isAccepted} = tracked;
   if (isAccepted && !tracked.isFinal && !error) tracked.error = cancelledWhileStopping(ref, job);
  }
 }
 async function terminate(tracked, context) {
  const errors = [];
  try {
   const job = await sendTerminate(tracked, context, errors);
   tracked.call = "accepted";
   tracked.acceptedAtMs = context.elapsedMs();
   if (job !== void 0) {
    tracked.update(job, context.elapsedMs());
    tracked.hadFinished = isFinal(job) && job.status !== "stopped" && !errors.some(mayHaveActed);
   } else if (mayBegin(context)) await get(tracked, context, MAX_ATTEMPTS).catch(asRequestError);
  } catch (error) {
   await explainRefusal(tracked, asRequestError(error), errors, context);
  }
 }
 function sendTerminate(tracked, context, errors) {
  const {ref} = tracked;
  return withRetries(() => context.api.terminate(ref, {
   signal: context.cancellation.graceOver
  }).catch(error => {
   errors.push(error);
   throw error;
  }), retryOptions(ref, context));
 }
 async function explainRefusal(tracked, refusal, errors, context) {
  const {ref} = tracked;
  if (errors.every(({isUndelivered}) => isUndelivered)) {
   tracked.error = notDelivered(ref, refusal);
   return;
  }
  const mayBeTerminated = errors.some(mayHaveActed);
  tracked.call = mayBeTerminated ? "sent" : "refused";
  const explain = mayBeTerminated ? outcomeUnknown : refused;
  let job, getError;
  if (couldGetHelp(refusal) && mayBegin(context)) {
   const attempts = refusal instanceof RetriesExhaustedError ? 1 : MAX_ATTEMPTS;
   try {
    job = await get(tracked, context, attempts);
   } catch (error) {
    getError = asRequestError(error);
   }
  }
  if (job !== void 0 && (isStopping(job) || isFinal(job))) {
   tracked.isStoppedByOthers = true;
   tracked.acceptedAtMs = context.elapsedMs();
   tracked.hadFinished = isFinal(job) && !mayBeTerminated;
  } else tracked.error = explain(ref, refusal, job, getError);
 }
 function mayBegin({cancellation, clock, deadlineMs}) {
  return !cancellation.graceOver.aborted && clock.nowMs() < deadlineMs;
 }
 async function get(tracked, context, maxAttempts) {
  const {api, cancellation, elapsedMs} = context, job = await withRetries(() => api.get(tracked.ref, {
   signal: cancellation.graceOver
  }), {
   ...retryOptions(tracked.ref, context),
   maxAttempts
  });
  tracked.update(job, elapsedMs());
  return job;
 }
 function retryOptions({id}, context) {
  const {cancellation, clock, progress, deadlineMs} = context, onFailedAttempt = progress.onFailedAttempt.bind(progress, `Job ${id}`);
  return {
   signal: cancellation.requested,
   deadlineMs,
   clock,
   onFailedAttempt
  };
 }
 function mayHaveActed(error) {
  return error.mayHaveActed;
 }
 function couldGetHelp(refusal) {
  const error = lastError(refusal);
  return !(error instanceof HttpError && [ 401, 402, 407, 429 ].includes(error.statusCode));
 }
 class Poller {
  #context;
  #timeLeftMs;
  #failedLists=new Map;
  constructor(context, timeLeftMs) {
   this.#context = context;
   this.#timeLeftMs = timeLeftMs;
  }
  async poll(jobs, onResult) {
   const unlisted = [];
   for (const accountId of new Set(jobs.map(({ref}) => ref.accountId))) {
    const group = jobs.filter(({ref}) => ref.accountId === accountId);
    unlisted.push(...await this.#list(accountId, group, onResult));
   }
   await forEachConcurrently(unlisted, tracked => this.#get(tracked, onResult));
  }
  async #list(accountId, group, onResult) {
   const failed = this.#failedLists.get(accountId) ?? 0;
   if (group.length < 3 || failed === Number.POSITIVE_INFINITY) return group;
   if (failed >= 2) {
    this.#failedLists.delete(accountId);
    return group;
   }
   const search = new ListSearch(group, (query, offset) => this.#getPage(accountId, query, offset), onResult);
   try {
    await search.run();
    this.#failedLists.delete(accountId);
    return search.missing;
   } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error instanceof AbortedError) return [];
    const holdsForAll = error.isTransient || hasStatus(error, 401, 402);
    this.#failedLists.set(accountId, holdsForAll ? failed + 1 : Number.POSITIVE_INFINITY);
    if (!holdsForAll) return search.missing;
    for (const tracked of search.missing) onResult(tracked, error);
    return [];
   }
  }
  async #getPage(accountId, query, offset) {
   const timeoutMs = this.#timeLeftMs();
   if (timeoutMs <= 0) throw new AbortedError(false);
   const {api, cancellation} = this.#context;
   return api.list(accountId, query, offset, {
    signal: cancellation.requested,
    timeoutMs
   });
  }
  async #get(tracked, onResult) {
   const timeoutMs = this.#timeLeftMs();
   if (timeoutMs <= 0) return;
   const {api, cancellation} = this.#context;
   try {
    onResult(tracked, await api.get(tracked.ref, {
     signal: cancellation.requested,
     timeoutMs
    }));
   } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    onResult(tracked, error);
   }
  }
 }
 class ListSearch {
  #missing;
  #getPage;
  #onResult;
  #pagesLeft;
  constructor(jobs, getPage, onResult) {
   this.#missing = new Map(jobs.map(tracked => [ tracked.ref.id, tracked ]));
   this.#getPage = getPage;
   this.#onResult = onResult;
   this.#pagesLeft = jobs.length;
  }
  get missing() {
   return [ ...this.#missing.values() ];
  }
  async run() {
   const lastSeen = this.missing.flatMap(({job}) => job !== void 0 && isStopping(job) ? [ job.status ] : []);
   for (const status of new Set([ ...lastSeen.filter(status => status !== "stopping"), "stopping" ])) await this.#read({
    status
   });
   const changes = this.missing.map(({job}) => changedAt(job)).filter(time => !Number.isNaN(time));
   for (const status of FINAL_STATUSES) {
    if (this.#missing.size < 3) return;
    await this.#read({
     status,
     newestChangeFirst: true
    }, Math.min(...changes));
   }
  }
  async #read(query, earliest) {
   if (this.#pagesLeft <= 0 || this.#missing.size === 0) return;
   for await (const jobs of readList(offset => this.#getPage(query, offset))) {
    for (const job of jobs) {
     const tracked = this.#missing.get(job.id);
     this.#missing.delete(job.id);
     if (tracked !== void 0) this.#onResult(tracked, job);
    }
    const isFarBack = earliest !== void 0 && !(changedAt(jobs.at(-1)) >= earliest);
    if (--this.#pagesLeft <= 0 || this.#missing.size === 0 || isFarBack) return;
   }
  }
 }
 function changedAt(job) {
  return Date.parse(String(job?.fields.updated_at));
 }
 async function waitUntilStopped(jobs, pollIntervalMs, context) {
  const {progress} = context, accepted = jobs.filter(({isAccepted}) => isAccepted), heartbeat = setInterval(() => progress.onHeartbeat(accepted), 3e4);
  try {
   await new Wait(accepted, pollIntervalMs, context).run();
  } finally {
   clearInterval(heartbeat);
  }
 }
 class Wait {
  #jobs;
  #pollIntervalMs;
  #context;
  #startedAtMs;
  #poller;
  #repeated=new Set;
  #errors=new Map;
  #notFoundBefore=new Set;
  #failedPolls=0;
  constructor(jobs, pollIntervalMs, context) {
   this.#jobs = jobs;
   this.#pollIntervalMs = pollIntervalMs;
   this.#context = context;
   this.#startedAtMs = context.clock.nowMs();
   this.#poller = new Poller(context, () => this.#remainingMs > 0 ? this.#remainingMs + 2e3 : 0);
  }
  async run() {
   const {cancellation, clock, timeoutMs} = this.#context, lastPollMs = Math.min(250, timeoutMs / 10);
   for (let waiting = this.#waiting(); waiting.length > 0; waiting = this.#waiting()) {
    const remainingMs = this.#remainingMs - lastPollMs;
    if (cancellation.requested.aborted || remainingMs <= 0) {
     for (const tracked of waiting) tracked.error = this.#endOf(tracked);
     return;
    }
    await clock.sleep(Math.min(this.#pauseMs(), remainingMs), cancellation.requested);
    if (!cancellation.requested.aborted) await this.#poll(waiting);
   }
  }
  get #remainingMs() {
   return this.#context.deadlineMs - this.#context.clock.nowMs();
  }
  #waiting() {
   return this.#jobs.filter(tracked => tracked.error === void 0 && !tracked.isFinal);
  }
  #endOf(tracked) {
   const {ref, job} = tracked, {cancellation, timeoutMs} = this.#context;
   if (cancellation.requested.aborted) return cancelledWhileStopping(ref, job);
   return timedOut(ref, job, timeoutMs, this.#errors.get(tracked));
  }
  async #poll(waiting) {
   const {cancellation, progress} = this.#context;
   this.#errors = new Map;
   const notFound = new Set;
   await this.#poller.poll(waiting, (tracked, result) => {
    if (!(result instanceof ApiError)) {
     this.#update(tracked, result);
     return;
    }
    if (cancellation.requested.aborted) return;
    const isNotFound = hasStatus(result, 404, 410);
    if (isNotFound) notFound.add(tracked);
    const isCertain = hasStatus(result, 401, 402) || isNotFound && this.#notFoundBefore.has(tracked);
    if (isCertain) tracked.error = lostWhileWaiting(tracked.ref, tracked.job, result); else this.#errors.set(tracked, result);
   });
   this.#notFoundBefore = notFound;
   for (const error of new Set(this.#errors.values())) progress.onFailedPoll([ ...this.#errors ].flatMap(([tracked, met]) => met === error ? tracked : []), error);
   this.#failedPolls = this.#errors.size === 0 ? 0 : this.#failedPolls + 1;
   progress.onPolled(this.#jobs);
   await forEachConcurrently(this.#waiting(), tracked => this.#repeatIfWithoutEffect(tracked));
  }
  #update(tracked, job) {
   const {progress, elapsedMs} = this.#context, before = tracked.update(job, elapsedMs());
   if (before?.status !== job.status) progress.onStatusChange(tracked, before);
  }
  async #repeatIfWithoutEffect(tracked) {
   const {cancellation, progress, elapsedMs} = this.#context, isDue = elapsedMs() - (tracked.acceptedAtMs ?? 0) >= 3e4 && this.#remainingMs > 0, isWithoutEffect = tracked.job !== void 0 && isActive(tracked.job) && !this.#errors.has(tracked);
   if (!isDue || !isWithoutEffect || this.#repeated.has(tracked) || cancellation.requested.aborted) return;
   this.#repeated.add(tracked);
   progress.onRepeatedCall(tracked);
   try {
    const job = await sendTerminate(tracked, this.#context, []);
    if (job !== void 0) this.#update(tracked, job);
   } catch (error) {
    asRequestError(error);
   }
  }
  #pauseMs() {
   const {api, clock} = this.#context, usualMs = pauseBeforePoll(clock.nowMs() - this.#startedAtMs, this.#pollIntervalMs, api.rateLimit);
   return pauseAfterErrors(this.#failedPolls, new Set(this.#errors.values()), usualMs);
  }
 }
 function pauseBeforePoll(waitedMs, pollIntervalMs, rateLimit) {
  const pauseMs = Math.min(Math.max(1e3, .15 * waitedMs), pollIntervalMs), isScarce = rateLimit !== void 0 && rateLimit.remaining < rateLimit.limit / 10;
  return isScarce ? Math.min(4 * pauseMs, Math.max(pollIntervalMs, 6e4)) : pauseMs;
 }
 function pauseAfterErrors(failures, errors, usualMs) {
  const pauses = [ ...errors ].map(error => {
   const soonestMs = error.isThrottled ? usualMs : Math.min(pauseAfter(failures, error), usualMs);
   return Math.max(soonestMs, Math.min(error.retryAfterMs ?? 0, 6e4));
  });
  return pauses.length === 0 ? usualMs : Math.max(...pauses);
 }
 class GuardedJobs {
  jobs;
  #problem;
  #inputs;
  #tag;
  #context;
  #report;
  constructor(refs, tag, inputs, context, report) {
   this.jobs = refs.map(ref => new TrackedJob(ref));
   this.#tag = tag;
   this.#inputs = inputs;
   this.#context = context;
   this.#report = report;
  }
  get problems() {
   return this.#problem === void 0 ? [] : [ this.#problem ];
  }
  async stop() {
   const {cancellation, clock, deadlineMs} = this.#context;
   await Promise.all([ terminateAll([ ...this.jobs ], this.#context), this.#terminateTagged() ]);
   await this.#wait();
   if (this.#tag === void 0) return;
   await clock.sleep(this.#untilLateStartMs(), cancellation.requested);
   if (cancellation.requested.aborted) this.#problem ??= NOT_LOOKED_FOR_AGAIN; else if (clock.nowMs() >= deadlineMs) this.#report.log("timeout-seconds is over: jobs that started late are left."); else {
    await this.#terminateTagged();
    await this.#wait();
   }
  }
  #untilLateStartMs() {
   const {clock, deadlineMs, elapsedMs} = this.#context;
   return Math.max(0, Math.min(15e3 - elapsedMs(), deadlineMs - clock.nowMs()));
  }
  async #terminateTagged() {
   if (this.#tag === void 0) return;
   const {variable, value} = this.#tag, selection = {
    accountId: this.#inputs.accountId,
    filter: {
     ...ANY_JOB,
     variables: new Map([ [ variable, value ] ])
    }
   };
   try {
    const {jobs} = await selectJobs(selection, this.#context), known = new Set(this.jobs.map(({ref}) => ref.id)), found = jobs.filter(({ref}) => !known.has(ref.id));
    this.#problem = void 0;
    if (found.length === 0) return;
    this.#report.log(`Terminating ${namesOf(found)}, found by ${variable} = ${value}.`);
    this.jobs.push(...found);
    await terminateAll(found, this.#context);
   } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    const which = `${this.jobs.length === 0 ? "Jobs" : "Other jobs"} with ${variable} = ${value}`;
    this.#problem = {
     summary: error.summary,
     details: `${which}: ${error.details}`
    };
   }
  }
  async #wait() {
   const {waitForStopped, pollIntervalMs} = this.#inputs;
   if (waitForStopped) await waitUntilStopped(this.jobs, pollIntervalMs, this.#context);
  }
 }
 const NOT_LOOKED_FOR_AGAIN = {
  summary: "Cancelled before jobs that started late were looked for",
  details: "Check the jobs of this run at Xplenty."
 }, ANY_JOB = {
  packageId: void 0,
  clusterId: void 0,
  runningLongerThanSeconds: void 0,
  statuses: ACTIVE_STATUSES
 };
 async function stopGuarded(environment, secrets, cancellation, report, clock) {
  const startedAtMs = clock.nowMs(), state = loadGuardState(environment);
  if (state?.wasChecked === false) {
   report.log("The main stage of the guard failed. Nothing is stopped.");
   return true;
  }
  if (state === void 0) {
   report.warn([ "The main stage left no state. Only jobs in the input job-id are stopped." ], "The guard has no state");
   if (trimmed(environment["INPUT_JOB-ID"] ?? "") === "") return true;
  }
  const inputs = loadPostInputs(environment, secrets, state), redact = text => secrets.redact(text), {refs, problems} = givenJobs(environment, inputs, state, report, redact), deadlineMs = startedAtMs + inputs.timeoutMs, api = connect(inputs, redact, request => report.onRequestEnd(request)), context = {
   api: boundedApi(api, clock, deadlineMs),
   cancellation,
   clock,
   progress: report,
   elapsedMs: () => report.elapsedMs(),
   timeoutMs: inputs.timeoutMs,
   deadlineMs
  }, tag = tagOf(inputs, state), guarded = new GuardedJobs(refs, tag, inputs, context, report);
  report.start(inputs, guarded.jobs);
  await guarded.stop();
  const allProblems = [ ...problems, ...guarded.problems ];
  if (guarded.jobs.length > 0 || allProblems.length > 0) return report.end(cancellation.requested.aborted, allProblems);
  const tagged = tag === void 0 ? "" : `, and no active job with ${tag.variable} = ${tag.value}`;
  report.log(`No job ID in ${inputs.jobIdVariable}${tagged}. Nothing to stop.`);
  return true;
 }
 function loadPostInputs(environment, secrets, state) {
  const saved = state === void 0 ? environment : withSavedInputs(environment, state), hasKey = [ saved["INPUT_API-KEY"], saved.XPLENTY_API_KEY ].some(key => trimmed(key ?? "") !== "");
  if (state !== void 0 && !hasKey) throw new InvalidInputsError([ `${KEY_LOST}${notStopped(saved, text => secrets.redact(text))}` ]);
  const inputs = loadGuardInputs(saved, secrets), reader = new InputReader({}, text => secrets.redact(text), saved), proxy = readProxy(reader, inputs.apiUrl, secrets);
  if (reader.problems.length > 0) throw new InvalidInputsError(reader.problems);
  return {
   ...inputs,
   proxy
  };
 }
 const KEY_LOST = "api-key: it was there when the guard began and is empty now. A later step changed it, for example in GITHUB_ENV.";
 function notStopped(environment, redact) {
  const variable = trimmed(environment["INPUT_JOB-ID-VARIABLE"] ?? ""), text = trimmed(environment[variable] ?? "");
  return text === "" ? "" : ` Not stopped: ${variable} = ${quoted(text, redact)}.`;
 }
 function tagOf({tagVariable}, state) {
  return state && tagVariable !== void 0 ? {
   variable: tagVariable,
   value: state.tag
  } : void 0;
 }
 async function preview(jobs, context) {
  const {api, cancellation, clock, progress, elapsedMs} = context, unseen = jobs.filter(({job}) => job === void 0);
  await forEachConcurrently(unseen, async tracked => {
   const {ref} = tracked, get = () => api.get(ref, {
    signal: cancellation.requested
   }), onFailedAttempt = progress.onFailedAttempt.bind(progress, `Job ${ref.id}`);
   try {
    tracked.update(await withRetries(get, {
     signal: cancellation.requested,
     clock,
     onFailedAttempt
    }), elapsedMs());
   } catch (error) {
    tracked.error = notSeen(ref, asRequestError(error));
   }
  });
 }
 async function run(inputs, cancellation, report, redact, clock) {
  report.warn(inputs.warnings);
  const {timeoutMs, pollIntervalMs, dryRun, waitForStopped} = inputs, api = connect(inputs, redact, request => report.onRequestEnd(request)), context = {
   api,
   cancellation,
   clock,
   progress: report,
   elapsedMs: () => report.elapsedMs()
  }, jobs = await findJobs(inputs, report, context);
  if (dryRun) await preview(jobs, context); else {
   const stopContext = {
    ...context,
    timeoutMs,
    deadlineMs: clock.nowMs() + timeoutMs
   };
   await terminateAll(jobs, stopContext);
   report.endTermination();
   if (waitForStopped) await waitUntilStopped(jobs, pollIntervalMs, stopContext);
  }
  return report.end(cancellation.requested.aborted);
 }
 async function findJobs(inputs, report, context) {
  const {jobs, selection} = inputs;
  if (selection === void 0) return report.start(inputs, jobs.map(ref => new TrackedJob(ref)));
  report.startSelection(inputs, selection);
  return report.endSelection(await selectJobs(selection, context));
 }
 process.exitCode = 1;
 process.stdout.on("error", () => {});
 const secrets = new Secrets, log = new Log(secrets), isGuard = process.argv.includes("guard-post"), runner = function() {
  const {GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF} = process.env, source = `${GITHUB_ACTION_REPOSITORY}/blob/${GITHUB_ACTION_REF}`, isKnown = GITHUB_SERVER_URL === "https://github.com" && /^[\w.-]+\/[\w.-]+\/blob\/[\w.\-/]+$/.test(source);
  return {
   outputFile: GITHUB_OUTPUT || void 0,
   summaryFile: GITHUB_STEP_SUMMARY || void 0,
   docsUrl: isKnown && GITHUB_ACTION_REPOSITORY && GITHUB_ACTION_REF ? `https://github.com/${source}/docs/` : void 0
  };
 }(), report = new Report(log, secrets, isGuard ? {
  ...runner,
  outputFile: void 0
 } : runner, systemClock), cancellation = function() {
  const requested = new AbortController, graceOver = new AbortController, cancel = () => {
   if (requested.signal.aborted) return;
   requested.abort();
   setTimeout(() => graceOver.abort(), 4500).unref();
  };
  for (const signal of [ "SIGINT", "SIGTERM", "SIGHUP" ]) process.on(signal, cancel);
  return {
   requested: requested.signal,
   graceOver: graceOver.signal
  };
 }();
 process.on("uncaughtException", fail);
 !async function() {
  try {
   exit(await stage() ? 0 : 1);
  } catch (error) {
   fail(error);
  }
 }();
 function stage() {
  if (isGuard) return stopGuarded(process.env, secrets, cancellation, report, systemClock);
  return run(loadInputs(secrets), cancellation, report, text => secrets.redact(text), systemClock);
 }
 function fail(error) {
  try {
   if (error instanceof InvalidInputsError) report.failInputs(error.problems); else if (error instanceof SelectionError) report.fail(error.summary, error.details); else report.fail("Unexpected error", describe(error));
  } finally {
   exit(1);
  }
 }
 function describe(error) {
  const {message, stack} = error instanceof Error ? error : new Error(String(error));
  for (const line of (stack ?? "").split("\n")) log.debug(() => line);
  return `${message}. The log above shows what was terminated. Please report this with the debug log.`;
 }
 function exit(exitCode) {
  process.exitCode = exitCode;
  process.stdout.write("", () => {
   if (cancellation.requested.aborted && process.getActiveResourcesInfo().includes("GetAddrInfoReqWrap")) process.kill(process.pid, "SIGKILL");
   process.exit();
  });
 }
 module.exports = {};
})();
