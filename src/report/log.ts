import * as core from '@actions/core';
import { printable } from '../xplenty/remote-text.ts';
import { redact } from './secrets.ts';

/**
 * The step's log. Every text goes through here, and comes out without secrets and as one line: what comes from a server
 * is only words. A line must begin with words of ours, for the runner takes one that begins with `::` for a command.
 *
 * A person at a terminal gets the same words without the runner's commands around them.
 */
export const log = {
  info: (text: string) => core.info(oneLine(text)),
  warning: (text: string, title: string) => annotate(core.warning, 'Warning', text, title),
  error: (text: string, title: string) => annotate(core.error, 'Error', text, title),
  debug: (text: string) => {
    if (!isTerminal()) core.debug(oneLine(text));
  },
  /** Folds the lines that `tell` writes away under a title. */
  group: (title: string, tell: () => void) => {
    if (isTerminal()) return tell();
    core.startGroup(oneLine(title));
    tell();
    core.endGroup();
  },
};

/** A step's page shows ten errors and ten warnings, and leaves out the others without a word. */
export const MOST_ANNOTATIONS = 10;

/** Whether a person reads along: the runner reads from a pipe. */
export function isTerminal(): boolean {
  return process.stdout.isTTY === true;
}

const LONGEST_LINE = 4_000;

function oneLine(text: string): string {
  return printable(redact(text), LONGEST_LINE);
}

function annotate(command: typeof core.error, word: string, text: string, title: string): void {
  if (isTerminal()) core.info(`${word}: ${oneLine(text)}`);
  else command(oneLine(text), { title: oneLine(title) });
}

/**
 * A length of time for people.
 *
 * @returns for instance `40 ms`, `2.5 s`, `12 s`, `3 min 20 s`, `2 h 5 min`
 */
export function duration(ms: number): string {
  if (ms < 950) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}
