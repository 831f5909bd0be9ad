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
  /** The texts of the known inputs that have arrived, by their names. */
  readonly #texts = new Map<string, string>();

  /** @param redact takes secrets out of what problems show */
  constructor(known: KnownInputs, redact: (text: string) => string, environment: Environment = process.env) {
    this.#known = known;
    this.#redact = redact;
    this.#environment = environment;
    for (const name of Object.keys(known)) {
      const text = environment[variableOf(name)];
      if (text !== undefined) this.#texts.set(name, trimmed(text));
    }
  }

  /**
   * Adds a problem for each input whose name is close to a known one, and for those that were lost on the way.
   *
   * @returns whether there is none
   */
  checkNames(): boolean {
    const known = Object.keys(this.#known);
    const problems = misspelt(Object.keys(this.#environment), known);
    const lost = known.filter((name) => this.#known[name]?.default !== undefined && !this.#texts.has(name));
    if (lost.length > 0) problems.push(lostProblem(lost));
    this.problems.push(...problems);
    return problems.length === 0;
  }

  /** The text of an environment variable, without white space around it. */
  variable(name: string): string {
    return trimmed(this.#environment[name] ?? '');
  }

  /** Adds a problem for each input that has arrived empty, and may not. */
  checkEmpty(): void {
    for (const [name, text] of this.#texts) {
      const { default: standard = '', mayBeEmpty = false } = this.#known[name] ?? {};
      if (text === '' && standard !== '' && !mayBeEmpty) this.problems.push(`${name}: ${emptyProblem(name, standard)}`);
    }
  }

  /** The input's text without white space around it, or its default where that is what it means. */
  text(name: string): string {
    const { default: standard = '', mayBeEmpty = false } = this.#known[name] ?? {};
    const text = this.#texts.get(name) ?? standard;
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
}

/** The name of the environment variable that an input arrives in. */
export function variableOf(name: string): string {
  return `${PREFIX}${name.replaceAll(' ', '_').toUpperCase()}`;
}

/** What is wrong with each variable that is an input nobody knows, and has a name close to a known one. */
function misspelt(variables: readonly string[], known: readonly string[]): string[] {
  const expected = new Set(known.map(variableOf));
  // On Windows the case of a variable's name means nothing.
  const isExpected = (variable: string) =>
    expected.has(process.platform === 'win32' ? variable.toUpperCase() : variable);
  const others = variables.filter((variable) => variable.toUpperCase().startsWith(PREFIX) && !isExpected(variable));
  return others.flatMap((variable) => {
    const name = variable.slice(PREFIX.length).toLowerCase();
    const meant = closestName(name, known);
    if (meant === undefined) return [];
    return `${name}: this is not an input. Write ${meant}. Where ${variable} is a variable of your own, rename it.`;
  });
}

function lostProblem(names: readonly string[]): string {
  return (
    `${names.join(', ')}: no value has arrived, though action.yml has a default. ` +
    'The shell dash, and wrappers that use it, drop variables with a hyphen in the name. ' +
    'Start Node directly, or with bash.'
  );
}

/** Never with `|| false` in the advice: a misspelt name would be false again. */
function emptyProblem(name: string, standard: string): string {
  const isBoolean = standard === 'true' || standard === 'false';
  const advice = isBoolean
    ? `In a workflow with a schedule, write \${{ github.event_name == 'workflow_dispatch' && inputs.${name} }}.`
    : `Where none is meant, write "${standard}" at its source (default: ${standard}).`;
  return `it arrived empty: its expression has come to nothing. Check the names in the expression. ${advice}`;
}
