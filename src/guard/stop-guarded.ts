import { connect } from '../api/client.ts';
import type { JobRef } from '../api/job.ts';
import { ACTIVE_STATUSES } from '../api/job.ts';
import type { Cancellation } from '../cancellation.ts';
import type { Clock } from '../clock.ts';
import { namesOf } from '../github/messages.ts';
import type { Report } from '../github/report.ts';
import type { Secrets } from '../github/secrets.ts';
import type { Environment } from '../input-reader.ts';
import { InvalidInputsError } from '../inputs.ts';
import { SelectionError } from '../jobs/job-error.ts';
import { selectJobs } from '../jobs/select.ts';
import { terminateAll } from '../jobs/terminate.ts';
import { type StopContext, TrackedJob } from '../jobs/tracked-job.ts';
import { waitUntilStopped } from '../jobs/wait.ts';
import { quoted } from '../parse/parse-error.ts';
import { type GuardInputs, loadGuardInputs, parseJobIdVariable } from './guard-inputs.ts';
import { type GuardState, hasOtherInputs, loadGuardState, wasChecked } from './guard-state.ts';

/** A start that was under way when the workflow job was cancelled may run a job that much later: its children live on. */
const LATE_START_MS = 15_000;

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
  const state = loadGuardState(environment);
  if (state !== undefined && !wasChecked(environment)) {
    report.log('The main stage of the guard had failed. Nothing is stopped.');
    return true;
  }
  const inputs = loadPostInputs(environment, secrets, state);
  const redact = (text: string) => secrets.redact(text);
  const { refs, problems } = namedJobs(environment, inputs, state, report, redact);
  const tagVariable = state && inputs.tagVariable;
  if (refs.length === 0 && problems.length === 0 && tagVariable === undefined) {
    report.log(`No job ID in ${inputs.jobIdVariable}. Nothing to stop.`);
    return true;
  }
  const api = connect(inputs, redact, (request) => report.onRequestEnd(request));
  const context: StopContext = {
    api,
    cancellation,
    clock,
    progress: report,
    elapsedMs: () => report.elapsedMs(),
    timeoutMs: inputs.timeoutMs,
    deadlineMs: clock.nowMs() + inputs.timeoutMs,
  };
  const guarded = new GuardedJobs(inputs, refs, context);
  const tag = state?.tag ?? '';
  report.start(inputs, guarded.jobs);
  // Jobs whose IDs are known do not wait for a list.
  await guarded.terminate();
  if (tagVariable !== undefined) await guarded.terminateTagged(tagVariable, tag, report);
  await guarded.wait();
  if (tagVariable !== undefined && !cancellation.requested.aborted) {
    await clock.sleep(Math.max(0, LATE_START_MS - report.elapsedMs()), cancellation.requested);
    await guarded.terminateTagged(tagVariable, tag, report);
    await guarded.wait();
  }
  const isStopped = report.end(cancellation.requested.aborted);
  const allProblems = [...problems, ...guarded.problems];
  if (allProblems.length > 0) report.fail('Not all guarded jobs could be stopped', allProblems.join(' '));
  return isStopped && allProblems.length === 0;
}

/** All inputs but the key and `job-id` are those of the main stage. */
function loadPostInputs(environment: Environment, secrets: Secrets, state: GuardState | undefined): GuardInputs {
  const isKeyLost = state?.hasKey && !(environment['INPUT_API-KEY'] || environment.XPLENTY_API_KEY);
  if (isKeyLost) {
    throw new InvalidInputsError([
      'api-key: it was there when the guard began and is empty now. A later step changed it, for example in GITHUB_ENV.',
    ]);
  }
  return loadGuardInputs({ ...environment, ...state?.texts }, secrets);
}

/** The jobs whose IDs later steps wrote, and those of the input `job-id`. */
function namedJobs(
  environment: Environment,
  inputs: GuardInputs,
  state: GuardState | undefined,
  report: Report,
  redact: (text: string) => string,
): { refs: JobRef[]; problems: readonly string[] } {
  const quote = (text: string) => quoted(text, redact);
  const text = state === undefined ? '' : (environment[inputs.jobIdVariable] ?? '');
  const { jobs, problems } = parseJobIdVariable(text, inputs, quote);
  const earlier = new Set(parseJobIdVariable(state?.earlierIds ?? '', inputs, quote).jobs.map(({ id }) => id));
  if (earlier.size > 0) {
    const ids = [...earlier].join(', ');
    report.warn([
      `${inputs.jobIdVariable} held ${ids} before the guard, which belongs before the step that starts the job.`,
    ]);
  }
  const isForeign = state !== undefined && hasOtherInputs(state, environment);
  if (isForeign && inputs.jobs.length > 0) {
    report.warn(['job-id is ignored: the inputs have changed since the guard began, as in nested composite actions.']);
  }
  const refs = [...jobs.filter(({ id }) => !earlier.has(id)), ...(isForeign ? [] : inputs.jobs)];
  return { refs: [...new Map(refs.map((ref) => [ref.id, ref])).values()], problems };
}

/** The jobs to stop, to which late ones are added. */
class GuardedJobs {
  readonly jobs: TrackedJob[];
  /** Why tagged jobs could not be found. */
  readonly problems: string[] = [];
  readonly #inputs: GuardInputs;
  readonly #context: StopContext;

  constructor(inputs: GuardInputs, refs: readonly JobRef[], context: StopContext) {
    this.#inputs = inputs;
    this.#context = context;
    this.jobs = refs.map((ref) => new TrackedJob(ref));
  }

  /** Terminates active jobs that carry the tag and are not known yet. */
  async terminateTagged(variable: string, tag: string, report: Report): Promise<void> {
    const { accountId } = this.#inputs;
    const filter = { ...ANY_JOB, variables: new Map([[variable, tag]]) };
    try {
      const { jobs } = await selectJobs({ accountId, filter }, this.#context);
      const known = new Set(this.jobs.map(({ ref }) => ref.id));
      const found = jobs.filter(({ ref }) => !known.has(ref.id));
      report.log(`Found ${found.length === 0 ? 'no other job' : namesOf(found)} with ${variable} = ${tag}.`);
      this.jobs.push(...found);
    } catch (error) {
      if (!(error instanceof SelectionError)) throw error;
      // Jobs whose IDs are known are stopped all the same.
      this.problems.push(error.message);
    }
    await this.terminate();
  }

  async terminate(): Promise<void> {
    const fresh = this.jobs.filter(({ call, error }) => call === 'unsent' && error === undefined);
    await terminateAll(fresh, this.#context);
  }

  async wait(): Promise<void> {
    const { waitForStopped, pollIntervalMs } = this.#inputs;
    if (waitForStopped) await waitUntilStopped(this.jobs, pollIntervalMs, this.#context);
  }
}

const ANY_JOB = {
  packageId: undefined,
  clusterId: undefined,
  runningLongerThanSeconds: undefined,
  statuses: ACTIVE_STATUSES,
};
