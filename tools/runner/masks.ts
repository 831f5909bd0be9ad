/**
 * What must not be seen in a log. Holds what the runner's SecretMasker would hold after the same `::add-mask::`
 * commands (actions/runner, src/Sdk/DTLogging/Logging), but for the two forms that only PowerShell prints.
 */
export class Masks {
  readonly #hidden = new Set<string>();

  /** Hides each line of a text, trimmed, and the forms that it takes in Base64, JSON, URLs, XML and expressions. */
  add(secret: string): void {
    for (const line of secret.split(/[\r\n]+/).map((line) => line.trim())) {
      const forms = line === '' ? [] : [line, ...FORMS.map((encode) => encode(line))];
      for (const form of forms.filter((form) => form !== '')) this.#hidden.add(form);
    }
  }

  /** @returns the text with `***` for each stretch that is hidden; stretches that touch become one */
  apply(text: string): string {
    const isHidden = new Uint8Array(text.length);
    for (const hidden of this.#hidden) {
      for (let start = text.indexOf(hidden); start >= 0; start = text.indexOf(hidden, start + 1)) {
        isHidden.fill(1, start, start + hidden.length);
      }
    }
    let masked = '';
    for (let index = 0; index < text.length; index++) {
      if (isHidden[index] === 0) masked += text[index];
      else if (index === 0 || isHidden[index - 1] === 0) masked += '***';
    }
    return masked;
  }
}

const XML_ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** ValueEncoders.cs: the other forms in which a secret is likely to be printed. */
const FORMS: readonly ((secret: string) => string)[] = [
  // Base64 of `user:secret` is different for each length of `user` modulo three: hence the secret cut at three places.
  ...[0, 1, 2].map((offset) => (secret: string) => base64From(Buffer.from(secret), offset)),
  (secret) => secret.replaceAll('"', '\\"'),
  (secret) => secret.replaceAll("'", "''"),
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => encodeURIComponent(secret.toWellFormed()).replace(/[!'()*]/g, percentEncode),
  (secret) => secret.replace(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? character),
  (secret) => (/^".{7,}"$/s.test(secret) ? secret.slice(1, -1) : ''),
];

function base64From(bytes: Buffer, offset: number): string {
  return (bytes.length > offset ? bytes.subarray(offset) : bytes).toString('base64');
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
