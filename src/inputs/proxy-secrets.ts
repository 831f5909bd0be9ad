/**
 * What must not be seen of a proxy's address: its password as written, as decoded, and as the header in which it is
 * sent. A user name without a password is a token.
 *
 * @param proxy the value of HTTPS_PROXY; empty where there is no proxy
 * @returns the secrets; undefined where it is no address
 */
export function proxySecrets(proxy: string): string[] | undefined {
  if (proxy === '') return [];
  const address = [proxy, `http://${proxy}`].find((text) => /^https?:\/\//i.test(text) && URL.canParse(text));
  if (address === undefined) return undefined;
  const { username, password } = new URL(address);
  try {
    const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
    if (user === '' && secret === '') return [];
    const header = Buffer.from(`${user}:${secret}`, 'utf8').toString('base64');
    return [header, ...(secret === '' ? [username, user] : [password, secret])];
  } catch {
    // A `%` that encodes nothing. It has to be written as %25.
    return undefined;
  }
}
