import { readActionMetadata } from '../tools/runner/action-metadata.ts';
import { inputVariables } from '../tools/runner/step-environment.ts';

const ACTION = readActionMetadata('.');

/** What action.yml says of each input. */
export const ACTION_INPUTS = ACTION.inputs;

/**
 * Sets the inputs of this process as the runner does for a step, and nothing else that the action reads.
 *
 * @param inputs over the defaults of action.yml; undefined for one that is lost on the way
 * @param environment more variables
 */
export function setInputs(
  inputs: Readonly<Record<string, string | undefined>>,
  environment: Readonly<Record<string, string>> = {},
): void {
  clearInputs();
  const given = Object.entries(inputs).filter((entry): entry is [string, string] => entry[1] !== undefined);
  Object.assign(process.env, inputVariables(ACTION, Object.fromEntries(given)), environment);
  for (const [name, text] of Object.entries(inputs)) {
    if (text === undefined) delete process.env[`INPUT_${name.toUpperCase()}`];
  }
}

/** Takes everything out of the environment that the action reads. */
export function clearInputs(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(INPUT_.*|XPLENTY_.*|GITHUB_OUTPUT|GITHUB_STEP_SUMMARY|https_proxy|no_proxy)$/i.test(name)) {
      delete process.env[name];
    }
  }
}
