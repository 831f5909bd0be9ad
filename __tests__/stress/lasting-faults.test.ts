import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { describe, test } from 'node:test';
import { LOCALHOST } from '../../tools/simulator/certificate/localhost.ts';
import type { Fault, FaultRule } from '../../tools/simulator/simulator.ts';
import { BROKEN_RESPONSES, LINE_FAULTS, NO_JOBS, REFUSALS, UNFINISHED_RESPONSES } from '../e2e/fault-table.ts';
import { count, type Ended, playTestCase, SHORT_TIMEOUT, type TestCase, WAIT } from '../e2e/test-case.ts';
import { mistakesOf } from '../e2e/verdict.ts';

// `npm run test:slow`: every fault, at every call, for good. Whole runs of dist/, most of them asleep between two attempts;
// the suite that `npm test` runs has one fault of each sort.

/** The brackets of "deep-nesting", parsed sixty times in three seconds, leave 75 MB of garbage behind. */
const MOST_MEMORY_KB = 100 * 1024;

const floor = playTestCase({ inputs: WAIT, step: { measureMemory: true } });

/** What every run has to keep to, whatever lasts. */
async function play(testCase: TestCase): Promise<Ended> {
  const ended = await playTestCase({ ...testCase, step: { measureMemory: true } });
  assert.deepEqual(mistakesOf(ended), []);
  const { peakMemoryKb = Number.NaN } = (await floor).step;
  const more = (ended.step.peakMemoryKb ?? Number.NaN) - peakMemoryKb;
  assert.ok(more < MOST_MEMORY_KB, `${more} kB above the floor`);
  return ended;
}

function attemptsLogged({ step }: Ended): number {
  return step.lines.filter((line) => /: attempt \d+ of \d+ failed: /.test(line)).length;
}

const UNKNOWN = /^Job 305: outcome unknown, may still be running\./;

const TABLE: Readonly<Record<string, Fault>> = {
  ...BROKEN_RESPONSES,
  ...UNFINISHED_RESPONSES,
  ...REFUSALS,
  ...NO_JOBS,
};

/** These say that nothing was done; behind a 429, a status check would be refused alike. */
const isLimit = (fault: Fault) => 'status' in fault && [425, 429].includes(fault.status);

describe('a fault that lasts', { concurrency: 16 * availableParallelism() }, () => {
  for (const [name, fault] of Object.entries(TABLE)) {
    // Where a response comes to its end, however wrong, a busy machine must not be taken for a fault of its own.
    const timeout = name in UNFINISHED_RESPONSES ? SHORT_TIMEOUT : {};
    // A service that throttles is given more time.
    const attempts = 'status' in fault && fault.status === 429 ? 10 : 6;
    const always = (rule: Partial<FaultRule> = {}, inputs = {}): TestCase => ({
      rules: [{ fault, ...rule }],
      inputs: { ...timeout, ...inputs },
    });

    for (const acted of [false, true]) {
      if (acted && isLimit(fault)) continue;
      const whether = acted ? 'the service has acted' : 'the service has not acted';
      test(`at every call, and ${whether}: ${name}`, async () => {
        const ended = await play(always({ acted }));
        assert.equal(ended.step.exitCode, 1);
        if (!isLimit(fault)) assert.match(ended.step.errors[0] ?? '', UNKNOWN);
        // Once it has acted it refuses, and some faults let that be seen: then a status check is next.
        if (acted) return;
        assert.match(ended.step.errors[0] ?? '', new RegExp(` \\(${attempts} attempts in \\d+ s\\)\\.`));
        assert.equal(count(ended, 'DELETE'), attempts);
        assert.ok(count(ended, 'GET') <= 1);
        assert.equal(attemptsLogged(ended), attempts - 1);
      });
    }

    test(`at the terminate call alone: ${name}`, async () => {
      const ended = await play(always({ method: 'DELETE' }));
      assert.equal(ended.step.exitCode, ended.jobs[0]?.status === 'running' ? 1 : 0);
      assert.equal(count(ended, 'DELETE'), attempts);
    });

    test(`at the terminate call alone, and the service has acted: ${name}`, async () => {
      if (isLimit(fault)) return;
      const ended = await play(always({ method: 'DELETE', acted: true }, WAIT));
      assert.equal(ended.step.exitCode, 0);
      assert.equal(ended.step.outputs.status, 'stopped');
    });

    test(`at the status check before failing: ${name}`, async () => {
      const ended = await play({ ...always({ method: 'GET' }), jobs: [{ status: 'stopped' }] });
      assert.equal(ended.step.exitCode, 1);
      assert.equal(count(ended, 'DELETE'), 1);
      assert.equal(count(ended, 'GET'), attempts);
      assert.equal(attemptsLogged(ended), attempts - 1);
    });

    test(`at each status check of a wait: ${name}`, async () => {
      // A status check is given what is left of the wait.
      const inputs = { ...WAIT, 'timeout-seconds': '3' };
      const ended = await play({ rules: [{ method: 'GET', fault }], inputs });
      assert.equal(ended.step.exitCode, 1);
      assert.match(
        ended.step.errors[0] ?? '',
        /^Job 305: timed out, still stopping\. Not stopped within 3 s; .+ The last poll failed/,
      );
      assert.equal(count(ended, 'DELETE'), 1);
    });
  }

  for (const [name, fault] of Object.entries(LINE_FAULTS)) {
    test(`at every call: ${name}`, async () => {
      const ended = await play({ rules: [{ fault }], inputs: SHORT_TIMEOUT });
      assert.match(ended.step.errors[0] ?? '', /^Job 305: outcome unknown, may still be running\. .+ \(6 attempts in /);
      assert.equal(ended.requests.length, 0);
      assert.equal(ended.connections, 7);
    });
  }

  test('at every call: a line that never speaks TLS', async () => {
    const rules: FaultRule[] = [{ fault: { kind: 'silent-line' } }];
    const ended = await play({ rules, inputs: SHORT_TIMEOUT, simulator: { tls: LOCALHOST } });
    assert.match(
      ended.step.errors[0] ?? '',
      /^Job 305: cannot reach .+ No connection within 2 s \(6 attempts in .+ No request was delivered\./,
    );
  });

  test('at every call: nobody listens', async () => {
    const ended = await play({ meanwhile: (simulator) => simulator.goOffline() });
    assert.match(
      ended.step.errors[0] ?? '',
      /^Job 305: cannot reach .+ Connection refused \(6 attempts in .+ No request was delivered\./,
    );
    assert.equal(attemptsLogged(ended), 5);
  });
});
