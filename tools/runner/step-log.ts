import { setOutput } from './file-commands.ts';
import { Masks } from './masks.ts';
import type { Annotation } from './step.ts';
import { readCommand, type WorkflowCommand } from './workflow-commands.ts';

/** How the commands that make annotations begin in the log. */
const LABELS = { error: 'Error: ', warning: 'Warning: ', notice: 'Notice: ' };
/** How many annotations of each kind a step has, and how many characters each has. */
const MAX_ANNOTATIONS = 10;
const MAX_ANNOTATION_LENGTH = 4_096;
/** Commands that step debugging does not echo: `OmitEcho` in ActionCommandManager.cs. */
const NOT_ECHOED = ['error', 'warning', 'notice', 'debug', 'add-mask'];

/** The log of one step: takes the lines as they come, does what their commands ask for, and shows what a person sees. */
export class StepLog {
  /** Lines that are no commands, as they were printed. */
  readonly lines: string[] = [];
  readonly commands: WorkflowCommand[] = [];
  readonly annotations: Annotation[] = [];
  readonly outputs = new Map<string, string>();
  readonly state = new Map<string, string>();
  /** What the runner itself has to complain of. */
  readonly complaints: string[] = [];
  /** Whether one of these complaints fails the step. */
  refused = false;

  readonly #masks = new Masks();
  readonly #debug: boolean;
  readonly #show: (line: string) => void;

  /**
   * @param debug whether step debugging is on: debug messages are shown, commands echoed and outputs printed
   * @param show gets each line that a person would see, masked
   */
  constructor(debug: boolean, show: (line: string) => void) {
    this.#debug = debug;
    this.#show = show;
  }

  /** @param line one line of standard output or standard error, without its end */
  read(line: string): void {
    const command = readCommand(line);
    if (command === undefined) {
      this.lines.push(line);
      this.#showText(line);
      return;
    }
    this.commands.push(command);
    if (this.#debug && !NOT_ECHOED.includes(command.name)) this.#showText(line);
    this.#obey(command);
  }

  setOutput(name: string, value: string): void {
    setOutput(this.outputs, name, value);
    this.#showDebug(`Set output ${name} = ${value}`);
  }

  saveState(name: string, value: string): void {
    this.state.set(name, value);
    this.#showDebug(`Save intra-action state ${name} = ${value}`);
  }

  /** The runner complains, in the log and as an annotation. */
  complain(message: string): void {
    this.complaints.push(message);
    this.#annotate('error', message);
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
    const set = { 'set-output': this.setOutput, 'save-state': this.saveState }[name];
    if (name === 'error' || name === 'warning' || name === 'notice') {
      this.#annotate(name, text, properties.title);
    } else if (name === 'group') {
      this.#showText(`▼ ${text}`);
    } else if (name === 'debug') {
      this.#showDebug(text);
    } else if (name === 'add-mask') {
      this.#mask(text);
    } else if (set !== undefined && properties.name !== undefined) {
      set.call(this, properties.name, text);
    } else if (set !== undefined) {
      refuse(`Required field 'name' is missing in ##[${name}] command.`);
    } else if (name === 'set-env' || name === 'add-path') {
      refuse(`The \`${name}\` command is disabled.`);
    }
  }

  #annotate(kind: Annotation['kind'], text: string, title = ''): void {
    this.#showText(LABELS[kind] + text);
    if (this.annotations.filter((annotation) => annotation.kind === kind).length < MAX_ANNOTATIONS) {
      const message = this.#masks.apply(text).slice(0, MAX_ANNOTATION_LENGTH);
      this.annotations.push({ kind, title, message });
    }
  }

  #mask(secret: string): void {
    if (secret.trim() === '') {
      this.#annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
      return;
    }
    if (this.#debug) this.#showText('::add-mask::***');
    this.#masks.add(secret);
  }

  #showDebug(text: string): void {
    if (this.#debug) this.#showText(`##[debug]${text}`);
  }

  /** Masks first and breaks into lines then, since a mask may stand at a line's end. */
  #showText(text: string): void {
    for (const line of this.#masks.apply(text).split(/\r\n|\r|\n/)) this.#show(line);
  }
}
