import { printable, utc } from '../text.ts';
import type { NetworkProblem } from './errors.ts';

/** A proxy answered CONNECT with a status code other than 200, or could not be reached: there is no way to the service. */
export class ProxyError extends Error {
  /** The status code; undefined where the proxy did not answer. */
  readonly statusCode: number | undefined;
  override readonly cause: Error | undefined;
  /** For instance `proxy.example:3128 (from HTTPS_PROXY)`. */
  readonly proxy: string;

  constructor(proxy: string, statusCode: number | undefined, cause?: Error) {
    super(`proxy ${proxy}`);
    this.cause = cause;
    this.proxy = proxy;
    this.statusCode = statusCode;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection broken',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ENOTFOUND: 'unknown host name',
  EAI_AGAIN: 'host name lookup failed',
};

/** Node's and OpenSSL's codes for a certificate whose authority is not known (Node's documentation, TLS, "X509 errors"). */
const UNKNOWN_AUTHORITY = [
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
];

/**
 * What an error of the network, of TLS or of a proxy means, in words.
 *
 * @returns undefined where it is none of them: a programming error stays one
 */
export function networkProblem(error: unknown): NetworkProblem | undefined {
  if (error instanceof ProxyError) return proxyProblem(error);
  const { code, name } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || name === 'TypeError' || name === 'RangeError') return undefined;
  return certificateProblem(code, error as Error) ?? { text: wordsOf(code) };
}

function wordsOf(code: string): string {
  const words = WORDS[code];
  if (words !== undefined) return words;
  const shown = printable(code, 60);
  if (code.startsWith('HPE_')) return `the response is not valid HTTP (${shown})`;
  if (/^(EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code)) return `the TLS handshake failed (${shown})`;
  return `network error (${shown})`;
}

function proxyProblem({ proxy, statusCode, cause }: ProxyError): NetworkProblem {
  if (statusCode === 407) {
    const advice = 'Check the user name and password in the address of the proxy.';
    return { text: `the proxy ${proxy} asks for a user name and password (407)`, isPermanent: true, advice };
  }
  const advice = 'Check the proxy, or name the host in NO_PROXY.';
  if (statusCode !== undefined) {
    const isPermanent = statusCode < 500 && statusCode !== 429 && statusCode !== 408;
    return { text: `the proxy ${proxy} refused the connection (${statusCode})`, isPermanent, advice };
  }
  // Its own certificate may be wrong, and stays so.
  const problem = cause && networkProblem(cause);
  const text = `the proxy ${proxy} cannot be reached: ${problem?.text ?? 'no connection'}`;
  return { advice, ...problem, text };
}

/** Node's documentation, tls.checkServerIdentity. */
type AltNameError = Error & { host?: string; cert?: { subjectaltname?: string; subject?: { CN?: string | string[] } } };

function certificateProblem(code: string, error: Error): NetworkProblem | undefined {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const problem = code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
    const advice = "Check the runner's clock and the certificate.";
    return {
      text: `the certificate ${problem}; the runner's clock says ${utc(new Date())}`,
      isPermanent: true,
      advice,
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const { host, cert } = error as AltNameError;
    const names = (cert?.subjectaltname ?? String(cert?.subject?.CN ?? '')).replace(/\b(DNS|IP Address):/g, '');
    const text = `the certificate is for ${printable(names, 200) || 'no name'}, not for ${printable(host ?? '', 100)}`;
    return { text, isPermanent: true, advice: 'Check the address.' };
  }
  if (UNKNOWN_AUTHORITY.includes(code)) {
    const advice = 'If a private authority signed it, name its file in NODE_EXTRA_CA_CERTS.';
    return { text: `the authority of the certificate is not known (${code})`, isPermanent: true, advice };
  }
  if (!/CERT|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA/.test(code)) return undefined;
  return { text: `the certificate is not accepted (${code})`, isPermanent: true, advice: 'Check the certificate.' };
}
