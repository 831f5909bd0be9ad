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
    chooseJobs: () => chooseJobs,
    tellChoosing: () => tellChoosing,
    tellChosen: () => tellChosen
  });
  const external_index_js_namespaceObject = require("./index.js");
  const external_listing_js_namespaceObject = require("./listing.js");
  function matches(job, filter) {
    const {packageId, clusterId, runningLongerThanSeconds} = filter;
    return filter.states.includes(job.status) && (packageId === void 0 || isNumber(job.fields.package_id, packageId)) && (clusterId === void 0 || isNumber(job.fields.cluster_id, clusterId)) && (runningLongerThanSeconds === void 0 || (0, 
    external_index_js_namespaceObject.runtimeSeconds)(job) > runningLongerThanSeconds) && [ ...filter.variables ].every(([name, value]) => hasVariable(job, name, value));
  }
  function isNumber(field, number) {
    return (typeof field === "number" || typeof field === "string") && String(field) === String(number);
  }
  function hasVariable(job, name, value) {
    const variables = job.fields.variables;
    if (typeof variables !== "object" || variables === null || !Object.hasOwn(variables, name)) return false;
    const kept = variables[name];
    if (![ "string", "number", "boolean" ].includes(typeof kept)) return false;
    return unquoted(String(kept)) === unquoted(value);
  }
  function unquoted(text) {
    return /^'.*'$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
  }
  function tellChoosing(accountId, host, filter) {
    const {packageId, clusterId, variables, runningLongerThanSeconds, states} = filter;
    const conditions = [ `are ${states.join(" or ")}`, ...packageId === void 0 ? [] : [ `run package ${packageId}` ], ...clusterId === void 0 ? [] : [ `run on cluster ${clusterId}` ], ...variables.size === 0 ? [] : [ `were run with the given ${[ ...variables.keys() ].join(", ")}` ], ...runningLongerThanSeconds === void 0 ? [] : [ `have run for more than ${runningLongerThanSeconds} s` ] ];
    external_index_js_namespaceObject.log.info(`Choosing the jobs of account ${accountId} at ${host} that ${conditions.join(" and ")}.`);
  }
  function tellChosen(chosen, dryRun, elapsedMs) {
    if (chosen.length === 0) external_index_js_namespaceObject.log.info(`No job matches, after ${(0, 
    external_index_js_namespaceObject.duration)(elapsedMs)}. There is nothing to terminate.`); else external_index_js_namespaceObject.log.info(`${dryRun ? "Would terminate" : "Terminating"} ${(0, 
    external_index_js_namespaceObject.namesOf)(chosen.map(({id}) => id))}.`);
  }
  const MOST_PASSES = 5;
  async function chooseJobs(accountId, filter, client, cancellation, onFailedTry) {
    const interrupt = cancellation.requested;
    const retry = call => (0, external_index_js_namespaceObject.withRetries)(call, {
      tries: external_index_js_namespaceObject.TRIES,
      hurry: interrupt,
      onFailedTry
    });
    try {
      return await choose(accountId, filter, {
        client,
        interrupt,
        retry
      });
    } catch (error) {
      if (!(error instanceof external_index_js_namespaceObject.ExchangeError || error instanceof external_index_js_namespaceObject.GaveUp)) throw error;
      throw new external_index_js_namespaceObject.NotChosen(error, interrupt.aborted);
    }
  }
  async function choose(accountId, filter, means) {
    const chosen = new Map;
    let found = new Map;
    let shownBefore = "";
    for (let number = 1; number <= MOST_PASSES; number++) {
      const pass = await onePass(accountId, filter, means);
      found = pass.found;
      for (const job of found.values()) chosen.set(job.id, job);
      if (number > 1 && pass.shown === shownBefore) break;
      shownBefore = pass.shown;
    }
    for (const id of chosen.keys()) {
      if (found.has(id)) continue;
      const job = await means.retry(() => means.client.look({
        accountId,
        id
      }, means)).catch(gone);
      if (job !== void 0 && matches(job, filter)) chosen.set(id, job); else chosen.delete(id);
    }
    return [ ...chosen.values() ];
  }
  async function onePass(accountId, filter, means) {
    const found = new Map;
    const shown = [];
    for (const status of external_index_js_namespaceObject.ACTIVE_STATES.filter(state => filter.states.includes(state))) for await (const page of (0, 
    external_listing_js_namespaceObject.listJobs)(means.client, accountId, {
      status,
      packageId: filter.packageId
    }, means)) for (const job of page) {
      shown.push(`${status} ${job.id}`);
      if (matches(job, filter)) found.set(job.id, job); else found.delete(job.id);
    }
    return {
      found,
      shown: shown.join()
    };
  }
  function gone(error) {
    if (error instanceof external_index_js_namespaceObject.ApiRefusal && error.statusCode === 404) return;
    throw error;
  }
  module.exports = __webpack_exports__;
})();
