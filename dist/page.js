(() => {
  "use strict";
  var plain = (function plain(text, limit) {
    return (0, external_index_js_namespaceObject.printable)((0, external_index_js_namespaceObject.redact)(text), limit);
  });
  var inMarkdown = (function inMarkdown(text, limit = 60) {
    return plain(text, limit).replace(ACTS, (match => match.length > 1 ? `${match}<span></span>` : `<span>&#${match.charCodeAt(0)};</span>`));
  });
  var stateInMarkdown = (function stateInMarkdown(status) {
    return DOCUMENTED.test(status) ? status : `\u201c${inMarkdown(status)}\u201d`;
  });
  var endingOf = (function endingOf({job, failure, isOpen = false}, {dryRun, cancelled}) {
    if (job !== void 0 && (0, external_index_js_namespaceObject.isOver)(job)) return dryRun ? "over" : job.status;
    if (dryRun) return job === void 0 || failure !== void 0 ? "unseen" : "planned";
    if (job === void 0) return "unknown";
    if (failure === void 0 || cancelled && (0, external_index_js_namespaceObject.isStopping)(job)) return "underWay";
    return (0, external_index_js_namespaceObject.isStopping)(job) || isOpen ? "unknown" : "notStopped";
  });
  var endingInWords = (function endingInWords(report, run) {
    const {sign, row} = ENDINGS[endingOf(report, run)];
    const {job} = report;
    return `${sign} ${job === void 0 ? "not known" : row.replace("STATE", (() => stateInMarkdown(job.status)))}`;
  });
  var endingsOf = (function endingsOf(run) {
    const counts = new Map;
    for (const ending in ENDINGS) counts.set(ending, 0);
    for (const report of run.jobs) {
      const ending = endingOf(report, run);
      counts.set(ending, (counts.get(ending) ?? 0) + 1);
    }
    return counts;
  });
  var runInWords = (function runInWords(run, endings) {
    const all = run.jobs.length;
    const said = [];
    let worst = "\u2139\ufe0f";
    for (const [ending, count] of endings) {
      if (count === 0) continue;
      const {sign, says} = ENDINGS[ending];
      worst = sign;
      if (all === 1) said.push(`job ${run.jobs[0]?.ref.id} ${says}`); else if (count === all) said.push(`${all === 2 ? "both" : `all ${all}`} jobs ${inPlural(says)}`); else {
        const of = said.length === 0 ? ` of ${all} jobs` : "";
        said.push(`${count}${of} ${count === 1 ? says : inPlural(says)}`);
      }
    }
    if (all === 0) said.push(run.cancelled ? "nothing was terminated" : "no job matched, nothing was terminated");
    const sentence = `${run.cancelled ? "Cancelled: " : run.dryRun ? "Dry run: " : ""}${said.join(", ")}`;
    return `${worst} ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
  });
  var oneAccountOf = (function oneAccountOf({jobs}) {
    const accountId = jobs[0]?.ref.accountId;
    return jobs.every((({ref}) => ref.accountId === accountId)) ? accountId : void 0;
  });
  var table = (function table(jobs, run, hasOneAccount) {
    const rows = jobs.map((report => cells(report, run, hasOneAccount)));
    const lines = [ "|", "|", ...rows.map((() => "|")) ];
    for (const [column, title] of TITLES.entries()) {
      if (rows.every((row => row[column] === ""))) continue;
      const texts = [ title, column < 2 ? ":--" : "--:", ...rows.map((row => row[column] || "\u2013")) ];
      for (const [index, text] of texts.entries()) lines[index] += ` ${text} |`;
    }
    return lines.join("\n");
  });
  var cells = (function cells(report, run, hasOneAccount) {
    const {runtime_in_seconds, progress, package_id, cluster_id} = report.job?.fields ?? {};
    return [ jobLink(report, hasOneAccount), endingInWords(report, run), seconds(number(runtime_in_seconds)), percent(number(progress)), stopTook(report, run), table_name(package_id), table_name(cluster_id) ];
  });
  var jobLink = (function jobLink({ref, job}, hasOneAccount) {
    const label = inMarkdown(hasOneAccount ? `${ref.id}` : `${ref.accountId}/${ref.id}`);
    const page = job?.fields.html_url;
    return typeof page === "string" && OF_THE_SERVICE.test(page) ? `[${label}](${page})` : label;
  });
  var stopTook = (function stopTook({job, states}, {waited, elapsedMs}) {
    const begun = states.find(external_index_js_namespaceObject.isStopping);
    if (begun === void 0) return "";
    const done = states.find(external_index_js_namespaceObject.isOver);
    if (done !== void 0) return job?.status === "stopped" ? (0, external_index_js_namespaceObject.duration)(done.atMs - begun.atMs) : "";
    return waited ? `${(0, external_index_js_namespaceObject.duration)(elapsedMs - begun.atMs)} so far` : "";
  });
  var number = (function number(value) {
    return isPlain(value) && /^\d{1,9}(\.\d+)?$/.test(String(value)) ? Number(value) : void 0;
  });
  var seconds = (function seconds(value) {
    if (value === void 0) return "";
    return value < 1 ? "0 s" : (0, external_index_js_namespaceObject.duration)(value * 1e3);
  });
  var percent = (function percent(value) {
    return value === void 0 || value > 1 ? "" : `${Math.floor(value * 100 + 1e-6)} %`;
  });
  var table_name = (function table_name(value) {
    return isPlain(value) ? inMarkdown(String(value)) : "";
  });
  var isPlain = (function isPlain(value) {
    return typeof value === "number" || typeof value === "string";
  });
  var writePage = (function writePage(file, run) {
    (0, external_node_fs_namespaceObject.appendFileSync)(file, renderPage(run), "utf8");
  });
  var renderPage = (function renderPage(run) {
    for (let rows = MOST_ROWS; ;rows = Math.floor(rows / 2)) {
      const page = (0, external_index_js_namespaceObject.redact)(pageWith(rows, run));
      if (Buffer.byteLength(page) <= MOST_BYTES || rows === 0) return page;
    }
  });
  var pageWith = (function pageWith(rows, run) {
    const shown = run.jobs.slice(0, rows);
    const failed = run.jobs.filter((({failure}) => failure !== void 0));
    const endings = endingsOf(run);
    const account = oneAccountOf(run);
    const hasOneAccount = account !== void 0;
    const blocks = [ `### ${runInWords(run, endings)}`, caption(run, account), shown.length > 0 ? table(shown, run, hasOneAccount) : "", shown.length < run.jobs.length ? `Only the first ${shown.length} of ${run.jobs.length} jobs are shown.` : "", ...notes(run, endings), failed.length > 0 ? notStopped(failed, rows, run, hasOneAccount) : "", run.waited ? diagram(run) : "" ];
    return `${blocks.filter(Boolean).join("\n\n")}\n`;
  });
  var caption = (function caption({apiHost, startedAt, elapsedMs}, account) {
    const whose = account === void 0 ? "" : `Account ${inMarkdown(account)} at `;
    const when = startedAt.toISOString().slice(0, 16).replace("T", " ");
    return `${whose}${inMarkdown(apiHost)} \xb7 ${when} UTC \xb7 took ${(0, external_index_js_namespaceObject.duration)(elapsedMs)}`;
  });
  var notes = (function notes(run, endings) {
    const underWay = endings.get("underWay") !== 0;
    return [ underWay && !run.waited ? "The step was not asked to wait until the jobs have stopped (`wait-for-stopped`)." : "", underWay || endings.get("stopped") !== 0 ? "A stopped job may have left partial results, or none." : "" ];
  });
  var __nccwpck_require__ = {};
  (() => {
    __nccwpck_require__.d = ((exports, definition) => {
      for (var key in definition) if (__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) Object.defineProperty(exports, key, {
        enumerable: true,
        get: definition[key]
      });
    });
  })();
  (() => {
    __nccwpck_require__.o = ((obj, prop) => Object.prototype.hasOwnProperty.call(obj, prop));
  })();
  (() => {
    __nccwpck_require__.r = (exports => {
      if (typeof Symbol !== "undefined" && Symbol.toStringTag) Object.defineProperty(exports, Symbol.toStringTag, {
        value: "Module"
      });
      Object.defineProperty(exports, "__esModule", {
        value: true
      });
    });
  })();
  var __webpack_exports__ = {};
  __nccwpck_require__.r(__webpack_exports__);
  __nccwpck_require__.d(__webpack_exports__, {
    renderPage: () => renderPage,
    writePage: (() => writePage)
  });
  const external_node_fs_namespaceObject = require("node:fs");
  const external_index_js_namespaceObject = require("./index.js");
  const DOCUMENTED = /^(idle|pending|queued|running|completed|failed|pending_stoppage|pending_terminate|stopping|stopped)$/;
  const ACTS = /[!#-&*+\-/:-@[-`{-~]|[0-9a-fA-F]{6}(?=[0-9a-fA-F])|[wW]{3}(?=\.)/g;
  const MEANS = String.raw`[^\p{L}\p{M}\p{N} _.\u2026-]`;
  function inMermaid(text) {
    return plain(text, 40).replace(new RegExp(MEANS, "gu"), sign => sign < "\x7f" ? String.fromCharCode(sign.charCodeAt(0) + 65248) : "\ufffd");
  }
  function stateInMermaid(status) {
    return DOCUMENTED.test(status) ? status : `\u201c${inMermaid(status)}\u201d`;
  }
  const MOST_JOBS = 20;
  const MOST_STATES = 20;
  const TICKS_SECONDS = [ 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800 ];
  function diagram(run) {
    const moved = run.jobs.filter(({states}) => states.length > 1);
    const longest = moved.toSorted((one, other) => endOf(other, run) - endOf(one, run)).slice(0, MOST_JOBS);
    if (longest.length === 0) return "";
    const jobs = moved.filter(report => longest.includes(report));
    const tick = TICKS_SECONDS.find(seconds => run.elapsedMs <= seconds * 1e4) ?? 3600;
    return [ `#### Where the time went${jobs.length < moved.length ? `, for the ${MOST_JOBS} jobs that took longest` : ""}`, "", "```mermaid", "gantt", "dateFormat x", "axisFormat %H:%M:%S", `tickInterval ${tick < 60 ? `${tick}second` : `${tick / 60}minute`}`, "todayMarker off", ...jobs.flatMap(report => section(report, run)), "```" ].join("\n");
  }
  function section({ref, job, states, failure}, run) {
    const over = job !== void 0 && (0, external_index_js_namespaceObject.isOver)(job);
    const bars = (over ? states.slice(0, -1) : states).slice(0, MOST_STATES);
    const lines = bars.map(({status, atMs}, index) => {
      const lengthMs = Math.max(1, Math.round((states[index + 1]?.atMs ?? run.elapsedMs) - atMs));
      const last = index === bars.length - 1;
      const then = last && over ? `, then ${stateInMermaid(job.status)}` : "";
      const tag = last && failure !== void 0 && !run.cancelled ? "crit, " : "";
      const start = Math.round(run.startedAt.getTime() + atMs);
      return `${stateInMermaid(status)} for ${(0, external_index_js_namespaceObject.duration)(lengthMs)}${then} :${tag}${start}, ${lengthMs}ms`;
    });
    return [ `section Job ${ref.id}`, ...lines ];
  }
  function endOf({job, states}, {elapsedMs}) {
    return job !== void 0 && (0, external_index_js_namespaceObject.isOver)(job) ? states.at(-1)?.atMs ?? 0 : elapsedMs;
  }
  const ENDINGS = {
    over: {
      sign: "\u2796",
      says: "is over already",
      row: "STATE already"
    },
    planned: {
      sign: "\ud83d\udd0e",
      says: "would be terminated",
      row: "would be terminated (STATE)"
    },
    stopped: {
      sign: "\u2705",
      says: "has stopped",
      row: "STATE"
    },
    underWay: {
      sign: "\u23f3",
      says: "is being stopped",
      row: "STATE"
    },
    completed: {
      sign: "\u26a0\ufe0f",
      says: "completed before it could be stopped",
      row: "STATE before the stop"
    },
    failed: {
      sign: "\u26a0\ufe0f",
      says: "failed before it could be stopped",
      row: "STATE before the stop"
    },
    notStopped: {
      sign: "\u274c",
      says: "was not stopped",
      row: "still STATE"
    },
    unknown: {
      sign: "\u274c",
      says: "was not seen to stop",
      row: "STATE when last seen"
    },
    unseen: {
      sign: "\u274c",
      says: "could not be looked at",
      row: "STATE when last seen"
    }
  };
  const PLURAL = {
    is: "are",
    has: "have",
    was: "were",
    it: "they"
  };
  function inPlural(says) {
    return says.replace(/\b(is|has|was|it)\b/g, word => PLURAL[word] ?? word);
  }
  const OF_THE_SERVICE = /^https:\/\/([a-z0-9-]+\.)*(xplenty\.com|integrate\.io)\/[\w\-./?=&%#~]{0,300}$/i;
  const TITLES = [ "Job", "Outcome", "Runtime", "Progress", "Stop took", "Package", "Cluster" ];
  const MOST_ROWS = 100;
  const MOST_BYTES = 1024 * 1024;
  function notStopped(failed, most, run, hasOneAccount) {
    const unstopped = failed.filter(report => endingOf(report, run) !== "underWay");
    if (unstopped.length === 0) return "";
    const reasons = unstopped.slice(0, most).map(report => {
      const {ref, failure = ""} = report;
      const job = new RegExp(`\\b${ref.id}\\b`).test(failure) ? "" : `${jobLink(report, hasOneAccount)}: `;
      return `- ${job}${inMarkdown(failure, 500)}`;
    });
    if (unstopped.length > most) reasons.push(`- and ${unstopped.length - most} more`);
    return `#### What ${run.dryRun ? "could not be looked at" : "was not stopped"}, and why\n\n${reasons.join("\n")}`;
  }
  module.exports = __webpack_exports__;
})();
