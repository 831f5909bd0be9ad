/**
 * The value below which a share of the samples lies, between two samples in proportion.
 *
 * @param share from 0 to 1: 0.5 is the median
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

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Half of the samples lie between these two. */
export function quartiles(samples: readonly number[]): [number, number] {
  return [quantile(samples, 0.25), quantile(samples, 0.75)];
}
