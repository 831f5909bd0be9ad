import { checkBypass } from '@actions/http-client/lib/proxy';
import type { ProxySettings } from './api/proxy.ts';
import type { InputReader } from './input-reader.ts';
import { parseApiKey } from './parse/api-key.ts';
import { ParseError } from './parse/parse-error.ts';
import { parseProxy } from './parse/urls.ts';

// The inputs and variables that say how to reach the API. Both actions of this repository have them.

/** Where secrets are kept as soon as they are read, before anything is printed. */
export interface Secrets {
  add(secret: string): void;
  /** Masks a text in the log, and no more. */
  mask(text: string): void;
  redact(text: string): string;
}

/** Reads `api-key`, or XPLENTY_API_KEY in its place. */
export function readApiKey(reader: InputReader, secrets: Secrets): string {
  return reader.read('api-key', (text) => {
    const key = text || reader.variable('XPLENTY_API_KEY');
    if (key === '') {
      throw new ParseError(
        () =>
          'no key was given. Pass the API key of an Xplenty user from a secret, or set XPLENTY_API_KEY. ' +
          'GitHub gives no secrets to workflows of pull requests from forks, nor to those that Dependabot starts. ' +
          'A reusable workflow needs "secrets: inherit"; a secret of an environment needs "environment:" on the job.',
      );
    }
    // As it is, and as it travels: with the colon of the documented call, and without, as some clients send it.
    for (const secret of [key, base64(`${key}:`), base64(key)]) secrets.add(secret);
    return parseApiKey(key, text === '' ? 'the key in XPLENTY_API_KEY' : 'the key');
  });
}

/**
 * Reads the proxy from the environment.
 *
 * @param apiUrl undefined where that is not known
 * @returns undefined where none is set, or the API is reached without it
 */
export function readProxy(reader: InputReader, apiUrl: URL | undefined, secrets: Secrets): ProxySettings | undefined {
  const proxies = ['https_proxy', 'HTTPS_PROXY']
    .map((name) => ({ name, text: reader.variable(name) }))
    .filter(({ text }) => text !== '');
  for (const { name, text } of proxies) addProxySecrets(text, name, secrets);
  const [used] = proxies;
  if (used === undefined || apiUrl === undefined || checkBypass(apiUrl)) return undefined;
  return reader.attempt(used.name, () => parseProxy(used.text, used.name));
}

/** User name and password, as written, as decoded, and as they travel. A user name without a password is a token. */
function addProxySecrets(text: string, variable: string, secrets: Secrets): void {
  try {
    const { url, credentials } = parseProxy(text, variable);
    if (credentials === undefined) return;
    const { username, password } = url;
    const secret = password === '' ? username : password;
    for (const text of [base64(credentials), secret, decodeURIComponent(secret)]) secrets.add(text);
    if (password !== '' && username !== '') {
      for (const text of new Set([username, decodeURIComponent(username)])) secrets.mask(text);
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
  }
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
