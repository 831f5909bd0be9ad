import * as core from '@actions/core';
import { printable } from '../text.ts';
import type { Secrets } from './secrets.ts';

/** A step shows ten errors, ten warnings and ten notices, and leaves out the others without a word. */
export const MAX_ANNOTATIONS = 10;
const MAX_LINE = 4_000;

/**
 * The step's log. Every text comes out without secrets and as one line: what comes from a server is only words. A line must
 * begin with words of ours, for the runner takes one that begins with `::` for a command.
 *
 * A person at a terminal gets the same words without the runner's commands around them.
 */
export class Log {
  readonly #secrets: Secrets;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  info(text: string): void {
    core.info(this.#oneLine(text));
  }

  warning(text: string, title: string): void {
    this.#annotate(core.warning, 'Warning', text, title);
  }

  notice(text: string, title: string): void {
    this.#annotate(core.notice, 'Notice', text, title);
  }

  error(text: string, title: string): void {
    this.#annotate(core.error, 'Error', text, title);
  }

  /** @param makeText called only with debug logging: without it the runner throws such lines away, one for each request */
  debug(makeText: () => string): void {
    if (core.isDebug() && !isTerminal()) core.debug(this.#oneLine(makeText()));
  }

  #annotate(command: typeof core.error, word: string, text: string, title: string): void {
    if (isTerminal()) core.info(`${word}: ${this.#oneLine(text)}`);
    else command(this.#oneLine(text), { title: this.#oneLine(title) });
  }

  #oneLine(text: string): string {
    return printable(this.#secrets.redact(text), MAX_LINE);
  }
}

/** Whether a person reads along: the runner reads from a pipe. */
export function isTerminal(): boolean {
  return process.stdout.isTTY === true;
}
