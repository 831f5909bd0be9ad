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
    listJobs: () => listJobs,
    nextOffset: () => nextOffset,
    readJobs: () => readJobs
  });
  const external_index_js_namespaceObject = require("./index.js");
  const PAGE_SIZE = 100;
  const MOST_LISTED = 1e5;
  const LARGEST_LIST_BYTES = 16 * 1024 * 1024;
  const VERSION_2 = {
    Accept: "application/vnd.xplenty+json; version=2"
  };
  async function* listJobs(client, accountId, asked, page) {
    const seen = new Set;
    for (let offset = 0; offset !== void 0; ) {
      const query = new URLSearchParams({
        status: asked.status,
        sort: "created",
        direction: "asc"
      });
      if (asked.packageId !== void 0) query.set("package_id", String(asked.packageId));
      query.set("offset", String(offset));
      query.set("limit", String(PAGE_SIZE));
      const fixed = {
        interrupt: page.interrupt,
        query,
        headers: VERSION_2,
        largestBodyBytes: LARGEST_LIST_BYTES
      };
      const {jobs, next} = await page.retry(async () => {
        const timeoutMs = page.timeLeftMs && Math.max(0, page.timeLeftMs());
        const {json, headers} = await client.request("GET", `/${accountId}/api/jobs`, {
          ...fixed,
          timeoutMs
        });
        const listed = readJobs(json);
        return {
          jobs: listed,
          next: nextOffset(headers.link?.toString(), offset ?? 0, listed.length)
        };
      });
      yield jobs;
      const isNews = jobs.some(({id}) => !seen.has(id));
      for (const {id} of jobs) seen.add(id);
      offset = isNews && seen.size < MOST_LISTED ? next : void 0;
    }
  }
  function readJobs(answer) {
    if (!Array.isArray(answer)) throw new external_index_js_namespaceObject.NotAJob("the answer is JSON, but not a list of jobs");
    return answer.map(entry => {
      const {id: told} = (0, external_index_js_namespaceObject.readFields)(entry);
      const id = (0, external_index_js_namespaceObject.isNumberOrText)(told) ? Number(told) : Number.NaN;
      if (!(Number.isSafeInteger(id) && id > 0)) throw new external_index_js_namespaceObject.NotAJob("the list has an entry without a job ID");
      return (0, external_index_js_namespaceObject.readJob)(entry, id);
    });
  }
  function nextOffset(link, offset, count) {
    if (!/\brel="?(next|prev|previous|first|last)\b/i.test(link ?? "")) return count >= PAGE_SIZE ? offset + count : void 0;
    const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link ?? "")?.[1];
    if (target === void 0) return;
    const next = Number(/[?&]offset=(\d+)/.exec(target)?.[1] ?? offset + count);
    return next > offset && count > 0 ? next : void 0;
  }
  module.exports = __webpack_exports__;
})();
