/** One figure, and what it must reach. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** Between which values half of the runs lie, where there are runs. */
  readonly half?: string;
  readonly target?: string;
  /** Whether the target was reached; undefined where there is none. */
  readonly met?: boolean;
}

const HEAD = ['What', 'Measured', 'Half of the runs', 'Target', 'Met'];

/** The rows as a Markdown table that is a table for the eye, too. */
export function markdownTable(rows: readonly Row[]): string {
  const cells = rows.map(({ what, measured, half = '', target = '', met }) => {
    return [what, measured, half, target, met === undefined ? '' : met ? 'yes' : 'NO'];
  });
  const widths = HEAD.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** A measured figure that must not be above a limit. */
export function atMost(figure: number, limit: number, inWords: (figure: number) => string): Omit<Row, 'what'> {
  return { measured: inWords(figure), target: `at most ${inWords(limit)}`, met: figure <= limit };
}

/** Two values as a range. */
export function between([from, to]: readonly [number, number], inWords: (figure: number) => string): string {
  return `${inWords(from)} to ${inWords(to)}`;
}

export const milliseconds = (ms: number) => `${ms.toFixed(1)} ms`;
export const megabytes = (kilobytes: number) => `${(kilobytes / 1024).toFixed(1)} MiB`;
export const times = (ratio: number) => ratio.toFixed(3);
export const count = (number: number) => number.toLocaleString('en-US');
