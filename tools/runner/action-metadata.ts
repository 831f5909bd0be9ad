import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface ActionInput {
  readonly description: string;
  readonly required: boolean;
  /** What the runner passes where a workflow gives nothing. Empty where action.yml names no default. */
  readonly default: string;
}

export interface ActionOutput {
  readonly description: string;
}

export interface ActionMetadata {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, ActionInput>>;
  readonly outputs: Readonly<Record<string, ActionOutput>>;
  /** `using`, for instance `node24`; `main`, the script as action.yml writes it, relative to its own folder. */
  readonly runs: { readonly using: string; readonly main: string };
}

/**
 * Reads the action.yml of an action.
 *
 * @param folder the folder that holds action.yml
 * @returns its inputs with their defaults, its outputs and what it runs
 * @throws when the file cannot be read, or names no Node script to run
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
 */
export function readActionMetadata(folder: string): ActionMetadata {
  const file = join(folder, 'action.yml');
  const written = parse(readFileSync(file, 'utf8'));
  const using = text(written?.runs?.using);
  const main = text(written?.runs?.main);
  if (!/^node\d+$/.test(using) || main === '') {
    throw new Error(`${file}: \`runs\` names no script for Node (using: '${using}', main: '${main}').`);
  }
  return {
    name: text(written.name),
    description: text(written.description),
    inputs: mapValues(written.inputs, (input) => ({
      description: text(input?.description),
      required: input?.required === true,
      default: text(input?.default),
    })),
    outputs: mapValues(written.outputs, (output) => ({ description: text(output?.description) })),
    runs: { using, main },
  };
}

/** The runner turns every scalar into text, so that `default: false` and `default: 'false'` are the same. */
function text(scalar: unknown): string {
  return scalar === null || scalar === undefined ? '' : String(scalar);
}

function mapValues<T>(
  section: Record<string, Record<string, unknown> | null> | null | undefined,
  convert: (value: Record<string, unknown> | null) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(section ?? {}).map(([name, value]) => [name, convert(value)]));
}
