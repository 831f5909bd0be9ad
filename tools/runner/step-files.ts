import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseOutputsFile } from './file-commands.ts';
import type { StepOptions } from './step.ts';
import type { StepLog } from './step-log.ts';

/** A larger summary is not shown at all (`CreateStepSummaryCommand.AttachmentSizeLimit`). */
const SUMMARY_LIMIT_BYTES = 1024 * 1024;

/** The folders and files that a step is given. */
export type StepFiles = Readonly<
  Record<'workspace' | 'temp' | 'toolCache' | 'event' | 'output' | 'summary' | 'environment' | 'path' | 'state', string>
>;

/**
 * Makes what the runner makes before a step: an empty workspace, a folder for temporary files, an event, and an empty
 * file for each file command (`FileCommandManager.InitializeFiles`).
 *
 * @param folder an empty folder to put all of it into
 * @param elsewhere paths to name in place of two of the files
 */
export function createStepFiles(folder: string, elsewhere: Pick<StepOptions, 'outputFile' | 'summaryFile'>): StepFiles {
  const workspace = join(folder, 'work', 'repository');
  const toolCache = join(folder, 'tools');
  const temp = join(folder, 'temp');
  const commands = join(temp, '_runner_file_commands');
  for (const path of [workspace, toolCache, commands]) mkdirSync(path, { recursive: true });
  const create = (path: string, text = '') => {
    writeFileSync(path, text);
    return path;
  };
  return {
    workspace,
    temp,
    toolCache,
    event: create(join(temp, 'event.json'), '{}'),
    output: elsewhere.outputFile ?? create(join(commands, 'set_output')),
    summary: elsewhere.summaryFile ?? create(join(commands, 'step_summary')),
    environment: create(join(commands, 'set_env')),
    path: create(join(commands, 'add_path')),
    state: create(join(commands, 'save_state')),
  };
}

/**
 * Reads the file of outputs or of state that a step leaves. Where it cannot be read, or not to its end, the runner says
 * so and fails the step (`FileCommandManager.ProcessFiles`).
 *
 * @param name how the runner calls the file: `output` or `state`
 * @param set gets each name and value, also those in front of a mistake
 * @returns the file's text
 */
export function readFileCommand(
  name: string,
  file: string,
  log: StepLog,
  set: (name: string, value: string) => void,
): string {
  const refuse = (why: string) => log.refuse(`Unable to process file command '${name}' successfully.`, why);
  try {
    const text = readIfThere(file);
    const { outputs, error } = parseOutputsFile(text);
    for (const [name, value] of outputs) set(name, value);
    if (error !== undefined) refuse(error);
    return text;
  } catch (error) {
    refuse((error as Error).message);
    return '';
  }
}

/** @returns the summary as GitHub would show it, which is empty where it is too large or cannot be read */
export function readSummary(file: string, log: StepLog): string {
  try {
    const text = readIfThere(file);
    const bytes = Buffer.byteLength(text);
    if (bytes <= SUMMARY_LIMIT_BYTES) return text;
    log.complain(`$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${bytes >> 10}k.`);
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
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}
