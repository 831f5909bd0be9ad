import { setSecret } from '@actions/core';

/**
 * The secrets of a run. The runner masks them in the log, but neither in the files of outputs and summary nor in the titles
 * of annotations: `redact` does.
 */
export class Secrets {
  readonly #texts: string[] = [];

  /** Tells the runner to mask a secret, and remembers it. */
  add(secret: string): void {
    if (secret === '' || this.#texts.includes(secret)) return;
    // On a terminal there is no runner to read the command, only a person to read the key.
    if (process.stdout.isTTY !== true) setSecret(secret);
    this.#texts.push(secret);
    // A longer secret first: another may be a part of it, and would leave the rest in sight.
    this.#texts.sort((one, other) => other.length - one.length);
  }

  /** Puts `***` wherever a secret stands. */
  redact(text: string): string {
    return this.#texts.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
  }
}
