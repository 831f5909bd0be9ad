import { saveState } from '@actions/core';
import type { Environment } from '../input-reader.ts';
import { GUARD_INPUTS } from './guard-inputs.ts';

/** Inputs that are not saved: the key is a secret, and jobs are those that are known when the post stage begins. */
const NOT_SAVED = ['api-key', 'job-id'];

/** What the main stage leaves for the post stage. */
export interface GuardState {
  readonly tag: string;
  /** What the variable `job-id-variable` held when the guard began: not jobs of this workflow job. */
  readonly earlierIds: string;
  /** The texts of the inputs, and the account of XPLENTY_ACCOUNT_ID, by the names of their environment variables. */
  readonly texts: Readonly<Record<string, string>>;
  /** Whether an API key was there. */
  readonly hasKey: boolean;
}

/** As one line of base64url, so that no value can add a line to the runner's state file. */
export function saveGuardState(state: GuardState): void {
  saveState('guard', Buffer.from(JSON.stringify(state)).toString('base64url'));
}

/** Notes that the inputs were found to be right. */
export function saveChecked(): void {
  saveState('checked', 'true');
}

/** @returns undefined where the main stage did not come as far as saving it */
export function loadGuardState(environment: Environment): GuardState | undefined {
  const text = environment.STATE_guard ?? '';
  return text === '' ? undefined : JSON.parse(Buffer.from(text, 'base64url').toString());
}

export function wasChecked(environment: Environment): boolean {
  return environment.STATE_checked === 'true';
}

/** The texts of the inputs that are saved. */
export function textsOf(environment: Environment): Record<string, string> {
  const names = Object.keys(GUARD_INPUTS).filter((name) => !NOT_SAVED.includes(name));
  const variables = [...names.map((name) => `INPUT_${name.toUpperCase()}`), 'XPLENTY_ACCOUNT_ID'];
  return Object.fromEntries(
    variables.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}

/** Whether the post stage was handed other inputs than the main stage: nested composite actions hand over an ancestor's. */
export function hasOtherInputs({ texts }: GuardState, environment: Environment): boolean {
  return Object.entries(texts).some(([name, text]) => name.startsWith('INPUT_') && environment[name] !== text);
}
