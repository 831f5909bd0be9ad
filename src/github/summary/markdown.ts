import { isActive, isFinal, isStopping } from '../../api/job.ts';
import { printable, unicodePattern } from '../../text.ts';

// Texts from elsewhere, made fit for the job summary: they are seen as they are, and do nothing. All of them go through here.

/**
 * What can act in Markdown, in a table's row or in HTML, and what GitHub looks for in the text that comes of them:
 * @mentions, #123, GH-123, :emoji:, $math$, addresses (`://`, `www.`, `a@b.c`) and commits (seven hexadecimal digits).
 */
const ACTS = /[!#-&*+\-/:-@[-`{-~]|[0-9a-fA-F]{6}(?=[0-9a-fA-F])|[wW]{3}(?=\.)/g;

/**
 * A text for any place in Markdown or HTML. As a character reference a character means nothing to Markdown; and in an element
 * of its own it stands apart from what it would have to touch, for GitHub's filters look at one stretch of text at a time.
 *
 * @param limit how many characters are shown at most
 */
export function inMarkdown(text: string, limit = 60): string {
  return printable(text, limit).replace(ACTS, (match) =>
    match.length > 1 ? `${match}<span></span>` : `<span>&#${match.charCodeAt(0)};</span>`,
  );
}

/** A text for a line of a Mermaid diagram, which knows no escapes: what may mean something becomes its full-width form. */
function inMermaid(text: string): string {
  return printable(text, 40).replace(unicodePattern(String.raw`[^\p{L}\p{M}\p{N} _.\u2026-]`, 'g'), (sign) =>
    sign < '\x7f' ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : '\uFFFD',
  );
}

/** A status; one that is not documented in quotation marks, so that it is read, and parsed, as nothing else. */
export function statusInMermaid(status: string): string {
  const isDocumented = [isActive, isStopping, isFinal].some((is) => is({ status }));
  return isDocumented ? status : `“${inMermaid(status)}”`;
}
