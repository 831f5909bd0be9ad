/** What the runner could read from an outputs file. With an error, everything in front of the mistake still counts. */
export interface OutputsFile {
  readonly outputs: ReadonlyMap<string, string>;
  /** The runner's own words. It fails the step with them. */
  readonly error?: string;
}

/**
 * Reads the text of a GITHUB_OUTPUT or GITHUB_STATE file: `name=value` lines and `name<<DELIMITER` … `DELIMITER` blocks,
 * as the runner's `EnvFileKeyValuePairs` does (actions/runner, src/Runner.Worker/FileCommandManager.cs).
 *
 * @param text the file's text
 * @param windows whether CR LF ends a line, which the runner lets it do on Windows only
 */
export function parseOutputsFile(text: string, windows: boolean = process.platform === 'win32'): OutputsFile {
  const outputs = new Map<string, string>();
  try {
    for (const [name, value] of pairs(text.replace(/^\uFEFF/, ''), windows)) setOutput(outputs, name, value);
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
  if (name === '') throw new Error("Value cannot be null. (Parameter 'name')");
  for (const known of outputs.keys()) {
    if (known !== name && known.toLowerCase() === name.toLowerCase()) outputs.delete(known);
  }
  outputs.set(name, value);
}

function* pairs(text: string, windows: boolean): Generator<[name: string, value: string]> {
  const withoutReturn = (line: string) => (windows ? line.replace(/\r$/, '') : line);
  const written = text.split('\n');
  const lines = written.map(withoutReturn);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const [, name = '', mark, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    if (line === '') continue;
    if (mark === undefined) throw new Error(`Invalid format '${line}'`);
    if (mark === '=') {
      yield [name, rest];
      continue;
    }
    if (name === '' || rest === '') {
      throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
    }
    const end = lines.indexOf(rest, index + 1);
    if (end < 0 && index < lines.length - 1 && lines.at(-1) !== '') {
      throw new Error('Invalid value. EOF marker missing new line.');
    }
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${rest}'`);
    // The line end in front of the delimiter is not part of the value.
    yield [name, withoutReturn(written.slice(index + 1, end).join('\n'))];
    index = end;
  }
}
