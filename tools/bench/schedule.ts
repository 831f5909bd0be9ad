/** When the looks at a job come, in seconds since the wait began, in order. */
export type Schedule = readonly number[];

/** When jobs stop: somewhere between these two, in seconds, every doubling of the time as likely as the next. */
export interface Stops {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

export interface Judgement {
  /** How long after its stop a job is seen stopped, in seconds. */
  readonly meanLateness: number;
  readonly worstLateness: number;
  /** The most that the lateness comes to as a share of what is allowed at that time. */
  readonly worstShare: number;
  /** How many looks it takes to see the stop. */
  readonly meanLooks: number;
}

/** @param pauseSeconds how long to wait before the next look, for the seconds waited so far */
export function scheduleOf(pauseSeconds: (waitedSeconds: number) => number, untilSeconds: number): Schedule {
  const looks: number[] = [];
  for (let waited = 0; waited < untilSeconds; ) {
    waited += pauseSeconds(waited);
    looks.push(waited);
  }
  return looks;
}

/** How many looks it takes to see a stop. Each costs a credit. */
export function looksUntil(schedule: Schedule, stopSeconds: number): number {
  return schedule.filter((look) => look < stopSeconds).length + 1;
}

/**
 * What a schedule comes to over all stops: not sampled, but integrated, gap by gap. Answers are taken to come at once.
 *
 * @param allowedSeconds how late a job that stops at a time may be seen stopped; must not fall
 */
export function judge(schedule: Schedule, stops: Stops, allowedSeconds: (stopSeconds: number) => number): Judgement {
  let [meanLateness, worstLateness, worstShare, meanLooks] = [0, 0, 0, 0];
  for (const { from, look, looks } of gaps(schedule, stops)) {
    // Within a gap the earliest stop is seen latest.
    worstLateness = Math.max(worstLateness, look - from);
    worstShare = Math.max(worstShare, (look - from) / allowedSeconds(from));
    const until = Math.min(look, stops.untilSeconds);
    meanLateness += latenessBetween(from, until, look, stops);
    meanLooks += looks * likelihood(from, until, stops);
  }
  return { meanLateness, worstLateness, worstShare, meanLooks };
}

/** How likely a stop comes between two times. */
export function likelihood(from: number, until: number, { fromSeconds, untilSeconds }: Stops): number {
  return Math.log(until / from) / Math.log(untilSeconds / fromSeconds);
}

/** What the stops between two times, seen by one look, add to the mean lateness. */
export function latenessBetween(from: number, until: number, look: number, stops: Stops): number {
  const logRange = Math.log(stops.untilSeconds / stops.fromSeconds);
  return (look * Math.log(until / from) - (until - from)) / logRange;
}

/** The times between two looks in which stops can come, the look that sees them, and which look it is, from 1. */
function* gaps(schedule: Schedule, { fromSeconds, untilSeconds }: Stops) {
  let from = fromSeconds;
  for (const [index, look] of schedule.entries()) {
    if (from >= untilSeconds) return;
    if (look <= from) continue;
    yield { from, look, looks: index + 1 };
    from = look;
  }
}
