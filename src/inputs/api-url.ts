import { shown } from './values.ts';

/**
 * Where the API is, without a trailing slash's effect and without anything that could carry a secret or bend a path.
 *
 * @throws Error unless it is an https address (http for this machine itself) without user, password, query or fragment
 */
export function parseApiUrl(text: string): URL {
  if (!URL.canParse(text)) {
    throw new Error(`${shown(text)} is not an address. Give one like https://api.xplenty.com.`);
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    throw new Error(`${shown(text)} has a user, a password, a query or a fragment. Give the address without them.`);
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    throw new Error(`${shown(text)} is not https. The key is sent only over https, except to this machine itself.`);
  }
  return url;
}

/** A host name can begin with `127.`; only an address of that range is this machine. URL has written it out in full. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
