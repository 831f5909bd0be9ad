"use strict";

exports.id = 968;

exports.ids = [ 968 ];

exports.modules = {
  968: ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.d(__webpack_exports__, {
      chooseJobs: () => chooseJobs
    });
    var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(916);
    var _termination_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(925);
    var _xplenty_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(621);
    var _xplenty_filter_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(440);
    var _xplenty_retry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(582);
    const MOST_PASSES = 5;
    async function chooseJobs(accountId, filter, client, cancellation, onFailedTry) {
      const interrupt = cancellation.requested;
      const retry = call => (0, _xplenty_retry_js__WEBPACK_IMPORTED_MODULE_3__.LH)(call, {
        tries: _termination_js__WEBPACK_IMPORTED_MODULE_1__.Qm,
        hurry: interrupt,
        onFailedTry: onFailedTry
      });
      try {
        return await choose(accountId, filter, {
          client: client,
          interrupt: interrupt,
          retry: retry
        });
      } catch (error) {
        if (!(error instanceof _xplenty_errors_js__WEBPACK_IMPORTED_MODULE_2__.Sb || error instanceof _xplenty_errors_js__WEBPACK_IMPORTED_MODULE_2__.TL)) throw error;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__.kJ(error, interrupt.aborted);
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
          accountId: accountId,
          id: id
        }, means)).catch(gone);
        if (job !== void 0 && (0, _xplenty_filter_js__WEBPACK_IMPORTED_MODULE_4__.cK)(job, filter)) chosen.set(id, job); else chosen.delete(id);
      }
      return [ ...chosen.values() ];
    }
    async function onePass(accountId, filter, means) {
      const found = new Map;
      const shown = [];
      for (const status of _xplenty_filter_js__WEBPACK_IMPORTED_MODULE_4__.Wj.filter(state => filter.states.includes(state))) for await (const page of means.client.list(accountId, {
        status: status,
        packageId: filter.packageId
      }, means)) for (const job of page) {
        shown.push(`${status} ${job.id}`);
        if ((0, _xplenty_filter_js__WEBPACK_IMPORTED_MODULE_4__.cK)(job, filter)) found.set(job.id, job); else found.delete(job.id);
      }
      return {
        found: found,
        shown: shown.join()
      };
    }
    function gone(error) {
      if (error instanceof _xplenty_errors_js__WEBPACK_IMPORTED_MODULE_2__.n5 && error.statusCode === 404) return;
      throw error;
    }
  })
};
