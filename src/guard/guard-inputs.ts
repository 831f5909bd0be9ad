import { readApiKey, readProxy, type Secrets } from '../access-inputs.ts';
import type { JobRef } from '../api/job.ts';
import { type Environment, InputReader, type KnownInputs } from '../input-reader.ts';
import { type Inputs, InvalidInputsError, readAccountId, readPollIntervalMs } from '../inputs.ts';
import { parseJobIds } from '../parse/job-ids.ts';
import { ParseError } from '../parse/parse-error.ts';
import { parseBoolean, parseWaitMs } from '../parse/scalars.ts';
import { parseApiUrl } from '../parse/urls.ts';
import { words } from '../parse/words.ts';

/** Means that jobs have no tag. */
const NONE = 'none';

/** What guard/action.yml says of its inputs. */
export const GUARD_INPUTS: KnownInputs = {
  'api-key': {},
  'account-id': {},
  'api-url': { default: 'https://api.xplenty.com', mayBeEmpty: true },
  'job-id': {},
  'job-id-variable': { default: 'XPLENTY_JOB_ID' },
  'tag-variable': { default: NONE },
  'wait-for-stopped': { default: 'true' },
  'timeout-seconds': { default: '240', mayBeEmpty: true },
  'poll-interval-seconds': { default: '15', mayBeEmpty: true },
  'request-timeout-seconds': { default: '30', mayBeEmpty: true },
};

/** Everything that a guard was given, checked. `jobs` are those of the input `job-id`. */
export interface GuardInputs extends Inputs {
  readonly accountId: string;
  /** The environment variable that later steps write job IDs to. */
  readonly jobIdVariable: string;
  /** The variable that jobs are run with; undefined where they have no tag. */
  readonly tagVariable: string | undefined;
}

/**
 * Reads the inputs of a guard.
 *
 * @param secrets gets the secrets, before anything is printed
 * @throws InvalidInputsError, with all problems at once
 */
export function loadGuardInputs(environment: Environment, secrets: Secrets): GuardInputs {
  const reader = new InputReader(GUARD_INPUTS, (text) => secrets.redact(text), environment);
  const apiKey = readApiKey(reader, secrets);
  if (!reader.checkNames()) throw new InvalidInputsError(reader.problems);
  reader.checkEmpty();
  const apiUrl = reader.read('api-url', parseApiUrl);
  const accountId = reader.read('account-id', (text) => readAccountId(text, [], reader.variable('XPLENTY_ACCOUNT_ID')));
  const jobs = reader.read('job-id', (text) => (text === '' ? [] : parseJobIds(text, apiUrl))) ?? [];
  const inputs: GuardInputs = {
    apiKey,
    apiUrl,
    accountId,
    proxy: readProxy(reader, apiUrl, secrets),
    jobs: jobs.map(({ id, accountId: own }) => ({ accountId: own ?? accountId, id })),
    jobIdVariable: reader.read('job-id-variable', parseVariableName),
    tagVariable: reader.read('tag-variable', (text) => (text === NONE ? undefined : text)),
    waitForStopped: reader.read('wait-for-stopped', parseBoolean),
    timeoutMs: reader.read('timeout-seconds', parseWaitMs),
    ...readPollIntervalMs(reader),
    requestTimeoutMs: reader.read('request-timeout-seconds', parseWaitMs),
    selection: undefined,
    dryRun: false,
    ifNoJobsFound: 'ignore',
  };
  for (const { accountId: own } of jobs) {
    if (own === undefined || own === accountId) continue;
    reader.problems.push(`job-id: it has the URL of a job of another account, not of account-id.`);
  }
  if (reader.problems.length > 0) throw new InvalidInputsError(reader.problems);
  return inputs;
}

/** Jobs in a variable that later steps wrote. Those that are valid are stopped whatever the others are. */
export interface FoundJobs {
  readonly jobs: readonly JobRef[];
  /** What is wrong with the others, each beginning with the name of the variable. */
  readonly problems: readonly string[];
}

/**
 * Parses the IDs or URLs in the variable `job-id-variable`. Quotes around them are not a part of them.
 *
 * @param quote shows a text inside of a message
 */
export function parseJobIdVariable(text: string, inputs: GuardInputs, quote: (text: string) => string): FoundJobs {
  const jobs: JobRef[] = [];
  const problems: string[] = [];
  for (const word of words(text)) {
    try {
      for (const { id, accountId } of parseJobIds(withoutQuotes(word), inputs.apiUrl)) {
        if (accountId !== undefined && accountId !== inputs.accountId) {
          throw new ParseError(() => `${quote(word)} is a job of another account, not of ${inputs.accountId}.`);
        }
        jobs.push({ accountId: inputs.accountId, id });
      }
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      problems.push(`${inputs.jobIdVariable}: ${error.explain(quote)}`);
    }
  }
  return { jobs, problems };
}

function withoutQuotes(word: string): string {
  return /^(["'])(.*)\1$/.exec(word)?.[2] ?? word;
}

function parseVariableName(text: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text;
  throw new ParseError((quote) => `${quote(text)} is not the name of an environment variable, for example JOB_ID.`);
}
