/**
 * Milliseconds on a clock that only goes forward. Not `performance.now()`: the first use of `performance` loads a dozen
 * modules of Node, which takes longer than anything else this action does before its request.
 */
export function nowMs(): number {
  return process.uptime() * 1000;
}
