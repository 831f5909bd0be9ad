import { median, quantile, quartiles } from './statistics.ts';
import { atMost, between, milliseconds, type Row, times } from './table.ts';
import { type Contender, hasCurl, Terminations } from './terminations.ts';

const HIGHEST_RATIO = 1.2;
/** The first runs read the files from the disk, and the partner's code is not warm yet. */
const WARM_UPS = 3;

/**
 * One terminate, from the start of the process to its exit: floor, action and curl in turn, so that what slows the
 * machine down slows all of them down.
 *
 * @param pairs how often each runs
 */
export async function startUp(pairs: number): Promise<Row[]> {
  const contenders: Contender[] = ['floor', 'action', ...(hasCurl() ? (['curl'] as const) : [])];
  const terminations = await Terminations.begin((1 + WARM_UPS + pairs) * contenders.length);
  try {
    await holdToOneRequest(terminations);
    const runs: Record<Contender, number[]> = { floor: [], action: [], curl: [] };
    for (let pair = 1 - WARM_UPS; pair <= pairs; pair++) {
      for (const contender of contenders) {
        const { milliseconds } = await terminations.run(contender);
        if (pair > 0) runs[contender].push(milliseconds);
      }
    }
    return rows(runs);
  } finally {
    await terminations.end();
  }
}

/** The floor is one only where it sends what the action sends. */
async function holdToOneRequest(terminations: Terminations): Promise<void> {
  const requests: string[] = [];
  for (const contender of ['floor', 'action'] as const) {
    await terminations.run(contender);
    const { requests: met } = await terminations.partner.take();
    const sent = met.map(({ method, path, headers }) => {
      const inOrder = headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort();
      return [`${method} ${path.replace(/\d+$/, 'ID')}`, ...inOrder].join('\n');
    });
    requests.push(sent.join('\n\n'));
  }
  const [floor, action] = requests;
  if (floor !== action) throw new Error(`tools/bench/floor.cjs sends\n${floor}\n\nbut the action sends\n${action}`);
}

function rows({ floor, action, curl }: Record<Contender, number[]>): Row[] {
  const figures = (what: string, runs: number[]): Row => ({
    what,
    measured: milliseconds(median(runs)),
    half: between(quartiles(runs), milliseconds),
  });
  const ratios = action.map((ms, pair) => ms / (floor[pair] ?? Number.NaN));
  const quickest = quantile(action, 0.1) / quantile(floor, 0.1);
  return [
    figures(`Start-up: the floor, median of ${floor.length}`, floor),
    figures(`Start-up: the action, median of ${action.length}`, action),
    ...(curl.length > 0 ? [figures(`Start-up: curl, median of ${curl.length}`, curl)] : []),
    {
      what: 'Start-up: the action against the floor, medians',
      ...atMost(median(action) / median(floor), HIGHEST_RATIO, times),
      half: between(quartiles(ratios), times),
    },
    { what: 'Start-up: the same of the quickest tenth, where noise is least', measured: times(quickest) },
  ];
}
