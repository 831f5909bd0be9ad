import { getInput } from '@actions/core';
import { InvalidInputs } from './errors.ts';
import { parseApiUrl } from './inputs/api-url.ts';
import { FILTERS, readFilter } from './inputs/filter.ts';
import { type GivenJob, parseJobIds } from './inputs/job-id.ts';
import { proxySecrets } from './inputs/proxy-secrets.ts';
import { parseAccountId, parseBoolean, parseWait, shown } from './inputs/values.ts';
import { mask } from './report/secrets.ts';
import type { JobFilter } from './xplenty/filter.ts';
import type { JobRef } from './xplenty/job.ts';

/** Everything the step was given, checked. */
export interface Inputs {
  /** The jobs that were named, each once; empty where they are to be chosen. */
  readonly jobs: readonly JobRef[];
  /** What chooses the jobs, and whose they are; undefined where they were named. */
  readonly choice: { readonly accountId: string; readonly filter: JobFilter } | undefined;
  readonly dryRun: boolean;
  readonly apiKey: string;
  readonly apiUrl: URL;
  readonly waitForStopped: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  readonly requestTimeoutMs: number;
  /** Where outputs and the page of the run are written; undefined outside of the runner. */
  readonly outputFile: string | undefined;
  readonly summaryFile: string | undefined;
}

/** The defaults of action.yml, for an input that arrives empty, as one does from an expression without a value. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'wait-for-stopped': 'false',
  'timeout-seconds': '600',
  'poll-interval-seconds': '15',
  'request-timeout-seconds': '30',
  'api-url': 'https://api.xplenty.com',
  'dry-run': 'false',
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
  mistakes.push(...prepareProxy());
  const apiUrl = read('api-url', parseApiUrl);
  const isNarrowed = FILTERS.some(isGiven);
  const isChoice = isNarrowed || isGiven('statuses');
  const given = read('job-id', (text) => readJobIds(text, apiUrl, isChoice)) ?? [];
  const accountId = read('account-id', (text) => readAccountId(text, given));
  const filter = isChoice ? readFilter(read, isNarrowed) : undefined;
  const inputs: Inputs = {
    apiKey,
    apiUrl,
    jobs: eachOnce(given.map(({ id, accountId: own }) => ({ accountId: own ?? accountId, id }))),
    choice: filter && { accountId, filter },
    dryRun: read('dry-run', parseBoolean),
    waitForStopped: read('wait-for-stopped', parseBoolean),
    timeoutMs: read('timeout-seconds', parseWait) * 1000,
    pollIntervalMs: read('poll-interval-seconds', parseWait) * 1000,
    requestTimeoutMs: read('request-timeout-seconds', parseWait) * 1000,
    outputFile: process.env.GITHUB_OUTPUT || undefined,
    summaryFile: process.env.GITHUB_STEP_SUMMARY || undefined,
  };
  if (mistakes.length > 0) throw new InvalidInputs(mistakes);
  return inputs;
}

function isGiven(name: string): boolean {
  return getInput(name) !== '';
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

/** Jobs are either named or chosen. Both at once, or neither, is a slip, and terminates nothing. */
function readJobIds(text: string, apiUrl: URL | undefined, isChoice: boolean): GivenJob[] {
  if (!isChoice) return parseJobIds(text, apiUrl);
  if (text !== '')
    throw new Error(`give either job-id or what chooses jobs (${FILTERS.join(', ')}, statuses), not both.`);
  return [];
}

function eachOnce(refs: JobRef[]): JobRef[] {
  return [...new Map(refs.map((ref) => [`${ref.accountId}/${ref.id}`, ref])).values()];
}

/** An address in `job-id` says which account is meant. Where `account-id` says otherwise, nothing is terminated. */
function readAccountId(text: string, given: readonly GivenJob[]): string {
  const accountId = text === '' ? '' : parseAccountId(text);
  let isTold = given.length > 0;
  for (const { accountId: inAddress } of given) {
    if (inAddress === undefined) isTold = false;
    else if (text !== '' && inAddress !== accountId) {
      throw new Error(
        `${shown(accountId)} is not the account of an address in job-id, ${shown(inAddress)}. Give one of them.`,
      );
    }
  }
  return text !== '' || isTold ? accountId : parseAccountId((process.env.XPLENTY_ACCOUNT_ID ?? '').trim());
}

/**
 * The HTTP client finds the proxy in these variables on its own. It falls over an address that is none, and passes over
 * one without a scheme, `proxy.example:3128`, in silence: that is put right where it looks.
 *
 * @returns what is wrong with them
 */
function prepareProxy(): string[] {
  const mistakes: string[] = [];
  for (const name of ['https_proxy', 'HTTPS_PROXY']) {
    const proxy = (process.env[name] ?? '').trim();
    if (proxy === '') continue;
    const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
    const secrets = proxySecrets(address);
    if (secrets === undefined) {
      mistakes.push(`${name}: it is set, but not to the address of a proxy, like http://proxy.example:3128.`);
      continue;
    }
    secrets.forEach(mask);
    process.env[name] = address;
  }
  return mistakes;
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
