import { ACTIVE_STATES, type ActiveState, type JobFilter } from '../xplenty/filter.ts';
import { parseSeconds, shown, wholeNumber, words } from './values.ts';

/** What can choose jobs. `statuses` only narrows: alone it would stop a whole account. */
export const FILTERS = ['package-id', 'cluster-id', 'variables', 'running-longer-than-seconds'];

/**
 * @param read reads an input by its name, and keeps what `parse` says is wrong with it
 * @param isNarrowed whether any of FILTERS was given
 */
export function readFilter(read: <T>(name: string, parse: (text: string) => T) => T, isNarrowed: boolean): JobFilter {
  return {
    packageId: read('package-id', (text) => parseOptionalId(text, 'package')),
    clusterId: read('cluster-id', (text) => parseOptionalId(text, 'cluster')),
    variables: read('variables', parseVariables),
    runningLongerThanSeconds: read('running-longer-than-seconds', (text) =>
      text === '' ? undefined : parseSeconds(text),
    ),
    states: read('statuses', (text) => {
      if (text === '' || isNarrowed) return parseStatuses(text);
      throw new Error(
        `alone it would stop every job of the account. Give at least one of ${FILTERS.join(', ')} with it.`,
      );
    }),
  };
}

/** @throws Error unless it is a whole number above 0 in ASCII digits; undefined where nothing was given */
export function parseOptionalId(text: string, what: string): number | undefined {
  if (text === '') return undefined;
  const id = wholeNumber(text);
  if (id !== undefined) return id;
  throw new Error(`${shown(text)} is not the number of a ${what}. Give digits only, above 0.`);
}

/**
 * Lines of `name=value`. An error names the line, never its text: a variable may hold a secret.
 *
 * @throws Error where a line has no name or no `=`, or a name stands twice
 */
export function parseVariables(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const equals = line.indexOf('=');
    const [name, value] = [line.slice(0, Math.max(equals, 0)).trim(), line.slice(equals + 1).trim()];
    if (name === '') throw new Error(`line ${index + 1} is not of the form name=value.`);
    if (variables.has(name)) throw new Error(`line ${index + 1} names a variable for the second time.`);
    variables.set(name, value);
  }
  return variables;
}

/** @throws Error for a state that is none of the four of a job that has neither ended nor been asked to stop */
export function parseStatuses(text: string): readonly ActiveState[] {
  const given = words(text);
  const wrong = given.filter((word) => !(ACTIVE_STATES as readonly string[]).includes(word));
  if (wrong.length > 0) {
    throw new Error(`${wrong.map(shown).join(', ')} was given. Give some of ${ACTIVE_STATES.join(', ')}.`);
  }
  return given.length === 0 ? ACTIVE_STATES : ACTIVE_STATES.filter((state) => given.includes(state));
}
