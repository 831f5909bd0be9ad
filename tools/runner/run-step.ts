import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ActionMetadata, readActionMetadata } from './action-metadata.ts';
import { LineSplitter } from './line-splitter.ts';
import type { StepOptions, StepResult } from './step.ts';
import { inputVariables, machineVariables, runnerVariables } from './step-environment.ts';
import { createStepFiles, readIfThere, readOutputs, readSummary } from './step-files.ts';
import { StepLog } from './step-log.ts';
import { runProcess } from './step-process.ts';

export type { StepOptions, StepResult } from './step.ts';

const REPOSITORY = resolve(import.meta.dirname, '..', '..');
const PEAK_MEMORY_SCRIPT = join(import.meta.dirname, 'peak-memory.cjs');

/**
 * Runs the action as a step, as the runner would: Node on `runs.main`, in an empty workspace, with the inputs and the
 * files that the runner gives; then reads what the step left. Leaves nothing behind, no process and no file.
 *
 * @throws HungError when the step does not end; another error when action.yml cannot be read, or this is not the Node
 *   that it asks for
 */
export async function runStep(options: StepOptions): Promise<StepResult> {
  const actionFolder = options.actionFolder ?? REPOSITORY;
  const action = readActionMetadata(actionFolder);
  checkNode(action);
  const folder = mkdtempSync(join(tmpdir(), 'step-'));
  try {
    return await runIn(folder, options, action, resolve(actionFolder, options.main ?? action.runs.main));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runIn(folder: string, options: StepOptions, action: ActionMetadata, main: string): Promise<StepResult> {
  const { debug = false, onLogLine = () => {}, measureMemory = false } = options;
  const files = createStepFiles(folder, options);
  const memoryFile = join(folder, 'peak-memory');
  const log = new StepLog(debug, onLogLine);
  const stdout = new Printed(log);
  const stderr = new Printed(log);
  const cancel = cancellation(options.cancel);
  const end = await runProcess({
    command: process.execPath,
    arguments: [...(measureMemory ? ['--require', PEAK_MEMORY_SCRIPT] : []), ...(options.nodeArguments ?? []), main],
    workspace: files.workspace,
    environment: {
      CI: 'true',
      ...machineVariables(),
      ...options.env,
      ...(measureMemory ? { STAND_IN_PEAK_MEMORY_FILE: memoryFile } : {}),
      ...inputVariables(action, options.inputs),
      ...runnerVariables(files, debug),
    },
    onStdout: (text) => stdout.write(text),
    onStderr: (text) => stderr.write(text),
    cancel: cancel.signal,
    signal: options.signal ?? 'SIGINT',
    killAfterMs: options.killAfterMs,
  }).finally(cancel.dismiss);
  const cancelled = cancel.signal.aborted;
  stdout.end();
  stderr.end();
  const outputFileText = readOutputs(files.output, log);
  const summary = readSummary(files.summary, log);
  const textsOf = (name: string) => log.commands.filter((command) => command.name === name).map(({ text }) => text);
  return {
    ...end,
    outcome: cancelled ? 'cancelled' : end.exitCode === 0 && !log.refused ? 'success' : 'failure',
    peakMemoryKb: Number(readIfThere(memoryFile)) || undefined,
    lines: log.lines,
    commands: log.commands,
    errors: textsOf('error'),
    warnings: textsOf('warning'),
    notices: textsOf('notice'),
    debug: textsOf('debug'),
    masks: textsOf('add-mask'),
    runnerErrors: log.complaints,
    outputs: Object.fromEntries(log.outputs),
    outputFileText,
    summary,
    stdout: stdout.text,
    stderr: stderr.text,
  };
}

/** One stream of the step: kept as it was printed, and read line by line. */
class Printed {
  text = '';
  readonly #lines: LineSplitter;

  constructor(log: StepLog) {
    this.#lines = new LineSplitter((line) => log.read(line));
  }

  write(text: string): void {
    this.text += text;
    this.#lines.write(text);
  }

  end(): void {
    this.#lines.end();
  }
}

function cancellation(cancel: StepOptions['cancel']): { signal: AbortSignal; dismiss: () => void } {
  if (cancel instanceof AbortSignal) {
    return { signal: cancel, dismiss: () => {} };
  }
  const controller = new AbortController();
  const timer = cancel && setTimeout(() => controller.abort(), cancel.afterMs);
  return { signal: controller.signal, dismiss: () => clearTimeout(timer) };
}

function checkNode(action: ActionMetadata): void {
  const here = `node${process.versions.node.split('.')[0]}`;
  if (here !== action.runs.using) {
    throw new Error(
      `action.yml asks for ${action.runs.using}, and this is ${here}: start it with npm run, which brings its own.`,
    );
  }
}
