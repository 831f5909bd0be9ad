import { closeSync, constants, fstatSync, ftruncateSync, openSync, statSync, writeSync } from 'node:fs';

/**
 * A file of the runner, for outputs or for the job summary. What this run writes into it can be replaced; what stood there
 * before is never touched.
 */
export class RunnerFile {
  readonly #path: string;
  /** Where the text of this run begins and ends, in bytes. */
  #start = 0;
  #end: number | undefined;
  #text = '';

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Makes `text` all that this run has written into the file. A text that cannot be written whole is taken back, so that the
   * runner can read the rest.
   *
   * @throws Error where it cannot be written. Like core's `setOutput`, this makes no file that the runner has not made
   */
  replace(text: string): void {
    if (text === this.#text) return;
    // To open a pipe would wait for its reader.
    if (!statSync(this.#path).isFile()) throw new Error(`${this.#path} is not a regular file`);
    const file = openSync(this.#path, constants.O_WRONLY);
    try {
      const { size } = fstatSync(file);
      // On the first time, and where something else has written into the file meanwhile.
      if (size !== this.#end) this.#start = size;
      this.#text = '';
      this.#end = this.#start;
      try {
        this.#end += writeAt(file, this.#start, text);
        this.#text = text;
      } finally {
        ftruncateSync(file, this.#end);
      }
    } finally {
      closeSync(file);
    }
  }
}

/** Writes all of a text at an offset, and returns its length in bytes. */
function writeAt(file: number, offset: number, text: string): number {
  const bytes = Buffer.from(text);
  // On a disk that runs full, the first call writes what fits and the second one throws.
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written, bytes.length - written, offset + written);
  }
  return bytes.length;
}
