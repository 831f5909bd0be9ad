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
    lookAfterRefusal: () => lookAfterRefusal
  });
  const external_index_js_namespaceObject = require("./index.js");
  async function lookAfterRefusal(ref, refusal, faults, client, interrupt, retry) {
    const isOpen = faults.some(mayHaveActed);
    if (!couldALookTellMore(refusal)) throw new external_index_js_namespaceObject.NotTerminated(ref, refusal, {
      isOpen
    });
    const tries = refusal instanceof external_index_js_namespaceObject.GaveUp ? 1 : external_index_js_namespaceObject.TRIES;
    const job = await (0, external_index_js_namespaceObject.withRetries)(() => client.look(ref, {
      interrupt
    }), {
      ...retry,
      tries
    }).catch(look => {
      throw new external_index_js_namespaceObject.NotTerminated(ref, refusal, {
        look,
        isOpen: isOpen || !saysThereIsNoSuchJob(refusal, look)
      });
    });
    if ((0, external_index_js_namespaceObject.isStopping)(job) || (0, external_index_js_namespaceObject.isOver)(job)) return {
      job,
      refusal
    };
    throw new external_index_js_namespaceObject.NotTerminated(ref, refusal, {
      job
    });
  }
  function mayHaveActed(fault) {
    if (fault instanceof external_index_js_namespaceObject.ApiRefusal) return !fault.isRefusal;
    return fault instanceof external_index_js_namespaceObject.ExchangeError ? fault instanceof external_index_js_namespaceObject.Interrupted || fault.retryable : true;
  }
  function saysThereIsNoSuchJob(...failures) {
    return failures.map(external_index_js_namespaceObject.lastFault).every(fault => fault instanceof external_index_js_namespaceObject.ApiRefusal && fault.statusCode === 404);
  }
  function couldALookTellMore(failure) {
    const fault = (0, external_index_js_namespaceObject.lastFault)(failure);
    if (fault instanceof external_index_js_namespaceObject.ApiRefusal) return !fault.isAboutTheCaller;
    return !(fault instanceof external_index_js_namespaceObject.Redirected) && fault.retryable;
  }
  module.exports = __webpack_exports__;
})();
