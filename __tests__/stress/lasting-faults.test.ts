import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LOCALHOST } from '../../tools/simulator/certificate/localhost.ts';
import type { Fault, FaultRule } from '../../tools/simulator/simulator.ts';
import { BROKEN_ANSWERS, LINE_FAULTS, NO_JOBS, REFUSALS, UNFINISHED_ANSWERS } from '../e2e/fault-table.ts';
import { count, type Ending, playScene, type Scene, WAIT } from '../e2e/scene.ts';
import { mistakesOf } from '../e2e/verdict.ts';

// `npm run test:slow`: every fault, at every call, for good. Whole runs of dist/, most of them asleep between two tries;
// the suite that `npm test` runs has one fault of each sort.

const DEADLINE_MS = 500;
const SHORT_DEADLINE = { 'request-timeout-seconds': String(DEADLINE_MS / 1_000) };
const PAUSES_MS = 500 + 1_000 + 2_000 + 4_000 + 8_000;
const TIMEOUT_MS = 3_000;
const LAST_LOOK_MS = 2_000;
/** What a busy machine takes to start a process and to end it. */
const PROCESS_MS = 3_000;
/** The brackets of "deep-nesting", parsed sixty times in three seconds, leave 75 MB of garbage behind. */
const MOST_MEMORY_KB = 100 * 1024;

const floor = playScene({ inputs: WAIT, step: { measureMemory: true } });

/** What every run has to keep to, whatever lasts. */
async function play(scene: Scene, longestMs: number): Promise<Ending> {
  const ending = await playScene({
    ...scene,
    step: { measureMemory: true, killAfterMs: 120_000 },
  });
  assert.deepEqual(mistakesOf(ending), []);
  assert.ok(ending.step.milliseconds < PROCESS_MS + longestMs, `${ending.step.milliseconds} ms`);
  const { peakMemoryKb = Number.NaN } = (await floor).step;
  const more = (ending.step.peakMemoryKb ?? Number.NaN) - peakMemoryKb;
  assert.ok(more < MOST_MEMORY_KB, `${more} kB above the floor`);
  return ending;
}

function triesTold({ step }: Ending): number {
  return step.lines.filter((line) => / try \d of 6 failed: /.test(line)).length;
}

const TABLE: Readonly<Record<string, Fault>> = { ...BROKEN_ANSWERS, ...UNFINISHED_ANSWERS, ...REFUSALS, ...NO_JOBS };
const TERMINATE_MS = 6 * DEADLINE_MS + PAUSES_MS;

/** The refusals that are about the caller say no, and a look would be refused alike. */
const isLimit = (fault: Fault) => 'status' in fault && fault.status === 429;

describe('a fault that lasts', { concurrency: 12 }, () => {
  for (const [name, fault] of Object.entries(TABLE)) {
    // Where an answer comes to its end, however wrong, a busy machine must not be taken for a fault of its own.
    const deadline = name in UNFINISHED_ANSWERS ? SHORT_DEADLINE : {};
    const always = (rule: Partial<FaultRule> = {}, inputs = {}): Scene => ({
      rules: [{ fault, ...rule }],
      inputs: { ...deadline, ...inputs },
    });

    for (const acted of [false, true]) {
      if (acted && isLimit(fault)) continue;
      const whether = acted ? 'the service has acted' : 'the service has not acted';
      test(`at every call, and ${whether}: ${name}`, async () => {
        const ending = await play(always({ acted }), TERMINATE_MS + 6 * DEADLINE_MS + PAUSES_MS);
        assert.equal(ending.step.exitCode, 1);
        if (!isLimit(fault))
          assert.match(ending.step.errors[0] ?? '', /^It is not known whether job 305 was terminated/);
        // Once it has acted it refuses, and some faults let that be seen: then a look is next.
        if (acted) return;
        assert.match(ending.step.errors[0] ?? '', /tried 6 times in \d+\.\d s; at the last try /);
        assert.equal(count(ending, 'DELETE'), 6);
        assert.ok(count(ending, 'GET') <= 1);
        assert.equal(triesTold(ending), 5);
      });
    }

    test(`at the terminate call alone: ${name}`, async () => {
      const ending = await play(always({ method: 'DELETE' }), TERMINATE_MS + 6 * DEADLINE_MS + PAUSES_MS);
      assert.equal(ending.step.exitCode, ending.jobs[0]?.status === 'running' ? 1 : 0);
      assert.equal(count(ending, 'DELETE'), 6);
    });

    test(`at the terminate call alone, and the service has acted: ${name}`, async () => {
      if (isLimit(fault)) return;
      const ending = await play(
        always({ method: 'DELETE', acted: true }, WAIT),
        TERMINATE_MS + 6 * DEADLINE_MS + PAUSES_MS,
      );
      assert.equal(ending.step.exitCode, 0);
      assert.equal(ending.step.outputs.status, 'stopped');
    });

    test(`at the look before failing: ${name}`, async () => {
      const ending = await play(
        { ...always({ method: 'GET' }), jobs: [{ status: 'stopped' }] },
        TERMINATE_MS + DEADLINE_MS,
      );
      assert.equal(ending.step.exitCode, 1);
      assert.equal(count(ending, 'DELETE'), 1);
      assert.equal(count(ending, 'GET'), 6);
      assert.equal(triesTold(ending), 5);
    });

    test(`at each look of a wait: ${name}`, async () => {
      const inputs = { ...WAIT, 'timeout-seconds': String(TIMEOUT_MS / 1_000) };
      const ending = await play(always({ method: 'GET' }, inputs), 2 * DEADLINE_MS + TIMEOUT_MS + LAST_LOOK_MS);
      assert.equal(ending.step.exitCode, 1);
      assert.match(
        ending.step.errors[0] ?? '',
        /^Job 305 has not stopped within 3 s: when last seen .+ The last look failed/,
      );
      assert.equal(count(ending, 'DELETE'), 1);
    });
  }

  for (const [name, fault] of Object.entries(LINE_FAULTS)) {
    test(`at every call: ${name}`, async () => {
      const ending = await play({ rules: [{ fault }], inputs: SHORT_DEADLINE }, TERMINATE_MS + DEADLINE_MS);
      assert.match(ending.step.errors[0] ?? '', /^It is not known whether job 305 was terminated: tried 6 times/);
      assert.equal(ending.requests.length, 0);
      assert.equal(ending.connections, 7);
    });
  }

  test('at every call: a line that never speaks TLS', async () => {
    const rules: FaultRule[] = [{ fault: { kind: 'silent-line' } }];
    const ending = await play(
      { rules, inputs: SHORT_DEADLINE, simulator: { tls: LOCALHOST } },
      TERMINATE_MS + DEADLINE_MS,
    );
    assert.match(
      ending.step.errors[0] ?? '',
      /^It is not known whether job 305 was terminated: tried 6 times.+within 0\.5 s/,
    );
  });

  test('at every call: nobody listens', async () => {
    const ending = await play({ meanwhile: (simulator) => simulator.goOffline() }, TERMINATE_MS + DEADLINE_MS);
    assert.match(
      ending.step.errors[0] ?? '',
      /^It is not known whether job 305 was terminated: tried 6 times.+refused/,
    );
    assert.equal(triesTold(ending), 5);
  });
});
