// An input whose name is not known is lost: the runner only warns of it, act not at all. So a name that is close to a known
// one is refused, for what it was meant to say decides what is terminated.

/**
 * Finds the known input that a name was meant for: but for case, `_`, `-`, a plural, one or two letters, or what is missing
 * at its end (`package`, `wait`).
 *
 * @param name the name of an input that is not known
 * @param known the names of all inputs that are
 * @returns undefined where none is close
 */
export function closestName(name: string, known: readonly string[]): string | undefined {
  const given = lettersOf(name);
  const distances = known.map((one) => [one, distanceTo(given, one)] as const);
  const [closest, distance] = distances.reduce((best, next) => (next[1] < best[1] ? next : best), ['', Infinity]);
  return distance === Infinity ? undefined : closest;
}

function lettersOf(name: string): string {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/s$/, ''))
    .join('');
}

/** How far a name is from a known one; Infinity where it is too far. */
function distanceTo(given: string, known: string): number {
  const whole = lettersOf(known);
  const edits = editDistance(given, whole);
  if (edits <= 2) return edits;
  const beginnings = known.split('-').map((_, index, parts) => lettersOf(parts.slice(0, index + 1).join('-')));
  const first = beginnings[0] ?? '';
  if (given.length >= first.length && whole.startsWith(given)) return 3;
  // A beginning is short: one letter, and only where there are enough others.
  return beginnings.some((beginning) => beginning.length > 4 && editDistance(given, beginning) <= 1) ? 4 : Infinity;
}

/** How many letters have to be added, taken out, changed or swapped with their neighbour. */
function editDistance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= one.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const changed = at(i - 1, j - 1) + (isSame ? 0 : 1);
      rows[i]?.push(Math.min(changed, at(i - 1, j) + 1, at(i, j - 1) + 1, isSwapped ? at(i - 2, j - 2) + 1 : Infinity));
    }
  }
  return at(one.length, other.length);
}
