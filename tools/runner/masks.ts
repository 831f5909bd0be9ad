/**
 * What must not be seen in a log. Holds what the runner's SecretMasker would hold after the same `::add-mask::`
 * commands (actions/runner, src/Sdk/DTLogging/Logging), but for the two forms that only PowerShell prints.
 */
export class Masks {
  readonly #hidden = new Set<string>();

  /** Hides a text, each of its lines, and the forms that it takes in Base64, JSON, addresses, XML and expressions. */
  add(secret: string): void {
    for (const value of [secret, ...secret.split(/[\r\n]/)]) {
      for (const form of [value, ...FORMS.map((encode) => encode(value))]) {
        if (form !== '') {
          this.#hidden.add(form);
        }
      }
    }
  }

  /** @returns the text with `***` for each stretch that is hidden; stretches that touch become one */
  apply(text: string): string {
    let masked = '';
    let position = 0;
    for (const stretch of this.#stretches(text)) {
      masked += `${text.slice(position, stretch.start)}***`;
      position = stretch.end;
    }
    return masked + text.slice(position);
  }

  #stretches(text: string): { start: number; end: number }[] {
    const found: { start: number; end: number }[] = [];
    for (const hidden of this.#hidden) {
      for (let start = text.indexOf(hidden); start >= 0; start = text.indexOf(hidden, start + 1)) {
        found.push({ start, end: start + hidden.length });
      }
    }
    const merged: { start: number; end: number }[] = [];
    for (const stretch of found.sort((a, b) => a.start - b.start)) {
      const last = merged.at(-1);
      if (last !== undefined && stretch.start <= last.end) {
        last.end = Math.max(last.end, stretch.end);
      } else {
        merged.push(stretch);
      }
    }
    return merged;
  }
}

const XML_ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** ValueEncoders.cs: the other forms in which a secret is likely to be printed. */
const FORMS: readonly ((secret: string) => string)[] = [
  (secret) => base64From(secret, 0),
  (secret) => base64From(secret, 1),
  (secret) => base64From(secret, 2),
  (secret) => secret.replaceAll('"', '\\"'),
  (secret) => secret.replaceAll("'", "''"),
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => encodeURIComponent(secret.toWellFormed()).replace(/[!'()*]/g, percentEncode),
  (secret) => secret.replace(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? character),
  (secret) => (/^".{7,}"$/s.test(secret) ? secret.slice(1, -1) : ''),
];

/** Base64 of `user:secret` looks different for each length of `user` modulo three: hence the secret cut at three places. */
function base64From(secret: string, offset: number): string {
  const bytes = Buffer.from(secret);
  return (bytes.length > offset ? bytes.subarray(offset) : bytes).toString('base64');
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
