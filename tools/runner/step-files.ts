import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseOutputsFile, setOutput, summaryComplaint } from './file-commands.ts';
import type { StepOptions } from './step.ts';
import type { StepLog } from './step-log.ts';

/** The folders and files that a step is given. */
export interface StepFiles {
  readonly workspace: string;
  readonly temp: string;
  readonly event: string;
  readonly output: string;
  readonly summary: string;
  readonly environment: string;
  readonly path: string;
  readonly state: string;
}

/**
 * Makes what the runner makes before a step: an empty workspace, a folder for temporary files, an event, and an empty
 * file for each file command (`FileCommandManager.InitializeFiles`).
 *
 * @param folder an empty folder to put all of it into
 * @param elsewhere paths to name in place of two of the files
 */
export function createStepFiles(folder: string, elsewhere: Pick<StepOptions, 'outputFile' | 'summaryFile'>): StepFiles {
  const workspace = join(folder, 'work', 'repository');
  const temp = join(folder, 'temp');
  const commands = join(temp, '_runner_file_commands');
  const events = join(temp, '_github_workflow');
  for (const path of [workspace, commands, events]) {
    mkdirSync(path, { recursive: true });
  }
  const create = (path: string, text = '') => {
    writeFileSync(path, text);
    return path;
  };
  return {
    workspace,
    temp,
    event: create(join(events, 'event.json'), '{}'),
    output: elsewhere.outputFile ?? create(join(commands, 'set_output')),
    summary: elsewhere.summaryFile ?? create(join(commands, 'step_summary')),
    environment: create(join(commands, 'set_env')),
    path: create(join(commands, 'add_path')),
    state: create(join(commands, 'save_state')),
  };
}

/**
 * Reads the outputs file of a step that has ended into the step's outputs. Where it cannot be read, or not to its end,
 * the runner says so and fails the step (`FileCommandManager.ProcessFiles`).
 *
 * @returns the file's text
 */
export function readOutputs(file: string, log: StepLog): string {
  const refuse = (why: string) => log.refuse("Unable to process file command 'output' successfully.", why);
  try {
    const text = readIfThere(file);
    const { outputs, error } = parseOutputsFile(text);
    for (const [name, value] of outputs) {
      setOutput(log.outputs, name, value);
    }
    if (error !== undefined) {
      refuse(error);
    }
    return text;
  } catch (error) {
    refuse((error as Error).message);
    return '';
  }
}

/** @returns the summary as a page would show it, which is empty where it is too large or cannot be read */
export function readSummary(file: string, log: StepLog): string {
  try {
    const text = readIfThere(file);
    const complaint = summaryComplaint(Buffer.byteLength(text));
    if (complaint === undefined) {
      return text;
    }
    log.complain(complaint);
  } catch (error) {
    log.complain(`Failed to create step summary using 'GITHUB_STEP_SUMMARY': ${(error as Error).message}`);
  }
  return '';
}

/** @returns the file's text, which is empty where there is no file */
export function readIfThere(file: string): string {
  try {
    // To read a pipe would wait for a writer.
    if (statSync(file).isFIFO()) throw new Error(`${file} is a pipe`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return '';
    }
    throw error;
  }
}
