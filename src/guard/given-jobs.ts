import type { JobRef } from '../api/job.ts';
import type { Problem, Report } from '../github/report.ts';
import type { Environment } from '../input-reader.ts';
import { quoted } from '../parse/parse-error.ts';
import type { GuardInputs } from './guard-inputs.ts';
import { type GuardState, hasOtherInputs, setBeforeGuard } from './guard-state.ts';
import { explainInvalid, namedJobs } from './named-jobs.ts';

/** The jobs that a guard was given, each once, and what is wrong with others. */
export interface GivenJobs {
  readonly refs: readonly JobRef[];
  readonly problems: readonly Problem[];
}

/**
 * Finds the jobs that later steps wrote to the variable, and those of the input `job-id`.
 *
 * @param state of the main stage; without it, it is not known what of the variable was there before
 * @param redact takes secrets out of a text
 */
export function givenJobs(
  environment: Environment,
  inputs: GuardInputs,
  state: GuardState | undefined,
  report: Report,
  redact: (text: string) => string,
): GivenJobs {
  const { jobIdVariable } = inputs;
  const written = state === undefined ? NONE : writtenJobs(environment, inputs, state, report);
  const given = namedJobs(isJobIdLost(inputs, state, environment, report) ? '' : inputs.jobIds, inputs);
  const problems = Object.entries({ [jobIdVariable]: written.invalid, 'job-id': given.invalid })
    .filter(([, invalid]) => invalid.length > 0)
    .map(([source, invalid]) => ({
      summary: `Invalid job ID in ${source}`,
      details: `${source}: ${explainInvalid(invalid, inputs, (text) => quoted(text, redact))}`,
    }));
  return { refs: [...new Map([...written.jobs, ...given.jobs].map((ref) => [ref.id, ref])).values()], problems };
}

const NONE = { jobs: [], invalid: [] };

/** What the variable holds, without what it held when the guard began. */
function writtenJobs(environment: Environment, inputs: GuardInputs, state: GuardState, report: Report) {
  const { jobIdVariable } = inputs;
  const earlier = namedJobs(state.earlierIds, inputs);
  const earlierIds = earlier.jobs.map(({ id }) => id);
  if (state.earlierIds.trim() !== '') report.warn(setBeforeGuard(jobIdVariable, earlierIds), 'Set before the guard');
  const { jobs, invalid } = namedJobs(environment[jobIdVariable] ?? '', inputs);
  return {
    jobs: jobs.filter(({ id }) => !earlierIds.includes(id)),
    invalid: invalid.filter((word) => !earlier.invalid.includes(word)),
  };
}

/** Nested composite actions hand over inputs of another action: then `job-id` may name anybody's jobs. */
function isJobIdLost(
  { jobIds }: GuardInputs,
  state: GuardState | undefined,
  environment: Environment,
  report: Report,
): boolean {
  if (jobIds === '' || state === undefined || !hasOtherInputs(state, environment)) return false;
  report.warn(
    ['job-id is ignored: other inputs have changed since the guard began, as in nested composite actions.'],
    'job-id is ignored',
  );
  return true;
}
