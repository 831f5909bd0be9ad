import { arch, platform } from 'node:os';
import type { ActionMetadata } from './action-metadata.ts';
import type { StepFiles } from './step-files.ts';

/**
 * The variables in which the runner passes a step's inputs: `INPUT_` and the name, its spaces turned to `_` and its
 * letters to capitals (`Handler.AddInputsToEnvironment`). An input that is not given arrives as action.yml's default.
 * One that action.yml does not know is passed all the same: the runner only warns.
 */
export function inputVariables(
  action: ActionMetadata,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, input] of Object.entries(action.inputs)) {
    variables[inputVariable(name)] = input.default;
  }
  for (const [name, value] of Object.entries(given)) {
    variables[inputVariable(name)] = value;
  }
  return variables;
}

/** What the runner sets for every step, with an imagined repository and run. */
export function runnerVariables(files: StepFiles, debug: boolean): Record<string, string> {
  return {
    GITHUB_ACTION: '__OWNER_terminate-xplenty-job',
    GITHUB_ACTION_REF: 'v1',
    GITHUB_ACTION_REPOSITORY: 'OWNER/terminate-xplenty-job',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_ENV: files.environment,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_EVENT_PATH: files.event,
    GITHUB_JOB: 'terminate',
    GITHUB_OUTPUT: files.output,
    GITHUB_PATH: files.path,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'octocat/pipelines',
    GITHUB_REPOSITORY_OWNER: 'octocat',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0000000000000000000000000000000000000000',
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_WORKFLOW: 'terminate',
    GITHUB_WORKSPACE: files.workspace,
    RUNNER_ARCH: arch().toUpperCase(),
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'stand-in',
    RUNNER_OS: { win32: 'Windows', darwin: 'macOS' }[platform() as string] ?? 'Linux',
    RUNNER_TEMP: files.temp,
    ...(debug ? { RUNNER_DEBUG: '1' } : {}),
  };
}

// What a process cannot do without. The rest of this machine's environment stays out: proxies, keys, NODE_OPTIONS.
const NEEDED = [
  'path',
  'home',
  'userprofile',
  'tmpdir',
  'temp',
  'tmp',
  'systemroot',
  'systemdrive',
  'windir',
  'comspec',
];

/** The little that a step inherits from this machine's environment. */
export function machineVariables(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const needed: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && NEEDED.includes(name.toLowerCase())) {
      needed[name] = value;
    }
  }
  return needed;
}

function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
