/** One way through a tree of choices. Played again and again, it takes every way once. */
export class Choices {
  /** Which option was taken at each choice so far, and of how many. */
  #taken: { option: number; readonly of: number }[] = [];
  #at = 0;

  /** Takes one of the options: the same as last time up to the choice that is to change, then the first. */
  choose<T>(options: readonly T[]): T {
    const choice = this.#taken[this.#at] ?? { option: 0, of: options.length };
    this.#taken[this.#at++] = choice;
    return options[choice.option] as T;
  }

  /** Goes on to the next way. Returns false where all have been taken. */
  next(): boolean {
    this.#taken = this.#taken.slice(0, this.#at);
    this.#at = 0;
    for (let last = this.#taken.at(-1); last !== undefined; last = this.#taken.at(-1)) {
      if (++last.option < last.of) return true;
      this.#taken.pop();
    }
    return false;
  }
}
