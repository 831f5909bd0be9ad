import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly 'continue-on-error'?: boolean;
}

export interface Job {
  readonly if?: string;
  readonly uses?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly container?: string;
  readonly permissions?: unknown;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface WorkflowFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

export const REPOSITORY = resolve(import.meta.dirname, '../..');

/** The workflows that people copy. */
export const EXAMPLES = readWorkflows('examples');
/** The workflows that check and release this repository. */
export const OWN_WORKFLOWS = readWorkflows('.github/workflows');

export function readWorkflow(path: string): WorkflowFile {
  const text = readFileSync(join(REPOSITORY, path), 'utf8');
  return { path, text, workflow: parse(text) };
}

/** Whether a step runs an action of this repository, as people write it or as this repository's own workflows do. */
export function runsThisAction(step: Step): boolean {
  return actionFolder(step) !== undefined;
}

/** The folder of the action of this repository that a step runs: the repository itself, or that of the guard. */
export function actionFolder({ uses = '' }: Step): string | undefined {
  const [, folder] = /^(?:\.|OWNER\/terminate-xplenty-job)\/?(guard|)(?:@v\d+)?$/.exec(uses) ?? [];
  return folder === undefined ? undefined : join(REPOSITORY, folder);
}

function readWorkflows(folder: string): WorkflowFile[] {
  const names = readdirSync(join(REPOSITORY, folder)).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().map((name) => readWorkflow(`${folder}/${name}`));
}
