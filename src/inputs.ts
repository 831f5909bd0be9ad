import { getInput } from '@actions/core';
import { checkBypass } from '@actions/http-client/lib/proxy';
import type { JobRef } from './api/job.ts';
import type { ProxySettings } from './api/proxy.ts';
import type { Selection } from './jobs/select.ts';
import {
  type GivenJob,
  ParseError,
  parseAccountId,
  parseApiUrl,
  parseBoolean,
  parseIfNoJobsFound,
  parseJobIds,
  parseOptionalId,
  parseProxy,
  parseSeconds,
  parseStatuses,
  parseVariables,
  parseWaitMs,
  quoted,
} from './parse.ts';

/** Everything the step was given, checked. */
export interface Inputs {
  /** The jobs that were named, each once; empty where they are to be selected. */
  readonly jobs: readonly JobRef[];
  /** What selects the jobs; undefined where they were named. */
  readonly selection: Selection | undefined;
  readonly dryRun: boolean;
  readonly apiKey: string;
  readonly apiUrl: URL;
  readonly proxy: ProxySettings | undefined;
  readonly waitForStopped: boolean;
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  readonly requestTimeoutMs: number;
  /** What happens where no job matches the filters. */
  readonly ifNoJobsFound: 'ignore' | 'warn' | 'error';
}

/** What the runner gives a step besides its inputs. Undefined is what it did not give. */
export interface Runner {
  /** Where outputs and the job summary are written. */
  readonly outputFile: string | undefined;
  readonly summaryFile: string | undefined;
  /** Where docs/ of this action is for people to read, with a slash at the end. */
  readonly docsUrl: string | undefined;
}

/** One or more inputs are wrong. Each problem begins with the input's name. */
export class InvalidInputsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Where secrets are kept as soon as they are read, before anything is printed. */
interface Secrets {
  add(secret: string): void;
  redact(text: string): string;
}

/** The defaults of action.yml, for an input that arrives empty, as one does from an expression without a value. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'wait-for-stopped': 'false',
  'timeout-seconds': '600',
  'poll-interval-seconds': '15',
  'request-timeout-seconds': '30',
  'api-url': 'https://api.xplenty.com',
  'dry-run': 'false',
  'if-no-jobs-found': 'ignore',
};

/** What can select jobs. `statuses` only narrows: alone it would stop a whole account. */
const FILTERS = ['package-id', 'cluster-id', 'variables', 'running-longer-than-seconds'];

/** Reads what the runner gives, which nobody can get wrong. */
export function loadRunner(): Runner {
  const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_SERVER_URL, GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF } =
    process.env;
  const source = `${GITHUB_ACTION_REPOSITORY}/blob/${GITHUB_ACTION_REF}`;
  // Not for `uses: ./`, and not where a mirror of github.com may have no such repository.
  const isKnown = GITHUB_SERVER_URL === 'https://github.com' && /^[\w.-]+\/[\w.-]+\/blob\/[\w.\-/]+$/.test(source);
  return {
    outputFile: GITHUB_OUTPUT || undefined,
    summaryFile: GITHUB_STEP_SUMMARY || undefined,
    docsUrl:
      isKnown && GITHUB_ACTION_REPOSITORY && GITHUB_ACTION_REF ? `https://github.com/${source}/docs/` : undefined,
  };
}

/**
 * Reads the step's inputs and the environment; nothing else reads either.
 *
 * @param secrets gets the secrets, before anything is printed
 * @throws InvalidInputsError, with all problems at once
 */
