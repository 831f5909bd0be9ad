(() => {
  var __nccwpck_require__ = (function __nccwpck_require__(moduleId) {
    var cachedModule = __webpack_module_cache__[moduleId];
    if (cachedModule !== void 0) return cachedModule.exports;
    var module = __webpack_module_cache__[moduleId] = {
      exports: {}
    };
    var threw = true;
    try {
      __webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
      threw = false;
    } finally {
      if (threw) delete __webpack_module_cache__[moduleId];
    }
    return module.exports;
  });
  var __webpack_modules__ = {
    139: module => {
      "use strict";
      module.exports = require("./choosing.js");
    },
    442: module => {
      "use strict";
      module.exports = require("./dry-run.js");
    },
    345: module => {
      "use strict";
      module.exports = require("./failing.js");
    },
    489: module => {
      "use strict";
      module.exports = require("./fault.js");
    },
    252: (module => {
      "use strict";
      module.exports = require("./page.js");
    }),
    853: module => {
      "use strict";
      module.exports = require("./refused.js");
    },
    515: module => {
      "use strict";
      module.exports = require("./tunnel.js");
    },
    996: module => {
      "use strict";
      module.exports = require("./waiting.js");
    },
    500: module => {
      "use strict";
      module.exports = require("node:timers/promises");
    },
    704: ((__unused_webpack_module, exports, __nccwpck_require__) => {
      for (const kind of [ "httpOverHttp", "httpsOverHttp", "httpOverHttps", "httpsOverHttps" ]) exports[kind] = options => __nccwpck_require__(515)[kind](options);
    }),
    770: ((__unused_webpack_module, exports) => {
      exports.k = class {
        constructor() {
          throw new Error("undici is left out of this action: getAgentDispatcher() cannot be used. See tools/stubs/undici.");
        }
      };
    })
  };
  var __webpack_module_cache__ = {};
  if (typeof __nccwpck_require__ !== "undefined") __nccwpck_require__.ab = __dirname + "/";
  (() => {
    var getProto = Object.getPrototypeOf ? (obj => Object.getPrototypeOf(obj)) : obj => obj.__proto__;
    var leafPrototypes;
    __nccwpck_require__.t = (function(value, mode) {
      if (mode & 1) value = this(value);
      if (mode & 8) return value;
      if (typeof value === "object" && value) {
        if (mode & 4 && value.__esModule) return value;
        if (mode & 16 && typeof value.then === "function") return value;
      }
      var ns = Object.create(null);
      __nccwpck_require__.r(ns);
      var def = {};
      leafPrototypes = leafPrototypes || [ null, getProto({}), getProto([]), getProto(getProto) ];
      for (var current = mode & 2 && value; typeof current == "object" && !~leafPrototypes.indexOf(current); current = getProto(current)) Object.getOwnPropertyNames(current).forEach((key => def[key] = () => value[key]));
      def["default"] = () => value;
      __nccwpck_require__.d(ns, def);
      return ns;
    });
  })();
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
  (() => {
    "use strict";
    var concurrently = (async function concurrently(items, limit, task) {
      const waiting = items.values();
      const work = (async () => {
        for (const item of waiting) await task(item);
      });
      await Promise.all(Array.from({
        length: Math.min(limit, items.length)
      }, work));
    });
    var printable = (function printable(text, limit = 500) {
      const head = text.slice(0, limit * 4);
      const oneLine = head.replace(/\s+/g, " ").trim();
      const visible = ORDINARY.test(oneLine) ? oneLine : oneLine.replace(new RegExp(UNPRINTABLE, "gu"), "�");
      const line = Array.from(visible.replaceAll("##[", "# #["));
      if (head.length === text.length && line.length <= limit) return line.join("");
      return `${line.slice(0, limit).join("")}… (cut, ${text.length} characters in all)`;
    });
    var isStopping = (function isStopping({status}) {
      return STOPPING.has(status);
    });
    var isOver = (function isOver({status}) {
      return FINAL.has(status);
    });
    var readJob = (function readJob(answer, id) {
      const fields = readFields(answer);
      if (!isNumberOrText(fields.id) || String(fields.id) !== String(id)) throw new NotAJob(fields.id === void 0 ? "the answer has no job ID" : "the answer is about another job");
      if (typeof fields.status !== "string") throw new NotAJob("the answer has no status that is a text");
      return {
        id,
        status: fields.status,
        fields
      };
    });
    var isNumberOrText = (function isNumberOrText(value) {
      return typeof value === "number" || typeof value === "string";
    });
    var readFields = (function readFields(answer) {
      if (typeof answer === "object" && answer !== null && !Array.isArray(answer)) return answer;
      throw new NotAJob("the answer is JSON, but not an object");
    });
    var utils_toCommandValue = (function utils_toCommandValue(input) {
      if (input === null || input === void 0) return ""; else if (typeof input === "string" || input instanceof String) return input;
      return JSON.stringify(input);
    });
    var command_issueCommand = (function command_issueCommand(command, properties, message) {
      const cmd = new Command(command, properties, message);
      process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
    });
    var escapeData = (function escapeData(s) {
      return utils_toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
    });
    var getProxyUrl = (function getProxyUrl(reqUrl) {
      const usingSsl = reqUrl.protocol === "https:";
      if (checkBypass(reqUrl)) return;
      const proxyVar = (() => {
        if (usingSsl) return process.env["https_proxy"] || process.env["HTTPS_PROXY"]; else return process.env["http_proxy"] || process.env["HTTP_PROXY"];
      })();
      if (proxyVar) try {
        return new DecodedURL(proxyVar);
      } catch (_a) {
        if (!proxyVar.startsWith("http://") && !proxyVar.startsWith("https://")) return new DecodedURL(`http://${proxyVar}`);
      } else return;
    });
    var checkBypass = (function checkBypass(reqUrl) {
      if (!reqUrl.hostname) return false;
      const reqHost = reqUrl.hostname;
      if (isLoopbackAddress(reqHost)) return true;
      const noProxy = process.env["no_proxy"] || process.env["NO_PROXY"] || "";
      if (!noProxy) return false;
      let reqPort;
      if (reqUrl.port) reqPort = Number(reqUrl.port); else if (reqUrl.protocol === "http:") reqPort = 80; else if (reqUrl.protocol === "https:") reqPort = 443;
      const upperReqHosts = [ reqUrl.hostname.toUpperCase() ];
      if (typeof reqPort === "number") upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
      for (const upperNoProxyItem of noProxy.split(",").map(x => x.trim().toUpperCase()).filter(x => x)) if (upperNoProxyItem === "*" || upperReqHosts.some(x => x === upperNoProxyItem || x.endsWith(`.${upperNoProxyItem}`) || upperNoProxyItem.startsWith(".") && x.endsWith(`${upperNoProxyItem}`))) return true;
      return false;
    });
    var isLoopbackAddress = (function isLoopbackAddress(host) {
      const hostLower = host.toLowerCase();
      return hostLower === "localhost" || hostLower.startsWith("127.") || hostLower.startsWith("[::1]") || hostLower.startsWith("[0:0:0:0:0:0:0:1]");
    });
    var core_setSecret = (function core_setSecret(secret) {
      command_issueCommand("add-mask", {}, secret);
    });
    var getInput = (function getInput(name, options) {
      const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
      if (options && options.required && !val) throw new Error(`Input required and not supplied: ${name}`);
      if (options && options.trimWhitespace === false) return val;
      return val.trim();
    });
    var core_debug = (function core_debug(message) {
      command_issueCommand("debug", {}, message);
    });
    var info = (function info(message) {
      process.stdout.write(message + external_os_namespaceObject.EOL);
    });
    var mask = (function mask(secret) {
      if (secret === "") return;
      if (process.stdout.isTTY !== true) core_setSecret(secret);
      if (!secrets.includes(secret)) secrets.push(secret);
      secrets.sort(((one, other) => other.length - one.length));
    });
    var redact = (function redact(text) {
      return secrets.reduce(((redacted, secret) => redacted.replaceAll(secret, "***")), text);
    });
    var isTerminal = (function isTerminal() {
      return process.stdout.isTTY === true;
    });
    var oneLine = (function oneLine(text) {
      return printable(redact(text), LONGEST_LINE);
    });
    var duration = (function duration(ms) {
      if (ms < 950) return `${Math.round(ms)} ms`;
      if (ms < 9950) return `${Number((ms / 1e3).toFixed(1))} s`;
      const seconds = Math.round(ms / 1e3);
      if (seconds < 120) return `${seconds} s`;
      if (seconds < 7200) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
      return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
    });
    var tellStart = (function tellStart(refs, host, dryRun) {
      const accounts = [ ...new Set(refs.map((({accountId}) => accountId))) ].join(", ");
      const what = `${namesOf(refs.map((({id}) => id)))} of account ${accounts} at ${host}`;
      log.info(dryRun ? `Dry run: looking at ${what}. Nothing will be terminated.` : `Terminating ${what}.`);
    });
    var tellTermination = (function tellTermination(job, refusal, elapsedMs) {
      const is = `job ${job.id} is ${job.status} after ${duration(elapsedMs)}`;
      if (refusal === void 0) log.info(`The API accepted the termination: ${is}.`); else log.info(`The termination was not accepted (${refusal.message}), but a look shows that ${is}.`);
    });
    var tellEnds = (function tellEnds(targets, elapsedMs) {
      const ended = targets.flatMap((({job, failure, wasTerminated}) => job && wasTerminated && !failure ? [ job ] : []));
      const tooSoon = ended.filter((job => isOver(job) && job.status !== "stopped"));
      const warnOfEach = tooSoon.length <= MOST_ANNOTATIONS;
      foldedIfMany(targets, "What became of each job", (() => {
        for (const job of ended) tellEnd(job, elapsedMs, warnOfEach);
      }));
      if (!warnOfEach) {
        const title = `${tooSoon.length} jobs completed or failed before they could be stopped`;
        log.warning(`${title}: ${tooSoon.map(({id}) => id).join(", ")}.`, title);
      }
      if (targets.length > 1) log.info(`${targets.length} jobs after ${duration(elapsedMs)}: ${counts(targets)}.`);
    });
    var tellEnd = (function tellEnd(job, elapsedMs, warn) {
      if (job.status === "stopped") log.info(`Job ${job.id} has stopped, after ${duration(elapsedMs)}.`); else if (isOver(job)) {
        const text = `Job ${job.id} ${job.status} before it could be stopped.`;
        if (warn) log.warning(text, `Job ${job.id} ${job.status}`); else log.info(text);
      } else if (isStopping(job)) log.info(`The stop of job ${job.id} is under way. It was not waited for.`); else log.info(`Job ${job.id} is ${job.status}. It was not waited for.`);
    });
    var tellExchange = (function tellExchange(exchange) {
      const {method, path, outcome, elapsedMs, credits} = exchange;
      const left = credits === void 0 ? "" : `, ${credits.remaining} of ${credits.limit} credits left`;
      log.debug(`${method} ${path}: ${outcome} in ${Math.round(elapsedMs)} ms${left}`);
    });
    var namesOf = (function namesOf(ids) {
      if (ids.length === 1) return `job ${ids[0]}`;
      const more = ids.length > 100 ? " and more" : "";
      return `${ids.length} jobs: ${ids.slice(0, 100).join(", ")}${more}`;
    });
    var foldedIfMany = (function foldedIfMany(targets, title, tell) {
      if (isToldByName(targets)) tell(); else log.group(title, tell);
    });
    var isToldByName = (function isToldByName(targets) {
      return targets.length <= TOLD_BY_NAME;
    });
    var nowMs = (function nowMs() {
      return process.uptime() * 1e3;
    });
    var readCredits = (function readCredits(headers) {
      const remaining = Number.parseInt(String(headers["x-ratelimit-remaining"]), 10);
      const limit = Number.parseInt(String(headers["x-ratelimit-limit"]), 10);
      return remaining >= 0 && limit > 0 ? {
        remaining,
        limit
      } : void 0;
    });
    var withinDeadline = (async function withinDeadline(timeoutMs, interrupt, call) {
      if (interrupt?.aborted) throw new Interrupted;
      let request;
      const stopped = Promise.withResolvers();
      const stop = fault => {
        stopped.reject(fault);
        request?.destroy();
      };
      const timer = setTimeout(() => stop(new DeadlinePassed(timeoutMs)), timeoutMs);
      const onInterrupt = () => stop(new Interrupted);
      interrupt?.addEventListener("abort", onInterrupt);
      const onRequest = (sent => {
        request = sent;
      });
      try {
        return await Promise.race([ stopped.promise, call(onRequest) ]);
      } finally {
        clearTimeout(timer);
        interrupt?.removeEventListener("abort", onInterrupt);
      }
    });
    var send = (function send(client, url, options, onRequest) {
      const {request} = url.protocol === "https:" ? external_node_https_namespaceObject : external_node_http_namespaceObject;
      const httpModule = {
        request: ((...args) => {
          const sent = request(...args);
          onRequest(sent);
          return sent;
        })
      };
      const info = {
        options: {
          ...(0, external_node_url_namespaceObject.urlToHttpOptions)(url),
          ...options
        },
        parsedUrl: url,
        httpModule
      };
      return new Promise(((resolve, reject) => {
        client.requestRawWithCallback(info, null, ((error, response) => {
          if (response === void 0) reject(error); else resolve(response.message);
        }));
      }));
    });
    var readBody = (function readBody(message, largestBytes) {
      return new Promise(((resolve, reject) => {
        const pieces = [];
        let size = 0;
        message.on("error", reject);
        message.on("data", (piece => {
          size += piece.length;
          if (size > largestBytes || pieces.length >= MOST_PIECES) message.destroy(new AnswerTooLarge(largestBytes)); else pieces.push(piece);
        }));
        message.on("end", (() => resolve(Buffer.concat(pieces).toString("utf8"))));
      }));
    });
    var addressOf = (function addressOf(apiUrl, path, query) {
      const url = new URL(apiUrl);
      url.pathname = apiUrl.pathname.replace(/\/$/, "") + path;
      url.search = String(query ?? "");
      return url;
    });
    var connect = (function connect(inputs) {
      const {apiUrl, apiKey, requestTimeoutMs} = inputs;
      let isUsedUpTold = false;
      const transport = new Transport({
        apiUrl,
        headers: {
          Accept: "application/vnd.xplenty+json",
          Authorization: `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`,
          "User-Agent": `terminate-xplenty-job/${VERSION}`
        },
        requestTimeoutMs,
        connections: AT_ONCE,
        onExchange: (exchange => {
          tellExchange(exchange);
          if (exchange.credits?.remaining !== 0 || isUsedUpTold) return;
          isUsedUpTold = true;
          tellNoCredits(exchange.credits.limit);
        })
      });
      return new Client(transport, redact);
    });
    var textsOf = (function textsOf(targets) {
      const job = targets.length === 1 ? targets[0]?.job?.fields : void 0;
      const {json, shortened} = jobsJson(targets);
      const texts = new Map([ [ "status", sharedStatus(targets) ], [ "runtime_in_seconds", totalRuntime(targets) ], [ "count", String(targets.length) ], ...FIELDS.map((field => [ field, textOf(job?.[field]) ?? "" ])), [ "jobs", json ] ]);
      const whole = textOf(job);
      const isTooLong = whole === void 0 || sizeOf([ ...texts.values(), whole ]) > LARGEST_OUTPUTS_BYTES;
      texts.set("job", isTooLong ? textOf(job && brief(job)) ?? "" : whole);
      return {
        texts,
        shortened
      };
    });
    var append = (function append(outputs, path) {
      const delimiter = delimiterFor(outputs.map((([, text]) => text)).join(external_node_os_namespaceObject.EOL));
      const lines = outputs.map((([name, text]) => `${name}<<${delimiter}${external_node_os_namespaceObject.EOL}${text}${external_node_os_namespaceObject.EOL}${delimiter}${external_node_os_namespaceObject.EOL}`));
      const file = (0, external_node_fs_namespaceObject.openSync)(path, external_node_fs_namespaceObject.constants.O_WRONLY | external_node_fs_namespaceObject.constants.O_APPEND);
      try {
        (0, external_node_fs_namespaceObject.writeFileSync)(file, lines.join(""));
      } finally {
        (0, external_node_fs_namespaceObject.closeSync)(file);
      }
    });
    var delimiterFor = (function delimiterFor(texts) {
      for (;;) {
        const delimiter = `ghadelimiter_${Math.random()}`;
        if (!texts.includes(delimiter)) return delimiter;
      }
    });
    var sharedStatus = (function sharedStatus(targets) {
      const states = new Set(targets.map((({job}) => job?.status ?? "")));
      return states.size > 1 ? "mixed" : redact([ ...states ][0] ?? "");
    });
    var totalRuntime = (function totalRuntime(targets) {
      if (targets.length === 1) return textOf(targets[0]?.job?.fields.runtime_in_seconds) ?? "";
      const runtimes = targets.flatMap(({job}) => job === void 0 ? [] : [ runtimeSeconds(job) ]);
      return String(runtimes.filter(Number.isFinite).reduce((sum, runtime) => sum + runtime, 0));
    });
    var jobsJson = (function jobsJson(targets) {
      const entries = targets.map((({ref, job, reason, wasTerminated}) => ({
        ...job !== void 0 && (reason === void 0 || wasTerminated) ? job.fields : {
          id: ref.id
        },
        ...reason !== void 0 && {
          error: reason
        }
      })));
      const isFit = (text => text !== void 0 && sizeOf([ text ]) <= LARGEST_JSON_BYTES);
      const whole = textOf(entries);
      if (whole !== void 0 && isFit(whole)) return {
        json: whole,
        shortened: ""
      };
      const short = textOf(entries.map(brief));
      if (short !== void 0 && isFit(short)) return {
        json: short,
        shortened: "only id, status, runtime_in_seconds and error of each job"
      };
      return {
        json: JSON.stringify(targets.map(({ref}) => ref.id)),
        shortened: "only the ID of each job"
      };
    });
    var sizeOf = (function sizeOf(texts) {
      return texts.reduce(((bytes, text) => bytes + Buffer.byteLength(text)), 0);
    });
    var textOf = (function textOf(value) {
      if (value === null || value === void 0) return "";
      if (typeof value === "string") return redact(value);
      try {
        return JSON.stringify(value, redacted);
      } catch {
        return;
      }
    });
    var redacted = (function redacted(_name, value) {
      if (typeof value === "string") return redact(value);
      if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).map((([name, field]) => [ redact(name), field ])));
    });
    var runReport = (function runReport(targets, facts) {
      const jobs = targets.map((({ref, job, htmlUrl, states, reason, isOpen}) => ({
        isOpen,
        ref,
        job: job && {
          ...job,
          fields: {
            ...job.fields,
            html_url: htmlUrl
          }
        },
        states,
        failure: reason
      })));
      return {
        ...facts,
        jobs,
        startedAt: new Date(Date.now() - facts.elapsedMs)
      };
    });
    var importPage = (function importPage() {
      return Promise.resolve().then((() => __nccwpck_require__(252)));
    });
    var withRetries = (async function withRetries(call, options) {
      const {tries, hurry, onFailedTry} = options;
      const startedAt = nowMs();
      for (let number = 1; ;number++) {
        const isLast = number >= tries || hurry.aborted;
        try {
          return await call();
        } catch (fault) {
          if (!(fault instanceof ExchangeError) || !fault.retryable) throw fault;
          if (isLast) throw new GaveUp(number, nowMs() - startedAt, fault);
          const {pauseMs, askedForMs} = pauseBefore(number, fault);
          onFailedTry({
            number,
            tries,
            fault,
            pauseMs: hurry.aborted ? 0 : pauseMs,
            askedForMs
          });
          const {setTimeout: sleep} = await Promise.resolve().then(() => __nccwpck_require__(500));
          await sleep(pauseMs, void 0, {
            signal: hurry
          }).catch(() => {});
        }
      }
    });
    var terminate = (async function terminate(ref, client, cancellation, onFailedTry) {
      const interrupt = cancellation.graceOver;
      const retry = {
        tries: TRIES,
        hurry: cancellation.requested,
        onFailedTry
      };
      const faults = [];
      const call = (() => client.terminate(ref, {
        interrupt
      }).catch(fault => {
        faults.push(fault);
        throw fault;
      }));
      try {
        return {
          job: await withRetries(call, retry),
          refusal: void 0
        };
      } catch (refusal) {
        const {lookAfterRefusal} = await Promise.resolve().then(() => __nccwpck_require__(853));
        return lookAfterRefusal(ref, refusal, faults, client, interrupt, retry);
      }
    });
    var run = (async function run(inputs, cancellation) {
      const step = new Step(inputs, cancellation);
      await step.findTargets();
      if (inputs.dryRun) await step.lookOnly(); else await step.terminateAll();
      if (inputs.waitForStopped && !inputs.dryRun) await step.waitForAll();
      await step.end();
    });
    var listenForCancel = (function listenForCancel() {
      const requested = new AbortController;
      const graceOver = new AbortController;
      const cancel = () => {
        if (requested.signal.aborted) return;
        requested.abort();
        setTimeout(() => graceOver.abort(), GRACE_MS).unref();
      };
      for (const signal of [ "SIGINT", "SIGTERM", "SIGHUP" ]) process.on(signal, cancel);
      return {
        requested: requested.signal,
        graceOver: graceOver.signal
      };
    });
    var parseBoolean = (function parseBoolean(text) {
      if (/^(true|True|TRUE)$/.test(text)) return true;
      if (/^(false|False|FALSE)$/.test(text)) return false;
      throw new Error(`${shown(text)} was given. Give true or false.`);
    });
    var wholeNumber = (function wholeNumber(text) {
      const number = /^[0-9]+$/.test(text) ? Number(text) : 0;
      return Number.isSafeInteger(number) && number > 0 ? number : void 0;
    });
    var parseWait = (function parseWait(text) {
      return Math.min(parseSeconds(text), LONGEST_SECONDS);
    });
    var parseSeconds = (function parseSeconds(text) {
      const seconds = /^(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
      if (!(seconds > 0 && Number.isFinite(seconds))) throw new Error(`${shown(text)} was given. Give a number of seconds above 0, for instance 30 or 0.5.`);
      return seconds;
    });
    var parseAccountId = (function parseAccountId(text) {
      if (/^[A-Za-z0-9_-]+$/.test(text)) return text;
      throw new Error(`${shown(text)} was given. Give the account's name as it stands in the API's addresses ` + "(https://api.xplenty.com/ACCOUNT/api/jobs/305): letters, digits, - and _. Or set XPLENTY_ACCOUNT_ID.");
    });
    var words = (function words(text) {
      return text.split(/[\s,]+/).filter(Boolean);
    });
    var parseApiUrl = (function parseApiUrl(text) {
      if (!URL.canParse(text)) throw new Error(`${shown(text)} is not an address. Give one like https://api.xplenty.com.`);
      const url = new URL(text);
      if (url.username !== "" || url.password !== "" || /[?#]/.test(text)) throw new Error(`${shown(text)} has a user, a password, a query or a fragment. Give the address without them.`);
      if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) throw new Error(`${shown(text)} is not https. The key is sent only over https, except to this machine itself.`);
      return url;
    });
    var parseJobIds = (function parseJobIds(text, apiUrl) {
      const mistakes = [];
      const given = [];
      for (const word of words(text)) try {
        given.push(word.includes("/") ? parseAddress(word, apiUrl) : {
          id: parseNumber(word),
          accountId: void 0
        });
      } catch (error) {
        mistakes.push(error.message);
      }
      if (mistakes.length > 0) throw new Error([ ...new Set(mistakes) ].join(" "));
      if (given.length > 0) return given;
      throw new Error("nothing was given. Give the number of the job to terminate (digits only, above 0) or its address in the API, " + "or choose jobs with package-id, cluster-id, variables or running-longer-than-seconds.");
    });
    var parseNumber = (function parseNumber(text) {
      const id = wholeNumber(text);
      if (id !== void 0) return id;
      throw new Error(`${shown(text)} is not a job's number. Give the number of the job (digits only, above 0) or its address in the API.`);
    });
    var loadInputs = (function loadInputs() {
      const mistakes = [];
      const read = ((name, parse) => {
        try {
          return parse(getInput(name) || DEFAULTS[name] || "");
        } catch (error) {
          mistakes.push(`${name}: ${error.message}`);
          return;
        }
      });
      const apiKey = read("api-key", readApiKey);
      mistakes.push(...prepareProxy());
      const apiUrl = read("api-url", parseApiUrl);
      const isNarrowed = FILTERS.some(isGiven);
      const isChoice = isNarrowed || isGiven("statuses");
      const given = read("job-id", (text => readJobIds(text, apiUrl, isChoice))) ?? [];
      const accountId = read("account-id", (text => readAccountId(text, given)));
      const filter = isChoice ? readFilter(read, isNarrowed) : void 0;
      const inputs = {
        apiKey,
        apiUrl,
        jobs: eachOnce(given.map((({id, accountId: own}) => ({
          accountId: own ?? accountId,
          id
        })))),
        choice: filter && {
          accountId,
          filter
        },
        dryRun: read("dry-run", parseBoolean),
        waitForStopped: read("wait-for-stopped", parseBoolean),
        timeoutMs: read("timeout-seconds", parseWait) * 1e3,
        pollIntervalMs: read("poll-interval-seconds", parseWait) * 1e3,
        requestTimeoutMs: read("request-timeout-seconds", parseWait) * 1e3,
        outputFile: process.env.GITHUB_OUTPUT || void 0,
        summaryFile: process.env.GITHUB_STEP_SUMMARY || void 0
      };
      if (mistakes.length > 0) throw new InvalidInputs(mistakes);
      return inputs;
    });
    var isGiven = (function isGiven(name) {
      return getInput(name) !== "";
    });
    var readApiKey = (function readApiKey(text) {
      const key = text || (process.env.XPLENTY_API_KEY ?? "").trim();
      if (key === "") throw new Error("no key was given. Pass the API key of an Xplenty user from a secret, or set XPLENTY_API_KEY. " + "GitHub gives no secrets to workflows of pull requests from forks, nor to those that Dependabot starts.");
      for (const secret of [ key, base64(`${key}:`), base64(key) ]) mask(secret);
      return key;
    });
    var readJobIds = (function readJobIds(text, apiUrl, isChoice) {
      if (!isChoice) return parseJobIds(text, apiUrl);
      if (text !== "") throw new Error(`give either job-id or what chooses jobs (${FILTERS.join(", ")}, statuses), not both.`);
      return [];
    });
    var eachOnce = (function eachOnce(refs) {
      return [ ...new Map(refs.map((ref => [ `${ref.accountId}/${ref.id}`, ref ]))).values() ];
    });
    var readAccountId = (function readAccountId(text, given) {
      const accountId = text === "" ? "" : parseAccountId(text);
      let isTold = given.length > 0;
      for (const {accountId: inAddress} of given) if (inAddress === void 0) isTold = false; else if (text !== "" && inAddress !== accountId) throw new Error(`${shown(accountId)} is not the account of an address in job-id, ${shown(inAddress)}. Give one of them.`);
      return text !== "" || isTold ? accountId : parseAccountId((process.env.XPLENTY_ACCOUNT_ID ?? "").trim());
    });
    var prepareProxy = (function prepareProxy() {
      const mistakes = [];
      for (const name of [ "https_proxy", "HTTPS_PROXY" ]) {
        const proxy = (process.env[name] ?? "").trim();
        if (proxy === "") continue;
        const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
        const secrets = proxySecrets(address);
        if (secrets === void 0) {
          mistakes.push(`${name}: it is set, but not to the address of a proxy, like http://proxy.example:3128.`);
          continue;
        }
        secrets.forEach(mask);
        process.env[name] = address;
      }
      return mistakes;
    });
    var base64 = (function base64(text) {
      return Buffer.from(text, "utf8").toString("base64");
    });
    var main = (async function main() {
      try {
        const cancellation = listenForCancel();
        await run(loadInputs(), cancellation);
        leave(0);
      } catch (error) {
        await fail(error);
      }
    });
    var leave = (function leave(exitCode) {
      process.exitCode = exitCode;
      if (process.stdout.writableLength === 0) process.exit();
      process.stdout.write("", () => process.exit());
    });
    __nccwpck_require__.r(__webpack_exports__);
    __nccwpck_require__.d(__webpack_exports__, {
      ACTIVE_STATES: () => ACTIVE_STATES,
      AT_ONCE: () => AT_ONCE,
      ApiRefusal: () => ApiRefusal,
      Cancelled: () => Cancelled,
      ExchangeError: () => ExchangeError,
      Failed: () => Failed,
      GaveUp: () => GaveUp,
      Interrupted: () => Interrupted,
      InvalidInputs: () => InvalidInputs,
      LONGEST_PAUSE_MS: () => LONGEST_PAUSE_MS,
      MOST_ANNOTATIONS: () => MOST_ANNOTATIONS,
      NotAJob: () => NotAJob,
      NotChosen: () => NotChosen,
      NotOver: () => NotOver,
      NotSeen: () => NotSeen,
      NotTerminated: () => NotTerminated,
      OutOfSight: () => OutOfSight,
      Redirected: () => Redirected,
      TRIES: () => TRIES,
      concurrently: () => concurrently,
      duration: (() => duration),
      foldedIfMany: () => foldedIfMany,
      isNumberOrText: () => isNumberOrText,
      isOver: (() => isOver),
      isStopping: (() => isStopping),
      lastFault: () => lastFault,
      log: () => log,
      namesOf: () => namesOf,
      nowMs: () => nowMs,
      pauseBefore: () => pauseBefore,
      printable: (() => printable),
      readFields: () => readFields,
      readJob: () => readJob,
      redact: (() => redact),
      runtimeSeconds: () => runtimeSeconds,
      tellRound: () => tellRound,
      withRetries: () => withRetries
    });
    const AT_ONCE = 8;
    const UNPRINTABLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`;
    const ORDINARY = /^[ -~]*$/;
    class ExchangeError extends Error {
      retryable=true;
      retryAfterMs;
    }
    class NetworkFault extends ExchangeError {
      retryable;
      constructor(cause) {
        const code = codeOf(cause);
        super(describe(code, cause), {
          cause
        });
        this.retryable = !isCertificateFault(code) && !isProxyRefusal(cause);
      }
    }
    class DeadlinePassed extends ExchangeError {
      constructor(deadlineMs) {
        super(`there was no whole answer within ${Number((deadlineMs / 1e3).toFixed(deadlineMs < 1e3 ? 2 : 1))} s`);
      }
    }
    class Interrupted extends ExchangeError {
      retryable=false;
      constructor() {
        super("it was broken off before the answer had come");
      }
    }
    class AnswerTooLarge extends ExchangeError {
      constructor(limitBytes) {
        super(`the answer is larger than ${limitBytes} bytes, or in smaller pieces, than any job's is`);
      }
    }
    class NotAJob extends ExchangeError {}
    class Redirected extends ExchangeError {
      retryable=false;
      constructor(statusCode, target) {
        super(`the service answered ${statusCode} and points to ${target}. Redirects are not followed, so that the key goes ` + "nowhere else. If the API has moved, set api-url");
      }
    }
    const PASSING_TROUBLE = new Set([ 408, 429, 500, 502, 503, 504 ]);
    class ApiRefusal extends ExchangeError {
      retryable;
      retryAfterMs;
      statusCode;
      constructor(statusCode, apiMessage, retryAfterMs) {
        const words = apiMessage === "" ? "without a message" : `"${printable(apiMessage)}"`;
        super(`the API answered ${statusCode} ${words}`);
        this.statusCode = statusCode;
        this.retryable = PASSING_TROUBLE.has(statusCode);
        this.retryAfterMs = retryAfterMs;
      }
      get isAboutTheCaller() {
        return [ 401, 402, 403, 407, 429 ].includes(this.statusCode);
      }
      get isRefusal() {
        return this.statusCode >= 400 && this.statusCode < 500 && this.statusCode !== 408;
      }
    }
    class GaveUp extends Error {
      cause;
      tries;
      constructor(tries, elapsedMs, last) {
        const times = tries === 1 ? "once" : `${tries} times`;
        super(`tried ${times} in ${(elapsedMs / 1e3).toFixed(1)} s; at the last try ${last.message}`);
        this.cause = last;
        this.tries = tries;
      }
    }
    function lastFault(failure) {
      return failure instanceof GaveUp ? failure.cause : failure;
    }
    function codeOf(cause) {
      return cause.code ?? "";
    }
    function isCertificateFault(code) {
      return /CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA/.test(code);
    }
    function isProxyRefusal(cause) {
      return /^tunneling socket .*statusCode=4\d\d/.test(cause.message);
    }
    function describe(code, cause) {
      if (isCertificateFault(code)) return `the certificate of the service is not accepted (${code}). ` + "If a private authority signed it, name its file in NODE_EXTRA_CA_CERTS";
      if (isProxyRefusal(cause)) return `the proxy in HTTPS_PROXY refused the way to the service (${printable(cause.message, 200)}). Check its user and password`;
      const told = new Map([ [ "ECONNREFUSED", "the connection was refused" ], [ "ECONNRESET", "the connection broke before the answer was whole" ], [ "EPIPE", "the connection broke before the request was sent" ], [ "ETIMEDOUT", "the connection could not be made in time" ], [ "ENOTFOUND", "the host name is not known" ], [ "EAI_AGAIN", "the host name could not be looked up" ] ]).get(code);
      const words = cause.message === "" ? code : cause.message;
      const detail = printable(words.includes(code) ? words : `${code}: ${words}`, 200);
      return `${told ?? "the exchange failed"} (${detail})`;
    }
    const STOPPING = new Set([ "pending_stoppage", "pending_terminate", "stopping" ]);
    const FINAL = new Set([ "stopped", "completed", "failed" ]);
    function runtimeSeconds(job) {
      const runtime = job.fields.runtime_in_seconds;
      return typeof runtime === "number" || typeof runtime === "string" && runtime !== "" ? Number(runtime) : Number.NaN;
    }
    const external_os_namespaceObject = require("os");
    function utils_toCommandProperties(annotationProperties) {
      if (!Object.keys(annotationProperties).length) return {};
      return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
      };
    }
    function command_issue(name, message = "") {
      command_issueCommand(name, {}, message);
    }
    const CMD_STRING = "::";
    class Command {
      constructor(command, properties, message) {
        if (!command) command = "missing.command";
        this.command = command;
        this.properties = properties;
        this.message = message;
      }
      toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
          cmdStr += " ";
          let first = true;
          for (const key in this.properties) if (this.properties.hasOwnProperty(key)) {
            const val = this.properties[key];
            if (val) {
              if (first) first = false; else cmdStr += ",";
              cmdStr += `${key}=${escapeProperty(val)}`;
            }
          }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
      }
    }
    function escapeProperty(s) {
      return utils_toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
    }
    const external_crypto_namespaceObject = require("crypto");
    const external_fs_namespaceObject = require("fs");
    function file_command_issueFileCommand(command, message) {
      const filePath = process.env[`GITHUB_${command}`];
      if (!filePath) throw new Error(`Unable to find environment variable for file command ${command}`);
      if (!external_fs_namespaceObject.existsSync(filePath)) throw new Error(`Missing file at path: ${filePath}`);
      external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: "utf8"
      });
    }
    function file_command_prepareKeyValueMessage(key, value) {
      const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
      const convertedValue = utils_toCommandValue(value);
      if (key.includes(delimiter)) throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
      if (convertedValue.includes(delimiter)) throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
      return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
    }
    require("path");
    const external_http_namespaceObject = require("http");
    var external_http_namespaceObject_0 = __nccwpck_require__.t(external_http_namespaceObject, 2);
    const external_https_namespaceObject = require("https");
    var external_https_namespaceObject_0 = __nccwpck_require__.t(external_https_namespaceObject, 2);
    class DecodedURL extends URL {
      constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
      }
      get username() {
        return this._decodedUsername;
      }
      get password() {
        return this._decodedPassword;
      }
    }
    var tunnel = __nccwpck_require__(704);
    var undici = __nccwpck_require__(770);
    var __awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
      function adopt(value) {
        return value instanceof P ? value : new P(function(resolve) {
          resolve(value);
        });
      }
      return new (P || (P = Promise))(function(resolve, reject) {
        function fulfilled(value) {
          try {
            step(generator.next(value));
          } catch (e) {
            reject(e);
          }
        }
        function rejected(value) {
          try {
            step(generator["throw"](value));
          } catch (e) {
            reject(e);
          }
        }
        function step(result) {
          result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
        }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
      });
    };
    var HttpCodes;
    (function(HttpCodes) {
      HttpCodes[HttpCodes["OK"] = 200] = "OK";
      HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
      HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
      HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
      HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
      HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
      HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
      HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
      HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
      HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
      HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
      HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
      HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
      HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
      HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
      HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
      HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
      HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
      HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
      HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
      HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
      HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
      HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
      HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
      HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
      HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
      HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
    })(HttpCodes || (HttpCodes = {}));
    var Headers;
    (function(Headers) {
      Headers["Accept"] = "accept";
      Headers["ContentType"] = "content-type";
    })(Headers || (Headers = {}));
    var MediaTypes;
    (function(MediaTypes) {
      MediaTypes["ApplicationJson"] = "application/json";
    })(MediaTypes || (MediaTypes = {}));
    const HttpRedirectCodes = [ HttpCodes.MovedPermanently, HttpCodes.ResourceMoved, HttpCodes.SeeOther, HttpCodes.TemporaryRedirect, HttpCodes.PermanentRedirect ];
    const HttpResponseRetryCodes = [ HttpCodes.BadGateway, HttpCodes.ServiceUnavailable, HttpCodes.GatewayTimeout ];
    const RetryableHttpVerbs = [ "OPTIONS", "GET", "DELETE", "HEAD" ];
    const ExponentialBackoffCeiling = 10;
    const ExponentialBackoffTimeSlice = 5;
    class HttpClientError extends Error {
      constructor(message, statusCode) {
        super(message);
        this.name = "HttpClientError";
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
      }
    }
    class HttpClientResponse {
      constructor(message) {
        this.message = message;
      }
      readBody() {
        return __awaiter(this, void 0, void 0, function*() {
          return new Promise(resolve => __awaiter(this, void 0, void 0, function*() {
            let output = Buffer.alloc(0);
            this.message.on("data", chunk => {
              output = Buffer.concat([ output, chunk ]);
            });
            this.message.on("end", () => {
              resolve(output.toString());
            });
          }));
        });
      }
    }
    class lib_HttpClient {
      constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
          if (requestOptions.ignoreSslError != null) this._ignoreSslError = requestOptions.ignoreSslError;
          this._socketTimeout = requestOptions.socketTimeout;
          if (requestOptions.allowRedirects != null) this._allowRedirects = requestOptions.allowRedirects;
          if (requestOptions.allowRedirectDowngrade != null) this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
          if (requestOptions.maxRedirects != null) this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
          if (requestOptions.keepAlive != null) this._keepAlive = requestOptions.keepAlive;
          if (requestOptions.allowRetries != null) this._allowRetries = requestOptions.allowRetries;
          if (requestOptions.maxRetries != null) this._maxRetries = requestOptions.maxRetries;
        }
      }
      options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request("OPTIONS", requestUrl, null, additionalHeaders || {});
        });
      }
      get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function*() {
          return this.request("GET", requestUrl, null, additionalHeaders || {});
        });
      }
      request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function*() {
          if (this._disposed) throw new Error("Client has already been disposed.");
          const parsedUrl = new URL(requestUrl);
          let info = this._prepareRequest(verb, parsedUrl, headers);
          const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb) ? this._maxRetries + 1 : 1;
          let numTries = 0;
          let response;
          do {
            response = yield this.requestRaw(info, data);
            if (response && response.message && response.message.statusCode === HttpCodes.Unauthorized) {
              let authenticationHandler;
              for (const handler of this.handlers) if (handler.canHandleAuthentication(response)) {
                authenticationHandler = handler;
                break;
              }
              if (authenticationHandler) return authenticationHandler.handleAuthentication(this, info, data); else return response;
            }
            let redirectsRemaining = this._maxRedirects;
            while (response.message.statusCode && HttpRedirectCodes.includes(response.message.statusCode) && this._allowRedirects && redirectsRemaining > 0) {
              const redirectUrl = response.message.headers["location"];
              if (!redirectUrl) break;
              const parsedRedirectUrl = new URL(redirectUrl);
              if (parsedUrl.protocol === "https:" && parsedUrl.protocol !== parsedRedirectUrl.protocol && !this._allowRedirectDowngrade) throw new Error("Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.");
              yield response.readBody();
              if (parsedRedirectUrl.hostname !== parsedUrl.hostname) for (const header in headers) if (header.toLowerCase() === "authorization") delete headers[header];
              info = this._prepareRequest(verb, parsedRedirectUrl, headers);
              response = yield this.requestRaw(info, data);
              redirectsRemaining--;
            }
            if (!response.message.statusCode || !HttpResponseRetryCodes.includes(response.message.statusCode)) return response;
            numTries += 1;
            if (numTries < maxTries) {
              yield response.readBody();
              yield this._performExponentialBackoff(numTries);
            }
          } while (numTries < maxTries);
          return response;
        });
      }
      dispose() {
        if (this._agent) this._agent.destroy();
        this._disposed = true;
      }
      requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function*() {
          return new Promise((resolve, reject) => {
            function callbackForResult(err, res) {
              if (err) reject(err); else if (!res) reject(new Error("Unknown error")); else resolve(res);
            }
            this.requestRawWithCallback(info, data, callbackForResult);
          });
        });
      }
      requestRawWithCallback(info, data, onResult) {
        var handleResult = (function handleResult(err, res) {
          if (!callbackCalled) {
            callbackCalled = true;
            onResult(err, res);
          }
        });
        if (typeof data === "string") {
          if (!info.options.headers) info.options.headers = {};
          info.options.headers["Content-Length"] = Buffer.byteLength(data, "utf8");
        }
        let callbackCalled = false;
        const req = info.httpModule.request(info.options, (msg => {
          const res = new HttpClientResponse(msg);
          handleResult(void 0, res);
        }));
        let socket;
        req.on("socket", (sock => {
          socket = sock;
        }));
        req.setTimeout(this._socketTimeout || 3 * 6e4, () => {
          if (socket) socket.end();
          handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on("error", function(err) {
          handleResult(err);
        });
        if (data && typeof data === "string") req.write(data, "utf8");
        if (data && typeof data !== "string") {
          data.on("close", function() {
            req.end();
          });
          data.pipe(req);
        } else req.end();
      }
      getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
      }
      _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === "https:";
        info.httpModule = usingSsl ? external_https_namespaceObject_0 : external_http_namespaceObject_0;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port ? parseInt(info.parsedUrl.port) : defaultPort;
        info.options.path = (info.parsedUrl.pathname || "") + (info.parsedUrl.search || "");
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) info.options.headers["user-agent"] = this.userAgent;
        info.options.agent = this._getAgent(info.parsedUrl);
        if (this.handlers) for (const handler of this.handlers) handler.prepareRequest(info.options);
        return info;
      }
      _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        return lowercaseKeys(headers || {});
      }
      _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) agent = this._proxyAgent;
        if (!useProxy) agent = this._agent;
        if (agent) return agent;
        const usingSsl = parsedUrl.protocol === "https:";
        let maxSockets = 100;
        if (this.requestOptions) maxSockets = this.requestOptions.maxSockets || external_http_namespaceObject.globalAgent.maxSockets;
        if (proxyUrl && proxyUrl.hostname) {
          const agentOptions = {
            maxSockets,
            keepAlive: this._keepAlive,
            proxy: Object.assign(Object.assign({}, (proxyUrl.username || proxyUrl.password) && {
              proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
            }), {
              host: proxyUrl.hostname,
              port: proxyUrl.port
            })
          };
          let tunnelAgent;
          const overHttps = proxyUrl.protocol === "https:";
          if (usingSsl) tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp; else tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
          agent = tunnelAgent(agentOptions);
          this._proxyAgent = agent;
        }
        if (!agent) {
          const options = {
            keepAlive: this._keepAlive,
            maxSockets
          };
          agent = usingSsl ? new external_https_namespaceObject.Agent(options) : new external_http_namespaceObject.Agent(options);
          this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) agent.options = Object.assign(agent.options || {}, {
          rejectUnauthorized: false
        });
        return agent;
      }
      _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || "actions/http-client";
        const orchId = process.env["ACTIONS_ORCHESTRATION_ID"];
        if (orchId) {
          const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, "_");
          return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
      }
      _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function*() {
          retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
          const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
          return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
      }
    }
    const lowercaseKeys = obj => Object.keys(obj).reduce((c, k) => (c[k.toLowerCase()] = obj[k], 
    c), {});
    void 0 && (void 0).__awaiter;
    void 0 && (void 0).__awaiter;
    void 0 && (void 0).__awaiter;
    void 0 && (void 0).__awaiter;
    external_os_namespaceObject.platform();
    external_os_namespaceObject.arch();
    void 0 && (void 0).__awaiter;
    var ExitCode;
    (function(ExitCode) {
      ExitCode[ExitCode["Success"] = 0] = "Success";
      ExitCode[ExitCode["Failure"] = 1] = "Failure";
    })(ExitCode || (ExitCode = {}));
    function setOutput(name, value) {
      const filePath = process.env["GITHUB_OUTPUT"] || "";
      if (filePath) return file_command_issueFileCommand("OUTPUT", file_command_prepareKeyValueMessage(name, value));
      process.stdout.write(external_os_namespaceObject.EOL);
      command_issueCommand("set-output", {
        name
      }, utils_toCommandValue(value));
    }
    function error(message, properties = {}) {
      command_issueCommand("error", utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
    }
    function warning(message, properties = {}) {
      command_issueCommand("warning", utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
    }
    function startGroup(name) {
      command_issue("group", name);
    }
    function endGroup() {
      command_issue("endgroup");
    }
    const secrets = [];
    const log = {
      info: (text => info(oneLine(text))),
      warning: (text, title) => annotate(warning, "Warning", text, title),
      error: (text, title) => annotate(error, "Error", text, title),
      debug: (text => {
        if (!isTerminal()) core_debug(oneLine(text));
      }),
      group: (title, tell) => {
        if (isTerminal()) return tell();
        startGroup(oneLine(title));
        tell();
        endGroup();
      }
    };
    const MOST_ANNOTATIONS = 10;
    const LONGEST_LINE = 4e3;
    function annotate(command, word, text, title) {
      if (isTerminal()) info(`${word}: ${oneLine(text)}`); else command(oneLine(text), {
        title: oneLine(title)
      });
    }
    const TOLD_BY_NAME = 20;
    function tellRound(targets, elapsedMs) {
      log.info(`After ${duration(elapsedMs)}: ${counts(targets)}.`);
    }
    function tellFailedTry(subject, failed) {
      const {number, tries, fault, pauseMs, askedForMs} = failed;
      const more = askedForMs === void 0 ? "" : ` (the service asks for ${duration(askedForMs)})`;
      log.info(`${subject}: try ${number} of ${tries} failed: ${fault.message}. Next try in ${duration(pauseMs)}${more}.`);
    }
    function tellNoCredits(limit) {
      log.warning(`All ${limit} credits of this hour are used up. The service refuses requests until there are new ones.`, "The hourly allowance of the Xplenty API is used up");
    }
    function tellSent(targets) {
      const sent = targets.filter(({wasSent}) => wasSent).map(({ref}) => ref.id);
      const unsent = targets.filter(({wasSent}) => !wasSent).map(({ref}) => ref.id);
      log.info(`Terminate calls were sent for ${sent.length === 0 ? "no job" : namesOf(sent)}.`);
      if (unsent.length > 0) log.info(`No terminate call was sent for ${namesOf(unsent)}.`);
    }
    function tellShortened(shortened) {
      log.info(`The output jobs would be too long for the runner: it has ${shortened}.`);
    }
    function tellUnwritable(what, error) {
      const reason = error.message;
      log.warning(`${what} could not be written: ${reason}. What was terminated is not affected.`, `${what} could not be written`);
    }
    function counts(targets) {
      const byState = Map.groupBy(targets, ({job}) => job?.status ?? "never seen");
      return [ ...byState ].map(([state, group]) => `${group.length} ${state}`).join(", ");
    }
    const VERSION = "1.0.0";
    class Client {
      #transport;
      #conceal;
      constructor(transport, conceal = String) {
        this.#transport = transport;
        this.#conceal = conceal;
      }
      get credits() {
        return this.#transport.credits;
      }
      terminate(ref, options) {
        return this.#job("DELETE", ref, options);
      }
      look(ref, options) {
        return this.#job("GET", ref, options);
      }
      async #job(method, ref, options) {
        const {json} = await this.request(method, `/${ref.accountId}/api/jobs/${ref.id}`, options);
        return readJob(json, ref.id);
      }
      async request(method, path, options) {
        const answer = await this.#transport.exchange(method, path, options);
        const {statusCode, headers, body} = answer;
        if (statusCode >= 200 && statusCode < 300) try {
          return {
            json: JSON.parse(body),
            headers
          };
        } catch {}
        const {faultOf} = await Promise.resolve().then(() => __nccwpck_require__(489));
        throw faultOf(answer, this.#conceal);
      }
    }
    const external_node_http_namespaceObject = require("node:http");
    const external_node_https_namespaceObject = require("node:https");
    const external_node_url_namespaceObject = require("node:url");
    const MOST_PIECES = 2e4;
    const LARGEST_BODY_BYTES = 1024 * 1024;
    class Transport {
      credits;
      #options;
      #client;
      #agent;
      constructor(options) {
        this.#options = options;
        this.#client = new lib_HttpClient(void 0, [], {
          keepAlive: true,
          maxSockets: options.connections,
          socketTimeout: options.requestTimeoutMs * 2
        });
        this.#agent = this.#client.getAgent(options.apiUrl.href);
        this.#agent.options.rejectUnauthorized = true;
      }
      async exchange(method, path, options = {}) {
        const {apiUrl, headers, requestTimeoutMs} = this.#options;
        const request = {
          method,
          headers: {
            ...headers,
            ...options.headers
          },
          agent: this.#agent
        };
        const timeoutMs = Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, requestTimeoutMs);
        const startedAt = nowMs();
        const tell = (outcome => {
          const elapsedMs = nowMs() - startedAt;
          this.#options.onExchange?.({
            method,
            path,
            outcome,
            elapsedMs,
            credits: this.credits
          });
        });
        try {
          const answer = await withinDeadline(timeoutMs, options.interrupt, (async onRequest => {
            const message = await send(this.#client, addressOf(apiUrl, path, options.query), request, onRequest);
            const body = await readBody(message, options.largestBodyBytes ?? LARGEST_BODY_BYTES);
            return {
              statusCode: message.statusCode ?? 0,
              headers: message.headers,
              body
            };
          }));
          this.credits = readCredits(answer.headers) ?? this.credits;
          tell(String(answer.statusCode));
          return answer;
        } catch (error) {
          const fault = error instanceof ExchangeError ? error : new NetworkFault(error);
          tell(fault.message);
          throw fault;
        }
      }
      close() {
        this.#client.dispose();
      }
    }
    class InvalidInputs extends Error {
      mistakes;
      constructor(mistakes) {
        super(mistakes.join("\n"));
        this.mistakes = mistakes;
      }
    }
    class Failed extends Error {
      failures;
      constructor(failures) {
        super(failures.map(({message}) => message).join("\n"));
        this.failures = failures;
      }
    }
    class NotChosen extends Error {
      cause;
      wasCancelled;
      constructor(cause, wasCancelled) {
        super(cause.message);
        this.cause = cause;
        this.wasCancelled = wasCancelled;
      }
    }
    class NotSeen extends Error {
      cause;
      ref;
      constructor(ref, cause) {
        super(cause.message);
        this.cause = cause;
        this.ref = ref;
      }
    }
    class NotTerminated extends Error {
      cause;
      ref;
      job;
      look;
      isOpen;
      constructor(ref, cause, more = {}) {
        super(cause.message);
        this.ref = ref;
        this.cause = cause;
        this.job = more.job;
        this.look = more.look;
        this.isOpen = more.isOpen ?? false;
      }
    }
    class NotOver extends Error {
      job;
      timeoutMs;
      cause;
      constructor(job, timeoutMs, cause) {
        super(`job ${job.id} has not ended within ${timeoutMs} ms`);
        this.job = job;
        this.timeoutMs = timeoutMs;
        this.cause = cause;
      }
    }
    class OutOfSight extends Error {
      job;
      cause;
      constructor(job, cause) {
        super(cause.message);
        this.job = job;
        this.cause = cause;
      }
    }
    class Cancelled extends Error {
      jobId;
      job;
      constructor(jobId, job, cause) {
        super("cancelled", {
          cause
        });
        this.jobId = jobId;
        this.job = job;
      }
    }
    const external_node_fs_namespaceObject = require("node:fs");
    const external_node_os_namespaceObject = require("node:os");
    const FIELDS = [ "id", "variables", "owner_id", "progress", "outputs_count", "started_at", "created_at", "updated_at", "failed_at", "cluster_id", "package_id", "errors", "url", "completed_at" ];
    const LARGEST_JSON_BYTES = 512 * 1e3;
    const LARGEST_OUTPUTS_BYTES = 1e3 * 1e3;
    class Outputs {
      #file;
      #set=new Map;
      #shortened="";
      constructor(file) {
        this.#file = file;
      }
      set(targets) {
        const {texts, shortened} = textsOf(targets);
        const news = [ ...texts ].filter((([name, text]) => this.#set.get(name) !== text));
        if (this.#file === void 0) for (const [name, text] of news) setOutput(name, text); else if (news.length > 0) append(news, this.#file);
        this.#set = texts;
        const isNews = shortened !== this.#shortened;
        this.#shortened = shortened;
        return isNews && shortened !== "" ? shortened : void 0;
      }
    }
    function brief({id, status, runtime_in_seconds, error}) {
      return {
        id,
        status,
        runtime_in_seconds,
        error
      };
    }
    class Results {
      #files;
      #outputs;
      #isUnwritableTold=false;
      #page;
      constructor(files) {
        this.#files = files;
        this.#outputs = new Outputs(files.outputFile);
      }
      setOutputs(targets) {
        if (this.#files.outputFile === void 0 && isTerminal()) return;
        try {
          const shortened = this.#outputs.set(targets);
          if (shortened !== void 0) tellShortened(shortened);
        } catch (error) {
          if (!this.#isUnwritableTold) tellUnwritable("The outputs", error);
          this.#isUnwritableTold = true;
        }
      }
      loadPage() {
        if (this.#files.summaryFile === void 0) return;
        this.#page = importPage();
        this.#page.catch(() => {});
      }
      async writePage(targets, facts) {
        if (this.#files.summaryFile === void 0) return;
        try {
          const {writePage} = await (this.#page ?? importPage());
          writePage(this.#files.summaryFile, runReport(targets, facts));
        } catch (error) {
          tellUnwritable("The job summary", error);
        }
      }
    }
    class Target {
      ref;
      job;
      wasSent=false;
      wasTerminated=false;
      failure;
      reason;
      isOpen=false;
      htmlUrl;
      states=[];
      constructor(ref) {
        this.ref = ref;
      }
      fail(failure, reason) {
        this.failure = failure;
        this.reason = reason;
      }
      see(job, atMs) {
        const before = this.job;
        this.job = job;
        this.htmlUrl = job.fields.html_url ?? this.htmlUrl;
        if (before?.status !== job.status) this.states.push({
          status: job.status,
          atMs
        });
        return before;
      }
    }
    const LONGEST_PAUSE_MS = 6e4;
    const FIRST_PAUSE_MS = 500;
    function pauseBefore(failures, fault) {
      const jittered = Math.random() * Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
      const asked = fault.retryAfterMs ?? 0;
      return {
        pauseMs: Math.min(Math.max(jittered, asked), LONGEST_PAUSE_MS),
        askedForMs: asked > LONGEST_PAUSE_MS ? asked : void 0
      };
    }
    const TRIES = 6;
    const SIGN_OF_LIFE_MS = 3e4;
    class Step {
      #inputs;
      #cancellation;
      #client;
      #results;
      #startedAt=nowMs();
      #targets=[];
      constructor(inputs, cancellation) {
        this.#inputs = inputs;
        this.#cancellation = cancellation;
        this.#client = connect(inputs);
        this.#results = new Results(inputs);
      }
      async findTargets() {
        const {jobs, choice, apiUrl, dryRun} = this.#inputs;
        if (choice === void 0) {
          tellStart(jobs, apiUrl.host, dryRun);
          this.#targets = jobs.map((ref => new Target(ref)));
          return;
        }
        const {accountId, filter} = choice;
        this.#results.setOutputs(this.#targets);
        const {chooseJobs, tellChoosing, tellChosen} = await Promise.resolve().then(() => __nccwpck_require__(139));
        tellChoosing(accountId, apiUrl.host, filter);
        const chosen = await chooseJobs(accountId, filter, ...this.#meansFor("The list of jobs"));
        tellChosen(chosen, dryRun, this.#elapsedMs);
        this.#targets = chosen.map(job => {
          const target = new Target({
            accountId,
            id: job.id
          });
          target.see(job, this.#elapsedMs);
          return target;
        });
      }
      async lookOnly() {
        const {look, tellDryRun} = await Promise.resolve().then(() => __nccwpck_require__(442));
        await concurrently(this.#targets, AT_ONCE, async target => {
          try {
            if (target.job === void 0) this.#see(target, await look(target.ref, ...this.#meansFor(`Job ${target.ref.id}`)));
          } catch (error) {
            await this.#fail(target, error);
          }
        });
        tellDryRun(this.#targets);
        this.#results.setOutputs(this.#targets);
      }
      async terminateAll() {
        const calls = concurrently(this.#targets, AT_ONCE, (async target => {
          if (this.#cancellation.graceOver.aborted) return this.#fail(target, new Cancelled(target.ref.id, void 0));
          target.wasSent = true;
          try {
            const {job, refusal} = await terminate(target.ref, ...this.#meansFor(`Job ${target.ref.id}`));
            target.wasTerminated = true;
            this.#see(target, job);
            if (isToldByName(this.#targets)) tellTermination(job, refusal, this.#elapsedMs);
          } catch (error) {
            if (error instanceof NotTerminated && error.job !== void 0) this.#see(target, error.job);
            await this.#failToTerminate(target, error);
          }
          if (isToldByName(this.#targets)) this.#results.setOutputs(this.#targets);
        }));
        this.#results.loadPage();
        await calls;
        if (!isToldByName(this.#targets)) {
          this.#results.setOutputs(this.#targets);
          tellRound(this.#targets, this.#elapsedMs);
        }
        if (this.#cancellation.requested.aborted) tellSent(this.#targets);
      }
      async waitForAll() {
        const {timeoutMs, pollIntervalMs} = this.#inputs;
        const terminated = this.#targets.filter(({wasTerminated}) => wasTerminated);
        const {untilOver, tellChange, tellFailedLook, tellSignOfLife} = await Promise.resolve().then(() => __nccwpck_require__(996));
        const {inWords} = await Promise.resolve().then(() => __nccwpck_require__(345));
        const signOfLife = setInterval(() => tellSignOfLife(terminated, this.#elapsedMs), SIGN_OF_LIFE_MS);
        await untilOver(terminated, this.#client, {
          timeoutMs,
          pollIntervalMs,
          cancel: this.#cancellation.requested,
          onLook: (target, job) => {
            const before = this.#see(target, job);
            const isNews = before !== void 0 && before.status !== job.status && isToldByName(terminated);
            if (isNews) tellChange(before, job, this.#elapsedMs);
          },
          onFault: tellFailedLook,
          onRound: () => {
            this.#results.setOutputs(this.#targets);
            if (!isToldByName(terminated)) tellRound(terminated, this.#elapsedMs);
          },
          inWords
        }).finally(() => clearInterval(signOfLife));
      }
      async end() {
        for (const target of this.#targets) {
          const isUnderWay = target.wasTerminated && target.job !== void 0 && !isOver(target.job);
          if (this.#cancellation.requested.aborted && isUnderWay && target.failure === void 0) await this.#fail(target, new Cancelled(target.ref.id, target.job));
        }
        tellEnds(this.#targets, this.#elapsedMs);
        const failures = this.#targets.flatMap((({failure}) => failure ?? []));
        if (failures.length > 0) this.#results.setOutputs(this.#targets);
        await this.#results.writePage(this.#targets, {
          dryRun: this.#inputs.dryRun,
          cancelled: this.#cancellation.requested.aborted,
          waited: this.#inputs.waitForStopped && !this.#inputs.dryRun,
          elapsedMs: this.#elapsedMs,
          apiHost: this.#inputs.apiUrl.host
        });
        if (failures.length > 0) throw new Failed(failures);
      }
      get #elapsedMs() {
        return nowMs() - this.#startedAt;
      }
      #meansFor(subject) {
        const onFailedTry = failed => tellFailedTry(subject, failed);
        return [ this.#client, this.#cancellation, onFailedTry ];
      }
      #see(target, job) {
        return target.see(job, this.#elapsedMs);
      }
      #failToTerminate(target, error) {
        target.isOpen = error instanceof NotTerminated && error.isOpen;
        const isCut = target.isOpen && this.#cancellation.requested.aborted;
        return this.#fail(target, isCut ? new Cancelled(target.ref.id, void 0, error.cause) : error);
      }
      async #fail(target, failure) {
        const {inWords} = await Promise.resolve().then(() => __nccwpck_require__(345));
        target.fail(failure, inWords(failure));
      }
    }
    const GRACE_MS = 5e3;
    function shown(text) {
      if (text === "") return "nothing";
      const at = text.lastIndexOf("@");
      return `"${printable(redact(at < 0 ? text : `***${text.slice(at)}`), 200)}"`;
    }
    const LONGEST_SECONDS = 1e6;
    function isLoopback(hostname) {
      return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
    }
    const ACTIVE_STATES = [ "idle", "pending", "queued", "running" ];
    const FILTERS = [ "package-id", "cluster-id", "variables", "running-longer-than-seconds" ];
    function readFilter(read, isNarrowed) {
      return {
        packageId: read("package-id", text => parseOptionalId(text, "package")),
        clusterId: read("cluster-id", text => parseOptionalId(text, "cluster")),
        variables: read("variables", parseVariables),
        runningLongerThanSeconds: read("running-longer-than-seconds", text => text === "" ? void 0 : parseSeconds(text)),
        states: read("statuses", text => {
          if (text === "" || isNarrowed) return parseStatuses(text);
          throw new Error(`alone it would stop every job of the account. Give at least one of ${FILTERS.join(", ")} with it.`);
        })
      };
    }
    function parseOptionalId(text, what) {
      if (text === "") return;
      const id = wholeNumber(text);
      if (id !== void 0) return id;
      throw new Error(`${shown(text)} is not the number of a ${what}. Give digits only, above 0.`);
    }
    function parseVariables(text) {
      const variables = new Map;
      for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
        if (line.trim() === "") continue;
        const equals = line.indexOf("=");
        const [name, value] = [ line.slice(0, Math.max(equals, 0)).trim(), line.slice(equals + 1).trim() ];
        if (name === "") throw new Error(`line ${index + 1} is not of the form name=value.`);
        if (variables.has(name)) throw new Error(`line ${index + 1} names a variable for the second time.`);
        variables.set(name, value);
      }
      return variables;
    }
    function parseStatuses(text) {
      const given = words(text);
      const wrong = given.filter(word => !ACTIVE_STATES.includes(word));
      if (wrong.length > 0) throw new Error(`${wrong.map(shown).join(", ")} was given. Give some of ${ACTIVE_STATES.join(", ")}.`);
      return given.length === 0 ? ACTIVE_STATES : ACTIVE_STATES.filter(state => given.includes(state));
    }
    function parseAddress(text, apiUrl) {
      const url = URL.canParse(text) ? new URL(text) : void 0;
      const base = apiUrl?.pathname.replace(/\/$/, "") ?? "";
      const path = /^https?:\/\/[^/?#\\]+(\/[^?#\\]*)$/i.exec(text)?.[1] ?? "";
      const match = /^\/([A-Za-z0-9_-]+)\/api\/jobs\/([0-9]+)$/.exec(path.startsWith(base) ? path.slice(base.length) : "");
      if (url === void 0 || url.pathname !== path || url.username !== "" || url.password !== "" || match === null) throw new Error(`${shown(text)} is not the address of a job in the API. ` + "Give the number of the job, or an address like https://api.xplenty.com/ACCOUNT/api/jobs/305 (the answer's url).");
      if (apiUrl !== void 0 && url.origin !== apiUrl.origin) throw new Error(`${shown(text)} is not on ${apiUrl.origin}, the place that api-url names. The key is sent nowhere else.`);
      return {
        id: parseNumber(match[2] ?? ""),
        accountId: match[1]
      };
    }
    function proxySecrets(address) {
      if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return;
      const {username, password} = new URL(address);
      try {
        const [user, secret] = [ decodeURIComponent(username), decodeURIComponent(password) ];
        if (user === "" && secret === "") return [];
        const header = Buffer.from(`${user}:${secret}`, "utf8").toString("base64");
        return [ header, ...secret === "" ? [ username, user ] : [ password, secret ] ];
      } catch {
        return;
      }
    }
    const DEFAULTS = {
      "wait-for-stopped": "false",
      "timeout-seconds": "600",
      "poll-interval-seconds": "15",
      "request-timeout-seconds": "30",
      "api-url": "https://api.xplenty.com",
      "dry-run": "false"
    };
    process.stdout.on("error", () => {});
    process.on("uncaughtException", fail);
    main();
    async function fail(error) {
      try {
        const {tellFailure} = await Promise.resolve().then(() => __nccwpck_require__(345));
        tellFailure(error);
      } catch (unexpected) {
        log.error(`Why the step failed cannot be told: ${unexpected.message}`, "The action is incomplete");
      } finally {
        leave(1);
      }
    }
  })();
  module.exports = __webpack_exports__;
})();
