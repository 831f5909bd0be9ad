/** How many requests are under way at once, at most. */
export const AT_ONCE = 8;

/**
 * Runs a task for every item, at most `limit` at a time, in the order given.
 *
 * @param limit how many run at once
 * @param task must not throw: one item's failure spares no other
 */
export async function concurrently<T>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const work = async () => {
    for (const item of waiting) await task(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
}
