import type { ProxySettings } from '../api/proxy.ts';
import { ParseError } from './parse-error.ts';
import { refuseHidden } from './words.ts';

/**
 * The URL of the API, without anything that could carry a secret or change a path.
 *
 * @throws ParseError unless it is an https URL (http for this machine itself) without user, password, query or fragment
 */
export function parseApiUrl(text: string): URL {
  refuseHidden(text);
  const [start = ''] = text.toLowerCase().split('/', 1);
  const hasScheme = start.endsWith(':') || /^https?:/.test(start);
  const withScheme = hasScheme || /^\W*$|^\//.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) {
    throw new ParseError((quote) => `${quote(text)} is not a URL. Give one like https://api.xplenty.com.`);
  }
  const url = new URL(withScheme);
  if (url.username !== '' || url.password !== '' || text.includes('?') || text.includes('#')) {
    throw new ParseError(
      (quote) => `${quote(text)} has a user, a password, a query or a fragment. Give the URL without them.`,
    );
  }
  if (!hasScheme) {
    const scheme = isLoopback(url.hostname) ? 'http' : 'https';
    throw new ParseError((quote) => `${quote(text)} has no scheme. Write ${quote(`${scheme}://${text}`)}.`);
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new ParseError(
      (quote) => `${quote(text)} is not https. The key is sent only over https, except to this machine itself.`,
    );
  }
  return url;
}

/** A host name can begin with `127.`; only an address of that range is this machine. URL has written it out in full. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * @param text the URL of a proxy, with or without `http://`
 * @param variable the environment variable that has it
 * @throws ParseError, without the text: it may hold a password
 */
export function parseProxy(text: string, variable: string): ProxySettings {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  refuseRawCredentials(withScheme);
  try {
    const url = new URL(withScheme);
    if (/^https?:$/.test(url.protocol)) {
      const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
      return { url, credentials: credentials === ':' ? undefined : credentials, variable };
    }
  } catch {
    // No URL, or a `%` that encodes nothing. It has to be written as %25.
  }
  throw new ParseError(() => 'it is set, but not to the URL of a proxy, like http://proxy.example:3128.');
}

/** With one of these in it, a part of the password would be taken for the host, and looked up by name. */
function refuseRawCredentials(url: string): void {
  const credentials = url.slice(url.indexOf('://') + 3, Math.max(url.lastIndexOf('@'), 0));
  const raw = /[\\#/?]/.exec(credentials)?.[0];
  if (raw === undefined) return;
  throw new ParseError(
    () => `its user name or password holds a "${raw}" as it is. Write ${encodeURIComponent(raw)} in its place.`,
  );
}
