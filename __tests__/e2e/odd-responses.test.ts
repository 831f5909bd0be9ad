import { describe, expect, test } from '@jest/globals';
import type { Fault, FaultRule } from '../../tools/simulator/simulator.ts';
import { playTestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// A response is believed only if it is one: an object with the id that was asked for, and a text for a status. All its
// other fields may be as odd as they like.

const deep = (levels: number): unknown => (levels === 0 ? [] : { deeper: deep(levels - 1) });

const ODD: Readonly<Record<string, Record<string, unknown>>> = {
  'numbers as texts': {
    ...{ id: '305', runtime_in_seconds: '40', progress: '0.5' },
    ...{ owner_id: '1', package_id: '103', cluster_id: '176', outputs_count: '0' },
  },
  'null everywhere': {
    ...{ runtime_in_seconds: null, progress: null, variables: null, errors: null, url: null, created_at: null },
    ...{ owner_id: null, package_id: null, cluster_id: null, outputs_count: null },
  },
  'numbers out of range': { runtime_in_seconds: -1.5, progress: 1.5, owner_id: 1e300, package_id: -0.5, started_at: 0 },
  'lists and objects for numbers and texts': {
    ...{ runtime_in_seconds: { seconds: 4 }, progress: [1], variables: [], errors: ['one', { two: 2 }], url: {} },
    ...{ package_id: [103], updated_at: false },
  },
  'variables that are a text': { variables: 'none' },
  'variables that are deep': { variables: deep(500) },
  'names that mean something elsewhere': {
    constructor: 'x',
    toString: 'x',
    hasOwnProperty: 1,
    length: 0,
    '': '',
    '.': '',
  },
  'thousands of fields': Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field_${index}`, index])),
  'a very long text': { errors: 'x'.repeat(100_000) },
};

describe('odd but harmless', () => {
  test.concurrent.each(Object.entries(ODD))('%s', async (_name, fields) => {
    const ended = await playTestCase({ rules: [{ fault: { kind: 'patch', fields } }], inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
    expect(ended.step.outputs.status).toBe('stopped');
    expect(JSON.parse(ended.step.outputs.job ?? '')).toMatchObject(fields);
  });

  test.concurrent('nothing but id and status', async () => {
    const answer = (status: string): Fault => ({
      kind: 'answer',
      status: 200,
      body: `{"id":305,"status":"${status}"}`,
    });
    const rules: FaultRule[] = [
      { method: 'DELETE', acted: true, fault: answer('pending_stoppage') },
      { method: 'GET', times: 2, fault: answer('stopping') },
    ];
    const ended = await playTestCase({ rules, inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
  });

  // JSON.parse() takes it, and JSON.stringify() gives up on it.
  test.concurrent('a field that is nested 50,000 deep', async () => {
    const rules: FaultRule[] = [{ acted: true, fault: { kind: 'malformed-json', form: 'deep-field' } }];
    const ended = await playTestCase({ rules, inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, warnings: [] });
  });

  // It stands in `errors`, in `job` and in `jobs`, and a runner takes 1 MiB of outputs in all.
  test.concurrent('a text that is longer than the runner takes', async () => {
    const rules: FaultRule[] = [{ fault: { kind: 'patch', fields: { errors: 'x'.repeat(900_000) } } }];
    const ended = await playTestCase({ rules });
    expect(ended.step.exitCode).toBe(0);
    expect(ended.step.outputFileText.length).toBeLessThan(2 ** 20);
  });
});

// String() throws for these.
describe('an id that cannot be made a text is a fault like any other', () => {
  const IDS: [name: string, id: string][] = [
    ['an object with a toString of its own', '{"toString":0}'],
    ['an array that is 50,000 deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ];
  const answer = (id: string): Fault => ({ kind: 'answer', status: 200, body: `{"id":${id},"status":"running"}` });

  test.concurrent.each(IDS)('of the terminate call: %s', async (_name, id) => {
    const rules: FaultRule[] = [{ method: 'DELETE', times: 1, acted: true, fault: answer(id) }];
    const ended = await playTestCase({ rules, inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
  });

  test.concurrent.each(IDS)('of a status check in a wait: %s', async (_name, id) => {
    const ended = await playTestCase({ rules: [{ method: 'GET', times: 1, fault: answer(id) }], inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
  });

  test.concurrent.each(IDS)('of an entry in a list: %s', async (_name, id) => {
    const list: Fault = { kind: 'answer', status: 200, body: `[{"id":${id},"status":"running"}]` };
    const inputs = { 'job-id': '', 'package-id': '7' };
    const rules: FaultRule[] = [{ method: 'GET', times: 1, fault: list }];
    const ended = await playTestCase({ jobs: [{ package_id: 7 }], rules, inputs });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.exitCode).toBe(0);
  });
});
