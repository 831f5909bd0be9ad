/** How many requests are under way at once, at most. */
export const MAX_CONCURRENCY = 8;

/**
 * Runs a task for every item, at most `MAX_CONCURRENCY` at a time, in the order given.
 *
 * @param task must not throw: one failure does not stop the rest
 */
export async function forEachConcurrently<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const work = async () => {
    for (const item of waiting) await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(MAX_CONCURRENCY, items.length) }, work));
}
