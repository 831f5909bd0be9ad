import { ParseError, quoted } from '../../src/parse/parse-error.ts';

/** What a message says is wrong with a text that was not accepted; undefined where it was. */
export function problemOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return error.explain((text) => quoted(text, String));
  }
}
