/**
 * What must not be seen of a proxy's address: its password as written, as decoded, and as the header in which it is
 * sent. A user name without a password is a token.
 *
 * @param address the proxy's, with its scheme
 * @returns the secrets; undefined where it is no address of a proxy
 */
export function proxySecrets(address: string): string[] | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
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
