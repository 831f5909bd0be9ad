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
    look: () => look,
    tellDryRun: () => tellDryRun
  });
  const external_index_js_namespaceObject = require("./index.js");
  async function look(ref, client, cancellation, onFailedTry) {
    const {requested} = cancellation;
    const call = () => client.look(ref, {
      interrupt: requested
    });
    return (0, external_index_js_namespaceObject.withRetries)(call, {
      tries: external_index_js_namespaceObject.TRIES,
      hurry: requested,
      onFailedTry
    }).catch(failure => {
      throw new external_index_js_namespaceObject.NotSeen(ref, failure);
    });
  }
  function tellDryRun(targets) {
    (0, external_index_js_namespaceObject.foldedIfMany)(targets, "What would be done with each job", () => {
      for (const {job} of targets) {
        if (job === void 0) continue;
        const would = (0, external_index_js_namespaceObject.isOver)(job) ? "is over" : (0, 
        external_index_js_namespaceObject.isStopping)(job) ? "is stopping already" : "would be terminated";
        external_index_js_namespaceObject.log.info(`Dry run: job ${job.id} is ${job.status} and ${would}.`);
      }
    });
  }
  module.exports = __webpack_exports__;
})();
