import { LineSplitter } from './line-splitter.ts';

/** A workflow command as a process printed it. */
export interface WorkflowCommand {
  /** In lower case, since the runner compares names without regard to case. */
  readonly name: string;
  /** Unescaped. The names are in lower case, for the same reason: `title`, `file`, `endline` … */
  readonly properties: Readonly<Record<string, string>>;
  /** What stands behind the command, unescaped: the message, the mask, the value. */
  readonly text: string;
  /** The line as it was printed. */
  readonly line: string;
}

/**
 * The commands that the runner knows while it runs a step: `stop-commands` and every `IActionCommandExtension`
 * (actions/runner, src/Runner.Worker/ActionCommandManager.cs), but for `internal-set-repo-path`, which only its own
 * plugins may use.
 */
export const REGISTERED_COMMANDS: readonly string[] = (
  'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output ' +
  'stop-commands warning'
).split(' ');

const REGISTERED = new Set(REGISTERED_COMMANDS);

/**
 * Finds the workflow command in a line, as `ActionCommand.TryParseV2` and `ActionCommand.TryParse` of the runner do
 * (actions/runner, src/Runner.Common/ActionCommand.cs).
 *
 * @param line one line of a process's output, without its end
 * @returns the command, or nothing where the line is ordinary text
 */
export function readCommand(line: string): WorkflowCommand | undefined {
  return readVersion2(line) ?? readVersion1(line);
}

/**
 * Separates what a process printed on one of its streams.
 *
 * @returns the lines that are no commands, and the commands
 */
export function separate(printed: string): { lines: string[]; commands: WorkflowCommand[] } {
  const lines: string[] = [];
  const commands: WorkflowCommand[] = [];
  const splitter = new LineSplitter((line) => {
    const command = readCommand(line);
    if (command === undefined) lines.push(line);
    else commands.push(command);
  });
  splitter.write(printed);
  splitter.end();
  return { lines, commands };
}

/** `::name key=value,key=value::text`, at the start of the line but for white space. */
function readVersion2(line: string): WorkflowCommand | undefined {
  const trimmed = line.replace(LEADING_WHITE_SPACE, '');
  const end = trimmed.indexOf('::', 2);
  if (!trimmed.startsWith('::') || end < 0) return undefined;
  const { name, rest } = splitName(trimmed.slice(2, end));
  if (!REGISTERED.has(name)) return undefined;
  const properties = parseProperties(rest.replace(OUTER_WHITE_SPACE, ''), ',', unescapeProperty);
  return { name, properties, text: unescapeData(trimmed.slice(end + 2)), line };
}

/** `##[name key=value;key=value]text`, anywhere in the line. Only the first `##[` of a line counts. */
function readVersion1(line: string): WorkflowCommand | undefined {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  if (start < 0 || end < 0) return undefined;
  const { name, rest } = splitName(line.slice(start + 3, end));
  if (!REGISTERED.has(name)) return undefined;
  const properties = parseProperties(rest, ';', unescapeVersion1);
  return { name, properties, text: unescapeVersion1(line.slice(end + 1)), line };
}

function splitName(head: string): { name: string; rest: string } {
  const [, name = '', rest = ''] = /^([^ ]*) ?(.*)$/s.exec(head) ?? [];
  return { name: name.toLowerCase(), rest };
}

function parseProperties(list: string, separator: string, plain: (escaped: string) => string) {
  const properties: [name: string, value: string][] = [];
  for (const property of list.split(separator)) {
    // .NET's Split with RemoveEmptyEntries: equals signs in a row count as one, and no name or no value is no property.
    const [, name, value] = /^=*([^=]+)=+([^=].*)$/s.exec(property) ?? [];
    if (name !== undefined && value !== undefined) properties.push([name.toLowerCase(), plain(value)]);
  }
  return Object.fromEntries(properties);
}

// The order is the runner's: the percent sign comes last, so that `%250A` becomes `%0A` and not a line feed.
const unescapeData = unescaper({ '%0D': '\r', '%0A': '\n', '%25': '%' });
const unescapeProperty = unescaper({ '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' });
const unescapeVersion1 = unescaper({ '%3B': ';', '%0D': '\r', '%0A': '\n', '%5D': ']', '%25': '%' });

function unescaper(tokens: Record<string, string>): (escaped: string) => string {
  return (escaped) => Object.entries(tokens).reduce((text, [code, token]) => text.replaceAll(code, token), escaped);
}

// What .NET's Trim takes off. JavaScript's trim differs: it takes U+FEFF and leaves U+0085.
const WHITE_SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const LEADING_WHITE_SPACE = new RegExp(`^${WHITE_SPACE}`);
const OUTER_WHITE_SPACE = new RegExp(`^${WHITE_SPACE}|${WHITE_SPACE}$`, 'g');
