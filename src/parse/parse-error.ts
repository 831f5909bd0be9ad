import { printable } from '../text.ts';

/** Shows a text inside of a message. */
export type Quote = (text: string) => string;

/** What is wrong with a text. Wrong texts are shown without secrets, which whoever parses does not know. */
export class ParseError extends Error {
  /** Makes the message: what is wrong, and what to write. */
  readonly explain: (quote: Quote) => string;

  constructor(explain: (quote: Quote) => string) {
    super(explain(() => 'a text'));
    this.explain = explain;
  }
}

/** In quotes, on one line, cut, and without what may be the user and password of a URL, however that is written. */
export function quoted(text: string, redact: (text: string) => string): string {
  if (text === '') return 'nothing';
  const at = text.lastIndexOf('@');
  return `"${printable(redact(at < 0 ? text : `***${text.slice(at)}`), 200)}"`;
}
