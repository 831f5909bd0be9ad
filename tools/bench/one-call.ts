import type { RecordedRequest } from '../simulator/simulator.ts';
import { atMost, halfOf, median, megabytes, milliseconds, quantile, type Row, rowsOf, times } from './figures.ts';
import { run, runningJobs, startOverTls } from './run.ts';

/** The first runs read the files from the disk, and the simulator's code is not warm yet. */
const WARM_UPS = 4;

type Samples = Record<'floor' | 'action', number[]>;

/** From the start of the process to its exit. */
export async function startUp(pairs: number): Promise<Row[]> {
  const samples = await inTurn(pairs);
  const quickest = quantile(samples.action, 0.1) / quantile(samples.floor, 0.1);
  return [
    ...compared('Start-up', samples, milliseconds, 1.25),
    { what: 'Start-up: the same of the quickest tenth, where noise is least', measured: times(quickest) },
  ];
}

/** The peak of resident memory, measured for both by the same script inside of them. */
export async function memory(): Promise<Row[]> {
  return compared('Peak memory', await inTurn(15, true), megabytes, 1.1);
}

/**
 * One terminate call by the floor, one by the action, and so on in turn: what slows the machine down slows both down.
 *
 * @returns milliseconds of each run, or kilobytes
 */
export async function inTurn(pairs: number, measureMemory = false): Promise<Samples> {
  const service = await startOverTls({ jobs: runningJobs(2 * (WARM_UPS + pairs)), creditsPerHour: 1_000_000 });
  const samples: Samples = { floor: [], action: [] };
  try {
    for (const { id } of service.jobs()) {
      const script = id % 2 === 1 ? 'floor' : 'action';
      const step = await run(service, script, { 'job-id': String(id) }, measureMemory);
      samples[script].push(measureMemory ? (step.peakMemoryKb ?? Number.NaN) : step.milliseconds);
      if (id === 2) compareRequests(service.requests);
    }
  } finally {
    await service.close();
  }
  return { floor: samples.floor.slice(WARM_UPS), action: samples.action.slice(WARM_UPS) };
}

/** @throws Error where the floor does not send what the action sends */
function compareRequests(requests: readonly RecordedRequest[]): void {
  const [floor, action] = requests.map(({ method, path, headers }) => {
    const sorted = headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort();
    return [`${method} ${path.replace(/\d+$/, 'ID')}`, ...sorted].join('\n');
  });
  if (floor !== action) throw new Error(`tools/bench/floor.cjs sends\n${floor}\n\nbut the action sends\n${action}`);
}

function compared(what: string, { floor, action }: Samples, inWords: (figure: number) => string, limit: number): Row[] {
  const medianOf = (samples: number[]) => ({ measured: inWords(median(samples)), half: halfOf(samples, inWords) });
  const ratios = action.map((figure, pair) => figure / (floor[pair] ?? Number.NaN));
  return rowsOf(what, {
    [`the floor, median of ${floor.length}`]: medianOf(floor),
    [`the action, median of ${action.length}`]: medianOf(action),
    'action against floor': { ...atMost(median(action) / median(floor), limit, times), half: halfOf(ratios, times) },
  });
}
