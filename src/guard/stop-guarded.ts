import { readProxy } from '../access-inputs.ts';
import { connect } from '../api/client.ts';
import type { Cancellation } from '../cancellation.ts';
import type { Clock } from '../clock.ts';
import type { Report } from '../github/report.ts';
import type { Secrets } from '../github/secrets.ts';
import { type Environment, InputReader } from '../input-reader.ts';
import { type Inputs, InvalidInputsError } from '../inputs.ts';
import type { StopContext } from '../jobs/tracked-job.ts';
import { quoted } from '../parse/parse-error.ts';
import { trimmed } from '../parse/words.ts';
import { boundedApi } from './bounded-api.ts';
import { givenJobs } from './given-jobs.ts';
import { type GuardInputs, loadGuardInputs } from './guard-inputs.ts';
import { type GuardState, loadGuardState, withSavedInputs } from './guard-state.ts';
import { GuardedJobs, type Tag } from './guarded-jobs.ts';

/**
 * The post stage of the guard: stops the jobs that this workflow job started, as far as their IDs were written or they carry
 * the guard's tag.
 *
 * @returns whether that is a success
 * @throws InvalidInputsError
 */
export async function stopGuarded(
  environment: Environment,
  secrets: Secrets,
  cancellation: Cancellation,
  report: Report,
  clock: Clock,
): Promise<boolean> {
  const startedAtMs = clock.nowMs();
  const state = loadGuardState(environment);
  if (state?.wasChecked === false) {
    report.log('The main stage of the guard failed. Nothing is stopped.');
    return true;
  }
  if (state === undefined) {
    report.warn(['The main stage left no state. Only jobs in the input job-id are stopped.'], 'The guard has no state');
    if (trimmed(environment['INPUT_JOB-ID'] ?? '') === '') return true;
  }
  const inputs = loadPostInputs(environment, secrets, state);
  const redact = (text: string) => secrets.redact(text);
  const { refs, problems } = givenJobs(environment, inputs, state, report, redact);
  const deadlineMs = startedAtMs + inputs.timeoutMs;
  const api = connect(inputs, redact, (request) => report.onRequestEnd(request));
  const context: StopContext = {
    api: boundedApi(api, clock, deadlineMs),
    cancellation,
    clock,
    progress: report,
    elapsedMs: () => report.elapsedMs(),
    timeoutMs: inputs.timeoutMs,
    deadlineMs,
  };
  const tag = tagOf(inputs, state);
  const guarded = new GuardedJobs(refs, tag, inputs, context, report);
  report.start(inputs, guarded.jobs);
  await guarded.stop();
  const allProblems = [...problems, ...guarded.problems];
  if (guarded.jobs.length > 0 || allProblems.length > 0) {
    return report.end(cancellation.requested.aborted, allProblems);
  }
  const tagged = tag === undefined ? '' : `, and no active job with ${tag.variable} = ${tag.value}`;
  report.log(`No job ID in ${inputs.jobIdVariable}${tagged}. Nothing to stop.`);
  return true;
}

/** All inputs but the key and `job-id` are those of the main stage. */
function loadPostInputs(
  environment: Environment,
  secrets: Secrets,
  state: GuardState | undefined,
): GuardInputs & Inputs {
  const saved = state === undefined ? environment : withSavedInputs(environment, state);
  const hasKey = [saved['INPUT_API-KEY'], saved.XPLENTY_API_KEY].some((key) => trimmed(key ?? '') !== '');
  if (state !== undefined && !hasKey) {
    throw new InvalidInputsError([`${KEY_LOST}${notStopped(saved, (text) => secrets.redact(text))}`]);
  }
  const inputs = loadGuardInputs(saved, secrets);
  const reader = new InputReader({}, (text) => secrets.redact(text), saved);
  const proxy = readProxy(reader, inputs.apiUrl, secrets);
  if (reader.problems.length > 0) throw new InvalidInputsError(reader.problems);
  return { ...inputs, proxy };
}

const KEY_LOST =
  'api-key: it was there when the guard began and is empty now. A later step changed it, for example in GITHUB_ENV.';

/** What the variable holds, as it is: there is no key to ask the service with. */
function notStopped(environment: Environment, redact: (text: string) => string): string {
  const variable = trimmed(environment['INPUT_JOB-ID-VARIABLE'] ?? '');
  const text = trimmed(environment[variable] ?? '');
  return text === '' ? '' : ` Not stopped: ${variable} = ${quoted(text, redact)}.`;
}

/** Without the main stage's state it is not known which tag this step gave out. */
function tagOf({ tagVariable }: GuardInputs, state: GuardState | undefined): Tag | undefined {
  return state && tagVariable !== undefined ? { variable: tagVariable, value: state.tag } : undefined;
}
