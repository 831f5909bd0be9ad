import { getInput } from '@actions/core';
import { parseApiUrl } from './inputs/api-url.ts';
import { type GivenJob, parseJobId } from './inputs/job-id.ts';
import { proxySecrets } from './inputs/proxy-secrets.ts';
import { parseAccountId, parseBoolean, parseSeconds, shown } from './inputs/values.ts';
import { mask } from './report/secrets.ts';
import type { JobRef } from './xplenty/job.ts';

/** Everything the step was given, checked. */
export interface Inputs {
  readonly job: JobRef;
  readonly apiKey: string;
  readonly apiUrl: URL;
  readonly waitForStopped: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  readonly requestTimeoutMs: number;
}

/** One or more inputs are wrong. Each mistake begins with the input's name. */
export class InvalidInputs extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.mistakes = mistakes;
  }
}

/** The defaults of action.yml, for an input that arrives empty, as one does from an expression without a value. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'wait-for-stopped': 'false',
  'timeout-seconds': '600',
  'poll-interval-seconds': '15',
  'request-timeout-seconds': '30',
  'api-url': 'https://api.xplenty.com',
};

/**
 * Reads the step's inputs and the environment; nothing else reads either. Secrets are masked before anything is printed.
 *
 * @throws InvalidInputs, with all mistakes at once
 */
export function loadInputs(): Inputs {
  const mistakes: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T): T => {
    try {
      return parse(getInput(name) || DEFAULTS[name] || '');
    } catch (error) {
      mistakes.push(`${name}: ${(error as Error).message}`);
      return undefined as T;
    }
  };
  const apiKey = read('api-key', readApiKey);
  mistakes.push(...maskProxySecrets());
  const apiUrl = read('api-url', parseApiUrl);
  const given = read('job-id', (text) => parseJobId(text, apiUrl));
  const inputs: Inputs = {
    apiKey,
    apiUrl,
    job: { id: given?.id, accountId: read('account-id', (text) => readAccountId(text, given)) },
    waitForStopped: read('wait-for-stopped', parseBoolean),
    timeoutMs: read('timeout-seconds', parseSeconds) * 1000,
    pollIntervalMs: read('poll-interval-seconds', parseSeconds) * 1000,
    requestTimeoutMs: read('request-timeout-seconds', parseSeconds) * 1000,
  };
  if (mistakes.length > 0) throw new InvalidInputs(mistakes);
  return inputs;
}

function readApiKey(text: string): string {
  const key = text || (process.env.XPLENTY_API_KEY ?? '').trim();
  if (key === '') {
    throw new Error(
      'no key was given. Pass the API key of an Xplenty user from a secret, or set XPLENTY_API_KEY. ' +
        'GitHub gives no secrets to workflows of pull requests from forks, nor to those that Dependabot starts.',
    );
  }
  // As it is, and as it travels: with the colon of the documented call, and without, as some clients send it.
  for (const secret of [key, base64(`${key}:`), base64(key)]) mask(secret);
  return key;
}

/** An address in `job-id` says which account is meant. Where `account-id` says otherwise, nothing is terminated. */
function readAccountId(text: string, given: GivenJob | undefined): string {
  const explicit = text === '' ? undefined : parseAccountId(text);
  const fromAddress = given?.accountId;
  if (explicit !== undefined && fromAddress !== undefined && explicit !== fromAddress) {
    throw new Error(`${shown(explicit)} is not the account of the address in job-id, ${shown(fromAddress)}. Give one.`);
  }
  return explicit ?? fromAddress ?? parseAccountId((process.env.XPLENTY_ACCOUNT_ID ?? '').trim());
}

/**
 * The HTTP client finds the proxy in these variables on its own, and falls over an address that is none.
 *
 * @returns what is wrong with them
 */
function maskProxySecrets(): string[] {
  return ['https_proxy', 'HTTPS_PROXY'].flatMap((name) => {
    const secrets = proxySecrets((process.env[name] ?? '').trim());
    secrets?.forEach(mask);
    return secrets ? [] : [`${name}: it is set, but not to the address of a proxy, like http://proxy.example:3128.`];
  });
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
