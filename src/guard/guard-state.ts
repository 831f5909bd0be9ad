import type { RunnerFile } from '../github/runner-file.ts';
import { type Environment, variableOf } from '../input-reader.ts';
import { GUARD_INPUTS } from './guard-inputs.ts';

/** What is not saved: the key is a secret, and `job-id` names the jobs that are known when the post stage begins. */
const NOT_SAVED = ['INPUT_API-KEY', 'INPUT_JOB-ID'];

/** What the main stage leaves for the post stage. */
export interface GuardState {
  readonly tag: string;
  /** What the variable `job-id-variable` held when the guard began: not jobs of this workflow job. */
  readonly earlierIds: string;
  /** The texts of the inputs, and the account of XPLENTY_ACCOUNT_ID, by the names of their environment variables. */
  readonly texts: Readonly<Record<string, string>>;
  /** Whether the inputs were found to be right. */
  readonly wasChecked: boolean;
}

/**
 * Saves the state in place of what was saved before. It is one line of base64url, so that no value can add a line to the
 * runner's file.
 *
 * @param file the runner's file for state
 */
export function saveGuardState(file: RunnerFile, state: GuardState): void {
  file.replace(`guard=${Buffer.from(JSON.stringify(state)).toString('base64url')}\n`);
}

/** @returns undefined where the main stage did not come as far as saving it */
export function loadGuardState({ STATE_guard: text = '' }: Environment): GuardState | undefined {
  return text === '' ? undefined : JSON.parse(Buffer.from(text, 'base64url').toString());
}

/** The variables of the inputs that are saved. */
function savedVariables(): string[] {
  return Object.keys(GUARD_INPUTS)
    .map(variableOf)
    .filter((name) => !NOT_SAVED.includes(name));
}

/** The texts that are saved. */
export function textsOf(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    [...savedVariables(), 'XPLENTY_ACCOUNT_ID'].flatMap((name) => {
      const text = environment[name];
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** Whether the post stage was handed other inputs than the main stage: nested composite actions hand over an ancestor's. */
export function hasOtherInputs({ texts }: GuardState, environment: Environment): boolean {
  return savedVariables().some((name) => (environment[name] ?? '') !== (texts[name] ?? ''));
}

/** The environment of the post stage, with the inputs that the main stage was given. */
export function withSavedInputs(environment: Environment, { texts }: GuardState): Environment {
  // What later steps wrote to GITHUB_ENV may look like an input.
  const others = Object.entries(environment).filter(([name]) => !/^INPUT_/i.test(name) || NOT_SAVED.includes(name));
  return { ...Object.fromEntries(others), ...texts };
}

/**
 * What both stages say where the variable held something before the guard.
 *
 * @param ids the jobs that it named
 */
export function setBeforeGuard(jobIdVariable: string, ids: readonly number[]): string[] {
  const named = ids.length === 0 ? '' : ` (${ids.slice(0, 100).join(', ')})`;
  return [
    `${jobIdVariable} was set before the guard${named}. What it held then is not stopped. ` +
      'Place the guard before the step that starts the job.',
  ];
}
