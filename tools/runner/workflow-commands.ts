import { parseCommand, type WorkflowCommand } from './command-syntax.ts';
import { LineSplitter } from './line-splitter.ts';

export type { WorkflowCommand } from './command-syntax.ts';

/**
 * The commands that the runner knows while it runs a step: `stop-commands` and every `IActionCommandExtension`
 * (actions/runner, src/Runner.Worker/ActionCommandManager.cs), but for `internal-set-repo-path`, which only its own
 * plugins may use.
 */
export const REGISTERED_COMMANDS: readonly string[] = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
];

/**
 * Separates what a process printed on one of its streams.
 *
 * @returns the lines that are no commands, and the commands
 */
export function separate(printed: string): { lines: string[]; commands: WorkflowCommand[] } {
  const reader = new CommandReader();
  const lines: string[] = [];
  const commands: WorkflowCommand[] = [];
  const splitter = new LineSplitter((line) => {
    const { logged, command } = reader.read(line);
    lines.push(...(logged === undefined ? [] : [logged]));
    commands.push(...(command === undefined ? [] : [command]));
  });
  splitter.write(printed);
  splitter.end();
  return { lines, commands };
}

/** What a line turned out to be: text for the log, or a command. The line that stops commands is both. */
export interface Reading {
  readonly logged?: string;
  readonly command?: WorkflowCommand;
}

/**
 * Separates lines into log and commands, one after the other, as the runner's ActionCommandManager does. A step has one
 * of these for both of its streams: a `stop-commands` on one of them stops the other's, too.
 */
export class CommandReader {
  readonly #registered = new Set(REGISTERED_COMMANDS);
  #stopToken: string | undefined;

  /** @param line one line of standard output or standard error, without its end */
  read(line: string): Reading {
    const command = parseCommand(line, this.#registered);
    if (command === undefined) {
      return { logged: line };
    }
    if (this.#stopToken !== undefined) {
      // The line that lets commands be commands again is logged, like all those before it.
      if (command.name === this.#stopToken) {
        this.#registered.delete(this.#stopToken);
        this.#stopToken = undefined;
      }
      return { logged: line };
    }
    if (command.name === 'stop-commands' && isStopToken(command.text)) {
      this.#stopToken = command.text.toLowerCase();
      this.#registered.add(this.#stopToken);
      return { logged: line, command };
    }
    return { command };
  }
}

/** Whether a `stop-commands` takes effect: the runner refuses a token that text could hold by chance. */
export function isStopToken(token: string): boolean {
  return token !== '' && ![...REGISTERED_COMMANDS, 'pause-logging'].includes(token.toLowerCase());
}
