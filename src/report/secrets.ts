import { setSecret } from '@actions/core';

/** The process's secrets, as the runner has its masks for the whole job. */
const secrets: string[] = [];

/**
 * Tells the runner to mask a secret, and remembers it for `redact`: the runner masks the log, but neither the files of
 * outputs and summary nor what is shown outside of it.
 */
export function mask(secret: string): void {
  if (secret === '') return;
  // On a terminal there is no runner to read the command, only a person to read the key.
  if (process.stdout.isTTY !== true) setSecret(secret);
  if (!secrets.includes(secret)) secrets.push(secret);
  // A longer secret first: another may be a part of it, and would leave the rest in sight.
  secrets.sort((one, other) => other.length - one.length);
}

/** Puts `***` wherever a secret stands. */
export function redact(text: string): string {
  return secrets.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
}
