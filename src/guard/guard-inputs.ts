import { readApiKey, type Secrets } from '../access-inputs.ts';
import { type Environment, InputReader, type KnownInputs } from '../input-reader.ts';
import { type Inputs, InvalidInputsError, readAccountId, readPollIntervalMs } from '../inputs.ts';
import { ParseError } from '../parse/parse-error.ts';
import { parseBoolean, parseWaitMs, refusePlaceholder } from '../parse/scalars.ts';
import { parseApiUrl } from '../parse/urls.ts';
import { refuseHidden } from '../parse/words.ts';
import { unicodePattern } from '../text.ts';

/** Means that jobs have no tag. */
const NONE = 'none';

/** What guard/action.yml says of its inputs. */
export const GUARD_INPUTS: KnownInputs = {
  'job-id-variable': { default: 'XPLENTY_JOB_ID' },
  'tag-variable': { default: NONE },
  'job-id': {},
  'api-key': {},
  'account-id': {},
  'wait-for-stopped': { default: 'true' },
  'timeout-seconds': { default: '240', mayBeEmpty: true },
  'poll-interval-seconds': { default: '15', mayBeEmpty: true },
  'request-timeout-seconds': { default: '30', mayBeEmpty: true },
  'api-url': { default: 'https://api.xplenty.com', mayBeEmpty: true },
};

/** Everything that a guard was given, checked, but for the jobs that it names and the proxy, which only the post stage needs. */
export interface GuardInputs extends Omit<Inputs, 'proxy'> {
  readonly accountId: string;
  /** The text of the input `job-id`. */
  readonly jobIds: string;
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
  const inputs: GuardInputs = {
    apiKey,
    apiUrl,
    accountId: reader.read('account-id', (text) => readAccountId(text, [], reader.variable('XPLENTY_ACCOUNT_ID'))),
    jobIds: reader.text('job-id'),
    jobIdVariable: reader.read('job-id-variable', parseEnvironmentVariable),
    tagVariable: reader.read('tag-variable', (text) => (text === NONE ? undefined : parseTagVariable(text))),
    waitForStopped: reader.read('wait-for-stopped', parseBoolean),
    timeoutMs: reader.read('timeout-seconds', parseWaitMs),
    ...readPollIntervalMs(reader),
    requestTimeoutMs: reader.read('request-timeout-seconds', parseWaitMs),
    jobs: [],
    selection: undefined,
    dryRun: false,
    ifNoJobsFound: 'ignore',
  };
  if (reader.problems.length > 0) throw new InvalidInputsError(reader.problems);
  return inputs;
}

function parseEnvironmentVariable(text: string): string {
  refusePlaceholder(text);
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return text;
  throw new ParseError((quote) => `${quote(text)} is not the name of an environment variable, for example JOB_ID.`);
}

function parseTagVariable(text: string): string {
  refuseHidden(text);
  refusePlaceholder(text);
  if (unicodePattern(String.raw`^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$`).test(text)) return text;
  throw new ParseError((quote) => `${quote(text)} is not the name of an Xplenty variable, for example github_run.`);
}
