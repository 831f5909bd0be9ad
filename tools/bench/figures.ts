export interface Row {
  readonly what: string;
  readonly measured: string;
  /** Between which values half of the runs lie, where there are runs. */
  readonly half?: string;
  readonly target?: string;
  /** Whether the target was reached; undefined where there is none. */
  readonly met?: boolean;
}

/** Rows about one thing, by what is measured of it. */
export function rowsOf(what: string, rows: Readonly<Record<string, Omit<Row, 'what'>>>): Row[] {
  return Object.entries(rows).map(([name, row]) => ({ what: `${what}: ${name}`, ...row }));
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

/**
 * The value below which a share of the samples lies, 0.5 for the median. Between two samples it is in proportion.
 *
 * @throws RangeError where there are no samples
 */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new RangeError('There are no samples.');
  return below + (above - below) * (position % 1);
}

export const median = (samples: readonly number[]) => quantile(samples, 0.5);

/** The two values between which half of the samples lie. */
export function halfOf(samples: readonly number[], inWords: (figure: number) => string): string {
  return `${inWords(quantile(samples, 0.25))} to ${inWords(quantile(samples, 0.75))}`;
}

export const milliseconds = (ms: number) => `${ms.toFixed(1)} ms`;
export const seconds = (duration: number) => `${duration.toFixed(1)} s`;
export const megabytes = (kilobytes: number) => `${(kilobytes / 1024).toFixed(1)} MiB`;
export const times = (ratio: number) => ratio.toFixed(3);
export const count = (number: number) => number.toLocaleString('en-US');
export const bytes = (size: number) => `${count(size)} bytes`;
