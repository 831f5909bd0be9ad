import { deepStrictEqual } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Simulator } from '../../tools/simulator/simulator.ts';

/** What a call of a client library returned, or how it failed. */
export interface Outcome {
  // biome-ignore lint/suspicious/noExplicitAny: every call returns something else
  value?: any;
  error?: string;
  status?: number;
}

/** How a client reaches a simulator. */
type Access = Pick<Simulator, 'url' | 'accountId' | 'apiKey'>;

/** A client library in a process of its own, which makes one call after another. */
export interface ClientProcess {
  call(name: string, ...args: unknown[]): Promise<Outcome>;
  end(): Promise<void>;
}

/**
 * Starts a driver of this folder against a simulator.
 *
 * @param command the interpreter, the driver, and what else comes before URL, account and key
 */
export function startClient(command: readonly [string, ...string[]], access: Access): ClientProcess {
  const [program, ...args] = command;
  const { url, accountId, apiKey } = access;
  const child = spawn(program, [...args, url, accountId, apiKey], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async call(name, ...given) {
      child.stdin.write(`${JSON.stringify({ call: name, args: given })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('The client ended');
      return JSON.parse(value);
    },
    async end() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Counts what it compares. */
export function checks() {
  let count = 0;
  return {
    get count() {
      return count;
    },
    equal(actual: unknown, expected: unknown, what: string): void {
      count += 1;
      deepStrictEqual({ [what]: actual }, { [what]: expected });
    },
  };
}
