import { latenessBetween, likelihood, type Schedule, type Stops, scheduleOf } from './schedule.ts';

// What any schedule could do at best, so that there is something to hold the action's against. README.md has the reasons.

/**
 * The schedule with the fewest looks of all that are never later than allowed: each look as late as the one before lets
 * it be. A stop right after a look must be seen within what is allowed then, so no schedule can look later.
 */
export function sparsestSchedule(allowedSeconds: (stopSeconds: number) => number, untilSeconds: number): Schedule {
  return scheduleOf(allowedSeconds, untilSeconds);
}

/** Looks can only come at so many times. They are closer together where looks are: at the square roots of the time. */
const TIMES = 3_000;

/**
 * The least mean lateness that any schedule can have whose looks are this many in the mean.
 *
 * An optimum under a constraint, found through its price (Lagrange): a price of one look in seconds of lateness, for
 * which the cheapest schedule has just so many looks. What that schedule costs, less what its looks may cost, is a bound
 * that no schedule is below.
 */
export function leastMeanLateness(meanLooks: number, stops: Stops): number {
  let [low, high] = [1e-3, 1e3];
  for (let halving = 0; halving < 25; halving++) {
    const price = Math.sqrt(low * high);
    if (cheapestSchedule(price, stops).meanLooks > meanLooks) low = price;
    else high = price;
  }
  return cheapestSchedule(high, stops).cost - high * meanLooks;
}

export interface PricedSchedule {
  readonly schedule: Schedule;
  /** The mean lateness, and the price of the looks that it takes in the mean. */
  readonly cost: number;
  readonly meanLooks: number;
}

/**
 * The schedule that costs least when a look costs as much as so many seconds of lateness (Barlow, Hunter and Proschan,
 * "Optimum Checking Procedures", 1963), found from the last look backwards.
 */
export function cheapestSchedule(price: number, stops: Stops): PricedSchedule {
  const [first, range] = [Math.sqrt(stops.fromSeconds), Math.sqrt(stops.untilSeconds) - Math.sqrt(stops.fromSeconds)];
  const times = Float64Array.from({ length: TIMES + 1 }, (_, index) => (first + (range * index) / TIMES) ** 2);
  const time = (index: number) => times[index] as number;
  const cost = new Float64Array(TIMES + 1);
  const looks = new Float64Array(TIMES + 1);
  const next = new Int32Array(TIMES + 1).fill(TIMES);
  for (let last = TIMES - 1; last >= 0; last--) {
    const stillRunning = likelihood(time(last), stops.untilSeconds, stops);
    cost[last] = Number.POSITIVE_INFINITY;
    // Whoever has looked earlier looks again earlier: no need to try what comes after the next look of the one behind.
    for (let look = last + 1; look <= (next[last + 1] as number); look++) {
      const late = latenessBetween(time(last), time(look), time(look), stops);
      const total = price * stillRunning + late + (cost[look] as number);
      if (total < (cost[last] as number)) {
        cost[last] = total;
        next[last] = look;
      }
    }
    looks[last] = stillRunning + (looks[next[last] as number] as number);
  }
  const schedule: number[] = [];
  for (let index = 0; index < TIMES; ) {
    index = next[index] as number;
    schedule.push(time(index));
  }
  return { schedule, cost: cost[0] as number, meanLooks: looks[0] as number };
}
