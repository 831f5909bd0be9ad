/**
 * Cuts a stream of text into lines as .NET's `StreamReader.ReadLine` does, through which the runner reads a process:
 * a line ends with LF, with CR LF and with CR alone, so that `50 %\r::error::x` is a command. A byte order mark at the
 * start of the stream belongs to no line.
 */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #rest = '';
  #afterReturn = false;
  #started = false;

  /** @param onLine gets each line, without its end, as soon as it is complete */
  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  write(chunk: string): void {
    if (chunk === '') {
      return;
    }
    let fresh = this.#started ? chunk : chunk.replace(/^\uFEFF/, '');
    this.#started = true;
    if (this.#afterReturn && fresh.startsWith('\n')) {
      fresh = fresh.slice(1);
    }
    this.#afterReturn = chunk.endsWith('\r');
    const lines = (this.#rest + fresh).split(/\r\n|\r|\n/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#onLine(line);
    }
  }

  /** The stream is at its end: what is left is a line, if there is anything. */
  end(): void {
    if (this.#rest !== '') {
      this.#onLine(this.#rest);
      this.#rest = '';
    }
  }
}
