// What could act or hide where a text is shown: control characters, line and paragraph separators, bidirectional and
// other invisible formatting, halves of a character.
const UNPRINTABLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`;

/**
 * Nearly every text is one of these, and needs no look at the tables of Unicode. V8 loads them as soon as it meets a `\p`
 * in a script, which is why the expression above is only a text until it is needed.
 */
const ORDINARY = /^[ -~]*$/;

/**
 * Makes a text from elsewhere fit to be shown inside a line of ours: on one line, nothing in it that acts or hides,
 * cut at `limit` characters and said to be cut.
 *
 * `##[` is broken up because the runner takes `##[command]` for a workflow command anywhere in a line
 * (actions/runner, ActionCommand.TryParse).
 *
 * @param text the text as it came
 * @param limit how many characters are shown at most
 */
export function printable(text: string, limit = 500): string {
  const head = text.slice(0, limit * 4);
  const oneLine = head.replace(/\s+/g, ' ').trim();
  const visible = ORDINARY.test(oneLine) ? oneLine : oneLine.replace(new RegExp(UNPRINTABLE, 'gu'), '\uFFFD');
  const line = Array.from(visible.replaceAll('##[', '# #['));
  if (head.length === text.length && line.length <= limit) return line.join('');
  return `${line.slice(0, limit).join('')}… (cut, ${text.length} characters in all)`;
}
