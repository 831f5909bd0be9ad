/** What the runner could read from an outputs file. With an error, everything in front of the fault still counts. */
export interface OutputsFile {
  readonly outputs: ReadonlyMap<string, string>;
  /** The runner's own words. It fails the step with them. */
  readonly error?: string;
}

/** A summary past this is not shown at all (`CreateStepSummaryCommand.AttachmentSizeLimit`). */
export const SUMMARY_LIMIT_BYTES = 1024 * 1024;

/**
 * Reads the text of a GITHUB_OUTPUT file: `name=value` lines and `name<<DELIMITER` … `DELIMITER` blocks, as the
 * runner's `EnvFileKeyValuePairs` does (actions/runner, src/Runner.Worker/FileCommandManager.cs).
 *
 * @param text the file's text
 * @param windows whether CR LF ends a line, which the runner lets it do on Windows only
 */
export function parseOutputsFile(text: string, windows: boolean = process.platform === 'win32'): OutputsFile {
  const outputs = new Map<string, string>();
  try {
    for (const [name, value] of pairs(text.replace(/^\uFEFF/, ''), windows)) {
      setOutput(outputs, name, value);
    }
    return { outputs };
  } catch (error) {
    return { outputs, error: (error as Error).message };
  }
}

/**
 * Sets one output as the runner's steps context does: a later value wins, whatever the case of its name.
 *
 * @throws in the runner's words when the name is empty
 */
export function setOutput(outputs: Map<string, string>, name: string, value: string): void {
  if (name === '') {
    throw new Error("Value cannot be null. (Parameter 'name')");
  }
  for (const known of outputs.keys()) {
    if (known !== name && known.toLowerCase() === name.toLowerCase()) {
      outputs.delete(known);
    }
  }
  outputs.set(name, value);
}

/** @returns the runner's complaint about a summary of this size, or nothing where it shows the summary */
export function summaryComplaint(bytes: number): string | undefined {
  const kib = (size: number) => Math.floor(size / 1024);
  return bytes > SUMMARY_LIMIT_BYTES
    ? `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${kib(SUMMARY_LIMIT_BYTES)}k, got ${kib(bytes)}k.`
    : undefined;
}

function* pairs(text: string, windows: boolean): Generator<[name: string, value: string]> {
  const lines = new Lines(text, windows);
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const equals = position(line.text, '=');
    const heredoc = position(line.text, '<<');
    if (line.text === '') {
      continue;
    }
    if (equals < heredoc) {
      yield [line.text.slice(0, equals), line.text.slice(equals + 1)];
    } else if (heredoc < equals) {
      const name = line.text.slice(0, heredoc);
      const delimiter = line.text.slice(heredoc + 2);
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line.text}'. Name must not be empty and delimiter must not be empty`);
      }
      yield [name, heredocValue(lines, delimiter)];
    } else {
      throw new Error(`Invalid format '${line.text}'`);
    }
  }
}

/** The text up to the line that is nothing but the delimiter. The line end in front of that is not part of it. */
function heredocValue(lines: Lines, delimiter: string): string {
  const start = lines.position;
  let end = start;
  for (let line = lines.next(); line?.text !== delimiter; line = lines.next()) {
    if (line === undefined) {
      throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
    }
    if (line.end === '') {
      throw new Error('Invalid value. EOF marker missing new line.');
    }
    end = lines.position - line.end.length;
  }
  return lines.text.slice(start, end);
}

function position(line: string, mark: string): number {
  const index = line.indexOf(mark);
  return index < 0 ? Number.POSITIVE_INFINITY : index;
}

class Lines {
  readonly text: string;
  readonly #windows: boolean;
  position = 0;

  constructor(text: string, windows: boolean) {
    this.text = text;
    this.#windows = windows;
  }

  next(): { text: string; end: string } | undefined {
    if (this.position >= this.text.length) {
      return undefined;
    }
    const start = this.position;
    const feed = this.text.indexOf('\n', start);
    if (feed < 0) {
      this.position = this.text.length;
      return { text: this.text.slice(start), end: '' };
    }
    this.position = feed + 1;
    const end = this.#windows && feed > start && this.text[feed - 1] === '\r' ? '\r\n' : '\n';
    return { text: this.text.slice(start, this.position - end.length), end };
  }
}
