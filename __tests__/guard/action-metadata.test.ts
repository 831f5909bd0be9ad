import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { GUARD_INPUTS } from '../../src/guard/guard-inputs.ts';

// guard/action.yml beside action.yml, and beside what the code takes it to say.

interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
  readonly author: string;
}

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const ACTION: Metadata = parse(read('action.yml'));
const GUARD: Metadata = parse(read('guard/action.yml'));

test('it runs on the same Node, a file of dist/ for each stage, the second only where the workflow job ends badly', () => {
  expect(GUARD.runs).toEqual({
    using: ACTION.runs.using,
    main: '../dist/guard.js',
    post: '../dist/guard-post.js',
    'post-if': 'failure() || cancelled()',
  });
  expect(GUARD.author).toBe(ACTION.author);
});

describe('an input that both have', () => {
  const shared = Object.keys(GUARD.inputs).filter((name) => name in ACTION.inputs);

  test('there are seven', () => {
    expect(shared.toSorted()).toEqual(
      ['account-id', 'api-key', 'api-url', 'job-id', 'poll-interval-seconds', 'request-timeout-seconds'].concat(
        ...['timeout-seconds', 'wait-for-stopped'],
      ),
    );
  });

  test.each(shared)('%s has the same default, but where a guard needs another', (name) => {
    const own: Readonly<Record<string, string>> = { 'wait-for-stopped': 'true', 'timeout-seconds': '240' };
    expect(GUARD.inputs[name]?.default).toBe(own[name] ?? ACTION.inputs[name]?.default);
  });

  test.each(['api-key', 'poll-interval-seconds', 'request-timeout-seconds', 'api-url'])(
    '%s is described in the same words',
    (name) => {
      expect(GUARD.inputs[name]?.description).toBe(ACTION.inputs[name]?.description);
    },
  );
});

test('the code knows its inputs and their defaults', () => {
  const defaults = (inputs: Readonly<Record<string, { readonly default?: string }>>) =>
    Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default]));
  expect(defaults(GUARD_INPUTS)).toEqual(defaults(GUARD.inputs));
});

test('no description holds an expression, which runners evaluate', () => {
  expect(read('guard/action.yml')).not.toContain('${{');
});
