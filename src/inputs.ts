import { readApiKey, readProxy, type Secrets } from './access-inputs.ts';
import type { JobRef } from './api/job.ts';
import type { ProxySettings } from './api/proxy.ts';
import { InputReader, type KnownInputs } from './input-reader.ts';
import type { Selection } from './jobs/select.ts';
import { parseJobIds } from './parse/job-ids.ts';
import type { GivenJob } from './parse/job-urls.ts';
import { ParseError } from './parse/parse-error.ts';
import {
  parseAccountId,
  parseBoolean,
  parseId,
  parseIfNoJobsFound,
  parseSeconds,
  parseStatuses,
  parseWaitMs,
} from './parse/scalars.ts';
import { parseApiUrl } from './parse/urls.ts';
import { parseVariables } from './parse/variables.ts';

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
  /** What was changed. Each begins with the input's name. */
  readonly warnings: readonly string[];
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

/** What a filter says that leaves every job in. */
const ANY = 'any';

/** What action.yml says of its inputs. */
export const INPUTS: KnownInputs = {
  'job-id': {},
  'package-id': { default: ANY },
  'cluster-id': { default: ANY },
  variables: { default: ANY },
  'running-longer-than-seconds': { default: ANY },
  statuses: { default: 'idle, pending, queued, running' },
  'if-no-jobs-found': { default: 'ignore', mayBeEmpty: true },
  'dry-run': { default: 'false' },
  'api-key': {},
  'account-id': {},
  'wait-for-stopped': { default: 'false' },
  'timeout-seconds': { default: '600', mayBeEmpty: true },
  'poll-interval-seconds': { default: '15', mayBeEmpty: true },
  'request-timeout-seconds': { default: '30', mayBeEmpty: true },
  'api-url': { default: 'https://api.xplenty.com', mayBeEmpty: true },
};

/** What can select jobs. `statuses` only narrows: alone it would stop a whole account. */
const FILTERS = ['package-id', 'cluster-id', 'variables', 'running-longer-than-seconds'];

const MIN_POLL_INTERVAL_MS = 100;
const RAISED =
  'poll-interval-seconds: it is raised to 0.1, the minimum. Each poll takes a request of the hourly limit.';

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
  const reader = new InputReader(INPUTS, (text) => secrets.redact(text));
  const apiKey = readApiKey(reader, secrets);
  // Where a part of the inputs is lost, it is not known what the rest means.
  if (!reader.checkNames()) throw new InvalidInputsError(reader.problems);
  reader.checkEmpty();
  const apiUrl = reader.read('api-url', parseApiUrl);
  const proxy = readProxy(reader, apiUrl, secrets);
  const isSelection = isSelecting(reader);
  const given = reader.read('job-id', (text) => readJobIds(text, apiUrl, isSelection));
  const isUrlWrong = given === undefined && reader.text('job-id').includes('/');
  const accountId = reader.read('account-id', (text) =>
    readAccountId(text, given ?? [], reader.variable('XPLENTY_ACCOUNT_ID'), isUrlWrong),
  );
  const inputs: Inputs = {
    apiKey,
    apiUrl,
    proxy,
    jobs: eachOnce((given ?? []).map(({ id, accountId: own }) => ({ accountId: own ?? accountId, id }))),
    selection: isSelection ? { accountId, filter: readFilter(reader) } : undefined,
    dryRun: reader.read('dry-run', parseBoolean),
    waitForStopped: reader.read('wait-for-stopped', parseBoolean),
    timeoutMs: reader.read('timeout-seconds', parseWaitMs),
    ...readPollIntervalMs(reader),
    requestTimeoutMs: reader.read('request-timeout-seconds', parseWaitMs),
    ifNoJobsFound: reader.read('if-no-jobs-found', parseIfNoJobsFound),
  };
  if (reader.problems.length > 0) throw new InvalidInputsError(reader.problems);
  return inputs;
}

/** Whether jobs are selected. Where jobs are named, a filter that arrived empty is not one more problem of `job-id`. */
function isSelecting(reader: InputReader): boolean {
  const isNamed = reader.isGiven('job-id');
  return [...FILTERS, 'statuses'].some((name) => reader.isGiven(name) && !(isNamed && reader.text(name) === ''));
}

/** Jobs are either named or selected. Both at once, or neither, is a slip, and terminates nothing. */
function readJobIds(text: string, apiUrl: URL | undefined, isSelection: boolean): GivenJob[] {
  if (!isSelection) return parseJobIds(text, apiUrl);
  if (text === '') return [];
  throw new ParseError(() => `give either job-id or what selects jobs (${FILTERS.join(', ')}, statuses), not both.`);
}

function eachOnce(refs: JobRef[]): JobRef[] {
  return [...new Map(refs.map((ref) => [`${ref.accountId}/${ref.id}`, ref])).values()];
}

/**
 * A URL in `job-id` says which account is meant. Where `account-id` says otherwise, nothing is terminated.
 *
 * @param variable the text of XPLENTY_ACCOUNT_ID
 * @param isUrlWrong whether a URL in `job-id` could not be read: then it is not known whether an account is missing
 */
export function readAccountId(text: string, given: readonly GivenJob[], variable: string, isUrlWrong = false): string {
  const accountId = text === '' ? '' : parseAccountId(text);
  for (const { accountId: own } of given) {
    if (own === undefined || text === '' || own === accountId) continue;
    throw new ParseError(
      (quote) => `${quote(accountId)} is not the account of a URL in job-id, ${quote(own)}. Give one of them.`,
    );
  }
  const isInEveryUrl = given.length > 0 && given.every(({ accountId: own }) => own !== undefined);
  if (text !== '' || isInEveryUrl || (isUrlWrong && variable === '')) return accountId;
  return parseAccountId(variable);
}

function readFilter(reader: InputReader): Selection['filter'] {
  const isNarrowed = FILTERS.some((name) => reader.isGiven(name));
  const readUnlessAny = <T>(name: string, parse: (text: string) => T) =>
    reader.read(name, (text) => (text === ANY ? undefined : parse(text)));
  const statuses = reader.read('statuses', (text) => {
    if (isNarrowed) return parseStatuses(text);
    throw new ParseError(
      () => `alone it would stop every job of the account. Give at least one of ${FILTERS.join(', ')} with it.`,
    );
  });
  return {
    packageId: readUnlessAny('package-id', (text) => parseId(text, 'package')),
    clusterId: readUnlessAny('cluster-id', (text) => parseId(text, 'cluster')),
    variables: readUnlessAny('variables', parseVariables) ?? new Map(),
    runningLongerThanSeconds: readUnlessAny('running-longer-than-seconds', (text) => parseRuntime(text, statuses)),
    statuses,
  };
}

/** @param statuses undefined where they are wrong */
function parseRuntime(text: string, statuses: Selection['filter']['statuses'] | undefined): number {
  const seconds = parseSeconds(text);
  if (statuses?.includes('running') ?? true) return seconds;
  throw new ParseError(() => 'it can match no job, for only running jobs have a runtime. Add running to statuses.');
}

/** @returns no less than the minimum, with a warning where it was raised */
export function readPollIntervalMs(reader: InputReader): Pick<Inputs, 'pollIntervalMs' | 'warnings'> {
  const pollIntervalMs = reader.read('poll-interval-seconds', parseWaitMs);
  const warnings = pollIntervalMs < MIN_POLL_INTERVAL_MS ? [RAISED] : [];
  return { pollIntervalMs: Math.max(pollIntervalMs, MIN_POLL_INTERVAL_MS), warnings };
}
