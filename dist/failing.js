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
    inWords: () => inWords,
    tellFailure: () => tellFailure
  });
  const external_index_js_namespaceObject = require("./index.js");
  const HINTS = {
    401: "Check api-key: the service does not know this key.",
    402: "The account's billing has to be put in order first, on its page at the service.",
    403: "The user of this key may not do this in this account. Use the key of a user who may.",
    404: "Check job-id and account-id: with this key no such job can be seen in the account.",
    429: "The hourly allowance of this user is used up. Run this step again later, or use the key of another user."
  };
  function tellFailure(error) {
    if (error instanceof external_index_js_namespaceObject.InvalidInputs) {
      for (const mistake of error.mistakes) external_index_js_namespaceObject.log.error(mistake, "Nothing was terminated: an input is wrong");
      return;
    }
    const reasons = (error instanceof external_index_js_namespaceObject.Failed ? error.failures : [ error ]).map(explain);
    const shown = reasons.length > external_index_js_namespaceObject.MOST_ANNOTATIONS ? reasons.slice(0, external_index_js_namespaceObject.MOST_ANNOTATIONS - 1) : reasons;
    for (const {title, text} of shown) external_index_js_namespaceObject.log.error(text, title);
    if (shown.length === reasons.length) return;
    const rest = reasons.slice(shown.length);
    external_index_js_namespaceObject.log.group(`Why ${rest.length} more jobs were not stopped`, () => {
      for (const {text} of rest) external_index_js_namespaceObject.log.info(text);
    });
    external_index_js_namespaceObject.log.error(`${rest.length} more jobs were not stopped. The log names each with its reason.`, `${rest.length} more jobs`);
  }
  function inWords(failure) {
    return explain(failure).text;
  }
  function explain(failure) {
    if (failure instanceof external_index_js_namespaceObject.NotTerminated) return explainNotTerminated(failure);
    if (failure instanceof external_index_js_namespaceObject.NotSeen) return explainNotSeen(failure);
    if (failure instanceof external_index_js_namespaceObject.NotOver) return explainNotOver(failure);
    if (failure instanceof external_index_js_namespaceObject.OutOfSight) return explainOutOfSight(failure);
    if (failure instanceof external_index_js_namespaceObject.Cancelled) return explainCancelled(failure);
    if (failure instanceof external_index_js_namespaceObject.NotChosen) return explainNotChosen(failure);
    return explainDefect(failure);
  }
  const AGAIN = "Look at the job at the service, or run this step again: terminating a job twice does no harm.";
  function explainNotTerminated(failure) {
    const {ref, cause, job, look} = failure;
    const title = `Job ${ref.id} was not terminated`;
    if (job !== void 0) return {
      title,
      text: `${title}: ${cause.message}. A look shows that it is still ${job.status}.${hint(cause)}`
    };
    const isLost = look !== void 0 && ((0, external_index_js_namespaceObject.lastFault)(look).retryable || look instanceof external_index_js_namespaceObject.Interrupted);
    const told = isLost ? "A look at it failed as well" : "A look does not show the job";
    const seen = look === void 0 ? "" : ` ${told}: ${look.message}.`;
    if (!failure.isOpen) return {
      title,
      text: `${title}: ${cause.message}.${seen}${hint(cause)}`
    };
    return {
      title: `Job ${ref.id} may still be running`,
      text: `It is not known whether job ${ref.id} was terminated: ${cause.message}.${seen}${hint(cause)} ${AGAIN}`
    };
  }
  function explainNotSeen({ref, cause}) {
    const title = `Job ${ref.id} could not be looked at`;
    return {
      title,
      text: `${title}: ${cause.message}.${hint(cause)}`
    };
  }
  function explainNotOver({job, timeoutMs, cause}) {
    const last = cause === void 0 ? "" : ` The last look failed: ${cause.message}.`;
    return {
      title: `Job ${job.id} has not stopped yet`,
      text: `Job ${job.id} has not stopped within ${(0, external_index_js_namespaceObject.duration)(timeoutMs)}: when last seen it was ${job.status}.${last} ` + "The termination goes on at the service. If its jobs take longer to stop, raise timeout-seconds."
    };
  }
  function explainOutOfSight({job, cause}) {
    return {
      title: `Job ${job.id} cannot be seen any more`,
      text: `The termination of job ${job.id} is under way, but whether it has stopped is not known: ${cause.message}. ` + `When last seen it was ${job.status}.${hint(cause)}`
    };
  }
  function explainCancelled({jobId, job, cause}) {
    if (job !== void 0) {
      const title = `The termination of job ${jobId} is under way`;
      return {
        title,
        text: `Cancelled. ${title}: when last seen it was ${job.status}. It was not waited for.`
      };
    }
    if (cause === void 0) {
      const title = `Job ${jobId} was not terminated`;
      return {
        title,
        text: `Cancelled before there was time for it: ${title.toLowerCase()}.`
      };
    }
    return {
      title: `Job ${jobId} may still be running`,
      text: `Cancelled before the API had answered: it is not known whether job ${jobId} was terminated ` + `(${cause.message}). ${AGAIN}`
    };
  }
  function explainNotChosen({cause, wasCancelled}) {
    const title = "Nothing was terminated: the jobs could not be chosen";
    const text = wasCancelled ? "Cancelled while the jobs were being chosen. Nothing was terminated." : `The jobs could not be chosen: ${cause.message}.${hint(cause)} Nothing was terminated.`;
    return {
      title,
      text
    };
  }
  function explainDefect(failure) {
    const {message, stack} = failure instanceof Error ? failure : new Error(String(failure));
    for (const line of (stack ?? "").split("\n")) external_index_js_namespaceObject.log.debug(line);
    return {
      title: "The action has a defect",
      text: `This should not have happened: ${message}. What was terminated until then is told above. ` + "Please report it, with the debug log."
    };
  }
  function hint(cause) {
    const fault = (0, external_index_js_namespaceObject.lastFault)(cause);
    const text = fault instanceof external_index_js_namespaceObject.ApiRefusal ? HINTS[fault.statusCode] : void 0;
    return text === void 0 ? "" : ` ${text}`;
  }
  module.exports = __webpack_exports__;
})();
