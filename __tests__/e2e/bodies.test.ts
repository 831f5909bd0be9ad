import { describe, expect, test } from '@jest/globals';
import type { FaultRule } from '../../tools/simulator/simulator.ts';
import { COMPRESSED, EMPTY_SUCCESSES } from './fault-table.ts';
import { count, playTestCase, WAIT } from './test-case.ts';
import { mistakesOf } from './verdict.ts';

// Bodies as servers send them.

describe('a body', () => {
  test.concurrent('behind a byte order mark is read at every call', async () => {
    const rules: FaultRule[] = [{ acted: true, fault: { kind: 'malformed-json', form: 'byte-order-mark' } }];
    const ended = await playTestCase({ rules, inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step).toMatchObject({ exitCode: 0, errors: [], outputs: { status: 'stopped' } });
    expect(count(ended, 'DELETE')).toBe(1);
  });

  test.concurrent.each(Object.entries(COMPRESSED))(
    'that nobody asked for is refused by name: %s',
    async (_name, fault) => {
      const ended = await playTestCase({ rules: [{ method: 'DELETE', times: 1, fault }], inputs: WAIT });
      expect(mistakesOf(ended)).toEqual([]);
      expect(ended.step.outputs.status).toBe('stopped');
      expect(ended.step.lines).toContainEqual(
        expect.stringMatching(
          /attempt 1 of 6 failed: HTTP 200 with a compressed body \((gzip|br|deflate)\), which was not requested/,
        ),
      );
      expect(ended.requests[0]?.header('accept-encoding')).toBe('identity');
    },
  );

  test.concurrent.each(Object.entries(EMPTY_SUCCESSES))(
    'that is not there: the call is accepted, and the job got once: %s',
    async (_name, fault) => {
      const simulator = { seconds: { pending_stoppage: 600 } };
      const ended = await playTestCase({ rules: [{ method: 'DELETE', acted: true, fault }], simulator });
      expect(mistakesOf(ended)).toEqual([]);
      expect(ended.step).toMatchObject({ exitCode: 0, errors: [], outputs: { status: 'pending_stoppage' } });
      expect([count(ended, 'DELETE'), count(ended, 'GET')]).toEqual([1, 1]);
    },
  );

  test.concurrent('that is not there, of a job that then has stopped: it is not said to have stopped before', async () => {
    const simulate = { seconds: { pending_stoppage: 0, stopping: 0 } };
    const rules: FaultRule[] = [{ method: 'DELETE', acted: true, fault: { kind: 'answer', status: 204 } }];
    const ended = await playTestCase({ jobs: [{ simulate }], rules, inputs: WAIT });
    expect(mistakesOf(ended)).toEqual([]);
    expect(ended.step.lines).toContain('Job 305: stopped.');
  });
});

test.concurrent('an answer of 101 is an error, after which another attempt follows', async () => {
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
  const ended = await playTestCase({
    rules: [{ times: 1, fault: { kind: 'answer', status: 101, headers } }],
    inputs: WAIT,
  });
  expect(mistakesOf(ended)).toEqual([]);
  expect(ended.step).toMatchObject({ exitCode: 0, outputs: { status: 'stopped' } });
  expect(ended.step.lines).toContainEqual(
    expect.stringMatching(/attempt 1 of 6 failed: HTTP 101, a switch of protocols that was not requested/),
  );
});
