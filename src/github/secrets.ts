import { setSecret } from '@actions/core';

/**
 * The secrets of a run. The runner masks them in the log, but neither in the files of outputs and summary nor in the titles
 * of annotations: `redact` does, also where a secret comes back encoded.
 */
export class Secrets {
  /** A longer secret first: another may be a part of it, and would leave the rest in sight. */
  #secrets: readonly Secret[] = [];

  /** Tells the runner to mask a secret, and remembers it. */
  add(secret: string): void {
    if (secret === '' || this.#secrets.some(({ text }) => text === secret)) return;
    this.mask(secret);
    this.#secrets = [...this.#secrets, new Secret(secret)].sort((one, other) => other.text.length - one.text.length);
  }

  /** Tells the runner to mask a text in the log, and no more: a user name may be a part of other words. */
  mask(text: string): void {
    // On a terminal there is no runner to read the command, only a person to read the key.
    if (process.stdout.isTTY !== true) setSecret(text);
  }

  /** Puts `***` wherever a secret stands. */
  redact(text: string): string {
    const mayHoldEscapes = ESCAPE.test(text);
    return this.#secrets.reduce((redacted, secret) => secret.redact(redacted, mayHoldEscapes), text);
  }
}

/** What begins a character that is percent-encoded, or escaped in JSON. */
const ESCAPE = /%[0-9A-Fa-f]|\\\S/;

/** One secret. The pattern of its encoded forms is made only for texts that can hold one: most hold none. */
class Secret {
  readonly text: string;
  /** Its first characters, however Base64 is written: what does not hold them holds nothing of it but encoded. */
  readonly #start: string;
  #pattern: RegExp | undefined;

  constructor(text: string) {
    this.text = text;
    this.#start = /^[^+/=]*/.exec(text)?.[0].slice(0, 4) ?? '';
  }

  redact(text: string, mayHoldEscapes: boolean): string {
    if (!text.includes(this.#start) && !mayHoldEscapes) return text;
    this.#pattern ??= patternOf(this.text);
    return text.replace(this.#pattern, '***');
  }
}

/** Matches a secret with each of its characters as it is, percent-encoded or as JSON escapes it, and Base64 without padding. */
function patternOf(secret: string): RegExp {
  const [, unpadded = secret, padding = ''] = /^([A-Za-z0-9+/]{8,}?)(={0,2})$/.exec(secret) ?? [];
  const characters = Array.from(unpadded, (character) => `(?:${formsOf(character).join('|')})`);
  const end = padding === '' ? '' : `(?:${formsOf('=').join('|')}){0,2}`;
  return new RegExp(characters.join('') + end, 'g');
}

/** How one character may be written, as patterns. */
function formsOf(character: string): string[] {
  const inJson = JSON.stringify(character).slice(1, -1);
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const escaped = units.map((unit) => `\\\\u${anyCase(unit.toString(16).padStart(4, '0'))}`).join('');
  const percent = [...Buffer.from(character)].map((byte) => `%${anyCase(byte.toString(16).padStart(2, '0'))}`).join('');
  const forms = [escaped, percent, ...(inJson === character ? [] : [literal(inJson)])];
  // JSON may escape a slash. Base64 for addresses has other characters for + and /.
  if (character === '/') forms.push('\\\\/', '_');
  if (character === '+') forms.push('-');
  return [literal(character), ...forms];
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
