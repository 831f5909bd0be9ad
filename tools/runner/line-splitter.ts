/**
 * Cuts a stream of text into lines as .NET's `StreamReader.ReadLine` does, through which the runner reads a process:
 * a line ends with LF, with CR LF and with CR alone, so that `50 %\r::error::x` is a command. A byte order mark at the
 * start of the stream belongs to no line.
 */
export class LineSplitter {
  /** All that was written. */
  text = '';
  readonly #onLine: (line: string) => void;
  #rest = '';
  #isFirst = true;

  /** @param onLine gets each line, without its end */
  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(chunk: string): void {
    this.text += chunk;
    // A CR at the end of a chunk waits for the next one, which may begin with its LF.
    const lines = (this.#rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#emit(line);
  }

  /** The stream is at its end: what is left is a line, if there is anything. */
  end(): void {
    if (this.#rest !== '') this.#emit(this.#rest.replace(/\r$/, ''));
    this.#rest = '';
  }

  #emit(line: string): void {
    this.#onLine(this.#isFirst ? line.replace(/^\uFEFF/, '') : line);
    this.#isFirst = false;
  }
}
