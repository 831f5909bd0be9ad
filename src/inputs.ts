import { getInput } from '@actions/core';
import { InvalidInputs } from './errors.ts';
import { parseApiUrl } from './inputs/api-url.ts';
import { parseOptionalId, parseStatuses, parseVariables } from './inputs/filter.ts';
import { type GivenJob, parseJobIds } from './inputs/job-id.ts';
import { proxySecrets } from './inputs/proxy-secrets.ts';
import { parseAccountId, parseBoolean, parseSeconds, parseWait, shown } from './inputs/values.ts';
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

/** What can choose jobs. `statuses` only narrows: alone it would stop a whole account. */
const FILTERS = ['package-id', 'cluster-id', 'variables', 'running-longer-than-seconds'];

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
  const isChoice = [...FILTERS, 'statuses'].some(isGiven);
  const given = read('job-id', (text) => readJobIds(text, apiUrl, isChoice)) ?? [];
  const accountId = read('account-id', (text) => readAccountId(text, given));
  const filter: JobFilter = {
    packageId: read('package-id', (text) => parseOptionalId(text, 'package')),
    clusterId: read('cluster-id', (text) => parseOptionalId(text, 'cluster')),
    variables: read('variables', parseVariables),
    runningLongerThanSeconds: read('running-longer-than-seconds', (text) =>
      text === '' ? undefined : parseSeconds(text),
    ),
    states: read('statuses', readStatuses),
  };
  const inputs: Inputs = {
    apiKey,
    apiUrl,
    jobs: eachOnce(given.map(({ id, accountId: own }) => ({ accountId: own ?? accountId, id }))),
    choice: isChoice ? { accountId, filter } : undefined,
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

function readStatuses(text: string): JobFilter['states'] {
  const states = parseStatuses(text);
  if (text !== '' && !FILTERS.some(isGiven)) {
    throw new Error(
      `alone it would stop every job of the account. Give at least one of ${FILTERS.join(', ')} with it.`,
    );
  }
  return states;
}

/** An address in `job-id` says which account is meant. Where `account-id` says otherwise, nothing is terminated. */
function readAccountId(text: string, given: readonly GivenJob[]): string {
  const inAddresses = given.flatMap(({ accountId }) => accountId ?? []);
  if (text !== '') {
    const accountId = parseAccountId(text);
    const other = inAddresses.find((account) => account !== accountId);
    if (other === undefined) return accountId;
    throw new Error(
      `${shown(accountId)} is not the account of an address in job-id, ${shown(other)}. Give one of them.`,
    );
  }
  const isTold = given.length > 0 && inAddresses.length === given.length;
  return isTold ? '' : parseAccountId((process.env.XPLENTY_ACCOUNT_ID ?? '').trim());
}

/**
 * The HTTP client finds the proxy in these variables on its own. It falls over an address that is none, and passes over
 * one without a scheme, `proxy.example:3128`, in silence: that is put right where it looks.
 *
 * @returns what is wrong with them
 */
function prepareProxy(): string[] {
  return ['https_proxy', 'HTTPS_PROXY'].flatMap((name) => {
    const proxy = (process.env[name] ?? '').trim();
    if (proxy === '') return [];
    const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
    const secrets = proxySecrets(address);
    if (secrets === undefined) {
      return [`${name}: it is set, but not to the address of a proxy, like http://proxy.example:3128.`];
    }
    secrets.forEach(mask);
    process.env[name] = address;
    return [];
  });
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
