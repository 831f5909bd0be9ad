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
    pauseBeforeLook: () => pauseBeforeLook,
    tellChange: () => tellChange,
    tellFailedLook: () => tellFailedLook,
    tellSignOfLife: () => tellSignOfLife,
    untilOver: () => untilOver
  });
  const promises_namespaceObject = require("node:timers/promises");
  const external_index_js_namespaceObject = require("./index.js");
  const external_listing_js_namespaceObject = require("./listing.js");
  const WORTH_LISTING = 3;
  const MOST_FAILED_LISTS = 2;
  class Looks {
    #client;
    #failedLists=new Map;
    constructor(client) {
      this.#client = client;
    }
    async round(targets, options) {
      const unseen = [];
      for (const [accountId, group] of Map.groupBy(targets, target => target.ref.accountId)) unseen.push(...await this.#unlisted(accountId, group, options));
      await (0, external_index_js_namespaceObject.concurrently)(unseen, external_index_js_namespaceObject.AT_ONCE, target => this.#look(target, options));
    }
    async #unlisted(accountId, group, options) {
      const failed = this.#failedLists.get(accountId) ?? 0;
      if (group.length < WORTH_LISTING || failed === Number.POSITIVE_INFINITY) return group;
      if (failed >= MOST_FAILED_LISTS) {
        this.#failedLists.delete(accountId);
        return group;
      }
      try {
        const stopping = await this.#listStopping(accountId, group, options);
        this.#failedLists.delete(accountId);
        return group.filter(target => {
          const job = stopping.get(target.ref.id);
          if (job !== void 0) options.onLook(target, job);
          return job === void 0;
        });
      } catch (error) {
        const fault = exchangeError(error);
        if (options.interrupt.aborted) return [];
        this.#failedLists.set(accountId, fault.retryable ? failed + 1 : Number.POSITIVE_INFINITY);
        if (!fault.retryable) return group;
        options.onFault(group, fault);
        return [];
      }
    }
    async #look(target, options) {
      const timeoutMs = options.timeLeftMs();
      if (timeoutMs <= 0) return;
      try {
        options.onLook(target, await this.#client.look(target.ref, {
          interrupt: options.interrupt,
          timeoutMs
        }));
      } catch (error) {
        options.onFault([ target ], exchangeError(error));
      }
    }
    async #listStopping(accountId, group, options) {
      const lastSeen = group.flatMap(({job}) => job !== void 0 && (0, external_index_js_namespaceObject.isStopping)(job) ? [ job.status ] : []);
      const states = new Set([ ...lastSeen.filter(status => status !== "stopping"), "stopping" ]);
      const {interrupt, timeLeftMs} = options;
      const page = {
        interrupt,
        timeLeftMs,
        retry: call => call()
      };
      const stopping = new Map;
      for (const status of states) for await (const jobs of (0, external_listing_js_namespaceObject.listJobs)(this.#client, accountId, {
        status
      }, page)) for (const job of jobs) stopping.set(job.id, job);
      return stopping;
    }
  }
  function exchangeError(error) {
    if (error instanceof external_index_js_namespaceObject.ExchangeError) return error;
    throw error;
  }
  function tellChange(before, now, elapsedMs) {
    external_index_js_namespaceObject.log.info(`Job ${now.id}: ${before.status} \u2192 ${now.status} after ${(0, 
    external_index_js_namespaceObject.duration)(elapsedMs)}`);
  }
  function tellSignOfLife(targets, elapsedMs) {
    const [target] = targets;
    if (targets.length > 1 || target?.job === void 0) (0, external_index_js_namespaceObject.tellRound)(targets, elapsedMs); else external_index_js_namespaceObject.log.info(`Job ${target.ref.id} is still ${target.job.status} after ${(0, 
    external_index_js_namespaceObject.duration)(elapsedMs)}.`);
  }
  function tellFailedLook(targets, fault) {
    const what = targets.length === 1 ? `A look at job ${targets[0]?.ref.id}` : `The list of ${targets.length} jobs`;
    const asked = fault.retryAfterMs ?? 0;
    const more = asked > external_index_js_namespaceObject.LONGEST_PAUSE_MS ? ` (the service asks for ${(0, 
    external_index_js_namespaceObject.duration)(asked)})` : "";
    external_index_js_namespaceObject.log.info(`${what} failed: ${fault.message}. It will be tried again${more}.`);
  }
  const LAST_LOOK_MS = 2e3;
  async function untilOver(targets, client, options) {
    const {timeoutMs, pollIntervalMs, cancel} = options;
    const startedAt = (0, external_index_js_namespaceObject.nowMs)();
    const waitedMs = () => (0, external_index_js_namespaceObject.nowMs)() - startedAt;
    const looks = new Looks(client);
    let faults = new Map;
    let failedRounds = 0;
    const giveUp = (target, failure) => target.fail(failure, options.inWords(failure));
    for (let active = stillActive(targets); active.length > 0; active = stillActive(targets)) {
      const remainingMs = timeoutMs - waitedMs();
      if (cancel.aborted || remainingMs <= 0) {
        for (const target of active) {
          const {ref, job} = target;
          giveUp(target, cancel.aborted ? new external_index_js_namespaceObject.Cancelled(ref.id, job) : new external_index_js_namespaceObject.NotOver(job, timeoutMs, faults.get(target)));
        }
        return;
      }
      const usualMs = pauseBeforeLook(waitedMs(), pollIntervalMs, client.credits);
      const pauseMs = pauseAfterFaults(failedRounds, [ ...new Set(faults.values()) ], usualMs);
      await (0, promises_namespaceObject.setTimeout)(Math.min(pauseMs, remainingMs), void 0, {
        signal: cancel
      }).catch(() => {});
      if (cancel.aborted) continue;
      faults = new Map;
      await looks.round(active, {
        interrupt: cancel,
        timeLeftMs: () => timeoutMs - waitedMs() + LAST_LOOK_MS,
        onLook: options.onLook,
        onFault: (met, fault) => {
          if (cancel.aborted) return;
          for (const target of met) if (fault.retryable) faults.set(target, fault); else giveUp(target, new external_index_js_namespaceObject.OutOfSight(target.job, fault));
          if (fault.retryable) options.onFault(met, fault);
        }
      });
      failedRounds = faults.size === 0 ? 0 : failedRounds + 1;
      options.onRound();
    }
  }
  function stillActive(targets) {
    const isActive = target => target.job !== void 0 && target.failure === void 0 && !(0, 
    external_index_js_namespaceObject.isOver)(target.job);
    return targets.filter(isActive);
  }
  function pauseBeforeLook(waitedMs, pollIntervalMs, credits) {
    const pauseMs = Math.min(Math.max(1e3, .15 * waitedMs), pollIntervalMs);
    const isScarce = credits !== void 0 && credits.remaining < credits.limit / 10;
    return isScarce ? 4 * pauseMs : pauseMs;
  }
  function pauseAfterFaults(failures, faults, usualMs) {
    const pauses = faults.map(fault => {
      const {pauseMs} = (0, external_index_js_namespaceObject.pauseBefore)(failures, fault);
      const isAskedTooOften = fault instanceof external_index_js_namespaceObject.ApiRefusal && fault.statusCode === 429;
      const soonestMs = isAskedTooOften ? usualMs : Math.min(pauseMs, usualMs);
      return Math.max(soonestMs, Math.min(fault.retryAfterMs ?? 0, external_index_js_namespaceObject.LONGEST_PAUSE_MS));
    });
    return pauses.length === 0 ? usualMs : Math.max(...pauses);
  }
  module.exports = __webpack_exports__;
})();
