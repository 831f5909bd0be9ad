import { closestName } from './parse/input-names.ts';
import { ParseError, quoted } from './parse/parse-error.ts';
import { trimmed } from './parse/words.ts';

/** What the runner puts before the name of an input, as an environment variable. */
const PREFIX = 'INPUT_';

/** An input of an action.yml. */
export interface KnownInput {
  /** What arrives where the workflow gives nothing; undefined where action.yml has no default. */
  readonly default?: string;
  /**
   * Whether it may arrive empty, and then means its default. An input that decides what is terminated may not: it has a
   * default so that "not given" can be told apart from an expression that came to nothing.
   */
  readonly mayBeEmpty?: boolean;
}

/** The inputs of an action.yml, by their names. */
export type KnownInputs = Readonly<Record<string, KnownInput>>;

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the inputs of a step from its environment, and collects what is wrong with them. */
export class InputReader {
  /** Each begins with the input's name. */
  readonly problems: string[] = [];
  readonly #known: KnownInputs;
  readonly #redact: (text: string) => string;
  readonly #environment: Environment;

  /** @param redact takes secrets out of what problems show */
  constructor(known: KnownInputs, redact: (text: string) => string, environment: Environment = process.env) {
    this.#known = known;
    this.#redact = redact;
    this.#environment = environment;
  }

  /**
   * Adds a problem for each input whose name is close to a known one, and for those that were lost on the way.
   *
   * @returns whether there is none
   */
  checkNames(): boolean {
    const known = Object.keys(this.#known);
    const variables = new Set(known.map(variableOf));
    const before = this.problems.length;
    for (const variable of Object.keys(this.#environment)) {
      const upperCase = variable.toUpperCase();
      // On Windows the case of a variable's name means nothing.
      const isKnown = variables.has(process.platform === 'win32' ? upperCase : variable);
      if (isKnown || !upperCase.startsWith(PREFIX)) continue;
      const name = variable.slice(PREFIX.length).toLowerCase();
      const meant = closestName(name, known);
      if (meant === undefined) continue;
      this.problems.push(
        `${name}: this is not an input. Write ${meant}. Where ${variable} is a variable of your own, rename it.`,
      );
    }
    const lost = known.filter((name) => this.#known[name]?.default !== undefined && !this.#hasArrived(name));
    if (lost.length > 0) {
      this.problems.push(
        `${lost.join(', ')}: no value has arrived, though action.yml has a default. ` +
          'The shell dash, and wrappers that use it, drop variables with a hyphen in the name. ' +
          'Start Node directly, or with bash.',
      );
    }
    return this.problems.length === before;
  }

  /** The text of an environment variable, without white space around it. */
  variable(name: string): string {
    return trimmed(this.#environment[name] ?? '');
  }

  /** Adds a problem for each input that has arrived empty, and may not. */
  checkEmpty(): void {
    for (const name of Object.keys(this.#known)) {
      if (this.text(name) === '' && this.isGiven(name)) {
        this.problems.push(`${name}: ${emptyProblem(name, this.#known[name]?.default ?? '')}`);
      }
    }
  }

  /** The input's text without white space around it, or its default where that is what it means. */
  text(name: string): string {
    const { default: standard = '', mayBeEmpty = false } = this.#known[name] ?? {};
    const text = this.#hasArrived(name) ? trimmed(this.#environment[variableOf(name)] ?? '') : standard;
    return text === '' && mayBeEmpty ? standard : text;
  }

  /** Whether the input says something else than its default. */
  isGiven(name: string): boolean {
    return this.text(name) !== (this.#known[name]?.default ?? '');
  }

  /** @returns what `parse` makes of the input's text; undefined, with a problem added, where that is wrong */
  read<T>(name: string, parse: (text: string) => T): T {
    const text = this.text(name);
    // That is a problem already.
    if (text === '' && this.isGiven(name)) return undefined as T;
    return this.attempt(name, () => parse(text));
  }

  /** @returns what `parse` returns; undefined, with a problem added, where it throws a ParseError */
  attempt<T>(name: string, parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      this.problems.push(`${name}: ${error.explain((text) => quoted(text, this.#redact))}`);
      return undefined as T;
    }
  }

  #hasArrived(name: string): boolean {
    return this.#environment[variableOf(name)] !== undefined;
  }
}

/** The name of the environment variable that an input arrives in. */
export function variableOf(name: string): string {
  return `${PREFIX}${name.replaceAll(' ', '_').toUpperCase()}`;
}

/** Never with `|| false` in the advice: a misspelt name would be false again. */
function emptyProblem(name: string, standard: string): string {
  const isBoolean = standard === 'true' || standard === 'false';
  const advice = isBoolean
    ? `In a workflow with a schedule, write \${{ github.event_name == 'workflow_dispatch' && inputs.${name} }}.`
    : `Where none is meant, write "${standard}" at its source (default: ${standard}).`;
  return `it arrived empty: its expression has come to nothing. Check the names in the expression. ${advice}`;
}
