import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cheapestSchedule, leastMeanLateness, sparsestSchedule } from '../../tools/bench/best-schedule.ts';
import { actionSchedule, allowedSeconds, STOPS } from '../../tools/bench/polling.ts';
import { judge, looksUntil, type Schedule, scheduleOf } from '../../tools/bench/schedule.ts';

const every = (seconds: number) => scheduleOf(() => seconds, STOPS.untilSeconds);

/** Pauses, one after the other and from the front again, of which a schedule can be made. */
const pauses = (min: number, max: number) =>
  fc.array(fc.double({ min, max, noNaN: true }), { minLength: 1, maxLength: 40 });

/** @param pauseOf what to make of each of the pauses, for the time waited so far */
function inTurn(given: readonly number[], pauseOf = (pause: number, _waited: number) => pause): Schedule {
  let index = 0;
  return scheduleOf((waited) => pauseOf(given[index++ % given.length] ?? 1, waited), STOPS.untilSeconds);
}

describe('a schedule of looks', () => {
  test('has each look after a pause, until one is at the end or past it', () => {
    expect(scheduleOf((waited) => 1 + waited, 10)).toEqual([1, 3, 7, 15]);
    expect(scheduleOf(() => 5, 10)).toEqual([5, 10]);
  });

  test('takes as many looks as there are until one sees the stop', () => {
    expect([0.5, 5, 5.1, 10].map((stop) => looksUntil([5, 10], stop))).toEqual([1, 1, 2, 2]);
  });

  test('is judged as stops one by one would judge it', () => {
    fc.assert(
      fc.property(pauses(4, 40), (given) => {
        const schedule = inTurn(given);
        const { meanLateness, worstLateness, worstShare, meanLooks } = judge(schedule, STOPS, allowedSeconds);
        const stops = Array.from({ length: 2_000 }, (_, index) => STOPS.untilSeconds ** ((index + 0.5) / 2_000));
        const seen = stops.map((stop) => {
          const looks = looksUntil(schedule, stop);
          const late = (schedule[looks - 1] ?? Number.NaN) - stop;
          return { looks, late, share: late / allowedSeconds(stop) };
        });
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(meanLateness / mean(seen.map(({ late }) => late))).toBeCloseTo(1, 1);
        expect(meanLooks / mean(seen.map(({ looks }) => looks))).toBeCloseTo(1, 1);
        expect(Math.max(...seen.map(({ late }) => late))).toBeLessThanOrEqual(worstLateness + 1e-9);
        expect(Math.max(...seen.map(({ share }) => share))).toBeLessThanOrEqual(worstShare + 1e-9);
      }),
      { numRuns: 10 },
    );
  });

  test('with looks at fixed times is late by their interval at worst, and by half of it late in a long wait', () => {
    const { worstLateness, meanLateness } = judge(every(10), STOPS, allowedSeconds);
    expect(worstLateness).toBeCloseTo(10);
    expect(meanLateness).toBeGreaterThan(5);
    expect(meanLateness).toBeLessThan(6);
  });
});

describe("the action's schedule", () => {
  test('is never later than max(1 s, 15 % of the wait), nor than poll-interval-seconds', () => {
    const { worstShare, worstLateness } = judge(actionSchedule(), STOPS, allowedSeconds);
    expect(worstShare).toBeCloseTo(1, 9);
    expect(worstLateness).toBeCloseTo(15, 9);
  });

  test.each([
    [20, 16],
    [600, 65],
  ])('takes in a wait of %i s at most %i requests, the terminate call among them', (waitSeconds, most) => {
    expect(looksUntil(actionSchedule(), waitSeconds) + 1).toBeLessThanOrEqual(most);
  });
});

describe('the best that any schedule could do', () => {
  test('where none may be later than allowed, is the sparsest: no other that keeps to it has fewer looks', () => {
    const sparsest = sparsestSchedule(allowedSeconds, STOPS.untilSeconds);
    const stop = fc.double({ min: STOPS.fromSeconds, max: STOPS.untilSeconds, noNaN: true });
    fc.assert(
      fc.property(pauses(0.2, 1), stop, (shares, stopSeconds) => {
        const schedule = inTurn(shares, (share, waited) => share * allowedSeconds(waited));
        expect(judge(schedule, STOPS, allowedSeconds).worstShare).toBeLessThanOrEqual(1 + 1e-9);
        expect(looksUntil(schedule, stopSeconds)).toBeGreaterThanOrEqual(looksUntil(sparsest, stopSeconds));
      }),
    );
  });

  test('in the mean, is a bound that no schedule with as many looks is below', () => {
    fc.assert(
      fc.property(pauses(4, 40), (given) => {
        const { meanLateness, meanLooks } = judge(inTurn(given), STOPS, allowedSeconds);
        // The bound allows looks only at three thousand times, which costs it next to nothing.
        expect(meanLateness).toBeGreaterThan(leastMeanLateness(meanLooks, STOPS) * 0.999);
      }),
      { numRuns: 8 },
    );
  });

  test('in the mean, is reached by a schedule', () => {
    const { schedule, meanLooks } = cheapestSchedule(0.5, STOPS);
    const judged = judge(schedule, STOPS, allowedSeconds);
    expect(judged.meanLooks).toBeCloseTo(meanLooks, 6);
    expect(judged.meanLateness / leastMeanLateness(meanLooks, STOPS)).toBeCloseTo(1, 3);
  });

  test('in the mean, pays for each look what it saves: a look more is worth its price, one less is not', () => {
    const price = 0.5;
    const { schedule, cost } = cheapestSchedule(price, STOPS);
    const costOf = (other: Schedule) => {
      const { meanLateness, meanLooks } = judge(other, STOPS, allowedSeconds);
      return meanLateness + price * meanLooks;
    };
    expect(costOf(schedule)).toBeCloseTo(cost, 6);
    // Looks that are not at one of the three thousand times may be better by next to nothing.
    const best = cost - 0.001;
    for (let index = 0; index < schedule.length - 1; index++) {
      expect(costOf(schedule.toSpliced(index, 1))).toBeGreaterThan(best);
      const between = ((schedule[index] ?? 0) + (schedule[index + 1] ?? 0)) / 2;
      expect(costOf(schedule.toSpliced(index + 1, 0, between))).toBeGreaterThan(best);
    }
  });
});
