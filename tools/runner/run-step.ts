import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ActionMetadata, readActionMetadata } from './action-metadata.ts';
import { LineSplitter } from './line-splitter.ts';
import type { StepOptions, StepResult } from './step.ts';
import { inputVariables, machineVariables, runnerVariables, stateVariables } from './step-environment.ts';
import { createStepFiles, readFileCommand, readIfThere, readSummary } from './step-files.ts';
import { StepLog } from './step-log.ts';
import { runProcess } from './step-process.ts';

export type { Annotation, StepOptions, StepResult } from './step.ts';

const REPOSITORY = resolve(import.meta.dirname, '..', '..');
const PEAK_MEMORY_SCRIPT = join(import.meta.dirname, 'peak-memory.cjs');

/**
 * Runs the action as a step, as the runner would: Node on `runs.main`, in an empty workspace, with the inputs and the
 * files that the runner gives; then reads what the step left. Leaves nothing behind, no process and no file.
 *
 * The environment variable STEP_NODE names another Node than this process's to run it on.
 *
 * @throws HungError when the step does not end; another error when action.yml cannot be read, or this is not the Node
 *   that it asks for
 */
export async function runStep(options: StepOptions): Promise<StepResult> {
  const { actionFolder = REPOSITORY, debug = false, onLogLine = () => {}, measureMemory = false } = options;
  const { cancel = new AbortController().signal } = options;
  const action = readActionMetadata(actionFolder);
  const node = process.env.STEP_NODE ?? ownNode(action);
  const script = resolve(actionFolder, options.main ?? action.runs.main);
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  try {
    const files = createStepFiles(folder, options);
    const memoryFile = join(folder, 'peak-memory');
    const log = new StepLog(debug, onLogLine);
    const stdout = new LineSplitter((line) => log.read(line));
    const stderr = new LineSplitter((line) => log.read(line));
    const { isTimedOut, ...end } = await runProcess({
      command: node,
      arguments: [
        ...(measureMemory ? ['--require', PEAK_MEMORY_SCRIPT] : []),
        ...(options.nodeArguments ?? []),
        script,
      ],
      workspace: files.workspace,
      environment: {
        CI: 'true',
        ...machineVariables(),
        ...options.env,
        ...(measureMemory ? { PEAK_MEMORY_FILE: memoryFile } : {}),
        ...inputVariables(action, options.inputs),
        ...stateVariables(options.state ?? {}),
        ...runnerVariables(files, debug),
        ...options.runner,
      },
      onStdout: (text) => stdout.write(text),
      onStderr: (text) => stderr.write(text),
      cancel,
      signal: options.signal ?? 'SIGINT',
      timeoutMs: options.timeoutMs,
      killAfterMs: options.killAfterMs,
    });
    const cancelled = cancel.aborted;
    stdout.end();
    stderr.end();
    const outputFileText = readFileCommand('output', files.output, log, (name, value) => log.setOutput(name, value));
    readFileCommand('state', files.state, log, (name, value) => log.saveState(name, value));
    const summary = readSummary(files.summary, log);
    const textsOf = (name: string) => log.commands.filter((command) => command.name === name).map(({ text }) => text);
    return {
      ...end,
      outcome: cancelled ? 'cancelled' : end.exitCode === 0 && !isTimedOut && !log.refused ? 'success' : 'failure',
      peakMemoryKb: Number(readIfThere(memoryFile)) || undefined,
      lines: log.lines,
      commands: log.commands,
      errors: textsOf('error'),
      warnings: textsOf('warning'),
      notices: textsOf('notice'),
      debug: textsOf('debug'),
      masks: textsOf('add-mask'),
      annotations: log.annotations,
      runnerErrors: log.complaints,
      outputs: Object.fromEntries(log.outputs),
      outputFileText,
      state: Object.fromEntries(log.state),
      summary,
      stdout: stdout.text,
      stderr: stderr.text,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function ownNode(action: ActionMetadata): string {
  const here = `node${process.versions.node.split('.')[0]}`;
  if (here === action.runs.using) return process.execPath;
  throw new Error(
    `action.yml asks for ${action.runs.using}, and this is ${here}: start it with npm run, which brings its own.`,
  );
}
