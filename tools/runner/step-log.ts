import { setOutput } from './file-commands.ts';
import { Masks } from './masks.ts';
import { CommandReader, isStopToken, type WorkflowCommand } from './workflow-commands.ts';

/** How the commands that show something begin in the log. */
const LABELS: Readonly<Record<string, string>> = {
  error: 'Error: ',
  warning: 'Warning: ',
  notice: 'Notice: ',
  group: '▼ ',
};

/** The log of one step: takes the lines as they come, does what their commands ask for, and shows what a person sees. */
export class StepLog {
  /** Lines that are no commands, as they were printed. */
  readonly lines: string[] = [];
  readonly commands: WorkflowCommand[] = [];
  /** What `set-output` set. The command is deprecated, and the runner still obeys it. */
  readonly outputs = new Map<string, string>();
  /** What the runner itself has to complain of. */
  readonly complaints: string[] = [];
  /** Whether one of these complaints fails the step. */
  refused = false;

  readonly #reader = new CommandReader();
  readonly #masks = new Masks();
  readonly #debug: boolean;
  readonly #show: (line: string) => void;

  /**
   * @param debug whether step debugging is on; only then a person sees debug messages
   * @param show gets each line that a person would see, masked
   */
  constructor(debug: boolean, show: (line: string) => void) {
    this.#debug = debug;
    this.#show = show;
  }

  /** @param line one line of standard output or standard error, without its end */
  read(line: string): void {
    const { logged, command } = this.#reader.read(line);
    if (command !== undefined) {
      this.commands.push(command);
      this.#obey(command);
    }
    if (logged !== undefined) {
      this.lines.push(logged);
      this.#showText(logged);
    }
  }

  /** The runner complains, in the log and as an annotation. */
  complain(message: string): void {
    this.complaints.push(message);
    this.#showText(`Error: ${message}`);
  }

  /** The runner complains and fails the step. */
  refuse(what: string, why: string): void {
    this.refused = true;
    this.complain(what);
    this.complain(why);
  }

  #obey(command: WorkflowCommand): void {
    const { name, properties, text } = command;
    const refuse = (why: string) => this.refuse(`Unable to process command '${command.line}' successfully.`, why);
    const label = LABELS[name];
    if (label !== undefined) {
      this.#showText(label + text);
    } else if (name === 'debug' && this.#debug) {
      this.#showText(`##[debug]${text}`);
    } else if (name === 'add-mask') {
      this.#mask(text);
    } else if (name === 'stop-commands' && isStopToken(text)) {
      this.#maskToken(text);
    } else if (name === 'stop-commands') {
      refuse(`'${text}' cannot be used as an endToken.`);
    } else if (name === 'set-output' && properties.name !== undefined) {
      setOutput(this.outputs, properties.name, text);
    } else if (name === 'set-output') {
      refuse("Required field 'name' is missing in ##[set-output] command.");
    } else if (name === 'set-env' || name === 'add-path') {
      refuse(`The \`${name}\` command is disabled.`);
    }
  }

  #mask(secret: string): void {
    if (secret.trim() === '') {
      this.#showText("Warning: Can't add secret mask for empty string in ##[add-mask] command.");
    } else {
      this.#masks.add(secret);
    }
  }

  /** A token that is long enough to be a secret is one. */
  #maskToken(token: string): void {
    if (token.length > 6) {
      this.#masks.add(token);
    }
  }

  /** Masks first and breaks into lines then, since a secret may go over several lines. */
  #showText(text: string): void {
    for (const line of this.#masks.apply(text).split(/\r\n|\r|\n/)) {
      this.#show(line);
    }
  }
}
