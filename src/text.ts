/** What could act or hide where a text is shown: control characters, line separators, bidirectional formatting, lone surrogates. */
const UNPRINTABLE = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`;

/**
 * Makes a text from elsewhere fit to be shown inside a line of ours: on one line, nothing in it that acts or hides,
 * cut at `limit` characters and marked where it is cut.
 *
 * `##[` is broken up because the runner takes `##[command]` for a workflow command anywhere in a line
 * (actions/runner, ActionCommand.TryParse).
 *
 * @param text the text as it came
 * @param limit how many characters are shown at most
 */
export function printable(text: string, limit = 500): string {
  const head = text.slice(0, limit * 4);
  const trimmed = head.replace(/\s+/g, ' ').trim();
  const oneLine = isPlainAscii(trimmed) ? trimmed : trimmed.replace(unicodePattern(UNPRINTABLE, 'g'), '\uFFFD');
  const characters = Array.from(oneLine.replaceAll('##[', '# #['));
  if (head.length === text.length && characters.length <= limit) return characters.join('');
  return `${characters.slice(0, limit).join('')}… (cut, ${text.length} characters in all)`;
}

/**
 * Whether a text is printable ASCII, spaces, tabs and line ends. Nearly every text is, and is spared V8's tables of Unicode,
 * which take a millisecond to load.
 */
export function isPlainAscii(text: string): boolean {
  return !/[^ -~\t\r\n]/.test(text);
}

/**
 * A pattern with classes of Unicode, as `\p{L}`. V8 checks a literal with such a class when it reads the file, whether or not
 * it is used: 0.25 ms each with every start.
 */
export function unicodePattern(source: string, flags = ''): RegExp {
  return new RegExp(source, `u${flags}`);
}

/**
 * A length of time for people.
 *
 * @returns for instance `40 ms`, `2.5 s`, `12 s`, `3 min 20 s`, `2 h 5 min`
 */
export function duration(ms: number): string {
  if (ms < 950) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${Number((ms / 1000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

/** A moment for people, for instance `2026-11-25 20:34 UTC`. By its parts: the first `toISOString()` takes 0.2 ms. */
export function utc(date: Date): string {
  const day = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const time = [date.getUTCHours(), date.getUTCMinutes()];
  return `${twoDigits(day).join('-')} ${twoDigits(time).join(':')} UTC`;
}

function twoDigits(numbers: readonly number[]): string[] {
  return numbers.map((number) => String(number).padStart(2, '0'));
}
