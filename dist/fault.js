(() => {
  "use strict";
  var __nccwpck_require__ = {};
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
  __nccwpck_require__.r(__webpack_exports__);
  __nccwpck_require__.d(__webpack_exports__, {
    faultOf: () => faultOf,
    retryAfterMs: () => retryAfterMs
  });
  const external_index_js_namespaceObject = require("./index.js");
  function faultOf(answer, conceal) {
    const {statusCode, headers, body} = answer;
    if (statusCode >= 300 && statusCode < 400) return new external_index_js_namespaceObject.Redirected(statusCode, redirectTarget(headers.location && conceal(headers.location)));
    if (statusCode < 200 || statusCode >= 300) return new external_index_js_namespaceObject.ApiRefusal(statusCode, apiMessage(body, conceal), retryAfterMs(headers["retry-after"]));
    return new external_index_js_namespaceObject.NotAJob(`the answer is not JSON, but ${kindOf(conceal(body))}`);
  }
  function apiMessage(body, conceal) {
    const json = parseJson(body);
    return typeof json?.message === "string" ? conceal(json.message) : body === "" ? "" : kindOf(conceal(body));
  }
  function kindOf(body) {
    if (body.trim() === "") return "empty";
    if (/^\s*</.test(body)) return "a page of HTML or XML";
    return `the text ${(0, external_index_js_namespaceObject.printable)(body, 100)}`;
  }
  function redirectTarget(location) {
    if (location === void 0) return "no address";
    const here = "https://here.invalid";
    const url = URL.canParse(location, here) ? new URL(location, here) : void 0;
    if (url === void 0 || url.origin === here) return "another path on the same host, or to no valid address";
    return url.host === "" ? "an address without a host" : `the host ${(0, external_index_js_namespaceObject.printable)(url.host, 100)}`;
  }
  const LONGEST_RETRY_AFTER_MS = 365 * 24 * 36e5;
  function retryAfterMs(header, now = Date.now()) {
    if (header === void 0) return;
    if (/^\d+$/.test(header)) return Math.min(Number(header) * 1e3, LONGEST_RETRY_AFTER_MS);
    const date = Date.parse(header);
    return Number.isNaN(date) ? void 0 : Math.max(0, date - now);
  }
  function parseJson(body) {
    try {
      return JSON.parse(body);
    } catch {
      return;
    }
  }
  module.exports = __webpack_exports__;
})();
