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

/** Whether a step runs this action, as people write it or as this repository's own workflows do. */
export function runsThisAction({ uses }: Step): boolean {
  return uses === './' || /^OWNER\/terminate-xplenty-job@v\d+$/.test(uses ?? '');
}

function readWorkflows(folder: string): WorkflowFile[] {
  const names = readdirSync(join(REPOSITORY, folder)).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().map((name) => readWorkflow(`${folder}/${name}`));
}
