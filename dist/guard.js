(() => {
 "use strict";
 const TROUBLESHOOTING_ENTRIES = [ "API key rejected", "Billing problem", "Not permitted", "Not found", "Rate limit reached", "Refused by the API", "The API failed", "Cannot reach the API", "Connection lost", "Not from the API", "Response not understood", "Redirected", "Outcome unknown", "Timed out", "Cancelled", "Invalid input", "Invalid job ID", "No job matched", "Unexpected error" ];
 function helpFor(summary, docsUrl) {
  const cause = summary.replace(/^Cannot list jobs: /, "").replace(/^cannot reach .*/, "Cannot reach the API").toLowerCase(), entry = TROUBLESHOOTING_ENTRIES.find(entry => cause.startsWith(entry.toLowerCase())) ?? TROUBLESHOOTING_ENTRIES.find(entry => cause.endsWith(entry.toLowerCase())) ?? "Unexpected error", anchor = entry.toLowerCase().replaceAll(" ", "-");
  return {
   entry,
   url: docsUrl && `${docsUrl}troubleshooting.md#${anchor}`
  };
 }
 function helpText(summary, docsUrl) {
  const {entry, url} = helpFor(summary, docsUrl);
  return `Help: ${url ?? `"${entry}" in docs/troubleshooting.md`}`;
 }
 const external_os_namespaceObject = require("os");
 function utils_toCommandValue(input) {
  if (input === null || input === void 0) return ""; else if (typeof input === "string" || input instanceof String) return input;
  return JSON.stringify(input);
 }
 function toCommandProperties(annotationProperties) {
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
 function command_issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
 }
 class Command {
  constructor(command, properties, message) {
   if (!command) command = "missing.command";
   this.command = command;
   this.properties = properties;
   this.message = message;
  }
  toString() {
   let cmdStr = "::" + this.command;
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
   cmdStr += `::${escapeData(this.message)}`;
   return cmdStr;
  }
 }
 function escapeData(s) {
  return utils_toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
 }
 function escapeProperty(s) {
  return utils_toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
 }
 external_os_namespaceObject.platform(), external_os_namespaceObject.arch();
 var ExitCode;
 (function(ExitCode) {
  ExitCode[ExitCode["Success"] = 0] = "Success";
  ExitCode[ExitCode["Failure"] = 1] = "Failure";
 })(ExitCode || (ExitCode = {}));
 function core_setSecret(secret) {
  command_issueCommand("add-mask", {}, secret);
 }
 function isDebug() {
  return process.env["RUNNER_DEBUG"] === "1";
 }
 function core_debug(message) {
  command_issueCommand("debug", {}, message);
 }
 function error(message, properties = {}) {
  command_issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function warning(message, properties = {}) {
  command_issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function notice(message, properties = {}) {
  command_issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
 }
 function info(message) {
  process.stdout.write(message + external_os_namespaceObject.EOL);
 }
 const UNPRINTABLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`;
 function text_printable(text, limit = 500) {
  const head = text.slice(0, limit * 4), trimmed = head.replace(/\s+/g, " ").trim(), oneLine = isPlainAscii(trimmed) ? trimmed : trimmed.replace(text_unicodePattern(UNPRINTABLE, "g"), "\ufffd"), characters = Array.from(oneLine.replaceAll("##[", "# #["));
  if (head.length === text.length && characters.length <= limit) return characters.join("");
  return `${characters.slice(0, limit).join("")}\u2026 (cut, ${text.length} characters in all)`;
 }
 function isPlainAscii(text) {
  return !/[^ -~\t\r\n]/.test(text);
 }
 function text_unicodePattern(source, flags = "") {
  return new RegExp(source, `u${flags}`);
 }
 class Log {
  #secrets;
  constructor(secrets) {
   this.#secrets = secrets;
  }
  info(text) {
   info(this.#oneLine(text));
  }
  warning(text, title) {
   this.#annotate(warning, "Warning", text, title);
  }
  notice(text, title) {
   this.#annotate(notice, "Notice", text, title);
  }
  error(text, title) {
   this.#annotate(error, "Error", text, title);
  }
  debug(makeText) {
   if (isDebug() && !isTerminal()) core_debug(this.#oneLine(makeText()));
  }
  #annotate(command, word, text, title) {
   if (isTerminal()) info(`${word}: ${this.#oneLine(text)}`); else command(this.#oneLine(text), {
    title: this.#oneLine(title)
   });
  }
  #oneLine(text) {
   return text_printable(this.#secrets.redact(text), 4e3);
  }
 }
 function isTerminal() {
  return process.stdout.isTTY === true;
 }
 const external_node_fs_namespaceObject = require("node:fs");
 class RunnerFile {
  #path;
  #start=0;
  #end;
  #text="";
  constructor(path) {
   this.#path = path;
  }
  replace(text) {
   if (text === this.#text) return;
   if (!(0, external_node_fs_namespaceObject.statSync)(this.#path).isFile()) throw new Error(`${this.#path} is not a regular file`);
   const file = (0, external_node_fs_namespaceObject.openSync)(this.#path, external_node_fs_namespaceObject.constants.O_WRONLY);
   try {
    const {size} = (0, external_node_fs_namespaceObject.fstatSync)(file);
    if (size !== this.#end) this.#start = size;
    this.#text = "";
    this.#end = this.#start;
    try {
     this.#end += writeAt(file, this.#start, text);
     this.#text = text;
    } finally {
     (0, external_node_fs_namespaceObject.ftruncateSync)(file, this.#end);
    }
   } finally {
    (0, external_node_fs_namespaceObject.closeSync)(file);
   }
  }
 }
 function writeAt(file, offset, text) {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += (0, external_node_fs_namespaceObject.writeSync)(file, bytes, written, bytes.length - written, offset + written);
  return bytes.length;
 }
 class Secrets {
  #secrets=[];
  add(secret) {
   if (secret === "" || this.#secrets.some(({text}) => text === secret)) return;
   this.mask(secret);
   this.#secrets = [ ...this.#secrets, new Secret(secret) ].sort((one, other) => other.text.length - one.text.length);
  }
  mask(text) {
   if (process.stdout.isTTY !== true) core_setSecret(text);
  }
  redact(text) {
   const mayHoldEscapes = ESCAPE.test(text);
   return this.#secrets.reduce((redacted, secret) => secret.redact(redacted, mayHoldEscapes), text);
  }
 }
 const ESCAPE = /%[0-9A-Fa-f]|\\\S/;
 class Secret {
  text;
  #start;
  #pattern;
  constructor(text) {
   this.text = text;
   this.#start = /^[^+/=]*/.exec(text)?.[0].slice(0, 4) ?? "";
  }
  redact(text, mayHoldEscapes) {
   if (!text.includes(this.#start) && !mayHoldEscapes) return text;
   this.#pattern ??= patternOf(this.text);
   return text.replace(this.#pattern, "***");
  }
 }
 function patternOf(secret) {
  const [, unpadded = secret, padding = ""] = /^([A-Za-z0-9+/]{8,}?)(={0,2})$/.exec(secret) ?? [], characters = Array.from(unpadded, character => `(?:${formsOf(character).join("|")})`), end = padding === "" ? "" : `(?:${formsOf("=").join("|")}){0,2}`;
  return new RegExp(characters.join("") + end, "g");
 }
 function formsOf(character) {
  const inJson = JSON.stringify(character).slice(1, -1), units = Array.from({
   length: character.length
  }, (_, index) => character.charCodeAt(index)), escaped = units.map(unit => `\\\\u${anyCase(unit.toString(16).padStart(4, "0"))}`).join(""), percent = [ ...Buffer.from(character) ].map(byte => `%${anyCase(byte.toString(16).padStart(2, "0"))}`).join(""), forms = [ escaped, percent, ...inJson === character ? [] : [ literal(inJson) ] ];
  if (character === "/") forms.push("\\\\/", "_");
  if (character === "+") forms.push("-");
  return [ literal(character), ...forms ];
 }
 function anyCase(hex) {
  return hex.replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`);
 }
 function literal(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
 }
 Error;
 Error;
 const ACTS = /[!#-&*+\-/:-@[-`{-~]|[0-9a-fA-F]{6}(?=[0-9a-fA-F])|[wW]{3}(?=\.)/g;
 function markdown_inMarkdown(text, limit = 60) {
  return text_printable(text, limit).replace(ACTS, match => match.length > 1 ? `${match}<span></span>` : `<span>&#${match.charCodeAt(0)};</span>`);
 }
 const table_ICONS = {
  planned: "\ud83d\udd0e",
  success: "\u2705",
  pending: "\u23f3",
  notice: "\u2796",
  warning: "\u26a0\ufe0f",
  failure: "\u274c"
 };
 function renderFailure(heading, problems, {redact, help}) {
  const lines = problems.map(problem => `- ${markdown_inMarkdown(redact(problem), 1e3)}`);
  return redact(`### ${table_ICONS.failure} ${markdown_inMarkdown(redact(heading), 200)}\n\n${lines.join("\n")}\n\n${help(heading)}\n`);
 }
 URL;
 class parse_error_ParseError extends Error {
  explain;
  constructor(explain) {
   super(explain(() => "a text"));
   this.explain = explain;
  }
 }
 function quoted(text, redact) {
  if (text === "") return "nothing";
  const at = text.lastIndexOf("@");
  return `"${text_printable(redact(at < 0 ? text : `***${text.slice(at)}`), 200)}"`;
 }
 function words_trimmed(text) {
  let start = 0, end = text.length;
  while (start < end && " \t\r\n".includes(text.charAt(start))) start++;
  while (end > start && " \t\r\n".includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
 }
 function words_words(text) {
  return text.split(/[ \t\r\n,]+/).filter(Boolean);
 }
 const HIDDEN = String.raw`(?![ \t\r\n])[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]`, NAMES = {
  "\xa0": "no-break space",
  "\xad": "soft hyphen",
  "\u2007": "figure space",
  "\u2009": "thin space",
  "\u200b": "zero-width space",
  "\u200c": "zero-width non-joiner",
  "\u200d": "zero-width joiner",
  "\u200e": "left-to-right mark",
  "\u200f": "right-to-left mark",
  "\u2028": "line separator",
  "\u202f": "narrow no-break space",
  "\u2060": "word joiner",
  "\u3000": "ideographic space",
  "\ufeff": "byte order mark"
 };
 function words_hiddenCharacter(text) {
  const character = isPlainAscii(text) ? void 0 : text_unicodePattern(HIDDEN).exec(text)?.[0];
  if (character === void 0) return;
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`, name = NAMES[character];
  return name === void 0 ? code : `${code} (${name})`;
 }
 function words_refuseHidden(text) {
  const hidden = words_hiddenCharacter(text);
  if (hidden === void 0) return;
  throw new parse_error_ParseError(quote => `the invisible character ${hidden} is in ${quote(text)}. Remove it. Only spaces, tabs, line ends and commas separate values.`);
 }
 const UNSET = [ "undefined", "null", "none", "nil", "<nil", "nil>", "<nil>", "nan", "[object object]" ], NOT_SET = {
  one: "stands for a value that was not set",
  many: "stand for values that were not set",
  advice: "Check the step, the script or the form that should set it."
 }, NOT_EXPANDED = {
  one: "is a variable that was not expanded",
  many: "are variables that were not expanded",
  advice: "Write an expression, for instance ${{ env.NAME }} or ${{ steps.ID.outputs.NAME }}."
 };
 function placeholder(text) {
  if (UNSET.includes(text.toLowerCase())) return NOT_SET;
  const isVariable = text.startsWith("$") || text.includes("{{") || /^%\w+%$/.test(text);
  return isVariable ? NOT_EXPANDED : void 0;
 }
 const SCHEMES = [ "basic", "bearer" ], QUOTES = [ '"', "'", "`" ];
 function parseApiKey(text, name = "the key") {
  const problem = problemOf(text);
  if (problem !== void 0) throw new parse_error_ParseError(() => `${name} ${problem}`);
  return text;
 }
 function problemOf(key) {
  const wrongAt = key.search(/[^!-~]/), scheme = key.slice(0, Math.max(wrongAt, 0));
  if (SCHEMES.includes(scheme.toLowerCase()) && /\s/.test(key.charAt(wrongAt))) return `begins with "${scheme}". Give the key alone, without the name of a scheme.`;
  const first = key.charAt(0);
  if (key.length > 1 && QUOTES.includes(first) && key.endsWith(first)) return "has quotes around it, at its first and its last character. Remove them.";
  if (key.endsWith(":")) return 'ends with a colon, as in "curl -u KEY:". Remove the colon.';
  const unset = placeholder(key);
  if (unset !== void 0) return `${unset.one}. ${unset.advice}`;
  if (wrongAt < 0) return;
  const character = String.fromCodePoint(key.codePointAt(wrongAt) ?? 0);
  return `has ${kindOf(character)} at character ${wrongAt + 1}. Store the key again without it.`;
 }
 function kindOf(character) {
  if (/\s/.test(character)) return "white space";
  return text_unicodePattern(String.raw`^[\p{C}\p{Default_Ignorable_Code_Point}]$`).test(character) ? "an invisible character" : "a non-ASCII character";
 }
 function urls_parseApiUrl(text) {
  words_refuseHidden(text);
  const [start = ""] = text.toLowerCase().split("/", 1), hasScheme = start.endsWith(":") || /^https?:/.test(start), withScheme = hasScheme || /^\W*$|^\//.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) throw new parse_error_ParseError(quote => `${quote(text)} is not a URL. Give one like https://api.xplenty.com.`);
  const url = new URL(withScheme);
  if (url.username !== "" || url.password !== "" || text.includes("?") || text.includes("#")) throw new parse_error_ParseError(quote => `${quote(text)} has a user, a password, a query or a fragment. Give the URL without them.`);
  if (!hasScheme) {
   const scheme = isLoopback(url.hostname) ? "http" : "https";
   throw new parse_error_ParseError(quote => `${quote(text)} has no scheme. Write ${quote(`${scheme}://${text}`)}.`);
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) throw new parse_error_ParseError(quote => `${quote(text)} is not https. The key is sent only over https, except to this machine itself.`);
  return url;
 }
 function isLoopback(hostname) {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
 }
 function access_inputs_readApiKey(reader, secrets) {
  return reader.read("api-key", text => {
   const key = text || reader.variable("XPLENTY_API_KEY");
   if (key === "") throw new parse_error_ParseError(() => 'no key was given. Pass the API key of an Xplenty user from a secret, or set XPLENTY_API_KEY. GitHub gives no secrets to workflows of pull requests from forks, nor to those that Dependabot starts. A reusable workflow needs "secrets: inherit"; a secret of an environment needs "environment:" on the job.');
   for (const secret of [ key, base64(`${key}:`), base64(key) ]) secrets.add(secret);
   return parseApiKey(key, text === "" ? "the key in XPLENTY_API_KEY" : "the key");
  });
 }
 function base64(text) {
  return Buffer.from(text, "utf8").toString("base64");
 }
 function closestName(name, known) {
  const given = lettersOf(name), distances = known.map(one => [ one, distanceTo(given, one) ]), [closest, distance] = distances.reduce((best, next) => next[1] < best[1] ? next : best, [ "", 1 / 0 ]);
  return distance === 1 / 0 ? void 0 : closest;
 }
 function lettersOf(name) {
  return name.toLowerCase().split(/[^a-z0-9]+/).map(word => word.replace(/s$/, "")).join("");
 }
 function distanceTo(given, known) {
  const whole = lettersOf(known), edits = editDistance(given, whole);
  if (edits <= 2) return edits;
  const beginnings = known.split("-").map((_, index, parts) => lettersOf(parts.slice(0, index + 1).join("-"))), first = beginnings[0] ?? "";
  if (given.length >= first.length && whole.startsWith(given)) return 3;
  return beginnings.some(beginning => beginning.length > 4 && editDistance(given, beginning) <= 1) ? 4 : 1 / 0;
 }
 function editDistance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 1 / 0;
  const rows = [ Array.from({
   length: other.length + 1
  }, (_, j) => j) ], at = (i, j) => rows[i]?.[j] ?? 1 / 0;
  for (let i = 1; i <= one.length; i++) {
   rows[i] = [ i ];
   for (let j = 1; j <= other.length; j++) {
    const isSame = one[i - 1] === other[j - 1], isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1], changed = at(i - 1, j - 1) + (isSame ? 0 : 1);
    rows[i]?.push(Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1, isSwapped ? at(i - 2, j - 2) + 1 : 1 / 0));
   }
  }
  return at(one.length, other.length);
 }
 class input_reader_InputReader {
  problems=[];
  #known;
  #redact;
  #environment;
  #texts=new Map;
  constructor(known, redact, environment = process.env) {
   this.#known = known;
   this.#redact = redact;
   this.#environment = environment;
   for (const name of Object.keys(known)) {
    const text = environment[variableOf(name)];
    if (text !== void 0) this.#texts.set(name, words_trimmed(text));
   }
  }
  checkNames() {
   const known = Object.keys(this.#known), problems = misspelt(Object.keys(this.#environment), known), lost = known.filter(name => this.#known[name]?.default !== void 0 && !this.#texts.has(name));
   if (lost.length > 0) problems.push(lostProblem(lost));
   this.problems.push(...problems);
   return problems.length === 0;
  }
  variable(name) {
   return words_trimmed(this.#environment[name] ?? "");
  }
  checkEmpty() {
   for (const [name, text] of this.#texts) {
    const {default: standard = "", mayBeEmpty = false} = this.#known[name] ?? {};
    if (text === "" && standard !== "" && !mayBeEmpty) this.problems.push(`${name}: ${emptyProblem(name, standard)}`);
   }
  }
  text(name) {
   const {default: standard = "", mayBeEmpty = false} = this.#known[name] ?? {}, text = this.#texts.get(name) ?? standard;
   return text === "" && mayBeEmpty ? standard : text;
  }
  isGiven(name) {
   return this.text(name) !== (this.#known[name]?.default ?? "");
  }
  read(name, parse) {
   const text = this.text(name);
   if (text === "" && this.isGiven(name)) return;
   return this.attempt(name, () => parse(text));
  }
  attempt(name, parse) {
   try {
    return parse();
   } catch (error) {
    if (!(error instanceof parse_error_ParseError)) throw error;
    this.problems.push(`${name}: ${error.explain(text => quoted(text, this.#redact))}`);
    return;
   }
  }
 }
 function variableOf(name) {
  return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
 }
 function misspelt(variables, known) {
  const expected = new Set(known.map(variableOf)), isExpected = variable => expected.has(process.platform === "win32" ? variable.toUpperCase() : variable), others = variables.filter(variable => variable.toUpperCase().startsWith("INPUT_") && !isExpected(variable));
  return others.flatMap(variable => {
   const name = variable.slice(6).toLowerCase(), meant = closestName(name, known);
   if (meant === void 0) return [];
   return `${name}: this is not an input. Write ${meant}. Where ${variable} is a variable of your own, rename it.`;
  });
 }
 function lostProblem(names) {
  return `${names.join(", ")}: no value has arrived, though action.yml has a default. The shell dash, and wrappers that use it, drop variables with a hyphen in the name. Start Node directly, or with bash.`;
 }
 function emptyProblem(name, standard) {
  const isBoolean = standard === "true" || standard === "false", advice = isBoolean ? `In a workflow with a schedule, write \${{ github.event_name == 'workflow_dispatch' && inputs.${name} }}.` : `Where none is meant, write "${standard}" at its source (default: ${standard}).`;
  return `it arrived empty: its expression has come to nothing. Check the names in the expression. ${advice}`;
 }
 function scalars_parseBoolean(text) {
  if ([ "true", "True", "TRUE" ].includes(text)) return true;
  if ([ "false", "False", "FALSE" ].includes(text)) return false;
  words_refuseHidden(text);
  throw new parse_error_ParseError(quote => `${quote(text)} is neither true nor false. Write true or false.`);
 }
 function scalars_parseWaitMs(text) {
  return Math.min(scalars_parseSeconds(text), 1e6) * 1e3;
 }
 function scalars_parseSeconds(text) {
  const seconds = /^[\d.][\d.eE+-]*$/.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0 && Number.isFinite(seconds)) return seconds;
  words_refuseHidden(text);
  throw new parse_error_ParseError(quote => `${quote(text)} is not a number of seconds above 0. Use digits, for example 600 or 0.5.`);
 }
 function wholeNumber(text) {
  const number = /^[0-9]+(\.0+)?$/.test(text) ? Number(text) : 0;
  return Number.isSafeInteger(number) && number > 0 ? number : void 0;
 }
 function isTooLarge(text) {
  return /^[0-9]+(\.0+)?$/.test(text) && Number(text) > Number.MAX_SAFE_INTEGER;
 }
 function parseAccountId(text) {
  words_refuseHidden(text);
  refusePlaceholder(text);
  if (/^[A-Za-z0-9_-]+$/.test(text)) return text;
  throw new parse_error_ParseError(quote => (text === "" ? "no account was given" : `${quote(text)} is not the ID of an account`) + ". It is the name in the URLs of the API: https://api.xplenty.com/ACCOUNT/api/jobs/305. Use letters, digits, - and _, or set XPLENTY_ACCOUNT_ID.");
 }
 function refusePlaceholder(text) {
  const problem = placeholder(text);
  if (problem !== void 0) throw new parse_error_ParseError(quote => `${quote(text)} ${problem.one}. ${problem.advice}`);
 }
 const NOT_A_JOB_URL = {
  one: "is not the URL of a job",
  many: "are not URLs of jobs",
  advice: "Give the job ID, or a URL like https://api.xplenty.com/ACCOUNT/api/jobs/305 or https://xplenty.com/ACCOUNT/jobs/305."
 };
 function parseJobUrl(text, apiUrl) {
  const page = parsePageUrl(text);
  if (page !== void 0) return apiUrl === void 0 || apiUrl.href === "https://api.xplenty.com/" ? page : notOn(apiUrl);
  const base = apiUrl?.pathname.replace(/\/$/, "") ?? "", path = pathAsWritten(text), job = jobOf(path.startsWith(base) ? path.slice(base.length) : "", /^\/([\w-]+)\/api\/jobs\/([0-9]+)$/);
  if (job === void 0) return NOT_A_JOB_URL;
  return apiUrl === void 0 || new URL(text).origin === apiUrl.origin ? job : notOn(apiUrl);
 }
 function parsePageUrl(text) {
  const withoutQuery = text.replace(/[?#].*$/s, ""), job = jobOf(pathAsWritten(withoutQuery), /^\/([\w-]+)\/jobs\/([0-9]+)$/);
  if (job === void 0) return;
  const {protocol, hostname, port} = new URL(withoutQuery), isPage = protocol === "https:" && port === "" && /^(.+\.)?(xplenty\.com|integrate\.io)$/.test(hostname);
  return isPage ? job : void 0;
 }
 function pathAsWritten(text) {
  const path = /^https?:\/\/[^/?#\\]+(\/[^?#\\]*)$/i.exec(text)?.[1] ?? "", url = URL.canParse(text) ? new URL(text) : void 0;
  return url?.pathname === path && url.username === "" && url.password === "" ? path : "";
 }
 function jobOf(path, form) {
  const [, accountId = "", digits = ""] = form.exec(path) ?? [], id = wholeNumber(digits);
  return id === void 0 || placeholder(accountId) !== void 0 ? void 0 : {
   id,
   accountId
  };
 }
 function notOn({origin}) {
  return {
   one: `is not on ${origin}`,
   many: `are not on ${origin}`,
   advice: "The key is sent to api-url alone. Set that if the job is elsewhere."
  };
 }
 const NOT_AN_ID = {
  one: "is not a job ID",
  many: "are not job IDs",
  advice: "Give digits only, above 0, or the job's URL."
 }, IN_QUOTES = {
  one: "stands in quotes",
  many: "stand in quotes",
  advice: "Remove the quotes."
 }, TOO_LARGE = {
  one: "is past 2^53, where numbers cannot be told apart",
  many: "are past 2^53, where numbers cannot be told apart",
  advice: "Check the ID."
 }, COMMENT = {
  one: "looks like a comment",
  many: "look like comments",
  advice: "Only variables may have comments."
 };
 function job_ids_parseJobIds(text, apiUrl) {
  words_refuseHidden(text);
  refuseCommaInUrl(text);
  const given = [], wrong = [];
  for (const word of placeholder(text) === void 0 ? words_words(text) : [ text ]) {
   const result = job_ids_parseJob(word, apiUrl);
   if ("id" in result) given.push(result); else wrong.push([ result, word ]);
  }
  if (wrong.length > 0) throw new parse_error_ParseError(quote => explain(wrong, quote));
  if (given.length > 0) return given;
  throw new parse_error_ParseError(() => "nothing was given. Give the job's ID (digits only, above 0) or its URL. Or select jobs with package-id, cluster-id, variables or running-longer-than-seconds.");
 }
 function job_ids_parseJob(word, apiUrl) {
  const id = wholeNumber(word);
  if (id !== void 0) return {
   id,
   accountId: void 0
  };
  const unset = placeholder(word);
  if (unset !== void 0) return unset;
  if (isTooLarge(word)) return TOO_LARGE;
  if (isInQuotes(word)) return IN_QUOTES;
  if (word.startsWith("#")) return COMMENT;
  return word.includes("/") ? parseJobUrl(word, apiUrl) : NOT_AN_ID;
 }
 function isInQuotes(word) {
  return word.length > 1 && /^["'`\u201c\u2018].*["'`\u201d\u2019]$/.test(word);
 }
 function explain(wrong, quote) {
  const kinds = new Map(wrong.map(([problem]) => [ problem.one, problem ])), sentences = [ ...kinds.values() ].map(({one, many, advice}) => {
   const list = [ ...new Set(wrong.filter(([problem]) => problem.one === one).map(([, word]) => shown(word, quote))) ], more = list.length > 10 ? ` and ${list.length - 10} more` : "";
   return `${list.slice(0, 10).join(", ")}${more} ${list.length === 1 ? one : many}. ${advice}`;
  });
  return sentences.join(" ");
 }
 function shown(word, quote) {
  return quote(isInQuotes(word) ? word.slice(1, -1) : word);
 }
 function refuseCommaInUrl(text) {
  if (!text.includes("/")) return;
  const url = text.split(/[ \t\r\n]+/).find(part => {
   const end = part.search(/[?#]/);
   return part.slice(0, Math.max(end, 0)).includes("/") && part.includes(",", end);
  });
  if (url === void 0) return;
  throw new parse_error_ParseError(quote => `${quote(url)} may be one URL or several. Give each on a line of its own, without what follows "?" or "#".`);
 }
 class InvalidInputsError extends Error {
  problems;
  constructor(problems) {
   super(problems.join("\n"));
   this.problems = problems;
  }
 }
 function readAccountId(text, given, variable, isUrlWrong = false) {
  const accountId = text === "" ? "" : parseAccountId(text);
  for (const {accountId: own} of given) {
   if (own === void 0 || text === "" || own === accountId) continue;
   throw new parse_error_ParseError(quote => `${quote(accountId)} is not the account of a URL in job-id, ${quote(own)}. Give one of them.`);
  }
  const isInEveryUrl = given.length > 0 && given.every(({accountId: own}) => own !== void 0);
  if (text !== "" || isInEveryUrl || isUrlWrong && variable === "") return accountId;
  return parseAccountId(variable);
 }
 function readPollIntervalMs(reader) {
  const pollIntervalMs = reader.read("poll-interval-seconds", scalars_parseWaitMs), warnings = pollIntervalMs < 100 ? [ "poll-interval-seconds: it is raised to 0.1, the minimum. Each poll takes a request of the hourly limit." ] : [];
  return {
   pollIntervalMs: Math.max(pollIntervalMs, 100),
   warnings
  };
 }
 const GUARD_INPUTS = {
  "job-id-variable": {
   default: "XPLENTY_JOB_ID"
  },
  "tag-variable": {
   default: "none"
  },
  "job-id": {},
  "api-key": {},
  "account-id": {},
  "wait-for-stopped": {
   default: "true"
  },
  "timeout-seconds": {
   default: "240",
   mayBeEmpty: true
  },
  "poll-interval-seconds": {
   default: "15",
   mayBeEmpty: true
  },
  "request-timeout-seconds": {
   default: "30",
   mayBeEmpty: true
  },
  "api-url": {
   default: "https://api.xplenty.com",
   mayBeEmpty: true
  }
 };
 function loadGuardInputs(environment, secrets) {
  const reader = new input_reader_InputReader(GUARD_INPUTS, text => secrets.redact(text), environment), apiKey = access_inputs_readApiKey(reader, secrets);
  if (!reader.checkNames()) throw new InvalidInputsError(reader.problems);
  reader.checkEmpty();
  const apiUrl = reader.read("api-url", urls_parseApiUrl), inputs = {
   apiKey,
   apiUrl,
   accountId: reader.read("account-id", text => readAccountId(text, [], reader.variable("XPLENTY_ACCOUNT_ID"))),
   jobIds: reader.text("job-id"),
   jobIdVariable: reader.read("job-id-variable", parseEnvironmentVariable),
   tagVariable: reader.read("tag-variable", text => text === "none" ? void 0 : parseTagVariable(text)),
   waitForStopped: reader.read("wait-for-stopped", scalars_parseBoolean),
   timeoutMs: reader.read("timeout-seconds", scalars_parseWaitMs),
   ...readPollIntervalMs(reader),
   requestTimeoutMs: reader.read("request-timeout-seconds", scalars_parseWaitMs),
   jobs: [],
   selection: void 0,
   dryRun: false,
   ifNoJobsFound: "ignore"
  };
  if (reader.problems.length > 0) throw new InvalidInputsError(reader.problems);
  return inputs;
 }
 function parseEnvironmentVariable(text) {
  refusePlaceholder(text);
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text;
  throw new parse_error_ParseError(quote => `${quote(text)} is not the name of an environment variable, for example JOB_ID.`);
 }
 function parseTagVariable(text) {
  words_refuseHidden(text);
  refusePlaceholder(text);
  if (text_unicodePattern(String.raw`^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$`).test(text)) return text;
  throw new parse_error_ParseError(quote => `${quote(text)} is not the name of an Xplenty variable, for example github_run.`);
 }
 const NOT_SAVED = [ "INPUT_API-KEY", "INPUT_JOB-ID" ];
 function saveGuardState(file, state) {
  file.replace(`guard=${Buffer.from(JSON.stringify(state)).toString("base64url")}\n`);
 }
 function savedVariables() {
  return Object.keys(GUARD_INPUTS).map(variableOf).filter(name => !NOT_SAVED.includes(name));
 }
 function textsOf(environment) {
  return Object.fromEntries([ ...savedVariables(), "XPLENTY_ACCOUNT_ID" ].flatMap(name => {
   const text = environment[name];
   return text === void 0 ? [] : [ [ name, text ] ];
  }));
 }
 function setBeforeGuard(jobIdVariable, ids) {
  const named = ids.length === 0 ? "" : ` (${ids.slice(0, 100).join(", ")})`;
  return [ `${jobIdVariable} was set before the guard${named}. What it held then is not stopped. Place the guard before the step that starts the job.` ];
 }
 function namedJobs(text, {apiUrl, accountId}) {
  const jobs = new Map, invalid = new Set;
  for (const word of wordsOf(text).map(withoutQuotes)) {
   const given = parse(word, apiUrl);
   if (given === void 0 || (given.accountId ?? accountId) !== accountId) invalid.add(word); else jobs.set(given.id, {
    accountId,
    id: given.id
   });
  }
  return {
   jobs: [ ...jobs.values() ],
   invalid: [ ...invalid ]
  };
 }
 function explainInvalid(invalid, {apiUrl, accountId}, quote) {
  const foreign = invalid.filter(word => parse(word, apiUrl) !== void 0), wrong = invalid.filter(word => word !== "" && !foreign.includes(word)), error = wrong.length === 0 ? void 0 : attempt(() => job_ids_parseJobIds(wrong.join(" "), apiUrl)), sentences = [ invalid.includes("") ? "there is nothing between the quotes. Check the step that writes it." : "", foreign.length === 0 ? "" : `${foreign.map(quote).join(", ")} is of another account, not of ${accountId}.`, error instanceof parse_error_ParseError ? error.explain(quote) : "" ];
  return sentences.filter(Boolean).join(" ");
 }
 function wordsOf(text) {
  return text.split(/[ \t\r\n]+/).flatMap(part => attempt(() => refuseCommaInUrl(part)) instanceof parse_error_ParseError ? [ part ] : words_words(part));
 }
 function withoutQuotes(word) {
  return word.replace(/^["']+|["']+$/g, "");
 }
 function parse(word, apiUrl) {
  const given = attempt(() => job_ids_parseJobIds(word, apiUrl));
  return given instanceof parse_error_ParseError ? void 0 : given[0];
 }
 function attempt(parsing) {
  try {
   return parsing();
  } catch (error) {
   if (error instanceof parse_error_ParseError) return error;
   throw error;
  }
 }
 process.exitCode = 1;
 const {env} = process, secrets = new Secrets, log = new Log(secrets), {outputFile, summaryFile, docsUrl} = function() {
  const {GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF} = process.env, source = `${GITHUB_ACTION_REPOSITORY}/blob/${GITHUB_ACTION_REF}`, isKnown = GITHUB_SERVER_URL === "https://github.com" && /^[\w.-]+\/[\w.-]+\/blob\/[\w.\-/]+$/.test(source);
  return {
   outputFile: GITHUB_OUTPUT || void 0,
   summaryFile: GITHUB_STEP_SUMMARY || void 0,
   docsUrl: isKnown && GITHUB_ACTION_REPOSITORY && GITHUB_ACTION_REF ? `https://github.com/${source}/docs/` : void 0
  };
 }();
 try {
  (function() {
   const stateFile = new RunnerFile(env.GITHUB_STATE ?? ""), earlierIds = env[words_trimmed(env["INPUT_JOB-ID-VARIABLE"] ?? "")] ?? "", state = {
    tag: newTag(),
    earlierIds,
    texts: textsOf(env),
    wasChecked: false
   };
   saveGuardState(stateFile, state);
   const inputs = loadGuardInputs(env, secrets), {jobIdVariable, tagVariable, accountId, warnings} = inputs, {invalid} = namedJobs(inputs.jobIds, inputs);
   if (invalid.length > 0) {
    const quote = text => quoted(text, secret => secrets.redact(secret));
    throw new InvalidInputsError([ `job-id: ${explainInvalid(invalid, inputs, quote)}` ]);
   }
   if (outputFile !== void 0) new RunnerFile(outputFile).replace(`tag=${state.tag}\n`);
   saveGuardState(stateFile, {
    ...state,
    wasChecked: true
   });
   for (const warning of warnings) log.warning(warning, "Input changed");
   if (words_trimmed(earlierIds) !== "") {
    const earlier = namedJobs(earlierIds, inputs).jobs.map(({id}) => id);
    for (const warning of setBeforeGuard(jobIdVariable, earlier)) log.warning(warning, "Set before the guard");
   }
   const tagged = tagVariable === void 0 ? "" : `, and active jobs with the variable ${tagVariable} = ${state.tag}`;
   log.info(`If this workflow job fails or is cancelled: stop jobs of account ${accountId} in ${jobIdVariable}${tagged}.`);
  })();
  process.exitCode = 0;
 } catch (error) {
  if (error instanceof InvalidInputsError) fail("Invalid input: the guard will stop nothing", error.problems); else fail("Unexpected error", [ `${error.message}. The guard will stop nothing.` ]);
 }
 function newTag() {
  const random = [ Math.random(), Math.random() ].map(number => number.toString(36).slice(2)).join("");
  return `guard-${env.GITHUB_RUN_ID ?? 0}-${env.GITHUB_RUN_ATTEMPT ?? 0}-${random}`;
 }
 function fail(heading, problems) {
  const help = helpText(heading, docsUrl);
  for (const problem of problems) log.error(`${problem} ${help}`, heading);
  if (summaryFile === void 0) return;
  new RunnerFile(summaryFile).replace(renderFailure(heading, problems, {
   redact: text => secrets.redact(text),
   help: () => help
  }));
 }
 module.exports = {};
})();