export function loadInputs(secrets: Secrets): Inputs {
  const problems: string[] = [];
  const attempt = <T>(name: string, parse: () => T): T => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      problems.push(`${name}: ${error.explain((text) => quoted(text, (all) => secrets.redact(all)))}`);
      return undefined as T;
    }
  };
  const read = <T>(name: string, parse: (text: string) => T): T =>
    attempt(name, () => parse(getInput(name) || DEFAULTS[name] || ''));

  const apiKey = read('api-key', (text) => readApiKey(text, secrets));
  const proxies = ['https_proxy', 'HTTPS_PROXY'].map((name) => attempt(name, () => readProxy(name, secrets)));
  const apiUrl = read('api-url', parseApiUrl);
  const isNarrowed = FILTERS.some((name) => getInput(name) !== '');
  const isSelection = isNarrowed || getInput('statuses') !== '';
  const given = read('job-id', (text) => readJobIds(text, apiUrl, isSelection)) ?? [];
  const accountId = read('account-id', (text) => readAccountId(text, given));
  const inputs: Inputs = {
    apiKey,
    apiUrl,
    proxy: apiUrl === undefined || checkBypass(apiUrl) ? undefined : proxies.find((proxy) => proxy !== undefined),
    jobs: eachOnce(given.map(({ id, accountId: own }) => ({ accountId: own ?? accountId, id }))),
    selection: isSelection ? { accountId, filter: readFilter(read, isNarrowed) } : undefined,
    dryRun: read('dry-run', parseBoolean),
    waitForStopped: read('wait-for-stopped', parseBoolean),
    timeoutMs: read('timeout-seconds', parseWaitMs),
    pollIntervalMs: read('poll-interval-seconds', parseWaitMs),
    requestTimeoutMs: read('request-timeout-seconds', parseWaitMs),
    ifNoJobsFound: read('if-no-jobs-found', parseIfNoJobsFound),
  };
  if (problems.length > 0) throw new InvalidInputsError(problems);
  return inputs;
}

function readApiKey(text: string, secrets: Secrets): string {
  const key = text || (process.env.XPLENTY_API_KEY ?? '').trim();
  if (key === '') {
    throw new ParseError(
      () =>
        'no key was given. Pass the API key of an Xplenty user from a secret, or set XPLENTY_API_KEY. ' +
        'GitHub gives no secrets to workflows of pull requests from forks, nor to those that Dependabot starts.',
    );
  }
  // As it is, and as it travels: with the colon of the documented call, and without, as some clients send it.
  for (const secret of [key, base64(`${key}:`), base64(key)]) secrets.add(secret);
  return key;
}

/** A proxy's user name without a password is a token. */
function readProxy(name: string, secrets: Secrets): ProxySettings | undefined {
  const text = (process.env[name] ?? '').trim();
  if (text === '') return undefined;
  const proxy = parseProxy(text, name);
  const { username, password } = proxy.url;
  if (proxy.credentials !== undefined) {
    const [user = '', secret = ''] = [username, password].map(decodeURIComponent);
    for (const one of [base64(proxy.credentials), ...(secret === '' ? [username, user] : [password, secret])]) {
      secrets.add(one);
    }
  }
  return proxy;
}

/** Jobs are either named or selected. Both at once, or neither, is a slip, and terminates nothing. */
function readJobIds(text: string, apiUrl: URL | undefined, isSelection: boolean): GivenJob[] {
  if (!isSelection) return parseJobIds(text, apiUrl);
  if (text === '') return [];
  throw new ParseError(() => `give either job-id or what chooses jobs (${FILTERS.join(', ')}, statuses), not both.`);
}

function eachOnce(refs: JobRef[]): JobRef[] {
  return [...new Map(refs.map((ref) => [`${ref.accountId}/${ref.id}`, ref])).values()];
}

/** An address in `job-id` says which account is meant. Where `account-id` says otherwise, nothing is terminated. */
function readAccountId(text: string, given: readonly GivenJob[]): string {
  const accountId = text === '' ? '' : parseAccountId(text);
  for (const { accountId: own } of given) {
    if (own === undefined || text === '' || own === accountId) continue;
    throw new ParseError(
      (quote) => `${quote(accountId)} is not the account of an address in job-id, ${quote(own)}. Give one of them.`,
    );
  }
  const isInEveryAddress = given.length > 0 && given.every(({ accountId: own }) => own !== undefined);
  return text !== '' || isInEveryAddress ? accountId : parseAccountId((process.env.XPLENTY_ACCOUNT_ID ?? '').trim());
}

/** @param isNarrowed whether any of FILTERS was given */
function readFilter(
  read: <T>(name: string, parse: (text: string) => T) => T,
  isNarrowed: boolean,
): Selection['filter'] {
  return {
    packageId: read('package-id', (text) => parseOptionalId(text, 'package')),
    clusterId: read('cluster-id', (text) => parseOptionalId(text, 'cluster')),
    variables: read('variables', parseVariables),
    runningLongerThanSeconds: read('running-longer-than-seconds', (text) =>
      text === '' ? undefined : parseSeconds(text),
    ),
    statuses: read('statuses', (text) => {
      if (text === '' || isNarrowed) return parseStatuses(text);
      throw new ParseError(
        () => `alone it would stop every job of the account. Give at least one of ${FILTERS.join(', ')} with it.`,
      );
    }),
  };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
