import { runStep } from '../runner/run-step.ts';
import { median, quartiles } from './statistics.ts';
import { atMost, between, megabytes, type Row, times } from './table.ts';
import { ENVIRONMENT, FLOOR, Terminations } from './terminations.ts';

const HIGHEST_RATIO = 1.1;
const RUNS = 15;

/** The peak of resident memory of floor and action, both by the same means, in turn. */
export async function memory(): Promise<Row[]> {
  const terminations = await Terminations.begin(RUNS * 2);
  try {
    const peak = async (main: { main?: string }) => {
      const inputs = terminations.nextInputs();
      const { peakMemoryKb, outcome, stdout, stderr } = await runStep({
        ...main,
        inputs,
        env: ENVIRONMENT,
        measureMemory: true,
      });
      if (outcome !== 'success' || peakMemoryKb === undefined) throw new Error(`A run failed:\n${stdout}${stderr}`);
      return peakMemoryKb;
    };
    const floor: number[] = [];
    const action: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      floor.push(await peak({ main: FLOOR }));
      action.push(await peak({}));
    }
    const figures = (what: string, runs: number[]): Row => ({
      what: `Peak memory: ${what}, median of ${RUNS}`,
      measured: megabytes(median(runs)),
      half: between(quartiles(runs), megabytes),
    });
    return [
      figures('the floor', floor),
      figures('the action', action),
      {
        what: 'Peak memory: the action against the floor',
        ...atMost(median(action) / median(floor), HIGHEST_RATIO, times),
      },
    ];
  } finally {
    await terminations.end();
  }
}
