import { arch, platform } from 'node:os';
import { dirname } from 'node:path';
import type { ActionMetadata } from './action-metadata.ts';
import type { StepFiles } from './step-files.ts';

/**
 * The variables in which the runner passes a step's inputs: `INPUT_` and the name, its spaces turned to `_` and its
 * letters to capitals (`Handler.AddInputsToEnvironment`). An input that is not given arrives as action.yml's default.
 * One that action.yml does not know is passed all the same: the runner only warns.
 */
export function inputVariables(
  { inputs }: ActionMetadata,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const defaults = Object.entries(inputs).map(([name, input]) => [inputVariable(name), input.default]);
  const values = Object.entries(given).map(([name, value]) => [inputVariable(name), value]);
  return Object.fromEntries([...defaults, ...values]);
}

/** The variables in which a stage of an action gets what an earlier one has saved. */
export function stateVariables(state: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]));
}

/** What the runner sets for every step, with an imagined repository and run. */
export function runnerVariables(files: StepFiles, debug: boolean): Record<string, string> {
  return {
    GITHUB_ACTION: '__OWNER_terminate-xplenty-job',
    GITHUB_ACTION_REF: 'v1',
    GITHUB_ACTION_REPOSITORY: 'OWNER/terminate-xplenty-job',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'octocat',
    GITHUB_ACTOR_ID: '583231',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: '',
    GITHUB_ENV: files.environment,
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_EVENT_PATH: files.event,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: '',
    GITHUB_JOB: 'terminate',
    GITHUB_OUTPUT: files.output,
    GITHUB_PATH: files.path,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'octocat/pipelines',
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_REPOSITORY_OWNER: 'octocat',
    GITHUB_REPOSITORY_OWNER_ID: '583231',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '0000000000000000000000000000000000000000',
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'terminate',
    GITHUB_WORKFLOW_REF: 'octocat/pipelines/.github/workflows/terminate.yml@refs/heads/main',
    GITHUB_WORKFLOW_SHA: '0000000000000000000000000000000000000000',
    GITHUB_WORKSPACE: files.workspace,
    RUNNER_ARCH: arch().toUpperCase(),
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'step-runner',
    RUNNER_OS: { win32: 'Windows', darwin: 'macOS' }[platform() as string] ?? 'Linux',
    RUNNER_TEMP: files.temp,
    RUNNER_TOOL_CACHE: files.toolCache,
    RUNNER_WORKSPACE: dirname(files.workspace),
    ...(debug ? { RUNNER_DEBUG: '1' } : {}),
  };
}

// What a process cannot do without. The rest of this machine's environment stays out: proxies, keys, NODE_OPTIONS.
const NEEDED = /^(path|home|userprofile|tmpdir|temp|tmp|system(root|drive)|windir|comspec)$/i;

/** The little that a step inherits from this machine's environment. */
export function machineVariables(): Record<string, string> {
  const needed = Object.entries(process.env).filter(([name]) => NEEDED.test(name));
  return Object.fromEntries(needed.map(([name, value = '']) => [name, value]));
}

function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
