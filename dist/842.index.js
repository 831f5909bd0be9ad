"use strict";

exports.id = 842;

exports.ids = [ 842 ];

exports.modules = {
  842: ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
    __webpack_require__.r(__webpack_exports__);
    __webpack_require__.d(__webpack_exports__, {
      pauseBeforeLook: () => pauseBeforeLook,
      untilOver: () => untilOver
    });
    var promises_ = __webpack_require__(500);
    var errors = __webpack_require__(916);
    var concurrently = __webpack_require__(729);
    var xplenty_errors = __webpack_require__(621);
    var xplenty_job = __webpack_require__(735);
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
        await (0, concurrently.r)(unseen, concurrently.Q, target => this.#look(target, options));
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
            timeoutMs: timeoutMs
          }));
        } catch (error) {
          options.onFault([ target ], exchangeError(error));
        }
      }
      async #listStopping(accountId, group, options) {
        const lastSeen = group.flatMap(({job: job}) => job !== void 0 && (0, xplenty_job.vH)(job) ? [ job.status ] : []);
        const states = new Set([ ...lastSeen.filter(status => status !== "stopping"), "stopping" ]);
        const {interrupt: interrupt, timeLeftMs: timeLeftMs} = options;
        const page = {
          interrupt: interrupt,
          timeLeftMs: timeLeftMs,
          retry: call => call()
        };
        const stopping = new Map;
        for (const status of states) for await (const jobs of this.#client.list(accountId, {
          status: status
        }, page)) for (const job of jobs) stopping.set(job.id, job);
        return stopping;
      }
    }
    function exchangeError(error) {
      if (error instanceof xplenty_errors.Sb) return error;
      throw error;
    }
    var clock = __webpack_require__(330);
    var retry = __webpack_require__(582);
    const LAST_LOOK_MS = 2e3;
    async function untilOver(targets, client, options) {
      const {timeoutMs: timeoutMs, pollIntervalMs: pollIntervalMs, cancel: cancel} = options;
      const startedAt = (0, clock.T)();
      const waitedMs = () => (0, clock.T)() - startedAt;
      const looks = new Looks(client);
      let faults = new Map;
      let failedRounds = 0;
      const giveUp = (target, failure) => target.fail(failure, options.inWords(failure));
      for (let active = stillActive(targets); active.length > 0; active = stillActive(targets)) {
        const remainingMs = timeoutMs - waitedMs();
        if (cancel.aborted || remainingMs <= 0) {
          for (const target of active) {
            const {ref: ref, job: job} = target;
            giveUp(target, cancel.aborted ? new errors.cJ(ref.id, job) : new errors.uU(job, timeoutMs, faults.get(target)));
          }
          return;
        }
        const usualMs = pauseBeforeLook(waitedMs(), pollIntervalMs, client.credits);
        const pauseMs = pauseAfterFaults(failedRounds, [ ...new Set(faults.values()) ], usualMs);
        await (0, promises_.setTimeout)(Math.min(pauseMs, remainingMs), void 0, {
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
            for (const target of met) if (fault.retryable) faults.set(target, fault); else giveUp(target, new errors.XM(target.job, fault));
            if (fault.retryable) options.onFault(met, fault);
          }
        });
        failedRounds = faults.size === 0 ? 0 : failedRounds + 1;
        options.onRound();
      }
    }
    function stillActive(targets) {
      const isActive = target => target.job !== void 0 && target.failure === void 0 && !(0, 
      xplenty_job.PU)(target.job);
      return targets.filter(isActive);
    }
    function pauseBeforeLook(waitedMs, pollIntervalMs, credits) {
      const pauseMs = Math.min(Math.max(1e3, .15 * waitedMs), pollIntervalMs);
      const isScarce = credits !== void 0 && credits.remaining < credits.limit / 10;
      return isScarce ? 4 * pauseMs : pauseMs;
    }
    function pauseAfterFaults(failures, faults, usualMs) {
      const pauses = faults.map(fault => {
        const {pauseMs: pauseMs} = (0, retry.GB)(failures, fault);
        const isAskedTooOften = fault instanceof xplenty_errors.n5 && fault.statusCode === 429;
        const soonestMs = isAskedTooOften ? usualMs : Math.min(pauseMs, usualMs);
        return Math.max(soonestMs, Math.min(fault.retryAfterMs ?? 0, retry.nz));
      });
      return pauses.length === 0 ? usualMs : Math.max(...pauses);
    }
  })
};
