import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface ActionMetadata {
  readonly description: string;
  /** A default is what the runner passes where a workflow gives nothing, empty where action.yml names none. */
  readonly inputs: Readonly<Record<string, { description: string; required: boolean; default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  /** `using`, for instance `node24`, and the scripts as action.yml writes them, relative to its own folder. */
  readonly runs: { readonly using: string; readonly main: string; readonly post: string };
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
  const [using, main, post] = [written?.runs?.using, written?.runs?.main, written?.runs?.post].map(text);
  if (!/^node\d+$/.test(using ?? '') || !main) {
    throw new Error(`${file}: \`runs\` names no script for Node (using: '${using}', main: '${main}').`);
  }
  return {
    description: text(written.description),
    inputs: mapValues(written.inputs, (input) => ({
      description: text(input?.description),
      required: input?.required === true,
      default: text(input?.default),
    })),
    outputs: mapValues(written.outputs, (output) => ({ description: text(output?.description) })),
    runs: { using: using ?? '', main, post: post ?? '' },
  };
}

/** The runner turns every scalar into text, so that `default: false` and `default: 'false'` are the same. */
function text(scalar: unknown): string {
  return scalar === null || scalar === undefined ? '' : String(scalar);
}

type Section<T> = Record<string, T>;

function mapValues<T>(
  section: Section<Section<unknown> | null> | null,
  convert: (value: Section<unknown> | null) => T,
) {
  return Object.fromEntries(Object.entries(section ?? {}).map(([name, value]) => [name, convert(value)]));
}
