import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  FaultRule,
  Job,
  JobSeed,
  RecordedRequest,
  Simulator,
  SimulatorOptions,
} from '../../tools/simulator/simulator.ts';
import { type ActResult, runAct } from './act.ts';
import { startService } from './service.ts';

export const REPOSITORY = resolve(import.meta.dirname, '../..');

/** The part of this repository that a runner downloads, as .gitattributes has it: paths and where they are. */
export const ACTION_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  ['action.yml', 'dist', 'guard']
    .map((name) => [name, join(REPOSITORY, name)])
    .filter(([, path = '']) => existsSync(path)),
);

export interface WorkflowOptions {
  /** `workflow_dispatch` unless told. */
  readonly event?: string;
  /** The event's payload: `inputs` of a `workflow_dispatch`, `pull_request` … */
  readonly payload?: object;
  /** Besides `XPLENTY_API_KEY`, the simulator's. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Besides `XPLENTY_ACCOUNT_ID`, the simulator's. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Files of the workflow's repository, by their paths there: where they are copied from. */
  readonly files?: Readonly<Record<string, string>>;
  /** The jobs at the service, running for a day unless told. IDs begin at 305. */
  readonly jobs?: readonly JobSeed[];
  readonly rules?: readonly FaultRule[];
  readonly simulator?: SimulatorOptions;
  /** Cancels the run as soon as this holds. */
  readonly cancelWhen?: (simulator: Simulator) => boolean;
  /** The Node that steps find on the PATH: that of this process unless told. */
  readonly node?: string;
}

export interface WorkflowResult extends ActResult {
  /** The jobs when act had ended, as they are at the service, oldest first. */
  readonly jobs: readonly Job[];
  readonly requests: readonly RecordedRequest[];
  readonly apiKey: string;
}

/**
 * Runs a workflow on act, with `OWNER/terminate-xplenty-job` and `./` from this checkout and https://api.xplenty.com
 * from a simulator of its own. Actions of others do nothing, except for actions/checkout. Leaves nothing behind.
 *
 * The output may lack what a step that fails had printed last: act does not wait for it. Outputs, summaries and requests
 * are always there.
 *
 * @param workflow the text of the workflow
 */
export async function runWorkflow(workflow: string, options: WorkflowOptions = {}): Promise<WorkflowResult> {
  const folder = mkdtempSync(join(tmpdir(), 'act-'));
  const ended = new AbortController();
  const seconds = { idle: 0, pending: 0, running: 86_400, pending_stoppage: 0.1, stopping: 0.1 };
  const service = await startService(folder, { seconds, ...options.simulator });
  const { simulator } = service;
  try {
    options.jobs?.forEach((job, index) => void simulator.addJob({ id: 305 + index, status: 'running', ...job }));
    for (const rule of options.rules ?? []) simulator.faults.add(rule);
    const running = runAct({
      arguments: [
        options.event ?? 'workflow_dispatch',
        ...['-W', createRepository(folder, workflow, options.files)],
        ...['-P', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--action-offline-mode'],
        ...['-e', writeJson(join(folder, 'event.json'), options.payload ?? {})],
        ...named('-s', { XPLENTY_API_KEY: simulator.apiKey, ...options.secrets }),
        ...named('--var', { XPLENTY_ACCOUNT_ID: simulator.accountId, ...options.vars }),
        ...named('--env', service.environment),
        ...named('--local-repository', createActions(folder, workflow)),
      ],
      repository: join(folder, 'repository'),
      environment: {
        PATH: [dirname(options.node ?? process.execPath), process.env.PATH].join(delimiter),
        HOME: folder,
        XDG_CACHE_HOME: join(folder, 'cache'),
        TMPDIR: folder,
      },
      cancel: whenSo(() => options.cancelWhen?.(simulator) ?? false, ended.signal),
    });
    const result = await running.finally(() => ended.abort());
    return { ...result, jobs: simulator.jobs(), requests: simulator.requests, apiKey: simulator.apiKey };
  } finally {
    await service.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @returns the path of the workflow, in a repository of its own */
function createRepository(folder: string, workflow: string, files: WorkflowOptions['files'] = {}): string {
  const repository = join(folder, 'repository');
  const path = join(repository, '.github/workflows/workflow.yml');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, workflow);
  copy(files, repository);
  const env = { ...process.env, HOME: folder };
  const git = (...args: string[]) => execFileSync('git', args, { cwd: repository, env, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  // act takes github.repository from there.
  git('remote', 'add', 'origin', 'https://github.com/octocat/pipelines');
  git('add', '.');
  git('-c', 'user.name=octocat', '-c', 'user.email=octocat@example.com', 'commit', '--quiet', '--message=Pipelines');
  return path;
}

/** @returns the folders that stand for the actions that a workflow uses */
function createActions(folder: string, workflow: string): Record<string, string> {
  const uses = [...workflow.matchAll(/\buses: *([\w-]+\/[\w./-]+@[\w.]+)/g)].map(([, action]) => action ?? '');
  const others = uses.filter((action) => !action.startsWith('OWNER/'));
  copy(ACTION_FILES, join(folder, 'action'));
  mkdirSync(join(folder, 'nothing'));
  writeFileSync(join(folder, 'nothing', 'action.yml'), 'runs: { using: node24, main: index.js }\n');
  writeFileSync(join(folder, 'nothing', 'index.js'), '');
  return {
    'OWNER/terminate-xplenty-job@v1': join(folder, 'action'),
    ...Object.fromEntries(others.map((action) => [action, join(folder, 'nothing')])),
  };
}

function copy(files: Readonly<Record<string, string>>, to: string): void {
  for (const [name, path] of Object.entries(files)) cpSync(path, join(to, name), { recursive: true });
}

/** Aborts as soon as something is so, unless everything has ended before. */
function whenSo(isSo: () => boolean, ended: AbortSignal): AbortSignal {
  const controller = new AbortController();
  void (async () => {
    while (!ended.aborted && !isSo()) await sleep(20);
    if (!ended.aborted) controller.abort();
  })();
  return controller.signal;
}

function named(option: string, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);
}

function writeJson(path: string, value: object): string {
  writeFileSync(path, JSON.stringify(value));
  return path;
}
